"""Sums over lists of any length: what the items of a list can add up to, and what they cannot.

In: a ``Pool``, and a model in which its totals have values that are perhaps no list's.  Out: either a linear inequality
that holds of every item, and so of the totals, but not of the model; or items (and how many of each) of which a list has
just these totals, so that the model may be a case.

An inequality is found between the two: it must hold of all items seen so far and not of the model, which is a linear
program; then the solver is asked for an item of which it does not hold, which is one more item seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import ceil
from typing import Any

import z3

from ..promises.obligation import Formula
from .limits import limited
from .terms import real, summed
from .world import ANY_ITEM, Key, Pool, World

_ITEMS_SEEN = 24
_LEMMA_SECONDS = 0.3
# How much further an item is sought, again and again.
_FACTORS = (10**4, 16, 2, Fraction(101, 100))
_FURTHER, _FAR = 80, 10**60
# Lists of more items than this are no case to show.
_ITEMS_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Seen:
    """An item: its values, and what it adds to each total."""

    values: dict[Key, Any]
    adds: tuple[Fraction, ...]


def number_in(term: Any) -> Fraction | None:
    """The number that a term of a model is (of an algebraic one, one near it); None where it is none."""
    if z3.is_algebraic_value(term):
        term = term.approx(20)
    if z3.is_int_value(term):
        return Fraction(term.as_long())
    return Fraction(term.numerator_as_long(), term.denominator_as_long()) if z3.is_rational_value(term) else None


@dataclass(frozen=True, slots=True)
class Lesson:
    """An inequality that the model does not keep to, with the solvers that have found no item against it (or against what
    had to be learned of groups before); or the items that it may stand for (none where there is neither)."""

    inequality: Formula | None = None
    refusals: tuple[Any, ...] = ()
    items: Sequence[tuple[Seen, int]] = ()


def learned(world: World, pool: Pool, model: Any, deadline: float) -> Lesson:
    values = _values(pool, model)
    refusals: tuple[Any, ...] = ()
    seen: list[Seen] = []
    while len(seen) < _ITEMS_SEEN and time.process_time() < deadline:
        between = _between(values, seen)
        if between is None:
            return Lesson(items=_mixed(values, seen))
        solver, over = _against(world, pool, between)
        answer = solver.check()
        if answer == z3.unsat:
            return Lesson(_altogether(pool, between) <= 0, (*refusals, solver))
        if answer != z3.sat:
            return Lesson()
        lesson = _of_groups(world, pool, solver.model(), deadline)
        if lesson is not None:
            refusals += lesson.refusals
            continue
        item = _furthest(solver, over)
        adds = (number_in(item.eval(total.each, model_completion=True)) for total in pool.totals.values())
        seen.append(Seen(_values_of(world, pool, item), tuple(add or Fraction(0) for add in adds)))
    return Lesson()


def plainly_learned(world: World, pool: Pool, model: Any, deadline: float) -> Lesson:
    """The same, of the inequalities only that are often true: quickly seen."""
    for part, whole in pool.parts:
        # Of what is never below zero, fewer items come to no more.
        more = model.eval(part.all > whole.all, model_completion=True)
        solver = limited(_solver(world), _LEMMA_SECONDS)
        solver.add(*world.assumed, *pool.given, part.each < 0)
        if z3.is_true(more) and solver.check() == z3.unsat:
            return Lesson(part.all <= whole.all, (solver,))
    refusals: tuple[Any, ...] = ()
    for weights in _plain(_values(pool, model)):
        while time.process_time() < deadline:
            solver, _ = _against(world, pool, weights)
            answer = solver.check()
            if answer == z3.unsat:
                return Lesson(_altogether(pool, weights) <= 0, (*refusals, solver))
            lesson = _of_groups(world, pool, solver.model(), deadline) if answer == z3.sat else None
            if lesson is None:
                break
            refusals += lesson.refusals
    return Lesson()


def _values(pool: Pool, model: Any) -> list[Fraction]:
    found = (number_in(model.eval(total.all, model_completion=True)) for total in pool.totals.values())
    return [value or Fraction(0) for value in found]


def _altogether(pool: Pool, weights: Sequence[Fraction]) -> Any:
    return _weighed(weights, [total.all for total in pool.totals.values()])


def _of_groups(world: World, pool: Pool, model: Any, deadline: float) -> Lesson | None:
    """Where the items are groups that there cannot be: what is learned of these, which the world then knows."""
    for inner in pool.inner:
        lesson = plainly_learned(world, inner, model, deadline)
        if lesson.inequality is None:
            lesson = learned(world, inner, model, deadline)
        if lesson.inequality is not None:
            world.assumed.append(lesson.inequality)
            return lesson
    return None


def _plain(values: Sequence[Fraction]) -> Iterator[list[Fraction]]:
    """The inequalities that are often true, of those that the model does not keep to: nothing is added that is below zero;
    one total is no more than another."""
    nothing = [Fraction(0)] * len(values)
    for at, value in enumerate(values):
        if value < 0:
            yield [*nothing[:at], Fraction(-1), *nothing[at + 1 :]]
    for more, less in permutations(range(len(values)), 2):
        if values[more] > values[less]:
            weights = list(nothing)
            weights[more], weights[less] = Fraction(1), Fraction(-1)
            yield weights


def _against(world: World, pool: Pool, weights: Sequence[Fraction]) -> tuple[Any, Any]:
    """A solver that looks for an item of which an inequality does not hold, and by how much it does not."""
    over = _weighed(weights, [total.each for total in pool.totals.values()])
    solver = limited(_solver(world), _LEMMA_SECONDS)
    solver.add(*world.assumed, *pool.given, over > 0)
    return solver, over


def _solver(world: World) -> Any:
    return z3.Solver() if world.exact else z3.SolverFor("QF_NRA")


def _weighed(weights: Sequence[Fraction], terms: Sequence[Any]) -> Any:
    return summed([real(weight) * term for weight, term in zip(weights, terms, strict=True) if weight])


def _furthest(solver: Any, over: Any) -> Any:
    """An item that is much against the inequality, of those that the solver finds: not one hardly so, of which there may
    be very many."""
    model = solver.model()
    for factor in _FACTORS:
        for _ in range(_FURTHER):
            reached = number_in(model.eval(over, model_completion=True)) or Fraction(0)
            if not 0 < reached < _FAR:
                break
            solver.push()
            solver.add(over >= real(reached * factor))
            found = solver.check()
            further = solver.model() if found == z3.sat else None
            solver.pop()
            if further is None:
                break
            model = further
    return model


def _values_of(world: World, pool: Pool, model: Any) -> dict[Key, Any]:
    own = (key for key in world.variables if key[0] == pool.of and key[2] == ANY_ITEM)
    return {key: model.eval(world.variables[key], model_completion=True) for key in own}


def _between(values: Sequence[Fraction], seen: Sequence[Seen]) -> list[Fraction] | None:
    """Weights by which no item seen adds more than nothing, and the values come to more than that."""
    solver = limited(z3.Optimize(), _LEMMA_SECONDS)
    weights = [z3.Real(f"w{at}") for at in range(len(values))]
    for weight, value in zip(weights, values, strict=True):
        most = 1 / max(abs(value), Fraction(1))
        solver.add(weight <= real(most), weight >= real(-most))
    for item in seen:
        solver.add(summed([real(add) * weight for add, weight in zip(item.adds, weights, strict=True)]) <= 0)
    over = summed([real(value) * weight for value, weight in zip(values, weights, strict=True)])
    solver.add(over > 0)
    solver.maximize(over)
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    return [number_in(model.eval(weight, model_completion=True)) or Fraction(0) for weight in weights]


def _mixed(values: Sequence[Fraction], seen: Sequence[Seen]) -> list[tuple[Seen, int]]:
    """How many of each item seen come to the values, each rounded up to whole items."""
    solver = limited(z3.Solver(), _LEMMA_SECONDS)
    times = [z3.Real(f"t{at}") for at in range(len(seen))]
    solver.add(*(each >= 0 for each in times))
    for at, value in enumerate(values):
        solver.add(
            summed([real(item.adds[at]) * each for item, each in zip(seen, times, strict=True)] or [real(Fraction(0))])
            == real(value)
        )
    if solver.check() != z3.sat:
        return []
    model = solver.model()
    found = [number_in(model.eval(each, model_completion=True)) or Fraction(0) for each in times]
    made = [(item, ceil(each)) for item, each in zip(seen, found, strict=True) if each > 0]
    return made if sum(each for _, each in made) <= _ITEMS_SHOWN else []
