"""The shape of a result: an answer, one amount or several, and how each is rounded and written.

Whoever rounds, writes, prints or tries a result matches on its ``Shape`` with ``assert_never``, so that the type checker
names every place that must learn another shape.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tiaowen.runtime.result import Rounding, round_whole


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: rounded to whole ``step``s (canonical units: 1/100 of money is a 分), and written as ``shown``: money with
    two decimals, a ratio with eight, a count as a whole number or with four at most."""

    step: Fraction
    mode: Rounding
    shown: Literal["money", "ratio", "count"]

    @property
    def is_rounded(self) -> bool:
        """Whether the rule rounds it; else there are only no more decimals than are written."""
        return self.shown == "money" or self.step >= 1

    def rounded(self, amount: Fraction) -> Fraction:
        """The amount in whole steps: half away from zero, towards zero (down) or away from it (up)."""
        steps = amount / self.step
        return round_whole(steps.numerator, steps.denominator, self.mode) * self.step


@dataclass(frozen=True, slots=True)
class Answer:
    """资格: that all conditions hold."""


@dataclass(frozen=True, slots=True)
class One:
    """One amount; ``approved`` where 核定金额 may lower it."""

    of: Amount
    approved: bool


@dataclass(frozen=True, slots=True)
class Several:
    """An amount for each label: in order, or by its label where ``named``.  Each is rounded singly; with ``remainder`` they
    are parts of one amount, and the last is what remains of it."""

    of: Amount
    labels: tuple[str, ...]
    named: bool
    remainder: bool


@dataclass(frozen=True, slots=True)
class PerItem:
    """An amount for each item of the ``lists``, which are gone through together, in order; each is rounded singly.  With
    ``is_limited`` they come to so much at most, which the first of them use up first."""

    of: Amount
    lists: tuple[str, ...]
    is_limited: bool


Shape = Answer | One | Several | PerItem
