"""A case that is written behind another with 「，」 stands within it: one that excludes it was meant beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal

from ..analysis.places import place_of
from ..analysis.ranges import Ranges, ranges_if_eligible
from ..analysis.tiers import case_words, step_cases
from ..model.clause import Clause
from ..model.expr import Branch
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class CaseWithinAnother(Plain):
    """并列的情形之间写了「，」，成了前一种情形里面的情形，永远不会算到。

    错误示例：`收取：标的额50万元以下的，500元，标的额超过50万元的，按标的额的1‰收取。`
    正确示例：`收取：标的额50万元以下的，500元；标的额超过50万元的，按标的额的1‰收取。`
    理由：「，」后面的情形是前一种情形里面的一步。两种情形不会同时有，后面的一步就谁也算不到，得的是零。
    """

    code: ClassVar[str] = "T0457"
    severity: ClassVar[Literal["error"]] = "error"
    clause: str
    case: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.case}」写在另一种情形里面，永远不会算到",
                f"clause {self.clause}: “{self.case}” stands within another case, and never happens there",
            ),
            (
                "「，」后面的情形是前一种情形里面的一步，而这两种情形不会同时有",
                "behind 「，」 a case is a step within the case before it, and the two are never at once",
            ),
            (
                f"并列的情形，「{self.case}」前面写「；」",
                f"where they stand side by side, write 「；」 before “{self.case}”",
            ),
        )


@looks_at("rule")
def case_within_another(policy: Policy) -> Iterator[CaseWithinAnother]:
    for clause in policy.clauses.values():
        for branch in cases_within_others(clause):
            span = place_of(clause, branch.text, branch.condition, branch.amount)
            yield CaseWithinAnother(span=span, clause=clause.id, case=case_words(branch))


@lru_cache(maxsize=512)
def cases_within_others(clause: Clause) -> tuple[Branch, ...]:
    """The cases of steps that can be, and never are where they stand, but for one number that both take in: 20人以下的……、20人以上的……."""
    eligible = ranges_if_eligible(clause)
    return tuple(
        branch
        for listed in step_cases(clause)
        for branch in listed.cases.branches
        if all(_hardly_ever(way, branch, eligible) for way in listed.ways)
        and not eligible.given(branch.condition).is_refuted
    )


def _hardly_ever(way: Ranges, branch: Branch, eligible: Ranges) -> bool:
    both = way.given(branch.condition)
    return both.is_refuted or bool(both.single() - way.single() - eligible.given(branch.condition).single())
