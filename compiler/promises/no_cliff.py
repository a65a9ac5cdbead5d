"""承诺：没有断崖: the smallest more of a fact makes no jump.

One 分 more of an amount of money changes what is paid by one 分 at most (or by one step of the rounding, where that is
more), up or down; one unit more of any other number (亩, 家, 人), and the next grade of ordered options, never pays less.
So it is with a number of one item of a list.  Of what has no more and less (是否, dates, words) it says nothing, and that
is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.clause import Clause, Fact
from ..model.promise import NoCliff
from ..model.quantity import MONEY
from ..model.shape import amount_of
from ..model.types import ListType, NumberType, OptionType, Type
from ..report.diagnostic import Text
from .differences import Apart, Difference, FirstItem
from .obligation import Claim, Formula, Obligation, Replayed, Settled
from .of_clause import applicant
from .spoken import in_case, words_of

if TYPE_CHECKING:
    from ..model.policy import Policy


def no_cliff(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for promise in clause.promises:
        if not isinstance(promise.meant, NoCliff):
            continue
        steps = {fact.name: list(_steps(fact)) for fact in clause.facts}
        for step in (step for each in steps.values() for step in each):
            jumps = _Jumps(clause, step)
            yield in_case(
                promise,
                Obligation(
                    clause=clause,
                    kind="no-cliff",
                    words=words_of(promise, step.name),
                    applicants=(applicant(policy, clause), applicant(policy, clause, step.more)),
                    broken=jumps.formula,
                    seen=jumps.seen,
                    span=promise.span,
                ),
            )
        silent = [name for name, each in steps.items() if not each]
        if silent or not steps:
            yield Obligation(
                clause=clause,
                kind="no-cliff",
                words=words_of(promise, "、".join(silent)),
                settled=Settled("not asked", _SILENT) if any(steps.values()) else Settled("not decided", _NOTHING),
                span=promise.span,
            )


_SILENT = Text("没有多一点、少一点之说，这项承诺不涉及", "it has no more and less: the promise says nothing of it")
_NOTHING = Text(
    "本条没有可以多一点、少一点的数，这项承诺什么也没有保证",
    "the clause asks for nothing that has more and less: the promise promises nothing",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """The smallest more of a number: what it is called, what it is, how large."""

    name: str
    more: Difference
    type: Type
    size: Fraction


def _steps(fact: Fact) -> Iterator[_Step]:
    kind = fact.type
    one_more = Apart(fact=fact.name, least=1, most=1)
    if isinstance(kind, NumberType) or (isinstance(kind, OptionType) and kind.ordered):
        yield _Step(fact.name, one_more, kind, fact.scale)
    elif isinstance(kind, ListType) and isinstance(kind.item, NumberType):
        yield _Step(fact.name, FirstItem(fact=fact.name, index=None), kind.item, fact.scale)
    elif isinstance(kind, ListType):
        for index, (name, of) in enumerate(kind.fields):
            if isinstance(of, NumberType):
                more = FirstItem(fact=fact.name, index=index)
                yield _Step(f"{fact.name}的{name}", more, of, fact.field_scale(index))


class _Jumps:
    """The second claim, which has one smallest unit more of the number, is paid less or far more."""

    def __init__(self, clause: Clause, step: _Step) -> None:
        least = amount_of(clause).step
        self.is_smooth = step.type == MONEY and clause.unit == "元"
        self.most = max(least, step.size) if self.is_smooth else Fraction(0)
        self.aligned = (self.most / least).denominator == 1

    def formula(self, claims: Sequence[Claim]) -> Formula:
        first, second = claims
        world = first.world
        less = world.constant(-self.most)

        def beyond(one: Claim, other: Claim) -> Formula:
            paid = (*one.total, *((-times, payment) for times, payment in other.total))
            return world.above(paid, less, aligned=self.aligned)

        falls = beyond(first, second)
        return world.some(falls, beyond(second, first)) if self.is_smooth else falls

    def seen(self, claims: Sequence[Replayed]) -> bool:
        fall = claims[0].total - claims[1].total
        return (abs(fall) if self.is_smooth else fall) > self.most
