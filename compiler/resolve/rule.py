"""【规则】: a block put together as a clause.

In: a block, and what governs it.  Out: a ``model.Clause``, or None where the block has faults; these are reported.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import cast

from ..bind.cases import in_case
from ..document.document import Article, Block
from ..meaning.faults import definitions_in, facts_in
from ..meaning.series import total
from ..model.clause import Citation, Clause, Rounding, Series, Terms
from ..model.clause import Form as ResultForm
from ..model.expr import MAX_HEIGHT, All, Expr, FactRef, height
from ..model.quantity import read_day
from ..model.types import CLAIM_DATE, DATE
from ..reading.layout import FORM_OF_HEADING, HEADINGS, SERIES_HEADINGS, STEP_HEADINGS
from ..reading.parse import Reader, sections, sentences
from ..reading.syntax import Section
from ..reading.vocabulary import Vocabulary
from ..report.diagnostic import Diagnostic, Report
from ..report.errors.document import UnbalancedQuotation
from ..report.errors.names import DuplicateName, UnknownName
from ..report.errors.syntax import TooInvolved, UnknownHeading, UnknownScope
from ..report.errors.types import BadRange, MissingSection
from ..text.source import Span, squeeze
from .cases import worked_cases
from .citation import read_citation
from .conditions import requirements
from .context import Rule, block_title, plain_text
from .definitions import bind_definitions, options_of, vocabulary_of
from .facts import read_fact
from .promises import limits_of, promises
from .results import bind_result, bind_shares, rounding_of, unit_of_result, whole_series, whole_step

_NONE: Mapping[str, Block] = {}


def resolve_rule(
    block: Block,
    article: Article | None,
    terms: Terms,
    report: Report,
    shared: Sequence[Block] = (),
    blocks: Mapping[str, Block] = _NONE,
) -> Clause | None:
    """【规则】: the clause, or None where it has faults.  ``shared`` are the blocks 【定义】 whose facts and names it may
    use; what it does not use of them is no part of it.  ``blocks`` are the rules by their ids, for facts that are 取自
    one of them."""
    rule, own, all_sections = declared(block, article, terms, shared, blocks)
    bind_definitions(rule, all_sections)
    clause = _assemble(rule, block_title(rule.block.body)[0], own)
    unpaired = any(found.span and block.holds(found.span) for found in report.of(UnbalancedQuotation))
    report.extend(found for found in rule.report.diagnostics if not _follows(rule, found, unpaired=unpaired))
    return None if rule.report.has_errors else clause


def declared(
    block: Block, article: Article | None, terms: Terms, shared: Sequence[Block], blocks: Mapping[str, Block]
) -> tuple[Rule, list[Section], list[Section]]:
    """The rule with its facts read and its reader ready; its own sections, and these behind those lent to it."""
    rule = Rule(block, article, terms, shared)
    _, start = block_title(rule.block.body)
    own = list(sections(rule.block.source, start, rule.block.body.end))
    _unknown_text(rule, start, own)
    rule.valid = next((_validity(rule, each) for each in own if each.heading == "有效期"), None)
    if rule.valid:
        rule.binder.terms = replace(rule.terms, valid=rule.valid)
    theirs = [section for block in rule.shared for section in shared_sections(block)]
    all_sections = [*theirs, *own]
    _read_facts(rule, all_sections)
    for fact in rule.facts.values():
        rule.scope.bound[fact.name] = FactRef(name=fact.name, type=fact.type)
        if fact.from_clause in blocks:
            source = Rule(blocks[fact.from_clause], article, terms, shared)
            _, begin = block_title(source.block.body)
            _read_facts(source, [*theirs, *sections(source.block.source, begin, source.block.body.end)])
            rule.fed_by |= source.facts
    rule.binder.facts = tuple(rule.scope.bound[name] for name in rule.facts)
    rule.binder.has_facts_alone = not any(section.heading in ("其中", "标准") for section in all_sections)
    rule.scope.bound[CLAIM_DATE] = FactRef(name=CLAIM_DATE, type=DATE)
    names, options = vocabulary_of(rule, all_sections)
    rule.binder.options = options_of(rule.facts.values())
    rule.reader = Reader(Vocabulary.of(names, options, rule.terms.units))
    return rule, own, all_sections


def _read_facts(rule: Rule, all_sections: Iterable[Section]) -> None:
    for section in all_sections:
        if section.heading == "填报":
            if section.scope not in ("", "含上年"):
                rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
            read = sentences(section, rule.reader, "fact", rule.report)
            for prefix in ("", "上年") if section.scope == "含上年" else ("",):
                for sentence in read:
                    read_fact(rule, sentence, prefix)


def _follows(rule: Rule, found: Diagnostic, *, unpaired: bool) -> bool:
    """Whether a diagnostic only follows from one that is told already: of a declaration, or of a quotation without its
    other mark, which swallows the headings behind it."""
    if isinstance(found, MissingSection):
        return unpaired
    return isinstance(found, UnknownName) and found.name in rule.failed


def _unknown_text(rule: Rule, start: int, all_sections: list[Section]) -> None:
    """What stands before the first heading, or behind a quotation, belongs to none: a heading misspelt."""
    source = rule.block.source
    end = all_sections[0].span.start if all_sections else rule.block.body.end
    places = [(start, end)]
    for section in all_sections:
        if section.heading == "依据":
            closed = source.text.rfind("”", section.content_span.start, section.content_span.end)
            places += [(closed + 1, section.content_span.end)] if closed >= 0 else []
    for begin, end in places:
        loose = source.text[begin:end].strip("；;。，、 \t\u3000\n")
        if not loose:
            continue
        at = source.text.index(loose, begin)
        word = re.split("[：:\n]", loose)[0][:12]
        near = get_close_matches(word, HEADINGS, 1, 0.5)
        found = UnknownHeading(span=Span(source, at, at + len(word)), heading=word, near=near[0] if near else "")
        rule.report.add(found)


def _assemble(rule: Rule, title: str, all_sections: list[Section]) -> Clause | None:
    clause_id = rule.block.head
    citation = _citation(rule, all_sections)
    checks = requirements(rule, all_sections, "核对")
    conditions = requirements(rule, all_sections, "条件")
    rule.binder = in_case(rule.binder, All(parts=tuple(made.condition for made in conditions)))
    amount: Expr | None = None
    heading, ceiling = "", False
    form: ResultForm | None = None
    qualifies, readings, notes = "", list[str](), list[str]()
    rounding = rule.terms.rounding
    series: Series | None = None
    found_result = False
    for section in all_sections:
        word = section.heading.removeprefix("最高") if section.heading != "最高限额" else section.heading
        if word in FORM_OF_HEADING:
            if found_result:
                rule.report.add(DuplicateName(span=section.head_span, name=section.heading))
                continue
            found_result = True
            heading, form = section.heading, cast(ResultForm, FORM_OF_HEADING[word])
            ceiling = section.heading.startswith("最高")
            rule.binder = replace(rule.binder, is_ceiling=ceiling, is_charged=form == "交纳")
            amount = bind_result(rule, section)
            series = rule.series
        elif word in ("资格", "认定"):
            found_result = True
            heading, form, qualifies = section.heading, "资格", plain_text(section.text)
        elif word in STEP_HEADINGS:
            if series is not None:
                series = whole_series(rule, series, section)
                amount = total(series) if series else None
            elif amount is not None:
                amount = whole_step(rule, amount, section)
        elif word in SERIES_HEADINGS:
            if amount is not None:
                series = bind_shares(rule, amount, section)
        elif word == "口径":
            readings.append(plain_text(section.text))
        elif word == "说明":
            notes.append(plain_text(section.text))
        elif word == "取整":
            rounding = rounding_of(rule, section) or rounding
    cases = worked_cases(rule, all_sections)
    promised = promises(rule, all_sections, amount, has_amount=form != "资格")
    head = rule.block.head_span
    if citation is None:
        rule.report.add(MissingSection(span=head, clause=clause_id, section="依据"))
    if not found_result:
        rule.report.add(MissingSection(span=head, clause=clause_id, section="奖励（补助、减免、交纳、核算、资格）"))
    if form == "资格" and not conditions:
        rule.report.add(MissingSection(span=head, clause=clause_id, section="条件"))
    if citation is None or form is None or (form != "资格" and amount is None):
        return None
    computed = [*(made.condition for made in (*checks, *conditions)), *((amount,) if amount is not None else ())]
    promised_limits = limits_of(promised)
    if any(height(expr, rule.heights) > MAX_HEIGHT for expr in (*computed, *promised_limits)):
        rule.report.add(TooInvolved(span=head))
        return None
    _drop_unused(rule, [*computed, *promised_limits])
    unit = unit_of_result(rule, amount, heading, form)
    return Clause(
        id=clause_id,
        title=title,
        citation=citation,
        facts=tuple(rule.facts.values()),
        definitions=tuple(rule.definitions.values()),
        checks=checks,
        conditions=conditions,
        amount=amount,
        series=series,
        heading=heading,
        form=form,
        ceiling=ceiling,
        rounding=rounding or Rounding(),
        unit=unit,
        cases=cases,
        promises=promised,
        readings=tuple(readings),
        notes=tuple(notes),
        qualifies_for=qualifies,
        valid=rule.valid,
        article=rule.article.number if rule.article else None,
        article_heading=rule.article.heading if rule.article else "",
        numbers=tuple(rule.binder.literals),
        uses_date=any(CLAIM_DATE in facts_in(expr) for expr in computed),
        span=rule.block.head_span,
    )


def _drop_unused(rule: Rule, computed: Sequence[Expr]) -> None:
    """Leave out what 【定义】 lends and this rule does not use."""
    if not rule.shared:
        return
    body = rule.block.body
    used = {name for expr in computed for name in facts_in(expr)}
    meant = definitions_in(computed)

    def is_own(span: Span | None) -> bool:
        return span is None or (span.source is body.source and body.start <= span.start < body.end)

    rule.facts = {n: fact for n, fact in rule.facts.items() if n in used or is_own(fact.span)}
    rule.definitions = {n: made for n, made in rule.definitions.items() if made in meant or is_own(made.span)}


def _citation(rule: Rule, all_sections: Iterable[Section]) -> Citation | None:
    places = (section.content_span for section in all_sections if section.heading == "依据")
    return next(filter(None, map(read_citation, places)), None)


def _validity(rule: Rule, section: Section) -> tuple[date, date] | None:
    written = re.findall(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日", squeeze(section.text).text)
    first = read_day(written[0]) if written else None
    found = [day for text in written if (day := read_day(text, first.year if first else 0))]
    if len(found) != 2 or found[0] > found[1]:
        rule.report.add(BadRange(span=section.content_span, text=section.text[:20]))
        return None
    return found[0], found[1]


def shared_sections(block: Block) -> list[Section]:
    """The sections of a 【定义】 that rules may use."""
    _, start = block_title(block.body)
    found = sections(block.source, start, block.body.end)
    return [section for section in found if section.heading in ("填报", "其中", "标准")]
