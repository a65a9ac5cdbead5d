"""公平竞争审查: an award for buying what is made or served here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import paying_sentences, words_for_here
from ..report.errors.fair_competition import FairCompetition

if TYPE_CHECKING:
    from ..model.policy import Policy

_BUY = "(?:购买|采购|订购|选购|选用|使用|租用|租赁|委托|聘请)"
# A house is where it is.
_HOUSE = "(?![^，。；]{0,12}(?:厂房|用房|商铺|办公|场地|房屋|住房|商品房|土地))"
_GOODS = "(?:产品|商品|服务|设备|装备|软件|材料|农产品|企业|机构|单位|载体|平台|供应商|生产的|制造的|品牌|本地造)"


@dataclass(frozen=True, kw_only=True)
class LocalGoods(FairCompetition):
    """给钱的条件是买本地的商品、服务。

    错误示例：`对企业购买本区创新载体的检测服务，按费用的50%补助。`
    正确示例：`对企业购买检测服务，按费用的50%补助。`
    理由：只有买本地的才给钱，外地的商品、服务就处在不利的地位；审查时要看能不能不限产地。
    """

    code: ClassVar[str] = "T0446"
    concern: ClassVar[tuple[str, str]] = (
        "买本地的商品、服务才给",
        "it is given for goods or services from here only",
    )
    provision: ClassVar[tuple[str, str]] = (
        "对照《公平竞争审查条例》第八条第三项（限定购买、使用特定经营者的商品或服务）和第九条第一项、第四项（限制外地商品进入，"
        "对外地商品设置歧视性补贴）",
        "see articles 8(3), 9(1) and 9(4) of the regulation on fair competition review: buying from particular operators, "
        "goods from elsewhere kept out or subsidized less",
    )
    question: ClassVar[tuple[str, str]] = (
        "买外地同类的商品、服务为什么不给，能不能改为不限产地、不限提供者",
        "why not for the same goods or services from elsewhere, can the limit be left out",
    )


def local_goods(policy: Policy) -> Iterator[LocalGoods]:
    here = words_for_here(policy.title)
    bought = re.compile(
        f"向{here}[^，。；]{{0,15}}?{_BUY}[^，。；]{{0,25}}?(?={_GOODS}|[，。；]|$){_GOODS}?"
        f"|{_BUY}{here}{_HOUSE}[^，。；]{{0,12}}?{_GOODS}"
    )
    for sentence in paying_sentences(policy):
        if found := bought.search(sentence.text):
            yield LocalGoods(span=sentence.span(found), passage=found[0])
