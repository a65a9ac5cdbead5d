"""The comparisons at which a clause decides, and whether more of a fact may change one for the worse.

In: a clause.  Out: its ``Edge``s, of the conditions and of the cases of the result; caps, bands and 每增加 make none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..meaning.faults import facts_in
from ..model.clause import Clause, Requirement
from ..model.expr import (
    Addition,
    Branch,
    Cases,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Mechanism,
    Product,
    Quotient,
    TextLiteral,
    anatomy_of,
    operands_of,
)
from ..model.types import NumberType, OptionType, Type


@dataclass(frozen=True, slots=True)
class Edge:
    """A comparison at which a clause decides, and where it stands."""

    test: Compare
    of: Requirement | Mechanism
    facts: frozenset[str]


def edges_of(clause: Clause) -> Iterator[Edge]:
    """The comparisons of numbers and grades in the conditions, and in the cases of the result."""
    for made in clause.conditions:
        for test in _compared(made.condition):
            yield Edge(test, made, frozenset(facts_in(test)))
    seen: set[str] = set()
    waiting: list[Expr] = [] if clause.amount is None else [clause.amount]
    while waiting:
        expr = waiting.pop(0)
        if isinstance(expr, DefinitionRef):
            if expr.name not in seen:
                seen.add(expr.name)
                waiting.append(expr.definition.body)
            continue
        for branch in branches_of(expr):
            assert isinstance(expr, Mechanism)
            for test in _compared(branch.condition):
                yield Edge(test, expr, frozenset(facts_in(test)))
        waiting += operands_of(expr)


def branches_of(of: Requirement | Expr) -> tuple[Branch, ...]:
    """The cases of a mechanism."""
    cases: Cases | None = None if isinstance(of, Requirement) else anatomy_of(of).cases
    return cases.branches if cases else ()


def _compared(condition: Expr) -> Iterator[Compare]:
    """The comparisons of numbers and grades that a condition is made of, those of a definition once."""
    seen: set[Definition] = set()
    waiting = [condition]
    while waiting:
        expr = waiting.pop(0)
        if isinstance(expr, DefinitionRef):
            if expr.definition not in seen:
                seen.add(expr.definition)
                waiting.append(expr.definition.body)
        elif not isinstance(expr, Compare):
            waiting += operands_of(expr)
        elif not isinstance(expr.right, TextLiteral) and _is_graded(expr.left.type):
            yield expr


def _is_graded(kind: Type) -> bool:
    return isinstance(kind, NumberType) or (isinstance(kind, OptionType) and kind.ordered)


def decides(edge: Edge, name: str) -> bool:
    """Whether more of a fact may change the comparison for the worse.  Not 投资额100万元以上, a condition that more of
    it only helps; nor a share of others in the fact (境外人数占参会人数10%以上), which falls with it by itself."""
    if name not in edge.facts or _divides(edge.test.left, name) or _divides(edge.test.right, name):
        return False
    sides = direction_of(edge.test.left, name), direction_of(edge.test.right, name)
    rises = sides[0] in (0, 1) and sides[1] in (0, -1)
    return not (isinstance(edge.of, Requirement) and edge.test.operator in (">", ">=") and rises)


def _divides(expr: Expr, name: str) -> bool:
    """Whether a fact stands below another in a ratio."""
    if isinstance(expr, DefinitionRef):
        return _divided(expr.definition, name)
    return (isinstance(expr, Quotient) and name in facts_in(expr.right)) or any(
        _divides(part, name) for part in operands_of(expr)
    )


@lru_cache(maxsize=1024)
def _divided(made: Definition, name: str) -> bool:
    return _divides(made.body, name)


def direction_of(expr: Expr, name: str) -> int | None:
    """Whether a number rises (1) or falls (-1) with a fact, or has nothing to do with it (0); None where that is not
    seen at once."""
    if name not in facts_in(expr):
        return 0
    match expr:
        case FactRef() | Element():
            return 1
        case DefinitionRef():
            return _directed(expr.definition, name)
        case Addition():
            parts = [direction_of(part, name) for part in expr.parts]
        case Difference():
            parts = [direction_of(expr.left, name), _turned(direction_of(expr.right, name))]
        case Quotient() | Product():
            left, right = direction_of(expr.left, name), direction_of(expr.right, name)
            parts = [left, right if isinstance(expr, Product) else _turned(right)]
        case Mechanism():
            parts = _directions(expr, name)
        case _:
            return None
    if None in parts or {1, -1} <= set(parts):
        return None
    return 1 if 1 in parts else -1


def _directions(made: Mechanism, name: str) -> list[int | None]:
    """Of a step on an amount: with what it acts on and what limits it, against what it takes away."""
    anatomy = made.anatomy()
    rising = [anatomy.acts_on, *(limit.limit for limit in anatomy.limits)]
    if {id(part) for part in operands_of(made)} != {id(part) for part in (*rising, *anatomy.takes)}:
        return [None]
    directed = [direction_of(part, name) for part in rising if part is not None]
    return [*directed, *(_turned(direction_of(part, name)) for part in anatomy.takes)]


@lru_cache(maxsize=1024)
def _directed(made: Definition, name: str) -> int | None:
    return direction_of(made.body, name)


def _turned(direction: int | None) -> int | None:
    return None if direction is None else -direction
