"""A clause's core as terms of the solver.

In: the claims of a case, each with its ``core.Program``.  Out: ``Claim``s over the variables of their ``World``, into which
goes what may be assumed of the facts: their ranges and the fact checks.  Of claims made together nothing is assumed: whose
facts do not pass gets nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

import z3

from ..ir import core
from ..ir.shape import Answer, One, PerItem, Several, Shape
from ..model.clause import Clause
from ..model.expr import Expr
from ..model.shape import amount_of, shape_of
from ..program.lower import Lowerer, lower
from ..promises.common import Common, in_common
from ..promises.differences import FirstItem
from ..promises.obligation import Applicant, Formula
from .grid import Grid
from .terms import Num, add, every, real, scaled
from .translation import Translation
from .world import Paid, Payment, World


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause worked out for an applicant: ``accepted`` where its facts pass, ``held`` where every condition holds too
    (and so something is paid), ``defined`` where there is an amount."""

    world: World
    clause: Clause
    accepted: Formula
    held: Formula
    defined: Formula
    parts: tuple[Paid, ...]
    total: Paid
    number_of: Callable[[Expr], Num]
    truth_of: Callable[[Expr], Formula]

    def payment(self, amount: Num) -> Payment:
        """An amount rounded as the result is."""
        of = amount_of(self.clause)
        return Payment(amount, of.mode, of.step)

    def above(self, limit: Num, *, aligned: bool = False) -> Formula:
        """That more than ``limit`` is paid."""
        return self.world.above(self.total, scaled(limit, Fraction(-1)), aligned=aligned)


def claims(world: World, applicants: Sequence[Applicant]) -> list[Claim]:
    """The claims of a case, in order; those that feed others are worked out before them."""
    common = in_common(tuple(applicants))
    made: dict[int, Claim] = {}
    for applicant in applicants:
        firsts = (each.fact for each in applicant.differs if isinstance(each, FirstItem))
        world.firsts.update(common.place(applicant.clause, fact).key for fact in firsts)

    def work_out(at: int) -> Claim:
        if at not in made:
            clause = applicants[at].clause
            feeders = {name: work_out(place) for (of, name), place in common.fed.items() if of == clause.id}
            made[at] = claim(world, applicants[at], common, feeders)
        return made[at]

    return [work_out(at) for at in range(len(applicants))]


def claim(
    world: World, applicant: Applicant, common: Common | None = None, feeders: Mapping[str, Claim] | None = None
) -> Claim:
    """The claim of an applicant; what may be assumed of its facts goes into the world."""
    clause, feeders = applicant.clause, feeders or {}
    program = lower(clause)
    fed = {name: _given(source) for name, source in feeders.items()}
    reading = Translation(world, applicant, common or in_common((applicant,)), fed)
    for let in program.lets:
        reading.let(let)
    for check in program.checks if not applicant.together else ():
        is_of_each = isinstance(check.holds, core.Fold) and check.holds.kind == "all" and not check.holds.also
        if isinstance(check.holds, core.Fold) and is_of_each and check.holds.groups is None:
            reading.checked(check.holds.list, check.holds.body)
    passes = [reading.within(fact) for fact in clause.facts]
    passes += [reading.truth(check.holds) for check in program.checks]
    passes += [part for name, source in feeders.items() for part in _fits(world, clause, name, source, fed[name])]
    accepted = _all(passes)
    if not applicant.together:
        world.assumed += passes
        accepted = z3.BoolVal(True)
    held = _all([accepted, reading.in_time(), *(reading.truth(condition) for condition in program.conditions)])
    amounts = [reading.number(node) for node in program.amounts]
    grid = Grid({let.name: let.value for let in program.lets})
    on_grid = [grid.holds(node, amount_of(clause).step) for node in program.amounts]
    parts, total = _paid(shape_of(clause), held, amounts, on_grid)
    lowerer = Lowerer(clause, _done={let.name for let in program.lets})

    def number_of(expr: Expr) -> Num:
        node = lowerer.number(expr)
        reading.late(lowerer.lets)
        return reading.number(node)

    def truth_of(expr: Expr) -> Formula:
        node = lowerer.truth(expr)
        reading.late(lowerer.lets)
        return reading.truth(node)

    defined = _all([guard for amount in amounts for guard in amount.defined])
    return Claim(world, clause, accepted, held, defined, parts, total, number_of, truth_of)


def _all(parts: Sequence[Formula]) -> Formula:
    parts = [part for part in parts if not z3.is_true(part)]
    return every(*parts) if parts else z3.BoolVal(True)


def _given(source: Claim) -> Any:
    """What a claim gives to one that is fed by it."""
    return source.held if source.clause.amount is None else source.world.paid(source.total)


def _fits(world: World, clause: Clause, name: str, source: Claim, given: Any) -> Iterator[Formula]:
    """That a clause takes what another claim gives it."""
    fact = next(each for each in clause.facts if each.name == name)
    yield source.accepted
    is_number = isinstance(shape_of(source.clause), One)
    if fact.reading.kind != ("number" if is_number else "boolean") or isinstance(
        shape_of(source.clause), (Several, PerItem)
    ):
        yield z3.BoolVal(False)
    elif is_number:
        low, high = fact.reading.least * fact.scale, fact.reading.most * fact.scale
        yield every(given.top >= real(low), given.top <= real(high))
        if (amount_of(source.clause).step / fact.scale).denominator != 1:
            # It may have more decimals than the fact can have.
            world.unsure = True
            yield world.fresh_flag()


def _paid(
    shape: Shape, held: Formula, amounts: Sequence[Num], on_grid: Sequence[bool]
) -> tuple[tuple[Paid, ...], Paid]:
    """What is paid of each amount, and altogether."""
    match shape:
        case Answer():
            return (), ()
        case One() | Several() | PerItem():
            of = shape.of
            paid = [
                Payment(_where(held, amount), of.mode, of.step, exact)
                for amount, exact in zip(amounts, on_grid, strict=True)
            ]
            parts: list[Paid] = [((1, payment),) for payment in paid]
            if not isinstance(shape, Several) or not shape.remainder:
                return tuple(parts), tuple((1, payment) for payment in paid)
            whole = Payment(_where(held, add(amounts)), of.mode, of.step, all(on_grid))
            parts[-1] = ((1, whole), *((-1, payment) for payment in paid[:-1]))
            return tuple(parts), ((1, whole),)
        case _:
            assert_never(shape)


def _where(held: Formula, amount: Num) -> Num:
    """The amount where something is paid, else zero."""
    if z3.is_true(held):
        return amount
    bottom = None if amount.bottom is None else z3.If(held, amount.bottom, real(Fraction(1)))
    defined = tuple(z3.Implies(held, guard) for guard in amount.defined)
    return Num(z3.If(held, amount.top, real(Fraction(0))), bottom, defined)
