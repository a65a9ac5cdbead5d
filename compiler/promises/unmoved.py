"""承诺：应得与某项无关: whatever these facts are, all else the same, the result is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.promise import Unmoved
from ..model.types import CLAIM_DATE
from .differences import Apart
from .obligation import Applicant, Obligation
from .of_clause import applicant
from .paid_alike import are_seen_to_differ, differ
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def unmoved(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if not isinstance(promise.meant, Unmoved):
            continue
        others = [Apart(fact=name) for name in promise.meant.facts]
        claims: tuple[Applicant, ...] = (applicant(policy, clause), applicant(policy, clause, *others))
        if CLAIM_DATE in promise.meant.facts:
            # Another day is one on which a claim can be made: the first is on such a day, too.
            first = applicant(policy, clause, Apart(fact=CLAIM_DATE, least=0, most=0))
            claims = tuple(replace(each, dated=True) for each in (first, claims[1]))
        yield in_case(
            promise,
            Obligation(
                clause=clause,
                kind="unmoved",
                words=words_of(promise),
                applicants=claims,
                broken=lambda claims: differ(*claims),
                seen=lambda claims: are_seen_to_differ(*claims),
                span=promise.span,
            ),
        )
