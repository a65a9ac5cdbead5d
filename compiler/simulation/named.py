"""The applicants of a table by name: who they are, and which rows are the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .population import KEY, NAME

if TYPE_CHECKING:
    import pyarrow as pa

    from .sampling import Whole

_CALLED = (NAME, "企业名称", "单位名称", "申报单位", "名称", "姓名")


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
