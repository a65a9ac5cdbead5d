"""What is asked for or defined must be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.clause import Clause
from ..model.expr import DefinitionRef, Element, Expr, FactRef, Field, anatomy_of, operands_of
from ..report.errors.names import UnusedName
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


@looks_at("rule")
def unused_name(policy: Policy) -> Iterator[UnusedName]:
    for clause in policy.clauses.values():
        used = _used(clause)
        spans = {made.name: made.span for made in clause.facts} | {made.name: made.span for made in clause.definitions}
        for name, span in spans.items():
            if name not in used:
                yield UnusedName(span=span, name=name)


def _used(clause: Clause) -> set[str]:
    """The names that conditions, 核对, the result and the limits and cases of 承诺 come to, through definitions too."""
    roots: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    roots += [made for promise in clause.promises for made in promise.expressions]
    waiting = roots if clause.amount is None else [*roots, clause.amount]
    used = {name for promise in clause.promises for name in promise.facts}
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, DefinitionRef):
            if expr.name not in used:
                used.add(expr.name)
                waiting.append(expr.definition.body)
            continue
        if isinstance(expr, FactRef):
            used.add(expr.name)
        elif isinstance(expr, Element | Field):
            used.add(expr.list)
        else:
            used.update(anatomy_of(expr).lists)
        waiting += operands_of(expr)
    return used
