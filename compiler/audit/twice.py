"""Clauses of several policies that pay for one matter.

In: the policies of an audit.  Out: pairs of their clauses, of which one is paid.  What pays on top of another policy (配套) is
none; what neither policy says anything of is told by ``check``, and is paid twice all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ..across.paid_twice import adds_up
from ..across.side_by_side import PAID, side_by_side
from ..model.policy import Policy


@dataclass(frozen=True, slots=True)
class Twins:
    """Two clauses by their places among those of all policies, the earlier policy first; when both are in force, in words."""

    one: int
    other: int
    together: str


def twins_of(policies: Sequence[Policy]) -> tuple[Twins, ...]:
    """All pairs, in the order of the policies."""
    places = {
        (id(policy), clause): place
        for place, (policy, clause) in enumerate((policy, clause) for policy in policies for clause in policy.clauses)
    }
    found: list[Twins] = []
    for first, second in combinations(policies, 2):
        pair = side_by_side(first, second)
        for old, new in pair.same_matters:
            together = pair.in_force_together(old, new)
            if new.form in PAID and together and not adds_up(old) and not adds_up(new):
                found.append(Twins(places[id(pair.old), old.id], places[id(pair.new), new.id], together))
    return tuple(found)
