"""承诺：甲类与乙类同等: with one option and with another, all else the same, the result is the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.promise import Alike
from ..model.types import BOOLEAN
from .differences import Fixed
from .obligation import Obligation
from .of_clause import applicant
from .paid_alike import are_seen_to_differ, differ
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def alike(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """The first option beside each of the others."""
    for promise in clause.promises:
        if not isinstance(promise.meant, Alike):
            continue
        meant = promise.meant
        is_boolean = next(fact.type for fact in clause.facts if fact.name == meant.fact) == BOOLEAN
        first, *others = (Fixed(fact=meant.fact, value=bool(v) if is_boolean else v) for v in meant.values)
        for at, other in enumerate(others, 1):
            about = f"{meant.words[0]}、{meant.words[at]}" if len(others) > 1 else ""
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="alike",
                    words=words_of(promise, about),
                    applicants=(applicant(policy, clause, first), applicant(policy, clause, other)),
                    broken=lambda claims: differ(*claims),
                    seen=lambda claims: are_seen_to_differ(*claims),
                    span=promise.span,
                ),
            )
