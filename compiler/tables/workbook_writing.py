"""An .xlsx of several sheets, written row by row so that memory stays bounded."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

import pyarrow as pa
from xlsxwriter import Workbook

from ..report.errors.tables import TooManyRows
from .sheet_rows import rows_of
from .source import TableError

# A sheet has so many rows.
ROWS = 1_048_576
_EPOCH = datetime(2000, 1, 1)
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

    def number_of(self, look: str) -> int:
        """The number of a look in the workbook: of one of ``formats``, or of amounts with so many decimals (decimal 2)."""
        if look not in self.formats:
            places = int(look.removeprefix("decimal "))
            shown = "#,##0" + ("." + "0" * places if places else "")
            self.formats[look] = self.file.add_format({**_PLAIN, "num_format": shown})
        number: int = self.formats[look]._get_xf_index()
        return number

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
        if not batch.num_rows:
            return
        # What XlsxWriter does for each cell costs ten times as much, so its rows are written past it, into the file in which
        # it keeps them.
        into = self.into
        into._write_single_row(self.row)
        into.row_data_fh.flush()
        for piece in rows_of(batch, self.row + 1, self.widths, self.book.number_of):
            into.row_data_fh.buffer.write(piece)
        self.row += batch.num_rows
        into._check_dimensions(self.row - 1, len(self.widths) - 1)


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
