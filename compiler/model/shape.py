"""What the result of a clause looks like, and what lies on the grid to which it is rounded."""

from __future__ import annotations

from fractions import Fraction

from ..ir import shape
from ..ir.shape import Amount, Answer, One, Several, Shape
from .clause import Clause, PerItem
from .expr import Addition, Difference, Expr, FactRef, Literal


def shape_of(clause: Clause) -> Shape:
    """An answer, one amount, or several: by name, or one for each item."""
    if clause.amount is None:
        return Answer()
    if clause.series is None:
        return One(amount_of(clause), approved=clause.ceiling)
    if isinstance(clause.series, PerItem):
        return shape.PerItem(amount_of(clause), clause.series.lists, clause.series.up_to is not None)
    return Several(amount_of(clause), clause.labels, clause.series.named, clause.series.remainder)


def amount_of(clause: Clause) -> Amount:
    """How each amount of the result is rounded and written: money as the clause says, a ratio to eight decimals, anything
    else as the clause says where that is to whole ones, and to four decimals elsewhere."""
    rounding = clause.rounding
    if clause.unit == "元":
        return Amount(rounding.step, rounding.mode, "money")
    if clause.unit == "%":
        return Amount(Fraction(1, 10**8), "half_up", "ratio")
    if rounding.step >= 1:
        return Amount(rounding.step, rounding.mode, "count")
    return Amount(Fraction(1, 10**4), "half_up", "count")


def on_the_grid(clause: Clause, limit: Expr) -> bool:
    """Whether a limit is always so many times the step to which the clause rounds."""
    step = amount_of(clause).step
    match limit:
        case Literal():
            return (limit.value / step).denominator == 1
        case FactRef():
            scale = next((fact.scale for fact in clause.facts if fact.name == limit.name), Fraction(1))
            return (scale / step).denominator == 1
        case Addition():
            return all(on_the_grid(clause, part) for part in limit.parts)
        case Difference():
            return on_the_grid(clause, limit.left) and on_the_grid(clause, limit.right)
    return False
