"""Where the steps of a calculation stand: a row of a sheet for each, its name first, what it needs on the way behind it.

In: operands.  Out: the same, by the cells they were put into.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from ..expressions import Unsayable
from .book import Sheet, Style
from .operands import NO, YES, Number, Operand, Text, Truth, as_number, compare, constant

_Kept = TypeVar("_Kept", Number, Text)

_PLAIN = Style(size=9, number="0")
_NAME = Style(size=9, color="555555")
FIRST = 2
"""The column of the first value."""


@dataclass(slots=True)
class Steps:
    """The steps of one clause, from a row of the sheet of calculations on; ``clause`` stands before each."""

    sheet: Sheet
    clause: str
    row: int
    column: int = field(default=FIRST, init=False)
    _is_new: bool = field(default=True, init=False)

    def begin(self, name: str) -> None:
        """Another row, for the next value and what it needs."""
        if not self._is_new:
            self.row += 1
        self.sheet.put(self.row, 0, self.clause, _NAME)
        self.sheet.put(self.row, 1, name, _NAME)
        self.column, self._is_new = FIRST, False

    def put(self, operand: Operand) -> str:
        """The cell that it is put into."""
        self.sheet.put_formula(self.row, self.column, operand, _PLAIN)
        self.column += 1
        return self.sheet.at(self.row, self.column - 1)

    def keep(self, number: Number) -> Number:
        """A number that may be used several times."""
        if number.is_constant:
            return constant(number.low)
        return number if number.is_plain else Number(self.put(number), number.value, number.low, number.high)

    def keep_truth(self, truth: Truth) -> Truth:
        if truth in (YES, NO):
            return truth
        return compare("=", self.keep(as_number(truth)), constant(1))

    def keep_text(self, text: Text) -> Text:
        return Text(self.put(text), text.value)


@dataclass(slots=True)
class RowSteps(Steps):
    """The steps for one item of a list, in columns behind its own, so many at most."""

    most: int = 0

    def put(self, operand: Operand) -> str:
        """Raises Unsayable where there are more steps than a table should have columns."""
        if self.column >= self.most:
            raise Unsayable("逐项这样多步的计算", "calculation in so many steps for each item")
        return Steps.put(self, operand)

    def begin(self, name: str) -> None:
        pass
