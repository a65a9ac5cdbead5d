"""公平竞争审查: an award for buying what is made or served here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..analysis.fair_competition import first_of_each, first_that, words_for_here
from ..report.errors.fair_competition import FairCompetition
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_BUY = "(?:购买|采购|订购|选购|选用|使用|租用|租赁|委托|聘请)"
# A house is where it is.
_HOUSE = "(?![^，。；]{0,12}(?:厂房|用房|商铺|办公|场地|房屋|住房|商品房|土地))"
_CHANNEL = re.compile("账户|帐户|开户|社保卡|社会保障卡|一卡通|市民卡|银行卡|存折|代发")
_GOODS = "(?:产品|商品|服务|设备|装备|软件|材料|农产品|企业|机构|单位|载体|平台|供应商|生产的|制造的|品牌|本地造)"


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
        "对照《公平竞争审查条例》第八条第三项、第九条第一项和第四项",
        "see articles 8(3), 9(1) and 9(4) of the regulation on fair competition review",
    )
    question: ClassVar[tuple[str, str]] = (
        "买外地同类的为什么不给",
        "why not for the same from elsewhere",
    )


@looks_at("text")
def local_goods(policy: Policy) -> Iterator[LocalGoods]:
    here = words_for_here(policy.title)
    bought = re.compile(
        f"向{here}[^，。；]{{0,15}}?{_BUY}[^，。；]{{0,25}}?(?={_GOODS}|[，。；]|$){_GOODS}?"
        f"|{_BUY}{here}{_HOUSE}[^，。；]{{0,12}}?{_GOODS}"
    )
    for span, passage in first_of_each(policy, lambda text: first_that(bought, text, _is_bought)):
        yield LocalGoods(span=span, passage=passage)


def _is_bought(found: re.Match[str]) -> bool:
    """Whether it is not only how the money comes: an account, a card."""
    return not _CHANNEL.search(found[0] + found.string[found.end() : found.end() + 12])
