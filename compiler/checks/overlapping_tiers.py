"""Tiers that meet in one number must say which of them takes it; and so must amounts beside one another (同时), steps of one
sentence, and clauses of one matter."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal

from ..analysis.in_words import shown
from ..analysis.interval import Interval
from ..analysis.places import literals_in, place_of, walk
from ..analysis.tiers import (
    Bounded,
    CaseList,
    Tier,
    Tiers,
    bounded_facts,
    case_lists,
    case_words,
    neighbours,
    says_included,
    step_cases,
    subjects_of,
    tests_of,
    tiers_of,
)
from ..document.figures import figures
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import (
    Addition,
    Branch,
    Compare,
    Definition,
    DefinitionRef,
    Expr,
    Mechanism,
    Product,
)
from ..model.expr import Literal as Number
from ..model.levels import parts_of
from ..model.quantity import DAY
from ..model.types import DATE, NumberType
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .case_out_of_reach import gives_nothing

if TYPE_CHECKING:
    from ..model.policy import Policy


class OverlappingTiers(Plain):
    """两档（或并列的两句，或同一事项的两条规则）都包括同一个数，没有写明归哪一个。

    错误示例：`补助：投资额100万元至300万元的，2万元；投资额300万元至500万元的，5万元。`
    正确示例：`补助：投资额100万元以上不满300万元的，2万元；投资额300万元至500万元的，5万元。`
    理由：恰好300万元的，两档都写进去了，差3万元；程序按第一档算，办事人员可能按第二档算。
    """

    code: ClassVar[str] = "T0421"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    other: str = ""
    subjects: tuple[str, ...]
    number: str
    cases: tuple[str, str]
    is_day: bool = False
    # they are added up, or steps of one sentence: who has the number gets both
    is_both: bool = False
    other_span: Span | None = None

    def texts(self) -> Texts:
        one, two = self.cases
        if self.other:
            names = "、".join(dict.fromkeys(self.subjects))
            return (
                (
                    f"规则 {self.clause} 和规则 {self.other} 都包括恰好{self.number}的",
                    f"clauses {self.clause} and {self.other} both take exactly {self.number}",
                ),
                (
                    f"两条规则以{self.number}为界（{names}），「{one}」和「{two}」都包括这个数，没有写明归哪一条",
                    f"they divide at {self.number}, and “{one}” and “{two}” both take this number",
                ),
                (
                    f"在其中一条写明不含{self.number}（如写「不满」「超过」，或加「（不含）」）；本来就两条都可以的，用【容许 T0421】说明",
                    f"let one of them leave {self.number} out (不满, 超过, （不含）), or allow it with a reason",
                ),
            )
        (subject,) = self.subjects
        apart = "「早于」「晚于」" if self.is_day else "「不满」「超过」"
        if self.is_both:
            return (
                (
                    f"规则 {self.clause} 的「{one}」和「{two}」都包括恰好{self.number}的，两处都算",
                    f"clause {self.clause}: “{one}” and “{two}” both take exactly {self.number}, and both count",
                ),
                (
                    f"{subject}恰为{self.number}的，两处都符合，比多一点、少一点的都不一样，原文看不出是不是这个意思",
                    f"where {subject} is exactly {self.number} both hold, unlike for any more or less of it",
                ),
                (
                    f"写明{self.number}归哪一处：另一处写{apart}，或加「（不含）」；确实两处都算的，在「口径」里写明恰好{self.number}的怎样办",
                    f"say which of them takes {self.number} (不满, 超过, （不含）); or say it under 口径",
                ),
            )
        return (
            (
                f"规则 {self.clause} 的「{one}」和「{two}」都包括恰好{self.number}的",
                f"clause {self.clause}: “{one}” and “{two}” both take exactly {self.number}",
            ),
            (
                f"{subject}恰为{self.number}的两档都符合，金额不同；写在前面的算数，但原文看不出归哪一档",
                f"where {subject} is exactly {self.number} both cases hold, with different amounts; the first is taken",
            ),
            (
                f"写明{self.number}归哪一档：另一档写{apart}，或加「（不含）」；原文如此的，在「口径」里写明恰好{self.number}的怎样办",
                f"say which case takes {self.number} (不满, 超过, （不含）); or say it under 口径",
            ),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.other_span
        return () if at is None else ((at, Text(f"这里也包括{self.number}", f"this takes {self.number} too")),)


def overlapping_tiers(policy: Policy) -> Iterator[OverlappingTiers]:
    for clause in policy.clauses.values():
        for listed in case_lists(clause):
            if not listed.cases.highest:
                for tiers in tiers_of(listed, with_days=True):
                    yield from _within(clause, tiers)
        yield from _both(clause)
    yield from _between(policy)


# ── within a list ──


def _within(clause: Clause, tiers: Tiers) -> Iterator[OverlappingTiers]:
    for lower, higher in neighbours(tiers):
        shared = tiers.possible(lower.takes.narrowed(higher.takes))
        low, high = lower.takes.high, higher.takes.low
        if low is None or low != high or shared != Interval.at(low) or not _differ(tiers, lower, higher, shared):
            continue
        if _is_settled(clause, low) or _is_said(tiers, lower, higher, low):
            continue
        number = shown(clause, tiers.subject, low)
        spans = [place_of(clause, tier.branch.text, tier.branch.condition) for tier in (lower, higher)]
        yield OverlappingTiers(
            span=spans[1],
            clause=clause.id,
            subjects=(_name(tiers.subject),),
            number=number,
            is_day=tiers.subject.type == DATE,
            cases=(case_words(lower.branch), case_words(higher.branch)),
            other_span=None if spans[0] in (spans[1], clause.span) else spans[0],
        )


def _differ(tiers: Tiers, one: Tier, other: Tier, shared: Interval) -> bool:
    """Whether the two amounts are not the same where both cases hold."""
    kind = tiers.subject.type
    # The same option twice is a case that is never reached (T0405).
    if one.branch.amount == other.branch.amount or not (isinstance(kind, NumberType) or kind == DATE):
        return False
    assert shared.low is not None
    point = Number(value=shared.low, type=kind if isinstance(kind, NumberType) else DAY, text="")
    there = tiers.known.given(Compare(left=tiers.subject, operator="=", right=point))
    amounts = there.of(one.branch.amount), there.of(other.branch.amount)
    return amounts[0].low != amounts[0].high or amounts[0] != amounts[1]


def _is_said(tiers: Tiers, one: Tier, other: Tier, number: Fraction) -> bool:
    """Whether just one of the two says （含）, and comes first, so that it is the one that applies."""
    first, second = (one, other) if _place(tiers, one) < _place(tiers, other) else (other, one)
    return says_included(first.branch, number) and not says_included(second.branch, number)


def _place(tiers: Tiers, tier: Tier) -> int:
    return next(place for place, branch in enumerate(tiers.cases.branches) if branch is tier.branch)


def _is_settled(clause: Clause, number: Fraction) -> bool:
    """Whether 口径 speaks of the number: what it says of it is the drafter's decision."""
    named = (value.number for said in clause.readings for figure in figures(said) for value in figure.values)
    return number in named


# ── beside one another ──


def _both(clause: Clause) -> Iterator[OverlappingTiers]:
    told: set[tuple[str, str]] = set()
    for one, other in _pairs(clause):
        for subject in subjects_of(one, with_days=True):
            for first in one.cases.branches:
                for second in other.cases.branches:
                    number = _met(clause, one, subject, first, second)
                    words = (case_words(first), case_words(second))
                    if number is not None and words not in told:
                        told.add(words)
                        spans = [place_of(clause, branch.text, branch.condition) for branch in (first, second)]
                        yield OverlappingTiers(
                            span=spans[1],
                            clause=clause.id,
                            subjects=(_name(subject),),
                            number=shown(clause, subject, number),
                            is_day=subject.type == DATE,
                            cases=words,
                            is_both=True,
                            other_span=None if spans[0] in (spans[1], clause.span) else spans[0],
                        )


def _pairs(clause: Clause) -> Iterator[tuple[CaseList, CaseList]]:
    """Lists of cases of which one counts as well as the other: parts of a sum, steps of one sentence."""
    of = {id(listed.of): listed for listed in case_lists(clause)}
    for place in walk(clause):
        if isinstance(place.expr, Addition):
            parts = [[of[id(made)] for made in _added(part) if id(made) in of] for part in place.expr.parts]
            for ones, others in combinations(parts, 2):
                yield from ((one, other) for one in ones for other in others if one is not other)
    for one, other in combinations(step_cases(clause), 2):
        if any(part is one.of for part in parts_of(other.of)) or any(part is other.of for part in parts_of(one.of)):
            yield one, other


def _added(part: Expr) -> Iterator[Expr]:
    """The lists of cases that a part of a sum is, behind what is done to it and behind its name."""
    seen: set[Definition] = set()
    waiting = [part]
    while waiting:
        match waiting.pop(0):
            case Product(left=left, right=right):
                waiting += [left, right]
            case DefinitionRef(definition=made):
                waiting += [] if made in seen else [made.body]
                seen.add(made)
            case Mechanism() as made:
                anatomy = made.anatomy()
                yield made
                waiting += [anatomy.acts_on] if anatomy.acts_on is not None else []
                waiting += [anatomy.repeated.body] if anatomy.repeated else []


def _met(clause: Clause, listed: CaseList, subject: Expr, first: Branch, second: Branch) -> Fraction | None:
    """The one number that both cases take, where one ends and the other begins, and who can be both."""
    takes = [tests_of(branch.condition, subject)[0] for branch in (first, second)]
    number = _shared(*takes)
    if number is None or gives_nothing(first) or gives_nothing(second) or _is_settled(clause, number):
        return None
    both = [way.given(first.condition, second.condition) for way in listed.ways]
    return None if all(way.is_refuted for way in both) else number


# ── between clauses ──


def _between(policy: Policy) -> Iterator[OverlappingTiers]:
    """Of clauses that are one matter, or ask for the same fact: one ends where the other begins, and both take it."""
    bounded = {clause.id: list(bounded_facts(clause)) for clause in policy.clauses.values()}
    for one, other in combinations(policy.clauses.values(), 2):
        if not (bounded[one.id] and bounded[other.id]):
            continue
        declared = any({one.id, other.id} <= set(group) for group in policy.terms_of(one).same_matter)
        for first in bounded[one.id]:
            for second in bounded[other.id]:
                is_same = first.fact == second.fact or (declared and first.fact.type == second.fact.type)
                number = _shared(first.takes, second.takes) if is_same else None
                if number is not None:
                    yield _meeting(first, second, number)


def _shared(one: Interval, other: Interval) -> Fraction | None:
    """The one number that both take."""
    both = one.narrowed(other)
    is_end = both.low in (one.high, other.high) and both.low in (one.low, other.low) and one != other
    return both.low if both.low is not None and both == Interval.at(both.low) and is_end else None


def _meeting(first: Bounded, second: Bounded, number: Fraction) -> OverlappingTiers:
    said = shown(first.clause, first.fact, number)
    found = [_said_in(made, number) for made in (first, second)]
    (one, at), (two, beside) = found
    return OverlappingTiers(
        span=beside,
        clause=first.clause.id,
        other=second.clause.id,
        subjects=(first.fact.name, second.fact.name),
        number=said,
        cases=(one, two),
        other_span=at,
    )


def _said_in(made: Bounded, number: Fraction) -> tuple[str, Span | None]:
    """The condition that has the number as its bound: its words and place."""
    for condition in made.clause.conditions:
        if any(literal.value == number for literal in literals_in(condition.condition)):
            return condition.text, condition.span or made.clause.span
    return made.fact.name, made.clause.span


def _name(subject: Expr) -> str:
    return plain_words(subject)
