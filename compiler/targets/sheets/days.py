"""Days: a sheet counts them from 1899-12-30, the arithmetic from 0001-01-01.

In: ordinals.  Out: operands.  A cell takes days from 1900-03-01 on, before which Excel and LibreOffice differ; what is
counted back beyond that is moved by 1600 years, after which the calendar is the same.
"""

from __future__ import annotations

from datetime import date

from tiaowen.runtime.calendar_days import months_between as months_of
from tiaowen.runtime.calendar_days import shift_months as shifted

from ...ir.integer import LAST_DAY
from .operands import LIMIT, Number, Text
from .steps import Steps

OFFSET = 693594
"""What is to be added to a day of a sheet for its ordinal."""
EARLIEST = date(1900, 3, 1)
_CYCLE = 584388  # days of 1600 years
_LATE = 8399 * 12  # months; years beyond have no room for the cycle


def serial(day: Number) -> str:
    """A day as the sheet counts it, moved by the cycle."""
    return f"({day.text}-{OFFSET - _CYCLE})"


def month_number(day: Number) -> Number:
    """Twelve times the year, and the month."""
    is_late = f"{day.text}>3000000"
    moved = f"YEAR({serial(day)})*12-19200+MONTH({serial(day)})"
    plain = f"YEAR({day.text}-{OFFSET})*12+MONTH({day.text}-{OFFSET})"
    on = date.fromordinal(min(max(day.value, 1), LAST_DAY))
    return Number(f"IF({is_late},{plain},{moved})", on.year * 12 + on.month, 0, 120000)


def shift_months(steps: Steps, day: Number, months: Number) -> Number:
    """The same day so many months later, or the last of a month that is too short."""
    reached = steps.keep(
        Number(
            f"{month_number(day).text}+{months.text}"
            if not months.text.startswith("-")
            else f"{month_number(day).text}{months.text}",
            month_number(day).value + months.value,
            -LIMIT + 1,
            LIMIT - 1,
            2,
        )
    )
    moved = f"EDATE({serial(day)},{months.text})+{OFFSET - _CYCLE}"
    plain = f"EDATE({day.text}-{OFFSET},{months.text})+{OFFSET}"
    said = (
        f"IF({reached.text}<13,1,IF({reached.text}>120000,{LAST_DAY},"
        f"IF(OR({reached.text}>{_LATE},{day.text}>3000000),{plain},{moved})))"
    )
    return steps.keep(Number(said, shifted(day.value, months.value), 1, LAST_DAY))


def months_between(steps: Steps, first: Number, last: Number) -> Number:
    """How many months are full from the first day to the last; below zero where that is earlier."""
    early = steps.keep(Number(f"MIN({first.text},{last.text})", min(first.value, last.value), 1, LAST_DAY))
    late = steps.keep(Number(f"MAX({first.text},{last.text})", max(first.value, last.value), 1, LAST_DAY))
    whole = month_number(late).value - month_number(early).value
    apart = steps.keep(Number(f"{month_number(late).text}-{month_number(early).text}", whole, 0, 120000, 2))
    again = shift_months(steps, early, apart)
    exact = months_of(first.value, last.value)
    full = f"({apart.text}-IF({again.text}>{late.text},1,0))"
    return steps.keep(Number(f"{full}*IF({last.text}<{first.text},-1,1)", exact, -120000, 120000, 3))


def iso(day: Number) -> Text:
    """2025-03-01."""
    parts = (
        f'TEXT({part}({day.text}-{OFFSET}),"{zeros}")'
        for part, zeros in (("YEAR", "0000"), ("MONTH", "00"), ("DAY", "00"))
    )
    on = date.fromordinal(min(max(day.value, 1), LAST_DAY))
    return Text('&"-"&'.join(parts), on.isoformat(), 1)
