"""The one rounding of a clause in the integer form, for a target that has expressions and no statements.

In: an amount as statements, and how its result is rounded.  Out: one integer expression, the amount in whole steps (分,
where it is rounded to the 分), and the names that it uses.  What it gives is ``shape.Amount.rounded`` ÷ its step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import gcd

from tiaowen.runtime.result import Rounding

from ..ir.integer import (
    Amount,
    BoolExpr,
    Compare,
    FloorDiv,
    If,
    Int,
    IntExpr,
    LetInt,
    Name,
    Rational,
    Set,
    Sum,
    interval,
)
from ..ir.shape import Amount as Rounded
from .arithmetic import constant_of, divided_by, extreme, flat_sum, if_chain, rebuilt, times


@dataclass(frozen=True, slots=True)
class WholeSteps:
    """``value`` is the amount in steps.  ``lets`` are named once for all of its cases, in their order; they may be worked
    out for facts whose case is another one, or that are not paid at all: a divisor may then be 0, and what comes of it is
    not used."""

    lets: tuple[LetInt, ...]
    value: IntExpr


@dataclass(frozen=True, slots=True)
class Approved:
    """What an authority approved (核定金额): whether it did, and how much, in 分."""

    is_given: BoolExpr
    cents: IntExpr


def whole_steps(amount: Amount, of: Rounded, approved: Approved | None = None) -> WholeSteps:
    """The amount in whole steps of its rounding; with ``approved``, that where it was given and is less."""
    made = _Pass(of)
    value = made.amount(amount)
    if approved is not None:
        # Rounding keeps the order of two numbers, so the lesser of the rounded is the rounded lesser.
        given = rounded_to(Rational(approved.cents, 100), of)
        value = If(approved.is_given, extreme("min", [value, given]), value)
    return WholeSteps(tuple(made.lets), value)


def rounded_to(value: Rational, of: Rounded) -> IntExpr:
    """A fraction in whole steps: half away from zero (half_up), towards zero (down), or away from it (up)."""
    top = times(Int(of.step.denominator), value.number)
    below = of.step.numerator * value.divisor
    shared = gcd(constant_of(top), below) or 1
    top, below = divided_by(top, shared), below // shared
    bottom = Int(below) if value.over is None else times(Int(below), value.over)
    if bottom == Int(1):
        return top
    low, high = interval(top)
    positive, negative = (_whole(part, bottom, of.mode) for part in (_above(top), _above(times(Int(-1), top))))
    if low >= 0:
        return positive
    negative = times(Int(-1), negative)
    return negative if high <= 0 else If(Compare(">=", top, Int(0)), positive, negative)


def _above(expr: IntExpr) -> IntExpr:
    """The number, where it is not below zero: so that its interval says so, and a division may cut off."""
    return extreme("max", [expr, Int(0)])


def _whole(top: IntExpr, bottom: IntExpr, mode: Rounding) -> IntExpr:
    """The fraction, which is not below zero, as a whole number; nothing is doubled that need not be."""
    match mode:
        case "down":
            return FloorDiv(top, bottom)
        case "up":
            return FloorDiv(Sum(tuple(flat_sum([top, bottom, Int(-1)]))), bottom)
        case "half_up" if constant_of(bottom) % 2 == 0:
            return FloorDiv(Sum(tuple(flat_sum([top, divided_by(bottom, 2)]))), bottom)
        case "half_up":
            return FloorDiv(Sum(tuple(flat_sum([times(Int(2), top), bottom]))), times(Int(2), bottom))


@dataclass(slots=True)
class _Pass:
    """``lets`` are those of all cases so far, each under a name of its own."""

    of: Rounded
    lets: list[LetInt] = field(default_factory=list)
    _known: dict[IntExpr, Name] = field(default_factory=dict)

    def amount(self, amount: Amount) -> IntExpr:
        if isinstance(amount, Set):
            names: dict[str, Name] = {}
            for let in amount.lets:
                names[let.name] = self._let(_renamed(let.value, names))
            value = amount.value
            over = None if value.over is None else _renamed(value.over, names)
            return rounded_to(Rational(_renamed(value.number, names), value.divisor, over), self.of)
        conditions = [condition for condition, _ in amount.cases]
        return if_chain(conditions, [self.amount(inner) for _, inner in amount.cases] + [self.amount(amount.otherwise)])

    def _let(self, value: IntExpr) -> Name:
        """The name of what is worked out, the same where another case has it too."""
        if value not in self._known:
            name = Name(f"中间数 {len(self.lets) + 1}", *interval(value))
            self.lets.append(LetInt(name.name, value))
            self._known[value] = name
        return self._known[value]


def _renamed(expr: IntExpr, names: Mapping[str, Name]) -> IntExpr:
    """With the names of lets for those of its own case, which stand nowhere but among the operands."""
    if isinstance(expr, Name):
        return names.get(expr.name, expr)
    return rebuilt(expr, lambda part: _renamed(part, names))
