"""The sheets to fill in: 申报表, a row an applicant; and for each list a sheet with a row an item.

In: a form.  Out: its sheets.  Cells below the headings are styled by the column, and are not cells of the file: whoever reads
it meets what was filled in and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import FactType
from tiaowen.runtime.quantities import CLOCK

from ..intake.headings import heading_for
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Language
from ..targets.sheets.book import Sheet, Validation, address, styled
from ..targets.sheets.days import EARLIEST
from ..targets.sheets.inputs import LAST
from . import said
from .asking import CLAIMED, CREDIT_CODE, SHEET, Asking, Table
from .columns import Column, unit_of
from .looks import HEADING, KEY_HEADING, NEEDED, NOT_ASKED, OWN, SHARED, TEXT, WRONG, of_fact
from .options import Options
from .words import say

_HEADING_HEIGHT = 48
# A sheet keeps 15 digits of a number.
_DIGITS = 10**15
# So many columns are read on one page across; more are printed on several.
_ON_A_PAGE = 9
# So many clauses are told apart by the colours of a cell.
_COLOURED_BY = 24
_YES_NO = ("是", "否")


def applicants_sheet(form: Asking, sheet: Sheet, options: Options, lang: Language) -> Sheet:
    """申报表."""
    before = form.before
    for at, heading in enumerate(before):
        sheet.put(0, at, heading, KEY_HEADING)
        sheet.remarks[0, at] = f"{heading}\n{_own_words(form, heading, lang)}"
        _own_column(form, sheet, at, heading, options, lang)
    tint = _tints(form.columns)
    for at, column in enumerate(form.columns, len(before)):
        # INVARIANT: a heading stands as it is, since it is read back.
        sheet.put(0, at, column.heading, styled(HEADING, fill=tint[at - len(before)], bold=column.is_needed))
        sheet.remarks[0, at] = said.remark(column, lang)
        _fact_column(form, sheet, at, column, column.of, options, lang)
        _colours(form, sheet, at, column)
    return _finish(form, sheet, len(form.headings), 2 if form.name else 1, lang)


def items_sheet(form: Asking, table: Table, sheet: Sheet, options: Options, lang: Language) -> Sheet:
    """The sheet of a list: whose item it is, and what it has."""
    column = table.column
    each = said.each_of(column, lang)
    words = say(lang, "item key", sheet=SHEET, each=each)
    sheet.put(0, 0, form.key, KEY_HEADING)
    sheet.remarks[0, 0] = f"{form.key}\n{words}"
    sheet.widths[0], sheet.column_styles[0] = 23, TEXT
    keys = f"'{SHEET}'!{address(1, 0)}:{address(form.rows, 0)}"
    error = say(lang, "item key wrong", sheet=SHEET)
    rule = Validation(kind="list", source=keys, title=form.key, hint=words, error=error)
    sheet.validations.append((_area(form, 0), rule))
    for at, (heading, field) in enumerate(headings(table), 1):
        sheet.put(0, at, heading, styled(HEADING, fill=OWN[0]))
        sheet.remarks[0, at] = said.remark(replace(column, heading=heading), lang)
        _fact_column(form, sheet, at, column, field, options, lang)
        # 无, of who has no item at all, may be kept.
        area, rule = sheet.validations[-1]
        sheet.validations[-1] = area, replace(rule, asks=True)
        sheet.warned.append((_area(form, at), f'AND($A2<>"",LEN(TRIM({_cell(at)}))=0)', NEEDED))
    return _finish(form, sheet, 1 + len(column.fields), 1, lang)


def headings(table: Table) -> list[tuple[str, FactType]]:
    """The headings of a list's sheet, behind the key: those of its fields; of plain values, that of the list."""
    names = [field.name for field in table.column.fields]
    return [(heading_for(field.name, unit_of(field, names, ())), field) for field in table.column.fields]


def _finish(form: Asking, sheet: Sheet, columns: int, held: int, lang: Language) -> Sheet:
    """How the sheet stands on screen and paper; ``held`` columns stay in view."""
    sheet.heights[0] = _HEADING_HEIGHT
    sheet.title_rows, sheet.title_columns = 1, held
    sheet.is_protected = False
    sheet.scale = 0 if columns <= _ON_A_PAGE else 75
    sheet.header = say(lang, "header", title=form.policy.title)
    sheet.tab = "1F4E79" if sheet.name == SHEET else "C9A227"
    return sheet


def _tints(columns: Sequence[Column]) -> list[str]:
    """The colours of the headings: one for what is shared, and two in turn for what each clause has of its own."""
    found: list[str] = []
    last, turn = "", 0
    for column in columns:
        ids = {asked.clause.id for asked in column.asked}
        if len(ids) > 1:
            found.append(SHARED)
            continue
        (own,) = ids
        turn = turn if own == last else 1 - turn
        last = own
        found.append(OWN[turn])
    return found


def _area(form: Asking, column: int) -> tuple[int, int, int, int]:
    return 1, column, form.rows, column


def _cell(column: int) -> str:
    """A cell of the first row to fill in, as the formula of a whole column says it."""
    return address(1, column).replace("$", "")


# ── columns that are no facts ──


def _own_words(form: Asking, heading: str, lang: Language) -> str:
    if heading == form.key:
        return say(lang, "credit code") if heading == CREDIT_CODE else say(lang, "key", key=heading)
    if heading == CLAIMED:
        return say(lang, "claimed", example=example_ids(form))
    return say(lang, "day" if heading == CLAIM_DATE else "name")


def example_ids(form: Asking) -> str:
    """Two numbers of clauses, as they are written into a row."""
    return "、".join(visible(each, 30) for each in form.ids[:2])


def _own_column(form: Asking, sheet: Sheet, at: int, heading: str, options: Options, lang: Language) -> None:
    words = _own_words(form, heading, lang)
    area, cell = _area(form, at), f"${_cell(at)}"
    sheet.widths[at], sheet.column_styles[at] = 23, TEXT
    if heading == CREDIT_CODE:
        error = say(lang, "credit code wrong")
        formula = options.code_formula(cell)
        rule = Validation(kind="formula", source=formula, title=heading, hint=words, error=error)
        sheet.warned.append((area, f'AND({cell}<>"",NOT(IFERROR({formula},FALSE)))', WRONG))
    elif heading == CLAIMED:
        sheet.widths[at] = 18
        error = say(lang, "claimed", example=example_ids(form))
        rule = options.chosen_from(form.ids, title=heading, hint=words, error=error, stops=False)
        known, claims = options.named("_clauses", form.ids), _claims(cell)
        total = f'SUMPRODUCT(ISNUMBER(FIND("、"&{known}&"、",{claims}))*(LEN({known})+1))+1'
        sheet.warned.append((area, f'AND({cell}<>"",{total}<>LEN({claims}))', WRONG))
    elif heading == CLAIM_DATE:
        sheet.widths[at], sheet.column_styles[at] = 13, styled(TEXT, number="yyyy-mm-dd", align="center")
        rule = Validation(kind="day", low=EARLIEST, high=LAST, title=heading, hint=words, error=words)
    else:
        sheet.widths[at] = 28
        rule = Validation(kind="any", title=heading, hint=words)
    sheet.validations.append((area, rule))
    if heading == form.key:
        last = address(form.rows, at)
        is_twice = f'AND({cell}<>"",SUMPRODUCT(({address(1, at)}:{last}={cell})*1)>1)'
        sheet.warned.append((area, is_twice, WRONG))
    if heading in (form.key, CLAIMED):
        # Somebody has begun to fill in the row.
        first, last = (f"${_cell(place)}" for place in (at + 1, len(form.headings)))
        sheet.warned.append((area, f'AND({cell}="",COUNTA({first}:{last})>0)', NEEDED))


# ── columns of facts ──


def _fact_column(
    form: Asking, sheet: Sheet, at: int, column: Column, of: FactType, options: Options, lang: Language
) -> None:
    sheet.widths[at] = max(13, min(30, 3 + 1.15 * max(map(_width, visible(of.name, 60).split("\n")))))
    sheet.column_styles[at] = of_fact(of)
    sheet.validations.append((_area(form, at), _rule(column, of, options, lang)))


def _width(text: str) -> float:
    """Half of what a long name needs: a heading has two lines and more."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text) * (0.62 if len(text) > 8 else 1)


def _rule(column: Column, of: FactType, options: Options, lang: Language) -> Validation:
    """What may be typed into a cell of the column."""
    title, hint = column.heading, said.message(column, of, lang)
    error = say(lang, "wrong", said=said.in_short(of, lang))
    match of.kind:
        case "number" if of.unit != CLOCK:
            most = min(of.most, _DIGITS - 1)
            least = max(of.least, 1 - _DIGITS)
            kind = "whole" if of.scale == 1 else "number"
            low, high = Decimal(least) / of.scale, Decimal(most) / of.scale
            return Validation(kind=kind, low=low, high=high, title=title, hint=hint, error=error)
        case "boolean":
            return options.chosen_from(_YES_NO, title=title, hint=hint, error=error)
        case "option":
            return options.chosen_from(of.options, title=title, hint=hint, error=error)
        case "date":
            low_day = EARLIEST if of.low is None else max(EARLIEST, date.fromordinal(of.low))
            high_day = LAST if of.high is None else date.fromordinal(of.high)
            return Validation(kind="day", low=low_day, high=high_day, title=title, hint=hint, error=error)
        case _:
            return Validation(kind="any", title=title, hint=hint)


# ── colours ──


def _claims(cell: str) -> str:
    """What a row applies for, each number between two 、."""
    plain = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell}," ",""),"，","、"),",","、")'
    return f'"、"&{plain}&"、"'


def _colours(form: Asking, sheet: Sheet, at: int, column: Column) -> None:
    """Yellow where the row needs the cell, grey where none of the clauses that it applies for looks at it."""
    needed, looking = form.wanted[column.heading].needed, form.wanted[column.heading].looking
    area, cell = _area(form, at), _cell(at)
    if not form.claimed:
        if needed:
            sheet.warned.append((area, f'AND($A2<>"",LEN(TRIM({cell}))=0)', NEEDED))
        return
    claimed = f"${_cell(form.before.index(CLAIMED))}"
    if len(looking) > _COLOURED_BY:
        return
    if needed:
        sheet.warned.append((area, f"AND({_any(needed, claimed)},LEN(TRIM({cell}))=0)", NEEDED))
    sheet.warned.append((area, f'AND({claimed}<>"",NOT({_any(looking, claimed)}))', NOT_ASKED))


def _any(ids: Sequence[str], cell: str) -> str:
    """Whether a row applies for one of these."""
    claims = _claims(cell)
    tests = ",".join(f'ISNUMBER(FIND("、{_text(each)}、",{claims}))' for each in ids)
    return f"OR({tests})"


def _text(words: str) -> str:
    return words.replace('"', '""')
