"""An .xlsx of several sheets, written row by row so that memory stays bounded."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
from xlsxwriter import Workbook

from tiaowen.runtime.errors import visible

from ..report.errors.tables import TooManyRows
from .shown import RISKY, said
from .source import TableError

# A sheet has so many rows, and a cell so many characters.
ROWS, LONGEST = 1_048_576, 32_767
# A number of a sheet keeps fifteen digits; what has more is written as text.
_EXACT = 10**15
_EPOCH = datetime(2000, 1, 1)
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Texts of so many characters go over several lines.
_LONG = 38
# A row is no higher, in points.
_HIGHEST = 409
_RISKY = re.compile(RISKY)
_FONT = "微软雅黑"
_PLAIN = {"font_name": _FONT, "font_size": 10, "valign": "top"}
_HEAD = {
    "bold": True,
    "bg_color": "#DCE6F1",
    "border": 1,
    "border_color": "#B8C4D6",
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
}


class WorkbookWriter:
    """Sheets in the order in which they are begun."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.path, self.file = path, Workbook(stream, options)
        self.file.set_properties({"author": "tiaowen", "created": _EPOCH})
        plain = _PLAIN
        self.formats: dict[str, Any] = {
            "head": self.file.add_format({**plain, **_HEAD}),
            "text": self.file.add_format(plain),
            "long": self.file.add_format({**plain, "text_wrap": True}),
            "risky": self.file.add_format({**plain, "quote_prefix": True}),
            "whole": self.file.add_format({**plain, "num_format": "0"}),
            "day": self.file.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"}),
            "centre": self.file.add_format({**plain, "align": "center"}),
        }

    def number(self, places: int) -> Any:
        """The format of amounts with so many decimals."""
        name = f"decimal {places}"
        if name not in self.formats:
            shown = "#,##0" + ("." + "0" * places if places else "")
            made = self.file.add_format({**_PLAIN, "num_format": shown})
            self.formats[name] = made
        return self.formats[name]

    def sheet(self, name: str, schema: pa.Schema) -> _Sheet:
        return _Sheet(self, name, schema)

    def close(self) -> None:
        self.file.close()


class _Sheet:
    def __init__(self, book: WorkbookWriter, name: str, schema: pa.Schema) -> None:
        self.book, self.name, self.row = book, name, 1
        into = self.into = book.file.add_worksheet(name)
        self.widths = [_width(field) for field in schema]
        for column, width in enumerate(self.widths):
            into.set_column(column, column, width)
        lines = max((_lines(field) for field in schema), default=1)
        into.set_row(0, 8 + 15 * lines)
        for column, field in enumerate(schema):
            into.write_string(0, column, field.name, book.formats["head"])
        into.hide_gridlines(0)  # none are hidden: paper has them too
        into.freeze_panes(1, 1 if len(schema) > 6 else 0)
        into.set_landscape()
        into.set_paper(9)
        into.repeat_rows(0)
        if sum(self.widths) <= _ON_A_PAGE:
            into.fit_to_pages(1, 0)
        else:
            into.set_print_scale(70)
            into.repeat_columns(0, min(1, len(schema) - 1))
        into.set_footer("&L&8&A&R&8&P / &N")

    def write(self, batch: pa.RecordBatch) -> None:
        """Raises ``TableError`` where the sheet is full."""
        if self.row + batch.num_rows > ROWS:
            raise TableError(TooManyRows(path=self.book.path, sheet=self.name))
        columns = [column.to_pylist() for column in batch.columns]
        for row, cells in enumerate(zip(*columns, strict=True), self.row):
            if (lines := max(map(self._lines, cells, self.widths))) > 1:
                self.into.set_row(row, min(_HIGHEST, 4 + 14.5 * lines))
            for column, value in enumerate(cells):
                if value is not None and value != "":
                    self._cell(row, column, value)
        self.row += batch.num_rows

    def _lines(self, value: Any, width: float) -> int:
        """How many lines a cell has: a sheet does not make a row higher by itself in every program."""
        if not isinstance(value, str) or (len(value) <= _LONG and "\n" not in value):
            return 1
        return sum(1 + int(_wide(line) // width) for line in value.split("\n"))

    def _cell(self, row: int, column: int, value: Any) -> None:
        into, formats = self.into, self.book.formats
        if isinstance(value, bool):
            into.write_string(row, column, said(value), formats["centre"])
        elif isinstance(value, Decimal):
            places = -value.as_tuple().exponent  # type: ignore[operator]  # it is finite
            if abs(value) * 10 ** max(places, 0) < _EXACT:
                into.write_number(row, column, value, self.book.number(max(places, 0)))
            else:
                into.write_string(row, column, said(value), formats["text"])
        elif isinstance(value, int) and abs(value) < _EXACT:
            into.write_number(row, column, value, formats["whole"])
        elif isinstance(value, float):
            into.write_number(row, column, value, formats["text"])
        elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
            into.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])
        else:
            self._text(row, column, said(value))

    def _text(self, row: int, column: int, text: str) -> None:
        text = _UNWRITABLE.sub(lambda found: visible(found[0]), text)
        if len(text) > LONGEST:
            text = text[: LONGEST - 1] + "…"
        is_long = "\n" in text or len(text) > _LONG
        look = "risky" if _RISKY.match(text) else "long" if is_long else "text"
        self.into.write_string(row, column, text, self.book.formats[look])


# So wide a sheet is read on one page across.
_ON_A_PAGE = 220
# Of columns whose content is known to be short, or long.
_WIDTHS = {"行号": 8, "申报人": 24, "规则": 10, "列": 26, "代码": 9, "原因": 84, "名称": 26}


def _width(field: pa.Field) -> float:
    """Wide enough for the heading in two lines, and for what mostly stands below it."""
    if field.name in _WIDTHS:
        return _WIDTHS[field.name]
    if field.name.endswith((" 理由", "未付")):
        return 60
    if pa.types.is_list(field.type) or pa.types.is_struct(field.type):
        return 24
    if pa.types.is_decimal(field.type):
        return 15
    wide = _wide(field.name)
    least = 18 if pa.types.is_string(field.type) else 10
    return min(30, max(least, (wide + 3) // 2 + 2))


def _lines(field: pa.Field) -> int:
    return min(4, -(-_wide(field.name) // max(1, int(_width(field)) - 2)))


def _wide(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
