"""A quotation must not end right before the limit of what it gives: 按10%给予补助（，最高100万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, accounts_of
from ..document.figures import Figure, figures
from ..document.roles_in_text import roles_in
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..resolve.citation import cited
from ..text.source import Span, squeeze
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_LIMITS = {"封顶", "保底"}
_REACH = 60


class LimitLeftOut(Plain):
    """依据引到限额前面就断了。

    错误示例：原文是「按投资额的10%给予补助，最高100万元」，`依据：“按投资额的10%给予补助”`
    正确示例：`依据：“按投资额的10%给予补助，最高100万元”`，规则写 `补助：投资额的10%，封顶100万元。`
    理由：同一句里紧接着的限额管着前面的话；不引它，规则就没有上限，数却对得上。
    """

    code: ClassVar[str] = "T0464"
    severity: ClassVar = "warning"
    clause: str
    limit: str
    place: Span

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.place, Text("原文里紧接着的限额", "the limit right behind, in the text")),)

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的依据没有引后面的「{self.limit}」",
                f"the quotation of clause {self.clause} leaves out “{self.limit}”, which stands right behind it",
            ),
            (
                "同一句里，限额紧接在所引的话后面，管着它",
                "in the same sentence it limits what is quoted",
            ),
            (
                f"把「{self.limit}」也引上，写进规则；确实不管这一条的，在「口径」里写明这个数和理由",
                "quote it too and put it into the rule; if it does not limit this, name the number under 口径 with the reason",
            ),
        )


@looks_at("rule")
def limit_left_out(policy: Policy) -> Iterator[LimitLeftOut]:
    for account in accounts_of(policy):
        clause = account.clause
        if clause.amount is None:
            continue
        article = policy.article_of(clause)
        places = cited(policy.document, clause.citation, article)
        for place in places:
            found = _behind(policy, place)
            if found is None:
                continue
            figure, limit = found
            is_quoted = any(each.start < limit.end and limit.start < each.end for each in places)
            if not is_quoted and not _has(account, figure):
                yield LimitLeftOut(
                    span=clause.citation.span,
                    clause=clause.id,
                    limit="".join(limit.text.split()).lstrip("，,"),
                    place=limit,
                )


def _has(account: Account, figure: Figure) -> bool:
    """Whether the rule has it all the same, or 口径 says why not."""
    stated = [value for made in (*account.stated, *account.lent) for value in (made.value, *made.otherwise)]
    return figure.is_same(stated) or figure.is_same(account.read)


def _behind(policy: Policy, place: Span) -> tuple[Figure, Span] | None:
    """The limit right behind some words of the document, up to its number."""
    if not _GIVES.search(squeeze(place.text).text):
        return None
    paragraph = next(
        (
            each.span
            for each in policy.document.paragraphs
            if each.span.start <= place.start and place.end <= each.span.end and each.span.source is place.source
        ),
        None,
    )
    if paragraph is None:
        return None
    squeezed = squeeze(place.source.read.text, place.end, min(paragraph.end, place.end + _REACH))
    tail = re.match("，?[^，。；：、（）”]{0,24}", squeezed.text)
    found = figures(tail[0]) if tail else []
    if not found:
        return None
    roles = roles_in(tail[0] if tail else "", found)[0]
    if not roles or not roles <= _LIMITS or not (found[0].is_money or found[0].is_ratio):
        return None
    return found[0], squeezed.span(place.source, 0, found[0].end)


# What ends in what is given: 给予补助, 奖励10万元, 投资额的5%.
_GIVES = re.compile("(?:奖励|奖补|补助|补贴|资助|支持|贴息|返还|减免|优惠|配套|[0-9]%|元|的标准|发放)(?:）|”)?$")
