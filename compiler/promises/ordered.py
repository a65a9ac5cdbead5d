"""承诺：规则5.2的应得不少于规则5.1: of one applicant, with the facts of one name the same; meant of those to whom the rule
that gives more is open.  Who is refused by the other gets nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.promise import Ordered
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import together
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def ordered(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if not isinstance(promise.meant, Ordered):
            continue
        meant = promise.meant
        if meant.more not in policy.clauses or meant.less not in policy.clauses:
            continue
        # The rule that promises comes first: its facts are those of the case.
        names = sorted((meant.more, meant.less), key=lambda name: name != clause.id)
        rules = [clause if name == clause.id else policy.clauses[name] for name in names]
        less = _Less(names.index(meant.more), meant.strict)
        yield in_case(
            promise,
            Obligation(
                clause=clause,
                kind="ordered",
                words=words_of(promise),
                applicants=together(policy, rules),
                broken=less.formula,
                seen=less.seen,
                premise=less.is_asked,
                span=promise.span,
            ),
        )


class _Less:
    """The claim at this place, of those two, holds and is paid less than the other (``strict``: or as much)."""

    def __init__(self, at: int, strict: bool) -> None:
        self.at, self.strict = at, strict

    def is_asked(self, claims: Sequence[Claim]) -> Formula:
        return claims[self.at].held

    def formula(self, claims: Sequence[Claim]) -> Formula:
        more, less = claims[self.at], claims[1 - self.at]
        paid = (*less.total, *((-times, payment) for times, payment in more.total))
        less_paid = more.world.above(paid, more.world.constant(0), or_equal=self.strict, aligned=not self.strict)
        return more.world.every(more.held, less_paid)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        more, less = claims[self.at], claims[1 - self.at]
        if more.undefined or less.undefined or not more.eligible:
            return False
        return less.total >= more.total if self.strict else less.total > more.total
