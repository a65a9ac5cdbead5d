"""A .parquet file, or a folder of such files in the order of their names, read by row groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoRows, SameHeading, UnreadableTable
from .source import CHUNK, Chunk, Kind, Source, TableError

_ERRORS = (pa.ArrowException, OSError, ValueError)


def files_in(folder: Path) -> list[Path]:
    """The .parquet files of a folder in the order of their names; what begins with _ or . is none of the table."""
    return sorted(each for each in folder.glob("*.parquet") if each.name[0] not in "_.")


def open_parquet(path: str) -> Source:
    """The table in a Parquet file, or in all those of a folder.  Raises ``TableError``."""
    places = files_in(Path(path)) if Path(path).is_dir() else [Path(path)]
    files: list[Any] = []
    for place in places:
        try:
            # Pages of a mapped file count as memory of the process, and what is read ahead is a whole row group.
            files.append(parquet.ParquetFile(place, pre_buffer=False, buffer_size=1 << 16))
        except _ERRORS as error:
            raise _broken(str(place), error) from None
        if not files[-1].schema_arrow.equals(files[0].schema_arrow):
            cause = f"它的列和 {places[0].name} 的不一样", f"its columns are not those of {places[0].name}"
            raise TableError(UnreadableTable(path=str(place), cause=cause))
    names = files[0].schema_arrow.names
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        spots = {name: tuple(f"第{at}列" for at, other in enumerate(names, 1) if other == name) for name in twice}
        raise TableError(*(SameHeading(path=path, heading=name, places=spots[name]) for name in twice))
    if not names:
        raise TableError(NoRows(path=path, has_headings=False))
    return ParquetTable(path=path, files=tuple(files))


def _broken(path: str, error: Exception) -> TableError:
    said = str(error).splitlines()[0][:200]
    cause = f"文件不完整，或者不是 .parquet：{said}", f"the file is cut off, or is no .parquet: {said}"
    return TableError(UnreadableTable(path=path, cause=cause))


@dataclass(slots=True, kw_only=True)
class ParquetTable:
    """A ``Source``, of which any rows can be read."""

    path: str
    files: tuple[Any, ...]
    kind: Kind = "typed"
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return self.files[0].schema_arrow.remove_metadata()

    @property
    def length(self) -> int:
        return sum(int(file.metadata.num_rows) for file in self.files)

    def close(self) -> None:
        for file in self.files:
            file.close()

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        return self.between(0, self.length, size)

    def between(self, start: int, stop: int, size: int = CHUNK) -> Iterator[Chunk]:
        """The rows from the one at ``start`` (the first is at 0) up to that at ``stop``, ``size`` a chunk but for the last,
        whatever files and row groups they stand in."""
        row = start
        try:
            for batch in _exact(self._batches(start, stop, size), size):
                rows = np.arange(row + 2, row + 2 + batch.num_rows, dtype=np.int64)
                row += batch.num_rows
                yield Chunk(rows=rows, batch=pa.RecordBatch.from_arrays(batch.columns, schema=self.schema))
        except _ERRORS as error:
            raise _broken(self.path, error) from None

    def _batches(self, start: int, stop: int, size: int) -> Iterator[pa.RecordBatch]:
        """These rows, as they stand in row groups."""
        lengths = [int(file.metadata.num_rows) for file in self.files]
        for file, length, end in zip(self.files, lengths, accumulate(lengths), strict=True):
            low, high = max(0, start - (end - length)), min(length, stop - (end - length))
            if low >= high:
                continue
            groups, at = _groups(file, low, high)
            for batch in file.iter_batches(batch_size=size, row_groups=groups):
                first, last = max(0, low - at), min(batch.num_rows, high - at)
                at += batch.num_rows
                if first < last:
                    yield batch.slice(first, last - first)


def _groups(file: Any, low: int, high: int) -> tuple[list[int], int]:
    """The row groups in which rows from ``low`` up to ``high`` stand, and the first row of them."""
    found: list[int] = []
    first = at = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if at < high and at + rows > low:
            first = first if found else at
            found.append(group)
        at += rows
    return found, first


def _exact(batches: Iterator[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """The same rows, ``size`` a batch but for the last."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        while batch.num_rows:
            taken = batch.slice(0, size - count)
            held.append(taken)
            count += taken.num_rows
            batch = batch.slice(taken.num_rows)
            if count == size:
                yield _joined(held)
                held, count = [], 0
    if held:
        yield _joined(held)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    (made,) = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return made
