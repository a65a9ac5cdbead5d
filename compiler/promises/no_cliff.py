"""承诺：没有断崖: the smallest more of a fact makes no jump.

One 分 more of an amount of money changes what is paid by one 分 at most (or by one step of the rounding, where that is
more), up or down; one unit more of any other number (亩, 家, 人) never pays less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.clause import Clause, Fact, NoCliff
from ..model.quantity import MONEY
from ..model.shape import amount_of
from ..model.types import NumberType
from ..report.diagnostic import Text
from .differences import Apart
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.policy import Policy


def no_cliff(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if not isinstance(promise.meant, NoCliff):
            continue
        for fact in clause.facts:
            if isinstance(fact.type, NumberType):
                jumps, one_more = _Jumps(clause, fact), Apart(fact=fact.name, least=1, most=1)
                yield Obligation(
                    clause=clause,
                    kind="no-cliff",
                    words=Text(f"承诺：{promise.text}（{fact.name}）", f"promised: {promise.text} ({fact.name})"),
                    applicants=(applicant(policy, clause), applicant(policy, clause, one_more)),
                    broken=jumps.formula,
                    seen=jumps.seen,
                    span=promise.span,
                )


class _Jumps:
    """The second claim, which has one smallest unit more of the fact, is paid less or far more."""

    def __init__(self, clause: Clause, fact: Fact) -> None:
        step = amount_of(clause).step
        self.is_smooth = fact.type == MONEY and clause.unit == "元"
        self.most = max(step, fact.scale) if self.is_smooth else Fraction(0)
        self.aligned = (self.most / step).denominator == 1

    def formula(self, claims: Sequence[Claim]) -> Formula:
        first, second = claims
        world = first.world
        less = world.constant(-self.most)

        def beyond(one: Claim, other: Claim) -> Formula:
            paid = (*one.total, *((-times, payment) for times, payment in other.total))
            return world.above(paid, less, aligned=self.aligned)

        falls = beyond(first, second)
        return world.some(falls, beyond(second, first)) if self.is_smooth else falls

    def seen(self, claims: Sequence[Replayed]) -> bool:
        fall = claims[0].total - claims[1].total
        return (abs(fall) if self.is_smooth else fall) > self.most
