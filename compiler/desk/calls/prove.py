"""What clauses promise, proved or refuted with a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...promises.telling import case_lines
from ...report.published import said
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...proofs.verdict import Verdict
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, object], lang: Language) -> Json:
    """Of one ``clause``, or of all: {"promises": …} as ``prove --json`` gives it, and "shown", the same for people, each with the lines of its case.
    Null where there is no such clause without errors."""
    from ...proofs import TIMEOUT_SECONDS, prove
    from ...proofs.report import proofs_json

    policy, clause = made.policy, given.get("clause")
    if clause is not None and clause not in policy.clauses:
        return None
    verdicts = list(prove(policy, None if clause is None else [policy.clauses[str(clause)]], TIMEOUT_SECONDS))
    return {**said("proofs", proofs_json(verdicts)), "shown": [_shown(each, lang) for each in verdicts]}


def _shown(verdict: Verdict, lang: Language) -> Json:
    obligation = verdict.obligation
    return {
        "status": verdict.status,
        "promise": obligation.words.said(lang),
        "reason": verdict.reason.said(lang) if verdict.reason else "",
        "lines": [*case_lines(verdict.case, lang, is_wanted=obligation.is_wanted)],
    }


PROVE = Call("prove", answer)
