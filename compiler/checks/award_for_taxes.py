"""公平竞争审查: an award tied to taxes paid or to what the place has of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import paying_sentences
from ..report.errors.fair_competition import FairCompetition

if TYPE_CHECKING:
    from ..model.policy import Policy

_TAXES = re.compile(
    "(?:地方|本地|区级|县级|市级|财政)?(?:综合|经济|财政|财力|税收|地方)贡献(?:度|额|值|率|部分)?"
    "|(?<!应)(?<!抵减前的应)纳税(?:总额|额|(?=[0-9]|达|超))|(?:入库|亩均|实缴|上缴)税(?:收|款|费|额)?"
    "|税收(?:总额|额)?(?=[0-9]|达到|超过)|地方留[成存](?:部分)?|地方财力|税收返还|先征后返|即征即退|列收列支"
    "|(?:实际)?(?:缴纳|上缴|入库)的?(?:各项)?(?:税收|税款|税费|增值税|企业所得税|个人所得税)"
    "|(?:增值税|企业所得税|个人所得税|房产税|土地使用税|印花税)的?[^，。；0-9]{0,8}[0-9.]+%(?=[^，。；]{0,8}(?:奖励|补助|补贴|返还|扶持))"
)
# The award itself, not a tax that is lowered by law.
_AWARD = re.compile(
    "奖励|奖补|补助|补贴|资助|扶持|奖(?=[0-9])|税收返还|先征后返|即征即退|列收列支|安排[^，。；]{0,6}名"
)


@dataclass(frozen=True, kw_only=True)
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
        "对照《公平竞争审查条例》第十条第一项、第二项（税收优惠，选择性、差异化的奖补要有依据）和实施办法第十九条（以在本地纳税等为条件给奖补，"
        "变相返还）",
        "see articles 10(1) and 10(2) of the regulation on fair competition review and article 19 of its measures: tax "
        "favours, and awards on condition of paying taxes here",
    )
    question: ClassVar[tuple[str, str]] = (
        "为什么看缴了多少税，能不能改用与政策目的有关的指标（如研发费用、设备投资、新增就业）",
        "why taxes, and could it depend on what the policy is for (research, equipment, jobs)",
    )


def award_for_taxes(policy: Policy) -> Iterator[AwardForTaxes]:
    """契税 is paid by those who buy a home, who are no operators."""
    for sentence in paying_sentences(policy):
        found = _TAXES.search(sentence.text)
        if found and _AWARD.search(sentence.text) and "契税" not in sentence.text:
            yield AwardForTaxes(span=sentence.span(found), passage=found[0])
