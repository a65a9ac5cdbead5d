"""What the guide says, as data: the pages of a policy with their articles, and for each rule what is worked out for it.

In: a policy, and the language of what is said around it.  Out: its ``Content``, from which every format is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.english_units import english_item, several
from tiaowen.runtime.facts import FactType, format_quantity
from tiaowen.runtime.quantities import CLOCK

from ..answers.worked_cases import case_lines
from ..document.departments import Departments
from ..document.document import Annex, Article, Block, Chapter, Paragraph
from ..language.headings import heading_said
from ..meaning.english import quantity_in_english, rounding_said, unit_said
from ..meaning.said import requirement_said
from ..meaning.wording import formula, plain_words, spoken_words, subject_of
from ..model.clause import Clause, Fact, Goal, NotComputed, PerItem, Requirement, Terms, WorkedCase
from ..model.expr import All, AnyOf, Definition, Literal, Mechanism, Not
from ..model.types import BOOLEAN, ListType
from ..model.unit_words import IN_TIME
from ..report.diagnostic import Language
from ..text.pasted import unjoined
from ..text.source import Span
from .original import Written, written
from .outline import Node, is_simple, outline, outline_each, outline_parts
from .words import said
from .worked import case_text, cells, readings_of, results

if TYPE_CHECKING:
    from ..model.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A policy as people are shown it: ``text`` is its document, paragraph by paragraph, ``goals`` are by the departments
    that answer for them."""

    policy: Policy
    text: tuple[Written, ...]
    preamble: tuple[str, ...]
    closing: tuple[str, ...]
    terms: tuple[Said, ...]
    pages: tuple[Page, ...]
    goals: tuple[tuple[str, tuple[Goal, ...]], ...]
    not_computed: tuple[NotComputed, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All, in the order of the document."""
        return tuple(rule for page in self.pages for rule in page.all_rules)


def content_of(policy: Policy, lang: Language = "zh") -> Content:
    by_department: dict[str, list[Goal]] = {}
    for goal in policy.goals:
        by_department.setdefault(
            said("list comma", lang).join(goal.departments) or said("nobody named", lang), []
        ).append(goal)
    return Content(
        policy=policy,
        text=tuple(written(policy.document)),
        preamble=tuple(paragraph.text for paragraph in policy.document.preamble),
        closing=tuple(paragraph.text for paragraph in policy.document.closing),
        terms=tuple(dict.fromkeys(Said.of(terms, lang) for terms in policy.terms.values())),
        pages=tuple(_pages(policy, lang)),
        goals=tuple((department, tuple(goals)) for department, goals in by_department.items()),
        not_computed=policy.not_computed,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What 【政策】 declares, for people."""

    valid: str
    budget: str
    precedence: str

    @classmethod
    def of(cls, terms: Terms, lang: Language = "zh") -> Said:
        budget = terms.budget
        amount = "" if budget is None else _quantity(budget.numerator, budget.denominator, "元", lang)
        return cls(_period(terms.valid, lang), amount, terms.precedence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A chapter, an annex, or what is in neither (``loose``).  ``heading`` is its title without its number."""

    title: str
    heading: str
    annex: bool
    loose: bool
    departments: Departments
    spans: tuple[Span, ...]
    articles: tuple[ArticleShown, ...]
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    not_computed: tuple[NotComputed, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its own text outside articles; ``spans`` are where it stands."""
        return tuple(unjoined(span.text) for span in self.spans)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        return (*self.rules, *(rule for article in self.articles for rule in article.rules))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShown:
    article: Article
    rules: tuple[Rule, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(span.text for span in self.article.spans)

    @property
    def title(self) -> str:
        return f"{self.article.label}{self.article.heading}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A clause with what is worked out for its page: ``heading`` is what it gives, ``each`` what there is an amount for (of a
    list), ``rounding`` how its result is rounded."""

    clause: Clause
    heading: str
    each: str
    rounding: str
    facts: tuple[tuple[str, str, str, str, str], ...]
    conditions: tuple[Condition, ...]
    checks: tuple[str, ...]
    fixed: str
    named: tuple[tuple[str, str, str], ...]
    stepped: tuple[tuple[str, tuple[Node, ...]], ...]
    steps: tuple[Node, ...]
    parts: tuple[tuple[str, str, str], ...]
    cases: tuple[Case, ...]
    same_matter: tuple[str, ...]
    valid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition; ``parts`` where it is made of several, of which one is enough (任一) or all must hold (全部)."""

    text: str
    mode: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked case: what it comes to (an amount or several; 不予, 不受理), its records as tables (name, heads, rows), and
    its calculation line by line."""

    text: str
    given: tuple[str, ...]
    accepted: bool
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    lines: tuple[str, ...]


def _pages(policy: Policy, lang: Language) -> list[Page]:
    document = policy.document
    pages = [_page(policy, f"{chapter.label}{chapter.heading}", lang, chapter=chapter) for chapter in document.chapters]
    loose = _page(policy, said("other articles", lang) if pages else policy.title, lang, whole=not pages)
    annexed = [_page(policy, f"{annex.label} {annex.title}".strip(), lang, annex=annex) for annex in document.annexes]
    return [
        *pages,
        *([loose] if loose.articles or loose.rules else []),
        *(page for page in annexed if page.all_rules or page.articles),
    ]


def _page(
    policy: Policy,
    title: str,
    lang: Language,
    *,
    chapter: Chapter | None = None,
    annex: Annex | None = None,
    whole: bool = False,
) -> Page:
    """That of a chapter, of an annex, or of what is in neither."""
    document = policy.document
    articles = annex.articles if annex else [each for each in document.articles if each.chapter is chapter]
    ours = {id(article) for article in articles}
    rules = {
        (block.head_span.source.name, block.head_span.start): block
        for block in document.blocks
        if block.kind == "规则"
        and (id(block.article) in ours if block.article else annex is None and block.chapter is chapter)
    }

    def within(article: Article | None) -> tuple[Rule, ...]:
        return tuple(
            _rule(policy, policy.clauses[block.head], lang)
            for block in rules.values()
            if block.article is article and _is_clause(policy, block)
        )

    def is_said_here(said: Goal | NotComputed) -> bool:
        return whole or (chapter is not None and said.place.chapter is chapter)

    def is_of_page(paragraph: Paragraph) -> bool:
        return annex is None and paragraph.chapter is chapter and paragraph.article is None

    return Page(
        title=title,
        heading=chapter.heading if chapter else annex.title if annex else title,
        annex=annex is not None,
        loose=chapter is None and annex is None,
        departments=chapter.departments if chapter else Departments(),
        spans=tuple(
            paragraph.span
            for paragraph in document.paragraphs
            if paragraph.role in ("text", "section") and is_of_page(paragraph)
        ),
        articles=tuple(ArticleShown(article=article, rules=within(article)) for article in articles),
        rules=within(None),
        goals=tuple(goal for goal in policy.goals if is_said_here(goal)),
        not_computed=tuple(left for left in policy.not_computed if is_said_here(left)),
    )


def _is_clause(policy: Policy, block: Block) -> bool:
    clause = policy.clauses.get(block.head)
    return clause is not None and clause.span == block.head_span


def _rule(policy: Policy, clause: Clause, lang: Language) -> Rule:
    terms = policy.terms_of(clause)
    steps, parts = _amounts(clause, lang)
    named = [made for made in clause.definitions if is_simple(made.body)]
    return Rule(
        clause=clause,
        heading=heading_said(clause.heading, lang),
        each=_item(clause.series.each, lang) if isinstance(clause.series, PerItem) else "",
        rounding=rounding_said(clause.rounding, clause.unit, lang),
        facts=tuple(fact_row(fact, lang) for fact in clause.facts),
        conditions=tuple(_condition(condition, lang) for condition in clause.conditions),
        checks=tuple(_condition(check, lang).text for check in clause.checks),
        fixed=plain_words(clause.amount, lang) if isinstance(clause.amount, Literal) and clause.series is None else "",
        named=tuple(
            (
                _defined(made, lang),
                spoken_words(made.body, lang),
                "" if made.type == BOOLEAN else formula(made.body, lang),
            )
            for made in named
        ),
        stepped=tuple(
            (_defined(made, lang), outline(made.body, lang)) for made in clause.definitions if not is_simple(made.body)
        ),
        steps=steps,
        parts=parts,
        cases=tuple(_case(policy, clause, case, lang) for case in clause.cases),
        same_matter=tuple(
            other for matter in terms.same_matter if clause.id in matter for other in matter if other != clause.id
        ),
        valid=_period(clause.valid, lang),
    )


def _amounts(clause: Clause, lang: Language) -> tuple[tuple[Node, ...], tuple[tuple[str, str, str], ...]]:
    """The steps of the result; where it is a series, also the row of each of its amounts."""
    if clause.parts:
        return outline_parts(clause.parts, lang)
    if isinstance(clause.series, PerItem):
        lists = said("list comma", lang).join(clause.series.lists)
        heading = said("an item of", lang, list=lists, each=_item(clause.series.each, lang))
        return outline_each(heading, clause.series.body, clause.series.up_to, lang), ()
    return (outline(clause.amount, lang) if clause.amount is not None else ()), ()


def _case(policy: Policy, clause: Clause, case: WorkedCase, lang: Language) -> Case:
    readings = readings_of(policy, clause)
    tables = []
    for name, value in case.facts:
        records = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        if records:
            rows = tuple(cells(readings[name], record, lang) for record in records)
            tables.append((name, tuple(map(str, records[0])), rows))
    return Case(
        text=case_text(policy, clause, case, lang),
        given=results(clause, case, lang),
        accepted=case.accepted,
        tables=tuple(tables),
        lines=tuple(case_lines(policy, clause, case, lang)),
    )


def _defined(made: Definition, lang: Language) -> str:
    return said("each item of", lang, name=made.name, list=made.scope) if made.scope else made.name


def _condition(made: Requirement, lang: Language) -> Condition:
    condition, text = made.condition, requirement_said(made, lang)
    if isinstance(condition, Mechanism):
        return Condition(text=spoken_words(condition, lang))
    if isinstance(condition, (All, AnyOf)) and not (
        subject_of(condition) or any(isinstance(part, Not) for part in condition.parts)
    ):
        mode = "全部" if isinstance(condition, All) else "任一"
        parts = tuple(spoken_words(part, lang) for part in condition.parts)
        return Condition(text=text, mode=mode, parts=parts)
    return Condition(text=text)


def fact_row(fact: Fact, lang: Language) -> tuple[str, str, str, str, str]:
    """A row: name, what to fill in, the range, what counts when left out, notes."""
    reading = fact.reading
    notes = [said("from rule", lang, rule=fact.from_clause)] if fact.from_clause else []
    if reading.kind == "option":
        notes.append(said("options in order" if reading.ordered else "one option", lang))
    if isinstance(fact.type, ListType):
        notes += _ordered(fact.type, lang)
    left_out = (
        said("may be left out", lang)
        if reading.optional
        else said("needed", lang)
        if reading.default is None
        else said("counts as", lang, value=_default(reading, lang))
    )
    kind = _kind(reading, lang, _each(fact))
    return (fact.name, kind, _range(reading, lang), left_out, said("semicolon", lang).join(notes))


def _ordered(kind: ListType, lang: Language) -> list[str]:
    """What is declared of the order of a list."""
    notes = [said("earliest first", lang)] if kind.order == "" else []
    if lang == "zh":
        return notes + ([kind.in_order] if kind.in_order not in ("", "按先后") else [])
    notes += [said("in order of", lang, order=kind.order)] if kind.order and kind.each not in IN_TIME else []
    if kind.this_year is not None:
        notes.append(said("with this year" if kind.this_year else "without this year", lang))
    return notes


def _each(fact: Fact) -> str:
    return getattr(fact.type, "each", "")


def _item(each: str, lang: Language) -> str:
    return each if lang == "zh" else english_item(each)


def _unit(unit: str, lang: Language) -> str:
    """The unit in which a number is to be given: in English with the word that it may be given with."""
    said = several(unit_said(unit, lang))
    return said if lang == "zh" or said == unit else f"{said}, {unit}"


def _quantity(value: int, scale: int, unit: str, lang: Language) -> str:
    return format_quantity(value, scale, unit) if lang == "zh" else quantity_in_english(Fraction(value, scale), unit)


# What a number is, by its unit.
_NUMBERS = {"元": "an amount", "%": "a ratio", CLOCK: "a time of day"}


def _kind(reading: FactType, lang: Language, each: str = "") -> str:
    match reading.kind:
        case "number" if not reading.unit:
            return said("a factor" if reading.decimals else "a whole number", lang)
        case "number" if reading.unit in _NUMBERS:
            return said(_NUMBERS[reading.unit], lang)
        case "number":
            return said(
                "a number of" if reading.decimals else "a whole number of", lang, unit=_unit(reading.unit, lang)
            )
        case "option":
            return said("list comma", lang).join(reading.options)
        case "list" if reading.item is not None:
            row = _item(each, lang) if lang == "en" or len(each) == 1 else f"个{each}"
            kind = _kind(reading.item, lang)
            if reading.length:
                return said("a list of so many", lang, count=reading.length, each=row, kind=kind)
            return said("a list", lang, each=row, kind=kind)
        case "record":
            fields = (f"{field.name}{said('in brackets', lang, said=_kind(field, lang))}" for field in reading.fields)
            return said("comma", lang).join(fields)
        case "boolean":
            return said("yes or no", lang)
        case "date":
            return said("a date", lang)
        case _:
            return said("a text", lang)


def _range(reading: FactType, lang: Language) -> str:
    low, high = (
        "" if bound is None else _quantity(bound, reading.scale, reading.unit, lang)
        for bound in (reading.low, reading.high)
    )
    if low and high:
        return said("from to", lang, low=low, high=high)
    if low or high:
        return said("not below", lang, low=low) if low else said("not above", lang, high=high)
    return said("may be negative", lang) if reading.negative else ""


def _default(reading: FactType, lang: Language) -> str:
    value = reading.default
    if isinstance(value, bool):
        return said("yes" if value else "no", lang)
    if isinstance(value, int):
        if reading.kind == "option":
            return reading.options[value]
        if reading.kind == "date":
            return _day(date.fromordinal(value), lang)
        return _quantity(value, reading.scale, reading.unit, lang)
    return str(value)


def _period(valid: tuple[date, date] | None, lang: Language) -> str:
    return said("period", lang, first=_day(valid[0], lang), last=_day(valid[1], lang)) if valid else ""


def _day(day: date, lang: Language) -> str:
    return said("day", lang, year=day.year, month=day.month, day=day.day, iso=day.isoformat())
