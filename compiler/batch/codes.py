"""统一社会信用代码 of which the check digit is wrong (GB 32100): a character was mistyped, and somebody else may be meant.

In: who applies, row by row.  Out: which of them have a code of the right length that is none.  Whatever is of another length is some
other number, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..forms.credit_code import CHARACTERS, LENGTH, WEIGHTS
from .cells import Mask

_NONE = 255
_BASE = len(CHARACTERS)
_VALUES = np.full(256, _NONE, np.uint8)
for _value, _char in enumerate(CHARACTERS):
    _VALUES[ord(_char)] = _value


def wrong_codes(keys: Sequence[str]) -> Mask:
    """Which of the keys are 18 letters and digits without being a code.

    >>> wrong_codes(["91350100M000100Y43", "91350100M000100Y34", "甲", "项目-1"]).tolist()
    [False, True, False, False]
    """
    made = np.zeros(len(keys), bool)
    long = [row for row, key in enumerate(keys) if len(key) == LENGTH and key.isascii() and key.isalnum()]
    if not long:
        return made
    text = "".join(keys[row] for row in long).upper().encode("ascii")
    codes: NDArray[np.int64] = _VALUES[np.frombuffer(text, np.uint8)].reshape(-1, LENGTH).astype(np.int64)
    total = (codes[:, :-1] * np.array(WEIGHTS)).sum(axis=1) + codes[:, -1]
    made[long] = (codes == _NONE).any(axis=1) | (total % _BASE != 0)
    return made
