"""The compiled Java class, in one JVM that compiles it with every warning an error."""

from collections.abc import Sequence
from pathlib import Path

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome
from support.java import Calculator, can_be_said
from support.node import Call
from support.targets import emitted, neutral
from tiaowen.compiler.pipeline import Loaded


class Java(Answerer):
    name = "java"
    needs_system = True
    # Java's compiler refuses what is no map of facts, and a number in place of a day.
    least = 80

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._calculator = Calculator()
        self._class = self._calculator.compiled(folder, emitted(policy, "java")[""])

    def __exit__(self, *_: object) -> None:
        self._calculator.__exit__()

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        calls: list[Call] = [("calc", (claim.clause, claim.facts), {"date": claim.day}) for claim in claims]
        said = [call for call in calls if can_be_said(call)]
        found = iter(self._calculator.answers(self._class, said))
        return [neutral(next(found)) if can_be_said(call) else NOT_ASKED for call in calls]

    def told(self, claim: Claim, outcome: Outcome) -> object:
        return neutral(outcome)
