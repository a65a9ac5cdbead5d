"""What a target is given: a policy as plain data, its clauses in integers.

In: a policy.  Out: its ``Module``.  There is no policy, no clause and no expression of the model inside, nothing but
numbers, texts and nodes of ir/, so that a target needs to know only what stands here, and all of it could be written down
as JSON.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from tiaowen.runtime.allocate import SharingRule
from tiaowen.runtime.facts import FactType

from ..ir.integer import Amount, BoolExpr, Cap, Check, Each, LetFlag, LetInt
from ..ir.shape import Shape
from ..language.headings import heading_said
from ..meaning.english import unit_said
from ..model.case_facts import case_facts
from ..model.clause import APPROVED, Clause, Form, Terms, WorkedCase
from ..model.policy import Policy
from ..model.shape import shape_of
from ..model.types import CLAIM_DATE, ListType
from ..report.diagnostic import Language
from ..version import VERSION
from .explanation import Explanation, explanation
from .lower import lower
from .scale import scale

Period = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case: its words, and the facts (each as text, bool, whole number, or lists and mappings of such) and the day
    (ISO text, or None) as they would be given to calc.  Where it is not ``accepted``, they are refused."""

    text: str
    facts: tuple[tuple[str, object], ...]
    day: str | None
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One clause.  ``chapter`` and ``article`` are those of the document in which it stands ("" for none).

    ``facts`` are what the applicant gives, and in the arithmetic each is a name that holds what the runtime reads;
    ``approved`` is the implied fact 核定金额 of a ceiling.  ``feeds`` are the facts that another clause may work out: the
    fact, and that clause.  ``usual_day`` is the day taken where none is given.  Outside ``valid`` (None: always) nothing
    is paid, save where it is worked out on any day.  ``day_name`` is what the arithmetic calls the ordinal of the day, ""
    where it does not count with it; where it does, a call without a day is refused.  A form is filled in from one of the ``examples``;
    ``caps`` are each 封顶 of the amounts in words (several in the same words are one), with the condition that it lowered
    the amount, where something is paid; one that never does is left out.  ``rows`` say of a fact that is a list what one of its items is called (项目, 笔).
    """

    id: str
    title: str
    chapter: str
    article: str
    quote: str
    heading: str
    form: Form
    kind: str
    unit: str
    told_unit: str
    facts: tuple[FactType, ...]
    approved: FactType | None
    feeds: tuple[tuple[str, str], ...]
    valid: Period | None
    usual_day: date | None
    is_on_any_day: bool
    day_name: str
    lets: tuple[LetInt | LetFlag, ...]
    checks: tuple[Check, ...]
    conditions: tuple[BoolExpr, ...]
    amounts: tuple[Amount, ...]
    whole: Amount | None
    each: Each | None
    shape: Shape
    caps: tuple[Cap, ...]
    told: Explanation
    examples: tuple[Example, ...]
    rows: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> tuple[FactType, ...]:
        """All that may be given."""
        return (*self.facts, *((self.approved,) if self.approved else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A policy: its clauses in the order of the document, and what governs several claims together: of each set of
    ``same_matter`` (ids of clauses) one is paid, and a ``budget`` (in 分) is shared out by ``sharing``.  ``lang`` is that of
    the explanations, which are in one language, so that no module has all of them twice."""

    title: str
    source_sha256: str
    compiler: str
    lang: Language
    entries: tuple[Entry, ...]
    same_matter: tuple[tuple[str, ...], ...]
    sharing: SharingRule | None
    budget: int | None


def module_of(policy: Policy, lang: Language = "zh") -> Module:
    """The module of a policy, with explanations in a language."""
    terms = tuple(policy.terms.values())
    chapters, articles = _chapters(policy), _articles(policy)
    return Module(
        title=policy.title,
        source_sha256=policy.hash,
        compiler=VERSION,
        lang=lang,
        entries=tuple(
            _entry(policy, clause, chapters.get(clause.id, ""), articles.get(clause.id, ""), lang)
            for clause in policy.clauses.values()
        ),
        same_matter=tuple(dict.fromkeys(ids for each in terms for ids in each.same_matter)),
        sharing=next((each.sharing for each in terms if each.sharing), None),
        budget=next((_in_cents(each) for each in terms if each.budget is not None), None),
    )


def only(module: Module, ids: Collection[str], *, is_fed: bool = True) -> Module:
    """The module of these clauses, of those that their facts may be taken from (unless nothing feeds them, as in a
    database, where such a fact is a column), and of what governs several of them."""
    kept = set(ids)
    entries = {entry.id: entry for entry in module.entries}
    waiting = list(kept) if is_fed else []
    while waiting:
        sources = {source for _, source in entries[waiting.pop()].feeds} - kept
        kept |= sources
        waiting += sources
    return _of(module, tuple(entry for entry in module.entries if entry.id in kept))


def without(module: Module, ids: Collection[str]) -> Module:
    """The module without these clauses; what others would take from them is given as it is."""
    entries = (
        replace(entry, feeds=tuple(feed for feed in entry.feeds if feed[1] not in ids))
        for entry in module.entries
        if entry.id not in ids
    )
    return _of(module, tuple(entries))


def _of(module: Module, entries: tuple[Entry, ...]) -> Module:
    """The module of these entries, and of what governs several of them."""
    kept = {entry.id for entry in entries}
    matters = (tuple(each for each in matter if each in kept) for matter in module.same_matter)
    same_matter = tuple(dict.fromkeys(matter for matter in matters if len(matter) > 1))
    return replace(module, entries=entries, same_matter=same_matter)


def _chapters(policy: Policy) -> dict[str, str]:
    """The chapter of each clause that stands in one."""
    found: dict[str, str] = {}
    for block in policy.document.blocks:
        chapter = block.article.chapter if block.article else block.chapter
        if block.kind == "规则" and chapter:
            found.setdefault(block.head, f"{chapter.label}{chapter.heading}")
    return found


def _articles(policy: Policy) -> dict[str, str]:
    """The article of each clause that stands in one: （七）支持企业加大研发投入."""
    found: dict[str, str] = {}
    for block in policy.document.blocks:
        if block.kind == "规则" and block.article:
            found.setdefault(block.head, f"{block.article.name}{block.article.heading}")
    return found


def _in_cents(terms: Terms) -> int:
    assert terms.budget is not None
    return int(terms.budget * 100)


def _entry(policy: Policy, clause: Clause, chapter: str, article: str, lang: Language) -> Entry:
    everywhere = policy.terms_of(clause).valid
    usual = everywhere or clause.valid
    program = scale(lower(clause, lang))
    return Entry(
        id=clause.id,
        title=clause.title,
        chapter=chapter,
        article=article,
        quote=clause.citation.text,
        heading=heading_said(clause.heading, lang),
        form=clause.form,
        kind=clause.kind,
        unit=clause.unit,
        told_unit=unit_said(clause.unit, lang),
        facts=tuple(fact.reading for fact in clause.facts),
        approved=APPROVED if clause.ceiling else None,
        feeds=tuple((fact.name, fact.from_clause) for fact in clause.facts if fact.from_clause in policy.clauses),
        valid=clause.valid or everywhere,
        usual_day=usual[1] if usual else None,
        is_on_any_day=clause.form == "核算",
        day_name=CLAIM_DATE if clause.uses_date else "",
        lets=program.lets,
        checks=program.checks,
        conditions=program.conditions,
        amounts=program.amounts,
        whole=program.whole,
        each=program.each,
        shape=shape_of(clause),
        caps=program.caps,
        told=explanation(program.told, program.lets, lang),
        examples=tuple(_example(clause, case) for case in clause.cases),
        rows=tuple((fact.name, fact.type.each) for fact in clause.facts if isinstance(fact.type, ListType)),
    )


def _example(clause: Clause, case: WorkedCase) -> Example:
    facts, day = case_facts(clause, case)
    said = None if day is None else str(day)
    return Example(text=case.text, facts=tuple(facts.items()), day=said, accepted=case.accepted)
