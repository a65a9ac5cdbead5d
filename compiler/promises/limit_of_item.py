"""承诺：每笔应得不超过某数: what each item of a list comes to, before anything is done to their total, held against a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.promise import BoundedItem
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def limit_of_item(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, BoundedItem):
            beyond = _Beyond(promise.meant)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="limit-of-item",
                    words=words_of(promise),
                    applicants=(applicant(policy, clause),),
                    broken=beyond.formula,
                    seen=beyond.seen,
                    span=promise.span,
                ),
            )


class _Beyond:
    """The conditions hold, and not every item is within the limit."""

    def __init__(self, meant: BoundedItem) -> None:
        self.meant = meant

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        return claim.world.every(claim.held, claim.world.no(claim.truth_of(self.meant.within)))

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        return claim.eligible and not claim.evaluation.truth(self.meant.within)
