"""Items of a list: records in groups, by the values of some fields or by the calendar months of a period; and some of them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal


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


def picked(
    keyed: Sequence[tuple[tuple[int, int] | None, Any]],
    order: Literal["first", "last", "largest", "smallest"],
    skip: int,
    count: int | None,
    fields: Sequence[int] = (),
) -> list[Any]:
    """Of items with their keys (fractions), in ``order``, behind the first ``skip`` the next ``count`` (None: all); of equal
    keys the earlier first.  With ``fields``, so many of the records that agree in each of them."""
    places = list(range(len(keyed)))
    if order in ("largest", "smallest"):
        keys = [Fraction(0) if key is None else _fraction(key) for key, _ in keyed]
        places.sort(key=keys.__getitem__, reverse=order == "largest")
    elif order == "last":
        places.reverse()
    before: dict[tuple[Any, ...], int] = {}
    taken: list[int] = []
    for place in places:
        group = tuple(keyed[place][1][field] for field in fields)
        before[group] = rank = before.get(group, 0) + 1
        if rank > skip and (count is None or rank <= skip + count):
            taken.append(place)
    return [keyed[place][1] for place in sorted(taken)]


def sum_fractions(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The sum of fractions, as numerator and denominator.  A fraction over nothing counts as 0."""
    return sum(map(_fraction, pairs), Fraction(0)).as_integer_ratio()


def _fraction(pair: tuple[int, int]) -> Fraction:
    return Fraction(*pair) if pair[1] > 0 else Fraction(0)
