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
    ranks = places(keyed, order, fields, False)
    return [
        item
        for rank, (_, item) in zip(ranks, keyed, strict=True)
        if rank >= skip and (count is None or rank < skip + count)
    ]


def places(
    keyed: Sequence[tuple[tuple[int, int] | None, Any]],
    order: Literal["first", "last", "largest", "smallest"],
    fields: Sequence[int],
    is_tied: bool,
) -> list[int]:
    """How many come before each of the items, in ``order`` (see ``picked``), of those that agree with it in the ``fields``;
    where ``is_tied``, those of equal keys have one place."""
    ordered = list(range(len(keyed)))
    keys = [Fraction(0) if key is None else _fraction(key) for key, _ in keyed]
    if order in ("largest", "smallest"):
        ordered.sort(key=keys.__getitem__, reverse=order == "largest")
    elif order == "last":
        ordered.reverse()
    before: dict[tuple[Any, ...], int] = {}
    last: dict[tuple[Any, ...], tuple[Fraction, int]] = {}
    found = [0] * len(keyed)
    for at in ordered:
        group = tuple(keyed[at][1][field] for field in fields)
        rank = before.get(group, 0)
        before[group] = rank + 1
        if is_tied and group in last and last[group][0] == keys[at]:
            rank = last[group][1]
        last[group] = keys[at], rank
        found[at] = rank
    return found


def sum_fractions(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The sum of fractions, as numerator and denominator.  A fraction over nothing counts as 0."""
    return sum(map(_fraction, pairs), Fraction(0)).as_integer_ratio()


def _fraction(pair: tuple[int, int]) -> Fraction:
    return Fraction(*pair) if pair[1] > 0 else Fraction(0)
