"""Records in groups: by the values of some fields, or by the calendar months of a period."""

from collections.abc import Sequence
from datetime import date
from typing import Any


def groups_by(items: Sequence[Any], keys: Sequence[int]) -> list[list[Any]]:
    """The records that agree in the fields ``keys``, in the order in which each group first occurs."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for item in items:
        groups.setdefault(tuple(item[key] for key in keys), []).append(item)
    return list(groups.values())


def groups_by_month(items: Sequence[Any], key: int, months: Sequence[tuple[int, int]]) -> list[list[Any]]:
    """The records of each month (year, month), by the ordinal date in field ``key``; a month without any is empty."""
    groups: dict[tuple[int, int], list[Any]] = {month: [] for month in months}
    for item in items:
        day = date.fromordinal(item[key])
        if (day.year, day.month) in groups:
            groups[day.year, day.month].append(item)
    return list(groups.values())
