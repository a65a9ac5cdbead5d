"""A file of rows that is written chunk by chunk: .csv, .parquet or .xlsx; or a folder of .parquet files.

In: a stream, and for each sheet its columns and rows.  Out: the bytes, the same for the same rows: no clock, no order by chance.
Whether the file is put in place whole or not at all is for whoever gives the stream.  Texts that a sheet would take for formulas
are made harmless.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa
from pyarrow import csv, parquet

from ..report.errors.tables import OtherTableFormat
from .opening import WRITTEN, suffix_of
from .shown import harmless, harmless_text, texts
from .source import TableError


class SheetWriter(Protocol):
    """Where the rows of one sheet go."""

    def write(self, batch: pa.RecordBatch) -> None: ...


class FileWriter(Protocol):
    """A file in the making.  Of .csv and .parquet there is one sheet, whose name is not written."""

    def sheet(self, name: str, schema: pa.Schema) -> SheetWriter: ...
    def close(self) -> None: ...


def file_writer(path: str, stream: BinaryIO) -> FileWriter:
    """What writes a file of the format that the name of ``path`` ends with into ``stream``.  Raises ``TableError``."""
    match suffix_of(path):
        case ".csv":
            return _Csv(stream)
        case ".parquet":
            return _Parquet(stream)
        case ".xlsx":
            from .workbook_writing import WorkbookWriter

            return WorkbookWriter(path, stream)
        case _:
            raise TableError(OtherTableFormat(path=path, known=WRITTEN))


def write_table(path: str, stream: BinaryIO, table: pa.Table, sheet: str = "结果") -> None:
    """A whole table at once."""
    write_tables(path, stream, [(sheet, table)])


def write_tables(path: str, stream: BinaryIO, sheets: Iterable[tuple[str, pa.Table]]) -> None:
    """Several sheets, of which .csv and .parquet have one."""
    file = file_writer(path, stream)
    for name, table in sheets:
        into = file.sheet(name, table.schema)
        for batch in table.to_batches():
            into.write(batch)
    file.close()


def part_path(folder: Path, number: int) -> Path:
    """A file of a table that is a folder of them."""
    return folder / f"part-{number:06}.parquet"


class FolderWriter:
    """A table as a folder of .parquet files, one for the rows that come at once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    def sheet(self, name: str, schema: pa.Schema) -> SheetWriter:
        return self

    def write(self, batch: pa.RecordBatch) -> None:
        if batch.num_rows:
            with part_path(self.folder, self.number).open("wb") as file:
                write_table("part.parquet", file, pa.Table.from_batches([batch]))
            self.number += 1

    def close(self) -> None:
        """Each is closed already."""


class _Csv:
    """UTF-8 with a mark, by which WPS and Excel know it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.schema = pa.schema([])
        self.writer: Any = None

    def sheet(self, name: str, schema: pa.Schema) -> SheetWriter:
        assert self.writer is None, "a .csv has one sheet"
        self.stream.write(b"\xef\xbb\xbf")
        self.schema = pa.schema([(harmless_text(each), pa.string()) for each in schema.names])
        self.writer = csv.CSVWriter(
            self.stream, self.schema, write_options=csv.WriteOptions(quoting_style="needed", batch_size=4096)
        )
        return self

    def write(self, batch: pa.RecordBatch) -> None:
        columns = [harmless(texts(column)) for column in batch.columns]
        self.writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


class _Parquet:
    """Row groups as they come: amounts hardly repeat, so dictionaries would cost more than they save.  One is written by a thread
    while the next is worked out."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.writer: Any = None
        self.beside = ThreadPoolExecutor(1)
        self.under_way: Future[None] | None = None

    def sheet(self, name: str, schema: pa.Schema) -> SheetWriter:
        assert self.writer is None, "a .parquet has one sheet"
        self.writer = parquet.ParquetWriter(
            self.stream, schema, use_dictionary=False, store_decimal_as_integer=True, compression="snappy"
        )
        return self

    def write(self, batch: pa.RecordBatch) -> None:
        """What was wrong with the one before is raised here, or by ``close``."""
        self._wait()
        self.under_way = self.beside.submit(self.writer.write_batch, batch)

    def close(self) -> None:
        try:
            self._wait()
        finally:
            self.beside.shutdown()
            if self.writer is not None:
                self.writer.close()

    def _wait(self) -> None:
        before, self.under_way = self.under_way, None
        if before is not None:
            before.result()
