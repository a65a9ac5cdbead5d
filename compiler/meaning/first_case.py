"""The first of many cases that holds, where all of them are ranges of one quantity, or options of one fact: a ladder of hundreds of steps is
asked for thousands of applicants.

In: cases.  Out: their ``Order``, or None where they ask of anything else; of it the first case for a value.  It is the
case that asking one by one comes to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..model.expr import All, Branch, Compare, Expr, Literal, OptionLiteral, Truth

# Fewer cases are asked one by one.
MANY = 24


@dataclass(frozen=True, slots=True)
class Order:
    """The ``ends`` of the ranges in order, and the first case between and at each two of them: cell 2n is below end n,
    cell 2n+1 is end n.  Where the quantity has no value, the first case that asks nothing."""

    subject: Expr
    ends: tuple[Fraction, ...]
    firsts: tuple[Branch | None, ...]
    of_nothing: Branch | None

    def first(self, value: Fraction | None) -> Branch | None:
        if value is None:
            return self.of_nothing
        at = bisect_left(self.ends, value)
        is_end = at < len(self.ends) and self.ends[at] == value
        return self.firsts[2 * at + is_end]


def order_of(branches: Sequence[Branch]) -> Order | None:
    return _order(_Same(branches)) if len(branches) > MANY else None


class _Same:
    """The very same cases: to hash hundreds of them would cost as much as to ask them."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self.branches = branches

    def __hash__(self) -> int:
        return id(self.branches)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.branches is self.branches


@lru_cache(maxsize=64)
def _order(same: _Same) -> Order | None:
    asked = [_asked(branch.condition) for branch in same.branches]
    tests = [test for each in asked if each is not None for test in each]
    if None in asked or not tests or any(test[0] != tests[0][0] for test in tests):
        return None
    ends = sorted({end for _, _, end in tests})
    firsts: list[Branch | None] = [None] * (2 * len(ends) + 1)
    of_nothing = None
    for branch, each in zip(same.branches, asked, strict=True):
        low, high = 0, 2 * len(ends)
        for _, operator, end in each or ():
            at = 2 * bisect_left(ends, end) + 1
            low = max(low, {">": at + 1, ">=": at, "=": at}.get(operator, 0))
            high = min(high, {"<": at - 1, "<=": at, "=": at}.get(operator, high))
        for cell in range(low, high + 1):
            firsts[cell] = firsts[cell] or branch
        of_nothing = of_nothing or (None if each else branch)
    return Order(tests[0][0], tuple(ends), tuple(firsts), of_nothing)


def _asked(condition: Expr) -> list[tuple[Expr, str, Fraction]] | None:
    """What a case asks, as comparisons with numbers; nothing of 其余的; None where it asks anything else."""
    match condition:
        case Truth(value=True):
            return []
        case All(parts=parts):
            each = [_asked(part) for part in parts]
            return None if None in each else [test for tests in each for test in tests or ()]
        case Compare(left=left, operator=operator, right=Literal(value=value)) if operator != "≠":
            return [(left, operator, value)]
        case Compare(left=left, operator=operator, right=OptionLiteral(index=index)) if operator != "≠":
            return [(left, operator, Fraction(index))]
    return None
