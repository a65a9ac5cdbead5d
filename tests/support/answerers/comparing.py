"""Claims drawn for every clause of a policy, what the interpreter says of them, and who says otherwise."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from hypothesis import HealthCheck, Phase, given, seed, settings

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Interpreter, Outcome
from support.claims import claims
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import Loaded

# How much of a case is shown.
_SHOWN = 2000


@dataclass(slots=True)
class Compared:
    """How many claims of each clause were put to an answerer, and on which of them it differs."""

    asked: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)


@cache
def drawn(policy: Loaded, clause: Clause, count: int) -> tuple[tuple[Claim, Outcome], ...]:
    """So many claims, always the same, each with what the interpreter gives; before them the worked cases."""
    found = [Claim(clause.id, *case_facts(clause, case)) for case in clause.cases]

    # Claims are collected rather than tried one by one, so that a database or an office is asked them all at once.
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @seed(clause.id)
    @given(claims(policy, clause))
    def collect(claim: Claim) -> None:
        found.append(claim)

    collect()
    interpreter = Interpreter(policy)
    return tuple((claim, interpreter.outcome(claim)) for claim in found)


def compare(policy: Loaded, answerer: Answerer, count: int) -> Compared:
    """An answerer held against the interpreter, over ``count`` claims of every clause that it can say."""
    cases = [
        case for clause in policy.clauses.values() if answerer.can(clause.id) for case in drawn(policy, clause, count)
    ]
    return compared(answerer, cases)


def compared(answerer: Answerer, cases: Sequence[tuple[Claim, Outcome]]) -> Compared:
    found = Compared()
    answers = answerer.answers([claim for claim, _ in cases])
    for (claim, outcome), answer in zip(cases, answers, strict=True):
        if answer is NOT_ASKED:
            continue
        found.asked[claim.clause] += 1
        told = answerer.told(claim, outcome)
        if answer != told:
            found.disagreements.append(f"{claim}\n{answerer.name}: {answer}\ninterpreter: {told}"[:_SHOWN])
    found.disagreements.sort(key=len)
    return found
