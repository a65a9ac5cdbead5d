"""The parts of an amount: what may stand side by side, and their sum.

In: the amounts of a sentence so far.  Out: whether they are parts of one quantity; their total.
"""

from collections.abc import Sequence

from ..model.expr import DefinitionRef, Expr, FactRef, Literal, Mechanism, Product
from ..text.source import Span
from .binder import Running
from .units import number_kind, sum_of


def total_of(running: Running, span: Span) -> Expr:
    """The parts added up."""
    for part in running.parts:
        if number_kind(part).is_ratio and isinstance(part, Literal) and part.said != "全额":
            return part
    return sum_of(running.parts, [span] * len(running.parts))


def may_stand_together(exprs: Sequence[Expr]) -> bool:
    """Whether amounts may stand side by side: parts of one quantity, or 境外展会每个3万元，境内展会每个1万元."""
    counted = [_counted_of(expr) for expr in exprs]
    return (None not in counted and len(set(counted)) == len(exprs)) or are_parts(exprs)


def are_parts(exprs: Sequence[Expr]) -> bool:
    """Whether all are parts (部分) of one quantity, by definition or by name."""
    subjects = [part_of(expr) for expr in exprs]
    return all(subject is not None and subject in (subjects[0], "部分") for subject in subjects) or all(
        subject is not None and (subject == "部分" or "部分" in subjects or subject == subjects[0])
        for subject in subjects
    )


def part_of(expr: Expr) -> object:
    if isinstance(expr, Product):
        return part_of(expr.left)
    if isinstance(expr, DefinitionRef):
        body = part_of(expr.definition.body)
        return body if body is not None else ("部分" if expr.name.endswith("部分") else None)
    if isinstance(expr, FactRef):
        return "部分" if expr.name.endswith("部分") else None
    return expr.part_of if isinstance(expr, Mechanism) else None


def _counted_of(expr: Expr) -> Expr | None:
    """What an amount counts at a price for each: 展位 of 展位，每个3万元."""
    match expr:
        case Product(left=FactRef() | DefinitionRef() as counted, right=Literal(type=price)):
            return counted if any(power < 0 for _, power in price.unit.powers) else None
    return None
