"""What pays a number that is fixed is no procedure: it must not stand under 不计算 as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, accounts_of
from ..accounts.roles_held import accepts
from ..document.figures import Figure, figures
from ..document.roles_in_text import roles_in
from ..model.clause import NotComputed
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..resolve.citation import quotations
from ..text.source import Span, squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

_PAYS = frozenset({"给付", "封顶", "保底"})
# What is fixed cannot be left as any of these; 转引上级政策, 条件未定, 一事一议 say why a number is not enough.
_REASONS = ("工作程序", "原则性表述", "列举计数", "幅度未定")
_OPEN = re.compile("[至到～\\-—]|约|左右|上下|不等|以上|以下|以内|幅度|视|酌情|原则上|最高|不超过")


class PaymentNotComputed(Plain):
    """给钱的数，写成了不计算。

    错误示例：`【不计算】依据：“最高补助100万元”；理由：工作程序。`
    正确示例：写进规则：`补助：投资额的10%，封顶100万元。`
    理由：有确定的数的给付、封顶、保底都能算；写成工作程序、原则性表述，就没有人再去算它。
    """

    code: ClassVar[str] = "T0465"
    severity: ClassVar = "warning"
    number: str
    why: str

    def texts(self) -> Texts:
        return (
            (
                f"「{self.number}」是给付的数，却按「{self.why}」不计算",
                f"“{self.number}” is paid or limits what is paid, and is left out as {self.why}",
            ),
            (
                "没有一条规则用这个数；它是确定的，算得出来",
                "no rule uses this number, which is fixed and can be computed",
            ),
            (
                "写进规则；确实不能算的，写明是幅度未定、条件未定、转引上级政策还是一事一议",
                "put it into a rule; if it cannot be computed, say which of 幅度未定, 条件未定, 转引上级政策 or 一事一议 it is",
            ),
        )


def payment_not_computed(policy: Policy) -> Iterator[PaymentNotComputed]:
    units = tuple(unit for terms in policy.terms.values() for unit in terms.units)
    for left in policy.not_computed:
        if left.reason in _REASONS and left.citation.span:
            for quote in quotations(left.citation.span):
                for figure, span in _paid(quote, units, left):
                    if not any(_uses(account, figure) for account in accounts_of(policy)):
                        yield PaymentNotComputed(span=span, number=figure.text, why=left.reason)


def _paid(quote: Span, units: tuple[str, ...], left: NotComputed) -> Iterator[tuple[Figure, Span]]:
    squeezed = squeeze(quote.source.read.text, quote.start, quote.end)
    if left.reason == "幅度未定" and _OPEN.search(squeezed.text):
        return
    found = figures(squeezed.text, (), units)
    for figure, roles in zip(found, roles_in(squeezed.text, found), strict=True):
        if roles and roles <= _PAYS and (figure.is_money or figure.is_ratio) and not figure.is_bare:
            yield figure, squeezed.span(quote.source, figure.start, figure.end)


def _uses(account: Account, figure: Figure) -> bool:
    """Whether a rule accounts for the number."""
    numbers = (*account.stated, *account.lent)
    return figure.is_same(account.read) or any(
        figure.is_same((made.value, *made.otherwise))
        and (not made.uses or any(accepts(account, figure, use) for use in made.uses))
        for made in numbers
    )
