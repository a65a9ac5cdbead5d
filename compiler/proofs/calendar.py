"""Months and days as whole numbers of the solver: what the functions of the runtime on dates give, exactly.

In: ordinals.  Out: the ordinal some months later, or the whole months between two, as terms, with what defines them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import z3

from ..ir.integer import LAST_DAY
from ..promises.obligation import Formula
from .terms import every, some

# The months that a date can be in, counted from the year nought; the days before each of them in a common year.
_FIRST_MONTH, _LAST_MONTH = 12, 120000 - 1
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its place, the ordinal of the day before its first, and how many days it has."""

    at: Any
    before: Any
    days: Any


@dataclass(slots=True)
class Calendar:
    """``defined``: what defines the numbers that were made here."""

    defined: list[Formula] = field(default_factory=list)
    _made: int = 0
    _days: dict[int, tuple[Any, Month, Any]] = field(default_factory=dict)

    def shifted(self, ordinal: Any, months: int) -> Any:
        """The same day of the month, so many months later; the last of a month that is too short."""
        month, day = self._day(ordinal)
        place = month.at + months
        other = self._month(z3.If(place < _FIRST_MONTH, _FIRST_MONTH, z3.If(place > _LAST_MONTH, _LAST_MONTH, place)))
        beyond = z3.IntVal(1 if months < 0 else LAST_DAY)
        later = other.before + z3.If(day < other.days, day, other.days)
        return z3.If(every(place >= _FIRST_MONTH, place <= _LAST_MONTH), later, beyond)

    def months_between(self, first: Any, last: Any) -> Any:
        """Whole months from one day to another, below zero where the other is earlier."""
        (one, one_day), (other, other_day) = self._day(first), self._day(last)

        def whole(from_month: Month, from_day: Any, to_month: Month, to_day: Any) -> Any:
            same = z3.If(from_day < to_month.days, from_day, to_month.days)
            return to_month.at - from_month.at - z3.If(same <= to_day, 0, 1)

        backwards = -whole(other, other_day, one, one_day)
        return z3.If(last < first, backwards, whole(one, one_day, other, other_day))

    def _whole(self) -> Any:
        self._made += 1
        return z3.Int(f"calendar~{self._made}")

    def _day(self, ordinal: Any) -> tuple[Month, Any]:
        """The month of a day, and its day of that month."""
        key = ordinal.get_id()
        if key not in self._days:
            place, day = self._whole(), self._whole()
            month = self._month(place)
            self.defined += [place >= _FIRST_MONTH, place <= _LAST_MONTH, day >= 1, day <= month.days]
            within = z3.If(ordinal < 1, 1, z3.If(ordinal > LAST_DAY, LAST_DAY, ordinal))
            self.defined.append(month.before + day == within)
            self._days[key] = (ordinal, month, day)
        return self._days[key][1:]

    def _month(self, place: Any) -> Month:
        year, index = self._whole(), self._whole()
        self.defined += [place == 12 * year + index, index >= 0, index <= 11]
        fourth, hundredth, four_hundredth = (self._floor(year - 1, size) for size in (4, 100, 400))
        is_fourth = year - 1 - 4 * fourth == 3
        is_hundredth, is_four_hundredth = year - 1 - 100 * hundredth == 99, year - 1 - 400 * four_hundredth == 399
        is_leap = every(is_fourth, some(z3.Not(is_hundredth), is_four_hundredth))
        before = 365 * (year - 1) + fourth - hundredth + four_hundredth + _chosen(index, _BEFORE)
        before += z3.If(every(is_leap, index >= 2), 1, 0)
        return Month(place, before, _chosen(index, _LENGTHS) + z3.If(every(is_leap, index == 1), 1, 0))

    def _floor(self, number: Any, size: int) -> Any:
        made = self._whole()
        self.defined += [size * made <= number, number < size * made + size]
        return made


def _chosen(index: Any, values: tuple[int, ...]) -> Any:
    made: Any = z3.IntVal(values[-1])
    for at, value in enumerate(values[:-1]):
        made = z3.If(index == at, value, made)
    return made
