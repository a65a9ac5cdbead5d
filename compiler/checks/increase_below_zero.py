"""An increase that may be a decrease must end at zero: 本年减上年 refuses the facts of those who went down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of
from ..analysis.boundaries import expressions_of
from ..analysis.ranges import ranges_if_eligible
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import All, Compare, Definition, DefinitionRef, Difference, Expr, FactRef, Quotient
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_INCREASE = re.compile("增量|增加|增长|增幅|增速|新增|净增|差额|超出|超额|同比")
_BEFORE = re.compile("上年|上期|上届|上季|上月|去年|前年|基期|基数")


class IncreaseBelowZero(Plain):
    """增量用减来算，下降的申报人会被当作填错。

    错误示例：`其中：增量：出口额减上年出口额。`
    正确示例：`其中：增量：出口额超过上年出口额的部分。`
    理由：甲减乙不够减是填错，要申报人改填；出口额下降的企业没有填错，只是没有增量，应当得0元。
    """

    code: ClassVar[str] = "T0436"
    severity: ClassVar = "hint"
    clause: str
    left: str
    right: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：「{self.left}」不到「{self.right}」的，会被当作填错",
                f"clause {self.clause}: facts with “{self.left}” below “{self.right}” are refused",
            ),
            (
                "甲减乙不够减是填错，要求改填，不会算作0；没有增长的申报人并没有填错",
                "a difference below zero is refused as an error of the facts rather than counted as 0",
            ),
            (
                f"写「{self.left}超过{self.right}的部分」，不够减的就是0",
                f"write {self.left}超过{self.right}的部分, which is 0 where there is nothing above",
            ),
        )


@looks_at("rule")
def increase_below_zero(policy: Policy) -> Iterator[IncreaseBelowZero]:
    for account in accounts_of(policy):
        clause = account.clause
        if any(_INCREASE.search(quotation.text) for quotation in account.quotations):
            bodies = {id(made.body): made for made in clause.definitions}
            for expr in expressions_of(clause):
                if isinstance(expr, Difference) and _is_unguarded(clause, expr, bodies.get(id(expr))):
                    left, right = plain_words(expr.left), plain_words(expr.right)
                    yield IncreaseBelowZero(span=expr.span or clause.span, clause=clause.id, left=left, right=right)


def _is_unguarded(clause: Clause, made: Difference, of: Definition | None) -> bool:
    if made.may_be_negative or not (_is_of_two_years(made) or (of is not None and _INCREASE.search(of.name))):
        return False
    low = ranges_if_eligible(clause).of(made).low
    return (low is None or low < 0) and not any(_requires(part, made) for part in _required(clause))


def _is_of_two_years(made: Difference) -> bool:
    left, right = made.left, made.right
    if not isinstance(left, FactRef | DefinitionRef) or not isinstance(right, FactRef | DefinitionRef):
        return False
    return bool(_BEFORE.match(right.name)) and right.name.endswith(left.name)


def _required(clause: Clause) -> Iterator[Expr]:
    """The single tests that all have to hold, those of 核对 too."""
    waiting = [made.condition for made in (*clause.checks, *clause.conditions) if made.guard is None]
    while waiting:
        part = waiting.pop()
        if isinstance(part, All):
            waiting += part.parts
        else:
            yield part


def _requires(part: Expr, made: Difference) -> bool:
    """Whether a test says that there is something above: 较上年有增长, 较上年增长10%以上."""
    if not isinstance(part, Compare):
        return False
    if isinstance(part.left, Quotient) and isinstance(part.left.left, Difference):
        grown = part.left.left
        return part.operator in (">", ">=") and (grown.left, grown.right) == (made.left, made.right)
    pair = (part.left, part.right) if part.operator in (">", ">=") else (part.right, part.left)
    return part.operator in (">", ">=", "<", "<=") and pair == (made.left, made.right)
