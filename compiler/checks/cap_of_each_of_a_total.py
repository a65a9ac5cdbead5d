"""A cap for each of what is counted limits a total of them: whether one may make up for another is said, or asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from tiaowen.runtime.units import unit_decimals

from ..analysis.places import walk
from ..model.clause import Clause
from ..model.expr import FactRef, Literal, Product, anatomy_of, facts_of
from ..model.quantity import MONEY
from ..model.types import NumberType
from ..model.unit_words import HOW_OFTEN
from ..reading.syntax import Word
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at
from .step_of_a_price import is_price

if TYPE_CHECKING:
    from ..model.policy import Policy


class CapOfEachOfATotal(Plain):
    """每台各有封顶，而填的钱是几台合计的。

    错误示例：`填报：售价：金额；台数：台。补贴：售价的20%，每台最高3万元。`
    正确示例：`填报：售价：每台金额。补贴（逐台）：售价的20%，封顶3万元。`
    理由：两台各10万元、40万元，逐台算得2万元、3万元，共5万元；合起来算，20%是10万元，不超过两台的6万元，得6万元。
    """

    code: ClassVar[str] = "T0459"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    total: str
    count: str
    unit: str
    limit: str

    def texts(self) -> Texts:
        each = f"每{self.unit}"
        mean = f"写「{self.unit}均最高{self.limit}」，或" if self.unit in "人户" else ""
        return (
            (
                f"规则 {self.clause} 的「{each}最高{self.limit}」，管的是几{self.unit}合计的{self.total}",
                f"clause {self.clause}: 最高{self.limit} for each {self.unit} limits {self.total}, a total of several",
            ),
            (
                f"现在是合计不超过{self.count}乘以{self.limit}：一{self.unit}超过的，可以由没有到{self.limit}的另一{self.unit}补上",
                f"the total is within {self.count} × {self.limit}, so that one may go beyond it where another stays below",
            ),
            (
                f"{each}各自封顶的，填报写「{self.total}：{each}金额」，栏目写「……（逐{self.unit}）：」；"
                f"按合计封顶的，{mean}在「口径」里写明按合计封顶",
                f"of each by itself, declare {self.total}：{each}金额 and head it …（逐{self.unit}）：; "
                f"of the total, say so under 口径 (按合计封顶)",
            ),
        )


@looks_at("rule")
def cap_of_each_of_a_total(policy: Policy) -> Iterator[CapOfEachOfATotal]:
    for clause in policy.clauses.values():
        if any("合计" in words or "平均" in words for _, words in clause.told):
            continue
        found = {count.name: (count, price, total) for count, price, total in _capped(clause)}
        for word, unit in _caps_of_each(policy, clause):
            for count, price, total in found.values():
                if isinstance(count.type, NumberType) and count.type.shown == unit[:1]:
                    yield CapOfEachOfATotal(
                        span=word.span,
                        clause=clause.id,
                        total=total.name,
                        count=count.name,
                        unit=unit[:1],
                        limit=price.text.rsplit("每" + unit, 1)[-1].removesuffix("/" + unit),
                    )


def _capped(clause: Clause) -> Iterator[tuple[FactRef, Literal, FactRef]]:
    """What is counted, the most for each, and the one fact of money whose share is limited so."""
    for limit in (limit for place in walk(clause) for limit in anatomy_of(place.expr).limits):
        if limit.word != "封顶" or not isinstance(limit.limit, Product):
            continue
        count, price = limit.limit.left, limit.limit.right
        if not isinstance(count, FactRef) or not isinstance(price, Literal) or not is_price(price):
            continue
        facts = set(facts_of(limit.amount))
        money = [fact for fact in facts if fact.type == MONEY]
        if count not in facts and len(money) == 1 and _is_of_things(count):
            yield count, price, money[0]


def _is_of_things(count: FactRef) -> bool:
    """Whether what is counted are things of their own, rather than months, or as much of one thing as there is (亩)."""
    unit = count.type.unit if isinstance(count.type, NumberType) else None
    return unit is not None and not unit_decimals(unit) and unit.text not in HOW_OFTEN


def _caps_of_each(policy: Policy, clause: Clause) -> Iterator[tuple[Word, str]]:
    """The words 台 of 每台最高3万元 and 3万元/台 of 最高3万元/台, with the unit 台."""
    for section in policy.read[clause.id].sections:
        for sentence in section.sentences:
            for before, word, behind in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
                if (before.terminal, word.terminal, behind.terminal) == ("EACH", "ITEM", "CAP"):
                    yield word, word.text
            for before, word in zip(sentence.tokens, sentence.tokens[1:], strict=False):
                if (before.terminal, word.terminal) == ("CAP", "QUANTITY") and "/" in word.text:
                    yield word, word.text.rpartition("/")[2]
