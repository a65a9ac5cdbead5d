"""Promises: what a clause promises by itself, and what its drafter promises in words (承诺).

In: a policy that compiles.  Out: for each clause its ``Obligation``s, as data: what must be seen of results, and what a
solver has to refute.  ``proofs/`` asks whether one holds for all facts, ``properties/`` tries it on many; both show a
case against it as ``replay`` works it out and ``telling`` tells it.  One promise is one file, listed in ``PROMISES``.

核定金额 is left out: an authority approves the amount or less, and nothing below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ..model.clause import Clause
from .limit import limit
from .monotone import monotone
from .never_negative import never_negative
from .no_cliff import no_cliff
from .no_overflow import no_overflow
from .nothing_if_refused import nothing_if_refused
from .obligation import Obligation
from .well_defined import well_defined
from .within_cap import within_cap

if TYPE_CHECKING:
    from ..model.policy import Policy

PROMISES: tuple[Callable[[Policy, Clause], Iterable[Obligation]], ...] = (
    never_negative,
    within_cap,
    nothing_if_refused,
    well_defined,
    no_overflow,
    monotone,
    limit,
    no_cliff,
)


def obligations(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """What a clause promises, in order."""
    for promise in PROMISES:
        yield from promise(policy, clause)
