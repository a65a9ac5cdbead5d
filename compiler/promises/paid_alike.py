"""Whether two claims by one rule are paid alike: each amount of the result; of 资格, whether all conditions hold."""

from __future__ import annotations

from .obligation import Claim, Formula, Replayed


def differ(one: Claim, other: Claim) -> Formula:
    """That they are not paid alike."""
    world = one.world
    if one.clause.amount is None:
        return world.some(world.every(one.held, world.no(other.held)), world.every(other.held, world.no(one.held)))
    found = []
    for mine, theirs in zip(one.parts, other.parts, strict=True):
        for sign in (1, -1):
            paid = tuple((sign * times, payment) for times, payment in mine)
            paid += tuple((-sign * times, payment) for times, payment in theirs)
            found.append(world.above(paid, world.constant(0), aligned=True))
    return world.some(*found)


def are_seen_to_differ(one: Replayed, other: Replayed) -> bool:
    if one.result is None or other.result is None:
        return False
    return one.parts != other.parts
