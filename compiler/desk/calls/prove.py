"""What clauses promise, proved or refuted with a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...report.published import said
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, object], lang: Language) -> Json:
    """Of one ``clause``, or of all: {"promises": …} as ``prove --json`` gives it, and "text" for people.  Null where there is no
    such clause without errors."""
    from ...proofs import TIMEOUT_SECONDS, prove
    from ...proofs.report import proofs_json, proofs_text

    policy, clause = made.policy, given.get("clause")
    if clause is not None and clause not in policy.clauses:
        return None
    verdicts = list(prove(policy, None if clause is None else [policy.clauses[str(clause)]], TIMEOUT_SECONDS))
    return {**said("proofs", proofs_json(verdicts)), "text": proofs_text(verdicts, lang)}


PROVE = Call("prove", answer)
