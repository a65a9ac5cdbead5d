"""A clause's core as terms of the solver.

In: ``core.Program`` of one or more claims.  Out: ``Claim``s over the variables of their ``World``, into which goes what
may be assumed of the facts: their ranges and the fact checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

import z3

from ..ir import core
from ..ir.shape import Answer, One, Several, Shape
from ..model.clause import Clause
from ..model.expr import Expr
from ..model.shape import amount_of, shape_of
from ..program.lower import Lowerer, lower
from ..promises.obligation import Applicant, Formula
from .terms import Num, add, real, scaled
from .translation import Translation
from .world import Paid, Payment, World


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause worked out for an applicant: ``held`` where every condition holds (and so something is paid),
    ``defined`` where there is an amount."""

    world: World
    clause: Clause
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


def claim(world: World, applicant: Applicant) -> Claim:
    """The claim of an applicant; what may be assumed of its facts goes into the world."""
    clause = applicant.clause
    program = lower(clause)
    reading = Translation(world, applicant)
    for let in program.lets:
        reading.let(let)
    for check in program.checks:
        if isinstance(check.holds, core.Fold) and check.holds.kind == "all" and check.holds.groups is None:
            reading.every[check.holds.list] = (*reading.every.get(check.holds.list, ()), check.holds.body)
    for check in program.checks:
        world.assumed.append(reading.truth(check.holds))
    held = (
        z3.And(*(reading.truth(condition) for condition in program.conditions))
        if program.conditions
        else z3.BoolVal(True)
    )
    amounts = [reading.number(node) for node in program.amounts]
    parts, total = _paid(shape_of(clause), held, amounts)
    lowerer = Lowerer(clause, _done={let.name for let in program.lets})

    def number_of(expr: Expr) -> Num:
        node = lowerer.number(expr)
        reading.late(lowerer.lets)
        return reading.number(node)

    def truth_of(expr: Expr) -> Formula:
        node = lowerer.truth(expr)
        reading.late(lowerer.lets)
        return reading.truth(node)

    defined = z3.And(*(guard for amount in amounts for guard in amount.defined)) if amounts else z3.BoolVal(True)
    return Claim(world, clause, held, defined, parts, total, number_of, truth_of)


def _paid(shape: Shape, held: Formula, amounts: Sequence[Num]) -> tuple[tuple[Paid, ...], Paid]:
    """What is paid of each amount, and altogether."""
    match shape:
        case Answer():
            return (), ()
        case One() | Several():
            of = shape.of
            paid = [Payment(_where(held, amount), of.mode, of.step) for amount in amounts]
            parts: list[Paid] = [((1, payment),) for payment in paid]
            if not isinstance(shape, Several) or not shape.remainder:
                return tuple(parts), tuple((1, payment) for payment in paid)
            whole = Payment(_where(held, add(amounts)), of.mode, of.step)
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
