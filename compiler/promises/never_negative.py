"""应得不为负: no amount, and no part of one, is below zero, after rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def never_negative(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """Not for 核算 of facts that may themselves be negative: such a balance may well be."""
    if clause.amount is None or (clause.form == "核算" and any(fact.reading.negative for fact in clause.facts)):
        return
    yield Obligation(
        clause=clause,
        kind="never-negative",
        words=Text("应得不为负", "the result is never negative"),
        applicants=(applicant(policy, clause),),
        broken=_broken,
        seen=lambda claims: any(part < 0 for part in claims[0].parts),
        span=clause.span,
    )


def _broken(claims: Sequence[Claim]) -> Formula:
    world = claims[0].world
    below = (
        world.above(tuple((-times, payment) for times, payment in part), world.constant(0), aligned=True)
        for part in claims[0].parts
    )
    return world.some(*below)
