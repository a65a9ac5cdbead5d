"""Proofs: whether what the clauses promise (``promises/``) holds for all facts in their ranges.

In: a policy that compiles.  Out: a ``Verdict`` for each promise: proved, refuted with a case that the interpreter has
confirmed, or not decided.  Only this package knows the solver, so it is imported only where proofs are asked for;
without the solver that raises ``ModuleNotFoundError``.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ..model.clause import Clause
from ..promises import obligations, obligations_of_policy
from ..report.diagnostic import Text
from .solving import decide
from .verdict import Verdict

if TYPE_CHECKING:
    from ..model.policy import Policy

# What one promise may take by default, and all of a policy, in seconds of processor time.
TIMEOUT_SECONDS = 3
TOTAL_SECONDS = 50

_LATE = Text("证明全部承诺的总时限已到", "the time for all promises together is up")


def prove(
    policy: Policy, clauses: Iterable[Clause] | None = None, timeout: float = TIMEOUT_SECONDS
) -> Iterator[Verdict]:
    """The verdicts of the clauses (by default all), in order; each promise takes ``timeout`` seconds at most, and all
    of them ``TOTAL_SECONDS``.  Without clauses named, what 【政策】 promises comes first."""
    deadline = time.process_time() + max(TOTAL_SECONDS, timeout)
    asked = chain(
        obligations_of_policy(policy) if clauses is None else (),
        *(obligations(policy, clause) for clause in (policy.clauses.values() if clauses is None else clauses)),
    )
    for obligation in asked:
        left = min(timeout, deadline - time.process_time())
        if left > 0 or obligation.settled is not None:
            yield decide(policy, obligation, left)
        else:
            yield Verdict(obligation=obligation, status="not decided", reason=_LATE)
