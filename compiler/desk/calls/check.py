"""What is wrong: the messages of the command line, in their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...report.render import as_data
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, _: Mapping[str, object], lang: Language) -> Json:
    """``diagnostics`` are what ``check --format json`` gives, ``clauses`` the rules that can be calculated."""
    checked = made.desk.checked
    return {
        "passed": not checked.report.has_errors,
        "diagnostics": as_data(checked.report.diagnostics, lang, checked.report.allowed),
        "clauses": list(checked.policy.clauses),
    }


CHECK = Call("check", answer)
