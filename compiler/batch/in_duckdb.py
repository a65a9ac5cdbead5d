"""Clauses worked out by DuckDB, within this process.  The only file that knows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..targets.sql import RESULTS
from ..targets.sql_dialects.duckdb import DuckDB
from .columns import Column
from .compiled import Compiled
from .kernels import Outcome
from .views import ROW, Views, outcome_of, table_of

_TABLE = "填报"


@lru_cache(maxsize=8)
def in_duckdb(code: Compiled) -> InDuckDB:
    """What asks DuckDB for the clauses of a module; made once for several tables."""
    return InDuckDB(code)


class InDuckDB:
    """What kernels do, by the queries of target ``sql``; ``unsaid`` are the clauses that it cannot say."""

    def __init__(self, code: Compiled) -> None:
        self._views = Views(code.module, code.entries, DuckDB())
        self.clauses = tuple(self._views.entries)
        self.unsaid = self._views.unsaid
        self._queries = {clause: self._views.query(clause, _TABLE) for clause in self.clauses}
        # Nothing is fetched from anywhere, and no file is read.
        self._database = duckdb.connect(
            ":memory:", config={"autoinstall_known_extensions": False, "enable_external_access": False}
        )

    def asks(self, clause: str) -> frozenset[str]:
        return self._views.asks(clause)

    def run(
        self, clause: str, columns: Mapping[str, Column], day: int | NDArray[np.int32] | None, length: int
    ) -> Outcome:
        """What comes of so many rows; see ``Kernels.run``."""
        entry = self._views.entries[clause]
        facts, apart = table_of(entry, columns, day, length)
        rows = pa.array(np.arange(length))
        # What is registered is known to its cursor alone: several may ask at once.
        with self._database.cursor() as asked:
            asked.register(_TABLE, pa.table({ROW: rows, **facts}))
            answers = asked.sql(self._queries[clause]).to_arrow_table()
        if not answers[ROW].combine_chunks().equals(rows):
            answers = answers.take(pc.sort_indices(answers[ROW]))
        return outcome_of(entry, {name: answers[name].combine_chunks() for name in RESULTS}, apart)
