"""A ``Book`` as an .xlsx file.  The only place that knows XlsxWriter.

In: a book.  Out: its bytes, the same for the same book: no clock, no order by chance.  Cells are protected, save those to
fill in; there is no password, so whoever wants to change a formula may.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from tiaowen.runtime.errors import visible

from .book import Book, Cell, Sheet, Style, Validation

FONTS = {
    "body": "微软雅黑",
    "head": "微软雅黑",
    "text": "仿宋",
    "mono": "Consolas",
    "title": "方正小标宋简体",
    "black": "黑体",
}
_UNPROTECTED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_A4 = 9
# The day of every property of the file: nothing in it depends on the clock.
_EPOCH = datetime(2000, 1, 1)
# What XML cannot hold.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Excel shows so much of a remark and of a header; a line of a remark has so many columns.
_REMARK_MAX, _HEADER_MAX, _REMARK_LINE = 30_000, 200, 56
# Texts that a person who edits the cell could turn into a formula.
_RISKY = ("=", "+", "-", "@")


def written(book: Book) -> bytes:
    """The file."""
    into = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    file = Workbook(into, options)
    file.set_properties({"title": book.title, "author": "tiaowen", "created": _EPOCH})
    file.set_calc_mode("auto")
    formats = _Formats(file)
    for sheet in book.sheets:
        _write(file.add_worksheet(sheet.name), sheet, formats)
    for name, area in book.names.items():
        file.define_name(name, f"={area}")
    file.close()
    return into.getvalue()


class _Formats:
    """One format of the file for each style."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[tuple[Style, bool], Format] = {}

    def of(self, style: Style, is_risky: bool = False) -> Format:
        if (style, is_risky) not in self._made:
            self._made[style, is_risky] = self._file.add_format(_properties(style, is_risky))
        return self._made[style, is_risky]


def _properties(style: Style, is_risky: bool = False) -> dict[str, object]:
    found: dict[str, object] = {
        "font_name": FONTS[style.font],
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "align": style.align,
        "valign": "vcenter" if style.middle else "top",
        "text_wrap": style.wrap,
        "locked": not style.is_open,
    }
    if style.color:
        found["font_color"] = f"#{style.color}"
    if style.fill:
        found["bg_color"] = f"#{style.fill}"
    if style.border:
        found |= {"border": 1, "border_color": f"#{style.border}"}
    if style.number:
        found["num_format"] = style.number
    if style.indent:
        found["indent"] = style.indent
    if style.underline:
        found["underline"] = 1
    if is_risky:
        found["quote_prefix"] = True
    return found


def _write(into: Any, sheet: Sheet, formats: _Formats) -> None:
    for column, width in sorted(sheet.widths.items()):
        look = formats.of(sheet.column_styles[column]) if column in sheet.column_styles else None
        into.set_column(column, column, width, look, {"hidden": column in sheet.hidden_columns})
    for row, height in sorted(sheet.heights.items()):
        into.set_row(row, height)
    for first_row, first, last_row, last in sheet.merged:
        into.merge_range(first_row, first, last_row, last, "", formats.of(sheet.cells[first_row, first].style))
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
        _write_cell(into, row, column, cell, formats)
    for (row, column), text in sorted(sheet.remarks.items()):
        into.write_comment(row, column, _writable(text)[:_REMARK_MAX], _remark_look(text))
    for area, validation in sheet.validations:
        into.data_validation(*area, _validation(validation))
    for area, formula, style in sheet.warned:
        look = {key: value for key, value in _properties(style).items() if key in ("bold", "font_color", "bg_color")}
        into.conditional_format(
            *area, {"type": "formula", "criteria": f"={formula}", "format": formats._file.add_format(look)}
        )
    _look(into, sheet)


def _look(into: Any, sheet: Sheet) -> None:
    """How the sheet stands on the screen and on paper."""
    into.hide_gridlines(2)
    into.set_default_row(18)
    into.set_paper(_A4)
    if sheet.is_landscape:
        into.set_landscape()
    if sheet.scale:
        into.set_print_scale(sheet.scale)
    else:
        into.fit_to_pages(1, 0)
    into.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    into.center_horizontally()
    into.set_footer("&L&8&A&R&8&P / &N")
    if sheet.header:
        into.set_header(f"&C&9{_writable(sheet.header).replace('&', '&&')[:_HEADER_MAX]}")
    if sheet.title_rows or sheet.title_columns:
        into.freeze_panes(sheet.title_rows, sheet.title_columns)
    if sheet.title_rows:
        into.repeat_rows(0, sheet.title_rows - 1)
    if sheet.title_columns:
        into.repeat_columns(0, sheet.title_columns - 1)
    if sheet.printed_columns:
        last = max((row for row, _ in sheet.cells), default=0)
        into.print_area(0, 0, last, sheet.printed_columns - 1)
    if sheet.breaks:
        into.set_h_pagebreaks(sheet.breaks)
    if sheet.tab:
        into.set_tab_color(f"#{sheet.tab}")
    if sheet.is_protected:
        into.protect("", _UNPROTECTED)
    if sheet.is_hidden:
        into.hide()


def _write_cell(into: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    value, style = cell.value, cell.style
    if isinstance(value, str):
        value = _writable(value)
    if cell.formula:
        assert len(cell.formula) < 8192, "a formula may have 8192 characters"
        into.write_formula(row, column, f"={cell.formula}", formats.of(style), value)
    elif cell.link:
        into.write_url(row, column, f"internal:{cell.link}", formats.of(style), string=str(value))
    elif value is None:
        into.write_blank(row, column, None, formats.of(style))
    elif isinstance(value, str):
        into.write_string(row, column, value, formats.of(style, value.startswith(_RISKY)))
    elif isinstance(value, bool):
        into.write_boolean(row, column, value, formats.of(style))
    elif isinstance(value, date):
        into.write_datetime(row, column, datetime(value.year, value.month, value.day), formats.of(style))
    else:
        into.write_number(row, column, value, formats.of(style))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: visible(found[0]), text)


def _remark_look(text: str) -> dict[str, object]:
    """As large as the text needs: some 30 汉字 a line, each line as many as it takes."""
    lines = sum(1 + _wide(line) // _REMARK_LINE for line in text.split("\n"))
    return {"author": "tiaowen", "font_name": FONTS["body"], "font_size": 9, "color": "#FFFDF5"} | {
        "width": 360,
        "height": min(560, 16 * lines + 14),
    }


def _wide(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _validation(of: Validation) -> dict[str, object]:
    # What does not stop is let through without a word, and what is wrong with it is told in another way.
    found: dict[str, object] = {
        "error_type": "warning" if of.asks else "stop",
        "show_error": of.stops,
        "ignore_blank": True,
    }
    match of.kind:
        case "list":
            found |= {"validate": "list", "source": list(of.options) if of.options else f"={of.source}"}
        case "formula":
            found |= {"validate": "custom", "value": f"={of.source}"}
        case "number" | "whole" | "day":
            found |= {
                "validate": {"number": "decimal", "whole": "integer", "day": "date"}[of.kind],
                "criteria": "between",
                "minimum": _bound(of.low),
                "maximum": _bound(of.high),
            }
        case _:
            found |= {"validate": "any"}
    # Excel shows 32 characters of a title and 255 of a message.
    found |= {"input_title": of.title[:32], "input_message": of.hint[:255]} if of.hint else {}
    return found | ({"error_title": of.title[:32], "error_message": of.error[:255]} if of.error else {})


def _bound(value: object) -> object:
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value
