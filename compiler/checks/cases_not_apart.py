"""Of cases that can hold together it must be said which counts: the first, the highest, or each."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..analysis.places import place_of
from ..analysis.ranges import Ranges
from ..analysis.tiers import case_words, is_said_to_be_of, lists_everywhere
from ..model.expr import Branch, Cases, Expr
from ..model.why import Column, Unsaid
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .case_out_of_reach import covered_cases
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class CasesNotApart(Plain):
    """几种情形可以同时符合，没有说是都给、就高，还是只按第一种。

    错误示例：`填报：独角兽、省级认定：是否。奖励：独角兽的，10万元；省级认定的，20万元。`
    正确示例：`奖励：独角兽的，10万元；同时，省级认定的，20万元。`，或 `奖励（就高）：……`，或 `奖励（依次）：……`
    理由：两样都是的，可以得30万元、20万元，也可以得10万元；不写明，程序按第一种算，申报人和审核人各有各的读法。
    """

    code: ClassVar[str] = "T0406"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    cases: tuple[str, str]
    column: Column
    is_step: bool
    other_span: Span | None = None

    def texts(self) -> Texts:
        one, two = self.cases
        highest, in_turn = self.column.saying("就高"), self.column.saying("依次")
        each, each_en = f"都给的，后一句写「同时，{two}的，……」；", "write 同时， for each; "
        ways = f"只取最高一项的，栏目写「{highest}」；只按写在前面的算的，写「{in_turn}」"
        ways = ways if self.is_step else each + ways
        return (
            (
                f"规则 {self.clause} 的「{one}」和「{two}」可以同时符合，没有说怎么算",
                f"clause {self.clause}: “{one}” and “{two}” can hold together, and it is not said what counts then",
            ),
            (
                "两种情形不是同一个数的几段，也不是一项的几个选项；都符合的，现在只按写在前面的一种算，原文看不出是不是这个意思",
                "they are neither ranges of one quantity nor options of one fact; the first is taken, which nobody said",
            ),
            (
                f"{ways}；不可能同时符合的，填报成一项的几个选项，或在「核对」里写明",
                f"{'' if self.is_step else each_en}head it {highest} or {in_turn}; where they "
                "exclude each other, make them options of one fact, or say so under 核对",
            ),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.other_span
        return () if at is None else ((at, Text("写在前面的情形", "the case before it")),)


@looks_at("rule")
def cases_not_apart(policy: Policy) -> Iterator[CasesNotApart]:
    for clause in policy.clauses.values():
        never = {id(branch) for branch, _ in covered_cases(clause)}
        for listed in lists_everywhere(clause):
            cases = listed.cases
            if isinstance(cases.why, Unsaid) and (found := _together(cases, cases.why, listed.ways, never)):
                one, two = found
                first, second = (place_of(clause, made.text, made.condition, made.amount) for made in found)
                yield CasesNotApart(
                    span=second,
                    clause=clause.id,
                    cases=(case_words(one), case_words(two)),
                    column=cases.why.column,
                    is_step=cases.is_step,
                    other_span=None if first in (second, clause.span) else first,
                )


def _together(
    cases: Cases, why: Unsaid, ways: tuple[Ranges, ...], never: Container[int]
) -> tuple[Branch, Branch] | None:
    """The first two cases that nothing else of the rule keeps apart, where no case before them holds; not those that
    ``never`` come (T0405)."""
    for earlier, later in why.pairs:
        one, two = cases.branches[earlier], cases.branches[later]
        if id(two) in never or is_said_to_be_of(one, two):
            continue
        before = [branch.condition for branch in cases.branches[:earlier]]
        if any(_can_be(way, before, one.condition, two.condition) for way in ways):
            return one, two
    return None


def _can_be(way: Ranges, before: Sequence[Expr], *both: Expr) -> bool:
    """Whether both may hold where a list stands."""
    return not way.without(*before).given(*both).is_refuted
