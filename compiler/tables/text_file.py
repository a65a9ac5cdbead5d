"""A .csv: UTF-8 with a mark or without, or GB18030, as WPS and Excel save it.

In: a file.  Out: a ``Source``, every cell as text.  It is read as it is gone through, in pieces, through PyArrow.
"""

from __future__ import annotations

import codecs
import csv as plain
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoHeading, NoRows, SameHeading, UnreadableTable, WrongLength
from .heads import DEPTH, Headings, headings_in
from .shown import as_meant
from .source import CHUNK, Chunk, Flaw, Kind, Source, TableError

_PIECE = 8 * 2**20
_BLANK = " \t\u3000"
_OPEN = "an open quotation mark"
_ENCODINGS = ("utf-8", "gb18030")


def open_text(path: str, is_known: Callable[[str], bool]) -> Source:
    """The table in a .csv.  Raises ``TableError``."""
    encoding = encoding_of(path)
    first, delimiter = _first(path, encoding)
    head = headings_in(first, (), is_known)
    if head is None:
        raise TableError(NoRows(path=path, has_headings=False))
    _refuse_headings(path, head)
    return _Text(path=path, encoding=encoding, delimiter=delimiter, head=head, size=Path(path).stat().st_size)


def _first(path: str, encoding: str) -> tuple[list[list[str]], str]:
    """The first rows (a quotation mark may carry one over several lines), and what stands between cells."""
    try:
        with open(path, encoding=encoding, newline="") as file:  # noqa: PTH123
            start = file.read(2**20)
    except UnicodeDecodeError as error:
        raise TableError(UnreadableTable(path=path, cause=_cause(error))) from None
    lines = start.splitlines()[:DEPTH]
    delimiter = max(",", "\t", key=lambda mark: sum(mark in line for line in lines))
    try:
        return list(islice(plain.reader(StringIO(start.lstrip("\ufeff")), delimiter=delimiter), DEPTH)), delimiter
    except plain.Error as error:
        cause = f"表头读不出来：{error}", f"its headings cannot be read: {error}"
        raise TableError(UnreadableTable(path=path, cause=cause)) from None


def encoding_of(path: str) -> str:
    """UTF-8 or GB18030, by the first characters beyond ASCII.  Raises ``TableError`` for anything else."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            start = file.read(4)
            if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                cause = "编码是 UTF-16；请另存为 UTF-8 的 .csv", "its encoding is UTF-16; save it as UTF-8"
                raise TableError(UnreadableTable(path=path, cause=cause))
            file.seek(0)
            decoders = {name: codecs.getincrementaldecoder(name)() for name in _ENCODINGS}
            is_ascii = True
            while piece := file.read(_PIECE):
                if b"\0" in piece:
                    cause = "里面是二进制内容，不是 .csv", "it is binary, no .csv"
                    raise TableError(UnreadableTable(path=path, cause=cause))
                if is_ascii and piece.isascii():
                    continue
                is_ascii = False
                for name, decoder in list(decoders.items()):
                    try:
                        decoder.decode(piece)
                    except UnicodeDecodeError:
                        del decoders[name]
                if len(decoders) == 1 or "utf-8" in decoders:
                    # What begins as UTF-8 by so much is nothing else.
                    return next(iter(decoders))
                if not decoders:
                    cause = "编码既不是 UTF-8 也不是 GB18030", "its encoding is neither UTF-8 nor GB18030"
                    raise TableError(UnreadableTable(path=path, cause=cause))
    except OSError as error:
        said = error.strerror or str(error)
        raise TableError(UnreadableTable(path=path, cause=(f"操作系统提示：{said}", said))) from None
    return "utf-8"


def _refuse_headings(path: str, head: Headings) -> None:
    found: list[Diagnostic] = []
    for name in dict.fromkeys(filter(None, head.names)):
        places = tuple(f"第{place}列" for place, other in enumerate(head.names, 1) if other == name)
        if len(places) > 1:
            found.append(SameHeading(path=path, heading=name, places=places))
    if found:
        raise TableError(*found)


@dataclass(slots=True, kw_only=True)
class _Text:
    path: str
    encoding: str
    delimiter: str
    head: Headings
    kind: Kind = "text"
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()
    size: int = 0
    length: int | None = None
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, pa.string()) for name in self.head.names if name])

    def close(self) -> None:
        pass

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        wrong: dict[int, int] = {}

        def note(row: Any) -> str:
            wrong[row.number] = row.actual_columns
            return "skip"

        # Rows are counted as they stand, as a sheet would show them; those above the headings are titles.
        last, skipped = 0, self.head.row + 1
        try:
            with _Quoted(self.path) as stream, csv.open_csv(stream, **self._options(note)) as reader:
                for batch in reader:
                    rows = _numbers(batch.num_rows, last, wrong)
                    last = int(rows[-1]) if len(rows) else last
                    if skipped:
                        first = int((rows <= skipped).sum())
                        rows, batch, skipped = rows[first:], batch.slice(first), skipped if first == len(rows) else 0
                    # How many there will be, as far as the bytes read so far say it.
                    self.length = last * self.size // max(1, min(stream.bytes, self.size))
                    for part in range(0, batch.num_rows, size):
                        yield self._chunk(rows[part : part + size], batch.slice(part, size), wrong)
                if stream.quotes % 2:
                    raise pa.ArrowInvalid(_OPEN)
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            raise TableError(UnreadableTable(path=self.path, cause=_cause(error))) from None
        if any(row > self.head.row + 1 for row in wrong):
            none = pa.RecordBatch.from_arrays([pa.array([], pa.string())] * len(self.schema), schema=self.schema)
            yield Chunk(rows=np.array([], np.int64), batch=none, flaws=self._flaws(wrong, max(wrong)))

    def _options(self, note: Callable[[Any], str]) -> dict[str, Any]:
        # Columns are called by their places: a heading may be empty.
        columns = [f"{place}" for place in range(len(self.head.names))]
        return {
            "read_options": csv.ReadOptions(
                encoding=self.encoding, block_size=_PIECE, use_threads=False, column_names=columns
            ),
            "parse_options": csv.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            "convert_options": csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False, check_utf8=True
            ),
        }

    def _chunk(self, rows: Any, batch: pa.RecordBatch, wrong: dict[int, int]) -> Chunk:
        arrays = [as_meant(pc.utf8_trim(column, _BLANK)) for column in batch.columns]
        filled = np.zeros(batch.num_rows, bool)
        for place, array in enumerate(arrays):
            has = pc.not_equal(array, "").to_numpy(zero_copy_only=False)
            filled |= has
            if not self.head.names[place] and has.any():
                cell = f"第{int(rows[int(has.argmax())])}行第{place + 1}列"
                raise TableError(NoHeading(path=self.path, cell=cell))
        kept = [array for name, array in zip(self.head.names, arrays, strict=True) if name]
        made = pa.RecordBatch.from_arrays(kept, schema=self.schema)
        flaws = self._flaws(wrong, int(rows[-1])) if len(rows) else ()
        if not filled.all():
            made, rows = made.filter(pa.array(filled)), rows[filled]
        return Chunk(rows=rows, batch=made, flaws=flaws)

    def _flaws(self, wrong: dict[int, int], last: int) -> tuple[Flaw, ...]:
        """The rows of another length up to this one, which are told once."""
        told = sorted(row for row in wrong if row <= last)
        expected = len(self.head.names)
        found = [(row, WrongLength(expected=expected, found=wrong.pop(row))) for row in told]
        return tuple(Flaw(row=row, column="", diagnostic=said) for row, said in found if row > self.head.row + 1)


class _Quoted(FileIO):
    """A file of which the quotation marks are counted: one that is open at the end has swallowed all rows behind it.  In
    GB18030 the byte of the mark is no part of any other character."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.quotes = self.bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(-1 if size is None else size)
        self.quotes += piece.count(b'"')
        self.bytes += len(piece)
        return piece


def _numbers(length: int, last: int, wrong: Mapping[int, int]) -> Any:
    """The numbers of so many rows behind ``last``: those of ``wrong`` are not among them."""
    every = np.arange(last + 1, last + 1 + length + len(wrong), dtype=np.int64)
    return (every[~np.isin(every, list(wrong))] if wrong else every)[:length]


def _cause(error: Exception) -> tuple[str, str]:
    said = str(error).splitlines()[0][:200]
    if isinstance(error, UnicodeDecodeError) or "utf8" in said.lower().replace("-", ""):
        return "里面有两种编码，或者文件不完整", "it is in two encodings, or is cut off"
    if said == _OPEN:
        return (
            "英文双引号不成对，后面的行都被当作一格",
            "a quotation mark is open, and the rows behind it are taken for one cell",
        )
    return f"内容读不下去：{said}", f"it cannot be read on: {said}"
