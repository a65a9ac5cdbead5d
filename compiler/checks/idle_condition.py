"""A condition must be able to decide: to hold for some, and to fail for some whom the others let through.

That goes for each sentence of 条件 and 核对, for the case of an amount that has but one, and for what is named in 其中.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import place_of
from ..analysis.ranges import Ranges, ranges_of, ranges_of_facts
from ..analysis.tiers import case_lists, case_words, step_cases
from ..meaning.wording import spoken_words
from ..model.clause import Clause, Requirement
from ..model.expr import All, AnyOf, Compare, DefinitionRef, Expr, FactRef, Literal, Truth
from ..model.types import BOOLEAN
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_How = OneOf["implied", "impossible", "impossible part"]
_Heading = OneOf["条件", "核对", "情形", "其中"]


_OTHERS = "其他条件"
_NOBODY = {
    "条件": ("这条规则谁也得不到", "so nobody gets anything"),
    "核对": ("怎样填都是填错", "so whatever is reported is refused"),
    "情形": ("写的金额永远不会给", "so the amount is never given"),
    "其中": ("用到它的地方总是不符合", "so it never holds where it is used"),
}


class IdleCondition(Plain):
    """一个条件不起作用：其他条件已经包含了它，或者和其他条件不能同时满足。

    错误示例：`条件：投资额100万元以上；投资额50万元以上。`
    正确示例：`条件：投资额100万元以上；设备投资50万元以上。`
    理由：符合前一句的都符合后一句，后一句等于没写，多半是写错了名称或数；反过来，不可能同时满足的，谁也得不到。
    """

    code: ClassVar[str] = "T0425"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    heading: _Heading = "条件"
    condition: str
    part: str = ""
    how: _How
    by: str = ""
    by_span: Span | None = None

    def texts(self) -> Texts:
        others, others_en = ("填报的范围" if self.heading == "核对" else "填报的范围和核对", "the ranges of the facts")
        if self.by:
            others, others_en = (
                (self.by, "the other conditions") if self.by == _OTHERS else (f"「{self.by}」", f"“{self.by}”")
            )
        head, head_en = (
            f"规则 {self.clause} 的{self.heading}「{self.condition}」",
            f"clause {self.clause}: “{self.condition}”",
        )
        match self.how:
            case "implied":
                title = f"{head}不起作用", f"{head_en} decides nothing"
                reason = f"符合{others}的，都符合这一句", f"whoever satisfies {others_en} satisfies it too"
            case "impossible":
                title = f"{head}没有人能符合", f"{head_en} is satisfied by nobody"
                nobody, nobody_en = _NOBODY[self.heading]
                reason = (
                    f"它和{others}不能同时满足，{nobody}",
                    f"it cannot hold together with {others_en}, {nobody_en}",
                )
            case "impossible part":
                title = f"{head}里的「{self.part}」不可能", f"{head_en} has “{self.part}”, which cannot be"
                reason = f"它和{others}不能同时满足，写了等于没写", f"it cannot hold together with {others_en}"
        return (
            title,
            reason,
            (
                "核对两处的名称和数；确实多余的，删去",
                "check the names and numbers of both; leave out what is not needed",
            ),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.by_span
        return () if at is None else ((at, Text("和这一句比", "compared with this")),)


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that the conditions ask; ``whole`` where it is all that its sentence asks."""

    test: Expr
    of: Requirement
    whole: bool


@looks_at("rule")
def idle_condition(policy: Policy) -> Iterator[IdleCondition]:
    for clause in policy.clauses.values():
        yield from _idle(_Asked(clause, "核对", ranges_of_facts(clause)), clause.checks)
        yield from _idle(_Asked(clause, "条件", ranges_of(clause)), clause.conditions)
        yield from _idle_cases(clause)
        yield from _idle_names(clause)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, under which heading, of applicants of whom so much is known."""

    clause: Clause
    heading: _Heading
    free: Ranges


def _idle(asked: _Asked, requirements: Sequence[Requirement]) -> Iterator[IdleCondition]:
    free = asked.free
    parts = [part for made in requirements for part in _split(made)]
    idle: set[int] = set()
    each_alone = _EachAlone(free)
    # from the last to the first: of two that say the same, or exclude each other, the later one is told
    for part, known in _but_one(parts, free, idle):
        if known.is_refuted:
            continue
        others = [other for other in parts if other is not part and id(other) not in idle]
        if known.given(part.test).is_refuted:
            against = (other for other in others if _given(free, [other]).given(part.test).is_refuted)
            yield _found(asked, part, "impossible", against, is_alone=free.given(part.test).is_refuted)
            return
        if _always(known, part.test):
            is_alone = _always(free, part.test)
            because = _because(each_alone, others, part.test)
            if not (is_alone and _restates(asked.clause, part.test)):
                yield _found(asked, part, "implied", because, is_alone=is_alone)
            idle.add(id(part))
        elif isinstance(part.test, AnyOf) and part.of.guard is None:
            yield from _idle_choices(asked, part, part.test, known)


def _but_one(parts: list[_Part], known: Ranges, idle: set[int]) -> Iterator[tuple[_Part, Ranges]]:
    """Each part, from the last, with what is known where all the others hold but those found ``idle`` meanwhile.  What
    one half says is worked out once for all of the other."""
    if len(parts) <= 1:
        yield from ((part, known) for part in parts)
        return
    half = len(parts) // 2
    yield from _but_one(parts[half:], _given(known, parts[:half]), idle)
    yield from _but_one(parts[:half], _given(known, [part for part in parts[half:] if id(part) not in idle]), idle)


@dataclass(slots=True)
class _EachAlone:
    """What is known where one part holds, worked out once for all that is asked of it."""

    free: Ranges
    _known: dict[int, Ranges] = field(default_factory=dict)

    def of(self, part: _Part) -> Ranges:
        if id(part) not in self._known:
            self._known[id(part)] = _given(self.free, [part])
        return self._known[id(part)]


# So many of the others are tried for whether one of them alone is the reason, where that does not show at once.
_TRIED = 20


def _because(alone: _EachAlone, others: Sequence[_Part], test: Expr) -> Iterator[_Part]:
    """Those of the others of which each is enough for a test to hold."""
    yield from (other for other in others if alone.of(other).truth(test) is True)
    yield from (other for other in others[:_TRIED] if alone.of(other).without(test).is_refuted)


def _always(known: Ranges, test: Expr) -> bool:
    return known.truth(test) is True or known.without(test).is_refuted


def _idle_cases(clause: Clause) -> Iterator[IdleCondition]:
    """A case that everybody is who comes to it: the only one of an amount, or of a step, since the last of several may
    well take all who are left.  (That nobody is one is told of every case: excluded_case.)"""
    told: set[str] = set()
    for listed in (*case_lists(clause), *step_cases(clause)):
        branch = listed.cases.branches[0]
        test, words = branch.condition, case_words(branch)
        if len(listed.cases.branches) > 1 or isinstance(test, Truth | DefinitionRef) or words in told:
            continue
        if not _restates(clause, test) and all(_always(way, test) for way in listed.ways):
            told.add(words)
            free = ranges_of(clause)
            is_alone = _always(free, test)
            because = (made for made in clause.conditions if _always(free.given(made.condition), test))
            by = None if is_alone else next(because, None)
            yield IdleCondition(
                span=place_of(clause, branch.text, test, branch.amount),
                clause=clause.id,
                heading="情形",
                condition=words,
                how="implied",
                by="" if is_alone else by.text if by else _OTHERS,
                by_span=by.span if by else None,
            )


def _idle_names(clause: Clause) -> Iterator[IdleCondition]:
    free = ranges_of(clause)
    for made in clause.definitions:
        if made.type == BOOLEAN and not made.scope and not isinstance(made.body, Truth):
            how: _How | None = (
                "impossible" if free.given(made.body).is_refuted else "implied" if _always(free, made.body) else None
            )
            if how is not None:
                yield IdleCondition(
                    span=made.span or clause.span, clause=clause.id, heading="其中", condition=made.name, how=how
                )


def _split(made: Requirement) -> Iterator[_Part]:
    """The parts of a sentence that each must hold."""
    parts = [made.condition] if made.guard is not None else list(_joined(made.condition))
    for part in parts:
        yield _Part(part, made, whole=len(parts) == 1)


def _joined(test: Expr) -> Iterator[Expr]:
    if isinstance(test, All):
        for part in test.parts:
            yield from _joined(part)
    else:
        yield test


def _given(known: Ranges, parts: list[_Part]) -> Ranges:
    return known.given(*(part.test for part in parts))


def _restates(clause: Clause, test: Expr) -> bool:
    """Whether it says again what the fact may be (月数：月，不超过12个月): the words of the document, twice."""
    match test:
        case Compare(left=FactRef(name=name), right=Literal(value=value)):
            facts = [fact for fact in clause.facts if fact.name == name]
            bounds = [(bound, fact.scale) for fact in facts for bound in (fact.reading.low, fact.reading.high)]
            return any(bound is not None and bound * scale == value for bound, scale in bounds)
    return test in [check.condition for check in clause.checks]


def _found(asked: _Asked, part: _Part, how: _How, by: Iterator[_Part], *, is_alone: bool) -> IdleCondition:
    other = None if is_alone else next(by, None)
    return IdleCondition(
        span=part.of.span or asked.clause.span,
        clause=asked.clause.id,
        heading=asked.heading,
        condition=part.of.text if part.whole else spoken_words(part.test),
        how=how,
        by="" if is_alone else other.of.text if other else _OTHERS,
        by_span=other.of.span if other and other.of is not part.of else None,
    )


def _idle_choices(asked: _Asked, part: _Part, test: AnyOf, known: Ranges) -> Iterator[IdleCondition]:
    """Of 甲或乙, what cannot be, given the other conditions."""
    for choice in test.parts:
        is_option = isinstance(choice, Compare) and choice.operator == "="
        if not is_option and known.given(choice).is_refuted:
            yield IdleCondition(
                span=part.of.span or asked.clause.span,
                clause=asked.clause.id,
                heading=asked.heading,
                condition=part.of.text,
                part=spoken_words(choice),
                how="impossible part",
                by=_OTHERS,
            )
