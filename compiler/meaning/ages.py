"""Ages are counted in full years: between 70至79岁 and 80岁以上 there is nobody, whoever is 79 and a half is 79.

In: the conditions of the cases of a list.  Out: the same, each case reaching up to the year from which on another goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..model.expr import All, Compare, Comparison, Expr, Literal
from ..model.types import NumberType

# 不超过79岁 is not yet 80, 超过79岁 is 80 and more.
_BY_THE_NEXT: dict[Comparison, Comparison] = {"<=": "<", ">": ">="}


def in_full_years(conditions: Sequence[Expr]) -> list[Expr]:
    begun = {(test.left, end.value): end for test, end in _ages(conditions) if test.operator == ">="}
    return [_reaching(condition, begun) for condition in conditions] if begun else list(conditions)


def _ages(conditions: Sequence[Expr]) -> Iterator[tuple[Compare, Literal]]:
    for condition in conditions:
        for test in condition.parts if isinstance(condition, All) else (condition,):
            if isinstance(test, Compare) and isinstance(test.right, Literal) and _is_age(test.left):
                yield test, test.right


def _is_age(expr: Expr) -> bool:
    return isinstance(expr.type, NumberType) and expr.type.shown == "岁"


def _reaching(condition: Expr, begun: dict[tuple[Expr, Fraction], Literal]) -> Expr:
    if isinstance(condition, All):
        return All(parts=tuple(_reaching(part, begun) for part in condition.parts))
    if not isinstance(condition, Compare) or not isinstance(condition.right, Literal):
        return condition
    operator, end = _BY_THE_NEXT.get(condition.operator), condition.right.value
    after = begun.get((condition.left, end + 1))
    if operator is None or after is None or end.denominator != 1:
        return condition
    return Compare(left=condition.left, operator=operator, right=after)
