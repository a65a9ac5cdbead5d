"""承诺：应得不超过某数；本条与某条合计不超过某数: the result, or several together, held against a number or a fact.

A lower bound (应得不低于……) is meant where the conditions hold.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.clause import Bounded, Clause
from ..model.shape import on_the_grid
from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.policy import Policy

_KEPT: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def limit(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, Bounded):
            others = [policy.clauses[name] for name in promise.meant.others if name in policy.clauses]
            beyond = _Beyond(clause, promise.meant)
            yield Obligation(
                clause=clause,
                kind="limit",
                words=Text(f"承诺：{promise.text}", f"promised: {promise.text}"),
                applicants=tuple(applicant(policy, each) for each in (clause, *others)),
                broken=beyond.formula,
                seen=beyond.seen,
                span=promise.span,
            )


class _Beyond:
    """What is paid is beyond the limit."""

    def __init__(self, clause: Clause, meant: Bounded) -> None:
        self.clause, self.meant = clause, meant

    @property
    def is_upper(self) -> bool:
        return self.meant.operator in ("<", "<=")

    def formula(self, claims: Sequence[Claim]) -> Formula:
        world, sign = claims[0].world, 1 if self.is_upper else -1
        paid = tuple((sign * times, payment) for each in claims for times, payment in each.total)
        bound = world.scaled(claims[0].number_of(self.meant.limit), Fraction(-sign))
        aligned = on_the_grid(self.clause, self.meant.limit)
        strict = self.meant.operator in ("<", ">")
        beyond = world.above(paid, bound, or_equal=strict, aligned=aligned)
        return beyond if self.is_upper else world.every(*(each.held for each in claims), beyond)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        if any(each.result is None or (not self.is_upper and not each.result.eligible) for each in claims):
            return False
        bound = claims[0].evaluation.number(self.meant.limit)
        total = sum((each.total for each in claims), Fraction(0))
        return bound is not None and not _KEPT[self.meant.operator](total, bound)
