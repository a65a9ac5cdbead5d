"""The applicants of a table by name: who they are, and which rows are the largest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from .population import KEY, NAME

if TYPE_CHECKING:
    import pyarrow as pa

    from .sampling import Whole

_CALLED = (NAME, "企业名称", "单位名称", "申报单位", "名称", "姓名")


T = TypeVar("T")


class Names:
    """How an applicant is called: by the key column, and by a name where there is one."""

    def __init__(self, table: pa.Table, key: str) -> None:
        columns = table.column_names
        self.key = table[key or KEY] if (key or KEY) in columns else None
        found = next((name for name in _CALLED if name in columns), None)
        self.name = None if found is None else table[found]

    def of(self, row: int) -> tuple[str, str]:
        told = [None if column is None else column[row].as_py() for column in (self.key, self.name)]
        key, name = ("" if value is None else str(value) for value in told)
        return key, name


def largest_rows(amounts: Whole, count: int) -> list[int]:
    """The rows with the largest amounts above zero, the largest first; of equal ones the earlier."""
    import numpy as np

    order = np.lexsort((np.arange(len(amounts)), -amounts))[:count]
    return [row for row in order.tolist() if amounts[row] > 0]


class Largest(Generic[T]):
    """The largest of all chunks, kept as they come."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._found: list[tuple[int, T]] = []

    def add(self, amounts: Whole, make: Callable[[int], T]) -> None:
        least = self._found[-1][0] if len(self._found) == self.count else 0
        rows = [row for row in largest_rows(amounts, self.count) if amounts[row] > least]
        # Of equal amounts the earlier stays before the later: the order is kept by sorting.
        found = [*self._found, *((int(amounts[row]), make(row)) for row in rows)]
        self._found = sorted(found, key=lambda each: -each[0])[: self.count]

    @property
    def found(self) -> tuple[T, ...]:
        return tuple(each for _, each in self._found)
