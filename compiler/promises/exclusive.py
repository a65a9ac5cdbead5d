"""承诺：本条与规则2.1不同时享受: nobody is paid by two of the rules (of 资格: qualifies by two)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from ..model.promise import Exclusive
from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation, Replayed, Settled
from .of_clause import together
from .settled import same_matters
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

_SETTLED = Text(
    "【政策】写明是同一事项，就高享受其中一项", "【政策】 says that they are the same matter: the better one is paid"
)


def exclusive(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    """Each two of the rules."""
    for promise in clause.promises:
        if not isinstance(promise.meant, Exclusive):
            continue
        names = [name for name in promise.meant.clauses if name in policy.clauses]
        for pair in combinations(names, 2):
            rules = [clause if name == clause.id else policy.clauses[name] for name in pair]
            about = "、".join(f"规则{name}" for name in pair) if len(names) > 2 else ""
            settled = Settled("proved", _SETTLED) if same_matters(policy, pair) else None
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="exclusive",
                    words=words_of(promise, about),
                    applicants=together(policy, rules),
                    broken=_broken,
                    seen=lambda claims: all(map(_is_paid, claims)),
                    settled=settled,
                    span=promise.span,
                ),
            )


def _broken(claims: Sequence[Claim]) -> Formula:
    return claims[0].world.every(*map(_paid, claims))


def _paid(claim: Claim) -> Formula:
    if claim.clause.amount is None:
        return claim.held
    return claim.world.every(claim.held, claim.above(claim.world.constant(0), aligned=True))


def _is_paid(claim: Replayed) -> bool:
    return claim.eligible and (claim.clause.amount is None or claim.total > 0)
