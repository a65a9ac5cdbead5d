"""A share cannot be more than the whole: a subsidy of 800% of what was paid is a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, accounts_of
from ..analysis.boundaries import expressions_of, lines_of
from ..model.expr import DefinitionRef, Element, FactRef, Field, Literal, Product, Quotient
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# What the applicant has spent: nobody is paid back more of it than all.
_SPENT = re.compile("(?:费|费用|支出|投资|投资额|投入|保费|租金|利息|成本|价款|货款|开支|经费|支付额)$")
# 按150%加计扣除、加回、折算, 300%的工资报酬: these are no shares.
_NO_SHARE = re.compile("加计|加回|折算|上浮|提高|倍|系数|报酬")
_PERCENT = re.compile(r"[0-9.]+[%％]|百分之.+")


class MoreThanAll(Plain):
    """比例超过100%，而说的是其中的一份。

    错误示例：`补助：实际设备投资额的800%。`
    正确示例：`补助：实际设备投资额的80%。`
    理由：补助不会比申报人实际花的钱还多，一份也不会比整个大；多半是多写了一个零。
    """

    code: ClassVar[str] = "T0434"
    severity: ClassVar = "warning"
    clause: str
    rate: str
    of: str
    is_condition: bool

    def texts(self) -> Texts:
        if self.is_condition:
            return (
                (
                    f"规则 {self.clause} 把比重与{self.rate}相比",
                    f"clause {self.clause} compares a share with {self.rate}",
                ),
                ("比重是其中的一份，不会超过100%", "a share of something is 100% of it at most"),
                ("核对小数点和零", "check the decimal point and the zeros"),
            )
        return (
            (
                f"规则 {self.clause} 按「{self.of}」的{self.rate}给钱",
                f"clause {self.clause} pays {self.rate} of “{self.of}”",
            ),
            (
                f"「{self.of}」是申报人花的钱，给的比花的还多",
                "that is what the applicant has spent: more is paid than was spent",
            ),
            ("核对小数点和零", "check the decimal point and the zeros"),
        )


@looks_at("rule")
def more_than_all(policy: Policy) -> Iterator[MoreThanAll]:
    for account in accounts_of(policy):
        if not any(_NO_SHARE.search(quotation.text) for quotation in account.quotations):
            yield from dict.fromkeys((*_paid(account), *_compared(account)))


def _paid(account: Account) -> Iterator[MoreThanAll]:
    clause = account.clause
    if clause.form != "奖补":
        return
    for expr in expressions_of(clause):
        if isinstance(expr, Product) and isinstance(expr.right, Literal) and (span := _excessive(expr.right)):
            spent = expr.left
            named = isinstance(spent, FactRef | DefinitionRef | Field) and spent.name
            name = spent.list if isinstance(spent, Element) else named or ""
            if _SPENT.search(name):
                yield MoreThanAll(span=span, clause=clause.id, rate=expr.right.text, of=name, is_condition=False)


def _compared(account: Account) -> Iterator[MoreThanAll]:
    clause = account.clause
    for line in lines_of(clause):
        is_share = isinstance(line.of, Quotient) and isinstance(line.of.left, FactRef | DefinitionRef)
        said = any("比重" in quotation.text for quotation in account.quotations)
        if is_share and said and (span := _excessive(line.literal)):
            yield MoreThanAll(span=span, clause=clause.id, rate=line.literal.text, of="", is_condition=True)


def _excessive(literal: Literal) -> Span | None:
    """The place of a percentage above 100%."""
    is_share = literal.type.is_ratio and literal.value > 1 and _PERCENT.fullmatch(literal.text)
    return literal.span if is_share else None
