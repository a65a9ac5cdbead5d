"""Workbooks as offices leave them: what a sheet is made of, cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

EPOCH = datetime(2000, 1, 1)


class Formula(str):
    """A formula that was never worked out."""


class Worked(str):
    """A formula, behind it after a | what it comes to."""


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Any]],
    merged: Mapping[str, Sequence[tuple[str, object]]] | None = None,
) -> Path:
    """An .xlsx with these rows; ``merged`` are areas (A1:D1), each with what it says."""
    file = Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
    file.set_properties({"created": EPOCH})
    day = file.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = file.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day)
        for area, value in (merged or {}).get(name, ()):
            sheet.merge_range(area, value)
    file.close()
    return path


def _write(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    match value:
        case None:
            pass
        case Formula():
            sheet.write_formula(row, column, str(value), None, "")
        case Worked():
            formula, _, result = value.partition("|")
            sheet.write_formula(row, column, formula, None, result)
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, str(value))


def known(*names: str) -> Callable[[str], bool]:
    """What is a known heading."""
    return lambda heading: heading in names
