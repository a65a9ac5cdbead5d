"""应得不超过封顶数: never more than the outermost cap of the rule, or of a case of it, whatever comes behind the cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from ..ir.shape import Answer, One, Several
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import (
    All,
    Anatomy,
    AnyOf,
    Cases,
    DefinitionRef,
    Expr,
    Literal,
    Mechanism,
    Not,
    Repeated,
    Truth,
    anatomy_of,
)
from ..model.shape import amount_of, on_the_grid, shape_of
from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.policy import Policy


@dataclass(frozen=True, slots=True)
class _Meant:
    """A cap, the case in which it is meant and the words of that case; ``items`` is 1 where it is for each item."""

    limit: Expr
    when: Expr | None = None
    case: str = ""
    items: int | None = None


def within_cap(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for meant in _caps(clause):
        shown = meant.limit.text if isinstance(meant.limit, Literal) else plain_words(meant.limit)
        in_case = "with a single item, " if meant.items else f"{meant.case.removesuffix('，')}: " if meant.case else ""
        beyond = _Beyond(clause, meant)
        yield Obligation(
            clause=clause,
            kind="within-cap",
            words=Text(f"{meant.case}应得不超过封顶数{shown}", f"{in_case}the result never exceeds the cap of {shown}"),
            applicants=(applicant(policy, clause),),
            broken=beyond.formula,
            seen=beyond.seen,
            items=meant.items,
            span=meant.limit.span if isinstance(meant.limit, Literal) and meant.limit.span else clause.span,
        )


class _Beyond:
    """More than the cap in its case.  A cap that is itself worked out (每亩最高1000元) is rounded as the result is."""

    def __init__(self, clause: Clause, meant: _Meant) -> None:
        self.clause, self.meant = clause, meant

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        world = claim.world
        limit = claim.number_of(self.meant.limit)
        if isinstance(self.meant.limit, Literal):
            more = claim.above(limit, aligned=on_the_grid(self.clause, self.meant.limit))
        else:
            paid = (*claim.total, (-1, claim.payment(limit)))
            more = world.every(claim.held, world.above(paid, world.constant(0), aligned=True))
        return more if self.meant.when is None else world.every(claim.truth_of(self.meant.when), more)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        limit = claim.evaluation.number(self.meant.limit)
        if limit is None or claim.result is None or not claim.result.eligible:
            return False
        if not isinstance(self.meant.limit, Literal):
            limit = amount_of(self.clause).rounded(limit)
        return claim.total > limit and (self.meant.when is None or claim.evaluation.truth(self.meant.when))


def _caps(clause: Clause) -> Iterator[_Meant]:
    """The outermost caps of the result."""
    match shape := shape_of(clause):
        case Answer():
            return
        case Several(remainder=False):
            limit = _cap_of_series(clause.amounts)
            if limit is not None:
                yield _Meant(limit)
        case One() | Several():
            assert clause.amount is not None
            yield from _outermost(clause.amount, None, "")
        case _:
            assert_never(shape)


def _outermost(expr: Expr, when: Expr | None, case: str) -> Iterator[_Meant]:
    expr = _named(expr)
    if not isinstance(expr, Mechanism):
        return
    made = expr.anatomy()
    if made.cap is not None:
        yield _Meant(_named(made.cap.limit), when, case)
        return
    if made.acts_on is not None:
        yield from _outermost(made.acts_on, when, case)
    if made.repeated is not None and made.repeated.each and when is None:
        yield from _of_one_item(made.repeated)
    if made.cases is not None and not made.cases.highest:
        yield from _of_cases(made.cases, when, case)


def _of_one_item(made: Repeated) -> Iterator[_Meant]:
    cap = anatomy_of(_named(made.body)).cap
    limit = _named(cap.limit) if cap is not None else None
    if isinstance(limit, Literal):
        yield _Meant(limit, case=f"只有一{made.each}的，", items=1)


def _of_cases(cases: Cases, when: Expr | None, case: str) -> Iterator[_Meant]:
    earlier: list[Expr] = []
    for branch in cases.branches:
        alone: list[Expr] = [] if isinstance(branch.condition, Truth) else [branch.condition]
        others: list[Expr] = [Not(part=AnyOf(parts=tuple(earlier)))] if earlier else []
        inner = All(parts=(*([when] if when is not None else []), *others, *alone))
        yield from _outermost(branch.amount, inner, f"{case}{branch.text.removesuffix('的')}的，")
        earlier.append(branch.condition)


def _named(expr: Expr) -> Expr:
    """What a name stands for."""
    return _named(expr.definition.body) if isinstance(expr, DefinitionRef) else expr


def _cap_of_series(amounts: Sequence[Expr]) -> Expr | None:
    """The cap of all years together, of which each later year has what the earlier ones leave."""
    limits = [cap.limit if (cap := anatomy_of(part).cap) else None for part in amounts]
    first = limits[0]
    for limit in limits[1:]:
        left = anatomy_of(limit.definition.body) if isinstance(limit, DefinitionRef) else Anatomy()
        if not left.takes or left.acts_on != first:
            return None
    return _named(first) if first is not None else None
