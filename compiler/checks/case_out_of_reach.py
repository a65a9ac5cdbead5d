"""A case must be reachable: of several the first that holds applies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from ..analysis.places import place_of
from ..analysis.tiers import CaseList, Reached, case_lists, case_words, tests_in
from ..model.clause import Clause
from ..model.expr import Branch, Literal, Truth
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# In a table of hundreds of rows a row is held against so many before it.
_FARTHEST = 64


class CaseOutOfReach(Plain):
    """后面的情形永远轮不到。

    错误示例：`补助：投资额5000万元以上的，投资额的3%；投资额6000万元至1亿元的，投资额的5%。`
    正确示例：`补助：投资额6000万元至1亿元的，投资额的5%；投资额5000万元以上的，投资额的3%。`
    理由：几种情形依次看，第一个符合的算数；6000万元至1亿元的也在5000万元以上，后一句就永远轮不到。
    """

    code: ClassVar[str] = "T0405"
    clause: str
    case: str
    earlier: str
    earlier_span: Span | None = None

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.case}」永远轮不到",
                f"clause {self.clause}: the case “{self.case}” is never reached",
            ),
            (
                f"几种情形依次看，第一个符合的算数，而前面的「{self.earlier}」已经包括了它",
                f"of several cases the first that holds applies, and “{self.earlier}” before it covers this one",
            ),
            (
                "把范围小的写在前面，或用「分别」把各档写在一句里；都要给的写「同时，」",
                "write the narrower case first, or all of them in one sentence with 分别; 同时， pays both",
            ),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.earlier_span
        return () if at is None else ((at, Text("前面的情形", "the case before it")),)


@looks_at("rule")
def case_out_of_reach(policy: Policy) -> Iterator[CaseOutOfReach]:
    for clause in policy.clauses.values():
        for branch, earlier in covered_cases(clause):
            span, first = (place_of(clause, made.text, made.condition, made.amount) for made in (branch, earlier))
            yield CaseOutOfReach(
                span=span,
                clause=clause.id,
                case=case_words(branch),
                earlier=case_words(earlier),
                earlier_span=None if first in (span, clause.span) else first,
            )


@lru_cache(maxsize=512)
def covered_cases(clause: Clause) -> tuple[tuple[Branch, Branch], ...]:
    """The cases that one earlier case covers whole, with that one."""
    return tuple(found for listed in case_lists(clause) if not listed.cases.highest for found in _covered(listed))


def _covered(listed: CaseList) -> Iterator[tuple[Branch, Branch]]:
    branches = listed.cases.branches
    tests = [tuple(tests_in(branch.condition)) for branch in branches]
    for index, branch in enumerate(branches):
        if isinstance(branch.condition, Truth) and gives_nothing(branch):
            continue
        there = [way.given(branch.condition) for way in listed.ways]
        if any(known.is_impossible for known in there):
            continue
        start, reached = max(0, index - _FARTHEST), [Reached(known) for known in there]
        near = zip(branches[start:index], tests[start:index], strict=True)
        covering = (one for one, asks in near if all(all(map(known.holds, asks)) for known in reached))
        if found := next(covering, None):
            yield branch, found


def gives_nothing(branch: Branch) -> bool:
    """Whether it says that nothing is paid: 其余的，不予补助 says at worst what is so anyway."""
    return isinstance(branch.amount, Literal) and branch.amount.value == 0
