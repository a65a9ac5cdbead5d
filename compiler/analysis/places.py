"""Every expression of the result where it is computed, and where in the text to point.

In: a clause.  Out: ``walk``: its expressions, each with what is known where it can be reached; ``place_of``: the words, or
the numbers, of a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..model.clause import Clause
from ..model.expr import DefinitionRef, Expr, Literal, Mechanism, operands_of
from ..text.source import Span, Squeezed, squeeze
from .ranges import Ranges, ranges_if_eligible, ranges_of

# A name that several cases use is looked at in so many of them, one by one.
_CONTEXTS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """An expression where it is computed, with what is known there: once for each way to come to it."""

    expr: Expr
    ways: tuple[Ranges, ...]


@lru_cache(maxsize=512)
def walk(clause: Clause) -> tuple[Place, ...]:
    """Every expression of the result where it can be reached: conditions hold, and the case that it stands in."""
    found: dict[int, tuple[Expr, list[Ranges]]] = {}
    entered: dict[str, int] = {}

    def visit(expr: Expr, known: Ranges) -> None:
        if known.is_impossible:
            return
        if isinstance(expr, DefinitionRef):
            times = entered[expr.name] = entered.get(expr.name, 0) + 1
            if times <= _CONTEXTS:
                visit(expr.definition.body, known if times < _CONTEXTS else ranges_of(clause))
            return
        found.setdefault(id(expr), (expr, []))[1].append(known)
        if isinstance(expr, Mechanism):
            visit_operands(expr, known)
        else:
            for operand in operands_of(expr):
                visit(operand, known)

    def visit_operands(made: Mechanism, known: Ranges) -> None:
        anatomy, rest = made.anatomy(), known
        branches = anatomy.cases.branches if anatomy.cases else ()
        for branch in branches:
            visit(branch.condition, rest)
            visit(branch.amount, rest.given(branch.condition))
            rest = rest if anatomy.cases and anatomy.cases.highest else rest.without(branch.condition)
        if anatomy.repeated and not anatomy.repeated.each:
            # within a group the list is another, so nothing that is known of the whole holds
            known = replace(known, numbers={}, truths={}, related=(), unlike={}, choices=())
        visited = {id(part) for branch in branches for part in (branch.condition, branch.amount)}
        for operand, when in made.operands():
            if id(operand) not in visited:
                visit(operand, known if when is None else known.given(when))

    if clause.amount is not None:
        visit(clause.amount, ranges_if_eligible(clause))
    return tuple(Place(expr, tuple(ways)) for expr, ways in found.values())


def expressions_of(clause: Clause) -> Iterator[Expr]:
    """Every expression of the rule, wherever it stands."""
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [made.body for made in clause.definitions]
    waiting += [] if clause.amount is None else [clause.amount]
    seen: set[int] = set()
    while waiting:
        expr = waiting.pop()
        if id(expr) not in seen:
            seen.add(id(expr))
            yield expr
            waiting += operands_of(expr)


def place_of(clause: Clause, words: str, *exprs: Expr) -> Span | None:
    """Where the rule says these words; else the first number of the expressions; else its head."""
    if clause.span is None:
        return None
    source, body = clause.span.source, _body(clause)
    wanted = squeeze(words).text.removesuffix("的")
    # Rather where it is a case than where it is declared.
    at = body.text.find(f"{wanted}的") if f"{wanted}的" in body.text else body.text.find(wanted)
    if wanted and wanted != "其余" and at >= 0:
        return body.span(source, at, at + len(wanted))
    return next((it.span for expr in exprs for it in literals_in(expr) if it.span), clause.span)


@lru_cache(maxsize=16)
def _body(clause: Clause) -> Squeezed:
    """What stands below the quotation of a clause, which is looked through for each of its cases."""
    assert clause.span is not None
    text = clause.span.source.read.text
    start = clause.citation.span.end if clause.citation.span else clause.span.end
    end = text.find("【完】", start)
    return squeeze(text, start, end if end >= 0 else None)


def literals_in(expr: Expr) -> Iterator[Literal]:
    if isinstance(expr, Literal):
        yield expr
    if not isinstance(expr, DefinitionRef):
        for operand in operands_of(expr):
            yield from literals_in(operand)
