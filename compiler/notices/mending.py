"""How a claim that was returned is to be mended, in words: from the code of the fault and what the fact should be."""

from __future__ import annotations

from collections.abc import Mapping

from ..batch.outcome import RowFault
from ..guide.content import fact_row
from ..intake.headings import column_of
from ..model.clause import APPROVED, Clause, Fact
from ..model.policy import Policy
from ..report.diagnostic import Language, Text
from .notice import Returned
from .words import say

# What is wrong with the facts together, and not with one of them.
_TOGETHER = ("T0614", "T0616", "T0617")
_MISSING = "T0601"


def returned(policy: Policy, fault: RowFault) -> Returned:
    clause = policy.clauses.get(fault.clause)
    return Returned(
        row=fault.row,
        clause=fault.clause,
        column=fault.column,
        code=fault.code,
        said=Text(fault.message, fault.message_en or fault.message),
        mend=Text(*(_mend(clause, fault, lang) for lang in ("zh", "en"))),
    )


def _mend(clause: Clause | None, fault: RowFault, lang: Language) -> str:
    if not fault.column:
        return say(lang, "mend: row", row=fault.row)
    fact = _fact(clause, fault.column)
    if fact is None:
        return say(lang, "mend: look", row=fault.row, column=fault.column)
    if fault.code in _TOGETHER:
        return say(lang, "mend: agree", row=fault.row)
    key = "mend: fill in" if fault.code == _MISSING else "mend: correct"
    return say(lang, key, row=fault.row, column=fault.column, what=_what(fact, lang))


def _fact(clause: Clause | None, column: str) -> Fact | None:
    """The fact that a column is of."""
    if clause is None:
        return None
    named: Mapping[str, Fact] = {fact.name: fact for fact in clause.facts}
    found = column_of(column, [*named, APPROVED.name], [clause.id])
    return named.get(found.fact) if found else None


def _what(fact: Fact, lang: Language) -> str:
    """金额，不低于0元."""
    _, kind, bounds, *_ = fact_row(fact, lang)
    return say(lang, "semicolon").join(part for part in (kind, bounds) if part)
