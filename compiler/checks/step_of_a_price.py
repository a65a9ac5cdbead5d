"""Money that is added for some behind a price for each is added once, to the sum: that is said, or asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import literals_in, place_of
from ..analysis.tiers import case_words, lists_everywhere
from ..model.expr import Addition, Branch, Expr, Literal
from ..model.quantity import MONEY
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class StepOfAPrice(Plain):
    """单价后面某情形增加的钱，加在总数上，没有加在单价上。

    错误示例：`填报：面积：亩；绿色基地：是否。补助：面积，每亩300元，绿色基地的，增加50元。`
    正确示例：`补助：面积，绿色基地的，每亩350元，其余的，每亩300元。`，或 `补助：面积，每亩300元；同时，绿色基地的，50元。`
    理由：100亩的绿色基地，照错误示例得30050元；多半要的是每亩350元，得35000元。
    """

    code: ClassVar[str] = "T0454"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    case: str
    step: str
    price: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：「{self.case}」的{self.step}只加一次，没有加在单价{self.price}上",
                f"clause {self.clause}: the {self.step} of “{self.case}” is added once, not to the price of {self.price}",
            ),
            (
                "单价乘以数量以后已经是总数，后面的钱加在总数上",
                "the price has been multiplied by the quantity, and the money behind it is added to that",
            ),
            (
                f"提高单价的，写「数量，{self.case}的，每……元，其余的，每……元」；只加一笔的，另起一句「；同时，{self.case}的，{self.step}」",
                f"for a higher price write 数量，{self.case}的，每…元，其余的，每…元; for one sum more ；同时，{self.case}的，{self.step}",
            ),
        )


@looks_at("rule")
def step_of_a_price(policy: Policy) -> Iterator[StepOfAPrice]:
    for clause in policy.clauses.values():
        for listed in lists_everywhere(clause):
            *cases, last = listed.cases.branches
            if not listed.cases.is_step:
                continue
            for branch in cases:
                step = _added(branch, last.amount)
                price = next((of for of in literals_in(last.amount) if is_price(of)), None)
                # Beyond the price itself it is a sum of its own: 每人500元，规模以上的，再奖励10万元.
                if step and price and step.value <= price.value:
                    yield StepOfAPrice(
                        span=step.span or place_of(clause, branch.text, branch.condition),
                        clause=clause.id,
                        case=case_words(branch),
                        step=step.text,
                        price=price.text,
                    )


def is_price(of: Literal) -> bool:
    """Whether a number is money for each of something: 每亩300元."""
    powers = dict(of.type.unit.powers)
    return powers.get("元") == 1 and any(power < 0 for power in powers.values())


def _added(branch: Branch, base: Expr) -> Literal | None:
    """The sum of money that a case adds to the amount."""
    match branch.amount:
        case Addition(parts=(before, Literal(type=kind) as step)) if before == base and kind == MONEY:
            return step
    return None
