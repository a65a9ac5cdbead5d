"""Proofs: what a clause promises by itself, and what its drafter promises in words, for all facts in their ranges.

In: a policy that compiles.  Out: a ``Verdict`` for each promise: proved, refuted with a case that the interpreter has
confirmed, or not decided.  One promise is one file, listed in ``PROMISES``.  Only this package knows the solver, so it
is imported only where proofs are asked for; without the solver that raises ``ModuleNotFoundError``.

核定金额 is left out: an authority approves the amount or less, and nothing below zero.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ..diagnostic import Text
from ..model import Clause
from .limit import limit
from .monotone import monotone
from .never_negative import never_negative
from .no_cliff import no_cliff
from .no_overflow import no_overflow
from .nothing_if_refused import nothing_if_refused
from .obligation import Obligation, Verdict
from .solving import decide
from .well_defined import well_defined
from .within_cap import within_cap

if TYPE_CHECKING:
    from ..pipeline import Policy

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

# What one promise may take by default, and all of a policy, in seconds.
TIMEOUT_SECONDS = 3
TOTAL_SECONDS = 50

_LATE = Text("证明全部承诺的总时限已到", "the time for all promises together is up")


def obligations(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """What is to be proved of a clause, in order."""
    for promise in PROMISES:
        yield from promise(policy, clause)


def prove(
    policy: Policy, clauses: Iterable[Clause] | None = None, timeout: float = TIMEOUT_SECONDS
) -> Iterator[Verdict]:
    """The verdicts of the clauses (by default all), in order; each promise takes ``timeout`` seconds at most, and all
    of them ``TOTAL_SECONDS``."""
    deadline = time.monotonic() + max(TOTAL_SECONDS, timeout)
    for clause in policy.clauses.values() if clauses is None else clauses:
        for obligation in obligations(policy, clause):
            left = min(timeout, deadline - time.monotonic())
            if left > 0:
                yield decide(policy, obligation, left)
            else:
                yield Verdict(obligation=obligation, status="not decided", reason=_LATE)
