"""A workbook as data: sheets with their cells, before anything of a file is known.

In: what is put into cells.  Out: a ``Book`` for ``written``.  A text is a text, whatever it begins with; a formula is one
only where it is put as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .operands import Number, Operand, Text, Truth

# What a cell may hold: a text, a number (exact), a day, or a formula with its value.
Shown = str | int | bool | Decimal | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks; colours are RRGGBB, "" for none."""

    font: str = "body"
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    color: str = ""
    fill: str = ""
    border: str = ""
    align: str = "left"
    middle: bool = True
    wrap: bool = False
    number: str = ""
    indent: int = 0
    is_open: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``formula`` without its sign of equality; ``value`` is what is shown before it is worked out."""

    value: Shown | None = None
    formula: str = ""
    style: Style = Style()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What may be typed into cells: one of a list (a range, or ``options``), a number, a whole number or a day between two,
    what a formula holds of (``source``), any text.  ``stops`` where anything else is refused; else it is let through.
    With ``asks`` anything else may be kept, after a question."""

    kind: str
    source: str = ""
    options: tuple[str, ...] = ()
    stops: bool = True
    asks: bool = False
    low: Decimal | date | None = None
    high: Decimal | date | None = None
    title: str = ""
    hint: str = ""
    error: str = ""


@dataclass(slots=True)
class Sheet:
    """``title_rows`` and ``title_columns`` stay in view, and are repeated on paper.  Rows and columns are counted from 0.
    ``column_styles`` are for cells that have none of their own, however far down; ``remarks`` are shown by whoever points at
    a cell.  On paper a sheet is one page wide, unless it has a ``scale`` (in percent)."""

    name: str
    is_hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    heights: dict[int, float] = field(default_factory=dict)
    validations: list[tuple[tuple[int, int, int, int], Validation]] = field(default_factory=list)
    warned: list[tuple[tuple[int, int, int, int], str, Style]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    column_styles: dict[int, Style] = field(default_factory=dict)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    is_protected: bool = True
    scale: int = 0
    header: str = ""
    title_rows: int = 0
    title_columns: int = 0
    printed_columns: int = 0
    is_landscape: bool = True
    tab: str = ""

    def put(self, row: int, column: int, value: Shown | None, style: Style = Style(), link: str = "") -> None:
        self.cells[row, column] = Cell(value=value, style=style, link=link)

    def put_formula(self, row: int, column: int, operand: Operand, style: Style = Style()) -> None:
        self.cells[row, column] = Cell(value=operand.value, formula=operand.text, style=style)

    def put_merged(self, row: int, first: int, last: int, value: Shown | None, style: Style = Style()) -> None:
        self.put(row, first, value, style)
        for column in range(first + 1, last + 1):
            self.put(row, column, None, style)
        if last > first:
            self.merged.append((row, first, row, last))

    def at(self, row: int, column: int) -> str:
        """A cell as a formula of another sheet names it."""
        return f"{quoted(self.name)}!{address(row, column)}"

    def area(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        return f"{quoted(self.name)}!{address(*first)}:{address(*last)}"

    def number(self, row: int, column: int, value: int, low: int, high: int) -> Number:
        return Number(self.at(row, column), value, low, high)

    def truth(self, row: int, column: int, value: bool) -> Truth:
        return Truth(self.at(row, column), value)

    def text(self, row: int, column: int, value: str) -> Text:
        return Text(self.at(row, column), value)


@dataclass(slots=True)
class Book:
    """``title`` is that of the file; ``names`` are areas that formulas of other sheets know by a name."""

    title: str
    sheets: list[Sheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """$C$7."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${row + 1}"


def quoted(name: str) -> str:
    """The name of a sheet within a formula."""
    return "'{}'".format(name.replace("'", "''"))


def styled(style: Style, **changes: object) -> Style:
    return replace(style, **changes)  # type: ignore[arg-type]
