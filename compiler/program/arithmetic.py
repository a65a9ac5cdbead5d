"""Integer expressions put together as simply as they can be said.

Constants stand in front of products and are multiplied out, sums are flat, and a minimum, a comparison or a choice that
the intervals decide is its answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import gcd
from typing import Literal

from tiaowen.runtime.result import Rounding

from ..ir.integer import (
    OPPOSITES,
    Bool,
    BoolExpr,
    Compare,
    Extreme,
    FloorDiv,
    If,
    Int,
    IntExpr,
    Logic,
    Not,
    Sum,
    Times,
    interval,
)


def times(left: IntExpr, right: IntExpr) -> IntExpr:
    """The product with its constant in front, and no 1 or 0 in it."""
    if isinstance(right, Int) and not isinstance(left, Int):
        left, right = right, left
    if isinstance(left, Int):
        if left.value == 0:
            return Int(0)
        if left.value == 1:
            return right
        if isinstance(right, Int):
            return Int(left.value * right.value)
        if isinstance(right, Times) and isinstance(right.left, Int):
            return times(Int(left.value * right.left.value), right.right)
        return Times(left, right)
    if isinstance(left, Times) and isinstance(left.left, Int):
        return times(left.left, times(left.right, right))
    if isinstance(right, Times) and isinstance(right.left, Int):
        return times(right.left, times(left, right.right))
    return Times(left, right)


def over_both(left: IntExpr | None, right: IntExpr | None) -> IntExpr | None:
    if left is None or right is None:
        return left if right is None else right
    return times(left, right)


def flat_sum(parts: list[IntExpr]) -> list[IntExpr]:
    flat: list[IntExpr] = []
    constant = 0
    for part in parts:
        for inner in part.parts if isinstance(part, Sum) else (part,):
            if isinstance(inner, Int):
                constant += inner.value
            else:
                flat.append(inner)
    return [*flat, Int(constant)] if constant or not flat else flat


def extreme(kind: str, parts: list[IntExpr]) -> IntExpr:
    """The minimum or maximum, without parts that by their intervals can never be it."""
    kept = list(dict.fromkeys(parts))
    for part in reversed(tuple(kept)):
        low, high = interval(part)
        others = [interval(other) for other in kept if other is not part]
        if any(least >= high if kind == "max" else most <= low for least, most in others):
            kept.remove(part)
    return kept[0] if len(kept) == 1 else Extreme("min" if kind == "min" else "max", tuple(kept))


# Of more cases than this, it is asked first in which half of them the one lies: no expression nests as deep as there are cases.
_FLAT = 32


def if_chain(conditions: list[BoolExpr], values: list[IntExpr]) -> IntExpr:
    """The value of the first condition that holds, or the last, which has none."""
    if len(conditions) > _FLAT:
        half = len(conditions) // 2
        in_first = or_(conditions[:half])
        first, second = if_chain(conditions[: half - 1], values[:half]), if_chain(conditions[half:], values[half:])
        if isinstance(in_first, Bool):
            return first if in_first.value else second
        return If(in_first, first, second)
    result = values[-1]
    for condition, value in reversed(list(zip(conditions, values[:-1], strict=True))):
        result = value if condition == Bool(True) or value == result else If(condition, value, result)
    return result


def factored(number: IntExpr, divisor: int) -> tuple[int, IntExpr, int]:
    """The greatest constant taken out of a sum or minimum and cancelled against the divisor."""
    if isinstance(number, (Sum, Extreme)):
        shared = gcd(*(constant_of(part) for part in number.parts))
        if shared > 1:
            parts = tuple(divided_by(part, shared) for part in number.parts)
            inner = Sum(parts) if isinstance(number, Sum) else Extreme(number.kind, parts)
            common = gcd(shared, divisor)
            return shared // common, inner, divisor // common
    return 1, number, divisor


def constant_of(expr: IntExpr) -> int:
    """A constant that divides the expression."""
    if isinstance(expr, Int):
        return abs(expr.value)
    if isinstance(expr, Times) and isinstance(expr.left, Int):
        return abs(expr.left.value)
    return 1


def divided_by(expr: IntExpr, divisor: int) -> IntExpr:
    if isinstance(expr, Int):
        return Int(expr.value // divisor)
    if isinstance(expr, Times) and isinstance(expr.left, Int):
        return times(Int(expr.left.value // divisor), expr.right)
    assert divisor == 1
    return expr


def without_common(a: IntExpr, b: IntExpr) -> tuple[IntExpr, IntExpr]:
    shared = gcd(constant_of(a), constant_of(b)) or 1
    return divided_by(a, shared), divided_by(b, shared)


def to_whole(top: IntExpr, bottom: IntExpr, mode: Rounding) -> IntExpr:
    """The fraction, not below zero, as a whole number."""
    if mode == "down":
        return FloorDiv(top, bottom)
    if mode == "up":
        return times(Int(-1), FloorDiv(times(Int(-1), top), bottom))
    return FloorDiv(Sum((times(Int(2), top), bottom)), times(Int(2), bottom))


def and_(parts: Iterable[BoolExpr]) -> BoolExpr:
    return joined("and", parts)


def or_(parts: Iterable[BoolExpr]) -> BoolExpr:
    return joined("or", parts)


def joined(kind: Literal["and", "or"], parts: Iterable[BoolExpr]) -> BoolExpr:
    """All or any of the parts: each once, and decided where two are opposites."""
    neutral, deciding = Bool(kind == "and"), Bool(kind != "and")
    kept = dict.fromkeys(part for part in parts if part != neutral)
    if deciding in kept or any(opposite(part) in kept for part in kept):
        return deciding
    return neutral if not kept else next(iter(kept)) if len(kept) == 1 else Logic(kind, tuple(kept))


def not_(part: BoolExpr) -> BoolExpr:
    if isinstance(part, Not):
        return part.part
    return Bool(not part.value) if isinstance(part, Bool) else Not(part)


def decided(compare: Compare) -> BoolExpr:
    """The comparison, or its answer where the intervals have it."""
    (a, b), (c, d) = interval(compare.left), interval(compare.right)
    always = {"<": b < c, "<=": b <= c, ">": a > d, ">=": a >= d}
    never = {"<": a >= d, "<=": a > d, ">": b <= c, ">=": b < c}
    if always.get(compare.operator):
        return Bool(True)
    return Bool(False) if never.get(compare.operator) else compare


def parts_of(expr: IntExpr) -> tuple[IntExpr, ...]:
    """The integer operands that are computed whenever the expression is."""
    match expr:
        case Sum() | Extreme():
            return expr.parts
        case Times() | FloorDiv():
            return (expr.left, expr.right)
        case _:
            return ()


def rebuilt(expr: IntExpr, named: Callable[[IntExpr], IntExpr]) -> IntExpr:
    match expr:
        case Sum() | Extreme():
            return replace(expr, parts=tuple(named(part) for part in expr.parts))
        case Times() | FloorDiv():
            return replace(expr, left=named(expr.left), right=named(expr.right))
        case _:
            return expr


def opposite(condition: BoolExpr) -> BoolExpr:
    match condition:
        case Compare():
            return replace(condition, operator=OPPOSITES[condition.operator])
        case _:
            return not_(condition)
