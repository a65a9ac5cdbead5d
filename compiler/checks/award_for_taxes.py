"""公平竞争审查: an award tied to taxes paid or to what the place has of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import first_of_each, first_that
from ..report.errors.fair_competition import FairCompetition
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_TAXES = re.compile(
    "(?:地方|本地|区级|县级|市级|财政)?(?:综合|经济|财政|财力|税收|地方)贡献(?:度|额|值|率|部分)?"
    "|财政的贡献|(?<!应)(?<!抵减前的应)纳税(?:总额|额|(?=[0-9]|达|超))|(?:入库|亩均|实缴|上缴)税(?:收|款|费|额)?"
    "|税收(?:总额|额)?(?=[0-9]|达|超)|地方留[成存](?:部分)?|地方财力|税收返还|先征后返|即征即退|列收列支"
    "|(?:实际)?(?:缴纳|上缴|入库)的?(?:各项)?(?:税收|税款|税费|增值税|企业所得税|个人所得税)"
    "|(?:增值税|企业所得税|个人所得税|房产税|土地使用税|印花税)的?(?:(?!税负)[^，。；0-9]){0,8}[0-9.]+%(?=[^，。；]{0,8}(?:奖励|补助|补贴|返还|扶持))"
)
# 免予缴纳个人所得税, 依法缴纳税款: no award depends on it.
_BY_LAW = re.compile(
    "(?:免[予于]?|不予?|暂免|免除|无需|无须|依法|按规定|自行|照章|如实|代扣|应当?|需|须)(?:征收|计征|征|申报)?$"
)
# 缴纳企业所得税确有困难的; what a person bears of 个人所得税 is measured by 税负.
_BORNE = re.compile("由[^，。；]{1,12}(?:承担|缴纳|负担)|自理|自负|代扣|[^，。；]{0,4}困难")
# The award itself, not a tax that is lowered by law.
_AWARD = re.compile(
    "奖励|奖补|补助|补贴|资助|扶持|奖(?=[0-9])|税收返还|先征后返|即征即退|列收列支|安排[^，。；]{0,6}名"
)


class AwardForTaxes(FairCompetition):
    """给钱多少、给不给，看纳税额或地方贡献。

    错误示例：`按企业地方贡献的50%给予奖励。`
    正确示例：`按企业研发费用的5%给予奖励。`
    理由：与缴税、地方贡献挂钩的奖补，容易成为变相的税收返还；审查时要看依据和目的。
    """

    code: ClassVar[str] = "T0448"
    concern: ClassVar[tuple[str, str]] = (
        "奖补与纳税或地方贡献挂钩",
        "what is given depends on taxes or on what the place has of them",
    )
    provision: ClassVar[tuple[str, str]] = (
        "对照《公平竞争审查条例》第十条第一项和第二项，实施办法第十九条",
        "see articles 10(1) and 10(2) of the regulation on fair competition review and article 19 of its measures",
    )
    question: ClassVar[tuple[str, str]] = (
        "为什么看缴了多少税，能不能改看研发、投资、就业",
        "why taxes, and could it be research, equipment or jobs",
    )


@looks_at("text")
def award_for_taxes(policy: Policy) -> Iterator[AwardForTaxes]:
    """契税 is paid by those who buy a home, who are no operators."""
    for span, passage in first_of_each(policy, _awarded):
        yield AwardForTaxes(span=span, passage=passage)


def _awarded(text: str) -> re.Match[str] | None:
    if not _AWARD.search(text) or "契税" in text:
        return None
    return first_that(
        _TAXES, text, lambda found: not _BY_LAW.search(text[: found.start()]) and not _BORNE.match(text, found.end())
    )
