"""A module as a workbook: its sheets in their order, and where in them everything stands.

In: a module.  Out: a ``Made``: the book, and the places of each clause, for whoever fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import FactType, Value
from tiaowen.runtime.result import parse_date

from ...ir.shape import PerItem
from ...program.explanation import Items
from ...program.module import Entry, Module
from ...report.diagnostic import Language, Report
from ...report.errors.targets import NotInTarget
from ..expressions import Unsayable
from .blocks import Block, article_sheet, put_inputs, put_list, put_results, put_words
from .book import Book, Sheet, quoted
from .clause import BOUNDS, LAST_BOUNDS, Limit, Place, Worked, Working
from .contents import DAY as CONTENTS_DAY
from .contents import contents_sheet
from .inputs import Fed, given_in
from .lists import ListSheet, item_texts, list_sheet
from .looks import HEAD
from .names import SheetNames
from .operands import (
    YES,
    Text,
    compare,
    constant,
    fits,
    if_text,
    joined,
    literal,
    quotient,
    times,
)
from .settling import counts, groups_of, selections, settling_sheet
from .steps import Steps
from .tables import RECORDS, ROWS
from .words import say

NAME = "workbook"


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause in the book: its block, its lists by their facts, and what it came to."""

    block: Block
    lists: Mapping[str, ListSheet]
    worked: Worked


@dataclass(frozen=True, slots=True)
class Made:
    book: Book
    placed: Mapping[str, Placed]
    contents: Sheet
    settling: Sheet | None


@dataclass(slots=True)
class _Making:
    module: Module
    report: Report
    rows: int
    lang: Language
    names: SheetNames = field(default_factory=SheetNames)
    options: dict[tuple[str, ...], str] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    lists: dict[str, list[Sheet]] = field(default_factory=dict)
    # Of copies of one clause (many applicants in one workbook) the bounds are found once.
    limits: dict[int, Limit] = field(default_factory=dict)


def book_of(module: Module, report: Report, rows: int = 0) -> Made | None:
    """The workbook; None where a clause cannot be said, which then stands in the report.  ``rows`` is how many items a list
    has, where it is not as usual."""
    lang = module.lang
    making = _Making(module, report, rows, lang)
    contents = Sheet(making.names.name(say(lang, "contents")))
    settling = Sheet(making.names.name(say(lang, "settling")))
    calculations = Sheet(making.names.name(say(lang, "calculations")), is_hidden=True)
    options = Sheet(making.names.name(say(lang, "options")), is_hidden=True)
    making.options = _options(module, options, lang)
    articles = _blocks(making, contents.name)
    steps = Steps(calculations, "", 1)
    failed = False
    for entry in _sources_first(module):
        failed = not _work(making, entry, articles[entry.id], steps, contents) or failed
    failed = not _can_settle(making) or failed
    if failed:
        return None
    sheets: list[Sheet] = [contents]
    for entry in module.entries:
        block = making.placed[entry.id].block
        if block.sheet not in sheets:
            sheets.append(block.sheet)
        sheets += making.lists.get(entry.id, [])
    links = {name: f"{quoted(each.block.sheet.name)}!B{each.block.row + 1}" for name, each in making.placed.items()}
    clauses = [making.placed[entry.id].worked for entry in module.entries]
    has_settling = sum(counts(each) for each in clauses) > 1
    if has_settling:
        yes_no = making.options[say(lang, "true"), say(lang, "false")]
        settling_sheet(settling, steps, module, clauses, links, yes_no, quoted(contents.name), lang)
        sheets.append(settling)
    contents_sheet(contents, module, clauses, links, settling.name if has_settling else "", lang)
    _calculations(calculations, lang)
    book = Book(visible(module.title, 200), [*sheets, calculations, options])
    return Made(book, making.placed, contents, settling if has_settling else None)


def _options(module: Module, sheet: Sheet, lang: Language) -> dict[tuple[str, ...], str]:
    """Every list of options in a column, and where it stands."""
    found: dict[tuple[str, ...], str] = {}
    wanted: list[tuple[str, ...]] = [(say(lang, "true"), say(lang, "false"))]
    for entry in module.entries:
        for of in entry.asked:
            kinds = [of, *([of.item, *of.item.fields] if of.item else [])]
            wanted += [kind.options for kind in kinds if kind.kind == "option"]
    for column, options in enumerate(dict.fromkeys(wanted)):
        for row, option in enumerate(options):
            sheet.put(row, column, option)
        found[options] = sheet.area((0, column), (len(options) - 1, column))
    return found


def _blocks(making: _Making, contents: str) -> dict[str, Block]:
    """A sheet for each article, and on it a block for each of its clauses."""
    sheets: dict[str, Sheet] = {}
    rows: dict[str, int] = {}
    found: dict[str, Block] = {}
    for entry in making.module.entries:
        title = entry.article or f"{entry.id} {entry.title}"
        if title not in sheets:
            sheets[title] = Sheet(making.names.name(title, say(making.lang, "sheet")))
            article_sheet(sheets[title], title, quoted(contents), making.lang)
            rows[title] = 3
        found[entry.id] = Block(sheets[title], rows[title], entry)
        rows[title] = found[entry.id].end + 1
    return found


def _sources_first(module: Module) -> list[Entry]:
    """The clauses in such an order that what feeds another comes before it."""
    by_id = {entry.id: entry for entry in module.entries}
    found: dict[str, Entry] = {}

    def visit(entry: Entry) -> None:
        for _, source in entry.feeds:
            if source not in found and source in by_id:
                visit(by_id[source])
        found[entry.id] = entry

    for entry in module.entries:
        if entry.id not in found:
            visit(entry)
    return list(found.values())


def _work(making: _Making, entry: Entry, block: Block, steps: Steps, contents: Sheet) -> bool:
    """A clause worked out with the largest bounds for which every number has a cell of its own; or, where there are none,
    with the largest for which it can be said."""
    kept = set(making.names.kept)
    why: Unsayable | None = None

    def attempted(limit: Limit, on: Steps, rows: int, is_told: bool) -> tuple[_Attempt, Working, Worked]:
        making.names.kept = set(kept)
        attempt = _Attempt(making, entry, block, on, limit, contents, rows)
        working = attempt.working()
        return attempt, working, working.worked(is_told)

    def tried(limit: Limit) -> int | None:
        """0 where every number has a cell of its own, 1 where those of items have, else 2; None where the clause cannot
        be said."""
        nonlocal why
        try:
            shared = attempted(limit, _restarted(steps), 2, False)[1].shared
        except Unsayable as unsayable:
            why = unsayable
            return None
        return 2 if shared.has_wide_items else int(shared.has_wide)

    def first(found: Mapping[Limit, int | None], wanted: int) -> Limit | None:
        return next((limit for limit, kind in found.items() if kind == wanted), None)

    chosen = making.limits.get(id(entry.told))
    if chosen is None:
        found: dict[Limit, int | None] = {}
        for limit in BOUNDS:
            found[limit] = tried(limit)
            if found[limit] == 0:
                break
        chosen = first(found, 0) or first(found, 1)
        if chosen is None:
            last = {limit: tried(limit) for limit in LAST_BOUNDS}
            chosen = first(last, 0) or first(last, 1) or first(found, 2) or first(last, 2)
    try:
        if chosen is None:
            assert why is not None
            raise why
        attempt, working, worked = attempted(chosen, steps, RECORDS, True)
    except Unsayable as unsayable:
        making.report.add(NotInTarget(target=NAME, clause=entry.id, what=unsayable.what))
        return False
    making.limits[id(entry.told)] = chosen
    attempt.put(worked, working)
    return True


def _restarted(steps: Steps) -> Steps:
    """The same place on a sheet that is thrown away."""
    return Steps(Sheet(steps.sheet.name), steps.clause, steps.row)


@dataclass(slots=True)
class _Attempt:
    making: _Making
    entry: Entry
    block: Block
    steps: Steps
    limit: Limit
    contents: Sheet
    rows: int
    given: dict[str, Value] = field(default_factory=dict)
    day: date | None = None
    lists: dict[str, ListSheet] = field(default_factory=dict)

    def working(self) -> Working:
        entry, lang = self.entry, self.making.lang
        self.steps.clause = visible(entry.id, 60)
        self._example()
        for of in entry.asked:
            if of.kind == "list":
                self.lists[of.name] = self._list(of)
        table_faults: dict[str, Text] = {}
        for name, each in self.lists.items():
            self.steps.begin(say(lang, "held", name=name))
            table_faults[name] = self.steps.keep_text(each.fault)
        fed = self._fed()
        return Working(
            entry=entry,
            lang=lang,
            steps=self.steps,
            limit=self.limit,
            places={
                of.name: Place(self.block.cell(of.name), self.given.get(of.name), self._options(of))
                for of in entry.asked
                if of.kind != "list"
            },
            day_cell=self.block.cell(""),
            day_given=self.day,
            contents_day=self.contents.at(*CONTENTS_DAY),
            tables={name: each.table for name, each in self.lists.items()},
            table_faults=table_faults,
            table_names={name: each.sheet.name for name, each in self.lists.items()},
            fed=fed,
        )

    def _options(self, of: FactType) -> str:
        lang = self.making.lang
        if of.kind == "boolean":
            return self.making.options[say(lang, "true"), say(lang, "false")]
        return self.making.options[of.options] if of.kind == "option" else ""

    def _example(self) -> None:
        """What stands in the cells at first: the first worked case; nothing where there is none."""
        example = next((each for each in self.entry.examples if each.accepted), None)
        if example is not None:
            types = {of.name: of for of in self.entry.asked}
            self.given = given_in(types, dict(example.facts))
            self.day = parse_date(example.day, None) if self.block.has_day else None

    def _list(self, of: FactType) -> ListSheet:
        making, entry = self.making, self.entry
        name = making.names.name(f"{entry.id} {of.name}", say(making.lang, "sheet"))
        given = self.given.get(of.name)
        assert of.item is not None
        fields = of.item.fields or (of.item,)
        least = of.length or 0
        if least > RECORDS:
            raise Unsayable(f"{least}项的一列", f"a list of {least} items")
        size = max(least, self.making.rows or (RECORDS if of.item.fields else ROWS))
        back = f"{quoted(self.block.sheet.name)}!B{self.block.row + 1}"
        return list_sheet(
            Sheet(name),
            of,
            given if isinstance(given, tuple) else (),
            self.limit,
            [self._options(part) for part in fields],
            back,
            visible(f"{entry.id} {entry.title}：{of.name}", 200),
            making.lang,
            max(least, min(self.rows, size)),
            size,
        )

    def _fed(self) -> dict[str, Fed]:
        found: dict[str, Fed] = {}
        for name, source in self.entry.feeds:
            placed = self.making.placed.get(source)
            of = next(each for each in self.entry.facts if each.name == name)
            if placed is None or placed.worked.of is None or len(placed.worked.results) != 1 or of.kind != "number":
                continue
            if isinstance(placed.worked.entry.shape, PerItem):
                continue
            found[name] = self._fed_by(placed.worked, of)
        return found

    def _fed_by(self, source: Worked, of: FactType) -> Fed:
        steps, lang = self.steps, self.making.lang
        assert source.of is not None
        steps.begin(say(lang, "fed", id=visible(source.entry.id, 60)))
        factor = source.of.step * of.scale
        result = source.results[0]
        value = times(constant(factor.numerator), result)
        is_whole = YES
        if not fits(value.low, value.high):
            raise Unsayable("这么大的结果取自另一条规则", "a result of this size taken from another clause")
        if factor.denominator > 1:
            value = steps.keep(value)
            parts = steps.keep(quotient(value, constant(factor.denominator)))
            is_whole = compare("=", times(constant(factor.denominator), parts), value)
            value = parts
        value = steps.keep(value)
        name = visible(source.entry.id, 60)
        fault = if_text(is_whole, literal(""), literal(f"T0606 {say(lang, 'fed decimals', id=name)}"))
        most = self.limit.of(of)
        if value.high >= most:
            is_small = compare("<", value, constant(most))
            fault = if_text(is_small, fault, literal(f"T0608 {say(lang, 'too large')}"))
        fault = if_text(source.is_sound, fault, literal(f"T0601 {say(lang, 'fed fault', id=name)}"))
        return Fed(value, steps.keep_text(fault))

    def put(self, worked: Worked, working: Working) -> None:
        """What the pages show of the clause."""
        lang, block = self.making.lang, self.block
        put_words(block, lang)
        options = {of.name: self._options(of) for of in self.entry.asked}
        put_inputs(block, self.given, self.day, worked, options, lang)
        for of in self.entry.asked:
            if of.kind == "list":
                each = self.lists[of.name]
                put_list(block, of, each.sheet.name, each.count, worked, lang)
        put_results(block, worked, lang)
        self._item_lines(worked, working)
        self.making.placed[self.entry.id] = Placed(block, self.lists, worked)
        self.making.lists[self.entry.id] = [each.sheet for each in self.lists.values()]

    def _item_lines(self, worked: Worked, working: Working) -> None:
        """What is told of each item, on the sheet of its list: all its lines, one behind the other."""
        for lists, texts in worked.item_texts.items():
            sheet = self.lists[lists[0]]
            lines = [line for line in self.entry.told.lines if line.each is not None]
            own = [line for line in lines if self._lists_of(line.each) == lists]
            said: list[Text] = []
            for row, values in enumerate(texts):
                parts: list[Text] = []
                for line in own:
                    for part in line.parts:
                        if isinstance(part, str):
                            parts.append(literal(part))
                        else:
                            parts.append(literal(str(row + 1)) if part < 0 else values[part])
                said.append(joined(parts))
            item_texts(sheet, worked.is_sound, said)

    def _lists_of(self, at: int | None) -> tuple[str, ...]:
        assert at is not None
        items = self.entry.told.values[at]
        assert isinstance(items, Items)
        return items.lists


def _can_settle(making: _Making) -> bool:
    """Whether the claims that exclude each other have so few selections that each has a row."""
    sayable = True
    for group in groups_of(making.module):
        if selections(making.module, group) is None:
            what = ("互相排斥得这样多的同一事项", "so many selections of claims for the same matter")
            making.report.add(NotInTarget(target=NAME, clause="、".join(group), what=what))
            sayable = False
    return sayable


def _calculations(sheet: Sheet, lang: Language) -> None:
    """The head of the sheet of steps."""
    for column, name in enumerate(("settling id", "step", "value")):
        sheet.put(0, column, say(lang, name), HEAD)
    sheet.widths |= {0: 12, 1: 40, 2: 24} | dict.fromkeys(range(3, 30), 16.0)
    sheet.title_rows = 1
