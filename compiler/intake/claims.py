"""The claims that a policy is asked about, as offices write their facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from tiaowen.runtime.facts import FactType

from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from .taken import Note, Taken, taken, too_small
from .values import value_of

_CLAIM_DATE = FactType(name=CLAIM_DATE, kind="date")


def types_of(policy: Policy, clause_id: str) -> Mapping[str, FactType]:
    """The facts that a call of a clause may give: its own, and those of the clauses that it takes facts from."""
    found: dict[str, FactType] = {}
    waiting = [clause_id]
    while waiting:
        if clause := policy.clauses.get(waiting.pop()):
            found |= {kind.name: kind for kind in clause.asked}
            waiting += [fact.from_clause for fact in clause.facts if fact.from_clause]
    return found


def claim_taken(policy: Policy, clause_id: str, facts: Mapping[str, object]) -> Taken:
    """The facts of one clause; what is implausibly small is noted, too."""
    found = taken(types_of(policy, clause_id).values(), facts, "typed")
    clause = policy.clauses.get(clause_id)
    return replace(found, notes=(*found.notes, *too_small(clause, found.facts))) if clause else found


def claims_taken(policy: Policy, claims: Mapping[str, object]) -> Taken:
    """Several claims, name (7.1, or 7.1#二期) → facts; what is noted names the claim before the fact."""
    made: dict[str, object] = {}
    notes: list[Note] = []
    for name, facts in claims.items():
        if not isinstance(facts, Mapping):
            made[name] = facts
            continue
        found = claim_taken(policy, name if name in policy.clauses else name.partition("#")[0], facts)
        made[name] = found.facts
        notes += [
            Note(fact=f"{name} {note.fact}", zh=f"{name} {note.zh}", en=f"{name}: {note.en}") for note in found.notes
        ]
    return Taken(facts=made, notes=tuple(notes))


def applicants_taken(policy: Policy, applicants: Mapping[str, object]) -> Taken:
    """Several applicants, each with its claims."""
    made: dict[str, object] = {}
    notes: list[Note] = []
    for name, claims in applicants.items():
        if not isinstance(claims, Mapping):
            made[name] = claims
            continue
        found = claims_taken(policy, cast("Mapping[str, object]", claims))
        made[name] = found.facts
        notes += [
            Note(fact=f"{name} {note.fact}", zh=f"{name} {note.zh}", en=f"{name} {note.en}") for note in found.notes
        ]
    return Taken(facts=made, notes=tuple(notes))


def day_taken(said: object) -> object:
    """The day of a claim."""
    return value_of(_CLAIM_DATE, said, "typed")
