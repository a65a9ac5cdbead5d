"""Facts as people type them into a form: around every worked case, and around every threshold of a rule.

Comes in: a clause.  Goes out: facts whose numbers, options and days are texts, 是否 is a bool, a list is a list of texts
or of mappings by the names of the fields; with the day of the claim, or None.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from support.cases import generate
from support.facts import varied_cases
from support.policies import loaded
from tiaowen.compiler import Policy
from tiaowen.compiler.analysis.probing import Values, bases
from tiaowen.compiler.analysis.varied import varied_of
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.types import CLAIM_DATE
from tiaowen.runtime.facts import FactType, decimal_text

Typed = dict[str, Any]
Claim = tuple[Typed, str | None]


def drawn(policy: Policy, clause: Clause, rng: Random, most: int) -> list[Claim]:
    """So many claims at most, always the same: those at thresholds first, then around the worked cases."""
    near, around = list(at_thresholds(policy, clause)), list(around_cases(policy, clause, rng))
    found = rng.sample(near, min(len(near), most // 2))
    found += rng.sample(around, min(len(around), most - len(found)))
    return found


def at_thresholds(policy: Policy, clause: Clause) -> Iterator[Claim]:
    """The applicants at thresholds, as they type."""
    return (_held_as_typed(clause, values) for values in applicants_at_thresholds(policy, clause))


def applicants_at_thresholds(policy: Policy, clause: Clause) -> Iterator[Values]:
    """The clause's own applicants, and of each every number one step before, at and one step behind where something changes."""
    for values in bases(policy, clause):
        yield values
        for varied in varied_of(clause):
            based = varied.based_on(values)
            if based is not None and varied.reading.kind == "number":
                turns = {value + step for value in varied.turning_points(clause, based) for step in (-1, 0, 1)}
                for value in sorted(turns):
                    if varied.reading.least <= value <= varied.reading.most:
                        yield varied.with_value(based, value)


def around_cases(policy: Policy, clause: Clause, rng: Random) -> Iterator[Claim]:
    """The worked cases with each fact changed; of the first policy also the facts that the oracle is asked about."""
    cases = list(varied_cases(clause, rng))
    if policy is loaded():
        cases += [(case.given, case.on) for case in generate(clause.id, rng, 20)]
    kinds = {fact.name: fact.reading for fact in clause.facts}
    for facts, day in cases:
        typed = {name: as_typed(kinds.get(name), value) for name, value in facts.items()}
        yield typed, day.isoformat() if isinstance(day, date) else day if isinstance(day, str) else None


def as_typed(of: FactType | None, value: Any) -> Any:
    """A fact as a caller may give it, as it is typed into a form."""
    if of is not None and of.kind == "boolean":
        return value if isinstance(value, bool) else value == "是"
    if of is not None and of.item is not None:
        return [as_typed(of.item, part) for part in value]
    if of is not None and of.fields:
        named = value if isinstance(value, Mapping) else dict(zip((one.name for one in of.fields), value, strict=True))
        return {one.name: as_typed(one, named[one.name]) for one in of.fields if one.name in named}
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


def _held_as_typed(clause: Clause, values: Values) -> Claim:
    facts = {fact.name: held_as_typed(fact.reading, values[fact.name]) for fact in clause.facts}
    day = values.get(CLAIM_DATE)
    return facts, date.fromordinal(day).isoformat() if isinstance(day, int) else None


def held_as_typed(of: FactType, value: Any) -> Any:
    """A value as the runtime holds it (a number of the smallest part, the place of an option), as it is typed."""
    match of.kind:
        case "number":
            return decimal_text(value, of.scale, of.decimals)
        case "boolean":
            return bool(value)
        case "option":
            return of.options[value]
        case "date":
            return date.fromordinal(value).isoformat()
        case "list":
            assert of.item is not None
            return [held_as_typed(of.item, part) for part in value]
        case "record":
            return {one.name: held_as_typed(one, part) for one, part in zip(of.fields, value, strict=True)}
        case "text":
            return value
