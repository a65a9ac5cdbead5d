"""The guide: what the policy gives, to whom and how much, for people who will never read a rule.

In: a policy.  Out: Markdown, a file a chapter and 目录.md: each article's text, and for each of its rules what to
report, the conditions, the calculation in words and as formulas, the caps, and the worked cases with their results.

Every text of the policy is escaped on its way into a template (the environment's ``finalize``), so that none becomes
markup; only what this module itself declares to be ``Markup`` is not.  The same policy gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from tiaowen.runtime.facts import FactType, format_quantity
from tiaowen.runtime.quantities import CLOCK

from ..answers.worked_cases import case_lines
from ..document.departments import Departments
from ..document.document import Annex, Article, Block, Chapter, Paragraph
from ..meaning.wording import formula, spoken_words, subject_of
from ..model.clause import Clause, Fact, Goal, NotComputed, PerItem, Requirement, Terms, WorkedCase
from ..model.expr import All, AnyOf, Definition, Literal, Mechanism, Not
from ..model.types import BOOLEAN, ListType
from ..text.source import SPACE
from .outline import Node, is_simple, outline, outline_each, outline_parts

if TYPE_CHECKING:
    from ..model.policy import Policy

INDEX = "目录.md"
WHOLE = "指南.md"


def guide(policy: Policy) -> dict[str, str]:
    """The pages by their file names: the index, then the chapters."""
    pages = _pages(policy)
    shown = {
        "policy": policy,
        "document": policy.document,
        "preamble": [paragraph.text for paragraph in policy.document.preamble],
        "closing": [paragraph.text for paragraph in policy.document.closing],
        "terms": list(dict.fromkeys(map(_Said.of, policy.terms.values()))),
        "pages": pages,
    }
    by_department: dict[str, list[Goal]] = {}
    for goal in policy.goals:
        by_department.setdefault("、".join(goal.departments) or "未写明责任单位", []).append(goal)
    loose = {"not_computed": policy.not_computed, "by_department": tuple(by_department.items())}
    texts = {INDEX: render_template("index.md.j2", {**shown, **loose})}
    for page in pages:
        theirs = {
            "goals": tuple(goal for goal in policy.goals if _belongs(goal, page, pages)),
            "not_computed": tuple(left for left in policy.not_computed if _belongs(left, page, pages)),
        }
        texts[page.file] = render_template("chapter.md.j2", {**shown, **theirs, "page": page})
    return texts


def _belongs(said: Goal | NotComputed, page: _Page, pages: Sequence[_Page]) -> bool:
    """Whether a goal or 不计算 stands in the chapter of a page; where there is one page only, all do."""
    chapter = said.place.chapter
    return len(pages) == 1 or (chapter is not None and f"{chapter.label}{chapter.heading}" == page.title)


# ── what the templates are given ──


@dataclass(frozen=True, slots=True)
class _Said:
    """What 【政策】 declares, for people."""

    valid: str
    budget: str
    precedence: str

    @classmethod
    def of(cls, terms: Terms) -> _Said:
        budget = terms.budget
        amount = "" if budget is None else format_quantity(budget.numerator, budget.denominator, "元")
        return cls(_period(terms.valid), amount, terms.precedence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    file: str
    title: str
    departments: Departments
    paragraphs: tuple[str, ...]
    articles: tuple[_Article, ...]
    rules: tuple[_Rule, ...]

    @property
    def link(self) -> Markup:
        """The file as a place to go to: made of letters, digits and - only."""
        return Markup(f"<{self.file}>")

    @property
    def all_rules(self) -> tuple[_Rule, ...]:
        return (*self.rules, *(rule for article in self.articles for rule in article.rules))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    article: Article
    rules: tuple[_Rule, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(span.text for span in self.article.spans)

    @property
    def title(self) -> str:
        return f"{self.article.label}{self.article.heading}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A clause with what is worked out for its page."""

    clause: Clause
    facts: tuple[tuple[str, str, str, str, str], ...]
    conditions: tuple[_Condition, ...]
    checks: tuple[str, ...]
    fixed: str
    named: tuple[tuple[str, str, str], ...]
    stepped: tuple[tuple[str, tuple[Node, ...]], ...]
    steps: tuple[Node, ...]
    parts: tuple[tuple[str, str, str], ...]
    cases: tuple[_Case, ...]
    same_matter: tuple[str, ...]
    valid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Condition:
    """A condition; ``parts`` where it is made of several, of which one is enough (任一) or all must hold (全部)."""

    text: str
    mode: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A worked case: its records as tables (name, heads, rows), and its calculation line by line."""

    text: str
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    lines: tuple[str, ...]


def _pages(policy: Policy) -> list[_Page]:
    document = policy.document
    pages = [
        _page(policy, f"{number:02}{_slug(chapter.heading)}.md", f"{chapter.label}{chapter.heading}", chapter=chapter)
        for number, chapter in enumerate(document.chapters, 1)
    ]
    loose = _page(policy, WHOLE, "其他条款" if pages else policy.title)
    annexed = [
        _page(policy, f"附件{number:02}{_slug(annex.title)}.md", f"{annex.label} {annex.title}".strip(), annex=annex)
        for number, annex in enumerate(document.annexes, 1)
    ]
    return [
        *pages,
        *([loose] if loose.articles or loose.rules else []),
        *(page for page in annexed if page.all_rules),
    ]


def _page(
    policy: Policy, file: str, title: str, *, chapter: Chapter | None = None, annex: Annex | None = None
) -> _Page:
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

    def within(article: Article | None) -> tuple[_Rule, ...]:
        return tuple(
            _rule(policy, policy.clauses[block.head])
            for block in rules.values()
            if block.article is article and _is_clause(policy, block)
        )

    def is_of_page(paragraph: Paragraph) -> bool:
        return annex is None and paragraph.chapter is chapter and paragraph.article is None

    return _Page(
        file=file,
        title=title,
        departments=chapter.departments if chapter else Departments(),
        paragraphs=tuple(
            paragraph.text
            for paragraph in document.paragraphs
            if paragraph.role in ("text", "section") and is_of_page(paragraph)
        ),
        articles=tuple(_Article(article=article, rules=within(article)) for article in articles),
        rules=within(None),
    )


def _is_clause(policy: Policy, block: Block) -> bool:
    clause = policy.clauses.get(block.head)
    return clause is not None and clause.span == block.head_span


def _rule(policy: Policy, clause: Clause) -> _Rule:
    terms = policy.terms_of(clause)
    steps, parts = _amounts(clause)
    named = [made for made in clause.definitions if is_simple(made.body)]
    return _Rule(
        clause=clause,
        facts=tuple(_fact(fact) for fact in clause.facts),
        conditions=tuple(map(_condition, clause.conditions)),
        checks=tuple(_condition(check).text for check in clause.checks),
        fixed=clause.amount.text if isinstance(clause.amount, Literal) and clause.series is None else "",
        named=tuple(
            (_defined(clause, made), spoken_words(made.body), "" if made.type == BOOLEAN else formula(made.body))
            for made in named
        ),
        stepped=tuple(
            (_defined(clause, made), outline(made.body)) for made in clause.definitions if not is_simple(made.body)
        ),
        steps=steps,
        parts=parts,
        cases=tuple(_case(policy, clause, case) for case in clause.cases),
        same_matter=tuple(
            other for matter in terms.same_matter if clause.id in matter for other in matter if other != clause.id
        ),
        valid=_period(clause.valid),
    )


def _amounts(clause: Clause) -> tuple[tuple[Node, ...], tuple[tuple[str, str, str], ...]]:
    """The steps of the result; where it is a series, also the row of each of its amounts."""
    if clause.parts:
        return outline_parts(clause.parts)
    if isinstance(clause.series, PerItem):
        lists, each = "、".join(clause.series.lists), clause.series.each
        return outline_each(f"{lists}中的每一{each}，分别计算", clause.series.body, clause.series.up_to), ()
    return (outline(clause.amount) if clause.amount is not None else ()), ()


def _case(policy: Policy, clause: Clause, case: WorkedCase) -> _Case:
    tables = []
    for name, value in case.facts:
        records = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        if records:
            rows = tuple(tuple(map(str, record.values())) for record in records)
            tables.append((name, tuple(map(str, records[0])), rows))
    return _Case(text=case.text, tables=tuple(tables), lines=tuple(case_lines(policy, clause, case)))


def _defined(clause: Clause, made: Definition) -> str:
    return f"{made.name}（{made.scope}逐项）" if made.scope else made.name


def _condition(made: Requirement) -> _Condition:
    condition = made.condition
    if isinstance(condition, Mechanism):
        return _Condition(text=spoken_words(condition))
    if isinstance(condition, (All, AnyOf)) and not (
        subject_of(condition) or any(isinstance(part, Not) for part in condition.parts)
    ):
        mode = "全部" if isinstance(condition, All) else "任一"
        return _Condition(text=made.text, mode=mode, parts=tuple(map(spoken_words, condition.parts)))
    return _Condition(text=made.text)


def _fact(fact: Fact) -> tuple[str, str, str, str, str]:
    """A row: name, what to fill in, the range, what counts when left out, notes."""
    reading = fact.reading
    notes = [f"取自规则 {fact.from_clause} 的结果，也可以改填该规则的各项"] if fact.from_clause else []
    if reading.kind == "option":
        notes.append("选项由低到高排列" if reading.ordered else "选一项")
    if isinstance(fact.type, ListType):
        notes += ["由先到后填报"] if fact.type.order == "" else []
        notes += [fact.type.in_order] if fact.type.in_order not in ("", "按先后") else []
    left_out = "可不填" if reading.optional else "必填" if reading.default is None else f"按{_default(reading)}"
    return (fact.name, _kind(reading, _each(fact)), _range(reading), left_out, "；".join(notes))


def _each(fact: Fact) -> str:
    return getattr(fact.type, "each", "")


def _kind(reading: FactType, each: str = "") -> str:
    match reading.kind:
        case "number":
            units = {
                "元": "金额（元、万元、亿元）",
                "%": "比例（%）",
                "": "系数" if reading.decimals else "整数",
                CLOCK: "时刻（如 19:00）",
            }
            return units.get(reading.unit) or f"{'数' if reading.decimals else '整数'}（{reading.unit}）"
        case "option":
            return "、".join(reading.options)
        case "list" if reading.item is not None:
            count = f"{reading.length}行，" if reading.length else ""
            return f"清单，{count}每{each if len(each) == 1 else f'个{each}'}一行：{_kind(reading.item)}"
        case "record":
            return "，".join(f"{field.name}（{_kind(field)}）" for field in reading.fields)
        case "boolean":
            return "是或否"
        case "date":
            return "日期"
        case _:
            return "文字"


def _range(reading: FactType) -> str:
    low, high = (
        "" if bound is None else format_quantity(bound, reading.scale, reading.unit)
        for bound in (reading.low, reading.high)
    )
    if low and high:
        return f"{low}至{high}"
    if low or high:
        return f"不低于{low}" if low else f"不高于{high}"
    return "可为负" if reading.negative else ""


def _default(reading: FactType) -> str:
    value = reading.default
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        if reading.kind == "option":
            return reading.options[value]
        if reading.kind == "date":
            return _day(date.fromordinal(value))
        return format_quantity(value, reading.scale, reading.unit)
    return str(value)


def _period(valid: tuple[date, date] | None) -> str:
    return f"{_day(valid[0])}至{_day(valid[1])}" if valid else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _slug(heading: str) -> str:
    """What of a heading may stand in a file name: letters and digits."""
    words = "".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFC", heading)[:60]).split()
    return "".join(f"-{word}" for word in words)


# ── into Markdown ──


def render_template(template: str, shown: dict[str, object]) -> str:
    """A template filled in; what it prints of texts is escaped."""
    text = _environment().get_template(template).render(shown)
    return re.sub("\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    folder = resources.files("tiaowen.compiler") / "guide" / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,  # macros give Markup, which is not escaped a second time
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["runs"] = _runs
    return environment


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Steps that follow each other make one table; every other node stands for itself."""
    for kind, run in groupby(nodes, key=lambda node: type(node).__name__):
        if kind == "Step":
            yield kind, tuple(run)
        else:
            yield from ((kind, (node,)) for node in run)


def _finalize(value: object) -> object:
    """What a template prints: Markup as it is, texts and counts escaped, nothing else."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, (str, int)):
        return Markup(escape(str(value)))
    raise TypeError(f"a template prints texts, not {type(value).__name__}")


_WIDTHLESS = re.compile(f"(?!\\s)[{SPACE}]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "$": "&#36;"}
_SPECIAL = re.compile(r"[\\`*_\[\]|~#!^]|:(?=\S)|^:|(?<![0-9])\.|\.(?![0-9])|^[-+=]")
_NUMBERED = re.compile(r"^([0-9]+)\)")


def escape(text: str) -> str:
    """``text`` as Markdown that shows it as it is, wherever it stands in a line: in a paragraph, a list, a heading or
    a cell.  Line ends become spaces; characters without width are left out, others that cannot be seen (marks that
    turn the direction of writing) are written as \\u202e."""
    seen = _WIDTHLESS.sub("", text)
    seen = "".join(" " if char.isspace() and unicodedata.category(char) != "Zs" else _visible(char) for char in seen)
    marked = _NUMBERED.sub(r"\1\\)", _SPECIAL.sub(lambda match: f"\\{match[0]}", seen.strip()))
    return re.sub("[&<>{}$]", lambda match: _ENTITIES[match[0]], marked)


def _visible(char: str) -> str:
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
