"""A price that is higher above a number is that of all, or of what is above: that is said, or asked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.in_words import shown
from ..analysis.places import literals_in, place_of
from ..analysis.tiers import interval_of, lists_everywhere, tests_in
from ..meaning.wording import plain_words
from ..model.expr import Addition, Branch, Expr, Literal, Product
from ..model.types import NumberType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at
from .step_of_a_price import is_price

if TYPE_CHECKING:
    from ..model.policy import Policy


class PriceOfAll(Plain):
    """数量超过若干的加价，是全部数量都加，还是只加超过的部分，没有说。

    错误示例：`填报：用气量：立方米。交纳：用气量，每立方米3元，超过300立方米的，上浮20%。`
    正确示例：`交纳：用气量300立方米以下的部分，每立方米3元；超过300立方米的部分，每立方米3.6元。`，或各写一种情形：`用气量300立方米以下的，用气量，每立方米3元；其余的，用气量，每立方米3.6元。`
    理由：用400立方米的，照错误示例全部加价，交1440元；只加超过的100立方米，交1260元。
    """

    code: ClassVar[str] = "T0455"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    subject: str
    number: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：{self.subject}超过{self.number}的，没有说全部加价，还是只加超过的部分",
                f"clause {self.clause}: above {self.subject} {self.number}, it is not said whether all of it costs more",
            ),
            (
                "现在全部数量都加价，跨过门槛一下子多出一截；阶梯价多半只加超过的部分",
                "all of it does now, which leaps at the number; in tiers of prices only what is above mostly does",
            ),
            (
                f"只加超过部分的，写「{self.subject}{self.number}以下的部分，每……元；超过{self.number}的部分，每……元」；"
                f"全部加价的，各写一种情形「{self.subject}{self.number}以下的，{self.subject}，每……元；其余的，{self.subject}，每……元」",
                f"write {self.subject}{self.number}以下的部分，每…元；超过{self.number}的部分，每…元; or, of all of it, "
                f"{self.subject}{self.number}以下的，{self.subject}，每…元；其余的，{self.subject}，每…元",
            ),
        )


@looks_at("rule")
def price_of_all(policy: Policy) -> Iterator[PriceOfAll]:
    for clause in policy.clauses.values():
        for listed in lists_everywhere(clause):
            *cases, last = listed.cases.branches
            for branch in cases if listed.cases.is_step else ():
                found = next(_thresholds(branch), None)
                if found and _is_priced(last.amount, found[0]) and _is_more(branch.amount, last.amount, found[0]):
                    subject, low = found
                    yield PriceOfAll(
                        span=place_of(clause, branch.text, branch.condition),
                        clause=clause.id,
                        subject=plain_words(subject),
                        number=shown(clause, subject, low),
                    )


def _thresholds(branch: Branch) -> Iterator[tuple[Expr, Fraction]]:
    """The quantities that the case asks to be above a number, each with it."""
    for test in tests_in(branch.condition):
        found = interval_of(test)
        if found and found[1].low is not None and found[1].high is None and isinstance(found[0].type, NumberType):
            yield found[0], found[1].low


def _is_priced(amount: Expr, subject: Expr) -> bool:
    """Whether an amount is a quantity by a price, and no more."""
    match amount:
        case Product(left=left, right=Literal() as price):
            return left == subject and is_price(price)
    return False


def _is_more(amount: Expr, base: Expr, subject: Expr) -> bool:
    """Whether a case has the price of all of the quantity go up: by a share, or by a price more."""
    match amount:
        case Product(left=left, right=share):
            return left == base and any(number.type.is_ratio for number in literals_in(share))
        case Addition(parts=(before, more)):
            return before == base and _is_priced(more, subject)
    return False
