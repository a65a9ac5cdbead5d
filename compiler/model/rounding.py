"""How a clause rounds its result."""

from __future__ import annotations

from fractions import Fraction

from .clause import Clause, RoundingMode
from .expr import Addition, Difference, Expr, FactRef, Literal


def rounding_of(clause: Clause) -> tuple[RoundingMode, Fraction]:
    """How the result of a clause is rounded (see calculate.outcome)."""
    if clause.unit == "元" or (clause.unit != "%" and clause.rounding.step >= 1):
        return clause.rounding.mode, clause.rounding.step
    return "half_up", Fraction(1, 10**8 if clause.unit == "%" else 10**4)


def on_the_grid(clause: Clause, limit: Expr) -> bool:
    """Whether a limit is always so many times the step to which the clause rounds."""
    _, step = rounding_of(clause)
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
