"""What a policy has and asks for, as data: its clauses, and for each what it rests on and the facts that it needs.

In: a policy, and the language of what is said around its own words.  Out: mappings and lists for JSON.  Numbers of the policy
are text, in the form in which they may be given as facts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.errors import FactError, hint, make_fault
from tiaowen.runtime.facts import FactType, clock_text
from tiaowen.runtime.quantities import CLOCK

from ..document.document import answering
from ..guide.content import fact_row
from ..guide.uses import uses
from ..guide.worked import case_text, results
from ..language.headings import heading_said
from ..meaning.said import requirement_said
from ..model.case_facts import case_facts
from ..model.clause import APPROVED, Clause, Fact
from ..model.quantity import MONEY
from ..model.types import ListType
from ..version import VERSION

if TYPE_CHECKING:
    from ..model.clause import WorkedCase
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json


def policy_data(policy: Policy, lang: Language = "zh") -> dict[str, Json]:
    """The policy and all its clauses, each in short."""
    terms = tuple(policy.terms.values())
    budget = next((each.budget for each in terms if each.budget is not None), None)
    return {
        "policy": policy.title,
        "policy_hash": policy.hash,
        "compiler": VERSION,
        "valid": _period(next((each.valid for each in terms if each.valid), None)),
        "budget": None if budget is None else f"{Decimal(int(budget * 100)).scaleb(-2):f}",
        "precedence": next((each.precedence for each in terms if each.precedence), ""),
        "same_matter": [list(ids) for each in terms for ids in each.same_matter],
        "clauses": [_short(policy, clause, lang) for clause in policy.clauses.values()],
    }


def clause_data(policy: Policy, clause_id: str, lang: Language = "zh") -> dict[str, Json]:
    """One clause whole.  Raises ``FactError`` where there is none of this id."""
    clause = clause_of(policy, clause_id)
    return {
        **_short(policy, clause, lang),
        "facts": _facts(policy, clause, lang),
        "conditions": [requirement_said(made, lang) for made in clause.conditions],
        "checks": [requirement_said(made, lang) for made in clause.checks],
        "readings": list(clause.readings),
        "notes": list(clause.notes),
        "not_computed": [
            {"text": left.citation.text, "reason": left.reason, "note": left.note} for left in clause.not_computed
        ],
        "examples": [_example(policy, clause, case, lang) for case in clause.cases],
    }


def facts_data(policy: Policy, clause_id: str, lang: Language = "zh") -> list[Json]:
    """The facts that one clause asks for.  Raises ``FactError`` where there is none of this id."""
    return _facts(policy, clause_of(policy, clause_id), lang)


def clause_of(policy: Policy, clause_id: str) -> Clause:
    """The clause of an id.  Raises ``FactError`` (T0615), which names the nearest, where there is none."""
    clause = policy.clauses.get(clause_id)
    if clause is None:
        raise FactError([make_fault("T0615", (clause_id,), hint=hint(clause_id, policy.clauses))])
    return clause


def _short(policy: Policy, clause: Clause, lang: Language) -> dict[str, Json]:
    read = policy.read.get(clause.id)
    chapter = (read.block.article.chapter if read.block.article else read.block.chapter) if read else None
    article = policy.article_of(clause)
    matters = (ids for ids in policy.terms_of(clause).same_matter if clause.id in ids)
    return {
        "clause": clause.id,
        "title": clause.title,
        "heading": heading_said(clause.heading, lang),
        "form": clause.form,
        "kind": clause.kind,
        "unit": clause.unit,
        "chapter": f"{chapter.label}{chapter.heading}" if chapter else "",
        "article": f"{article.label}{article.heading}" if article else "",
        "citation": clause.citation.text,
        "departments": answering(read.block).said_in(lang) if read else "",
        "valid": _period(clause.valid or policy.terms_of(clause).valid),
        "same_matter": list(dict.fromkeys(each for ids in matters for each in ids if each != clause.id)),
        "facts": [of.name for of in clause.asked],
    }


def _facts(policy: Policy, clause: Clause, lang: Language) -> list[Json]:
    found: list[Json] = [_fact(policy, clause, fact, lang) for fact in clause.facts]
    if clause.ceiling:
        found.append(_fact(policy, clause, Fact(name=APPROVED.name, type=MONEY, reading=APPROVED), lang))
    return found


def _fact(policy: Policy, clause: Clause, fact: Fact, lang: Language) -> dict[str, Json]:
    """``expected``, ``range``, ``left_out`` and ``note`` are for people, the others for programs; ``clause`` is that
    whose result it may be, whose own facts may be given instead."""
    _, expected, allowed, left_out, note = fact_row(fact, lang)
    return {
        **_read_as(fact.reading),
        "each": fact.type.each if isinstance(fact.type, ListType) else "",
        "expected": expected,
        "range": allowed,
        "left_out": left_out,
        "note": note,
        "for": list(uses(clause, fact.name, lang)),
        "clause": fact.from_clause if fact.from_clause in policy.clauses else None,
    }


def _read_as(of: FactType) -> dict[str, Json]:
    """How the runtime reads it; ``item`` is one of a list, ``fields`` those of a record."""
    return {
        "name": of.name,
        "kind": of.kind,
        "unit": of.unit,
        "decimals": of.decimals,
        "negative": of.negative,
        "low": None if of.low is None else _as_given(of, of.low),
        "high": None if of.high is None else _as_given(of, of.high),
        "options": list(of.options),
        "required": of.default is None and not of.optional,
        "default": None if of.default is None else _as_given(of, of.default),
        "length": of.length,
        "item": _read_as(of.item) if of.item else None,
        "fields": [_read_as(part) for part in of.fields],
    }


def _as_given(of: FactType, held: Any) -> Json:
    """A value that the runtime holds, as it may be given."""
    match of.kind:
        case "number" if of.unit == CLOCK:
            return clock_text(held)
        case "number":
            return f"{Decimal(held).scaleb(-of.decimals):f}"
        case "option":
            return str(of.options[held])
        case "date":
            return date.fromordinal(held).isoformat()
        case "list" if of.item is not None:
            return [_as_given(of.item, part) for part in held]
        case "record":
            return {part.name: _as_given(part, each) for part, each in zip(of.fields, held, strict=True)}
    return bool(held) if of.kind == "boolean" else str(held)


def _example(policy: Policy, clause: Clause, case: WorkedCase, lang: Language) -> dict[str, Json]:
    """A worked case: its facts as they may be given, and in words what comes of them."""
    facts, on = case_facts(clause, case)
    given: Any = facts
    return {
        "text": case_text(policy, clause, case, lang),
        "facts": given,
        "date": None if on is None else str(on),
        "accepted": case.accepted,
        "results": list(results(clause, case, lang)),
    }


def _period(valid: tuple[date, date] | None) -> Json:
    return [day.isoformat() for day in valid] if valid else None
