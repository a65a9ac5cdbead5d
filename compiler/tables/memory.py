"""A table of the caller: Arrow's own, or whatever speaks its protocol (pandas, Polars, DuckDB)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import SameHeading
from .source import CHUNK, Chunk, Kind, Source, TableError

_NAME = "table"


def in_memory(table: Any, kind: Kind = "memory") -> Source:
    """A source of an Arrow table, batch or reader, a frame of pandas, or anything with ``__arrow_c_stream__``.  Raises
    ``TableError`` where two columns have one name, TypeError for anything else."""
    reader, length = _reader(table)
    names = reader.schema.names
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        places = {name: tuple(f"第{at}列" for at, other in enumerate(names, 1) if other == name) for name in twice}
        raise TableError(*(SameHeading(path=_NAME, heading=name, places=places[name]) for name in twice))
    return _Memory(reader=reader, length=length, kind=kind)


def _reader(table: Any) -> tuple[pa.RecordBatchReader, int | None]:
    if isinstance(table, pa.RecordBatchReader):
        return table, None
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    if type(table).__module__.startswith("pandas."):
        table = pa.Table.from_pandas(table, preserve_index=False)
    if isinstance(table, pa.Table):
        return table.to_reader(), table.num_rows
    if hasattr(table, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(table), None
    raise TypeError(f"a table of Arrow is needed, not {type(table).__name__}")


@dataclass(slots=True, kw_only=True)
class _Memory:
    reader: Any
    length: int | None
    path: str = _NAME
    kind: Kind = "memory"
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return self.reader.schema.remove_metadata()

    def close(self) -> None:
        pass

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        row = 2
        for batch in self.reader:
            for start in range(0, batch.num_rows, size):
                part = batch.slice(start, size)
                rows = np.arange(row, row + part.num_rows, dtype=np.int64)
                row += part.num_rows
                yield Chunk(rows=rows, batch=pa.RecordBatch.from_arrays(part.columns, schema=self.schema))
