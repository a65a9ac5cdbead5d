"""统一社会信用代码 of which the check digit is wrong (GB 32100): a character was mistyped, and somebody else may be meant.

In: who applies, row by row.  Out: which of them have a code of the right length that is none.  Whatever is of another length is some
other number, and nothing is said of it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..forms.credit_code import CHARACTERS, LENGTH, WEIGHTS
from .cells import Mask

_BASE = len(CHARACTERS)
# The value of each character of a code, in either case; of a letter that no code has, and of what is neither letter nor digit.
_UNUSED, _OTHER = 254, 255
_VALUES = np.full(256, _OTHER, np.uint8)
for _char in map(chr, range(128)):
    if _char.isalnum():
        _VALUES[ord(_char)] = CHARACTERS.find(_char.upper()) if _char.upper() in CHARACTERS else _UNUSED
_WEIGHTS = np.array([*WEIGHTS, 1], np.int32)


def wrong_codes(keys: pa.StringArray) -> Mask:
    """Which of the keys (none of them null) are 18 letters and digits without being a code.

    >>> wrong_codes(pa.array(["91350100M000100Y43", "91350100M000100Y34", "甲", "项目-1", "一二三四五六"])).tolist()
    [False, True, False, False, False]
    """
    made = np.zeros(len(keys), bool)
    _, offsets, data = keys.buffers()
    ends = np.frombuffer(offsets, np.int32)[keys.offset : keys.offset + len(keys) + 1]
    long = np.flatnonzero(np.diff(ends) == LENGTH)
    if not len(long):
        return made
    if len(long) == len(keys):
        codes: NDArray[np.uint8] = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].reshape(-1, LENGTH)
    else:
        codes = np.frombuffer(data, np.uint8)[ends[long][:, None] + np.arange(LENGTH)]
    values = _VALUES[codes]
    greatest = values.max(axis=1)
    total = values @ _WEIGHTS
    made[long] = (greatest < _OTHER) & ((greatest == _UNUSED) | (total % _BASE != 0))
    return made
