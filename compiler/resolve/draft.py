"""A draft made a clause: what is missing is told, and what 【定义】 lends and nothing uses is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiaowen.runtime.facts import FactType

from ..meaning.faults import definitions_in, facts_in
from ..model.clause import Clause, Fact, Rounding
from ..model.expr import Expr
from ..model.height import MAX_HEIGHT, height
from ..model.types import CLAIM_DATE
from ..report.errors.syntax import TooInvolved
from ..report.errors.types import MissingSection
from ..text.source import Span
from .context import Draft, Rule, block_title
from .results import unit_of_result


def clause_of(rule: Rule) -> Clause | None:
    """The clause; None where something is missing."""
    draft, article = rule.draft, rule.block.article
    for section in _missing(draft):
        rule.report.add(MissingSection(span=rule.block.head_span, clause=rule.block.head, section=section))
    if draft.citation is None or draft.form is None or (draft.form != "资格" and draft.amount is None):
        return None
    assert draft.result is not None
    conditions = [made.condition for made in (*draft.checks, *draft.conditions)]
    computed = [*conditions, *((draft.amount,) if draft.amount is not None else ())]
    named = [*computed, *(made for promise in draft.promises for made in promise.expressions)]
    if any(height(expr, rule.heights) > MAX_HEIGHT for expr in named):
        rule.report.add(TooInvolved(span=rule.block.head_span))
        return None
    if rule.lent:
        _leave_out_unused(rule, named)
    return Clause(
        id=rule.block.head,
        title=block_title(rule.block.body)[0],
        citation=draft.citation,
        facts=tuple(_from_the_first_place(rule)),
        definitions=tuple(rule.definitions.values()),
        checks=draft.checks,
        conditions=draft.conditions,
        amount=draft.amount,
        series=draft.series,
        heading=draft.result.heading,
        form=draft.form,
        ceiling=rule.binder.heading.is_ceiling,
        rounding=draft.rounding or rule.terms.rounding or Rounding(),
        unit=unit_of_result(rule, draft.amount, draft.result.heading, draft.form),
        cases=draft.cases,
        promises=draft.promises,
        told=draft.told,
        qualifies_for=draft.qualifies_for,
        valid=draft.valid,
        article=article.number if article else None,
        article_heading=article.heading if article else "",
        numbers=tuple(rule.binder.out.literals),
        uses_date=any(CLAIM_DATE in facts_in(expr) for expr in computed),
        span=rule.block.head_span,
    )


def _from_the_first_place(rule: Rule) -> Iterator[Fact]:
    """The facts; those of which 前三名 is said are places, from 1 on."""
    places = {(getattr(place, "list", ""), getattr(place, "name", "")) for place in rule.binder.out.places}

    def first(kind: FactType) -> FactType:
        return replace(kind, low=max(kind.low or 1, 1))

    for name, fact in rule.facts.items():
        reading = fact.reading
        if length := rule.binder.out.lengths.get(name):
            reading = replace(reading, length=length)
        if ("", name) in places:
            reading = first(reading)
        elif (name, "") in places and reading.item:
            reading = replace(reading, item=first(reading.item))
        elif reading.item and reading.item.fields:
            fields = (first(each) if (name, each.name) in places else each for each in reading.item.fields)
            reading = replace(reading, item=replace(reading.item, fields=tuple(fields)))
        yield replace(fact, reading=reading) if reading != fact.reading else fact


def _missing(draft: Draft) -> list[str]:
    missing = []
    if draft.citation is None:
        missing.append("依据")
    if draft.result is None:
        missing.append("奖励（补助、减免、交纳、核算、资格）")
    if draft.form == "资格" and not draft.conditions:
        missing.append("条件")
    return missing


def _leave_out_unused(rule: Rule, named: Sequence[Expr]) -> None:
    """Leave out what 【定义】 lends and this rule does not use."""
    body = rule.block.body
    used = {name for expr in named for name in facts_in(expr)}
    meant = definitions_in(named)

    def is_own(span: Span | None) -> bool:
        return span is None or (span.source is body.source and body.start <= span.start < body.end)

    rule.facts = {n: fact for n, fact in rule.facts.items() if n in used or is_own(fact.span)}
    rule.definitions = {n: made for n, made in rule.definitions.items() if made in meant or is_own(made.span)}
