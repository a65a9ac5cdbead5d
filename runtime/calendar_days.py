"""Calendar arithmetic on dates held as proleptic ordinals (1 is 0001-01-01)."""

from calendar import monthrange
from datetime import date

from .errors import FactError, make_fault


def shift_months(ordinal: int, months: int) -> int:
    """The same day of the month, ``months`` later; the last day of a month that is too short for it (31 January and a
    month is 28 February).  Beyond the years that a date can have, the last day there is."""
    day = day_of(ordinal)
    month = day.year * 12 + day.month - 1 + months
    if not 12 <= month < 120000:
        return 1 if months < 0 else date.max.toordinal()
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1])).toordinal()


def months_between(first: int, last: int) -> int:
    """Whole months from ``first`` to ``last``, below zero where ``last`` is earlier: a month is whole on the same day
    of the month (or the last day of a shorter one)."""
    if last < first:
        return -months_between(last, first)
    one, other = day_of(first), day_of(last)
    months = (other.year - one.year) * 12 + other.month - one.month
    return months if shift_months(first, months) <= last else months - 1


def day_of(ordinal: int) -> date:
    """The day; the first or last that a date can be, for one beyond it."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def ordinal_of(on: date | None) -> int:
    """The day for which a result is calculated, for a clause that counts with it.  Raises FactError without one."""
    if on is None:
        expected = ("日期，写作 2025-03-01", "a date, written 2025-03-01")
        raise FactError([make_fault("T0601", ("申报日期",), expected=expected)])
    return on.toordinal()
