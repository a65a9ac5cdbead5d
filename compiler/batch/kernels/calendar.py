"""Months of days in NumPy, as ``runtime`` counts them.

>>> import numpy as np
>>> shift_months(np.array([738916]), np.int64(1))  # 2024-02-29 for 2024-01-31
array([738945])
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...ir.integer import LAST_DAY

Days = NDArray[np.int64]
# 1970-01-01, and the months before it since the year 0.
_EPOCH, _MONTHS = 719_163, 1970 * 12


def _parts(days: Any) -> tuple[Days, Days]:
    """The month of each day, counted from January of the year 0, and the day of the month."""
    held = np.clip(days, 1, LAST_DAY).astype(np.int64)
    dates = (held - _EPOCH).view("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.view(np.int64) + _MONTHS, (dates - months.astype("datetime64[D]")).view(np.int64) + 1


def _first(months: Days) -> Days:
    """The ordinal of the first day of a month."""
    days: Days = (months - _MONTHS).view("datetime64[M]").astype("datetime64[D]").view(np.int64)
    made: Days = np.add(days, _EPOCH)
    return made


def _day_in(months: Days, day: Days) -> Days:
    """The day of the month, or the last of a shorter one."""
    made: Days = np.minimum(day, _first(months + 1) - _first(months))
    return made


def shift_months(days: Any, count: Any) -> Days:
    months, day = _parts(np.atleast_1d(days))
    shifted = months + np.clip(count, -120_000, 120_000)
    inside = np.clip(shifted, 12, 119_999)
    made = _first(inside) + _day_in(inside, day) - 1
    return np.where(shifted < 12, 1, np.where(shifted >= 120_000, LAST_DAY, made))


def months_between(first: Any, last: Any) -> Days:
    first, last = np.broadcast_arrays(np.atleast_1d(first), np.atleast_1d(last))
    early, late = np.minimum(first, last), np.maximum(first, last)
    (a, day), (b, of_last) = _parts(early), _parts(late)
    count = b - a - (of_last < _day_in(b, day))
    return np.where(first > last, -count, count)
