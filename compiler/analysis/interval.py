"""Intervals of exact numbers, each end with or without the number itself, and what operations make of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ..model.clause import RoundingMode


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, each included or not; None is without end.

    >>> Interval(Fraction(1), True, Fraction(3), False).within(Interval(Fraction(0), True))
    True
    """

    low: Fraction | None = None
    low_included: bool = False
    high: Fraction | None = None
    high_included: bool = False

    @classmethod
    def at(cls, value: Fraction | int) -> Interval:
        """One number."""
        return cls(Fraction(value), True, Fraction(value), True)

    @property
    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        order = _order(self.low, self.high)
        return order > 0 or (order == 0 and not (self.low_included and self.high_included))

    @property
    def is_positive(self) -> bool:
        """Whether every value is above zero."""
        return self.low is not None and (self.low > 0 or (self.low == 0 and not self.low_included))

    def within(self, other: Interval) -> bool:
        """Whether every value of this one is one of the other's."""
        return self.is_empty or self.narrowed(other) == self

    def narrowed(self, by: Interval) -> Interval:
        """What lies in both."""
        low, low_in, high, high_in = self.low, self.low_included, self.high, self.high_included
        if by.low is not None and (low is None or (order := _order(by.low, low)) > 0 or (low_in and order == 0)):
            low, low_in = by.low, by.low_included
        if by.high is not None and (high is None or (order := _order(by.high, high)) < 0 or (high_in and order == 0)):
            high, high_in = by.high, by.high_included
        return Interval(low, low is not None and low_in, high, high is not None and high_in)

    def joined(self, by: Interval) -> Interval:
        """The smallest that contains both."""
        if self.is_empty or by.is_empty:
            return by if self.is_empty else self
        lows, highs = _lows(self, by), _highs(self, by)
        low, is_open = min(lows) if len(lows) == 2 else (None, True)
        high, is_closed = max(highs) if len(highs) == 2 else (None, False)
        return Interval(low, not is_open, high, is_closed)

    def plus(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        low_in, high_in = self.low_included and other.low_included, self.high_included and other.high_included
        return Interval(low, low is not None and low_in, high, high is not None and high_in)

    def times(self, other: Interval) -> Interval:
        if self.low is not None and self.low == self.high:
            return other._scaled(self.low)
        if other.low is not None and other.low == other.high:
            return self._scaled(other.low)
        if self.low is None or other.low is None:
            return Interval()
        if self.high is None or other.high is None:
            is_known = self.low >= 0 and other.low >= 0
            return Interval(self.low * other.low, True) if is_known else Interval()
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(corners), True, max(corners), True)

    def _scaled(self, by: Fraction) -> Interval:
        low = None if self.low is None else self.low * by
        high = None if self.high is None else self.high * by
        if by > 0:
            return Interval(low, self.low_included, high, self.high_included)
        return Interval(high, self.high_included, low, self.low_included) if by < 0 else Interval.at(0)

    def on_grid(self, step: Fraction) -> Interval:
        """The same for numbers that are so many times ``step``: its ends are such numbers."""
        low, high = self.low, self.high
        if low is not None:
            low = (ceil(low / step) if self.low_included else floor(low / step) + 1) * step
        if high is not None:
            high = (floor(high / step) if self.high_included else ceil(high / step) - 1) * step
        return Interval(low, low is not None, high, high is not None)


def _order(one: Fraction, other: Fraction) -> int:
    """Below, at or above zero as one number is below, at or above another: cross-multiplied, since nothing is asked so
    often."""
    return one.numerator * other.denominator - other.numerator * one.denominator


def _lows(*intervals: Interval) -> list[tuple[Fraction, bool]]:
    return [(each.low, not each.low_included) for each in intervals if each.low is not None]


def _highs(*intervals: Interval) -> list[tuple[Fraction, bool]]:
    return [(each.high, each.high_included) for each in intervals if each.high is not None]


def beside(operator: str, other: Interval) -> Interval:
    """What a number may be that is ``operator`` some number of the other interval."""
    match operator:
        case "<" | "<=":
            return Interval(high=other.high, high_included=operator == "<=" and other.high_included)
        case ">" | ">=":
            return Interval(other.low, operator == ">=" and other.low_included)
        case "=":
            return other
    return Interval()


def is_below(left: Interval, right: Interval, *, or_equal: bool = False) -> bool:
    """Whether every number of the left is below (or equal to) every one of the right."""
    if left.high is None or right.low is None:
        return False
    order = _order(left.high, right.low)
    return order < 0 or (order == 0 and (or_equal or not (left.high_included and right.low_included)))


def least(one: Interval, other: Interval) -> Interval:
    low, is_open = min(_lows(one, other)) if one.low is not None and other.low is not None else (None, True)
    high, is_closed = min(_highs(one, other), default=(None, False))
    return Interval(low, not is_open, high, is_closed)


def greatest(one: Interval, other: Interval) -> Interval:
    low, is_open = max(_lows(one, other), default=(None, True))
    high, is_closed = max(_highs(one, other)) if one.high is not None and other.high is not None else (None, False)
    return Interval(low, not is_open, high, is_closed)


def inverse(divisor: Interval) -> Interval:
    """One divided by it, where it is above zero."""
    low = None if divisor.high is None or divisor.high <= 0 else 1 / divisor.high
    high = None if divisor.low is None or divisor.low <= 0 else 1 / divisor.low
    return Interval(low if low is not None else Fraction(0), low is not None, high, high is not None)


def rounded(of: Interval, mode: RoundingMode) -> Interval:
    whole: dict[str, Callable[[Fraction], int]] = {
        "down": lambda value: floor(value) if value >= 0 else ceil(value),
        "up": lambda value: ceil(value) if value >= 0 else floor(value),
        "half_up": lambda value: floor(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1),
    }
    low = None if of.low is None else Fraction(whole[mode](of.low))
    high = None if of.high is None else Fraction(whole[mode](of.high))
    return Interval(low, low is not None, high, high is not None)
