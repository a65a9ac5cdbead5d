"""The cases of a clause, and those of them that are tiers: told apart by intervals of one number or graded option.

In: a clause.  Out: its ``case_lists`` (甲的，……；乙的，……, and tables), each with what is known where it stands; of
each, by what the cases ask besides, the ``Tiers`` in the order in which they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import gcd, lcm

from ..ir import core
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import (
    All,
    Branch,
    Cases,
    Compare,
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
from ..text.source import squeeze
from .interval import Interval
from .places import expressions_of, literals_in, walk
from .ranges import Ranges, ranges_if_eligible, ranges_of


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
        if isinstance(place.expr, Mechanism) and (cases := place.expr.anatomy().cases) and not cases.is_step
    )


@lru_cache(maxsize=512)
def step_cases(clause: Clause) -> tuple[CaseList, ...]:
    """Of the steps that are for some only (，某情形的，上浮20%), the cases that were written."""
    return tuple(
        CaseList(place.expr, replace(cases, branches=written), place.ways)
        for place in walk(clause)
        if isinstance(place.expr, Mechanism) and (cases := place.expr.anatomy().cases) and cases.is_step
        if (written := tuple(branch for branch in cases.branches if branch.condition != Truth(value=True)))
    )


@lru_cache(maxsize=512)
def lists_everywhere(clause: Clause) -> tuple[CaseList, ...]:
    """Likewise, also those of steps that are taken in some cases, and of conditions and names that the result does not
    use."""
    found = [
        CaseList(place.expr, cases, place.ways)
        for place in walk(clause)
        if isinstance(place.expr, Mechanism) and (cases := place.expr.anatomy().cases)
    ]
    seen = {id(listed.of) for listed in found}
    for expr in expressions_of(clause):
        if isinstance(expr, Mechanism) and id(expr) not in seen and (cases := expr.anatomy().cases):
            found.append(CaseList(expr, cases, (ranges_of(clause),)))
    return tuple(found)


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
        """What any case takes of the subject, given what these ask besides, but for 其余的; in order."""
        found: list[Interval] = []
        reached = Reached(self.known)
        for branch in self.cases.branches:
            takes, others = tests_of(branch.condition, self.subject)
            is_rest = takes == Interval() and not others
            if not is_rest and all(map(reached.holds, others)):
                found.append(takes)
        return sorted(found, key=_from)

    @property
    def rest(self) -> Branch | None:
        """其余的."""
        return next((branch for branch in self.cases.branches if branch.condition == Truth(value=True)), None)


def tiers_of(listed: CaseList, *, with_days: bool = False) -> Iterator[Tiers]:
    """The tiers of a list of cases, for each number or graded option (or day) that tells them apart."""
    if len(listed.ways) > 1:
        return
    for subject in subjects_of(listed, with_days=with_days):
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


def subjects_of(listed: CaseList, *, with_days: bool = False) -> list[Expr]:
    """The numbers and graded options (and days) that the cases of a list ask of."""
    tests = (test for branch in listed.cases.branches for test in tests_in(branch.condition))
    subjects = [found[0] for test in tests if (found := interval_of(test))]
    return [each for each in dict.fromkeys(subjects) if is_graded(each) or (with_days and each.type == DATE)]


def is_graded(subject: Expr) -> bool:
    """Whether its values have an order that a drafter speaks of: numbers, and options from low to high."""
    return isinstance(subject.type, NumberType) or (isinstance(subject.type, OptionType) and subject.type.ordered)


@lru_cache(maxsize=1 << 12)
def tests_of(condition: Expr, subject: Expr) -> tuple[Interval, tuple[Expr, ...]]:
    """What a condition asks of the subject, as an interval, and what it asks besides."""
    takes, others = Interval(), list[Expr]()
    for test in tests_in(condition):
        found = interval_of(test)
        if found is not None and found[0] == subject:
            takes = takes.narrowed(found[1])
        else:
            others.append(test)
    return takes, tuple(others)


def tests_in(condition: Expr) -> Iterator[Expr]:
    if isinstance(condition, All):
        for part in condition.parts:
            yield from tests_in(part)
    elif condition != Truth(value=True):
        yield condition


def interval_of(test: Expr) -> tuple[Expr, Interval] | None:
    """The interval that one comparison with a constant makes, and of what."""
    match test:
        case Compare(right=Literal() | OptionLiteral() as right):
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


class Reached:
    """What is known somewhere, asked of many tests whether they surely hold there."""

    def __init__(self, known: Ranges) -> None:
        self._known, self._of, self._held = known, dict[Expr, Interval](), dict[Expr, bool]()

    def holds(self, test: Expr) -> bool:
        if test not in self._held:
            self._held[test] = self._may_hold(test) and self._known.truth(test) is True
        return self._held[test]

    def _may_hold(self, test: Expr) -> bool:
        """At a glance: a test of a fact holds for all that the fact may be, where nothing relates it to others."""
        asked = interval_of(test)
        if asked is None or not isinstance(asked[0], FactRef) or self._known.related:
            return True
        fact, takes = asked
        if fact not in self._of:
            self._of[fact] = self._known.of(fact)
        return self._of[fact].within(takes)


def _from(interval: Interval) -> tuple[bool, Fraction, bool]:
    return (interval.low is not None, interval.low or Fraction(0), not interval.low_included)


def holes(intervals: Iterable[Interval]) -> Iterator[tuple[Interval, Interval, Interval]]:
    """Between intervals in order, what none of them takes: (what is taken below, the hole, what is taken above)."""
    listed = list(intervals)
    for below, above in zip(accumulate(listed, _further), listed[1:], strict=False):
        if below.high is None or above.low is None:
            continue
        hole = Interval(below.high, not below.high_included, above.low, not above.low_included)
        if not hole.is_empty:
            yield below, hole, above


def _further(one: Interval, other: Interval) -> Interval:
    if one.high is None or other.high is None:
        return one if one.high is None else other
    return one if (one.high, one.high_included) >= (other.high, other.high_included) else other


def neighbours(tiers: Tiers) -> Iterator[tuple[Tier, Tier]]:
    """Each tier with the next higher one."""
    return pairwise(tiers.ascending)


def case_words(branch: Branch) -> str:
    """The words of a case: 投资额1亿元以上."""
    return branch.text.rstrip("，").removesuffix("的")


def left_out(cases: Sequence[Branch]) -> str:
    """The options that no case names, where the cases tell the options of one fact apart."""
    taken: dict[Expr, set[int]] = {}
    waiting = [branch.condition for branch in cases]
    while waiting:
        test = waiting.pop()
        if isinstance(test, Compare) and isinstance(test.right, OptionLiteral) and test.operator == "=":
            taken.setdefault(test.left, set()).add(test.right.index)
        waiting += operands_of(test)
    if len(taken) != 1:
        return ""
    ((subject, named),) = taken.items()
    assert isinstance(subject.type, OptionType)
    options = [option for index, option in enumerate(subject.type.options) if index not in named]
    return f"「{plain_words(subject)}」为{'、'.join(options)}的" if options else ""


_DIGITS = re.compile("[0-9][0-9.,]*")


def is_said_to_be_of(first: Branch, second: Branch) -> bool:
    """Whether two cases meet in one number alone, which just the first of them says to be its own: 占比1%（含）以上且面积10亩以上的,
    占比1%以下的."""
    for test in tests_in(first.condition):
        if found := interval_of(test):
            subject = found[0]
            shared = tests_of(first.condition, subject)[0].narrowed(tests_of(second.condition, subject)[0])
            number = shared.low
            if number is not None and shared == Interval.at(number):
                return says_included(first, number) and not says_included(second, number)
    return False


def says_included(case: Branch, number: Fraction) -> bool:
    """Whether the words of a case say that a number belongs to it: 60%（含）—66%, 70元以上（含70元）, 5（含）户."""
    literals = [literal for literal in literals_in(case.condition) if literal.value == number]
    texts = {said for literal in literals for said in (literal.text, *_DIGITS.findall(literal.text)[:1])}
    text = squeeze(case.text).text
    return any(re.search(rf"(?<![0-9.]){re.escape(said)}[^0-9]*（含", text) for said in texts if said)


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
        case core.Round() | core.Call() | core.Place() | core.Fold(kind="count"):
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
