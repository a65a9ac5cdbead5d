"""Facts of many rows as columns of whole numbers: what a table is read into, and what kernels compute from.

A fact is held as ``calc`` holds it: a number in its smallest part (分, ten-thousandths of an 亩), an option by its place,
a day by its ordinal (0001-01-01 is 1), 是否 as 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# What ``state`` says of a row: the value is there; the cell is empty; the cell is to be read singly, and its value here
# means nothing.
GIVEN, EMPTY, APART = 0, 1, 2

States: TypeAlias = "NDArray[np.uint8]"


@dataclass(frozen=True, slots=True, eq=False)
class FactColumn:
    """One fact of each row, or one field of each item of a list.

    ``values`` are int64 (number), int32 (date, text) or uint8 (option, boolean), contiguous, as long as there are rows;
    where ``state`` (None: all are given) is not ``GIVEN`` they may be anything.  A text is its place in ``texts``.
    """

    values: NDArray[np.int64] | NDArray[np.int32] | NDArray[np.uint8]
    state: States | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ListColumn:
    """A list of each row: its items are those from ``offsets[row]`` up to ``offsets[row + 1]`` (int64, one more than there
    are rows) of the ``fields``, in the order of the record's, or the one of a plain item.  ``state`` is that of the whole list."""

    offsets: NDArray[np.int64]
    fields: tuple[FactColumn, ...]
    state: States | None = None


Column: TypeAlias = "FactColumn | ListColumn"


def rows_of(items: NDArray[np.bool_], offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rows that have one of these items of a list."""
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(items)])
    return before[offsets[1:]] > before[offsets[:-1]]
