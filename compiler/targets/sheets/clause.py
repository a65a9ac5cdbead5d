"""One clause as steps that calculate: its facts read, checked, worked out, rounded and told.

In: an ``Entry``, and where its cells to fill in are.  Out: the steps, and what the pages show of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from tiaowen.runtime.facts import FactType, Value
from tiaowen.runtime.tongues import TONGUES

from ...ir.integer import Amount as AmountOf
from ...ir.integer import Flag, LetFlag, LetInt, Name, Quantity, Word
from ...ir.shape import Amount, Answer, One, PerItem, Several
from ...program.explanation import Items, Line, Paid
from ...program.explanation import Value as ToldValue
from ...program.module import Entry
from ...program.whole_steps import Approved, whole_steps
from ...report.diagnostic import Language
from ..expressions import Unsayable
from . import days
from .formulas import Formulas, Shared
from .inputs import Fed, Read, counted, read
from .operands import (
    EMPTY,
    LIMIT,
    NO,
    YES,
    Number,
    Operand,
    Text,
    Truth,
    any_of,
    as_number,
    choice,
    compare,
    constant,
    every,
    fits,
    if_text,
    joined,
    literal,
    minus,
    not_,
    plus,
    times,
)
from .shown import shown
from .steps import Steps
from .tables import Column, Table
from .wide import Wide
from .words import say


@dataclass(frozen=True, slots=True)
class Limit:
    """Numbers are below it: amounts of money in 分, all others in their unit."""

    money: int
    others: int

    def of(self, fact: FactType) -> int:
        """In the parts of a fact."""
        return self.money if fact.unit == "元" else min(self.money, self.others * fact.scale)


# What is tried, the largest first: amounts below 10^13 yuan … 100亿元, and other numbers down to a million.
BOUNDS = (
    *(Limit(10**power, 10**power) for power in (15, 14, 13, 12)),
    *(Limit(10**12, 10**power) for power in (9, 8, 7, 6)),
)
# For what then still cannot be said: amounts below 10亿元 and 1亿元, which is enough for an item of a list.
LAST_BOUNDS = (Limit(10**11, 10**7), Limit(10**10, 10**6))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact is filled in: a cell, and what stands in it."""

    cell: str
    given: Value
    options: str = ""


@dataclass(slots=True, kw_only=True)
class Worked:
    """A clause worked out.  ``faults`` are by fact, with that of the day under its name; ``results`` are what is paid, in
    whole steps (one of an answer is 1 or 0); ``caps`` are the words of those that lowered it; ``lines`` are the explanation, as it is now and by their number."""

    entry: Entry
    limit: Limit
    faults: dict[str, Text] = field(default_factory=dict)
    fault_count: Number = field(default_factory=lambda: constant(0))
    is_sound: Truth = YES
    is_eligible: Truth = YES
    pays: Truth = YES
    results: list[Number] = field(default_factory=list)
    shown_results: list[Text] = field(default_factory=list)
    caps: Text = EMPTY
    item_texts: dict[tuple[str, ...], list[list[Text]]] = field(default_factory=dict)
    lines: list[Text] = field(default_factory=list)
    line_at: str = ""
    line_index: str = ""
    of: Amount | None = None


@dataclass(slots=True, kw_only=True)
class Working:
    """What a clause is worked out from: ``places`` of its facts, ``day_cell`` and what stands there, the tables of its
    lists with their faults, what other clauses feed it."""

    entry: Entry
    lang: Language
    steps: Steps
    limit: Limit
    places: Mapping[str, Place]
    day_cell: str
    day_given: date | None
    contents_day: str
    tables: Mapping[str, Table]
    table_faults: Mapping[str, Text]
    table_names: Mapping[str, str]
    fed: Mapping[str, Fed]
    names: dict[str, Operand | Wide] = field(default_factory=dict)
    shared: Shared = field(init=False)
    formulas: Formulas = field(init=False)

    def __post_init__(self) -> None:
        self.shared = Shared(self.tables)
        self.formulas = Formulas(self.steps, self.shared, self.names)

    def worked(self, is_told: bool) -> Worked:
        """The clause worked out, and told where that is asked for.  Raises Unsayable."""
        made = Worked(entry=self.entry, limit=self.limit)
        readings = self._readings(made)
        self._lets(self.entry.lets)
        self._checks(made, readings)
        self._conditions(made)
        self._amounts(made)
        if is_told:
            self._capped(made)
            self._told(made)
        return made

    # ── what is given ──

    def _readings(self, made: Worked) -> dict[str, Text]:
        faults: dict[str, Text] = {}
        on_given: Operand = NO
        for of in self.entry.asked:
            self.steps.begin(say(self.lang, "held", name=of.name))
            if of.kind == "list":
                faults[of.name] = self.table_faults[of.name]
                continue
            place = self.places[of.name]
            reading = read(
                self.steps,
                of,
                place.cell,
                place.given,
                self.limit.of(of),
                place.options,
                self.lang,
                self.fed.get(of.name),
            )
            self.names[of.name], faults[of.name] = reading.held, reading.fault
            if of is self.entry.approved:
                on_given = Truth(f'{place.cell}<>""', place.given is not None, 0)
        if self.entry.approved is not None:
            assert isinstance(on_given, Truth)
            self.names[_APPROVED_GIVEN] = on_given
        if self.entry.day_name or self.entry.valid:
            day = self._day()
            faults[DAY] = day.fault
            self.names[_DAY] = day.held
            if self.entry.day_name:
                self.names[self.entry.day_name] = day.held
        return faults

    def _day(self) -> Read:
        """The day of the claim: the one of the clause, that of the contents page, or the usual one."""
        usual = self.entry.usual_day
        own, common = self.day_cell, self.contents_day
        of = FactType(name=DAY, kind="date", default=None if usual is None else usual.toordinal())
        self.steps.begin(say(self.lang, "held", name=say(self.lang, "day")))
        # A blank cell is 0 behind a reference, and no day.
        chosen = f'IF({own}<>"",{own},IF({common}<>"",{common},""))'
        if self.day_given is None:
            return read(self.steps, of, self.steps.put(Text(chosen, "")), None, LIMIT, "", self.lang)
        given = self.day_given.toordinal()
        cell = self.steps.put(Number(chosen, given - days.OFFSET, 0, LIMIT - 1))
        return read(self.steps, of, cell, given, LIMIT, "", self.lang)

    # ── what is worked out ──

    def _lets(self, lets: Sequence[LetInt | LetFlag], formulas: Formulas | None = None) -> None:
        formulas = formulas or self.formulas
        for let in lets:
            formulas.steps.begin(let.name)
            if isinstance(let, LetFlag):
                formulas.names[let.name] = formulas.steps.keep_truth(formulas.truth(let.value))
            else:
                value = formulas.integer(let.value)
                formulas.names[let.name] = value if isinstance(value, Wide) else formulas.steps.keep(value)

    def _checks(self, made: Worked, readings: Mapping[str, Text]) -> None:
        steps, lang = self.steps, self.lang
        steps.begin(say(lang, "readable"))
        readable = steps.keep_truth(every([_is_blank(fault) for fault in readings.values()]))
        failing: dict[str, list[tuple[Truth, Text]]] = {}
        for number, check in enumerate(self.entry.checks, 1):
            steps.begin(say(lang, "check", number=number))
            holds = steps.keep_truth(self.formulas.truth(check.holds))
            words = literal(f"{check.code} {check.message if lang == 'zh' else check.message_en}")
            failing.setdefault(check.fact, []).append((not_(holds), words))
        for name, fault in readings.items():
            contradicted: Text = EMPTY
            for fails, words in reversed(failing.pop(name, [])):
                contradicted = if_text(fails, words, contradicted)
            if contradicted == EMPTY:
                made.faults[name] = fault
                continue
            steps.begin(say(lang, "fault of", name=name))
            made.faults[name] = steps.keep_text(if_text(readable, contradicted, fault))
        assert not failing, "a check is about a fact"

    def _conditions(self, made: Worked) -> None:
        steps, lang, entry = self.steps, self.lang, self.entry
        held: list[Truth] = []
        for number, condition in enumerate(entry.conditions, 1):
            steps.begin(say(lang, "condition", number=number))
            held.append(steps.keep_truth(self.formulas.truth(condition)))
        steps.begin(say(lang, "in time"))
        in_time = YES
        if entry.valid is not None:
            day = self.names[_DAY]
            assert isinstance(day, Number)
            first, last = (constant(on.toordinal()) for on in entry.valid)
            in_time = steps.keep_truth(every([compare(">=", day, first), compare("<=", day, last)]))
        self.names[_IN_TIME] = in_time
        steps.begin(say(lang, "eligible"))
        made.is_eligible = steps.keep_truth(every([*held, in_time]))
        steps.begin(say(lang, "pays"))
        made.pays = steps.keep_truth(every([*held, *([] if entry.is_on_any_day else [in_time])]))

    def _amounts(self, made: Worked) -> None:
        match shape := self.entry.shape:
            case Answer():
                values = [as_number(made.pays)]
            case One():
                made.of = shape.of
                approved = None
                if shape.approved and self.entry.approved:
                    most = min(self.entry.approved.most, self.limit.of(self.entry.approved) - 1)
                    approved = Approved(Flag(_APPROVED_GIVEN), Name(self.entry.approved.name, 0, most))
                values = [self._rounded(made, self.entry.amounts[0], shape.of, approved)]
            case Several():
                made.of = shape.of
                values = [self._rounded(made, amount, shape.of) for amount in self.entry.amounts]
                if shape.remainder:
                    assert self.entry.whole is not None
                    whole = self._rounded(made, self.entry.whole, shape.of)
                    values[-1] = minus(whole, plus(values[:-1])) if values[:-1] else whole
            case PerItem():
                made.of = shape.of
                values = [self._per_item(made, shape)]
            case _:
                assert_never(shape)
        steps = self.steps
        steps.begin(say(self.lang, "fault count"))
        too_large = any_of(list(dict.fromkeys(self.shared.beyond)))
        beyond = every([made.pays, too_large]) if too_large != NO else NO
        faults = plus([*(counted(fault) for fault in made.faults.values()), as_number(beyond)])
        made.fault_count = steps.keep(Number(faults.text, faults.value, 0, len(made.faults) + 1, faults.level))
        made.is_sound = compare("=", made.fault_count, constant(0))
        if beyond != NO:
            made.faults[""] = steps.keep_text(if_text(beyond, literal(f"T0608 {say(self.lang, 'too large')}")))
        steps.begin(say(self.lang, "amount"))
        made.results = [steps.keep(_fitting(value)) for value in values]

    def _rounded(self, made: Worked, amount: AmountOf, of: Amount, approved: Approved | None = None) -> Number:
        """In whole steps; 0 where nothing is paid."""
        found = whole_steps(amount, of, approved)
        names = dict(self.names)
        formulas = Formulas(self.steps, self.shared, names)
        self._lets(found.lets, formulas)
        self.steps.begin(say(self.lang, "amount"))
        value = formulas.integer(found.value)
        if isinstance(value, Wide):
            raise Unsayable("这么大的结果", "results of this size")
        return self.steps.keep(choice(made.pays, value, constant(0)))

    def _per_item(self, made: Worked, shape: PerItem) -> Number:
        """The total; what each item gets stands in its row."""
        each = self.entry.each
        assert each is not None
        found = whole_steps(each.amount, shape.of)

        def of_item(inner: Formulas) -> Number:
            formulas = Formulas(inner.steps, self.shared, dict(self.names), inner.item, inner.lists, inner.whole)
            self._lets(found.lets, formulas)
            return choice(made.pays, formulas.number(found.value), constant(0))

        column = self.formulas.column(shape.lists, ("amounts",), of_item)
        if shape.is_limited:
            assert each.up_to is not None
            most = self._rounded(made, each.up_to, shape.of)
            column = self._limited(shape.lists, column, most)
        size = column.table.size
        return self.steps.keep(_fitting(column.total(min(0, column.low) * size, max(0, column.high) * size)))

    def _limited(self, lists: tuple[str, ...], column: Column, most: Number) -> Column:
        """The parts as far as they come to no more than ``most``; the first use it up first."""

        def of_item(inner: Formulas) -> Number:
            row = inner.item
            assert row is not None
            own = column.values[row]
            before = sum(column.values[:row])
            used = f"SUM({column.before(row)})" if row else "0"
            said = f"MIN({column.cell(row)},MAX(0,{most.text}-{used}))"
            return Number(said, min(own, max(0, most.value - before)), 0, LIMIT - 1)

        return self.formulas.column(lists, ("limited",), of_item)

    # ── what is told ──

    def _capped(self, made: Worked) -> None:
        """Which caps lowered what is paid."""
        words: list[Text] = []
        for cap in self.entry.caps:
            self.steps.begin(cap.words)
            binds = every([made.is_sound, made.pays, self.formulas.truth(cap.binds)])
            words.append(if_text(self.steps.keep_truth(binds), literal(say(self.lang, "capped", words=cap.words))))
        made.caps = joined(words)

    def _told(self, made: Worked) -> None:
        steps, lang, entry = self.steps, self.lang, self.entry
        values: list[Text | Truth] = []
        for number, value in enumerate(entry.told.values):
            steps.begin(say(lang, "told", number=number + 1))
            values.append(self._value(made, value))
        told: list[tuple[Truth, Text]] = []
        if entry.valid is not None and self.names[_IN_TIME] != YES:
            told.append((not_(self._truth(_IN_TIME)), self._date_line(entry.valid)))
        for line in entry.told.lines:
            when = [self._asked(values[at], holds) for at, holds in line.when]
            told.append((every(when), self._line(made, line, values)))
        if entry.approved is not None:
            told.append((every([made.pays, self._truth(_APPROVED_GIVEN)]), self._approved_line(entry.approved)))
        told.append((YES, self._result_line(made)))
        self._numbered(made, told)

    def _truth(self, name: str) -> Truth:
        found = self.names[name]
        assert isinstance(found, Truth)
        return found

    def _asked(self, value: Text | Truth, holds: bool) -> Truth:
        assert isinstance(value, Truth), "a line is told where conditions hold"
        return value if holds else not_(value)

    def _value(self, made: Worked, value: ToldValue, formulas: Formulas | None = None) -> Text | Truth:
        formulas = formulas or self.formulas
        steps = formulas.steps
        match value:
            case Quantity():
                over = None if value.value.over is None else formulas.integer(value.value.over)
                return shown(
                    steps, formulas.integer(value.value.number), value.value.divisor, over, value.unit, self.lang
                )
            case Word():
                return self._word(value, formulas)
            case Paid():
                return made.pays
            case Items():
                self._items(made, value)
                return EMPTY
            case _:
                return steps.keep_truth(formulas.truth(value))

    def _word(self, word: Word, formulas: Formulas) -> Text:
        if word.kind == "text":
            named = formulas.names[word.name] if word.name else formulas._item(word.list, word.index, None)
            assert isinstance(named, Text)
            cut = Text(f'LEFT({named.text},40)&IF(LEN({named.text})>40,"…","")', named.value[:40], 1)
            return self._quoted(cut)
        assert word.value is not None
        value = formulas.steps.keep(formulas.number(word.value))
        if word.kind == "date":
            day = days.iso(value)
            return joined([literal("「"), day, literal("」")]) if self.lang == "zh" else day
        said: Text = literal(TONGUES[self.lang].quoted(word.options[-1]))
        for place, option in reversed(list(enumerate(word.options[:-1]))):
            said = if_text(compare("=", value, constant(place)), literal(TONGUES[self.lang].quoted(option)), said)
        return formulas.steps.keep_text(said)

    def _quoted(self, text: Text) -> Text:
        signs = "「」" if self.lang == "zh" else "“”"
        return joined([literal(signs[0]), text, literal(signs[1])])

    def _items(self, made: Worked, value: Items) -> None:
        """The values of each item, beside it."""
        if value.lists in made.item_texts:
            return
        made.item_texts[value.lists] = []
        texts: list[list[Text]] = []
        try:
            for row in range(self.tables[value.lists[0]].rows):
                inner = self.formulas.in_row(value.lists, row)
                texts.append([self._said(self._value(made, part, inner)) for part in value.values])
        except Unsayable:  # it is told without them
            return
        made.item_texts[value.lists] = texts

    def _said(self, value: Text | Truth) -> Text:
        if isinstance(value, Text):
            return value
        yes, no = (literal(TONGUES[self.lang].shown_truth(holds)) for holds in (True, False))
        return if_text(value, yes, no)

    def _line(self, made: Worked, line: Line, values: Sequence[Text | Truth]) -> Text:
        if line.each is None:
            parts = [literal(part) if isinstance(part, str) else self._said(values[part]) for part in line.parts]
            return joined(parts)
        items = self.entry.told.values[line.each]
        assert isinstance(items, Items)
        name = "each told" if made.item_texts[items.lists] else "each not told"
        return literal(say(self.lang, name, sheet=self.table_names[items.lists[0]]))

    def _date_line(self, valid: tuple[date, date]) -> Text:
        day = self.names[_DAY]
        assert isinstance(day, Number)
        # In the words of the runtime, with the day of the claim in the place of another one.
        other = date(1, 1, 1)
        (said,) = TONGUES[self.lang].date_lines(other, *valid)
        before, _, behind = said.partition(other.isoformat())
        return joined([literal(before), days.iso(day), literal(behind)])

    def _approved_line(self, approved: FactType) -> Text:
        held = self.names[approved.name]
        assert isinstance(held, Number)
        unit = "元" if self.lang == "zh" else "yuan"
        nothing = TONGUES[self.lang].shown_quantity(0, 1, unit)
        before, _, behind = TONGUES[self.lang].approved_line(0).partition(nothing)
        amount = shown(self.steps, held, approved.scale, None, unit, self.lang)
        return joined([literal(before), amount, literal(behind)])

    def _result_line(self, made: Worked) -> Text:
        entry, tongue = self.entry, TONGUES[self.lang]
        unit = entry.told_unit or entry.unit
        if made.of is None:
            yes, no = (literal(tongue.result_line(entry.heading, unit, holds, holds)) for holds in (True, False))
            return if_text(made.pays, yes, no)
        self.steps.begin(say(self.lang, "result"))
        step = made.of.step
        for result in made.results:
            number = times(constant(step.numerator), result) if step.numerator != 1 else result
            made.shown_results.append(
                shown(self.steps, self.steps.keep(number), step.denominator, None, unit, self.lang)
            )
        refused = literal(tongue.result_line(entry.heading, unit, False, 0))
        # What stands before a value, by that of nothing.
        nothing = tongue.shown_outcome(unit, 0)
        before = tongue.result_line(entry.heading, unit, True, 0).removesuffix(nothing)
        parts: list[Text] = [literal(before)]
        labels = entry.shape.labels if isinstance(entry.shape, Several) and entry.shape.named else ()
        comma = "、" if self.lang == "zh" else "; "
        for at, said in enumerate(made.shown_results):
            parts += [literal(comma)] if at else []
            parts += [literal(f"{labels[at]}{'' if self.lang == 'zh' else ' '}")] if labels else []
            parts.append(said)
        return if_text(made.pays, joined(parts), refused)

    def _numbered(self, made: Worked, told: Sequence[tuple[Truth, Text]]) -> None:
        """The lines one below the other, each with how many are told up to it: the n-th told is the first that has n."""
        steps = self.steps
        before: Number = constant(0)
        first = last = 0
        shown_lines: list[Text] = []
        for number, (holds, words) in enumerate(told, 1):
            steps.begin(say(self.lang, "line", number=number))
            is_told = as_number(every([made.is_sound, holds]))
            count = plus([before, is_told]) if number > 1 else is_told
            before = Number(steps.put(Number(count.text, count.value, 0, number)), count.value, 0, number)
            text = Text(steps.put(words), words.value)
            if is_told.value:
                shown_lines.append(text)
            first, last = first or steps.row, steps.row
        made.lines = shown_lines
        sheet, column = steps.sheet, before_column(before)
        made.line_index = sheet.area((first, column), (last, column))
        made.line_at = sheet.area((first, column + 1), (last, column + 1))


def before_column(number: Number) -> int:
    """The column of a cell."""
    return ord(number.text.split("$")[1]) - ord("A")


def lines_max(entry: Entry) -> int:
    """How many lines are told at most: all of them, without those of which others are told instead."""
    conditions = [dict(line.when) for line in entry.told.lines]
    # And why the day does not count, what was approved, and the result.
    return _most(conditions, 12) + bool(entry.valid) + bool(entry.approved) + 1


def _most(lines: Sequence[Mapping[int, bool]], depth: int) -> int:
    """The most lines that may be told together, by taking each condition that both is asked and denied either way."""
    asked = {at for line in lines for at, holds in line.items() if holds}
    denied = {at for line in lines for at, holds in line.items() if not holds}
    both = sorted(asked & denied, key=lambda at: -sum(at in line for line in lines))
    if not both or not depth:
        return len(lines)
    at = both[0]
    return max(
        _most([{k: v for k, v in line.items() if k != at} for line in lines if line.get(at, holds) == holds], depth - 1)
        for holds in (True, False)
    )


def _is_blank(fault: Text) -> Truth:
    return Truth(f'{fault.text}=""', fault.value == "", 0)


def _fitting(value: Number) -> Number:
    if not fits(value.low, value.high):
        raise Unsayable("这么大的结果", "results of this size")
    return value


DAY = "申报日期"
_DAY, _IN_TIME, _APPROVED_GIVEN = "\0day", "\0in time", "\0approved"
