"""Promises: what a clause promises by itself, and what its drafter promises in words (承诺).

In: a policy that compiles.  Out: for each clause its ``Obligation``s, as data: what must be seen of results, and what a
solver has to refute.  ``proofs/`` asks whether one holds for all facts, ``properties/`` tries it on many; both show a
case against it as ``replay`` works it out and ``telling`` tells it.  One promise is one file, listed in ``PROMISES``.

核定金额 is left out: an authority approves the amount or less, and nothing below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.clause import Clause
from .alike import alike
from .exclusive import exclusive
from .limit import limit
from .limit_of_item import limit_of_item
from .limit_of_part import limit_of_part
from .limit_of_policy import limit_of_policy
from .monotone import monotone
from .never_negative import never_negative
from .no_cliff import no_cliff
from .no_overflow import no_overflow
from .nothing_if_refused import nothing_if_refused
from .obligation import Obligation
from .ordered import ordered
from .reached import reached
from .split import split
from .unmoved import unmoved
from .well_defined import well_defined
from .within_cap import within_cap

if TYPE_CHECKING:
    from ..model.policy import Policy

_IN_WORDS: tuple[Callable[[Policy, Clause], Iterable[Obligation]], ...] = (
    monotone,
    limit,
    limit_of_part,
    limit_of_item,
    limit_of_policy,
    no_cliff,
    alike,
    unmoved,
    split,
    reached,
    exclusive,
    ordered,
)
PROMISES: tuple[Callable[[Policy, Clause], Iterable[Obligation]], ...] = (
    never_negative,
    within_cap,
    nothing_if_refused,
    well_defined,
    no_overflow,
    *_IN_WORDS,
)


def obligations(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """What a clause promises, in order."""
    for promise in PROMISES:
        yield from promise(policy, clause)


def obligations_of_policy(policy: Policy) -> Iterator[Obligation]:
    """What 【政策】 promises of several clauses, or of all."""
    said = tuple(made for terms in policy.terms.values() for made in terms.promises)
    # It names its clauses; which of them says it makes no difference.
    for host in (*policy.clauses.values(),)[:1]:
        for promise in _IN_WORDS:
            yield from (replace(made, clause=None) for made in promise(policy, replace(host, promises=said)))
