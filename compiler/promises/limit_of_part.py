"""承诺：每年应得不超过某数: each amount of a result of several, or one of them (第一年应得……), held against a number."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.promise import BoundedPart
from ..model.shape import on_the_grid
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant
from .spoken import all_held, in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

_KEPT = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def limit_of_part(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, BoundedPart):
            beyond = _Beyond(clause, promise.meant)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="limit-of-part",
                    words=words_of(promise),
                    applicants=(applicant(policy, clause),),
                    broken=beyond.formula,
                    seen=beyond.seen,
                    premise=None if beyond.sign > 0 else all_held,
                    span=promise.span,
                ),
            )


class _Beyond:
    """One of the amounts is beyond the limit; a lower one is meant where the conditions hold."""

    def __init__(self, clause: Clause, meant: BoundedPart) -> None:
        self.clause, self.meant = clause, meant
        self.sign = 1 if meant.operator in ("<", "<=") else -1

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        world = claim.world
        bound = world.scaled(claim.number_of(self.meant.limit), Fraction(-self.sign))
        strict = self.meant.operator in ("<", ">")
        aligned = not strict and on_the_grid(self.clause, self.meant.limit)
        parts = claim.parts if self.meant.at is None else (claim.parts[self.meant.at],)
        beyond = world.some(
            *(
                world.above(tuple((self.sign * t, p) for t, p in part), bound, or_equal=strict, aligned=aligned)
                for part in parts
            )
        )
        return beyond if self.sign > 0 else world.every(claim.held, beyond)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        limit = claim.evaluation.number(self.meant.limit)
        if limit is None or claim.result is None or not (self.sign > 0 or claim.result.eligible):
            return False
        # Who is not eligible is paid nothing, in whatever form that is told.
        paid = claim.parts if self.meant.at is None or not claim.result.eligible else (claim.parts[self.meant.at],)
        return not all(_KEPT[self.meant.operator](part, limit) for part in paid)
