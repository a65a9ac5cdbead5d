"""What an engine gives of one clause over the rows of a chunk: numbers, as plain arrays, and faults.

Amounts are whole numbers of what is written: 分 of money, hundred-millionths of a ratio, ten-thousandths of a count that is not
rounded to whole ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiaowen.runtime.errors import Fault
from tiaowen.runtime.result import Outcome

from ..ir.shape import Amount, Answer, Shape
from ..program.module import Entry
from .cells import Mask

_FITS = 2**63


def places_of(of: Amount) -> int:
    """How many decimals an amount is held with."""
    match of.shown:
        case "money":
            return 2
        case "ratio":
            return 8
        case "count":
            return 0 if of.is_rounded else 4


@dataclass(slots=True)
class Worked:
    """``done``: which rows have a result; of these ``eligible``, ``values`` (whole numbers; those that 64 bits do not hold are in
    ``large``, by row), ``caps`` (the place in ``words``, 0 for none).  Results of several amounts are in ``several``, by row, and
    what these come to is their value.  ``faults`` are by row."""

    done: Mask
    eligible: Mask
    values: NDArray[np.int64]
    caps: NDArray[np.int16]
    words: list[str] = field(default_factory=lambda: [""])
    large: dict[int, int] = field(default_factory=dict)
    several: dict[int, Any] = field(default_factory=dict)
    # Of results of several amounts, where they came all at once, a row of numbers for each.
    parts: NDArray[np.int64] | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    faults: dict[int, tuple[Fault, ...]] = field(default_factory=dict)

    @classmethod
    def empty(cls, length: int) -> Worked:
        return cls(
            np.zeros(length, bool), np.zeros(length, bool), np.zeros(length, np.int64), np.zeros(length, np.int16)
        )

    def put(self, row: int, entry: Entry, value: Outcome, eligible: bool, cap: str) -> None:
        """One result."""
        self.done[row], self.eligible[row] = True, eligible
        if isinstance(value, tuple | dict):
            self.several[row] = value
        number = whole(value, entry.shape)
        if -_FITS <= number < _FITS:
            self.values[row] = number
        else:
            self.values[row], self.large[row] = 0, number
        self.caps[row] = self.code(cap)

    def code(self, words: str) -> int:
        """The place of the words of a cap."""
        if words not in self.words:
            self.words.append(words)
        return self.words.index(words)


def whole(value: Outcome, shape: Shape) -> int:
    """A value as a whole number of what is written; of several, what they come to."""
    if isinstance(value, Mapping):
        return sum(whole(part, shape) for part in value.values())
    if isinstance(value, tuple):
        return sum(whole(part, shape) for part in value)
    if isinstance(shape, Answer):
        return int(bool(value))
    assert not isinstance(value, dict)
    numerator, denominator = Decimal(value).as_integer_ratio()
    scale: int = 10 ** places_of(shape.of)
    return numerator * scale // denominator
