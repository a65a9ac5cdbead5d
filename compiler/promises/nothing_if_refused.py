"""条件不符合的，应得为零: by the way in which every target calculates, the amount is asked for only where all hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def nothing_if_refused(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    if clause.amount is None or not clause.conditions:
        return
    yield Obligation(
        clause=clause,
        kind="nothing-if-refused",
        words=Text("条件不符合的，应得为零", "nothing is paid where a condition fails"),
        applicants=(applicant(policy, clause),),
        broken=_broken,
        seen=lambda claims: _is_seen(clause, claims[0]),
        span=clause.span,
    )


def _broken(claims: Sequence[Claim]) -> Formula:
    (claim,) = claims
    world = claim.world
    below = tuple((-times, payment) for times, payment in claim.total)
    paid = (world.above(total, world.constant(0), aligned=True) for total in (claim.total, below))
    return world.every(world.no(claim.held), world.some(*paid))


def _is_seen(clause: Clause, claim: Replayed) -> bool:
    """核算 is worked out whatever the date, so being late is not being refused."""
    held = all(claim.evaluation.truth(made.condition) for made in clause.conditions)
    late = clause.form != "核算" and claim.result is not None and not claim.result.eligible
    return (late or not held) and any(claim.parts)
