"""Caps for some cases leave the others without any: that is said, or asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import place_of
from ..analysis.tiers import CaseList, case_words, left_out, lists_everywhere
from ..model.clause import Clause
from ..model.expr import Branch, Expr, Mechanism, Truth, anatomy_of, operands_of
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class CapForSome(Plain):
    """几种情形各有封顶，别的情形没有封顶。

    错误示例：`填报：投资额：金额；类别：甲、乙、丙。补助：投资额的10%，甲的，最高100万元，乙的，最高50万元。`
    正确示例：`补助：投资额的10%，甲的，最高100万元，乙的，最高50万元，其余的，最高20万元。`
    理由：丙没有写到，就没有封顶，比有封顶的得的都多。
    """

    code: ClassVar[str] = "T0415"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    said: str
    left: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 里{self.left}，没有封顶",
                f"clause {self.clause}: the other cases have no cap",
            ),
            (
                f"「{self.said}」等情形才有封顶，别的情形没有写到，算出多少就是多少",
                f"only “{self.said}” and the like have a cap; what is not named is paid whatever it comes to",
            ),
            (
                "后面写明其余的：「，其余的，最高……万元」「，其余的，不予补助」；确实不封顶的，各种情形分句写，最后一句写「其余的，……」",
                "say what the rest is given: ，其余的，最高…, ，其余的，不予补助; without a cap, a sentence for each case, 其余的，… last",
            ),
        )


@looks_at("rule")
def cap_for_some(policy: Policy) -> Iterator[CapForSome]:
    for clause in policy.clauses.values():
        for listed in lists_everywhere(clause):
            *cases, last = listed.cases.branches
            is_open = listed.cases.is_step and isinstance(last.condition, Truth) and len(cases) > 1
            if (
                is_open
                and all(_is_capped(branch, last.amount) for branch in cases)
                and not _is_capped_else(clause, listed)
                and not (left_out(cases) and not left_out([*cases, *_capped_before(last.amount)]))
            ):
                yield CapForSome(
                    span=place_of(clause, cases[0].text, cases[0].condition, cases[0].amount),
                    clause=clause.id,
                    said=case_words(cases[0]),
                    left=left_out(cases) or f"「{'」「'.join(map(case_words, cases))}」以外的",
                )


def _is_capped(branch: Branch, before: Expr) -> bool:
    """Whether a case is the amount before with a cap of its own."""
    anatomy = anatomy_of(branch.amount)
    return anatomy.cap is not None and anatomy.acts_on == before


def _capped_before(amount: Expr) -> list[Branch]:
    """The cases that a step before has capped already: 甲的，最高1万元，乙、丙的，分别最高2万元、3万元."""
    found = anatomy_of(amount).cases
    if found is None or not found.is_step:
        return []
    *cases, last = found.branches
    return [*(branch for branch in cases if _is_capped(branch, last.amount)), *_capped_before(last.amount)]


def _is_capped_else(clause: Clause, listed: CaseList) -> bool:
    """Whether what is not named has a cap before these, or behind them all."""
    last = listed.cases.branches[-1].amount
    waiting: list[Expr] = [] if clause.amount is None else [clause.amount]
    while waiting:
        made = waiting.pop()
        if anatomy_of(made).cap and _holds(made, listed.of):
            return True
        waiting += operands_of(made)
    return anatomy_of(last).cap is not None


def _holds(made: Expr, part: Mechanism) -> bool:
    """Whether a limited amount is made of the list, step by step."""
    before = anatomy_of(made).acts_on
    return before is part or (before is not None and _holds(before, part))
