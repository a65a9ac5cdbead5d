"""What is paid of several claims of one enterprise together: as a settlement pays, 同一事项 and 就高 applied.

In: claims, in view of a solver or worked out.  Out: what is paid altogether.  Of claims that are the same matter the one
that is paid is the best; where that is known only when it is worked out, the solver is given the greatest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from tiaowen.runtime.settle import COUNTED, best_settlement

from ..model.expr import DefinitionRef, Difference, Expr, operands_of
from .obligation import Claim, Number, Paid, Replayed

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def is_settled(clause: Clause) -> bool:
    """Whether a settlement counts what the clause gives."""
    return clause.form in COUNTED and clause.unit == "元"


def same_matters(policy: Policy, clauses: Sequence[str]) -> list[tuple[str, str]]:
    """Which of the clauses 【政策】 declares to be the same matter, in pairs."""
    declared = (matter for terms in policy.terms.values() for matter in terms.same_matter)
    pairs = (pair for matter in declared for pair in combinations(dict.fromkeys(matter), 2))
    return [pair for pair in pairs if pair[0] in clauses and pair[1] in clauses]


def paid_together(policy: Policy, claims: Sequence[Claim]) -> tuple[Paid, tuple[Number, ...]]:
    """The payments that are surely made, and the numbers that are paid besides."""
    world = claims[0].world
    if not all(is_settled(claim.clause) for claim in claims):
        return tuple(payment for claim in claims for payment in claim.total), ()
    sure: Paid = ()
    besides: tuple[Number, ...] = ()
    for apart in _rivals(policy, claims):
        choices = list(_choices(policy, apart))
        if len(choices) == 1 and not _may_be_below_zero(choices[0]):
            sure = (*sure, *(payment for claim in choices[0] for payment in claim.total))
        else:
            # A claim of nothing, or less, is not paid.
            sums = [world.paid(tuple(payment for claim in chosen for payment in claim.total)) for chosen in choices]
            besides = (*besides, world.greatest(world.constant(0), *sums))
    return sure, besides


def total_together(policy: Policy, claims: Sequence[Replayed]) -> Fraction:
    """What is paid altogether."""
    results = {made.result.clause: made.result for made in claims if made.result is not None}
    if not all(is_settled(made.clause) for made in claims):
        return sum((made.total for made in claims), Fraction(0))
    return Fraction(best_settlement(results, same_matters(policy, tuple(results))).total)


def _may_be_below_zero(claims: Sequence[Claim]) -> bool:
    """Whether it is not plain that no amount is below zero."""
    return any(
        any(fact.reading.negative for fact in claim.clause.facts) or any(map(_is_growth, claim.clause.amounts))
        for claim in claims
    )


def _is_growth(expr: Expr) -> bool:
    """Whether an amount is made with a difference that may be below zero."""
    waiting, seen = [expr], set()
    while waiting:
        made = waiting.pop()
        if isinstance(made, Difference) and made.may_be_negative:
            return True
        if isinstance(made, DefinitionRef) and made.definition not in seen:
            seen.add(made.definition)
            waiting.append(made.definition.body)
        waiting += operands_of(made)
    return False


def _rivals(policy: Policy, claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims in groups, of which none has anything to do with another."""
    groups = [[claim] for claim in claims]
    for one, other in same_matters(policy, [claim.clause.id for claim in claims]):
        first = next(group for group in groups if any(claim.clause.id == one for claim in group))
        second = next(group for group in groups if any(claim.clause.id == other for claim in group))
        if first is not second:
            first += second
            groups.remove(second)
    return groups


def _choices(policy: Policy, claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """What of the claims may be paid: as many as can be without two of one matter (any of them, where one may be below
    zero)."""
    pairs = {frozenset(pair) for pair in same_matters(policy, [claim.clause.id for claim in claims])}

    any_of_them = _may_be_below_zero(claims)

    def fits(chosen: Sequence[int], at: int) -> bool:
        return all(frozenset((claims[at].clause.id, claims[other].clause.id)) not in pairs for other in chosen)

    def choose(at: int, chosen: tuple[int, ...]) -> Iterator[tuple[Claim, ...]]:
        if at == len(claims):
            if any_of_them or not any(each not in chosen and fits(chosen, each) for each in range(len(claims))):
                yield tuple(claims[each] for each in chosen)
            return
        if fits(chosen, at):
            yield from choose(at + 1, (*chosen, at))
        if any_of_them or pairs:
            yield from choose(at + 1, chosen)

    return choose(0, ())
