"""A cliff: where one smallest unit more of a fact costs, told of an applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tiaowen.runtime.facts import FactType

from ..meaning.faults import facts_in
from ..model.clause import Clause, Requirement
from ..model.expr import Compare, Expr, Mechanism
from .probing import Outcome, shown
from .varied import Varied


@dataclass(frozen=True, slots=True)
class Cliff:
    """With ``value`` of ``varied`` an applicant, ``base``, is on one side and with one more step on the other.  It is
    ``told`` of two values near there: who has the first gets ``before``, who has the second ``after``; the threshold is
    the first where it ``is_passed``, else the second.  ``edge`` is the comparison that changes sides: of a condition
    (``of``) or in a list of cases.  ``ends`` where nothing takes what is behind it: no case, or a condition fails.
    ``mend`` is the limit that would remove it, tried out."""

    clause: Clause
    varied: Varied
    base: Mapping[str, Any]
    value: int
    told: tuple[str, str]
    before: Outcome
    after: Outcome
    edge: Compare
    of: Requirement | Mechanism
    is_passed: bool
    ends: bool
    mend: Expr | None = None

    @property
    def threshold(self) -> str:
        """In the drafter's units."""
        return self.told[0] if self.is_passed else self.told[1]


def given(cliff: Cliff) -> str:
    """The other facts of the applicant on which the result depends: 社平8000元、年15年."""
    clause = cliff.clause
    named = {*(facts_in(clause.amount) if clause.amount is not None else ()), *facts_in(cliff.edge)}
    said: list[str] = []
    for fact in clause.facts:
        if fact.name != cliff.varied.fact.name and fact.name in named:
            said += _said(fact.reading, cliff.base[fact.name], is_decided=fact.name in facts_in(cliff.edge))
    if cliff.varied.index is not None:
        (record,), item = cliff.base[cliff.varied.fact.name], cliff.varied.fact.reading.item
        assert item is not None
        for index, (reading, value) in enumerate(zip(item.fields, record, strict=True)):
            if index != cliff.varied.index:
                said += _said(reading, value, is_decided=False)
    return "、".join(said)


def _said(reading: FactType, value: object, *, is_decided: bool) -> list[str]:
    match reading.kind:
        case "boolean":
            return [f"{'' if value else '非'}{reading.name}"]
        case "number" if value or is_decided:
            return [f"{reading.name}{shown(reading, value)}"]
        case "option" | "date":
            return [f"{reading.name}{shown(reading, value)}"]
    return []
