"""填表说明: how the form is filled in, what can be applied for, and what goes into each column.

In: a form.  Out: its sheet.  Words about the clauses are the policy's own: its articles, quotations, conditions, worked cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from tiaowen.runtime.errors import visible

from ..document.document import answering
from ..guide.worked import case_text
from ..language.headings import heading_said
from ..meaning.said import requirement_said
from ..model.clause import Clause
from ..report.diagnostic import Language
from ..targets.sheets.blocks import display_width
from ..targets.sheets.book import Sheet, Style, address, styled
from ..targets.sheets.looks import BAR, CELL_CENTER, CELL_LINK, HEAD, NOTE, QUOTE, RULE, TITLE
from ..version import VERSION
from . import said
from .asking import CREDIT_CODE, SHEET, Asking
from .columns import Column, heading_of, needs
from .looks import LABEL, PARAGRAPH, SECTION, WORDS
from .rows import example_ids
from .words import say

_WIDTHS = (1.5, 13, 30, 34, 20, 18, 52)
_LAST = len(_WIDTHS) - 1
_CENTERED = styled(CELL_CENTER, wrap=True)
_LINE = 17
_HIGHEST = 400
_SHOWN = 2000
# A worked case or two show how a clause is meant.
_CASES = 2


def explained_sheet(form: Asking, sheet: Sheet, lang: Language) -> Sheet:
    """The whole sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.widths[column] = width
    row = _head(form, sheet, lang)
    row = _how(form, sheet, row, lang)
    row = _section(sheet, row, say(lang, "clauses"))
    for clause in form.clauses:
        row = _clause(form, sheet, row, clause, lang)
    row = _columns(form, sheet, row, lang)
    source = say(lang, "source", hash=form.policy.hash, version=VERSION)
    sheet.put_merged(row + 1, 1, _LAST, source, styled(NOTE, wrap=False))
    sheet.printed_columns = len(_WIDTHS)
    sheet.tab = "1B6E3C"
    return sheet


def _head(form: Asking, sheet: Sheet, lang: Language) -> int:
    title = say(lang, "title", title=visible(form.policy.title, 300))
    sheet.put_merged(0, 1, _LAST, title, styled(TITLE, size=17, wrap=True))
    sheet.heights[0] = 30 * _lines(title, 110)
    if period := _period(form, lang):
        sheet.put_merged(1, 1, _LAST, say(lang, "valid", period=period), styled(NOTE, size=10.5))
    return 2


def _period(form: Asking, lang: Language) -> str:
    valid = {form.policy.terms_of(clause).valid for clause in form.clauses}
    (period,) = valid if len(valid) == 1 else (None,)
    return _days(period, lang) if period else ""


def _days(period: tuple[object, object], lang: Language) -> str:
    return say(lang, "period", first=period[0], last=period[1])


def _section(sheet: Sheet, row: int, words: str) -> int:
    sheet.put_merged(row + 1, 1, _LAST, words, SECTION)
    sheet.heights[row + 1] = 26
    return row + 2


def _paragraph(sheet: Sheet, row: int, text: str, style: Style = PARAGRAPH) -> int:
    sheet.put_merged(row, 1, _LAST, text, style)
    sheet.heights[row] = _LINE * _lines(text, sum(_WIDTHS[1:]) * 0.95)
    return row + 1


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(display_width(line) / width)) for line in text.split("\n"))


# ── how it is filled in ──


def _how(form: Asking, sheet: Sheet, row: int, lang: Language) -> int:
    row = _section(sheet, row, say(lang, "how"))
    for number, words in enumerate(_advice(form, lang), 1):
        row = _paragraph(sheet, row, say(lang, "numbered", number=number, text=words))
    return row


def _advice(form: Asking, lang: Language) -> Iterator[str]:
    yield say(lang, "how rows")
    words = say(lang, "credit code") if form.key == CREDIT_CODE else say(lang, "key", key=form.key)
    yield say(lang, "how key", key=form.key, said=words) if form.key == CREDIT_CODE else words
    if form.claimed:
        yield say(lang, "how claimed", example=example_ids(form))
        yield say(lang, "how claimed blank")
        yield say(lang, "how shared")
    yield say(lang, "how units")
    yield say(lang, "how choices")
    if form.tables:
        names = say(lang, "comma").join(f"“{table.sheet}”" for table in form.tables)
        yield say(lang, "how lists", sheets=names)
    for asked, source in form.worked_out:
        name = visible(asked.fact.name, 60)
        yield say(lang, "how worked out", fact=name, source=source, clause=asked.clause.id)
    if any(clause.ceiling for clause in form.clauses):
        yield say(lang, "how approved")
    yield say(lang, "how rows more", rows=form.rows)
    yield say(lang, "how batch")


# ── what can be applied for ──


def _clause(form: Asking, sheet: Sheet, row: int, clause: Clause, lang: Language) -> int:
    named = say(lang, "rule", id=visible(clause.id, 60), title=visible(clause.title, 200)).strip()
    sheet.put_merged(row, 1, _LAST, named, styled(BAR, size=11))
    sheet.heights[row] = 21
    row += 1
    for label, text, style in _facts_of(form, clause, lang):
        sheet.put(row, 1, label, LABEL)
        sheet.put_merged(row, 2, _LAST, text[:_SHOWN], style)
        sheet.heights[row] = min(_HIGHEST, 3 + _LINE * _lines(text[:_SHOWN], sum(_WIDTHS[2:]) * 0.92))
        row += 1
    sheet.heights[row] = 8
    return row + 1


def _facts_of(form: Asking, clause: Clause, lang: Language) -> Iterator[tuple[str, str, Style]]:
    policy, plain = form.policy, WORDS
    read, article = policy.read.get(clause.id), policy.article_of(clause)
    chapter = (article.chapter if article else read.block.chapter) if read else None
    place = [visible(f"{chapter.label}{chapter.heading}", 200)] if chapter else []
    place += [visible(f"{article.name}{article.heading}", 200)] if article else []
    if place:
        yield say(lang, "article"), "　".join(place), plain
    quote = say(lang, "quoted", text=visible(clause.citation.text, _SHOWN))
    yield say(lang, "basis"), quote, styled(QUOTE, size=10.5, border=RULE)
    heading = heading_said(clause.heading, lang)
    yield say(lang, "kind"), say(lang, "ceiling", heading=heading) if clause.ceiling else heading, plain
    if read and (names := answering(read.block).said_in(lang)):
        label = say(lang, "departments")
        yield label, visible(names, 300).removeprefix(f"{label}{say(lang, 'colon')}"), plain
    if clause.valid:
        yield say(lang, "own period"), _days(clause.valid, lang), plain
    conditions = [requirement_said(made, lang) for made in clause.conditions]
    yield say(lang, "conditions"), _numbered(conditions, lang) or say(lang, "no conditions"), plain
    if clause.checks:
        yield say(lang, "checks"), _numbered([requirement_said(made, lang) for made in clause.checks], lang), plain
    yield say(lang, "to fill in"), _asked(form, clause, lang), plain
    matters = [ids for ids in policy.terms_of(clause).same_matter if clause.id in ids]
    if others := list(dict.fromkeys(each for ids in matters for each in ids if each != clause.id)):
        listed = say(lang, "comma").join(visible(each, 60) for each in others)
        yield say(lang, "same matter"), say(lang, "is same matter", clauses=listed), plain
    cases = [case_text(policy, clause, case, lang) for case in clause.cases[:_CASES]]
    if cases:
        yield say(lang, "example"), _numbered([visible(case, 500) for case in cases], lang), plain


def _numbered(texts: list[str], lang: Language) -> str:
    if len(texts) == 1:
        return visible(texts[0], _SHOWN)
    lines = (say(lang, "numbered", number=number, text=visible(text, 600)) for number, text in enumerate(texts, 1))
    return "\n".join(lines)


def _asked(form: Asking, clause: Clause, lang: Language) -> str:
    """The columns that a claim of a clause fills in; for each that may be left blank, what is then taken."""
    columns = {column.heading: column for column in (*form.columns, *(table.column for table in form.tables))}
    headings = heading_of(columns.values())
    places = {column.heading: _letters(at) for at, column in enumerate(form.columns, len(form.before))}
    sheets = {table.column.heading: table.sheet for table in form.tables}
    found = []
    for asked in needs(form.policy, clause, form.ids):
        column = columns[headings[asked.clause.id, asked.fact.name]]
        blank = "" if asked.is_needed else said.left_blank(replace(column, asked=(asked,)), lang)
        words = (f"（{blank}）" if lang == "zh" else f" ({blank})") if blank else ""
        if column.heading in sheets:
            found.append(say(lang, "in sheet", heading=visible(sheets[column.heading])) + words)
        else:
            heading = visible(column.heading, 100)
            found.append(say(lang, "in column", place=places[column.heading], heading=heading) + words)
    return say(lang, "comma").join(found) or "—"


# ── what goes into each column ──


def _columns(form: Asking, sheet: Sheet, row: int, lang: Language) -> int:
    row = _section(sheet, row, say(lang, "columns"))
    for at, name in enumerate(("place", "called", "what", "range head", "blank", "used"), 1):
        sheet.put(row, at, say(lang, name), HEAD)
    row += 1
    for at, column in enumerate(form.columns, len(form.before)):
        row = _column(sheet, row, column, _letters(at), f"'{SHEET}'!{address(0, at)}", lang)
    for table in form.tables:
        row = _column(sheet, row, table.column, table.sheet, f"'{_plain(table.sheet)}'!A1", lang)
    return row


def _column(sheet: Sheet, row: int, column: Column, place: str, link: str, lang: Language) -> int:
    sheet.put(row, 1, place, styled(CELL_LINK, align="center", indent=0), link=link.replace("$", ""))
    uses = "\n".join(said.used(asked, lang) for asked in column.asked)
    if column.is_table:
        colon = say(lang, "colon")
        fields = (f"{visible(field.name, 60)}{colon}{said.what(field, lang)}" for field in column.fields)
        filled = "\n".join((*fields, *said.ordering(column, lang)))
    else:
        filled = said.what(column.of, lang)
    cells = (visible(column.heading, 200), filled, said.ranges(column, lang), said.left_blank(column, lang), uses)
    lines = 1
    for at, text in enumerate(cells, 2):
        sheet.put(row, at, text[:_SHOWN], _CENTERED if at in (4, 5) else WORDS)
        lines = max(lines, _lines(text[:_SHOWN], _WIDTHS[at] * 0.9))
    sheet.heights[row] = min(_HIGHEST, 4 + _LINE * lines)
    return row + 1


def _letters(column: int) -> str:
    return address(0, column).strip("$").partition("$")[0]


def _plain(name: str) -> str:
    return name.replace("'", "''")
