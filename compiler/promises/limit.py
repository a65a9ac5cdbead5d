"""承诺：应得不超过某数；本条与某条合计不超过某数: the result, or several together, held against a number or a fact.

A lower bound (应得不低于……) is meant where the conditions hold.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.clause import Clause
from ..model.promise import Bounded
from ..model.shape import on_the_grid
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant, together
from .settled import paid_together, total_together
from .spoken import all_held, in_case, words_of

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
            others = [policy.clauses[name] for name in dict.fromkeys(promise.meant.others) if name in policy.clauses]
            rules = [*([clause] if promise.meant.own else []), *(each for each in others if each.id != clause.id)]
            if not rules:
                continue
            beyond = _Beyond(policy, rules[0], promise.meant)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="limit",
                    words=words_of(promise),
                    applicants=together(policy, rules) if rules[1:] else (applicant(policy, rules[0]),),
                    broken=beyond.formula,
                    seen=beyond.seen,
                    premise=None if beyond.is_upper else all_held,
                    span=promise.span,
                ),
            )


class _Beyond:
    """What is paid is beyond the limit."""

    def __init__(self, policy: Policy, clause: Clause, meant: Bounded) -> None:
        self.policy, self.clause, self.meant = policy, clause, meant

    @property
    def is_upper(self) -> bool:
        return self.meant.operator in ("<", "<=")

    def formula(self, claims: Sequence[Claim]) -> Formula:
        world, sign = claims[0].world, 1 if self.is_upper else -1
        sure, besides = (claims[0].total, ()) if len(claims) == 1 else paid_together(self.policy, claims)
        paid = tuple((sign * times, payment) for times, payment in sure)
        less = world.scaled(claims[0].number_of(self.meant.limit), Fraction(-1))
        aligned = not besides and on_the_grid(self.clause, self.meant.limit)
        strict = self.meant.operator in ("<", ">")
        over = world.scaled(world.sum(*besides, less), Fraction(sign))
        beyond = world.above(paid, over, or_equal=strict, aligned=aligned)
        return beyond if self.is_upper else world.every(*(each.held for each in claims), beyond)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        if any(each.undefined or not (self.is_upper or each.eligible) for each in claims):
            return False
        bound = claims[0].evaluation.number(self.meant.limit)
        total = claims[0].total if len(claims) == 1 else total_together(self.policy, claims)
        return bound is not None and not _KEPT[self.meant.operator](total, bound)
