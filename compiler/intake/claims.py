"""The claims that a policy is asked about, as offices write their facts."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from tiaowen.runtime.facts import FactType

from ..model.policy import Policy
from .taken import DAY_OF_CLAIM, Note, Taken, taken, too_small
from .values import value_of


class FactWarning(UserWarning):
    """How a fact was understood that a program gave: a float, or an amount that is implausibly small."""


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
    if not isinstance(facts, Mapping):
        return Taken(facts=facts, notes=())
    found = taken(types_of(policy, clause_id).values(), facts)
    clause = policy.clauses.get(clause_id)
    return replace(found, notes=(*found.notes, *too_small(clause, found.facts))) if clause else found


def claims_taken(policy: Policy, claims: Mapping[str, object]) -> Taken:
    """Several claims, name (7.1, or 7.1#二期) → facts; what is noted names the claim before the fact."""

    def of_claim(name: str, facts: Mapping[str, object]) -> Taken:
        return claim_taken(policy, name if name in policy.clauses else str(name).partition("#")[0], facts)

    return _each(claims, of_claim, ": ")


def applicants_taken(policy: Policy, applicants: Mapping[str, object]) -> Taken:
    """Several applicants, each with its claims."""
    return _each(applicants, lambda _, claims: claims_taken(policy, claims), " ")


def _each(named: Mapping[str, object], read: Callable[[str, Mapping[str, object]], Taken], mark: str) -> Taken:
    """What stands under each name, as it is read; what is noted of it begins with the name (behind it, in English, the
    ``mark``).  What is no mapping stays."""
    if not isinstance(named, Mapping):
        return Taken(facts=named, notes=())
    made: dict[str, object] = {}
    notes: list[Note] = []
    for name, given in named.items():
        found = read(name, cast("Mapping[str, object]", given)) if isinstance(given, Mapping) else None
        made[name] = given if found is None else found.facts
        for note in found.notes if found else ():
            notes.append(Note(fact=f"{name} {note.fact}", zh=f"{name} {note.zh}", en=f"{name}{mark}{note.en}"))
    return Taken(facts=made, notes=tuple(notes))


def warned(found: Taken) -> Any:
    """The facts of a call of Python; what is noted is a ``FactWarning`` to whoever has called."""
    for note in found.notes:
        warnings.warn(note.zh, FactWarning, stacklevel=3)
    return found.facts


def day_taken(said: object) -> object:
    """The day of a claim."""
    return value_of(DAY_OF_CLAIM, said)
