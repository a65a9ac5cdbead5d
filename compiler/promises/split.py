"""承诺：某项分两次申报不多得: what a fact is, claimed in parts, gives together no more than claimed at once; all other facts
are the same in each claim.  Of what is paid in (交纳) that is: no less.  What only the rounding of each claim adds is
nothing gained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.promise import Split
from ..model.shape import amount_of
from ..report.diagnostic import Text
from .differences import Part
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def split(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if not isinstance(promise.meant, Split):
            continue
        meant, gains = promise.meant, _Gains(clause, promise.meant)
        parts = (
            applicant(
                policy,
                clause,
                *(Part(fact=name, at=at, of=meant.times) for name in meant.facts),
                called=Text(f"分开申报，第{at}次", f"in parts, claim {at}"),
            )
            for at in range(1, meant.times + 1)
        )
        yield in_case(
            promise,
            Obligation(
                clause=clause,
                kind="split",
                words=words_of(promise),
                applicants=(applicant(policy, clause), *parts),
                broken=gains.formula,
                seen=gains.seen,
                span=promise.span,
            ),
        )


class _Gains:
    """The parts together are paid more than the whole (``sign`` 1), or less (-1), and not only by their rounding."""

    def __init__(self, clause: Clause, meant: Split) -> None:
        self.sign = -1 if meant.less else 1
        of = amount_of(clause)
        # Each of n claims is rounded, and the whole: what that can add at most, in steps.
        steps = {"half_up": meant.times // 2, "down": 0, "up": meant.times - 1}
        opposite = {"half_up": meant.times // 2, "down": meant.times - 1, "up": 0}
        self.most = (opposite if meant.less else steps)[of.mode] * of.step

    def formula(self, claims: Sequence[Claim]) -> Formula:
        whole, *parts = claims
        paid = [(self.sign * times, payment) for part in parts for times, payment in part.total]
        paid += [(-self.sign * times, payment) for times, payment in whole.total]
        return whole.world.above(tuple(paid), whole.world.constant(-self.most), aligned=True)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        whole, *parts = claims
        if any(each.undefined for each in claims):
            return False
        return self.sign * (sum((part.total for part in parts), Fraction(0)) - whole.total) > self.most
