"""承诺：甲增加的，应得不减少: with everything else the same, more of one fact never pays less (or never more)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.clause import Monotone
from ..report.diagnostic import Text
from .differences import Apart
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def monotone(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, Monotone):
            way = _Falls(1 if promise.meant.rises else -1)
            yield Obligation(
                clause=clause,
                kind="monotone",
                words=Text(f"承诺：{promise.text}", f"promised: {promise.text}"),
                applicants=(
                    applicant(policy, clause),
                    applicant(policy, clause, Apart(fact=promise.meant.fact, least=0)),
                ),
                broken=way.formula,
                seen=way.seen,
                span=promise.span,
            )


class _Falls:
    """The second claim, which has more of the fact, is paid less (``sign`` 1) or more (-1)."""

    def __init__(self, sign: int) -> None:
        self.sign = sign

    def formula(self, claims: Sequence[Claim]) -> Formula:
        first, second = claims
        paid = [(self.sign * times, payment) for times, payment in first.total]
        paid += [(-self.sign * times, payment) for times, payment in second.total]
        return first.world.above(tuple(paid), first.world.constant(0), aligned=True)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        first, second = claims
        return self.sign * (first.total - second.total) > 0
