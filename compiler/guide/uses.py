"""What a fact is for: the sentences of a clause that speak of it.

In: a clause, the name of a fact, a language.  Out: its sentences by their headings, 条件：研发费用达到100万元以上.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language.headings import heading_said
from ..meaning.faults import facts_in
from ..meaning.said import requirement_said
from ..model.clause import APPROVED, Clause
from ..model.expr import Expr
from ..report.diagnostic import Language

# What a fact may be used in, in Chinese and English.
_PLACES = {"zh": ("条件", "核对", "其中", "："), "en": ("condition", "check", "definition", ": ")}


def uses(clause: Clause, name: str, lang: Language) -> Iterator[str]:
    """Where a clause uses a fact: its sentences by their headings, 条件：研发费用达到100万元以上."""
    condition, check, definition, colon = _PLACES[lang]
    made = set(clause.definitions)

    def reads(expr: Expr) -> bool:
        return name in facts_in(expr, set(made))

    for heading, sentences in ((condition, clause.conditions), (check, clause.checks)):
        yield from (f"{heading}{colon}{requirement_said(each, lang)}" for each in sentences if reads(each.condition))
    yield from (f"{definition}{colon}{each.name}" for each in clause.definitions if reads(each.body))
    if any(map(reads, clause.amounts)) or (clause.ceiling and name == APPROVED.name):
        yield heading_said(clause.heading, lang)
