"""Twelve months must make a year: 每月417元，每年5000元 do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from tiaowen.runtime.facts import format_quantity

from ..accounts.accounting import Quotation, accounts_of
from ..document.figures import MONEY, Figure
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_MONTHLY = re.compile("每月[^，。；0-9]{0,8}$")
_YEARLY = re.compile("(?:每年|全年|每年度|年度|一年|年内)[^，。；0-9月]{0,12}$")
# Of whom: a sum for each person and a limit for the enterprise are not of one thing.
_WHOSE = re.compile("每(?:人|名|户|家|个|位|套|间|台|辆|亩)|单(?:个|家|户|位)|人均|同一|企业|单位|机构")
# 最长不超过10个月: then the year is not twelve of them.
_MONTHS = re.compile("[0-9一二三四五六七八九十]个月")
_TWELVE = 12
_LEAST, _MOST = 6, 24


class MonthsAndYearDisagree(Plain):
    """每月的数和全年的数对不上。

    错误示例：`依据：“每月补贴417元，每年5000元”`
    正确示例：`依据：“每月补贴400元，每年4800元”`
    理由：417元的12个月是5004元；按月发和按年发差4元，或者领到第几个月就到了全年的数，原文要说清楚。
    """

    code: ClassVar[str] = "T0441"
    severity: ClassVar = "hint"
    monthly: str
    monthly_span: Span
    yearly: str
    of_twelve: str

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.monthly_span, Text("每月的数", "a month")),)

    def texts(self) -> Texts:
        return (
            (
                f"每月{self.monthly}，12个月是{self.of_twelve}，与全年{self.yearly}不符",
                f"12 months of {self.monthly} are {self.of_twelve}, and the year has {self.yearly}",
            ),
            (
                "按月算和按年算，结果不同",
                "what is paid by the month and by the year differ",
            ),
            (
                "核对两个数；有意这样定的（如不足12个月即到限额），在「口径」里写明",
                "check both numbers; where it is meant (a limit reached before the twelfth month), say so under 口径",
            ),
        )


@looks_at("rule")
def months_and_year_disagree(policy: Policy) -> Iterator[MonthsAndYearDisagree]:
    for account in accounts_of(policy):
        for quotation in account.quotations:
            for start, end in _sentences(quotation.text):
                pair = _pair(quotation, start, end)
                if pair and not any(value in account.read for value in pair[1].values):
                    yield _told(quotation, *pair)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    return ((match.start(), match.end()) for match in re.finditer("[^。；]+", text))


def _pair(quotation: Quotation, start: int, end: int) -> tuple[Figure, Figure] | None:
    """The only sum by the month and the only one by the year of a sentence, where they disagree."""
    text = quotation.text
    money = [
        figure
        for figure in quotation.figures
        if start <= figure.start < end and any(value.kind == MONEY for value in figure.values)
    ]
    monthly = [figure for figure in money if _is_by(figure, text, start, _MONTHLY, "月")]
    yearly = [figure for figure in money if _is_by(figure, text, start, _YEARLY, "年")]
    if len(monthly) != 1 or len(yearly) != 1 or _MONTHS.search(text, start, end):
        return None
    whose_month = set(_WHOSE.findall(text, start, monthly[0].start))
    if set(_WHOSE.findall(text, monthly[0].end, yearly[0].start)) - whose_month:
        return None
    ratio = _sum(yearly[0]) / _sum(monthly[0]) if _sum(monthly[0]) else Fraction(0)
    return (monthly[0], yearly[0]) if ratio != _TWELVE and _LEAST <= ratio <= _MOST else None


def _is_by(figure: Figure, text: str, start: int, before: re.Pattern[str], unit: str) -> bool:
    if "平方米" in figure.text or "亩" in figure.text:
        return False
    per = figure.text.split("元", 1)[-1]
    return unit in per if per else bool(before.search(text, start, figure.start))


def _sum(figure: Figure) -> Fraction:
    return next(value.number for value in figure.values if value.kind == MONEY)


def _told(quotation: Quotation, monthly: Figure, yearly: Figure) -> MonthsAndYearDisagree:
    twelve = _sum(monthly) * _TWELVE
    return MonthsAndYearDisagree(
        span=quotation.span(yearly.start, yearly.end),
        monthly=format_quantity(_sum(monthly).numerator, _sum(monthly).denominator, "元"),
        monthly_span=quotation.span(monthly.start, monthly.end),
        yearly=format_quantity(_sum(yearly).numerator, _sum(yearly).denominator, "元"),
        of_twelve=format_quantity(twelve.numerator, twelve.denominator, "元"),
    )
