"""What an audit found, as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .bilingual import pick
from .columns import columns

if TYPE_CHECKING:
    from ..audit.finding import AuditResult
    from ..report.diagnostic import Language

# So many rows that could not be read are told in the terminal.
_FEW = 5


def summary_lines(result: AuditResult, output: str | None, errors: str | None, lang: Language) -> Iterator[str]:
    """What was held against what, the sums by kind, the largest, what could not be audited, and where everything is."""
    from ..audit.saying import said_yuan
    from ..audit.sheets import intro
    from ..audit.words import kind_said, said

    yield from intro(result)
    names = ("paid", "due", "over", "under")
    heads = [said("kind", lang), said("findings", lang), *(said(name, lang) for name in names)]
    rows = [
        [kind_said(total.name, lang), str(total.findings), *(said_yuan(getattr(total, name), lang) for name in names)]
        for total in result.by_kind
    ]
    if rows:
        yield ""
        yield from _table([heads, *rows])
    if result.wrong:
        yield ""
        yield pick(lang, f"{said('largest', lang)}：", f"{said('largest', lang)}:")
        for each in result.largest:
            of = f"《{each.policy}》" if len(result.policies) > 1 else ""
            yield f"  {each.key} {of}{each.clause} {kind_said(each.kind, lang)}" + pick(lang, "：", ": ") + each.message
    if result.faults:
        yield ""
        for table, fault in result.faults[:_FEW]:
            message = fault.message if lang == "zh" else fault.message_en
            yield pick(
                lang,
                f"{said(table, lang)}第{fault.row}行[{fault.code}]：{message}",
                f"{said(table, lang)}, row {fault.row} [{fault.code}]: {message}",
            )
        if len(result.faults) > _FEW and errors is None:
            rest = len(result.faults) - _FEW
            yield pick(lang, f"另有{rest}处，--errors FILE 全部写出", f"{rest} more; --errors FILE writes them all")
    for note in result.notes:
        yield pick(lang, f"提示：{note}", f"note: {note}")
    if output is not None:
        yield pick(lang, f"报告：{output}", f"report: {output}")
    elif result.findings:
        yield pick(
            lang,
            "逐项的说明和计算：加 -o 报告.xlsx（或 .html、.json）",
            "every finding with its calculation: -o report.xlsx (or .html, .json)",
        )
    if errors is not None:
        yield pick(lang, f"没有核对的行：{errors}", f"rows that were not audited: {errors}")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """In columns; but for the first, to the right."""
    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        first = row[0] + " " * (widths[0] - columns(row[0]))
        others = (" " * (width - columns(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"  {first}  {'  '.join(others)}"
