"""Years must fit each other: those of a quotation, a rule's own 有效期, the title and the bases, with the policy's 有效期."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from ..accounts.accounting import Account, accounts_of
from ..document.figures import DATE, Value
from ..meaning.wording import spoken_words
from ..model.expr import All, Compare, FactRef
from ..model.expr import Literal as Number
from ..model.types import CLAIM_DATE
from ..model.types import DATE as DAY
from ..reading.syntax import Section
from ..report.errors.base import Plain, days_in_english
from ..report.errors.syntax import Texts
from ..text.source import squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

# 2025年度, 对2025年……: a period in which something was done, not a day before or after which.
_PERIOD = re.compile(r"(?<![0-9])(?:(20[0-9]{2})年度|(?<=对)(20[0-9]{2})年(?![0-9以前之起底末后内至到版]))")
_EDITION = re.compile(r"(20[0-9]{2})年")
# 《……行动计划（2021-2023年）》
_BASIS = re.compile(r"《[^《》]{0,60}?(20[0-9]{2})年?[-至～—](20[0-9]{2})年?[^《》]{0,30}》")
_TIME = re.compile("年|月|日|期")

# A day that may well lie ahead when the claim is made.
_TO_COME = re.compile("到期|届满|期满|截止|终止|结束|有效|期限|计划|预计|预期|拟|承诺|约定|应")

_Validity = tuple[date, date]


class YearOutOfForce(Plain):
    """年份与有效期对不上。

    错误示例：`有效期：2026年1月1日至2026年12月31日`，而 `依据：“对2024年度新升规的企业，奖励10万元”`
    正确示例：`依据：“对2026年度新升规的企业，奖励10万元”`；确是奖励以前年度的，在「口径」里写明2024年度
    理由：多半是照抄旧文件时没有改年份；文件已经失效的，也不能再作依据。
    """

    code: ClassVar[str] = "T0439"
    severity: ClassVar = "hint"
    kind: Literal["period", "condition", "own", "title", "basis"]
    words: str
    validity: str
    clause: str = ""

    def texts(self) -> Texts:
        period = days_in_english(self.validity)
        return self._of_policy(period) if self.kind in ("title", "basis") else self._of_rule(period)

    def _of_rule(self, period: str) -> Texts:
        match self.kind:
            case "period":
                return (
                    (
                        f"规则 {self.clause} 的依据说的是「{self.words}」，不在有效期（{self.validity}）及其上一年",
                        f"clause {self.clause} speaks of {self.words}, the policy is in force {period}",
                    ),
                    (
                        "有效期内申报的，一般是当年或上一年的事；隔得更远的，多半是照抄时没有改年份",
                        "claims are for the year or the one before; a year further off was probably left from an older text",
                    ),
                    ("核对年份；无误的，在「口径」里写明", "check the year; where it is right, name it under 口径"),
                )
            case "condition":
                return (
                    (
                        f"规则 {self.clause} 的条件「{self.words}」，有效期（{self.validity}）内没有人能符合",
                        f"nobody satisfies the condition “{self.words}” of clause {self.clause} while the policy is in "
                        f"force, {period}",
                    ),
                    (
                        "申报要在有效期内，这个日子不在有效期里",
                        "claims are made while it is in force, and the day lies outside",
                    ),
                    ("核对年份；无误的，在「口径」里写明", "check the year; where it is right, name it under 口径"),
                )
            case _:
                return (
                    (
                        f"规则 {self.clause} 自己的有效期超出了政策的有效期（{self.validity}）",
                        f"the period of clause {self.clause} goes beyond that of the policy, {period}",
                    ),
                    (
                        f"规则写「{self.words}」，依据里没有说到时间",
                        f"it says {self.words}, and the quotation says nothing of time",
                    ),
                    (
                        "引上原文里说到期限的话，或在「口径」里写明；与政策相同的，不必写",
                        "quote the words about the period, or name it under 口径; leave it out where it is the policy's",
                    ),
                )

    def _of_policy(self, period: str) -> Texts:
        match self.kind:
            case "title":
                return (
                    (
                        f"标题写「{self.words}」，有效期是{self.validity}",
                        f"the title says {self.words}, the period in force is {period}",
                    ),
                    ("标题的年份与有效期对不上", "the year of the title is not one of them"),
                    ("核对标题和有效期", "check the title and 有效期"),
                )
            case _:
                return (
                    (
                        f"{self.words}在有效期（{self.validity}）之前已经到期",
                        f"{self.words} had ended before the period in force, {period}",
                    ),
                    (
                        "名称写明的年限已过，还能不能作依据，要核对",
                        "by its name it is no longer in force, so it may be no basis any more",
                    ),
                    (
                        "改引现行的文件；仍然有效的，加【容许 T0439】说明",
                        "cite the document now in force, or allow this",
                    ),
                )


def year_out_of_force(policy: Policy) -> Iterator[YearOutOfForce]:
    for account in accounts_of(policy):
        clause = account.clause
        general = policy.terms_of(clause).valid
        if valid := clause.valid or general:
            yield from _periods(account, valid)
            yield from _conditions(account, valid)
        if clause.valid and general and (clause.valid[0] < general[0] or clause.valid[1] > general[1]):
            yield from _own(account, policy.read[clause.id].sections, general)
    for block in policy.document.blocks:
        terms = policy.terms.get(block.source.name) or policy.terms.get("")
        if block.kind == "政策" and terms and terms.valid:
            for found in _EDITION.finditer(terms.title):
                if not _fits(int(found[1]), terms.valid):
                    yield YearOutOfForce(
                        span=block.head_span, kind="title", words=found[0], validity=_shown(terms.valid)
                    )
    yield from _bases(policy)


def _periods(account: Account, valid: _Validity) -> Iterator[YearOutOfForce]:
    for quotation in account.quotations:
        for found in _PERIOD.finditer(quotation.text):
            year = int(found[1] or found[2])
            value = Value(DATE, Fraction(year))
            # A year that the rule does not use is told by T0402; one in a name (2024年度销售额) is not.
            is_told = any(value in figure.values and not figure.is_same(account.used) for figure in quotation.figures)
            if not _fits(year, valid) and value not in account.read and not is_told:
                yield YearOutOfForce(
                    span=quotation.span(*found.span()),
                    kind="period",
                    words=found[0],
                    validity=_shown(valid),
                    clause=account.clause.id,
                )


def _conditions(account: Account, valid: _Validity) -> Iterator[YearOutOfForce]:
    """The days that have not come while the policy is in force, or had passed before: what has to have happened on or
    after the one, and claims that would have to be made by the other."""
    for made in account.clause.conditions:
        parts = made.condition.parts if isinstance(made.condition, All) else (made.condition,)
        for part in parts if made.guard is None else ():
            match part:
                case Compare(left=FactRef(name=name, type=kind), operator=operator, right=Number() as day) if (
                    kind == DAY
                ):
                    on = date.fromordinal(int(day.value))
                    is_late = operator in (">", ">=", "=") and (on > valid[1] or (on == valid[1] and operator == ">"))
                    is_early = operator in ("<", "<=", "=") and name == CLAIM_DATE and on < valid[0]
                    read = any(
                        value.kind == DATE and value.number in (on.toordinal(), on.year) for value in account.read
                    )
                    if (is_early or (is_late and not _TO_COME.search(name))) and not read:
                        yield YearOutOfForce(
                            span=day.span or made.span or account.clause.span,
                            kind="condition",
                            words=made.text if len(parts) == 1 else spoken_words(part),
                            validity=_shown(valid),
                            clause=account.clause.id,
                        )


def _own(account: Account, sections: Sequence[Section], general: _Validity) -> Iterator[YearOutOfForce]:
    if any(_TIME.search(quotation.text) for quotation in account.quotations) or "有效期" in account.said:
        return
    for section in sections:
        if section.kind.room == "validity":
            place = section.content_span
            yield YearOutOfForce(
                span=section.span,
                kind="own",
                words=squeeze(place.source.read.text, place.start, place.end).text.rstrip("；。"),
                validity=_shown(general),
                clause=account.clause.id,
            )


def _bases(policy: Policy) -> Iterator[YearOutOfForce]:
    for paragraph in policy.document.paragraphs:
        terms = policy.terms.get(paragraph.span.source.name) or policy.terms.get("")
        if terms and terms.valid and "《" in paragraph.text:
            squeezed = squeeze(paragraph.span.source.read.text, paragraph.span.start, paragraph.span.end)
            for found in _BASIS.finditer(squeezed.text):
                if int(found[2]) < terms.valid[0].year:
                    yield YearOutOfForce(
                        span=squeezed.span(paragraph.span.source, *found.span()),
                        kind="basis",
                        words=found[0],
                        validity=_shown(terms.valid),
                    )


def _fits(year: int, valid: _Validity) -> bool:
    return valid[0].year - 1 <= year <= valid[1].year


def _shown(valid: _Validity) -> str:
    first, last = valid
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
