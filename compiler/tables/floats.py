"""A binary float as sheets show it, which is what people mean by it.

>>> shown_number(3000.0), shown_number(0.1), shown_number(0.1 + 0.2), shown_number(1234567.3000000001)
(3000, Decimal('0.1'), Decimal('0.3'), Decimal('1234567.3'))
"""

from __future__ import annotations

from decimal import Decimal

# A number of a sheet has so many exact digits.
DIGITS = 15
EXACT = 10**DIGITS


def shown_number(number: float) -> Decimal | int:
    """A finite float as the shortest decimal that is read back as it; where that has more digits than a float holds for sure,
    what a calculation has left behind them is rounded away."""
    if number.is_integer():
        return int(number) if abs(number) < 2**53 else Decimal(repr(number))
    said = Decimal(repr(number))
    return said if len(said.as_tuple().digits) <= DIGITS else Decimal(f"{number:.{DIGITS}g}")
