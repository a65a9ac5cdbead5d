"""应得不超过封顶数: never more than the outermost cap of the rule, or of a case of it, whatever comes behind the cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import z3

from ..diagnostic import Text
from ..mechanisms.alternatives import Alternatives
from ..mechanisms.cap import Cap
from ..mechanisms.deduct import Deduct
from ..mechanisms.rounding import Rounded
from ..model import All, AnyOf, Clause, DefinitionRef, Expr, Literal, Not, Truth
from .algebra import Claim
from .obligation import Formula, Obligation, Replayed
from .of_clause import applicant, on_the_grid

if TYPE_CHECKING:
    from ..pipeline import Policy


def within_cap(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    for when, case, limit in _caps(clause):
        shown = limit.text
        yield Obligation(
            clause=clause,
            kind="within-cap",
            words=Text(
                f"{case}应得不超过封顶数{shown}", f"{case and f'({case}) '}the result never exceeds the cap of {shown}"
            ),
            applicants=(applicant(policy, clause),),
            broken=_Broken(clause, when, limit).formula,
            seen=_Broken(clause, when, limit).seen,
            span=limit.span or clause.span,
        )


class _Broken:
    """More than the limit in a case."""

    def __init__(self, clause: Clause, when: Expr | None, limit: Literal) -> None:
        self.clause, self.when, self.limit = clause, when, limit

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        more = claim.above(claim.number_of(self.limit), aligned=on_the_grid(self.clause, self.limit))
        return more if self.when is None else z3.And(claim.truth_of(self.when), more)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        return claim.total > self.limit.value and (self.when is None or claim.evaluation.truth(self.when))


def _caps(clause: Clause) -> Iterator[tuple[Expr | None, str, Literal]]:
    """The caps of the whole result, each with the case in which it is meant and the words of that case."""
    if clause.series is not None and not clause.series.remainder:
        limit = _cap_of_series(clause)
        if limit is not None:
            yield None, "", limit
    elif clause.amount is not None:
        yield from _outermost(clause.amount, None, "")


def _outermost(expr: Expr, when: Expr | None, case: str) -> Iterator[tuple[Expr | None, str, Literal]]:
    match expr:
        case Cap(word="封顶"):
            limit = _literal(expr.limit)
            if limit is not None:
                yield when, case, limit
            else:
                yield from _outermost(expr.amount, when, case)
        case Cap() | Deduct() | Rounded():
            yield from _outermost(expr.amount, when, case)
        case DefinitionRef():
            yield from _outermost(expr.definition.body, when, case)
        case Alternatives() if not expr.highest:
            earlier: list[Expr] = []
            for branch in expr.branches:
                alone: list[Expr] = [] if isinstance(branch.condition, Truth) else [branch.condition]
                others: list[Expr] = [Not(part=AnyOf(parts=tuple(earlier)))] if earlier else []
                inner = All(parts=(*([when] if when is not None else []), *others, *alone))
                yield from _outermost(branch.amount, inner, f"{case}{branch.text.removesuffix('的')}的，")
                earlier.append(branch.condition)


def _literal(limit: Expr) -> Literal | None:
    if isinstance(limit, DefinitionRef):
        return _literal(limit.definition.body)
    return limit if isinstance(limit, Literal) else None


def _cap_of_series(clause: Clause) -> Literal | None:
    """The cap of all years together, of which each later year has what the earlier ones leave."""
    assert clause.series is not None
    parts = [amount for _, amount in clause.series.parts]
    limits = [part.limit if isinstance(part, Cap) and part.word == "封顶" else None for part in parts]
    first = limits[0]
    for limit in limits[1:]:
        left = limit.definition.body if isinstance(limit, DefinitionRef) else None
        if not isinstance(left, Deduct) or left.amount != first:
            return None
    return _literal(first) if first is not None else None
