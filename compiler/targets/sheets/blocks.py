"""A clause on the sheet of its article: its words, what is to be filled in, the result, and how it is worked out beside it.

In: an ``Entry`` and its cells, then what it came to.  Out: a block of cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import FactType, Value

from ...ir.shape import Answer, Several
from ...program.module import Entry
from ...report.diagnostic import Language
from .book import Cell, Sheet, Style, Validation, address, styled
from .clause import DAY, Worked, lines_max
from .days import EARLIEST
from .inputs import LAST, hint, shown_given, style, validation
from .looks import (
    BAD,
    BAR,
    FAULT,
    GOOD,
    HEAD,
    INPUT,
    LABEL,
    LINE,
    LINK,
    NOTE,
    QUOTE,
    REMARK,
    RESULT,
    RESULT_LABEL,
    RESULT_UNIT,
    RULE,
    TITLE,
    UNIT,
    VERDICT,
)
from .operands import EMPTY, Number, Text, Truth, compare, constant, if_text, joined, literal
from .words import say

MARGIN, NAME, VALUE, UNITS, NOTES, GAP, LINES = range(7)
COLUMNS = LINES + 1
_WIDTHS = (1.5, 34, 20, 9, 40, 1.5, 100)
_LINE = 104
_WIDTH_OF_QUOTE = sum(_WIDTHS[1:]) * 0.93


@dataclass(frozen=True, slots=True)
class Block:
    """Where a clause stands: the first of its rows, and of those to fill in."""

    sheet: Sheet
    row: int
    entry: Entry

    @property
    def first(self) -> int:
        return self.row + 3

    def row_of(self, name: str) -> int:
        """The row of a fact, or of the day."""
        names = [of.name for of in self.entry.asked]
        return self.first + (names.index(name) if name in names else len(names))

    @property
    def has_day(self) -> bool:
        return bool(self.entry.day_name or self.entry.valid)

    @property
    def results(self) -> int:
        """The first row of the results."""
        return self.first + len(self.entry.asked) + self.has_day

    @property
    def verdict(self) -> int:
        """The row that says whether the applicant is eligible."""
        return self.results + len(labels(self.entry))

    @property
    def end(self) -> int:
        """The row behind all of it."""
        return max(self.verdict + 1, self.first + lines_max(self.entry)) + 1

    def cell(self, name: str) -> str:
        return self.sheet.at(self.row_of(name), VALUE)


def labels(entry: Entry) -> tuple[str, ...]:
    """What each result is called; none of an answer, which is told as such."""
    match entry.shape:
        case Answer():
            return ()
        case Several(labels=names):
            return tuple(names)
        case _:
            return (entry.heading,)


def article_sheet(sheet: Sheet, title: str, contents: str, lang: Language) -> None:
    """The head of a sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.widths[column] = width
    sheet.put(0, NAME, visible(title, 200), TITLE)
    sheet.put(1, NAME, say(lang, "back"), LINK, link=f"{contents}!A1")
    sheet.put(1, VALUE, say(lang, "yellow"), styled(NOTE, wrap=False))
    sheet.heights |= {0: 30, 1: 18}
    sheet.title_rows = 2
    sheet.printed_columns = COLUMNS


def put_words(block: Block, lang: Language) -> None:
    """The rule and the words of the document."""
    sheet, entry, row = block.sheet, block.entry, block.row
    named = say(lang, "rule", id=visible(entry.id, 60), title=visible(entry.title, 200))
    sheet.put_merged(row, NAME, LINES, named, BAR)
    sheet.heights[row] = 24
    quote = visible(say(lang, "basis", quote=entry.quote), 10**5)
    sheet.put_merged(row + 1, NAME, LINES, quote, QUOTE)
    lines = -(-display_width(quote) // int(_WIDTH_OF_QUOTE * 0.92))
    sheet.heights[row + 1] = min(400, 16 * lines + 8)
    for column, name in ((NAME, "fact"), (VALUE, "given"), (UNITS, "unit"), (NOTES, "remark"), (LINES, "how")):
        sheet.put(row + 2, column, say(lang, name), HEAD)
    sheet.heights[row + 2] = 19


def put_inputs(
    block: Block,
    given: Mapping[str, Value],
    day: date | None,
    worked: Worked,
    options: Mapping[str, str],
    lang: Language,
) -> None:
    """The cells to fill in, each with what is to be given, or what is wrong."""
    sheet, entry = block.sheet, block.entry
    for of in entry.asked:
        if of.kind == "list":
            continue
        row = block.row_of(of.name)
        sheet.put(row, NAME, visible(of.name, 200), LABEL)
        sheet.put(row, VALUE, shown_given(of, given.get(of.name), lang), style(of))
        sheet.put(row, UNITS, _unit(of, lang), UNIT)
        put_remark(block, row, worked.faults[of.name], _hint(entry, of, lang))
        if (checked := validation(of, worked.limit.of(of), options.get(of.name, ""), lang)) is not None:
            sheet.validations.append(((row, VALUE, row, VALUE), checked))
    if block.has_day:
        _put_day(block, day, worked, lang)


def _put_day(block: Block, day: date | None, worked: Worked, lang: Language) -> None:
    row, entry = block.row_of(DAY), block.entry
    block.sheet.put(row, NAME, say(lang, "day"), LABEL)
    block.sheet.put(row, VALUE, day, styled(INPUT, number="yyyy-mm-dd", align="center", indent=0))
    block.sheet.put(row, UNITS, "", UNIT)
    usual = say(lang, "day from contents") if entry.usual_day else say(lang, "day needed")
    put_remark(block, row, worked.faults[DAY], usual)
    told = Validation(
        kind="day", low=EARLIEST, high=LAST, title=say(lang, "day"), hint=say(lang, "date"), error=say(lang, "date")
    )
    block.sheet.validations.append(((row, VALUE, row, VALUE), told))


def _hint(entry: Entry, of: FactType, lang: Language) -> str:
    if of is entry.approved:
        return say(lang, "optional")
    source = dict(entry.feeds).get(of.name)
    return hint(of, lang) if source is None else say(lang, "fed", id=visible(source, 60))


def _unit(of: FactType, lang: Language) -> str:
    return visible(of.unit, 40) if of.kind == "number" and of.unit != "%" else ""


def put_remark(block: Block, row: int, fault: Text, words: str) -> None:
    """What is wrong, else what is to be filled in."""
    sheet = block.sheet
    said = if_text(Truth(f'{fault.text}=""', fault.value == "", 0), literal(words), fault)
    sheet.put_formula(row, NOTES, said, REMARK)
    here = address(row, NOTES).replace("$", "")
    sheet.warned.append(((row, NOTES, row, NOTES), f'LEFT({here},2)="T0"', FAULT))


def put_list(block: Block, of: FactType, name: str, count: Number, worked: Worked, lang: Language) -> None:
    """The line of a list: how many items there are, and where they are filled in."""
    row, sheet = block.row_of(of.name), block.sheet
    sheet.put(row, NAME, visible(of.name, 200), LABEL)
    sheet.put_formula(row, VALUE, count, styled(LABEL, align="right", number=say(lang, "items")))
    sheet.put(row, UNITS, "→", styled(LINK, align="center", border=RULE), link=f"{_linked(name)}!B5")
    put_remark(block, row, worked.faults[of.name], say(lang, "to list", sheet=name))


def _linked(name: str) -> str:
    return "'{}'".format(name.replace("'", "''"))


def put_results(block: Block, worked: Worked, lang: Language) -> None:
    """The result, whether the applicant is eligible, and how it was worked out."""
    sheet, entry = block.sheet, block.entry
    unit = entry.told_unit or entry.unit
    for at, label in enumerate(labels(entry)):
        row = block.results + at
        sheet.put(
            row,
            NAME,
            visible(f"{say(lang, 'result')}（{label}）" if lang == "zh" else f"{say(lang, 'result')} ({label})", 200),
            RESULT_LABEL,
        )
        put_amount(sheet, row, VALUE, worked, worked.results[at], RESULT)
        sheet.put(row, UNITS, visible(unit, 40), RESULT_UNIT)
        words = if_text(worked.is_sound, worked.shown_results[at]) if at < len(worked.shown_results) else EMPTY
        sheet.put_formula(row, NOTES, words, styled(RESULT_UNIT, align="left", indent=1))
        sheet.heights[row] = 24
    row = block.verdict
    sheet.put(row, NAME, say(lang, "eligible" if labels(entry) else "answer"), RESULT_LABEL)
    verdict = worked.is_eligible if labels(entry) else worked.pays
    sheet.put_formula(row, VALUE, verdict_text(worked, verdict, lang), VERDICT)
    sheet.put(row, UNITS, "", RESULT_UNIT)
    note = styled(RESULT_UNIT, align="left", indent=1, wrap=True)
    if worked.caps == EMPTY:
        sheet.put(row, NOTES, "", note)
    else:
        sheet.put_formula(row, NOTES, worked.caps, note)
    sheet.heights[row] = 22
    here = address(row, VALUE).replace("$", "")
    for name, look in (("yes", GOOD), ("no", BAD)):
        sheet.warned.append(((row, VALUE, row, VALUE), f'{here}="{say(lang, name)}"', Style(color=look, bold=True)))
    _put_lines(block, worked, lang)


def verdict_text(worked: Worked, holds: Truth, lang: Language) -> Text:
    said = if_text(holds, literal(say(lang, "yes")), literal(say(lang, "no")))
    return if_text(worked.is_sound, said, literal(say(lang, "none")))


def put_amount(sheet: Sheet, row: int, column: int, worked: Worked, steps: Number, look: Style) -> None:
    """An amount as a number of its unit, or a dash where facts are missing."""
    assert worked.of is not None
    of = worked.of
    said = steps.text if of.step.numerator == 1 else f"{steps.text}*{of.step.numerator}"
    said = said if of.step.denominator == 1 else f"{said}/{of.step.denominator}"
    number = {"money": "#,##0.00", "ratio": "0.########%", "count": "#,##0.####" if of.step < 1 else "#,##0"}[of.shown]
    value: Decimal | str = "—"
    if worked.is_sound.value:
        value = Decimal(steps.value * of.step.numerator) / of.step.denominator
    formula = f'IF({worked.is_sound.text},{said},"—")'
    sheet.cells[row, column] = Cell(value=value, formula=formula, style=styled(look, number=number))


def _put_lines(block: Block, worked: Worked, lang: Language) -> None:
    sheet = block.sheet
    needed = _heights(block.entry)
    # The rows to fill in are of one height, as long as nothing needs more.
    usual = min(2, max(needed[: block.results - block.first], default=1))
    for place in range(block.end - 1 - block.first):
        lines = needed[place] if place < len(needed) else 1
        lines = max(lines, usual) if block.first + place < block.results else lines
        row = block.first + place
        sheet.heights[row] = max(sheet.heights.get(row, 0), 14 * lines + 6)
    count = worked.fault_count
    mend = say(lang, "mend", count="{}").partition("{}")
    for place in range(lines_max(block.entry)):
        now = worked.lines[place].value if place < len(worked.lines) else ""
        line = Text(f'IFERROR(INDEX({worked.line_at},MATCH({place + 1},{worked.line_index},0)),"")', now)
        if place == 0:
            told = joined([literal(mend[0]), Text(f'TEXT({count.text},"0")', str(count.value)), literal(mend[2])])
            line = if_text(compare("=", count, constant(0)), line, told)
            sheet.warned.append(((block.first, LINES, block.first, LINES), f"{count.text}>0", FAULT))
        sheet.put_formula(block.first + place, LINES, line, LINE)


def _heights(entry: Entry) -> list[int]:
    """How many lines of text each row of the explanation may take: the n-th line told is one of the first n, behind those
    that are always told."""
    needed = [1] * lines_max(entry)
    always = 0
    for place, line in enumerate(entry.told.lines):
        width = sum(display_width(part) if isinstance(part, str) else 11 for part in line.parts)
        for row in range(always, min(place, len(needed) - 1) + 1):
            needed[row] = max(needed[row], -(-width // _LINE))
        always += not line.when
    return needed


def display_width(text: str) -> int:
    """How wide a text is, a 汉字 counting two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)
