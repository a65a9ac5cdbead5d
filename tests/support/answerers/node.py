"""The compiled JavaScript module, in Node."""

from collections.abc import Sequence
from pathlib import Path

from support.answerers.answerer import Answerer, Claim, Outcome
from support.node import Calculator
from support.targets import emitted, neutral
from tiaowen.compiler.pipeline import Loaded


class Node(Answerer):
    name = "node"

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._calculator = Calculator()
        self._module = folder / "policy.mjs"
        self._module.write_text(emitted(policy, "javascript")[""], "utf-8")

    def __exit__(self, *_: object) -> None:
        self._calculator.__exit__()

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        requests = [(claim.clause, claim.facts, claim.day) for claim in claims]
        return [neutral(found) for found in self._calculator.calc(self._module, requests)]

    def told(self, claim: Claim, outcome: Outcome) -> object:
        return neutral(outcome)
