"""The facts of a call as they were typed or stand in a JSON file, made ready for ``calc``; what is to be seen of it is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .bilingual import pick
from .streams import write

if TYPE_CHECKING:
    from tiaowen.runtime.facts import FactType

    from ..pipeline import Loaded
    from ..report.diagnostic import Language


def types_of(policy: Loaded, clause_id: str) -> Mapping[str, FactType]:
    """The facts that a call of a clause may give: its own, and those of the clauses that it takes facts from."""
    found: dict[str, FactType] = {}
    waiting = [clause_id]
    while waiting:
        if clause := policy.clauses.get(waiting.pop()):
            found |= {kind.name: kind for kind in clause.asked}
            waiting += [fact.from_clause for fact in clause.facts if fact.from_clause]
    return found


def taken_in(policy: Loaded, claim: str, facts: object, lang: Language) -> object:
    """The facts of a claim (7.1, or 7.1#二期) as offices write them, as ``calc`` reads them."""
    from ..intake.taken import taken, too_small

    if not isinstance(facts, Mapping):
        return facts
    clause_id = claim if claim in policy.clauses else claim.partition("#")[0]
    found = taken(types_of(policy, clause_id).values(), facts, "typed")
    clause = policy.clauses.get(clause_id)
    for note in (*found.notes, *(too_small(clause, found.facts) if clause else ())):
        write(pick(lang, f"提示：{note.zh}\n", f"note: {note.en}\n"), sys.stderr)
    return dict(found.facts)


def day_of(said: object) -> object:
    """A day as offices write it."""
    from tiaowen.runtime.facts import FactType

    from ..intake.values import value_of

    return value_of(FactType(name="", kind="date"), said, "typed")
