"""The solver's terms mean what the interpreter does: every worked case of every policy comes out the same."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import z3

from support.policies import loaded, of_every_policy_in_ci
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.calculate import read_claim
from tiaowen.compiler.meaning.mechanisms.rounding import round_to
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import Clause, Rounding, RoundingMode
from tiaowen.compiler.promises.obligation import Obligation
from tiaowen.compiler.promises.of_clause import applicant
from tiaowen.compiler.promises.replay import replay
from tiaowen.compiler.proofs.claims import Claim, claim
from tiaowen.compiler.proofs.terms import constant
from tiaowen.compiler.proofs.world import SCALAR, World
from tiaowen.compiler.report.diagnostic import Text
from tiaowen.runtime.errors import FactError

ROOT = Path(__file__).parent.parent.parent


@of_every_policy_in_ci
def test_worked_cases_come_out_the_same(path: Path) -> None:
    policy = loaded(path)
    compared = 0
    for clause in policy.clauses.values():
        for facts in _cases(policy, clause):
            compared += _compare(policy, clause, facts)
    assert compared >= len(policy.clauses)


def _cases(policy: Policy, clause: Clause) -> Iterator[dict[str, object]]:
    """The facts of each worked case as the runtime holds them, where all lists are of one length and it is in time."""
    for case in clause.cases if clause.amount is not None else ():
        facts, on = case_facts(clause, case)
        if "核定金额" in facts:
            continue
        try:
            read = read_claim(policy, clause, facts, on)  # type: ignore[arg-type]
        except FactError:
            continue
        if read.counts:
            yield dict(read.evaluation.facts)


def _compare(policy: Policy, clause: Clause, facts: dict[str, object]) -> bool:
    """Whether the case could be compared; raises AssertionError where it comes out otherwise."""
    lengths = {len(value) for value in facts.values() if isinstance(value, tuple)}
    if len(lengths) > 1 or max(lengths, default=0) > 6:
        return False
    world = World(items=next(iter(lengths), 0))
    one = applicant(policy, clause)
    made = claim(world, one)
    obligation = Obligation(clause=clause, kind="", words=Text("", ""), applicants=(one,))
    done = replay(policy, obligation, {(name, ""): value for name, value in facts.items() if value is not None})  # type: ignore[misc]
    assert done is not None
    if world.unsure:
        return False
    solver = z3.Solver()
    solver.add(*world.assumed)
    for (name, _, item, index), variable in world.variables.items():
        value = facts[name]
        if item != SCALAR:
            assert isinstance(value, tuple)
            value = value[item] if index == SCALAR else value[item][index]
        solver.add(variable == (world.words.get(value, 99) if isinstance(value, str) else value))
    assert solver.check() == z3.sat
    solver.add(z3.Or(_differs(made, done[0].total), made.held != bool(done[0].result and done[0].result.eligible)))
    assert solver.check() == z3.unsat, (clause.id, facts)
    return True


def _differs(made: Claim, total: Fraction) -> z3.BoolRef:
    below = tuple((-times, payment) for times, payment in made.total)
    return z3.Or(made.above(constant(total)), made.world.above(below, constant(total)))


@pytest.mark.parametrize("mode", ["half_up", "down", "up"])
@pytest.mark.parametrize("quarters", range(-9, 10))
def test_rounding_is_the_interpreters(quarters: int, mode: RoundingMode) -> None:
    value = Fraction(quarters, 4)
    rounded = z3.simplify(World().whole(constant(value), mode))
    expected = round_to(value, Rounding(mode=mode, step=Fraction(1)))
    assert Fraction(rounded.numerator_as_long(), rounded.denominator_as_long()) == expected


@pytest.mark.parametrize("clause_id", ["7.1", "5.2", "10.1", "37.1"])
def test_what_is_assumed_leaves_somebody_to_be_paid(clause_id: str) -> None:
    policy = loaded()
    world = World()
    made = claim(world, applicant(policy, policy.clauses[clause_id]))
    solver = z3.Solver()
    solver.add(*world.assumed, made.above(constant(0)))
    assert solver.check() == z3.sat
