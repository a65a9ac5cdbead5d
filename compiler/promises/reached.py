"""承诺：有企业能得到某数: somebody can be paid so much.  A case shows that it is so; without any it is not."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.expr import Comparison
from ..model.promise import Reached
from ..model.shape import on_the_grid
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

_IS: Mapping[Comparison, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


def reached(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, Reached):
            gets = _Gets(clause, promise.meant)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="reached",
                    words=words_of(promise),
                    applicants=(applicant(policy, clause),),
                    broken=gets.formula,
                    seen=gets.seen,
                    is_wanted=True,
                    span=promise.span,
                ),
            )


class _Gets:
    """The claim is paid, and so much."""

    def __init__(self, clause: Clause, meant: Reached) -> None:
        self.clause, self.meant = clause, meant

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        signs = {"<": (-1,), "<=": (-1,), ">": (1,), ">=": (1,), "=": (1, -1)}[self.meant.operator]
        return claim.world.every(claim.held, *(self._beyond(claim, sign) for sign in signs))

    def _beyond(self, claim: Claim, sign: int) -> Formula:
        """At least (``sign`` 1), or at most, the number; or beyond it."""
        paid = tuple((sign * times, payment) for times, payment in claim.total)
        bound = claim.world.scaled(claim.number_of(self.meant.limit), Fraction(-sign))
        strict = self.meant.operator in ("<", ">")
        aligned = strict and on_the_grid(self.clause, self.meant.limit)
        return claim.world.above(paid, bound, or_equal=not strict, aligned=aligned)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        limit = claim.evaluation.number(self.meant.limit)
        if limit is None or claim.result is None or not claim.result.eligible:
            return False
        return _IS[self.meant.operator](claim.total, limit)
