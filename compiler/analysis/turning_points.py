"""The values of a fact at which something changes for an applicant: a condition, the edge of a tier, a cap, a step.

In: a clause and the facts of an applicant.  Out: the last integer before each change, and the first behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from ..meaning.faults import facts_in
from ..meaning.interpret import evaluator
from ..model.clause import Clause
from ..model.expr import (
    Addition,
    Compare,
    Definition,
    DefinitionRef,
    Expr,
    FactRef,
    Literal,
    Mechanism,
    anatomy_of,
    operands_of,
)
from ..model.types import NumberType
from .probing import Values

# How many steps of 每增加…再 are looked at from each applicant.
_STEPS = 3
_SECANTS = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """Two numbers whose order decides something."""

    left: Expr
    right: Expr
    facts: frozenset[str]


@lru_cache(maxsize=512)
def turns(clause: Clause) -> tuple[Turn, ...]:
    """The comparisons of a clause: of its checks, conditions, cases, tiers and caps, each once."""
    found: dict[tuple[Expr, Expr], Turn] = {}
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [part for _, part in clause.parts]
    waiting += [] if clause.amount is None else [clause.amount]
    seen: set[Definition] = set()
    # by identity, and kept: the cases of a list have those before them in common
    been: dict[int, Expr] = {}
    while waiting:
        expr = waiting.pop()
        if id(expr) in been:
            continue
        been[id(expr)] = expr
        if isinstance(expr, DefinitionRef):
            if expr.definition not in seen:
                seen.add(expr.definition)
                waiting.append(expr.definition.body)
            continue
        for left, right in _compared(expr):
            if isinstance(left.type, NumberType) and (left, right) not in found:
                found[left, right] = Turn(left, right, frozenset((*facts_in(left), *facts_in(right))))
        waiting += operands_of(expr)
        if isinstance(expr, Mechanism):
            waiting += [outcome.when for outcome in expr.outcomes()]
    return tuple(found.values())


def _compared(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    if isinstance(expr, Compare):
        yield expr.left, expr.right
    elif (steps := anatomy_of(expr).steps) and steps.partial != "pro_rata":
        for times in range(1, _STEPS + 1):
            size = Literal(value=steps.size.value * times, type=steps.size.type, text="")
            start = size if steps.start is None else Addition(parts=(steps.start, size), type=steps.size.type)
            yield steps.subject, start


def turning_points(clause: Clause, values: Values, name: str) -> list[int]:
    """The values of a number among the facts at which something changes for an applicant, in order: the last integer
    before each change, and the first behind it, or the one at which it is."""
    fact = next(fact for fact in clause.facts if fact.name == name)
    reading, found, given = fact.reading, set[int](), values[name]
    for turn in turns(clause):
        if name in turn.facts and isinstance(given, int):
            for root in _roots_of_fact(clause, values, name, given, turn):
                found |= {floor(root), ceil(root)}
    return sorted(value for value in found if reading.least <= value <= reading.most)


def item_turning_points(clause: Clause, values: Values, name: str, index: int | None = None) -> list[int]:
    """The same for a number in the first item of a list (``index``: that field of it), as long as there is an item."""
    reading = next(fact.reading.item for fact in clause.facts if fact.name == name)
    items = values[name]
    assert reading is not None and isinstance(items, tuple)
    part = reading if index is None else reading.fields[index]
    given = items[0] if items and index is None else items[0][index] if items else None
    found: set[int] = set()
    if isinstance(given, int) and not isinstance(given, bool):

        def with_number(number: int) -> Values:
            item = number if index is None else (*items[0][:index], number, *items[0][index + 1 :])
            return {**values, name: (item, *items[1:])}

        for turn in turns(clause):
            if name in turn.facts:
                for root in _roots(given, _gap(clause, turn, with_number)):
                    found |= {floor(root), ceil(root)}
    return sorted(value for value in found if part.least <= value <= part.most)


def _roots_of_fact(clause: Clause, values: Values, name: str, given: int, turn: Turn) -> Iterable[Fraction]:
    match turn.left, turn.right:
        case FactRef(name=left), Literal() if left == name:
            scale = next(fact.scale for fact in clause.facts if fact.name == name)
            return (turn.right.value / scale,)
    return _roots(given, _gap(clause, turn, lambda number: {**values, name: number}))


def _gap(clause: Clause, turn: Turn, with_number: Callable[[int], Values]) -> Callable[[int], Fraction | None]:
    """By how much the left side of a comparison is more than the right one, for an applicant with a number; what
    stands within a list is looked at in its first item."""
    lists = [fact.name for fact in clause.facts if fact.reading.kind == "list" and fact.name in turn.facts]

    def gap(number: int) -> Fraction | None:
        values = with_number(number)
        evaluation = evaluator(clause, values)
        for name in lists:
            items = values[name]
            if not isinstance(items, tuple) or not items:
                return None
            evaluation = evaluation.with_item(name, items[0])
        left, right = evaluation.number(turn.left), evaluation.number(turn.right)
        return None if left is None or right is None else left - right

    return gap


def _roots(given: int, gap: Callable[[int], Fraction | None]) -> Iterable[Fraction]:
    """Where the two sides of a comparison meet as one number varies: exactly where they do so on a straight line, else
    between two neighbours (both are given by the secants that find them)."""
    low, high = Fraction(given), Fraction(given * 2 + 1)
    below, above = gap(given), gap(given * 2 + 1)
    for _ in range(_SECANTS):
        if below is None or above is None or below == above:
            return ()
        root = low - below * (high - low) / (above - below)
        if abs(root) > 10**30:
            return ()
        near, next_ = gap(floor(root)), gap(floor(root) + 1)
        if near is None or next_ is None:
            return ()
        if near == 0 or (near < 0) != (next_ < 0) or next_ == 0:
            return (Fraction(floor(root)), Fraction(floor(root) + 1)) if near else (Fraction(floor(root)),)
        low, below, high, above = Fraction(floor(root)), near, Fraction(floor(root) + 1), next_
    return ()
