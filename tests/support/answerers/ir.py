"""The evaluator of docs/ir.md over target ``ir``: it has no reader of facts, and does not say the lines around the
explanation of the clause (title and quotation, the day of the claim, what was approved, the result)."""

import json
from collections.abc import Sequence
from pathlib import Path

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome, exact, held
from support.ir_evaluator import evaluate
from support.targets import emitted
from tiaowen.compiler.pipeline import Loaded

_AROUND = ("申报日期 ", "核定金额")


class Ir(Answerer):
    name = "ir"
    least = 50

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._clauses = {clause["id"]: clause for clause in json.loads(emitted(policy, "ir")[""])["clauses"]}

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        return [self._answer(claim) for claim in claims]

    def _answer(self, claim: Claim) -> object:
        clause, read = self._clauses[claim.clause], held(self.policy, claim)
        if read is None or (clause.get("day_name") and read[1] is None):
            return NOT_ASKED
        found = evaluate(clause, *read)
        if isinstance(found, list):
            return found
        eligible, value, lines = found
        return eligible, exact(value), lines

    def told(self, claim: Claim, outcome: Outcome) -> object:
        if isinstance(outcome, list):
            return sorted(fault[0] for fault in outcome)
        lines = [line for line in outcome["trace"][2:-1] if not line.startswith(_AROUND)]
        return outcome["eligible"], exact(outcome["value"]), lines
