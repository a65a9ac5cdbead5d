"""承诺：全部条款合计不超过某数: what one applicant is paid by all rules together, each claimed once; of what is the same
matter the best (就高).  Rules that charge (交纳), qualify or work something out pay nothing and are left out."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.promise import BoundedPolicy
from ..model.shape import on_the_grid
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import together
from .settled import paid_together, total_together
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

_KEPT = {"<": operator.lt, "<=": operator.le}


def limit_of_policy(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, BoundedPolicy):
            rules = [each for each in policy.clauses.values() if each.form in ("奖补", "减免") and each.unit == "元"]
            beyond = _Beyond(policy, promise.meant)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="limit-of-policy",
                    words=words_of(promise),
                    applicants=together(policy, rules),
                    broken=beyond.formula,
                    seen=beyond.seen,
                    span=promise.span,
                ),
            )


class _Beyond:
    def __init__(self, policy: Policy, meant: BoundedPolicy) -> None:
        self.policy, self.meant = policy, meant

    def formula(self, claims: Sequence[Claim]) -> Formula:
        world = claims[0].world
        sure, besides = paid_together(self.policy, claims)
        less = world.scaled(claims[0].number_of(self.meant.limit), Fraction(-1))
        strict = self.meant.operator == "<"
        aligned = not besides and not strict and all(on_the_grid(each.clause, self.meant.limit) for each in claims)
        return world.above(sure, world.sum(*besides, less), or_equal=strict, aligned=aligned)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        limit = claims[0].evaluation.number(self.meant.limit)
        if limit is None or any(each.undefined for each in claims):
            return False
        return not _KEPT[self.meant.operator](total_together(self.policy, claims), limit)
