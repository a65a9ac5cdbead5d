"""A .parquet file, read by row groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoRows, SameHeading, UnreadableTable
from .source import CHUNK, Chunk, Kind, Source, TableError

_ERRORS = (pa.ArrowException, OSError, ValueError)


def open_parquet(path: str) -> Source:
    """The table in a Parquet file.  Raises ``TableError``."""
    try:
        file = parquet.ParquetFile(path, memory_map=True)
    except _ERRORS as error:
        raise _broken(path, error) from None
    names = file.schema_arrow.names
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        places = {name: tuple(f"第{at}列" for at, other in enumerate(names, 1) if other == name) for name in twice}
        file.close()
        raise TableError(*(SameHeading(path=path, heading=name, places=places[name]) for name in twice))
    if not names:
        raise TableError(NoRows(path=path, has_headings=False))
    return _Parquet(path=path, file=file)


def _broken(path: str, error: Exception) -> TableError:
    said = str(error).splitlines()[0][:200]
    cause = f"文件不完整，或者不是 .parquet：{said}", f"the file is cut off, or is no .parquet: {said}"
    return TableError(UnreadableTable(path=path, cause=cause))


@dataclass(slots=True, kw_only=True)
class _Parquet:
    path: str
    file: Any
    kind: Kind = "typed"
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return self.file.schema_arrow.remove_metadata()

    @property
    def length(self) -> int | None:
        return int(self.file.metadata.num_rows)

    def close(self) -> None:
        self.file.close()

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        row = 2
        try:
            for batch in self.file.iter_batches(batch_size=size):
                rows = np.arange(row, row + batch.num_rows, dtype=np.int64)
                row += batch.num_rows
                if batch.num_rows:
                    yield Chunk(rows=rows, batch=pa.RecordBatch.from_arrays(batch.columns, schema=self.schema))
        except _ERRORS as error:
            raise _broken(self.path, error) from None
