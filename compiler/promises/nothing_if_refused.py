"""条件不符合的，应得为零: by the way in which every target calculates, the amount is asked for only where all hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..diagnostic import Text
from .obligation import Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model import Clause
    from ..pipeline import Policy
    from ..proofs.algebra import Claim


def nothing_if_refused(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    if clause.amount is None or not clause.conditions:
        return
    yield Obligation(
        clause=clause,
        kind="nothing-if-refused",
        words=Text("条件不符合的，应得为零", "nothing is paid where a condition fails"),
        applicants=(applicant(policy, clause),),
        broken=_broken,
        seen=_seen,
        span=clause.span,
    )


def _broken(claims: Sequence[Claim]) -> Formula:
    (claim,) = claims
    world = claim.world
    below = tuple((-times, payment) for times, payment in claim.total)
    paid = (world.above(total, world.constant(0), aligned=True) for total in (claim.total, below))
    return world.every(world.no(claim.held), world.some(*paid))


def _seen(claims: Sequence[Replayed]) -> bool:
    (claim,) = claims
    return claim.result is not None and not claim.result.eligible and any(claim.parts)
