"""Results in money, as whole numbers of 分."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def fen_of_column(column: pa.Array) -> NDArray[Any]:
    """Results in money, in 分; several of one row together; 0 where there is none."""
    if isinstance(column.type, pa.Decimal128Type):
        if not len(column):
            return np.zeros(0, np.int64)
        words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)[column.offset : column.offset + len(column)]
        valid = column.is_valid().to_numpy(zero_copy_only=False)
        if (np.where(valid, words[:, 1], 0) == np.where(valid, words[:, 0] >> 63, 0)).all():
            return np.where(valid, words[:, 0], 0)
    made = [_fen(value) for value in column.to_pylist()]
    return np.array(made, np.int64 if all(-(2**62) < each < 2**62 for each in made) else object)


def _fen(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_fen, value.values()))
    if isinstance(value, list):
        return sum(map(_fen, value))
    return 0 if value is None else int(value.scaleb(2))
