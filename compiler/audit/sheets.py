"""The report of an audit as a workbook: a summary, all findings, differences of rounding, the rows that could not be read.

In: an ``AuditResult``.  Out: a ``Book`` for ``targets/sheets/written``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..targets.sheets.book import Book, Sheet, Style, styled
from ..targets.sheets.looks import BAD, BAR, CELL, CELL_CENTER, CELL_NUMBER, HEAD, NOTE, TITLE
from .finding import AuditResult, Finding, Total, yuan
from .saying import said_yuan
from .words import kind_said, said

# So many findings a workbook takes: beyond it nobody reads them one by one.
MOST = 200_000
MONEY = styled(CELL_NUMBER, number="#,##0.00")
DIFFERENCE = styled(MONEY, number="+#,##0.00;-#,##0.00;0.00")
LESS = "8A5A00"
TEXT = styled(CELL, align="left")
STRONG = styled(CELL, bold=True)


def book_of(result: AuditResult) -> Book:
    """The sheets."""
    lang = result.lang
    book = Book(title=said("title", lang))
    book.sheets.append(_summary(result))
    book.sheets.append(_findings(result, said("list", lang), result.wrong, is_led=True))
    if result.rounding:
        book.sheets.append(_findings(result, said("rounding", lang), result.rounding, is_led=False))
    if result.faults:
        book.sheets.append(_faults(result))
    return book


# ── the summary ──


def _summary(result: AuditResult) -> Sheet:
    lang = result.lang
    sheet = Sheet(name=said("summary", lang), is_landscape=False, tab="1F4E79", printed_columns=6)
    sheet.widths = {0: 26, 1: 30, 2: 17, 3: 17, 4: 17, 5: 17}
    sheet.put_merged(0, 0, 5, said("title", lang), TITLE)
    sheet.heights[0] = 28
    row = 1
    for line in intro(result):
        sheet.put_merged(row, 0, 5, line, NOTE)
        sheet.heights[row] = 16.0 * (1 + len(line) // 70)
        row += 1
    row = _totals(sheet, row + 1, said("by kind", lang), said("kind", lang), result.by_kind, result, is_kind=True)
    row = _largest(sheet, row + 1, result)
    row = _totals(sheet, row + 1, said("by clause", lang), said("clause", lang), result.by_clause, result)
    row = _totals(sheet, row + 1, said("by department", lang), said("department", lang), result.by_department, result)
    if result.notes:
        row = _bar(sheet, row + 1, said("notes", lang))
        for line in result.notes:
            sheet.put_merged(row, 0, 5, line, NOTE)
            sheet.heights[row] = 16.0 * (1 + len(line) // 70)
            row += 1
    return sheet


def intro(result: AuditResult) -> list[str]:
    """What was held against what, and what came of it, in sentences."""
    lang = result.lang
    titles = "".join(f"《{title}》" for title in result.policies) if lang == "zh" else "; ".join(result.policies)
    lines = [said("by", lang, policies=titles, applicants=result.applicants, payments=result.payments)]
    wrong = result.wrong
    if wrong:
        lines.append(said("some", lang, count=len(wrong), applicants=len({each.key for each in wrong})))
    else:
        lines.append(said("none", lang))
    if result.rounding:
        lines.append(rounding_said(result))
    if result.faults:
        lines.append(said("faults said", lang, count=len(result.faults)))
    return lines


def rounding_said(result: AuditResult) -> str:
    """What the differences of rounding come to."""
    return said(
        "rounding said",
        result.lang,
        tolerance=said_yuan(result.tolerance, result.lang),
        count=len(result.rounding),
        difference=said_yuan(sum(each.difference for each in result.rounding), result.lang),
    )


def _bar(sheet: Sheet, row: int, words: str) -> int:
    sheet.put_merged(row, 0, 5, words, BAR)
    sheet.heights[row] = 22
    return row + 1


def _totals(
    sheet: Sheet, row: int, words: str, of: str, totals: Sequence[Total], result: AuditResult, *, is_kind: bool = False
) -> int:
    """A table of totals; where it begins, and where what follows may."""
    lang = result.lang
    row = _bar(sheet, row, words)
    heads = [of, said("findings", lang), *(said(name, lang) for name in ("paid", "due", "over", "under"))]
    _heads(sheet, row, heads)
    for total in totals:
        row += 1
        sheet.put(row, 0, total_name(total, result, is_kind=is_kind), TEXT)
        sheet.put(row, 1, total.findings, CELL_NUMBER)
        for column, amount in enumerate((total.paid, total.due, total.over, total.under), 2):
            sheet.put(row, column, yuan(amount), MONEY)
    if totals and not is_kind:
        row += 1
        sheet.put(row, 0, said("total", lang), STRONG)
        sheet.put(row, 1, sum(total.findings for total in totals), styled(CELL_NUMBER, bold=True))
        for column, name in enumerate(("paid", "due", "over", "under"), 2):
            sheet.put(row, column, yuan(sum(getattr(total, name) for total in totals)), styled(MONEY, bold=True))
    return row + 1


def total_name(total: Total, result: AuditResult, *, is_kind: bool = False) -> str:
    """What a row of totals is of."""
    if is_kind:
        return kind_said(total.name, result.lang)
    of = f"《{total.policy}》" if total.policy and len(result.policies) > 1 else ""
    return f"{of}{total.name} {total.title}".strip()


def _largest(sheet: Sheet, row: int, result: AuditResult) -> int:
    lang = result.lang
    row = _bar(sheet, row, said("largest", lang))
    heads = [said(name, lang) for name in ("key", "clause", "kind", "paid", "due", "difference")]
    _heads(sheet, row, heads)
    for each in result.largest:
        row += 1
        sheet.put(row, 0, each.key, TEXT)
        sheet.put(row, 1, f"{each.clause} {each.title}", TEXT)
        sheet.put(row, 2, kind_said(each.kind, lang), CELL_CENTER)
        sheet.put(row, 3, yuan(each.paid), MONEY)
        sheet.put(row, 4, yuan(each.due), MONEY)
        sheet.put(row, 5, yuan(each.difference), _difference(each))
    return row + 1


def _difference(each: Finding) -> Style:
    return styled(DIFFERENCE, color=BAD if each.difference > 0 else LESS)


def _heads(sheet: Sheet, row: int, heads: Sequence[str]) -> None:
    for column, words in enumerate(heads):
        sheet.put(row, column, words, HEAD)
    sheet.heights[row] = 20


# ── the lists ──


def _findings(result: AuditResult, name: str, findings: Sequence[Finding], *, is_led: bool) -> Sheet:
    lang = result.lang
    sheet = Sheet(name=name, title_rows=1, tab=BAD if is_led else "66727F")
    several = len(result.policies) > 1
    columns: list[tuple[str, float]] = [
        *([("policy", 20.0)] if several else []),
        *(("key", 21.0), ("clause", 22.0), ("department", 16.0), ("kind", 11.0), ("paid", 15.0), ("due", 15.0)),
        *(("difference", 15.0), ("message", 44.0), ("explanation", 52.0), ("row", 9.0)),
    ]
    sheet.printed_columns = len(columns)
    for column, (words, width) in enumerate(columns):
        sheet.widths[column] = width
        sheet.put(0, column, said(words, lang), HEAD)
    sheet.heights[0] = 22
    top: Style = replace(TEXT, middle=False)
    small = replace(top, size=9, color="66727F")
    for row, each in enumerate(findings, 1):
        values = [
            *([(each.policy, top)] if several else []),
            (each.key, top),
            (f"{each.clause} {each.title}", top),
            (each.department, top),
            (kind_said(each.kind, lang), _kind_looks(each, is_led=is_led)),
            (yuan(each.paid), replace(MONEY, middle=False)),
            (yuan(each.due), replace(MONEY, middle=False)),
            (yuan(each.difference), replace(_difference(each), middle=False)),
            (each.message, top),
            ("\n".join(each.explanation)[:32_000] or None, small),
            (each.row or None, replace(CELL_CENTER, middle=False)),
        ]
        for column, (value, style) in enumerate(values):
            sheet.put(row, column, value, style)  # type: ignore[arg-type]  # texts, numbers, nothing
        lines = max(_lines(each.message, 42), sum(_lines(line, 58) for line in each.explanation), 1)
        sheet.heights[row] = min(13.0 * lines + 6, 400)
    if not findings:
        sheet.put(1, 0, said("none", lang), NOTE)
    return sheet


def _kind_looks(each: Finding, *, is_led: bool) -> Style:
    color = (BAD if each.difference > 0 else LESS) if is_led else CELL_CENTER.color
    return styled(CELL_CENTER, middle=False, bold=is_led, color=color)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    return 1 + sum(2 if ord(char) > 255 else 1 for char in text) // width


def _faults(result: AuditResult) -> Sheet:
    lang = result.lang
    sheet = Sheet(name=said("faults", lang), title_rows=1, tab="E0B84C", printed_columns=7)
    columns = (("table", 12), ("line", 8), ("key", 21), ("clause", 10), ("column", 18), ("code", 9), ("fault", 80))
    for column, (words, width) in enumerate(columns):
        sheet.widths[column] = width
        sheet.put(0, column, said(words, lang), HEAD)
    sheet.heights[0] = 22
    for row, (table, fault) in enumerate(result.faults, 1):
        message = fault.message if lang == "zh" else fault.message_en
        values: tuple[str | int, ...] = (
            said(table, lang),
            fault.row,
            fault.key,
            fault.clause,
            fault.column,
            fault.code,
            message,
        )
        for column, value in enumerate(values):
            sheet.put(row, column, value, CELL_CENTER if column in (1, 5) else TEXT)
        sheet.heights[row] = 14.0 * _lines(message, 80) + 6
    return sheet
