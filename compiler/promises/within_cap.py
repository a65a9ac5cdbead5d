"""应得不超过封顶数: every cap keeps what it caps.

The outermost cap of the rule, or of a case of it: never more is paid, whatever comes behind the cap.  Any other (of one of
several amounts beside one another, of one item, before an uplift, in a definition): what it caps is never more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from ..ir.shape import Answer, One, PerItem, Several
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import (
    All,
    Anatomy,
    AnyOf,
    Branch,
    DefinitionRef,
    Difference,
    Expr,
    Limit,
    Literal,
    Mechanism,
    Not,
    Repeated,
    Truth,
    anatomy_of,
    operands_of,
)
from ..model.shape import amount_of, on_the_grid, shape_of
from ..model.types import ListType, NumberType
from ..report.diagnostic import Text
from .obligation import Claim, Formula, Obligation, Replayed
from .of_clause import applicant

if TYPE_CHECKING:
    from ..meaning.interpret import Evaluator
    from ..model.policy import Policy


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a cap stands: over the amount ``of`` (None: over what is paid), which is called so; in which case, with its
    words; within which lists, of which each then has one item."""

    of: Expr | None = None
    called: str = ""
    when: Expr | None = None
    case: str = ""
    lists: tuple[str, ...] = ()

    def inner(self, expr: Expr, made: Anatomy | None = None) -> _Where:
        """For an amount within it, of which its own caps speak."""
        lists = self.lists if made is None or not made.list else (*self.lists, made.list)
        return _Where(of=expr, called=expr.name if isinstance(expr, DefinitionRef) else "", lists=lists)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A cap, what it caps (``amount``), and where it stands; ``items`` is 1 where it is meant of one item."""

    limit: Expr
    amount: Expr
    where: _Where
    items: int | None = None


def within_cap(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    found: set[tuple[Expr, Expr | None, str, int | None]] = set()
    for meant in _caps(clause):
        key = (meant.limit, meant.where.of, meant.where.case, meant.items)
        if key in found:
            continue
        found.add(key)
        beyond = _Beyond(clause, meant)
        yield Obligation(
            clause=clause,
            kind="within-cap",
            words=_words(meant),
            applicants=(applicant(policy, clause),),
            broken=beyond.formula,
            seen=beyond.seen,
            items=meant.items,
            span=meant.limit.span if isinstance(meant.limit, Literal) and meant.limit.span else clause.span,
        )


def _words(meant: _Meant) -> Text:
    where = meant.where
    shown = meant.limit.text if isinstance(meant.limit, Literal) else plain_words(meant.limit)
    if where.of is not None:
        called = where.called or plain_words(meant.amount)
        return Text(f"「{called}」不超过封顶数{shown}", f"“{called}” never exceeds its cap of {shown}")
    in_case = "with a single item, " if meant.items else f"{where.case.removesuffix('，')}: " if where.case else ""
    return Text(f"{where.case}应得不超过封顶数{shown}", f"{in_case}the result never exceeds the cap of {shown}")


class _Beyond:
    """More than the cap in its case.  A cap that is itself worked out (每亩最高1000元) is rounded as the result is."""

    def __init__(self, clause: Clause, meant: _Meant) -> None:
        self.clause, self.meant = clause, meant

    def formula(self, claims: Sequence[Claim]) -> Formula:
        (claim,) = claims
        world, where = claim.world, self.meant.where
        limit = claim.number_of(self.meant.limit)
        if where.of is not None:
            over = world.above((), world.sum(claim.number_of(where.of), world.scaled(limit, Fraction(-1))))
            return world.every(claim.held, over)
        if isinstance(self.meant.limit, Literal):
            more = claim.above(limit, aligned=on_the_grid(self.clause, self.meant.limit))
        else:
            paid = (*claim.total, (-1, claim.payment(limit)))
            more = world.every(claim.held, world.above(paid, world.constant(0), aligned=True))
        return more if where.when is None else world.every(claim.truth_of(where.when), more)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        (claim,) = claims
        where = self.meant.where
        evaluation = _of_the_item(claim.evaluation, where.lists)
        if evaluation is None or not claim.eligible or not self._has_so_many(claim.evaluation):
            return False
        limit = evaluation.number(self.meant.limit)
        if limit is None:
            return False
        if where.of is not None:
            amount = evaluation.number(where.of)
            return amount is not None and amount > limit
        if not isinstance(self.meant.limit, Literal):
            limit = amount_of(self.clause).rounded(limit)
        return claim.total > limit and (where.when is None or evaluation.truth(where.when))

    def _has_so_many(self, evaluation: Evaluator) -> bool:
        """Whether every list has as many items as the cap is meant of: 只有一笔的."""
        if self.meant.items is None:
            return True
        lists = (fact.name for fact in self.clause.facts if isinstance(fact.type, ListType))
        return all(len(evaluation.items(name)) == self.meant.items for name in lists)


def _of_the_item(evaluation: Evaluator, lists: Sequence[str]) -> Evaluator | None:
    """With the one item that each list has; None where it has another number of them."""
    for name in lists:
        items = evaluation.items(name)
        if len(items) != 1:
            return None
        evaluation = evaluation.with_item(name, items[0])
    return evaluation


# ── the caps of a clause ──


def _caps(clause: Clause) -> Iterator[_Meant]:
    match shape := shape_of(clause):
        case Answer():
            return
        case Several(remainder=False):
            limit = _cap_of_series(clause.amounts)
            if limit is not None:
                yield _Meant(limit, clause.amounts[0], _Where())
            for amount in clause.amounts if limit is None else ():
                yield from _within(amount, _Where().inner(amount))
        case One() | Several() | PerItem():
            assert clause.amount is not None
            yield from _within(clause.amount, _Where())
        case _:
            assert_never(shape)


def _within(expr: Expr, where: _Where) -> Iterator[_Meant]:
    """The caps of an amount and of all that it is made of."""
    expr = _named(expr)
    if not isinstance(expr, Mechanism):
        for part in operands_of(expr):
            yield from _within(part, where.inner(part))
        return
    made = expr.anatomy()
    done = [made.acts_on, *(limit.limit for limit in made.limits)]
    if made.cap is not None and made.acts_on is not None:
        yield _meant(made.cap, where)
        yield from _within(made.acts_on, where.inner(made.acts_on))
    elif made.acts_on is not None:
        yield from _of_parts(expr, made, where)
        yield from _within(made.acts_on, where)
    if made.cases is not None:
        done += [branch.amount for branch in made.cases.branches]
        if made.cases.highest or where.of is not None:
            for branch in made.cases.branches:
                yield from _within(branch.amount, where.inner(branch.amount, made))
        else:
            yield from _of_cases(made.cases.branches, where)
    if made.repeated is not None:
        done.append(made.repeated.body)
        yield from _of_one_item(made.repeated, made, where)
    for operand, _ in expr.operands():
        if not any(operand is each for each in done):
            yield from _within(operand, where.inner(operand, made))


def _meant(cap: Limit, where: _Where) -> _Meant:
    return _Meant(_named(cap.limit), cap.amount, where, 1 if where.lists else None)


def _of_parts(expr: Mechanism, made: Anatomy, where: _Where) -> Iterator[_Meant]:
    """Caps of a share of the amount before: what is left of the share is what the whole is more than the rest."""
    for limit in made.limits:
        if limit.word == "封顶" and isinstance(expr.type, NumberType):
            assert made.acts_on is not None
            rest = Difference(left=made.acts_on, right=limit.amount, type=expr.type, may_be_negative=True)
            share = Difference(left=expr, right=rest, type=expr.type, may_be_negative=True)
            yield _meant(limit, replace(where.inner(share), called=plain_words(limit.amount), lists=where.lists))


def _of_one_item(repeated: Repeated, made: Anatomy, where: _Where) -> Iterator[_Meant]:
    """Of the caps of each item: where what the items give is paid, what one gives; else the item's own."""
    body = _named(repeated.body)
    cap = anatomy_of(body).cap
    limit = _named(cap.limit) if cap is not None else None
    if (
        cap is None
        or where.of is not None
        or where.when is not None
        or not repeated.each
        or not isinstance(limit, Literal)
    ):
        yield from _within(repeated.body, where.inner(repeated.body, made))
        return
    yield _Meant(limit, cap.amount, _Where(case=f"只有一{repeated.each}的，"), items=1)
    yield from _within(cap.amount, where.inner(cap.amount, made))


def _of_cases(branches: Sequence[Branch], where: _Where) -> Iterator[_Meant]:
    earlier: list[Expr] = []
    for branch in branches:
        alone: list[Expr] = [] if isinstance(branch.condition, Truth) else [branch.condition]
        others: list[Expr] = [Not(part=AnyOf(parts=tuple(earlier)))] if earlier else []
        inner = All(parts=(*([where.when] if where.when is not None else []), *others, *alone))
        case = f"{where.case}{branch.text.removesuffix('的')}的，"
        yield from _within(branch.amount, replace(where, when=inner, case=case))
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
