"""The compiled Python module."""

from collections.abc import Sequence
from pathlib import Path

from support.answerers.answerer import Answerer, Claim, outcome_of
from support.targets import python_module
from tiaowen.compiler.pipeline import Loaded


class Python(Answerer):
    name = "python"

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._module = python_module(policy)

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        return [outcome_of(self._module.calc, self._module.FactError, claim) for claim in claims]
