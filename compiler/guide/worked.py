"""A worked case in words: in Chinese as the drafter wrote it, in English from what it gives and what is expected.

In: a case of a clause, and a language.  Out: its text, the cells of its tables, the results that it expects.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

from ..answers.worked_cases import expected
from ..meaning.english import quantity_in_english
from ..model.clause import Clause, WorkedCase
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Language
from .words import said

_DAY = FactType(name=CLAIM_DATE, kind="date")


def readings_of(policy: Policy, clause: Clause) -> dict[str, FactType]:
    """What a case of a clause may give: its own facts, and those of the clauses that it takes facts from; the date."""
    found: dict[str, FactType] = {CLAIM_DATE: _DAY}
    waiting, seen = [clause], {clause.id}
    for each in waiting:
        found = {of.name: of for of in each.asked} | found
        sources = {fact.from_clause for fact in each.facts} & policy.clauses.keys() - seen
        waiting += [policy.clauses[name] for name in sorted(sources)]
        seen |= sources
    return found


def case_text(policy: Policy, clause: Clause, case: WorkedCase, lang: Language) -> str:
    """What a case gives, and what comes of it."""
    if lang == "zh":
        return case.text
    readings = readings_of(policy, clause)
    parts = []
    for name, value in case.facts:
        called = said("date of claim", lang) if name == CLAIM_DATE else name
        shown = value_text(readings[name], value, lang) if name in readings else str(value)
        parts.append(said("given fact", lang, name=called, value=shown))
    if case.rest != "none":
        parts.append(said(f"the rest is {case.rest}", lang))
    given = said("semicolon", lang).join(parts)
    return said("case and result", lang, given=given, result=said("semicolon", lang).join(results(clause, case, lang)))


def results(clause: Clause, case: WorkedCase, lang: Language) -> tuple[str, ...]:
    """What is expected of a case: one amount, several, nothing, or that it is refused."""
    if not case.accepted:
        return (said("not accepted", lang),)
    if not case.expected:
        return (said("nothing given", lang),)
    if lang == "zh":
        return case.expected
    try:
        values = expected(clause, case) or ()
    except FactError:
        return case.expected
    return tuple(
        said("yes" if value else "no", lang)
        if isinstance(value, bool)
        else quantity_in_english(Fraction(value), clause.unit)
        for value in values
    )


def value_text(of: FactType, value: object, lang: Language) -> str:
    """A value of a fact as a case gives it; of records, how many there are."""
    if lang == "zh":
        return str(value)
    if of.kind == "list" and of.item is not None and isinstance(value, list):
        if of.item.kind == "record":
            return said("so many rows", lang, count=len(value))
        item = of.item
        return said("list comma", lang).join(value_text(item, part, lang) for part in value) or said("none", lang)
    try:
        read = read_value(of, value)
    except FactError:
        return str(value)
    match of.kind:
        case "number" if isinstance(read, int):
            return quantity_in_english(Fraction(read, of.scale), of.unit)
        case "boolean":
            return said("yes" if read else "no", lang)
        case "date" if isinstance(read, int):
            return date.fromordinal(read).isoformat()
        case _:
            return str(value)


def cells(of: FactType, record: Mapping[str, object], lang: Language) -> tuple[str, ...]:
    """The row of a record."""
    fields = {part.name: part for part in (of.item.fields if of.item else ())}
    return tuple(value_text(fields[str(name)], value, lang) for name, value in record.items())
