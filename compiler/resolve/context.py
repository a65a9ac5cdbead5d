"""What is known of a rule while it is being resolved: its names, its binder, where faults are reported, and the draft
of the clause, into which each room puts its part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tiaowen.runtime.numerals import read_numeral

from ..bind.binder import Binder, Names, Out, TableForm
from ..bind.names import occurs, walked
from ..document.document import Block
from ..meaning.mechanisms import ATOMS, STEPS
from ..meaning.mechanisms.each_item import every_item
from ..model.clause import Citation, Fact, Form, PerItem, Requirement, Rounding, Series, Terms, WorkedCase
from ..model.expr import Definition, Element, Expr, Field
from ..model.levels import read_in
from ..model.promise import Promise
from ..model.resolved import Occurrence
from ..model.types import CLAIM_DATE, ListType
from ..model.why import Column
from ..reading.of_lists import Listed, ListSaid, said_of_column
from ..reading.parse import Reader, sections, sentences
from ..reading.syntax import Section, Sentence
from ..reading.vocabulary import Vocabulary
from ..report.diagnostic import Report
from ..report.errors.syntax import UnknownScope
from ..report.errors.types import WrongType
from ..text.pasted import unjoined
from ..text.source import Span, fold, squeeze
from .scope import Scope

APPROVED = "核定金额"
# Words that are no names: they mean something in every sentence, or are facts that nobody declares.
RESERVED = frozenset({APPROVED, CLAIM_DATE, "其余", "应得", "分别", "同时", "其中", "不予"})


@dataclass(slots=True)
class Draft:
    """What the sections of a rule have given so far; ``draft.clause_of`` makes the clause of it.  ``result`` is the
    section of the result; the series ``is_shared`` where it is one amount in shares; ``qualifies_for`` what a 资格 is for."""

    citation: Citation | None = None
    valid: tuple[date, date] | None = None
    checks: tuple[Requirement, ...] = ()
    conditions: tuple[Requirement, ...] = ()
    result: Section | None = None
    form: Form | None = None
    qualifies_for: str = ""
    amount: Expr | None = None
    series: Series | PerItem | None = None
    is_shared: bool = False
    rounding: Rounding | None = None
    told: tuple[tuple[str, str], ...] = ()
    cases: tuple[WorkedCase, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(slots=True)
class Rule:
    """A rule while it is being resolved.  ``own`` are its sections, ``lent`` those of the 【定义】 that it may use;
    ``blocks`` the rules by their ids, and ``fed_by`` the facts of those that its own are 取自.  ``tables`` are those with a
    name, ``declared`` the places of names (``Names``), ``read`` the sentences by the place of their section, ``failed`` the names whose declaration has faults of its own.  The
    binder knows no names before the facts are read."""

    block: Block
    terms: Terms
    own: Sequence[Section]
    lent: Sequence[Section]
    blocks: Mapping[str, Block]
    report: Report = field(default_factory=Report)
    facts: dict[str, Fact] = field(default_factory=dict)
    fed_by: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    scope: Scope = field(default_factory=lambda: Scope({}))
    tables: dict[str, TableForm] = field(default_factory=dict)
    declared: dict[tuple[str, str], Span] = field(default_factory=dict)
    read: dict[Span, list[Sentence]] = field(default_factory=dict)
    binder: Binder = field(init=False)
    reader: Reader = field(init=False)
    failed: set[str] = field(default_factory=set)
    heights: dict[Definition, int] = field(default_factory=dict)
    draft: Draft = field(default_factory=Draft)

    def __post_init__(self) -> None:
        names = Names(known={}, terms=self.terms)
        self.binder = Binder(names=names, out=Out(self.report), atoms=ATOMS, steps=STEPS, every=every_item)
        self.reader = Reader(Vocabulary.of(units=self.terms.units))

    @property
    def sections(self) -> Iterator[Section]:
        """What is lent to it, and its own."""
        yield from self.lent
        yield from self.own

    def sentences(self, section: Section, rule: str) -> tuple[Sentence, ...]:
        """The items of a section, read as a rule of the grammar."""
        read = sentences(section, self.reader, rule, self.report)
        self.read.setdefault(section.span, []).extend(read)
        return read

    def sentence(self, section: Section, start: int, end: int, rule: str, reader: Reader | None = None) -> Sentence:
        """One item of a section."""
        read = (reader or self.reader).sentence(section.span.source, start, end, rule, self.report)
        self.read.setdefault(section.span, []).append(read)
        return read

    def declare(self, name: str, span: Span, of_list: str = "") -> None:
        """Notes where a name is declared; of a record's field, the list whose records have it."""
        self.declared[of_list, name] = span
        self.binder.out.occurrences.append(Occurrence(span=span, name=name, declared_at=span))


def block_title(body: Span) -> tuple[str, int]:
    """What stands behind 【…】 up to the first heading or line break, and where the rest begins."""
    text = fold(body.source.read.text)
    match = re.match(r"[ \t\u3000]*([^\n：]*?)[ \t\u3000]*(?=\n|依据：|有效期：|本数：|$)", text[body.start : body.end])
    start = body.start + (match.end() if match else 0)
    return unjoined(body.source.read.text[body.start : start]).strip(), start


def sections_of(block: Block) -> tuple[Section, ...]:
    """The headings of a block with what stands under each, behind its title."""
    return tuple(sections(block.source, block_title(block.body)[1], block.body.end))


def plain_text(text: str) -> str:
    return " ".join(text.split()).rstrip("。；")


@dataclass(frozen=True, slots=True)
class Through:
    """What brackets behind a heading go through: 逐笔, 逐学历、年份; of a list, where they say so, the items that ``picks``
    says (取贷款额最高3笔).  ``is_apart`` where each item gets its own (分别给予), which is not added up; ``count`` where there are
    so many (逐年，共3年)."""

    of: tuple[str, ...] = ()
    is_apart: bool = False
    picks: str = ""
    count: int = 0


_THROUGH = re.compile(
    "逐(?P<of>[^，]+)(?:，共(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[年个月季度期]{1,2})?(?:，(?P<picks>(?:取|[每各](?!自|[^，]*分别))[^，]+))?"
    "(?P<apart>，(?:每[^，]{1,3})?(?:分别|各自|逐[^，]{1,2})(?:给予?|付给?|给付|发给?|发放|拨付|拨给|计算?|列出?|算|交纳?|缴纳?|收取?|征收|兑现|支付"
    "|奖励|补助|补贴|减免|核定|享受|领取)?|，不合计)?"
)


def through(section: Section) -> Through | None:
    """What a scope goes through; None where a word of it means nothing."""
    found = _THROUGH.fullmatch(section.scope)
    if found is None:
        return None
    count = int(read_numeral(found["count"])) if found["count"] else 0
    return Through(tuple(found["of"].split("、")), bool(found["apart"]), found["picks"] or "", count)


def lists_of_scope(rule: Rule, section: Section, *, is_result: bool = False) -> tuple[str, ...]:
    """The lists that a scope （逐笔） goes through together: those counted in 笔, or the one of that name.  Only that of a
    result takes some of the items, or gives to each its own."""
    said = through(section)
    word = said.of[0] if said and len(said.of) == 1 else ""
    lists = [fact for fact in rule.facts.values() if isinstance(fact.type, ListType)]
    matching = [
        f
        for f in lists
        if isinstance(f.type, ListType)
        and word in (f.type.each, f.name, f"{f.type.each}度" if f.type.each == "年" else "")
    ]
    named = [fact for fact in matching if fact.name == word]
    if said is None or not matching:
        each = [fact.type.each for fact in lists if isinstance(fact.type, ListType)]
        # 逐笔, where one list is counted so
        called = (unit if each.count(unit) == 1 else fact.name for fact, unit in zip(lists, each, strict=True))
        names = tuple(called) if said is not None or "，" not in section.scope else ()
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading, lists=names))
        return ()
    found = tuple(fact.name for fact in named or matching)
    if said.is_apart and not is_result:
        found_apart = UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading, is_apart=True)
        rule.report.add(found_apart)
        return ()
    if said.picks and (not is_result or picks_of(rule, found[0], said) is None):
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading, picks=True))
        return ()
    if named:
        occurs(rule.binder, place_in_scope(section, word), word)
    return found


def each_in(rule: Rule, name: str) -> str:
    """What the items of a list are counted in."""
    kind = rule.facts[name].type
    assert isinstance(kind, ListType)
    return kind.each


def lists_used(rule: Rule, section: Section, binder: Binder, *exprs: Expr) -> tuple[str, ...]:
    """Of the lists that a scope goes through, those whose items its sentences are of; the one that there is, where they are
    of none.  Of several one must be: which of them counts would not be said; that is reported."""
    lists = (binder.names.list_scope, *binder.names.also)
    used = walked(binder, *exprs)
    of_items = any(isinstance(part, (Element, Field)) for expr in exprs for part in read_in(expr))
    if len(lists) > 1 and not of_items:
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading, lists=lists))
        return ()
    counted = through(section)
    if counted is not None and counted.count:
        so_many(rule, used or lists, counted.count, section.head_span)
    return used or lists


def so_many(rule: Rule, lists: Sequence[str], count: int, span: Span) -> None:
    """That lists have so many items; one that has another number elsewhere in the rule is reported."""
    lengths = rule.binder.out.lengths
    for name in lists:
        if (before := lengths.setdefault(name, count)) != count:
            wanted = (f"与另一处一样的个数：共{before}个", f"the same number as elsewhere: {before}")
            rule.report.add(WrongType(span=span, what=f"「{name}」共{count}个", wanted=wanted))


def picks_of(rule: Rule, name: str, said: Through) -> ListSaid | None:
    """Which items of a list the brackets say; None where they say nothing of the kind."""
    kind = rule.facts[name].type
    assert isinstance(kind, ListType)
    return said_of_column(Listed(kind.each, kind.names), said.picks)


def column_of(section: Section) -> Column:
    """Where the cases of a section stand."""
    return Column(section.heading, section.order, section.scope)


def no_amount(section: Section) -> WrongType:
    """封顶, 取整 and the like beside 资格, which is no amount."""
    wanted = ("算出一个数的规则，资格没有数", "a rule that gives an amount, which 资格 is not")
    advice = ("删去这一栏，或者把结果写成金额", "leave it out, or give an amount")
    return WrongType(span=section.head_span, what=section.heading, wanted=wanted, advice=advice)


def place_in_scope(section: Section, word: str) -> Span:
    """Where a word stands in the brackets behind a heading."""
    source = section.span.source
    brackets = squeeze(source.read.text, section.head_span.end, section.content_span.start)
    at = brackets.text.index(word)
    return brackets.span(source, at, at + len(word))
