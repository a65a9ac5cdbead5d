"""The worked cases of a clause as a table: what is filled in, what is said to come of it, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...answers.worked_cases import case_lines, run_case
from ...guide.worked import results
from ...model.case_facts import case_facts
from ...report.render import as_data
from ...service.clauses import facts_data
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...model.clause import Clause, WorkedCase
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, object], lang: Language) -> Json:
    """Null where there is no such clause without errors."""
    clause = made.policy.clauses.get(str(given["clause"]))
    if clause is None:
        return None
    return {
        "facts": facts_data(made.policy, clause.id, lang),
        "cases": [_case(made, clause, case, lang) for case in clause.cases],
    }


def _case(made: Made, clause: Clause, case: WorkedCase, lang: Language) -> Json:
    facts, on = case_facts(clause, case)
    fault = run_case(made.policy, clause, case)
    return {
        "text": case.text,
        "facts": {
            name: str(value) if not isinstance(value, bool | list | dict) else value for name, value in facts.items()
        },
        "date": None if on is None else str(on),
        "said": list(results(clause, case, lang)),
        "fault": as_data([fault], lang)[0] if fault else None,
        "lines": list(case_lines(made.policy, clause, case, lang)) if case.accepted and not fault else [],
    }


CASES = Call("cases", answer)
