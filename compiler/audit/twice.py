"""Clauses of several policies that pay for one matter, and who was paid by both.

In: the policies of an audit, what was paid, what was found of it.  Out: pairs of clauses of which one is paid; payments that
are too much, and findings that are none.  What pays on top of another policy (配套) is
none; what neither policy says anything of is told by ``check``, and is paid twice all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..across.paid_twice import adds_up
from ..across.side_by_side import PAID, side_by_side
from ..model.policy import Policy
from .finding import Finding
from .payments import Payments


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


@dataclass(frozen=True, slots=True)
class Twice:
    """``key`` was paid by clause ``less``, in 分 ``paid``, while ``more`` had ``other`` for the same matter; ``at`` is the place of
    what was found of it already (-1 for nothing)."""

    key: str
    less: int
    more: int
    paid: int
    other: int
    together: str
    at: int


# What should not have been paid at all is told as that.
_OUGHT_NOT = ("不符合条件", "超期", "无申报", "重复享受")


def paid_by_both(
    payments: Payments, twins: Sequence[Twins], findings: Sequence[Finding], made: Mapping[tuple[str, int], int]
) -> tuple[list[Twice], list[int]]:
    """What was paid twice; and the places of findings, due and not paid, whose matter the other policy has paid.  ``made``: the
    key and the clause of each finding → its place."""
    sums: dict[tuple[str, int], int] = {}
    wanted = sorted({place for pair in twins for place in (pair.one, pair.other)})
    for at in np.flatnonzero(np.isin(payments.codes % max(payments.clauses, 1), wanted)).tolist():
        code, place = divmod(int(payments.codes[at]), payments.clauses)
        sums[payments.keys[code].as_py(), place] = int(payments.sums[at])
    twice: list[Twice] = []
    met: list[int] = []
    for pair in twins:
        for key in sorted({key for key, place in sums if place in (pair.one, pair.other)}):
            one, other = sums.get((key, pair.one), 0), sums.get((key, pair.other), 0)
            if one > 0 and other > 0:
                # The lesser is the one that is too much; of equal ones that of the later policy.
                less, more = (pair.one, pair.other) if one < other else (pair.other, pair.one)
                at, rest = made.get((key, less), -1), made.get((key, more), -1)
                if any(place >= 0 and findings[place].kind in _OUGHT_NOT for place in (at, rest)):
                    continue
                twice.append(Twice(key, less, more, min(one, other), max(one, other), pair.together, at))
                continue
            for unpaid, taken in ((pair.one, other), (pair.other, one)):
                at = made.get((key, unpaid), -1)
                if at >= 0 and findings[at].kind == "应付未付" and taken >= findings[at].due:
                    met.append(at)
    return twice, met
