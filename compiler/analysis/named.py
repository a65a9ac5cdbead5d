"""The whole numbers and the days that a rule names, and days of the calendar that are like no others.

In: a clause.  Out: how many of a list, and which days, are worth trying: one more than every count (取最高4个), 29 February,
the ends of years, and the days that lie so many months from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from tiaowen.runtime.calendar_days import shift_months
from tiaowen.runtime.facts import FactType

from ..ir import core
from ..model.clause import Clause
from ..program.lower import lower

# A whole number up to this may count items, or months.
_LONGEST = 60
# 1900 to 2101: a whole number between them that dates are compared with is taken for a day; where it is none, no harm is
# done.
_FIRST_DAY, _LAST_DAY = 693_596, 767_010
_MADE_UP_YEAR = 2025


@lru_cache(maxsize=512)
def numbers_of(clause: Clause) -> frozenset[int]:
    """The whole numbers in all that the clause computes, and how many of a list it takes."""
    program = lower(clause)
    found: set[int] = set()
    waiting: list[object] = [program.lets, program.checks, program.conditions, program.amounts, program.whole]
    while waiting:
        match waiting.pop():
            case core.Const(value=value):
                found |= {value.numerator} if value.denominator == 1 else set()
            case core.Fold() as fold:
                waiting += [fold.body, fold.pick]
            case core.Pick() as pick:
                found.add(pick.skip + (pick.count or 1))
                waiting += [pick.key, pick.where, pick.of]
            case tuple() as parts:
                waiting += parts
            case node:
                waiting += [getattr(node, name) for name in getattr(node, "__dataclass_fields__", ())]
    return frozenset(found)


def counts_of(clause: Clause) -> list[int]:
    """Those that may count something, and the numbers beside them."""
    counts = {number for number in numbers_of(clause) if 0 < number <= _LONGEST}
    return sorted({count + more for count in counts for more in (-1, 0, 1)})


def days_of(clause: Clause, valid: tuple[date, date] | None = None) -> list[int]:
    """The days that the clause names, and when it is valid, with those beside them; the ends of February and of the year
    about them, in a leap year too."""
    named = {number for number in numbers_of(clause) if _FIRST_DAY < number < _LAST_DAY}
    named |= {day.toordinal() for day in (*(valid or ()), *(clause.valid or ()))}
    years = {date.fromordinal(day).year for day in named} or {_MADE_UP_YEAR}
    for year in years | {year - year % 4 for year in years}:
        named |= {date(year, *day).toordinal() for day in ((2, 28), (3, 1), (12, 31))}
    return sorted({day + more for day in named for more in (-1, 0, 1)})


def days_from_others(
    clause: Clause, readings: Mapping[str, FactType], values: Mapping[str, object], name: str
) -> Iterator[int]:
    """The days that lie so many months, as the clause counts, from another date of an applicant, with those beside them."""
    months = {number for number in numbers_of(clause) if 0 < number <= _LONGEST}
    months |= {number * 12 for number in months if number <= _LONGEST // 12}
    for other, reading in readings.items():
        day = values.get(other)
        if reading.kind == "date" and other != name and isinstance(day, int) and _FIRST_DAY < day < _LAST_DAY:
            for count in sorted({0, *months}):
                for there in (shift_months(day, count), shift_months(day, -count)):
                    yield from (there - 1, there, there + 1)
