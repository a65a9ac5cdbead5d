"""Numbers as terms of the solver: fractions with what must hold for them, sums, minima and choices of these.

In: terms.  Out: ``Num``s.  Nothing here knows a claim, or what may be assumed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import z3

from ..model.clause import RoundingMode
from ..promises.obligation import Formula


@dataclass(frozen=True, slots=True)
class Num:
    """``top ÷ bottom`` where every one of ``defined`` holds, and ``bottom`` (None: 1) is above zero there; ``const``
    where it is a known number."""

    top: Any
    bottom: Any = None
    defined: tuple[Formula, ...] = ()
    const: Fraction | None = None


def every(*parts: Formula) -> Formula:
    """That all hold: as other solvers read it too, to whom none and one of them is no conjunction."""
    return z3.And(*parts) if len(parts) > 1 else parts[0] if parts else z3.BoolVal(True)


def some(*parts: Formula) -> Formula:
    """That one holds."""
    return z3.Or(*parts) if len(parts) > 1 else parts[0] if parts else z3.BoolVal(False)


def summed(parts: Sequence[Any]) -> Any:
    return z3.Sum(list(parts)) if len(parts) > 1 else parts[0] if parts else real(Fraction(0))


def constant(value: Fraction | int) -> Num:
    value = Fraction(value)
    return Num(real(value), const=value)


def real(value: Fraction) -> Any:
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def add(parts: Sequence[Num]) -> Num:
    parts = [part for part in parts if part.const != 0] or list(parts[:1])
    if all(part.const is not None for part in parts):
        return constant(sum((part.const or Fraction(0) for part in parts), Fraction(0)))
    tops, bottom, defined = over_one_bottom(parts)
    return Num(summed(tops), bottom, defined)


def scaled(number: Num, by: Fraction) -> Num:
    if number.const is not None:
        return constant(number.const * by)
    return number if by == 1 else Num(number.top * real(by), number.bottom, number.defined)


def over_one_bottom(parts: Sequence[Num]) -> tuple[list[Any], Any, tuple[Formula, ...]]:
    """The numbers over one bottom."""
    bottoms: dict[int, Any] = {part.bottom.get_id(): part.bottom for part in parts if part.bottom is not None}
    tops = []
    for part in parts:
        own = part.bottom.get_id() if part.bottom is not None else None
        tops.append(reduce(lambda top, at: top if at == own else top * bottoms[at], bottoms, part.top))
    bottom = reduce(lambda a, b: a * b, bottoms.values()) if bottoms else None
    return tops, bottom, tuple({f.get_id(): f for part in parts for f in part.defined}.values())


def product(left: Num, right: Num) -> Num:
    if left.const is not None or right.const is not None:
        number, by = (right, left) if left.const is not None else (left, right)
        assert by.const is not None
        return scaled(number, by.const)
    bottoms = [part.bottom for part in (left, right) if part.bottom is not None]
    bottom = reduce(lambda a, b: a * b, bottoms) if bottoms else None
    return Num(left.top * right.top, bottom, left.defined + right.defined)


def quotient(left: Num, right: Num) -> Num:
    """Defined where ``right`` is above zero."""
    if right.const is not None and right.const > 0:
        return scaled(left, 1 / right.const)
    top = left.top if right.bottom is None else left.top * right.bottom
    bottom = right.top if left.bottom is None else left.bottom * right.top
    return Num(top, bottom, (*left.defined, *right.defined, right.top > 0))


def extreme(parts: Sequence[Num], better: Callable[[Any, Any], Formula]) -> Num:
    """Of several numbers the one that is better than each."""
    tops, bottom, defined = over_one_bottom(parts)
    return Num(reduce(lambda a, b: z3.If(better(a, b), a, b), tops), bottom, defined)


def chosen(conditions: Sequence[Formula], values: Sequence[Num]) -> Num:
    """The value of the first condition that holds, of none the last."""
    top, bottom = values[-1].top, values[-1].bottom
    has_bottom = any(value.bottom is not None for value in values)
    one = real(Fraction(1))
    bottom = one if has_bottom and bottom is None else bottom
    for condition, value in reversed(list(zip(conditions, values[:-1], strict=True))):
        top = z3.If(condition, value.top, top)
        if has_bottom:
            bottom = z3.If(condition, one if value.bottom is None else value.bottom, bottom)
    guards: list[Formula] = []
    for at, value in enumerate(values):
        if value.defined:
            met = [z3.Not(condition) for condition in conditions[:at]] + list(conditions[at : at + 1])
            guards.append(z3.Implies(every(*met), every(*value.defined)))
    return Num(top, bottom, tuple(guards))


def compared(operator: str, left: Num, right: Num) -> Formula:
    """That two numbers are in this order; not where either is undefined."""
    (a, b), _, defined = over_one_bottom((left, right))
    orders = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "≠": a != b}
    return every(*defined, orders[operator])


def rounded(value: Any, mode: RoundingMode) -> Any:
    def of(size: Any) -> Any:
        if mode == "down":
            return z3.ToReal(z3.ToInt(size))
        if mode == "up":
            return -z3.ToReal(z3.ToInt(-size))
        return z3.ToReal(z3.ToInt(size + z3.Q(1, 2)))

    return z3.If(value >= 0, of(value), -of(-value))


def positive(number: Num, *, or_equal: bool) -> Formula:
    return every(*number.defined, number.top >= 0 if or_equal else number.top > 0)
