"""公平竞争审查: an award tied to a named operator, or to a list of operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import first_of_each
from ..report.errors.fair_competition import FairCompetition
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# A name of its own before the kind of company; 变更为股份有限公司 has none.
_COMPANY = re.compile(
    "(?:(?<=[，。；、：（“对向由给予与和为])|^)"
    "[^，。；、：（）“”对向由给予与和为的在有]{4,20}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司)"
)
_GROUP = re.compile(
    "(?<=[对由给予向])(?!企业|跨国|大型|产业|上市)[^，。；、：（）“”对向由给予与和为的在有]{2,10}集团(?!企业|军|化)"
)
# Operators that everybody knows by a short name.
_BRAND = re.compile(
    "(?:阿里巴巴|阿里云|淘宝|天猫|支付宝|钉钉|腾讯|企业微信|(?<![精中京才])华为|京东|拼多多|美团|饿了么|抖音|快手|字节跳动|(?<![0-9一几])百度|网易|"
    "科大讯飞|(?<![应使采利])用友|金蝶|中国移动|中国电信|中国联通|中国铁塔|国家电网|南方电网|顺丰|携程|亚马逊|微软)"
    "[^，。；、：（）“”的]{0,8}"
)
_LIST = re.compile("(?:名录库|企业库|培育库|种子库|白名单|库内企业|入库企业|链主企业)")
_MONEY = re.compile("[0-9]")


class NamedOperator(FairCompetition):
    """给钱的话点了经营者的名，或者只给名单里的企业。

    错误示例：`对浙江某某科技有限公司，每年补助200万元。`
    正确示例：`对年研发费用2000万元以上的企业，每年补助200万元。`
    理由：受益的是点名的一家或名单里的几家的，审查时要看有没有依据、入选条件是否公开、明确、合理；公平合理、客观明确、人人够得着的条件不在此列。
    """

    code: ClassVar[str] = "T0445"
    concern: ClassVar[tuple[str, str]] = (
        "受益的是点名的经营者或名单里的企业",
        "what is given goes to operators that are named or listed",
    )
    provision: ClassVar[tuple[str, str]] = (
        "对照《公平竞争审查条例》第十条第二项，实施办法第十九条",
        "see article 10(2) of the regulation on fair competition review and article 19 of its measures",
    )
    question: ClassVar[tuple[str, str]] = (
        "为什么是这些企业，名单怎样产生",
        "why these operators, how is the list made",
    )


@looks_at("text")
def named_operator(policy: Policy) -> Iterator[NamedOperator]:
    for span, passage in first_of_each(policy, _named):
        yield NamedOperator(span=span, passage=passage)


def _named(text: str) -> re.Match[str] | None:
    found = _COMPANY.search(text) or _GROUP.search(text) or _BRAND.search(text)
    return _LIST.search(text) if found is None and _MONEY.search(text) else found
