"""A list of facts as a table: a row an item, its fields beside each other, then what is worked out of it.

In: cells.  Out: what formulas say of all of them.  Tables of several lists that are gone through together agree by row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .book import Sheet, address, quoted
from .operands import Number, Operand, Text, Truth
from .steps import RowSteps

ROWS, RECORDS = 100, 500
"""How many items a list of the workbook has at most: of single values, and of records, as a register has them."""


@dataclass(slots=True)
class Table:
    """``held`` are the values of each row's fields, which stand in the ``columns``; ``used`` whether there is an item in it.
    What is said of all rows holds for ``size`` of them."""

    sheet: Sheet
    first: int
    size: int
    columns: list[int] = field(default_factory=list)
    held: list[list[Operand]] = field(default_factory=list)
    used: list[Truth] = field(default_factory=list)
    steps: list[RowSteps] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.held)

    def column(self, made: Callable[[int], Number]) -> Column:
        """A column of numbers, one for each row."""
        numbers = [made(row) for row in range(self.rows)]
        at = max(steps.column for steps in self.steps)
        for steps, number in zip(self.steps, numbers, strict=True):
            steps.column = at
            steps.put(number)
        ends = min(number.low for number in numbers), max(number.high for number in numbers)
        return Column(self, at, [number.value for number in numbers], *ends)

    def cell(self, row: int, column: int) -> str:
        return self.sheet.at(self.first + row, column)

    def area(self, column: int, first: int = 0, last: int | None = None) -> str:
        end = self.rows - 1 if last is None else last
        places = address(self.first + first, column), address(self.first + end, column)
        return f"{quoted(self.sheet.name)}!{':'.join(places)}"


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers of all rows of a table."""

    table: Table
    at: int
    values: list[int]
    low: int
    high: int

    @property
    def text(self) -> str:
        return self.table.area(self.at)

    def cell(self, row: int) -> str:
        return self.table.cell(row, self.at)

    def number(self, row: int) -> Number:
        return Number(self.cell(row), self.values[row], self.low, self.high)

    def before(self, row: int) -> str:
        """The rows above one, which is not the first."""
        return self.table.area(self.at, 0, row - 1)

    def total(self, low: int, high: int) -> Number:
        return Number(f"SUM({self.text})", sum(self.values), low, high)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some rows of a table: as an array within SUMPRODUCT, and which ones they are now."""

    text: str
    rows: frozenset[int]

    def total(self, of: Column, low: int, high: int) -> Number:
        value = sum(of.values[row] for row in self.rows)
        return Number(f"SUMPRODUCT({self.text}*{of.text})", value, low, high)


def same_key(table: Table, keys: Sequence[int], row: int, above: bool = False) -> Chosen:
    """The rows (or only those above) that agree with one in these fields."""
    last = row - 1 if above else table.rows - 1
    parts: list[str] = []
    rows = set(range(last + 1))
    for key in keys:
        column, own = table.columns[key], table.held[row][key]
        area, cell = table.area(column, 0, last), table.cell(row, column)
        parts.append(f"EXACT({area},{cell})" if isinstance(own, Text) else f"({area}={cell})")
        rows = {other for other in rows if table.held[other][key].value == own.value}
    return Chosen("*".join(parts), frozenset(rows))
