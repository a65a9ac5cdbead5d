"""What a worked case gives: its facts as they would be given to ``calc``, and the date."""

from __future__ import annotations

from .clause import Clause, WorkedCase
from .types import CLAIM_DATE

_ZEROS: dict[str, object] = {"number": 0, "boolean": False, "list": []}


def case_facts(clause: Clause, case: WorkedCase) -> tuple[dict[str, object], object]:
    """The facts as the case gives them, and the date; with 其余为零 a fact left out is zero, 否 or an empty list, unless
    it declares what it is then."""
    facts = dict(case.facts)
    on = facts.pop(CLAIM_DATE, None)
    if case.rest == "zero":
        for fact in clause.facts:
            reading = fact.reading
            if fact.name not in facts and reading.default is None and reading.kind in _ZEROS:
                facts[fact.name] = _ZEROS[reading.kind]
    return facts, on
