"""The list that is published as a workbook: the names by matter with their subtotals, then totals, then shares of a budget.

In: a notice.  Out: ``Book``; amounts are numbers, so that an office can go on with them.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial
from itertools import groupby

from ..guide.paper import printable, width_of
from ..report.diagnostic import Language
from ..targets.sheets.book import Book, Sheet, Shown, Style, styled
from .basis import article_said, policy_said
from .listed import announced, matter_of, remark_of, sharing, shown_names, titled
from .notice import Notice
from .words import say

# What WPS and Excel have, and 公文 are set in; sizes in points.
_LINE = "000000"
_TITLE = Style(font="title", size=18, align="center", wrap=True)
_TEXT = Style(font="text", size=14, wrap=True, middle=False)
# In digits: the column of a text.
_WIDE = 76
_SIGNATURE = Style(font="text", size=14, align="right", indent=2)
_UNIT = Style(font="text", size=11, align="right")
_HEAD = Style(font="black", size=11, border=_LINE, align="center", wrap=True)
_CELL = Style(font="text", size=11, border=_LINE, wrap=True)
_MIDDLE = styled(_CELL, align="center")
_AMOUNT = styled(_CELL, align="right", number="#,##0.00", wrap=False)
_COUNT = styled(_CELL, align="right")
_SUM = styled(_CELL, font="black", bold=True)
_SUM_AMOUNT = styled(_AMOUNT, font="black", bold=True)
_SUM_COUNT = styled(_COUNT, font="black", bold=True)
# From here on a number of a sheet holds no 分 any more.
_EXACT = Decimal(10) ** 13


def book_of(notice: Notice, lang: Language) -> Book:
    sheets = [_announcement(notice, lang)]
    if notice.listed:
        sheets.append(_names(notice, lang))
    if len(notice.totals) > 1:
        sheets.append(_totals(notice, lang))
    if notice.is_short:
        sheets.append(_shares(notice, lang))
    return Book(title=say(lang, "list title", policy=policy_said(notice.policy, lang)), sheets=sheets)


def _names(notice: Notice, lang: Language) -> Sheet:
    tell = partial(say, lang)
    names, rows = shown_names(notice), list[_Row]()
    number = 0
    for clause_id, group in groupby(notice.listed, key=lambda entry: entry.award.clause.id):
        entries = list(group)
        clause = entries[0].award.clause
        for entry in entries:
            number += 1
            article = article_said(notice.policy, clause, lang)
            name = names[entry.applicant.key]
            remark = remark_of(entry, lang)
            rows.append(([number, name, matter_of(clause), article, entry.award.amount, remark], _PLAIN))
        if len(notice.totals) > 1:
            said = tell("subtotal", count=len(entries))
            rows.append(([None, None, said, None, notice.totals[clause_id], None], _SUMMED))
    rows.append(([None, tell("total"), None, None, notice.total, None], _SUMMED))
    heads = [tell(key) for key in ("number", "applicant", "matter", "basis", "amount", "remark")]
    # Nothing may be remarked anywhere: then there is no such column.
    count = 6 if any(remark_of(entry, lang) for entry in notice.listed) else 5
    widths = (6, 40, 28, 17, 17, 9)[:count]
    sheet = _begun(tell("sheet list"), tell("annex 1"), widths, heads[:count], lang)
    _fill(sheet, [(cells[:count], styles[:count]) for cells, styles in rows])
    return sheet


_Row = tuple[list[Shown | None], tuple[Style, ...]]
_PLAIN = (_MIDDLE, _CELL, _CELL, _MIDDLE, _AMOUNT, _MIDDLE)
_SUMMED = (_SUM, _SUM, _SUM, _SUM, _SUM_AMOUNT, _SUM)


def _totals(notice: Notice, lang: Language) -> Sheet:
    tell = partial(say, lang)
    count = Counter(entry.award.clause.id for entry in notice.listed)
    rows: list[_Row] = []
    for number, (clause_id, total) in enumerate(notice.totals.items(), 1):
        clause = notice.policy.clauses[clause_id]
        article = article_said(notice.policy, clause, lang)
        cells: list[Shown | None] = [number, matter_of(clause), article, count[clause_id], total]
        rows.append((cells, (_MIDDLE, _CELL, _MIDDLE, _COUNT, _AMOUNT)))
    whole: list[Shown | None] = [None, tell("total"), None, sum(count.values()), notice.total]
    rows.append((whole, (_SUM, _SUM, _SUM, _SUM_COUNT, _SUM_AMOUNT)))
    widths = (6, 44, 20, 10, 20)
    heads = [tell(key) for key in ("number", "matter", "basis", "count", "amount")]
    sheet = _begun(tell("sheet totals"), tell("annex totals"), widths, heads, lang)
    _fill(sheet, rows)
    return sheet


def _shares(notice: Notice, lang: Language) -> Sheet:
    tell, names = partial(say, lang), shown_names(notice)
    rows: list[_Row] = [
        ([number, names[each.key], each.total, each.share], (_MIDDLE, _CELL, _AMOUNT, _AMOUNT))
        for number, each in enumerate(sharing(notice), 1)
    ]
    rows.append(([None, tell("total"), notice.total, notice.shared], (_SUM, _SUM, _SUM_AMOUNT, _SUM_AMOUNT)))
    widths = (6, 54, 20, 20)
    heads = [tell(key) for key in ("number", "applicant", "due", "share")]
    sheet = _begun(tell("sheet shares"), tell("annex shares"), widths, heads, lang)
    _fill(sheet, rows)
    return sheet


def _announcement(notice: Notice, lang: Language) -> Sheet:
    """The text of the announcement, with its blanks."""
    sheet = Sheet(name=say(lang, "sheet notice"), is_landscape=False, is_protected=False, printed_columns=1)
    sheet.widths = {0: _WIDE}
    title = titled(say(lang, "list title", policy=policy_said(notice.policy, lang))).text
    sheet.put(0, 0, title, _TITLE)
    sheet.heights[0] = 30 * len(title.split("\n")) + 16
    at = 2
    for text in announced(notice, lang):
        said = f"\u3000\u3000{printable(text)}"
        sheet.put(at, 0, said, _TEXT)
        sheet.heights[at] = 24 * _lines(said, _WIDE, 7) + 4
        at += 1
    for text in (say(lang, "seal"), say(lang, "day")):
        at += 1
        sheet.put(at, 0, text, _SIGNATURE)
        sheet.heights[at] = 26
    return sheet


def _begun(name: str, title: str, widths: tuple[int, ...], heads: list[str], lang: Language) -> Sheet:
    """A sheet with its title and heads, which stay in view and are repeated on paper."""
    sheet = Sheet(name=name, is_landscape=False, is_protected=False, printed_columns=len(widths), title_rows=3)
    sheet.widths = dict(enumerate(widths))
    sheet.put_merged(0, 0, len(widths) - 1, title, _TITLE)
    sheet.heights[0] = 40
    sheet.put_merged(1, 0, len(widths) - 1, say(lang, "unit"), _UNIT)
    for column, head in enumerate(heads):
        sheet.put(2, column, head, _HEAD)
    sheet.heights[2] = 26
    return sheet


def _fill(sheet: Sheet, rows: list[_Row]) -> None:
    for at, (cells, styles) in enumerate(rows, 3):
        lines = 1
        for column, (value, style) in enumerate(zip(cells, styles, strict=True)):
            shown = printable(value) if isinstance(value, str) else value
            if isinstance(shown, Decimal) and shown >= _EXACT:
                shown = str(shown)
            sheet.put(at, column, shown, style)
            if isinstance(shown, str):
                lines = max(lines, _lines(shown, int(sheet.widths[column]), 6))
        sheet.heights[at] = 17 * lines + 5


def _lines(text: str, width: int, tenths: int) -> int:
    """How many lines a text takes in a column of so many digits; ``tenths``: by how many tenths of the width of a digit a
    half character is wider than half of one."""
    room = max(1, (width - 1) * 10 // (tenths + 5))
    return -(-width_of(text) // room)
