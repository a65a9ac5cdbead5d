"""承诺：甲增加的，应得不减少: with everything else the same, more of one fact, or of several, never pays less (or never more)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.promise import Monotone, Move
from .differences import Apart
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def monotone(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if isinstance(promise.meant, Monotone):
            way = _Falls(1 if promise.meant.rises else -1)
            moves = promise.meant.moves
            moved = (_moved(move, alone=len(moves) == 1) for move in moves)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="monotone",
                    words=words_of(promise),
                    applicants=(applicant(policy, clause), applicant(policy, clause, *moved)),
                    broken=way.formula,
                    seen=way.seen,
                    span=promise.span,
                ),
            )


def _moved(move: Move, *, alone: bool) -> Apart:
    """What changes; of several facts each does, of one alone it makes no difference to allow that it does not."""
    least = 0 if alone or not move.strict else 1
    return Apart(fact=move.fact, least=least) if move.up else Apart(fact=move.fact, most=-least)


class _Falls:
    """The second claim, which has more of the fact, is paid less (``sign`` 1) or more (-1)."""

    def __init__(self, sign: int) -> None:
        self.sign = sign

    def formula(self, claims: Sequence[Claim]) -> Formula:
        first, second = claims
        paid = [(self.sign * times, payment) for times, payment in first.total]
        paid += [(-self.sign * times, payment) for times, payment in second.total]
        return first.world.above(tuple(paid), first.world.constant(0), aligned=True)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        first, second = claims
        return self.sign * (first.total - second.total) > 0
