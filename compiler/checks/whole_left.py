"""A share for some cases leaves the whole to the others: that is said, or asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import place_of
from ..analysis.tiers import CaseList, case_words, left_out, lists_everywhere
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import Branch, Expr, Literal, Product, Truth, anatomy_of
from ..model.quantity import MONEY
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class WholeLeft(Plain):
    """几种情形各有比例，别的情形得了全部。

    错误示例：`填报：投资额：金额；类别：甲、乙、丙。补助：投资额，甲的，按40%，乙的，按30%。`
    正确示例：`补助：投资额，甲的，按40%，乙的，按30%，其余的，不予补助。`
    理由：丙没有写到，前面的数就不再乘比例，丙得投资额的全部，比写到的都多。
    """

    code: ClassVar[str] = "T0408"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    amount: str
    said: str
    left: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 里{self.left}，得「{self.amount}」的全部",
                f"clause {self.clause}: the other cases are given the whole of “{self.amount}”",
            ),
            (
                f"「{self.said}」等情形才乘以比例，别的情形没有写到，前面的数照给",
                f"only “{self.said}” and the like have a percentage; what is not named keeps the amount as it stands",
            ),
            (
                "后面写明其余的：「，其余的，不予补助」「，其余的，按……%」；确实全给的，写「，其余的，按100%」",
                "say what the rest is given: ，其余的，不予补助, ，其余的，按…%, or ，其余的，按100%",
            ),
        )


@looks_at("rule")
def whole_left(policy: Policy) -> Iterator[WholeLeft]:
    for clause in policy.clauses.values():
        lists = tuple(lists_everywhere(clause))
        for listed in lists:
            *cases, last = listed.cases.branches
            if not listed.cases.is_step or not isinstance(last.condition, Truth) or not cases:
                continue
            if left_out(cases) and not left_out([*cases, *_refused_behind(listed, lists)]):
                # ，优秀50%，良好30%，合格不予补助
                continue
            if all(_is_share_of(branch.amount, last.amount, clause) for branch in cases) and _is_odd(clause, listed):
                yield WholeLeft(
                    span=place_of(clause, cases[0].text, cases[0].condition, cases[0].amount),
                    clause=clause.id,
                    amount=plain_words(last.amount),
                    said=case_words(cases[0]),
                    left=left_out(cases) or f"不是「{case_words(cases[0])}」的",
                )


def _refused_behind(listed: CaseList, lists: Iterable[CaseList]) -> Iterator[Branch]:
    """The cases to which a later step gives nothing."""
    for other in lists:
        *cases, last = other.cases.branches
        if other.cases.is_step and last.amount == listed.of:
            yield from (case for case in cases if isinstance(case.amount, Literal) and case.amount.said == "不予")


def _is_share_of(amount: Expr, whole: Expr, clause: Clause) -> bool:
    """Whether an amount, as far as no cap is reached, is a percentage of the whole: what is said of it, not what is taken
    off a charge (减半)."""
    while anatomy_of(amount).limits and (before := anatomy_of(amount).acts_on) is not None:
        amount = before
    if not isinstance(amount, Product) or not isinstance(amount.right, Literal) or amount.left != whole:
        return False
    is_share = amount.right.type.is_ratio and amount.right.value < 1
    return is_share and (amount.sign == "，按" or clause.form == "减免") and not _has_share(whole)


def _has_share(amount: Expr) -> bool:
    match amount:
        case Product(right=Literal(type=kind)) if kind.is_ratio:
            return True
        case Product(left=left):
            return _has_share(left)
    return False


def _is_odd(clause: Clause, listed: CaseList) -> bool:
    """Whether nobody would leave the others the whole: several percentages by options of which some are not named; or
    any, of what is given."""
    cases = listed.cases.branches[:-1]
    if len(cases) > 1 and left_out(cases):
        return True
    return clause.form in ("奖补", "减免") and listed.cases.branches[-1].amount.type == MONEY
