"""The cases of a clause, and those of them that are tiers: told apart by intervals of one number or graded option.

In: a clause.  Out: its ``case_lists`` (甲的，……；乙的，……, and tables), each with what is known where it stands; of
each, by what the cases ask besides, the ``Tiers`` in the order in which they were written.  ``walk`` goes through all
that a clause computes; ``place_of`` says where in the text to point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import pairwise
from math import gcd, lcm

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.units import unit_decimals

from ..ir import core
from ..model.clause import Clause
from ..model.expr import (
    All,
    Branch,
    Cases,
    Compare,
    DefinitionRef,
    Expr,
    FactRef,
    Literal,
    Mechanism,
    OptionLiteral,
    Truth,
    operands_of,
)
from ..model.types import DATE, NumberType, OptionType
from ..program.lower import Lowerer
from ..text.source import Span, squeeze
from .ranges import Interval, Ranges, ranges_if_eligible, ranges_of

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
            known = replace(known, numbers={}, truths={})
        visited = {id(part) for branch in branches for part in (branch.condition, branch.amount)}
        for operand, when in made.operands():
            if id(operand) not in visited:
                visit(operand, known if when is None else known.given(when))

    if clause.amount is not None:
        visit(clause.amount, ranges_if_eligible(clause))
    return tuple(Place(expr, tuple(ways)) for expr, ways in found.values())


# ── lists of cases ──


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases ``of`` a mechanism, where it stands."""

    of: Mechanism
    cases: Cases
    ways: tuple[Ranges, ...]


@lru_cache(maxsize=512)
def case_lists(clause: Clause) -> tuple[CaseList, ...]:
    """Those of the result, through definitions too, as the drafter wrote them; one table has as many as it has
    columns."""
    return tuple(
        CaseList(place.expr, cases, place.ways)
        for place in walk(clause)
        if isinstance(place.expr, Mechanism) and (cases := place.expr.anatomy().cases) and not _is_step(cases)
    )


def _is_step(cases: Cases) -> bool:
    """Whether it is ，某情形的，上浮20%: an amount with a step and without it, of which nobody wrote the second."""
    match cases.branches:
        case (stepped, Branch(condition=Truth()) as plain):
            return _contains(stepped.amount, plain.amount)
    return False


def _contains(expr: Expr, part: Expr) -> bool:
    return expr is part or any(_contains(operand, part) for operand in operands_of(expr))


@dataclass(frozen=True, slots=True)
class Tier:
    """One case and the values of the subject that it takes."""

    branch: Branch
    takes: Interval


@dataclass(frozen=True, slots=True)
class Tiers:
    """Cases of a list that differ in ``subject`` only: what else they ask, ``besides``, is the same.  ``known`` is what
    holds where they are chosen among; ``step`` the grid of the subject, None where it may be any number."""

    of: Mechanism
    cases: Cases
    subject: Expr
    tiers: tuple[Tier, ...]
    besides: tuple[Expr, ...]
    known: Ranges
    step: Fraction | None

    @property
    def ascending(self) -> list[Tier]:
        return sorted(self.tiers, key=lambda tier: _from(tier.takes))

    def possible(self, interval: Interval) -> Interval:
        """Of an interval what the subject can be."""
        found = interval.narrowed(self.known.of(self.subject))
        return found if self.step is None else found.on_grid(self.step)

    def taken(self) -> list[Interval]:
        """What any case takes of the subject, given what these ask besides; in order."""
        found: list[Interval] = []
        for branch in self.cases.branches:
            takes, others = tests_of(branch.condition, self.subject)
            if all(self.known.truth(other) is True for other in others):
                found.append(takes)
        return sorted(found, key=_from)


def tiers_of(listed: CaseList) -> Iterator[Tiers]:
    """The tiers of a list of cases, for each number or graded option that tells them apart."""
    if len(listed.ways) > 1:
        return
    subjects: dict[Expr, None] = {}
    for branch in listed.cases.branches:
        for test in _tests(branch.condition):
            if (found := _interval(test)) and is_graded(found[0]):
                subjects[found[0]] = None
    for subject in subjects:
        groups: dict[frozenset[Expr], tuple[list[Tier], tuple[Expr, ...]]] = {}
        for branch in listed.cases.branches:
            takes, others = tests_of(branch.condition, subject)
            if takes != Interval():
                groups.setdefault(frozenset(others), ([], tuple(others)))[0].append(Tier(branch, takes))
        for tiers, besides in groups.values():
            known = listed.ways[0].given(*besides)
            if not known.is_impossible:
                step = _step(_node(known, subject), known)
                yield Tiers(listed.of, listed.cases, subject, tuple(tiers), besides, known, step)


def is_graded(subject: Expr) -> bool:
    """Whether its values have an order that a drafter speaks of: numbers, and options from low to high."""
    return isinstance(subject.type, NumberType) or (isinstance(subject.type, OptionType) and subject.type.ordered)


def tests_of(condition: Expr, subject: Expr) -> tuple[Interval, list[Expr]]:
    """What a condition asks of the subject, as an interval, and what it asks besides."""
    takes, others = Interval(), list[Expr]()
    for test in _tests(condition):
        found = _interval(test)
        if found is not None and found[0] == subject:
            takes = takes.narrowed(found[1])
        else:
            others.append(test)
    return takes, others


def _tests(condition: Expr) -> Iterator[Expr]:
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _tests(part)
    elif condition != Truth(value=True):
        yield condition


def _interval(test: Expr) -> tuple[Expr, Interval] | None:
    """The interval that one comparison with a constant makes, and of what."""
    match test:
        case Compare(right=Literal() | OptionLiteral() as right) if test.left.type != DATE:
            value = right.value if isinstance(right, Literal) else Fraction(right.index)
        case _:
            return None
    match test.operator:
        case ">" | ">=":
            return test.left, Interval(value, test.operator == ">=")
        case "<" | "<=":
            return test.left, Interval(None, False, value, test.operator == "<=")
        case "=":
            return test.left, Interval.at(value)
    return None


def _from(interval: Interval) -> tuple[bool, Fraction, bool]:
    return (interval.low is not None, interval.low or Fraction(0), not interval.low_included)


def holes(intervals: Iterable[Interval]) -> Iterator[tuple[Interval, Interval, Interval]]:
    """Between intervals in order, what none of them takes: (what is taken below, the hole, what is taken above)."""
    listed = list(intervals)
    for index, above in enumerate(listed[1:], 1):
        below = reduce(_further, listed[:index])
        if below.high is None or above.low is None:
            continue
        hole = Interval(below.high, not below.high_included, above.low, not above.low_included)
        if not hole.is_empty:
            yield below, hole, above


def _further(one: Interval, other: Interval) -> Interval:
    if one.high is None or other.high is None:
        return one if one.high is None else other
    return one if (one.high, one.high_included) >= (other.high, other.high_included) else other


# ── clauses beside one another ──


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number among the facts of a clause, and what its conditions leave of it."""

    clause: Clause
    fact: FactRef
    takes: Interval


@lru_cache(maxsize=512)
def bounded_facts(clause: Clause) -> tuple[Bounded, ...]:
    """The numbers among the facts that the conditions bound."""
    known, free = ranges_if_eligible(clause), ranges_of(clause)
    if known.is_impossible:
        return ()
    facts = [FactRef(name=fact.name, type=fact.type) for fact in clause.facts if isinstance(fact.type, NumberType)]
    found = [Bounded(clause, fact, known.of(fact)) for fact in facts]
    return tuple(bounded for bounded in found if bounded.takes != free.of(bounded.fact))


# ── the grid of a number ──


def _node(known: Ranges, expr: Expr) -> core.Node:
    return Lowerer(known.clause, _done=set(known.lets)).number(expr)


def _step(node: core.Node, known: Ranges) -> Fraction | None:
    """What a number is a multiple of: 1 for whole numbers, 分 for amounts of money; None where it may be anything."""
    match node:
        case core.Input() | core.Item():
            return node.scale
        case core.Const():
            return abs(node.value)
        case core.Round() | core.Call() | core.Fold(kind="count"):
            return Fraction(1)
        case core.Local():
            return _step(known.lets[node.name], known) if node.name in known.lets else None
        case core.Add() | core.Least() | core.Greatest():
            return _common([_step(part, known) for part in node.parts])
        case core.Choose():
            parts = [amount for _, amount in node.branches]
            return _common([_step(part, known) for part in (*parts, node.otherwise)])
        case core.Mul():
            left, right = _step(node.left, known), _step(node.right, known)
            return None if left is None or right is None else left * right
        case core.Fold(kind="sum"):
            return _step(node.body, known)
    return None


def _common(steps: list[Fraction | None]) -> Fraction | None:
    known = [step for step in steps if step is not None]
    if len(known) < len(steps):
        return None
    some = [step for step in known if step]
    return Fraction(gcd(*(s.numerator for s in some)), lcm(*(s.denominator for s in some))) if some else None


# ── for people ──


def shown(clause: Clause, subject: Expr, value: Fraction) -> str:
    """A value of the subject in the drafter's units: 公里 where the rule asks for 公里."""
    if isinstance(subject, FactRef) and isinstance(subject.type, NumberType):
        fact = next(fact for fact in clause.facts if fact.name == subject.name)
        steps = value / fact.scale
        return format_quantity(steps.numerator, steps.denominator * fact.reading.scale, fact.reading.unit)
    match subject.type:
        case NumberType(shown=unit):
            return format_quantity(value.numerator, value.denominator, unit)
        case OptionType(options=options):
            return options[int(value)]
    return str(value)


def in_words(clause: Clause, subject: Expr, interval: Interval) -> tuple[str, str]:
    """An interval in words: 超过100万元、不满200万元; of whole numbers 4人至5人."""
    low, high = interval.low, interval.high
    is_counted = not isinstance(subject.type, NumberType) or (
        not unit_decimals(subject.type.unit) and subject.type.shown not in ("", "%") and not subject.type.is_ratio
    )
    if low is not None and high is not None and low == high:
        return f"恰为{shown(clause, subject, low)}", f"exactly {shown(clause, subject, low)}"
    if is_counted and low is not None and high is not None and interval.low_included and interval.high_included:
        return (
            f"{shown(clause, subject, low)}至{shown(clause, subject, high)}",
            f"{shown(clause, subject, low)} to {shown(clause, subject, high)}",
        )
    said: list[tuple[str, str]] = []
    if low is not None:
        number = shown(clause, subject, low)
        said.append((f"{number}以上", f"from {number} on") if interval.low_included else _above(number))
    if high is not None:
        number = shown(clause, subject, high)
        said.append((f"不超过{number}", f"up to {number}") if interval.high_included else _below(number))
    return "、".join(zh for zh, _ in said), ", ".join(en for _, en in said)


def _above(number: str) -> tuple[str, str]:
    return f"超过{number}", f"above {number}"


def _below(number: str) -> tuple[str, str]:
    return f"不满{number}", f"below {number}"


def place_of(clause: Clause, words: str, *exprs: Expr) -> Span | None:
    """Where the rule says these words; else the first number of the expressions; else its head."""
    if clause.span is None:
        return None
    source = clause.span.source
    start = clause.citation.span.end if clause.citation.span else clause.span.end
    end = source.text.find("【完】", start)
    body = squeeze(source.text, start, end if end >= 0 else None)
    wanted = squeeze(words).text.removesuffix("的")
    if wanted and wanted != "其余" and (at := body.text.find(wanted)) >= 0:
        return body.span(source, at, at + len(wanted))
    return next((it.span for expr in exprs for it in literals_in(expr) if it.span), clause.span)


def case_words(branch: Branch) -> str:
    """The words of a case: 投资额1亿元以上."""
    return branch.text.removesuffix("的")


def says_included(tier: Tier, number: Fraction) -> bool:
    """Whether the words of a case say that a number belongs to it: 60%（含）—66%, 70元以上（含70元）."""
    texts = {literal.text for literal in literals_in(tier.branch.condition) if literal.value == number}
    text = squeeze(tier.branch.text).text
    return any(re.search(rf"(?<![0-9.]){re.escape(said)}[^0-9]*（含", text) for said in texts if said)


def literals_in(expr: Expr) -> Iterator[Literal]:
    if isinstance(expr, Literal):
        yield expr
    if not isinstance(expr, DefinitionRef):
        for operand in operands_of(expr):
            yield from literals_in(operand)


def neighbours(tiers: Tiers) -> Iterator[tuple[Tier, Tier]]:
    """Each tier with the next higher one."""
    return pairwise(tiers.ascending)
