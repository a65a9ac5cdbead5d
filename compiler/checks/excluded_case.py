"""A case must be possible: conditions, and the cases before it, may leave nothing for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from ..analysis.places import place_of
from ..analysis.ranges import Ranges, ranges_of
from ..analysis.tiers import CaseList, case_lists, case_words, step_cases
from ..model.expr import Branch, Truth
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .case_out_of_reach import covered_cases, gives_nothing
from .case_within_another import cases_within_others
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_By = Literal["facts", "conditions", "cases"]
_REASONS: dict[_By, tuple[str, str]] = {
    "facts": (
        "这个情形本身不可能：它要求的几点互相矛盾，或者超出了填报的范围",
        "it cannot be: what it asks contradicts itself, or lies outside what the facts may be",
    ),
    "conditions": (
        "符合条件（和外层情形）的人都不会是这种情形",
        "whoever satisfies the conditions (and the case around it) is never such a one",
    ),
    "cases": (
        "几种情形依次看，第一个符合的算数，而前面几种情形合起来已经包括了它",
        "of several cases the first that holds applies, and those before it together leave nothing for this one",
    ),
}


class ExcludedCase(Plain):
    """一种情形不可能出现，写的金额永远不会给。

    错误示例：`条件：投资额100万元以上。补助：投资额不满50万元的，2万元；其余的，投资额的5%。`
    正确示例：`条件：投资额20万元以上。补助：投资额不满50万元的，2万元；其余的，投资额的5%。`
    理由：条件（或前面几种情形合起来）已经把它排除了，多半是条件或档次的一个数写错了。
    """

    code: ClassVar[str] = "T0426"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    case: str
    by: _By

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.case}」不会出现",
                f"clause {self.clause}: the case “{self.case}” never happens",
            ),
            _REASONS[self.by],
            (
                "核对条件和各情形里的数；确实不会有的，删去这一句",
                "check the numbers of conditions and cases; leave the case out if there is none such",
            ),
        )


@looks_at("rule")
def excluded_case(policy: Policy) -> Iterator[ExcludedCase]:
    for clause in policy.clauses.values():
        covered = {id(branch) for branch, _ in covered_cases(clause)}
        within = {id(branch) for branch in cases_within_others(clause)}
        for listed in (*case_lists(clause), *step_cases(clause)):
            for branch, by in _excluded(listed):
                is_said_twice = gives_nothing(branch) and (by != "cases" or isinstance(branch.condition, Truth))
                if id(branch) not in covered and not is_said_twice and id(branch) not in within:
                    span = place_of(clause, branch.text, branch.condition, branch.amount)
                    yield ExcludedCase(span=span, clause=clause.id, case=case_words(branch), by=by)


def _excluded(listed: CaseList) -> Iterator[tuple[Branch, _By]]:
    rests = listed.ways
    for branch in listed.cases.branches:
        if all(rest.given(branch.condition).is_refuted for rest in rests):
            yield branch, _why(listed.ways, branch)
        if not listed.cases.highest:
            rests = tuple(rest.without(branch.condition) for rest in rests)


def _why(ways: tuple[Ranges, ...], branch: Branch) -> _By:
    if ranges_of(ways[0].clause).given(branch.condition).is_refuted:
        return "facts"
    return "conditions" if all(way.given(branch.condition).is_refuted for way in ways) else "cases"
