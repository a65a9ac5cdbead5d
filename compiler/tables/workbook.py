"""A sheet of an .xlsx workbook.  The only place that knows python-calamine.

In: a workbook, what is a known heading, and perhaps the name of a sheet.  Out: the sheet as a ``Source``.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import (
    DigitsLost,
    NoHeading,
    NoRows,
    SameHeading,
    UnreadableTable,
    UnreadCell,
    WhichSheet,
)
from .cells import cell_text, column_texts, number_text
from .heads import DEPTH, Headings, Merged, headings_in
from .source import CHUNK, Chunk, Flaw, Kind, Source, TableError, cell_of
from .unread import unread_cells

# A sheet of fewer rows is converted in smaller chunks, so that whoever waits sees how far it is.
_CHUNK = 8192
# So many cells without a heading are named.
_FEW = 5
_LOCKED = "文件加了打开密码", "the file has a password"
_OLD = "这是旧格式（.xls、.et）的内容，或者加了密码", "it is an old .xls, or has a password"
_OPEN_DOCUMENT = "这是 .ods 的内容，只是文件名写作 .xlsx", "it is an .ods, though its name ends in .xlsx"
_BROKEN = "文件不完整，或者不是 .xlsx", "the file is cut off, or is no .xlsx"


@dataclass(slots=True)
class Book:
    """A workbook that is open; ``names`` are those of its visible sheets."""

    path: str
    file: CalamineWorkbook
    names: list[str]
    loaded: dict[str, CalamineSheet] = field(default_factory=dict)

    @classmethod
    def at(cls, path: str) -> Book:
        """The workbook at a path.  Raises ``TableError``."""
        try:
            file = CalamineWorkbook.from_path(path)
        except PasswordError:
            raise TableError(UnreadableTable(path=path, cause=_LOCKED, has_password=True)) from None
        except (CalamineError, ZipError, XmlError, OSError, ValueError) as error:
            raise TableError(_unreadable(path, error)) from None
        shown = [
            each.name
            for each in file.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ]
        return cls(path, file, shown)

    def applicants(self, is_known: Callable[[str], bool], wanted: str = "", apart: Collection[str] = ()) -> Source:
        """The sheet of applicants: the one that is ``wanted``, or the one with the most known headings.  Those that are
        ``apart`` are of something else.  Raises ``TableError``."""
        if wanted:
            if wanted not in self.names:
                raise TableError(WhichSheet(path=self.path, sheets=tuple(self.names), wanted=wanted))
            return self.sheet(wanted, is_known)
        names = [name for name in self.names if name not in apart]
        found = {name: head for name in names if (head := self.headings(name, is_known)) is not None}
        if not found:
            raise TableError(NoRows(path=self.path, has_headings=False))
        best = max(head.known for head in found.values())
        likely = [name for name, head in found.items() if head.known * 2 >= best and head.known >= min(best, 2)]
        if len(likely) > 1:
            raise TableError(WhichSheet(path=self.path, sheets=tuple(likely)))
        return self.sheet(likely[0], is_known)

    def load(self, name: str) -> CalamineSheet:
        if name not in self.loaded:
            try:
                self.loaded[name] = self.file.get_sheet_by_name(name)
            except (CalamineError, ZipError, XmlError, ValueError) as error:
                raise TableError(_unreadable(self.path, error)) from None
        return self.loaded[name]

    def headings(self, name: str, is_known: Callable[[str], bool]) -> Headings | None:
        sheet = self.load(name)
        first = list(islice(sheet.iter_rows(), DEPTH))
        return headings_in(first, sheet.merged_cell_ranges or (), is_known)

    def sheet(self, name: str, is_known: Callable[[str], bool]) -> Source:
        """A sheet.  Raises ``TableError``."""
        head = self.headings(name, is_known)
        if head is None:
            raise TableError(NoRows(path=self.path, has_headings=False))
        sheet = self.load(name)
        _refuse_columns(self.path, name, sheet, head)
        try:
            unread = unread_cells(self.path, name)
        except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError, StopIteration) as error:
            raise TableError(_unreadable(self.path, error)) from None
        columns = [place for place, heading in enumerate(head.names) if heading]
        return _Sheet(
            path=self.path,
            sheet=name,
            unread_sheets=tuple(other for other in self.names if other != name),
            content=sheet,
            head=head,
            columns=columns,
            unread=unread,
            merged=_Merged.of(sheet.merged_cell_ranges or (), head.row),
        )


def _unreadable(path: str, error: Exception) -> UnreadableTable:
    """What kind of file it is that cannot be read, by its first bytes."""
    with Path(path).open("rb") as file:
        start = file.read(128)
    if not start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        is_open_document = b"mimetypeapplication/vnd.oasis.opendocument" in start
        cause = _OPEN_DOCUMENT if is_open_document else (_BROKEN[0], f"{_BROKEN[1]} ({type(error).__name__})")
        return UnreadableTable(path=path, cause=cause)
    if "EncryptedPackage".encode("utf-16-le") in Path(path).read_bytes():
        return UnreadableTable(path=path, cause=_LOCKED, has_password=True)
    return UnreadableTable(path=path, cause=_OLD)


def _refuse_columns(path: str, name: str, sheet: CalamineSheet, head: Headings) -> None:
    """Headings that occur twice, and cells with something in a column without a heading."""
    found: list[Diagnostic] = []
    places: dict[str, list[str]] = {}
    for column, heading in enumerate(head.names):
        if heading:
            places.setdefault(heading, []).append(cell_of(head.row + 1, column, name))
    found += [
        SameHeading(path=path, heading=heading, places=tuple(cells))
        for heading, cells in places.items()
        if len(cells) > 1
    ]
    width = sheet.end[1] + 1 if sheet.end else 0
    bare = [column for column in range(width) if column >= len(head.names) or not head.names[column]]
    if bare:
        for number, row in enumerate(islice(sheet.iter_rows(), head.row + 1, None), head.row + 2):
            for column in bare:
                if len(found) < _FEW and column < len(row) and row[column] != "" and cell_text(row[column]):
                    found.append(NoHeading(path=path, cell=cell_of(number, column, name)))
                    bare = [other for other in bare if other != column]
    if found:
        raise TableError(*found)


@dataclass(slots=True)
class _Merged:
    """Merged cells below the headings, by the row in which they begin."""

    areas: list[Merged]
    starts: list[int]
    deepest: int

    @classmethod
    def of(cls, merged: Sequence[Merged], head: int) -> _Merged:
        areas = sorted(area for area in merged if area[1][0] > head)
        deepest = max((bottom - top for (top, _), (bottom, _) in areas), default=0)
        return cls(areas, [area[0][0] for area in areas], deepest)

    def within(self, first: int, last: int) -> Iterator[Merged]:
        """Those that reach into these rows."""
        for area in self.areas[: bisect_right(self.starts, last)]:
            if area[1][0] >= first:
                yield area


@dataclass(slots=True, kw_only=True)
class _Sheet:
    path: str
    sheet: str
    unread_sheets: tuple[str, ...]
    content: CalamineSheet
    head: Headings
    columns: list[int]
    unread: Mapping[tuple[int, int], tuple[str, str]]
    merged: _Merged
    kind: Kind = "sheet"
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(self.head.names[column], pa.string()) for column in self.columns])

    @property
    def length(self) -> int | None:
        end = self.content.end
        return 0 if end is None else max(0, end[0] - self.head.row)

    def close(self) -> None:
        pass

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        rows = enumerate(islice(self.content.iter_rows(), self.head.row + 1, None), self.head.row + 2)
        unread: dict[int, list[int]] = {}
        for row, column in self.unread:
            unread.setdefault(row, []).append(column)
        while taken := list(islice(rows, min(size, _CHUNK))):
            kept = [(number, row) for number, row in taken if any(map(_is_there, row)) or number in unread]
            if kept:
                yield self._chunk([number for number, _ in kept], [list[object](row) for _, row in kept], unread)

    def _chunk(self, numbers: list[int], rows: list[list[object]], unread: Mapping[int, list[int]]) -> Chunk:
        arrays: list[pa.Array] = []
        flaws: list[Flaw] = []
        fractions: dict[str, int] = {}
        by_column = list(zip(*rows, strict=True))
        for column in self.columns:
            name = self.head.names[column]
            texts = column_texts(by_column[column] if column < len(by_column) else [""] * len(rows))
            arrays.append(texts.array)
            if texts.fractions:
                fractions[name] = texts.fractions
            for place in texts.lost:
                shown, cell = number_text(rows[place][column]), cell_of(numbers[place], column, self.sheet)  # type: ignore[arg-type]  # a float
                flaws.append(Flaw(row=numbers[place], column=name, diagnostic=DigitsLost(cell=cell, shown=shown)))
        there = dict(zip(numbers, rows, strict=True))
        for number in numbers:
            for column in unread.get(number, ()):
                flaws += self._flaw(number, column, self.unread[number, column])
        flaws += self._merged_flaws(there)
        flaws.sort(key=lambda flaw: flaw.row)
        made = pa.RecordBatch.from_arrays(arrays, schema=self.schema)
        return Chunk(rows=np.array(numbers, np.int64), batch=made, flaws=tuple(flaws), fractions=fractions)

    def _flaw(self, row: int, column: int, cause: tuple[str, str]) -> Iterator[Flaw]:
        if column < len(self.head.names) and self.head.names[column]:
            cell = cell_of(row, column, self.sheet)
            yield Flaw(row=row, column=self.head.names[column], diagnostic=UnreadCell(cell=cell, cause=cause))

    def _merged_flaws(self, rows: Mapping[int, Sequence[object]]) -> Iterator[Flaw]:
        """Cells that have no value of their own, since they are merged with others; a line of text over a whole row, and
        nothing beside it, is no application and is left as it is."""
        numbers = list(rows)
        for (top, left), (bottom, right) in self.merged.within(numbers[0] - 1, numbers[-1] - 1):
            with_, place = cell_of(top + 1, left), range(left, right + 1)
            for number in range(max(top + 1, numbers[0]), min(bottom + 1, numbers[-1]) + 1):
                row = rows.get(number)
                if row is None or not any(_is_there(cell) for column, cell in enumerate(row) if column not in place):
                    continue
                for column in place:
                    if (number - 1, column) != (top, left):
                        cause = (
                            f"和 {with_} 合并了，没有自己的值",
                            f"is merged with {with_} and has no value of its own",
                        )
                        yield from self._flaw(number, column, cause)


def _is_there(cell: object) -> bool:
    return cell != "" and (not isinstance(cell, str) or bool(cell.strip()))
