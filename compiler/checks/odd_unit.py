"""Amounts of one list must be of one magnitude: 100万元、50元 is a 万 forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Quotation, accounts_of
from ..document.figures import MONEY, Figure
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# 100万元、50元；省级100万元、市级50元, but not 每亩2000元、最高20万元.
_LISTED = re.compile(
    r"(?!.*(?:每|最|封顶|不超|不低|累计|合计|上限|[（）]))[^，。；：、和及与或]*[、和及与或][^，。；：]{0,12}"
)
_PLAIN = re.compile(r"[0-9][0-9.,]*元")
_IN_WAN = re.compile(r"[0-9][0-9.,]*[万亿]元?")
# So many times less than its neighbour, and with 万 of the same magnitude.
_LEAST_GAP = 500
_LIKE = 20


class OddUnit(Plain):
    """并列的几个金额，一个少了万字。

    错误示例：`依据：“对国家级、省级平台，分别奖励100万元、50元”`
    正确示例：`依据：“对国家级、省级平台，分别奖励100万元、50万元”`
    理由：并列的金额相差几百倍以上，而补上万字正好相当，多半是漏了一个字。
    """

    code: ClassVar[str] = "T0433"
    severity: ClassVar = "warning"
    amount: str
    neighbour: str
    neighbour_span: Span

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.neighbour_span, Text("并列的金额", "its neighbour")),)

    def texts(self) -> Texts:
        number = self.amount.removesuffix("元")
        return (
            (
                f"「{self.amount}」与并列的「{self.neighbour}」单位不同",
                f"“{self.amount}” stands beside “{self.neighbour}” and is in another unit",
            ),
            (
                f"两个金额相差悬殊，而{number}万元与{self.neighbour}相当，多半漏写了万",
                "the two are far apart, and with 万 they would be alike: it was probably forgotten",
            ),
            (
                f"核对原文；应为{number}万元的，改正",
                "check it against the document; add 万 where it belongs",
            ),
        )


@looks_at("rule")
def odd_unit(policy: Policy) -> Iterator[OddUnit]:
    for account in accounts_of(policy):
        for quotation in account.quotations:
            for figure, neighbour in _pairs(quotation):
                yield OddUnit(
                    span=quotation.span(figure.start, figure.end),
                    amount=figure.text,
                    neighbour=neighbour.text,
                    neighbour_span=quotation.span(neighbour.start, neighbour.end),
                )


def _pairs(quotation: Quotation) -> Iterator[tuple[Figure, Figure]]:
    """An amount in 元, and one in 万元 that stands beside it in a list."""
    for first, second in zip(quotation.figures, quotation.figures[1:], strict=False):
        if not _LISTED.fullmatch(quotation.text, first.end, second.start):
            continue
        for low, high in ((first, second), (second, first)):
            if _PLAIN.fullmatch(low.text) and _IN_WAN.fullmatch(high.text) and _is_odd(low, high):
                yield low, high


def _is_odd(low: Figure, high: Figure) -> bool:
    """Whether an amount is far below another, and like it with a 万."""
    pairs = [(one.number, two.number) for one in low.values for two in high.values if one.kind == two.kind == MONEY]
    return any(
        small and small * _LEAST_GAP <= large and large <= small * 10**4 * _LIKE and small * 10**4 <= large * _LIKE
        for small, large in pairs
    )
