"""A cliff: where one smallest unit more of a fact costs, told of an applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..meaning.faults import facts_in
from ..model.clause import Clause, Fact, Requirement
from ..model.expr import Compare, Expr, Mechanism
from .probing import Outcome, shown


@dataclass(frozen=True, slots=True)
class Cliff:
    """With ``value`` of ``fact`` an applicant, ``base``, is on one side and with one more step on the other.  It is
    ``told`` of two values near there: who has the first gets ``before``, who has the second ``after``; the threshold is
    the first where it ``is_passed``, else the second.  ``edge`` is the comparison that changes sides: of a condition
    (``of``) or in a list of cases.  ``ends`` where nothing takes what is behind it: no case, or a condition fails.
    ``mend`` is the limit that would remove it, tried out."""

    clause: Clause
    fact: Fact
    base: Mapping[str, object]
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
        if fact.name == cliff.fact.name or fact.name not in named:
            continue
        value = cliff.base[fact.name]
        match fact.reading.kind:
            case "boolean":
                said.append(f"{'' if value else '非'}{fact.name}")
            case "number" if value or fact.name in facts_in(cliff.edge):
                said.append(f"{fact.name}{shown(fact.reading, value)}")
            case "option" | "date":
                said.append(f"{fact.name}{shown(fact.reading, value)}")
    return "、".join(said)
