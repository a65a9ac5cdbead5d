"""目录: the first sheet, with what the workbook is, how it is used, and a line for each rule with its result as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tiaowen.runtime.errors import visible

from ...program.module import Module, Period
from ...report.diagnostic import Language
from .blocks import display_width, put_amount, verdict_text
from .book import Sheet, Validation, styled
from .clause import Worked
from .days import EARLIEST
from .inputs import LAST
from .looks import BAR, CELL, CELL_CENTER, CELL_LINK, CELL_NUMBER, HEAD, INPUT, LABEL, NOTE, TITLE
from .words import say

DAY = (2, 3)
_LAST_COLUMN = 6
_WIDTHS = (1.5, 12, 44, 22, 14, 16, 52)


def contents_sheet(
    sheet: Sheet, module: Module, clauses: Sequence[Worked], links: Mapping[str, str], settling: str, lang: Language
) -> None:
    """The whole sheet.  ``links`` are where the rules stand."""
    for column, width in enumerate(_WIDTHS):
        sheet.widths[column] = width
    title = visible(module.title, 300) or "tiaowen"
    sheet.put_merged(0, 1, _LAST_COLUMN, title, styled(TITLE, size=18, wrap=True))
    sheet.heights[0] = 30 * -(-display_width(title) // 84)
    sheet.put_merged(1, 1, _LAST_COLUMN, _validity(module, lang), styled(NOTE, size=10.5))
    sheet.heights[1] = 20
    sheet.put_merged(DAY[0], 1, DAY[1] - 1, say(lang, "contents day"), LABEL)
    sheet.put(*DAY, None, styled(INPUT, number="yyyy-mm-dd", align="center", indent=0))
    told = say(lang, "date")
    day = Validation(kind="day", low=EARLIEST, high=LAST, title=say(lang, "day"), hint=told, error=told)
    sheet.validations.append(((*DAY, *DAY), day))
    row = DAY[0] + 1
    for number in (1, 2, 3, 4):
        if number != 3 or settling:
            sheet.put_merged(
                row, 1, _LAST_COLUMN, say(lang, f"use {number}", settling=settling), styled(NOTE, color="1F2933")
            )
            sheet.heights[row] = 18
            row += 1
    row = _rules(sheet, row + 1, clauses, links, lang)
    if settling:
        sheet.put(row, 1, settling, CELL_LINK, link=f"'{settling}'!A1")
        row += 1
    row += 1
    for words in (say(lang, "source", hash=module.source_sha256), say(lang, "compiler", version=module.compiler)):
        sheet.put_merged(row, 1, _LAST_COLUMN, words, styled(NOTE, wrap=False))
        row += 1
    sheet.printed_columns = _LAST_COLUMN + 1
    sheet.is_landscape = True
    sheet.tab = "1F4E79"


def _rules(sheet: Sheet, row: int, clauses: Sequence[Worked], links: Mapping[str, str], lang: Language) -> int:
    for column, name in enumerate(
        ("settling id", "settling name", "contents result", "unit", "eligible", "contents article"), 1
    ):
        sheet.put(row, column, say(lang, name), HEAD)
    sheet.heights[row] = 20
    sheet.title_rows = 0
    chapter = ""
    for worked in clauses:
        row += 1
        entry = worked.entry
        if entry.chapter and entry.chapter != chapter:
            chapter = entry.chapter
            sheet.put_merged(row, 1, _LAST_COLUMN, visible(chapter, 200), styled(BAR, size=10.5))
            row += 1
        sheet.put(row, 1, visible(entry.id, 60), CELL_LINK, link=links[entry.id])
        sheet.put(row, 2, visible(entry.title, 200), CELL_LINK, link=links[entry.id])
        if worked.of is None or len(worked.results) > 1:
            sheet.put(row, 3, "", CELL_NUMBER)
        else:
            put_amount(sheet, row, 3, worked, worked.results[0], CELL_NUMBER)
        sheet.put(row, 4, visible(entry.told_unit or entry.unit, 40), CELL_CENTER)
        verdict = worked.is_eligible if worked.of else worked.pays
        sheet.put_formula(row, 5, verdict_text(worked, verdict, lang), CELL_CENTER)
        sheet.put(row, 6, visible(entry.article, 200), CELL)
    return row + 1


def _validity(module: Module, lang: Language) -> str:
    periods = Counter(entry.valid for entry in module.entries)
    usual: Period | None = periods.most_common(1)[0][0] if periods else None
    if usual is None:
        return ""
    first, last = (f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat() for day in usual)
    return say(lang, "validity", first=first, last=last)
