"""From a block to a clause: its facts, definitions, conditions and result, with every name bound.

In: the blocks 【规则】 and 【政策】 of a document.  Out: ``model.Clause`` and ``model.Terms``; every fault is in the
report, and a clause with faults is left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.units import Unit, unit_decimals

from .bind import Binder, Refused
from .bounds import Range
from .citation import read_citation
from .diagnostic import Diagnostic, Report
from .document import Article, Block
from .errors.names import CircularDefinition, DuplicateName, ReservedName, UnknownName
from .errors.syntax import RaggedRow, TooInvolved, UnknownHeading, UnknownScope
from .errors.types import BadRange, BarePercentage, MissingSection, WrongResult, WrongType
from .faults import definitions_in, facts_in
from .layout import FORM_OF_HEADING, SERIES_HEADINGS, STEP_HEADINGS, case_items, items
from .mechanisms import ATOMS, STEPS
from .mechanisms.alternatives import choose, choose_highest
from .mechanisms.cap import Cap
from .mechanisms.deduct import Deduct
from .mechanisms.each_item import EveryItem, ItemTotal
from .mechanisms.groups import EveryMonth, GroupTotal
from .mechanisms.rounding import read_rounding
from .model import (
    BOOLEAN,
    CLAIM_DATE,
    DATE,
    MAX_HEIGHT,
    TEXT,
    AnyOf,
    Citation,
    Clause,
    Definition,
    DefinitionRef,
    Expr,
    Fact,
    FactRef,
    ListType,
    Literal,
    Not,
    NumberType,
    OptionType,
    Requirement,
    Rounding,
    Series,
    Terms,
    Type,
    WorkedCase,
    height,
)
from .model import (
    Form as ResultForm,
)
from .parse import Reader, sections, sentences
from .quantity import MONEY, NUMBER, RATIO, YUAN, read_day, read_quantity, unit_of
from .series import count_literal, scope_of, shared, stepped, total, yearly
from .source import Span, fold, squeeze
from .syntax import Form, Section, Sentence, Word
from .tables import CASE, Table, Unreadable, column, read_table
from .vocabulary import Vocabulary

APPROVED = "核定金额"
_RESERVED = {APPROVED, CLAIM_DATE, "其余", "应得", "分别", "同时", "其中", "不予"}
# How many definitions may wait for one another; those written in the order of their use never wait.
_MAX_WAITING = 40


def resolve_terms(block: Block, reader: Reader, report: Report) -> Terms:
    """【政策】: the declarations for the rules that it governs."""
    text = fold(block.source.text)
    title, start = block_title(block.body)
    terms = Terms(title=title)
    for begin, end in items(text, start, block.body.end):
        sentence = reader.sentence(block.source, begin, end, "setting", report)
        if sentence.form is not None:
            terms = _declared(terms, sentence.form, report)
    return terms


def _declared(terms: Terms, form: Form, report: Report) -> Terms:
    words = [part for part in form.parts if isinstance(part, Word)]
    if form.kind == "validity":
        first, last = (read_day(word.text) for word in form.words("DATE"))
        if first is None or last is None or first > last:
            report.add(BadRange(span=form.span, text=form.span.text))
            return terms
        return replace(terms, valid=(first, last))
    if form.kind == "budget":
        amount = form.word("QUANTITY")
        literal = read_quantity(amount, report) if amount else None
        return replace(terms, budget=literal.value) if literal else terms
    if form.kind == "boundary":
        inclusive = dict(terms.inclusive)
        for inclusion in form.forms("inclusion"):
            for word in inclusion.words("BOUND_WORD"):
                inclusive[word.text] = inclusion.has("INCLUSIVE")
        return replace(terms, inclusive=inclusive)
    if form.kind == "same_matter":
        return replace(terms, same_matter=(*terms.same_matter, tuple(word.text for word in form.words("CODE"))))
    if form.kind == "rounding":
        return replace(terms, rounding=read_rounding(words[-1].text))
    if form.kind == "precedence":
        return replace(terms, precedence=words[-1].text)
    if form.kind == "units":
        return replace(terms, units=tuple(word.text for word in form.words("WORD")))
    return terms


def block_title(body: Span) -> tuple[str, int]:
    """What stands behind 【…】 up to the first heading or line break, and where the rest begins."""
    text = fold(body.source.text)
    match = re.match(
        r"[ \t\u3000]*([^\n：“]*?)[ \t\u3000]*(?=\n|依据：|有效期：|本数：|$)", text[body.start : body.end]
    )
    start = body.start + (match.end() if match else 0)
    return body.source.text[body.start : start].strip(), start


# ── rules ──


class _Scope(Mapping[str, Expr]):
    """The names of a rule.  Definitions are bound when they are first asked for, so their order does not matter."""

    def __init__(self, facts: Mapping[str, Expr]) -> None:
        self.bound: dict[str, Expr] = dict(facts)
        self.pending: dict[str, _Pending] = {}
        self._busy: set[str] = set()
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Expr:
        self.used.add(name)
        if name not in self.bound and name in self.pending:
            pending = self.pending[name]
            if name in self._busy:
                raise Refused(CircularDefinition(span=pending.span, name=name))
            if len(self._busy) >= _MAX_WAITING:
                raise Refused(TooInvolved(span=pending.span))
            self._busy.add(name)
            try:
                self.bound[name] = pending.bind()
            finally:
                self._busy.discard(name)
        return self.bound[name]

    def __contains__(self, name: object) -> bool:
        return name in self.bound or name in self.pending

    def __iter__(self) -> Iterator[str]:
        return iter({**self.bound, **self.pending})

    def __len__(self) -> int:
        return len({*self.bound, *self.pending})


class _Prior(Mapping[str, Expr]):
    """The names of a rule as they read for last year: 研发费用 is 上年研发费用 wherever that is a name."""

    def __init__(self, names: Mapping[str, Expr]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Expr:
        prior = f"上年{name}"
        return self._names[prior] if prior in self._names else self._names[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True, slots=True)
class _Pending:
    """A definition that is not bound yet."""

    bind: Callable[[], Expr]
    span: Span


class _Unsound(Exception):
    """A definition that has faults; they are reported where it is defined, not where it is used."""


def resolve_rule(
    block: Block, article: Article | None, terms: Terms, report: Report, shared: Sequence[Block] = ()
) -> Clause | None:
    """【规则】: the clause, or None where it has faults.  ``shared`` are the blocks 【定义】 whose facts and names it may
    use; what it does not use of them is no part of it."""
    return _RuleResolver(block, article, terms, report, shared).clause()


class _RuleResolver:
    def __init__(
        self, block: Block, article: Article | None, terms: Terms, report: Report, shared: Sequence[Block]
    ) -> None:
        self.block, self.article, self.terms, self.shared = block, article, terms, shared
        self.report = Report()
        self._outer = report
        self.facts: dict[str, Fact] = {}
        self.definitions: dict[str, Definition] = {}
        self.scope = _Scope({})
        self.binder = Binder(self.scope, ATOMS, STEPS, terms, self.report)
        self.failed: set[str] = set()
        self.heights: dict[Definition, int] = {}
        self._series: Series | None = None
        self.valid: tuple[date, date] | None = None

    def clause(self) -> Clause | None:
        title, start = block_title(self.block.body)
        all_sections = list(sections(self.block.source, start, self.block.body.end))
        self._unknown_text(start, all_sections)
        self.valid = next((self._validity(each) for each in all_sections if each.heading == "有效期"), None)
        if self.valid:
            self.binder.terms = replace(self.terms, valid=self.valid)
        own = all_sections
        theirs = [section for block in self.shared for section in _shared_sections(block)]
        all_sections = [*theirs, *own]
        plain = Reader(Vocabulary.of(units=self.terms.units))
        for section in all_sections:
            if section.heading == "填报":
                if section.scope not in ("", "含上年"):
                    self.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
                read = sentences(section, plain, "fact", self.report)
                for prefix in ("", "上年") if section.scope == "含上年" else ("",):
                    for sentence in read:
                        self._fact(sentence, prefix)
        for fact in self.facts.values():
            self.scope.bound[fact.name] = FactRef(name=fact.name, type=fact.type)
        self.scope.bound[CLAIM_DATE] = FactRef(name=CLAIM_DATE, type=DATE)
        names, options = self._vocabulary(all_sections)
        self.reader = Reader(Vocabulary.of(names, options, self.terms.units))
        self._definitions(all_sections)
        clause = self._assemble(title, own)
        self._outer.extend(found for found in self.report.diagnostics if not self._follows(found))
        return None if self.report.has_errors else clause

    def _follows(self, found: Diagnostic) -> bool:
        """Whether a diagnostic only follows from a declaration that has its own."""
        return isinstance(found, UnknownName) and found.name in self.failed

    def _unknown_text(self, start: int, all_sections: list[Section]) -> None:
        """What stands before the first heading belongs to none: a heading misspelt."""
        source = self.block.source
        end = all_sections[0].span.start if all_sections else self.block.body.end
        loose = source.text[start:end].strip()
        if loose:
            at = source.text.index(loose, start)
            word = re.split("[：:]", loose)[0][:12]
            self.report.add(UnknownHeading(span=Span(source, at, at + len(word)), heading=word))

    # ── 填报 ──

    def _fact(self, sentence: Sentence, prefix: str) -> None:
        form = sentence.form
        if form is None:
            return
        try:
            kind, reading, scale, from_clause = self._fact_type(form)
        except Refused as refused:
            self.report.add(refused.diagnostic)
            self.failed.update(prefix + word.text for word in form.words("WORD"))
            return
        for word in form.words("WORD"):
            name = prefix + word.text
            if name in self.facts:
                self.report.add(DuplicateName(span=word.span, name=name, first=self.facts[name].span))
                continue
            if name in _RESERVED:
                self.report.add(ReservedName(span=word.span, name=name))
                continue
            self.facts[name] = Fact(
                name=name,
                type=kind,
                reading=replace(reading, name=name),
                scale=scale,
                from_clause=from_clause,
                span=word.span,
            )

    def _fact_type(self, form: Form) -> tuple[Type, FactType, Fraction, str]:
        type_form = next(part for part in form.forms() if part.kind.endswith("_type") or part.kind == "options")
        kind, reading, scale = self._type(type_form)
        from_clause = ""
        for modifier in form.forms():
            if modifier.kind == "may_be_negative":
                reading = replace(reading, negative=True)
        for modifier in form.forms():
            if modifier.kind == "default":
                word = next(modifier.words("QUANTITY", "RATE", "WORD"))
                try:
                    reading = replace(reading, default=read_value(reading, word.text))
                except FactError:
                    wanted = ("与类型相符的默认值", "a default of the fact's type")
                    raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted)) from None
            elif modifier.kind == "permitted":
                ranges = modifier.form("ranges")
                assert ranges is not None
                reading = self._permitted(ranges, kind, reading, scale)
            elif modifier.kind == "from_clause":
                word = next(modifier.words("FROM_CLAUSE"))
                from_clause = word.text.removeprefix("取自").removeprefix("规则")
        return kind, reading, scale, from_clause

    def _permitted(self, form: Form, kind: Type, reading: FactType, scale: Fraction) -> FactType:
        if not isinstance(kind, NumberType):
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=("数的范围", "a range of numbers")))
        subject = FactRef(name="", type=kind)
        found: Range = self.binder.ranges(form, subject)[0]
        low = high = None
        if isinstance(found.low, Literal):
            low = _ceil(found.low.value / scale) + (0 if found.low_inclusive or found.low.value % scale else 1)
        if isinstance(found.high, Literal):
            high = _floor(found.high.value / scale) - (0 if found.high_inclusive or found.high.value % scale else 1)
        if low is not None and high is not None and low > high:
            raise Refused(BadRange(span=form.span, text=form.span.text))
        return replace(reading, low=low, high=high)

    def _type(self, form: Form) -> tuple[Type, FactType, Fraction]:
        if form.kind == "plain_type":
            return self._plain(next(form.words("KIND")))
        if form.kind == "unit_type":
            return self._unit(next(form.words("UNIT_TYPE")))
        if form.kind == "options":
            return self._options(form)
        each = next(form.words("UNIT"))
        if unit_of(each.text, self.terms.units) is None:
            raise Refused(WrongType(span=each.span, what=each.text, wanted=("单位", "a unit")))
        if form.kind == "record_type":
            fields: list[tuple[str, Type]] = []
            readings: list[FactType] = []
            for field in form.forms("field"):
                name = next(field.words("WORD")).text
                kind, reading, _ = self._item(field)
                fields.append((name, kind))
                readings.append(replace(reading, name=name))
            record = FactType(name="", kind="record", fields=tuple(readings))
            listed = FactType(name="", kind="list", item=record)
            return ListType(item=None, each=each.text, fields=tuple(fields)), listed, Fraction(1)
        kind, reading, scale = self._item(form)
        return ListType(item=kind, each=each.text), FactType(name="", kind="list", item=reading), scale

    def _item(self, form: Form) -> tuple[Type, FactType, Fraction]:
        part = form.parts[-1]
        if isinstance(part, Form):
            return self._options(part)
        return self._plain(part) if part.terminal == "KIND" else self._unit(part)

    def _plain(self, word: Word) -> tuple[Type, FactType, Fraction]:
        one = Fraction(1)
        match word.text:
            case "金额":
                return MONEY, FactType(name="", kind="number", unit="元", decimals=2), Fraction(1, 100)
            case "比例":
                return RATIO, FactType(name="", kind="number", unit="%", decimals=8), Fraction(1, 10**8)
            case "整数":
                return NUMBER, FactType(name="", kind="number"), one
            case "是否":
                return BOOLEAN, FactType(name="", kind="boolean"), one
            case "日期":
                return DATE, FactType(name="", kind="date"), one
            case _:
                return TEXT, FactType(name="", kind="text"), one

    def _unit(self, word: Word) -> tuple[Type, FactType, Fraction]:
        unit = unit_of(word.text, self.terms.units)
        if unit is None:
            raise Refused(WrongType(span=word.span, what=word.text, wanted=("单位", "a unit")))
        decimals = unit_decimals(Unit(unit.powers))
        if unit.factor > 1:
            decimals = 6 if unit.powers == YUAN.powers else 4
        kind = NumberType(unit=Unit(unit.powers), shown=Unit(unit.powers).text)
        return kind, FactType(name="", kind="number", unit=word.text, decimals=decimals), unit.factor / 10**decimals

    def _options(self, form: Form) -> tuple[Type, FactType, Fraction]:
        words = list(form.words("WORD"))
        options = tuple(word.text for word in words)
        for index, word in enumerate(words):
            if word.text in options[:index]:
                raise Refused(DuplicateName(span=word.span, name=word.text, first=words[options.index(word.text)].span))
        ordered = form.has("ORDERED")
        reading = FactType(name="", kind="option", options=options, ordered=ordered)
        return OptionType(options=options, ordered=ordered), reading, Fraction(1)

    # ── 其中 ──

    def _vocabulary(self, all_sections: Iterable[Section]) -> tuple[set[str], set[str]]:
        """The names that sentences may use (with those that 其中 is about to define) and the options."""
        names, options = {*self.facts, CLAIM_DATE}, set[str]()
        for fact in self.facts.values():
            kinds: list[Type] = [fact.type]
            if isinstance(fact.type, ListType):
                names.update(name for name, _ in fact.type.fields)
                kinds = [kind for _, kind in fact.type.fields] + ([fact.type.item] if fact.type.item else [])
            options.update(option for kind in kinds if isinstance(kind, OptionType) for option in kind.options)
        for section in all_sections:
            if section.heading == "其中":
                for name in defined_names(section):
                    names.update((name, f"上年{name}") if "含上年" in section.scope else (name,))
            elif section.heading == "标准" and section.rows:
                names.update(cell.text for cell in section.rows[0] if cell.text != CASE)
        return names, options

    def _definitions(self, all_sections: Iterable[Section]) -> None:
        for section in all_sections:
            if section.heading != "其中":
                continue
            prior = section.scope == "含上年"
            each = self._each(section) if section.scope and not prior else ""
            for name, parts in self._named(section):
                for defined in (name, f"上年{name}") if prior else (name,):
                    if defined in self.scope:
                        first = self.facts[defined].span if defined in self.facts else None
                        self.report.add(DuplicateName(span=parts[0].span, name=defined, first=first))
                        continue
                    bind = partial(self.definition, defined, parts, defined != name, each)
                    self.scope.pending[defined] = _Pending(bind, parts[0].span)
        self._tables(all_sections)
        for name in list(self.scope.pending):
            try:
                self.scope[name]
            except Refused as refused:
                self.report.add(refused.diagnostic)
            except _Unsound:
                pass
        self.scope.used.clear()

    def _tables(self, all_sections: Iterable[Section]) -> None:
        known = {*self.facts, *self.scope.pending}
        for section in all_sections:
            if section.heading != "标准":
                continue
            table = read_table(section, known, self.report)
            if table is None:
                continue
            for index in table.results:
                cell = table.head[index]
                if cell.text in self.scope:
                    self.report.add(DuplicateName(span=cell.span, name=cell.text))
                    continue
                self.scope.pending[cell.text] = _Pending(partial(self._column, table, index), cell.span)
                known.add(cell.text)

    def _column(self, table: Table, index: int) -> Expr:
        cell = table.head[index]
        try:
            body = column(table, index, self.binder, self.reader, self.report)
        except Unreadable:
            self.failed.add(cell.text)
            raise _Unsound from None
        made = Definition(name=cell.text, body=body, type=body.type, text="查标准表", span=cell.span)
        self.definitions[cell.text] = made
        return DefinitionRef(definition=made)

    def _named(self, section: Section) -> list[tuple[str, list[Sentence]]]:
        """The definitions of a section: a sentence without a name continues the one above."""
        source = section.span.source
        text = fold(source.text)
        found: list[tuple[str, list[Sentence]]] = []
        for start, end in items(text, section.content_span.start, section.content_span.end):
            item = squeeze(source.text, start, end).text
            match = re.match(r"([^，；：（）“”]+)：", item)
            if match and match[1] in self.reader._vocabulary.names:
                sentence = self.reader.sentence(source, start, end, "definition", self.report)
                inner = sentence.form.parts[-1] if sentence.form else None
                found.append((match[1], [replace(sentence, form=inner if isinstance(inner, Form) else None)]))
            elif found:
                found[-1][1].append(self.reader.sentence(source, start, end, "line", self.report))
            else:
                self.reader.sentence(source, start, end, "definition", self.report)
        return found

    def definition(self, name: str, parts: list[Sentence], prior: bool, each: str) -> Expr:
        names: Mapping[str, Expr] = _Prior(self.scope) if prior else self.scope
        binder = replace(self.binder, names=names)
        if each:
            binder = binder.within_list(each)
        first = parts[0].form
        body: Expr | None
        if first is not None and first.kind != "line":
            body = binder.attempt(parts[0], binder.condition)
            for extra in parts[1:]:
                wanted = (
                    "名称和冒号（前一项已是完整的条件）",
                    "a name and a colon, the item before being a whole condition",
                )
                self.report.add(WrongType(span=extra.span, what=extra.span.text, wanted=wanted))
        else:
            body = binder.lines(parts, choose)
        if body is None:
            self.failed.add(name)
            raise _Unsound
        text = "；".join("".join(part.span.text.split()) for part in parts)
        text = text.split("：", 1)[1] if "：" in text else text
        made = Definition(name=name, body=body, type=body.type, text=text, scope=each, span=parts[0].span)
        self.heights[made] = height(body, self.heights)
        if self.heights[made] > MAX_HEIGHT:
            raise Refused(TooInvolved(span=parts[0].span))
        self.definitions[name] = made
        return DefinitionRef(definition=made)

    # ── the rest ──

    def _requirements(self, all_sections: Iterable[Section], heading: str) -> tuple[Requirement, ...]:
        found: list[Requirement] = []
        for section in all_sections:
            if section.heading != heading:
                continue
            binders: list[tuple[str, Binder]] = [("", self.binder)]
            each = ""
            if section.scope == "含上年":
                binders.append(("上年：", replace(self.binder, names=_Prior(self.scope))))
            elif section.scope == "逐月":
                pass
            elif section.scope:
                each = self._each(section)
                if not each:
                    continue
                binders = [("", self.binder.within_list(each))]
            for sentence in sentences(section, self.reader, "requirement", self.report):
                for prefix, binder in binders:
                    condition = self._attempt(binder, sentence, binder.requirement)
                    has_guard = sentence.form is not None and sentence.form.form("guard") is not None
                    guard = self._attempt(binder, sentence, binder.guard) if has_guard else None
                    if condition is None or (has_guard and guard is None):
                        continue
                    if guard is not None:
                        condition = AnyOf(parts=(Not(part=guard), condition))
                    if each:
                        kind = self.facts[each].type
                        assert isinstance(kind, ListType)
                        condition = EveryItem(list=each, each=kind.each, condition=condition)
                        prefix = f"每{kind.each}"
                    if section.scope == "逐月":
                        condition = self._monthly(section, condition)
                        prefix = "每月"
                    if condition is not None:
                        text = prefix + "".join(sentence.span.text.split())
                        alone = guard if not section.scope else None
                        found.append(Requirement(condition=condition, text=text, guard=alone, span=sentence.span))
        return tuple(found)

    @staticmethod
    def _attempt(binder: Binder, sentence: Sentence, bind: Callable[[Form], Expr | None]) -> Expr | None:
        try:
            return binder.attempt(sentence, bind)
        except _Unsound:
            return None

    def _monthly(self, section: Section, condition: Expr) -> Expr | None:
        """（逐月）: the one list with a date field, month by month through the validity."""
        dated = [
            (fact.name, index)
            for fact in self.facts.values()
            if isinstance(fact.type, ListType)
            for index, (_, kind) in enumerate(fact.type.fields)
            if kind == DATE
        ]
        valid = self.valid or self.terms.valid
        if len(dated) != 1 or valid is None:
            self.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
            return None
        name, key = dated[0]
        return EveryMonth(list=name, key=key, first=valid[0], last=valid[1], condition=condition)

    def _each(self, section: Section) -> str:
        """The list that a scope （逐笔） goes through: the one counted in 笔, or the one of that name."""
        word = section.scope.split("，")[0].removeprefix("逐")
        lists = [fact for fact in self.facts.values() if isinstance(fact.type, ListType)]
        matching = [f.name for f in lists if isinstance(f.type, ListType) and word in (f.type.each, f.name)]
        if not section.scope.startswith("逐") or len(matching) != 1:
            self.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
            return ""
        return matching[0]

    def _result(self, section: Section) -> Expr | None:
        scope = section.scope
        read = sentences(section, self.reader, "line", self.report)
        highest = scope == "就高"
        if not scope or highest:
            return self._lines(self.binder, read, highest)
        if several := scope_of(scope):
            count, each = several
            self.binder.literals.append(count_literal(count, each))
            self._series = yearly(count, each, lambda at: self._lines(self._at(at, count), read, highest=False))
            return total(self._series) if self._series else None
        word, _, rest = scope.partition("，")
        keys = tuple(word.removeprefix("逐").split("、"))
        grouped = self._group_fields(keys)
        if grouped:
            name, indexes = grouped
            body = self._lines(self.binder, read, highest=False)
            if body is None:
                return None
            assert isinstance(body.type, NumberType)
            return GroupTotal(list=name, keys=indexes, names=keys, body=body, type=body.type)
        each = self._each(section)
        top = re.fullmatch(r"取(?P<key>.*?)(最高|最大)的?(?P<top>[0-9]+)\D*", rest)
        if not each or (rest and not top):
            if each:
                self.report.add(UnknownScope(span=section.head_span, scope=scope, heading=section.heading))
            return None
        inner = self.binder.within_list(each)
        body = self._lines(inner, read, highest=False)
        kind = self.facts[each].type
        if body is None or not isinstance(body.type, NumberType) or not isinstance(kind, ListType):
            return None
        key: Expr | None = None
        if top and top["key"]:
            if top["key"] not in inner.names:
                self.report.add(UnknownName(span=section.head_span, name=top["key"]))
                return None
            key = inner.names[top["key"]]
        most = int(top["top"]) if top else None
        return ItemTotal(list=each, each=kind.each, body=body, top=most, type=body.type, key=key)

    def _at(self, position: int, width: int) -> Binder:
        """The binder of one year of several: a list of as many amounts has one for each."""
        return replace(self.binder, position=position, width=width, is_series=True)

    def _whole_series(self, series: Series, section: Section) -> Series | None:
        limit = self._lines(self.binder, sentences(section, self.reader, "line", self.report), highest=False)
        word = STEP_HEADINGS[section.heading]
        if limit is None:
            return None
        if word not in ("封顶", "扣除"):
            self.report.add(UnknownScope(span=section.head_span, scope="", heading=section.heading))
            return None
        return stepped(series, word, limit)

    def _shares(self, amount: Expr, section: Section) -> Series | None:
        start, end = section.content_span.start, section.content_span.end
        text = fold(section.span.source.text)
        end = start + len(text[start:end].rstrip().rstrip("。；"))
        sentence = self.reader.sentence(section.span.source, start, end, "shares", self.report)
        if sentence.form is None:
            return None
        try:
            return shared(self.binder, sentence.form, amount, section.heading)
        except Refused as refused:
            self.report.add(refused.diagnostic)
            return None

    def _group_fields(self, keys: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
        for fact in self.facts.values():
            if isinstance(fact.type, ListType):
                fields = [name for name, _ in fact.type.fields]
                if fields and all(key in fields for key in keys):
                    return fact.name, tuple(fields.index(key) for key in keys)
        return None

    def _lines(self, binder: Binder, read: Sequence[Sentence], highest: bool) -> Expr | None:
        try:
            return binder.lines(read, choose_highest if highest else choose)
        except _Unsound:
            return None

    def _whole_step(self, amount: Expr, section: Section) -> Expr | None:
        limit = self._lines(self.binder, sentences(section, self.reader, "line", self.report), highest=False)
        if limit is None:
            return None
        try:
            limit = self.binder.alike(limit, amount, section.content_span)
        except Refused as refused:
            self.report.add(refused.diagnostic)
            return None
        assert isinstance(amount.type, NumberType)
        match STEP_HEADINGS[section.heading]:
            case "封顶":
                return Cap(amount=amount, limit=limit, word="封顶", type=amount.type)
            case "保底":
                return Cap(amount=amount, limit=limit, word="保底", type=amount.type)
            case "扣除":
                return Deduct(amount=amount, deductions=(limit,), type=amount.type)
        return None

    def _assemble(self, title: str, all_sections: list[Section]) -> Clause | None:
        clause_id = self.block.head
        citation = self._citation(all_sections)
        amount: Expr | None = None
        heading, form, ceiling = "", None, False
        qualifies, readings, notes = "", list[str](), list[str]()
        rounding = self.terms.rounding
        series: Series | None = None
        found_result = False
        for section in all_sections:
            word = section.heading.removeprefix("最高") if section.heading != "最高限额" else section.heading
            if word in FORM_OF_HEADING:
                if found_result:
                    self.report.add(DuplicateName(span=section.head_span, name=section.heading))
                    continue
                found_result = True
                heading, form = section.heading, FORM_OF_HEADING[word]
                ceiling = section.heading.startswith("最高")
                amount = self._result(section)
                series = self._series
            elif word in ("资格", "认定"):
                found_result = True
                heading, form, qualifies = section.heading, "资格", _plain_text(section.text)
            elif word in STEP_HEADINGS:
                if series is not None:
                    series = self._whole_series(series, section)
                    amount = total(series) if series else None
                elif amount is not None:
                    amount = self._whole_step(amount, section)
            elif word in SERIES_HEADINGS:
                if amount is not None:
                    series = self._shares(amount, section)
            elif word == "口径":
                readings.append(_plain_text(section.text))
            elif word == "说明":
                notes.append(_plain_text(section.text))
            elif word == "取整":
                rounding = self._rounding(section) or rounding
        checks = self._requirements(all_sections, "核对")
        conditions = self._requirements(all_sections, "条件")
        cases = self._cases(all_sections)
        head = self.block.head_span
        if citation is None:
            self.report.add(MissingSection(span=head, clause=clause_id, section="依据"))
        if not found_result:
            self.report.add(MissingSection(span=head, clause=clause_id, section="奖励（补助、减免、交纳、核算、资格）"))
        if form == "资格" and not conditions:
            self.report.add(MissingSection(span=head, clause=clause_id, section="条件"))
        if citation is None or form is None or (form != "资格" and amount is None):
            return None
        computed = [*(made.condition for made in (*checks, *conditions)), *((amount,) if amount is not None else ())]
        if any(height(expr, self.heights) > MAX_HEIGHT for expr in computed):
            self.report.add(TooInvolved(span=head))
            return None
        self._drop_unused(computed)
        unit = self._unit_of_result(amount, heading, form)
        return Clause(
            id=clause_id,
            title=title,
            citation=citation,
            facts=tuple(self.facts.values()),
            definitions=tuple(self.definitions.values()),
            checks=checks,
            conditions=conditions,
            amount=amount,
            series=series,
            heading=heading,
            form=_form(form),
            ceiling=ceiling,
            rounding=rounding or Rounding(),
            unit=unit,
            cases=cases,
            readings=tuple(readings),
            notes=tuple(notes),
            qualifies_for=qualifies,
            valid=self.valid,
            article=self.article.number if self.article else None,
            article_heading=self.article.heading if self.article else "",
            numbers=tuple(self.binder.literals),
            uses_date=any(CLAIM_DATE in facts_in(expr) for expr in computed),
            span=self.block.head_span,
        )

    def _drop_unused(self, computed: Sequence[Expr]) -> None:
        """Leave out what 【定义】 lends and this rule does not use."""
        if not self.shared:
            return
        body = self.block.body
        used = {name for expr in computed for name in facts_in(expr)}
        meant = definitions_in(computed)

        def is_own(span: Span | None) -> bool:
            return span is None or (span.source is body.source and body.start <= span.start < body.end)

        self.facts = {n: fact for n, fact in self.facts.items() if n in used or is_own(fact.span)}
        self.definitions = {n: made for n, made in self.definitions.items() if made in meant or is_own(made.span)}

    def _unit_of_result(self, amount: Expr | None, heading: str, form: str) -> str:
        if amount is None:
            return ""
        if not isinstance(amount.type, NumberType):
            self.report.add(WrongResult(span=self.block.head_span, heading=heading, unit=""))
            return ""
        unit = amount.type.unit
        yearly = Unit((("元", 1), ("年", -1)))
        if unit.powers == yearly.powers:
            return "元"
        if isinstance(amount, Literal) and amount.type.is_ratio:
            self.report.add(BarePercentage(span=amount.span, text=amount.text))
        elif form != "核算" and unit.powers != YUAN.powers:
            self.report.add(WrongResult(span=self.block.head_span, heading=heading, unit=amount.type.shown))
        return amount.type.shown

    def _citation(self, all_sections: Iterable[Section]) -> Citation | None:
        places = (section.content_span for section in all_sections if section.heading == "依据")
        return next(filter(None, map(read_citation, places)), None)

    def _rounding(self, section: Section) -> Rounding | None:
        squeezed = squeeze(section.text).text.rstrip("。；")
        if re.fullmatch(r"(四舍五入|舍去|进位)[到至](万元|元|角|分|整数)", squeezed):
            return read_rounding(squeezed)
        self.report.add(UnknownScope(span=section.content_span, scope=squeezed[:12], heading=section.heading))
        return None

    def _validity(self, section: Section) -> tuple[date, date] | None:
        written = re.findall(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", squeeze(section.text).text)
        found = [day for text in written if (day := read_day(text))]
        if len(found) != 2 or found[0] > found[1]:
            self.report.add(BadRange(span=section.content_span, text=section.text[:20]))
            return None
        return found[0], found[1]

    # ── 算例 ──

    def _cases(self, all_sections: Iterable[Section]) -> tuple[WorkedCase, ...]:
        names = {*self.facts, APPROVED, CLAIM_DATE}
        _, options = self._vocabulary(())
        reader = Reader(Vocabulary.of(names, options, self.terms.units))
        found: list[WorkedCase] = []
        for section in all_sections:
            if section.heading != "算例":
                continue
            if section.rows:
                found += self._case_rows(section)
                continue
            source, place = section.content_span.source, section.content_span
            for start, end, table in case_items(source, place.start, place.end):
                sentence = reader.sentence(source, start, end, "case", self.report)
                if sentence.form is None:
                    continue
                try:
                    case = self._case(sentence.form, table)
                except Refused as refused:
                    self.report.add(refused.diagnostic)
                    continue
                if case is not None:
                    found.append(case)
        return tuple(found)

    def _case(self, form: Form, table: Sequence[Sequence[Span]]) -> WorkedCase | None:
        given: list[tuple[str, object]] = []
        rest = "none"
        for part in form.forms():
            word = part.word("NAME")
            if part.kind == "given_rest":
                rest = "default" if "默认" in part.parts[0].span.text else "zero"
            elif word is not None:
                if word.text not in (*self.facts, APPROVED, CLAIM_DATE):
                    self.report.add(UnknownName(span=word.span, name=word.text))
                    return None
                if part.kind == "given_table":
                    given.append((word.text, self._listed(word, table)))
                elif part.kind == "given_value":
                    values = [_literal_text(w) for w in part.parts[1:] if isinstance(w, Word)]
                    fact = self.facts.get(word.text)
                    is_list = fact is not None and isinstance(fact.type, ListType)
                    given.append((word.text, ([] if values == ["无"] else values) if is_list else values[0]))
                else:
                    given.append((word.text, part.kind == "given_yes"))
        outcome = form.form("outcome")
        expected: tuple[str, ...] | None = None
        if form.has("QUALIFIES"):
            expected = ("是",)
        elif outcome is not None and not outcome.has("REFUSED"):
            expected = tuple(_literal_text(word) for word in outcome.parts if isinstance(word, Word))
        text = "".join(form.span.text.split())
        return WorkedCase(facts=tuple(given), rest=rest, expected=expected, text=text, span=form.span)  # type: ignore[arg-type]

    def _listed(self, name: Word, table: Sequence[Sequence[Span]]) -> list[object]:
        """The items of a list as the table behind a case has them: a column for each field, or one for plain items."""
        fact = self.facts.get(name.text)
        kind = fact.type if fact else None
        if not isinstance(kind, ListType) or not table:
            wanted = ("一列数或记录，下面附表", "a list, with a table below")
            raise Refused(WrongType(span=name.span, what=name.text, wanted=wanted))
        names = [field for field, _ in kind.fields] or [name.text]
        head, *rows = ([squeeze(cell.source.text, cell.start, cell.end).text for cell in row] for row in table)
        for cell, title in zip(table[0], head, strict=True):
            if title not in names:
                raise Refused(UnknownName(span=cell, name=title, similar="、".join(names)))
        found: list[object] = []
        for row, cells in zip(rows, table[1:], strict=True):
            if len(row) != len(head):
                raise Refused(RaggedRow(span=cells[0].to(cells[-1]), cells=len(row), columns=len(head)))
            values = {title: _cell_value(cell) for title, cell in zip(head, row, strict=True)}
            found.append(values if kind.fields else values[name.text])
        return found

    def _case_rows(self, section: Section) -> list[WorkedCase]:
        head, *rows = section.rows
        names = [cell.text for cell in head]
        for cell in head[:-1]:
            if cell.text not in (*self.facts, APPROVED, CLAIM_DATE):
                self.report.add(UnknownName(span=cell.span, name=cell.text))
        if names[-1] != "应得":
            self.report.add(UnknownName(span=head[-1].span, name=names[-1], similar="应得"))
            return []
        found = []
        for row in rows:
            if len(row) != len(head):
                self.report.add(RaggedRow(span=row[0].span.to(row[-1].span), cells=len(row), columns=len(head)))
                continue
            given: list[tuple[str, object]] = []
            for name, cell in zip(names[:-1], row[:-1], strict=True):
                fact = self.facts.get(name)
                value: object = _cell_value(cell.text)
                if fact is not None and isinstance(fact.type, ListType):
                    value = [] if cell.text in ("无", "空") else cell.text.split("、")
                given.append((name, value))
            said = row[-1].text
            expected = None if said.startswith("不予") else tuple(said.split("、"))
            text = "，".join(f"{name}{cell.text}" for name, cell in zip(names, row, strict=True))
            span = row[0].span.to(row[-1].span)
            found.append(WorkedCase(facts=tuple(given), rest="default", expected=expected, text=text, span=span))
        return found


def _shared_sections(block: Block) -> list[Section]:
    """The sections of a 【定义】 that rules may use."""
    _, start = block_title(block.body)
    found = sections(block.source, start, block.body.end)
    return [section for section in found if section.heading in ("填报", "其中", "标准")]


def defined_names(section: Section) -> list[str]:
    """The names that the items of 其中 begin with."""
    source = section.span.source
    text = fold(source.text)
    found = []
    for start, end in items(text, section.content_span.start, section.content_span.end):
        match = re.match(r"([^，；：（）“”、]+)：", squeeze(source.text, start, end).text)
        if match:
            found.append(match[1])
    return found


def _literal_text(word: Word) -> str:
    if word.terminal == "DATE":
        found = read_day(word.text)
        return found.isoformat() if found else word.text
    return word.text[1:-1] if word.terminal == "TEXT" else word.text


def _cell_value(text: str) -> object:
    match = re.fullmatch(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", text)
    if match:
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return text[1:-1] if text[:1] == "“" and text[-1:] == "”" else text


def _plain_text(text: str) -> str:
    return " ".join(text.split()).rstrip("。；")


def _form(form: str) -> ResultForm:
    return form  # type: ignore[return-value]


def _ceil(value: Fraction) -> int:
    return -((-value.numerator) // value.denominator)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
