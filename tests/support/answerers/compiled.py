"""A compiled module that another language runs: it reads every spelling, and gives all that the interpreter gives."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome
from support.node import Call
from support.targets import emitted, neutral
from tiaowen.compiler.pipeline import Loaded


class Compiled(Answerer):
    """By a ``Calculator``; what its language would not let a caller write (a number in place of a day) it is not asked."""

    calculator: Any

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._running = self.calculator()
        self._module = self._running.module(folder / "module", emitted(policy, self.calculator.target)[""])

    def __exit__(self, *_: object) -> None:
        self._running.__exit__()

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        calls: list[Call] = [("calc", (claim.clause, claim.facts), {"date": claim.day}) for claim in claims]
        said = [self._running.can_be_said(call) for call in calls]
        found = iter(self._running.answers(self._module, [call for call, can in zip(calls, said, strict=True) if can]))
        return [neutral(next(found)) if can else NOT_ASKED for can in said]

    def told(self, claim: Claim, outcome: Outcome) -> object:
        return neutral(outcome)
