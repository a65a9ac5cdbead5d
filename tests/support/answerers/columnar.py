"""Kernels over columns: as compiled C, and in NumPy.

They are asked what can be read, since it is read before it comes to them; rows that they set apart are not counted as answers,
and whether a refused row was set apart is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome, exact, held
from support.columns import columns_of, fits
from support.ir_evaluator import caps
from support.targets import emitted
from tiaowen.compiler.batch.kernels import Kernels
from tiaowen.compiler.ir.shape import Answer, Several
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import module_of

_REFUSED = "refused"


class _Columnar(Answerer):
    how: ClassVar[Literal["native", "numpy"]]
    least = 30
    unsaid: ClassVar[Mapping[str, int]] = {"jindong-2025": 1, "lucheng-2019": 3, "taxes": 1}

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        module = module_of(policy)
        self._entries = {entry.id: entry for entry in module.entries}
        self._clauses = {clause["id"]: clause for clause in json.loads(emitted(policy, "ir")[""])["clauses"]}
        self._kernels = Kernels(module, how=self.how)

    def can(self, clause: str) -> bool:
        return clause in self._kernels.clauses

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        found: list[object] = [NOT_ASKED] * len(claims)
        asked: dict[str, list[tuple[int, tuple[Mapping[str, Any], int | None]]]] = {}
        for at, claim in enumerate(claims):
            read = held(self.policy, claim)
            if read is not None and all(fits(of, read[0][of.name]) for of in self._entries[claim.clause].asked):
                asked.setdefault(claim.clause, []).append((at, read))
        for clause, rows in asked.items():
            for (at, _), answer in zip(rows, self._answers(clause, [row for _, row in rows]), strict=True):
                found[at] = answer
        return found

    def _answers(self, clause: str, rows: Sequence[tuple[Mapping[str, Any], int | None]]) -> list[object]:
        entry, kernels = self._entries[clause], self._kernels
        columns = columns_of(entry.asked, [facts for facts, _ in rows])
        days = np.array([-1 if day is None else day for _, day in rows], np.int32)
        outcome = kernels.run(clause, columns, days, len(rows))
        words, unit = kernels.cap_words(clause), 10 ** kernels.places(clause)
        made: list[object] = []
        for at, (facts, _) in enumerate(rows):
            if outcome.status[at]:
                # Facts in contradiction, or beyond what is exact; nothing else may be set apart.
                made.append(_REFUSED if _is_within(entry.asked, facts, kernels.bound(clause)) else NOT_ASKED)
                continue
            value: Any = (
                [
                    Fraction(int(each), unit)
                    for each in np.atleast_2d(outcome.values.T)[at if outcome.values.ndim > 1 else 0]
                ]
                if isinstance(entry.shape, Several)
                else Fraction(int(outcome.values[at]), unit)
            )
            if isinstance(entry.shape, Answer):
                value = bool(value)
            if isinstance(entry.shape, Several) and entry.shape.named:
                value = dict(zip(entry.shape.labels, value, strict=True))
            made.append((value, bool(outcome.eligible[at]), words[outcome.cap[at]]))
        return made

    def told(self, claim: Claim, outcome: Outcome) -> object:
        if isinstance(outcome, list):
            return _REFUSED
        read = held(self.policy, claim)
        assert read is not None
        return exact(outcome["value"]), outcome["eligible"], "；".join(caps(self._clauses[claim.clause], *read))


def _is_within(asked: Sequence[Any], facts: Mapping[str, Any], bound: int | None) -> bool:
    """Whether all numbers are such as a kernel counts with."""
    return bound is None or all(_keeps(of, facts[of.name], bound) for of in asked)


def _keeps(of: Any, value: Any, bound: int) -> bool:
    if value is None:
        return True
    match of.kind:
        case "number":
            return bool(abs(value) <= bound * of.scale)
        case "list":
            return all(_keeps(of.item, part, bound) for part in value)
        case "record":
            return all(_keeps(field, part, bound) for field, part in zip(of.fields, value, strict=True))
        case _:
            return True


class C(_Columnar):
    name = "c"
    how = "native"


class NumPy(_Columnar):
    name = "numpy"
    how = "numpy"
