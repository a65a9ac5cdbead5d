"""Of two shares more (or less) that both apply it must be said whether one is taken of the other, or they add."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import place_of
from ..analysis.ranges import Ranges
from ..analysis.tiers import CaseList, case_words, lists_everywhere
from ..model.expr import Branch, Expr, Literal, Product, Truth, anatomy_of
from ..model.types import NumberType
from ..model.why import InTurn
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class StepsNotApart(Plain):
    """两种情形各上浮（下浮、打折）一次，都符合的是连乘还是相加，没有说。

    错误示例：`填报：绿色、民营：是否。补助：费用的10%，绿色的，上浮20%，民营的，上浮10%。`
    正确示例：`其中：上浮幅度：绿色的，20%；同时，民营的，10%。补助：费用的10%，上浮上浮幅度。`，或 `补助（依次）：费用的10%，绿色的，上浮20%，民营的，上浮10%。`
    理由：两样都是的，一步接一步做是上浮32%，两个幅度相加是上浮30%。
    """

    code: ClassVar[str] = "T0412"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    cases: tuple[str, str]
    heading: str

    def texts(self) -> Texts:
        one, two = self.cases
        return (
            (
                f"规则 {self.clause} 的「{one}」和「{two}」都符合的，没有说两个幅度连乘还是相加",
                f"clause {self.clause}: where “{one}” and “{two}” both hold, it is not said whether the two multiply or add",
            ),
            (
                "现在一步接一步做，后一个幅度按前一步以后的数算；原文看不出是不是这个意思",
                "one is taken after the other, the second of what the first has left, which nobody said",
            ),
            (
                f"一步接一步做的，栏目写「{self.heading}（依次）：」；幅度相加的，在「其中」里写「幅度：{one}的，……；同时，{two}的，……」再用它；"
                "只算一个的，写成各种情形",
                f"head it {self.heading}（依次）：; where they add, define their sum in 其中; where one counts, write cases",
            ),
        )


@looks_at("rule")
def steps_not_apart(policy: Policy) -> Iterator[StepsNotApart]:
    for clause in policy.clauses.values():
        inner: set[int] = set()
        for listed in lists_everywhere(clause):
            chain = list(_chain(listed))
            if id(listed.of) in inner or len(chain) < 2:
                continue
            inner.update(id(of) for of, _ in chain)
            if found := _both(chain, listed.ways):
                two, one = found
                yield StepsNotApart(
                    span=place_of(clause, two.text, two.condition, two.amount),
                    clause=clause.id,
                    cases=(case_words(one), case_words(two)),
                    heading=clause.heading,
                )


def _chain(listed: CaseList) -> Iterator[tuple[Expr, Branch]]:
    """The steps that multiply in a case, the last of them first: each acts on what the one before it gives."""
    expr: Expr = listed.of
    while (cases := anatomy_of(expr).cases) and cases.is_step and not isinstance(cases.why, InTurn):
        *stepped, last = cases.branches
        if not isinstance(last.condition, Truth) or not all(
            _is_multiple(branch.amount, last.amount) for branch in stepped
        ):
            return
        for branch in stepped:
            yield expr, branch
        expr = last.amount


def _is_multiple(amount: Expr, before: Expr) -> bool:
    if not isinstance(amount, Product) or amount.left != before or not isinstance(amount.right.type, NumberType):
        return False
    is_nothing = isinstance(amount.right, Literal) and amount.right.value == 0
    return amount.right.type.unit.is_dimensionless and not is_nothing


def _both(chain: list[tuple[Expr, Branch]], ways: tuple[Ranges, ...]) -> tuple[Branch, Branch] | None:
    """The first two of different steps that may hold together."""
    for (of, two), (other, one) in combinations(chain, 2):
        conditions = (one.condition, two.condition)
        if of is not other and any(not way.given(*conditions).is_impossible for way in ways):
            return two, one
    return None
