"""Records in groups: by the values of some fields, or by the calendar months of a period."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
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


def sum_fractions(items: Sequence[tuple[tuple[int, int], tuple[int, int]]], top: int | None) -> tuple[int, int]:
    """The sum, as numerator and denominator, of fractions that come as (key, value), keys being fractions too: of the
    ``top`` with the largest keys (the first ones, among equals), or of all.  A fraction over nothing counts as 0."""
    parts = [(_fraction(key), _fraction(value)) for key, value in items]
    if top is not None:
        parts = sorted(parts, key=lambda part: part[0], reverse=True)[:top]
    return sum((value for _, value in parts), Fraction(0)).as_integer_ratio()


def _fraction(pair: tuple[int, int]) -> Fraction:
    return Fraction(*pair) if pair[1] > 0 else Fraction(0)
