"""Tiers leave nothing out between them, nor above the last one where the amount grows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.bands import bands_of
from ..analysis.cliff import Cliff, given
from ..analysis.cliffs import cliffs
from ..analysis.in_words import in_words
from ..analysis.interval import Interval
from ..analysis.places import literals_in, place_of
from ..analysis.probing import money_or_number
from ..analysis.tiers import Tiers, bounded_facts, case_lists, case_words, holes, step_cases, tests_of, tiers_of
from ..bind.ranges import is_one_more
from ..meaning.wording import plain_words
from ..model.clause import Clause, Requirement
from ..model.expr import (
    Branch,
    Compare,
    FactRef,
    Literal,
)
from ..model.quantity import MONEY
from ..model.types import NumberType
from ..model.unit_words import LENGTHS_OF_TIME
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


# What becomes of whoever falls between two cases.
_ZERO = ("按零计算", "is given nothing for it")
_REST = ("归入「其余的」", "is among the rest")
_STAYS = ("不做这一步，前面的数照给", "keeps the amount before")
_FIRST_YEAR = 1900


class GapBetweenTiers(Plain):
    """档次之间（或最高一档以上）空了一段，落在里面的什么也得不到（或者落到其余的里去）。

    错误示例：`条件：设备投资额100万元至300万元。补助：设备投资额的8%。`
    正确示例：`条件：设备投资额100万元以上。补助：设备投资额的8%，封顶24万元。`
    理由：投资300万元的得24万元，多投1分钱的一分钱也没有；各档之间空出一段也一样，多半是少写了一档，或者两档没有接上；
    10亩以下的、11亩至20亩的，10.5亩在哪一档没有说，后一档写「超过10亩至20亩」。
    """

    code: ClassVar[str] = "T0420"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    subject: str
    gap: tuple[str, str]
    # the case below and the case above; for the end of all, the two values and the two results
    cases: tuple[str, str] = ("", "")
    falls: tuple[str, str] = _ZERO
    other_span: Span | None = None
    values: tuple[str, str] = ("", "")
    amounts: tuple[str, str] = ("", "")
    heading: str = ""
    example: str = ""
    threshold: str = ""
    # what would do as a cap, tried out
    cap: str = ""
    is_condition: bool = False

    @property
    def others(self) -> str:
        return f"例如{self.example}的，" if self.example else ""

    @property
    def others_en(self) -> str:
        return f"for {self.example}: " if self.example else ""

    def texts(self) -> Texts:
        return self._end() if self.heading else self._between()

    def _between(self) -> Texts:
        below, above = self.cases
        return (
            (
                f"规则 {self.clause}：{self.subject}{self.gap[0]}的，没有一档包括",
                f"clause {self.clause}: no case takes {self.subject} {self.gap[1]}",
            ),
            (
                f"「{below}」和「{above}」之间空了一段，落在里面的{self.falls[0]}",
                f"between “{below}” and “{above}” nothing is said, and whoever falls there {self.falls[1]}",
            ),
            (
                "把两档接上：前一档写到后一档的起点以下（「不满……」），或后一档从前一档的终点起（「超过……」）",
                "let the lower case reach up to the start of the higher one (不满), or the higher begin at its end (超过)",
            ),
        )

    def _end(self) -> Texts:
        (value, more), (paid, then) = self.values, self.amounts
        what, what_en = ("条件", "the condition") if self.is_condition else ("最高一档", "the highest case")
        mend = f"，如一律按{self.threshold}计算（去掉上限，另写「封顶{self.cap}」）" if self.cap else ""
        mend_en = (
            f", for example as much as for {self.threshold} (no upper end, and 封顶{self.cap})" if self.cap else ""
        )
        beyond = f"超过{self.threshold}" if value == self.threshold else f"{self.threshold}以上"
        return (
            (
                f"规则 {self.clause}：{self.subject}{beyond}的没有规定，{self.heading}从{paid}降为{then}",
                f"clause {self.clause}: nothing is said of {self.subject} beyond {value}; the result falls to {then}",
            ),
            (
                f"{self.others}{self.subject}从{value}增加到{more}，{self.heading}从{paid}降为{then}："
                f"金额随{self.subject}增加，{what}却到{self.threshold}为止",
                f"{self.others_en}from {value} to {more} the result falls from {paid} to {then}: "
                f"it grows with {self.subject}, but {what_en} ends at {self.threshold}",
            ),
            (
                f"写明{beyond}的怎样办{mend}；确实不给的，在文件里写明",
                f"say what is given beyond {value}{mend_en}; where it is nothing, let the document say so",
            ),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.other_span
        return () if at is None else ((at, Text("前一档", "the case below")),)


@looks_at("rule beside others")
def gap_between_tiers(policy: Policy) -> Iterator[GapBetweenTiers]:
    for clause in policy.clauses.values():
        listed = [tiers for cases in case_lists(clause) for tiers in tiers_of(cases)]
        for tiers in listed:
            if isinstance(tiers.subject.type, NumberType):
                yield from _between(clause, tiers)
        for cases in step_cases(clause):
            for tiers in tiers_of(cases):
                if isinstance(tiers.subject.type, NumberType):
                    yield from _between(clause, tiers, falls=_STAYS)
        yield from _between_bands(clause)
        for cliff in cliffs(policy, clause):
            if cliff.ends and not (_goes_on(listed, cliff) or _is_whole_of(cliff) or _is_continued(policy, cliff)):
                yield _end(cliff)


def _between(clause: Clause, tiers: Tiers, falls: tuple[str, str] = _ZERO) -> Iterator[GapBetweenTiers]:
    falls = _REST if tiers.rest else falls
    for below, hole, above in holes(tiers.taken()):
        gap = tiers.possible(hole)
        if gap.is_empty or _is_of_single_values(below, above) or _are_counted_up(tiers, below):
            continue
        found = [_branch(tiers, end) for end in (below, above)]
        if falls != _ZERO and not _are_meant_to_meet(found[1], below, above):
            continue
        if tiers.rest and tiers.rest.amount in (branch.amount for branch in found):
            continue
        spans = [place_of(clause, branch.text, branch.condition) for branch in found]
        yield GapBetweenTiers(
            span=spans[1],
            clause=clause.id,
            subject=plain_words(tiers.subject),
            gap=in_words(clause, tiers.subject, gap if _is_whole(tiers, gap) else hole),
            cases=(case_words(found[0]), case_words(found[1])),
            falls=falls,
            other_span=None if spans[0] in (spans[1], clause.span) else spans[0],
        )


def _is_of_single_values(below: Interval, above: Interval) -> bool:
    """Whether nobody would ask for what lies between: of values that are listed one by one (缴费200元、300元) there are no
    others."""
    return Interval.at(below.high or 0) == below or Interval.at(above.low or 0) == above


def _are_counted_up(tiers: Tiers, below: Interval) -> bool:
    """2022年以前, 2023年以后; 第几年1至3年, 4至6年: no lengths of time, and nothing lies between."""
    kind = tiers.subject.type
    is_time = isinstance(kind, NumberType) and kind.shown in LENGTHS_OF_TIME
    return is_time and ((below.high or 0) >= _FIRST_YEAR or plain_words(tiers.subject).startswith("第"))


def _are_meant_to_meet(branch: Branch, below: Interval, above: Interval) -> bool:
    """Whether the second begins with the next number, as written (10亩以下的；11亩至20亩的): where something is said of the
    others, a larger gap is theirs."""
    ends = (end for end in literals_in(branch.condition) if end.value == above.low)
    return any(is_one_more(below.high or Fraction(0), end) for end in ends)


def _branch(tiers: Tiers, takes: Interval) -> Branch:
    return next(each for each in tiers.cases.branches if tests_of(each.condition, tiers.subject)[0] == takes)


def _is_whole(tiers: Tiers, gap: Interval) -> bool:
    """Whether the gap is told by its own numbers (恰为4人) rather than by the ends of the cases (超过199万元、不满200万元)."""
    return gap.low == gap.high or (tiers.step is not None and tiers.step >= 1 and tiers.subject.type != MONEY)


def _between_bands(clause: Clause) -> Iterator[GapBetweenTiers]:
    """不超过1万元的部分……，超过5万元的部分……: of what lies between nothing is computed."""
    for subject, ordered in bands_of(clause):
        for below, hole, above in holes([takes for takes, _ in ordered]):
            first, second = (next(band for takes, band in ordered if takes == end) for end in (below, above))
            yield GapBetweenTiers(
                span=place_of(clause, "", *([second.low] if second.low else []), subject),
                clause=clause.id,
                subject=plain_words(subject),
                gap=in_words(clause, subject, hole),
                cases=(f"{first.words}的部分", f"{second.words}的部分"),
            )


# ── where all ends ──


def _end(cliff: Cliff) -> GapBetweenTiers:
    clause = cliff.clause
    amounts = [money_or_number(result.amount, clause.unit) for result in (cliff.before, cliff.after)]
    if isinstance(cliff.of, Requirement):
        at = next((it.span for it in literals_in(cliff.edge.right) if it.span), cliff.of.span)
    else:
        at = place_of(clause, "", cliff.edge)
    return GapBetweenTiers(
        span=at or clause.span,
        clause=clause.id,
        subject=cliff.varied.name,
        gap=("", ""),
        values=cliff.told,
        amounts=(amounts[0], amounts[1]),
        heading=clause.heading,
        example=given(cliff),
        threshold=cliff.threshold,
        cap=money_or_number(cliff.mend.value, clause.unit) if isinstance(cliff.mend, Literal) else "",
        is_condition=isinstance(cliff.of, Requirement),
    )


def _goes_on(listed: list[Tiers], cliff: Cliff) -> bool:
    """Whether there are cases behind the one that ends: then it is a gap between two."""
    match cliff.edge:
        case Compare(left=subject, right=Literal(value=value)):
            theirs = [tiers for tiers in listed if tiers.of is cliff.of and tiers.subject == subject]
            lows = [takes.low for tiers in theirs for takes in tiers.taken()]
            return any(low is not None and low > value for low in lows)
    return False


def _is_whole_of(cliff: Cliff) -> bool:
    """Whether there is nothing beyond: 100 points, 100%."""
    reading = cliff.varied.reading
    whole = {"": 100, "分": 100, "%": 1}.get(reading.unit)
    return whole is not None and Fraction(cliff.value, reading.scale) == whole


def _is_continued(policy: Policy, cliff: Cliff) -> bool:
    """Whether another clause begins where this one ends: one of the same article or matter, or about the same fact."""
    here, name = cliff.clause, cliff.varied.name
    value = (cliff.value + 1) * cliff.varied.scale
    for clause in policy.every:
        if clause is here:
            continue
        groups = policy.terms_of(here).same_matter
        is_kin = policy.article_of(clause) is policy.article_of(here) or any(
            {clause.id, here.id} <= set(group) for group in groups
        )
        for bounded in bounded_facts(clause):
            is_same = bounded.fact == FactRef(name=name, type=cliff.varied.type)
            if is_same or (is_kin and bounded.fact.type == cliff.varied.type):
                low = bounded.takes.low
                if low is not None and low > 0 and Interval.at(value).within(bounded.takes):
                    return True
    return False
