"""What a run over a table read and did, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .bilingual import pick
from .columns import columns

if TYPE_CHECKING:
    from ..batch.outcome import ClauseCount, Shared
    from ..batch.to_file import BatchFile
    from ..report.diagnostic import Language

# So many clauses that nobody claims, or that lack columns, are named.
_FEW = 12


def summary_lines(made: BatchFile, lang: Language) -> Iterator[str]:
    """Rows, claims by clause, what was understood in a way to be seen, what was left alone, and where everything is."""
    summary = made.summary
    rows, returned = summary.rows, summary.returned
    yield pick(lang, f"读了{rows}行，退回{returned}行", f"{rows} rows read, {returned} with something wrong")
    claimed = [each for each in summary.clauses if each.claims]
    yield from _table(claimed, lang)
    if summary.shared is not None:
        yield from shared_lines(summary.shared, lang)
    idle = [each.clause for each in summary.clauses if not each.claims]
    if idle:
        yield pick(lang, f"没有人申报：{_few(idle, lang)}", f"claimed by nobody: {_few(idle, lang)}")
    if summary.left_out:
        ids = [clause for clause, _ in summary.left_out]
        yield pick(
            lang,
            f"没有计算{len(ids)}条，表里缺它们的填报项：{_few(ids, lang)}（用 --clause 写明一条，就列出它缺哪些）",
            f"{len(ids)} clauses not worked out, the table lacks their facts: {_few(ids, lang)} (--clause ID says which)",
        )
    for heading, fact in summary.doubts:
        zh = f"没有当作填报项：「{heading}」，是不是「{fact}」？"
        yield pick(lang, zh, f"not taken for a fact: “{heading}”; is “{fact}” meant?")
    if summary.carried:
        carried = _few(summary.carried, lang)
        yield pick(lang, f"照抄的列：{carried}", f"columns carried over: {carried}")
    if made.unread_sheets:
        others = _few(made.unread_sheets, lang)
        zh = f"读的是工作表「{made.sheet}」，没有读：{others}"
        yield pick(lang, zh, f"the sheet “{made.sheet}” was read, not {others}")
    for note in summary.notes:
        zh = f"提示：「{note.column}」有{note.times}格{note.zh}"
        yield pick(lang, zh, f"note: {note.times} cells of “{note.column}”: {note.en}")
    yield pick(lang, f"结果：{made.results}", f"results: {made.results}")
    if made.faults is not None:
        yield pick(lang, f"退回：{made.faults}", f"what is wrong: {made.faults}")
    elif returned:
        yield pick(lang, f"退回：{made.results} 的「退回」", f"what is wrong: sheet 退回 of {made.results}")


def shared_lines(shared: Shared, lang: Language) -> Iterator[str]:
    """What became of a budget, and of each pot."""
    from tiaowen.runtime.allocate import said_of_pot
    from tiaowen.runtime.tongues import tongue_of

    def yuan(fen: int) -> str:
        tongue = tongue_of(lang)
        return tongue.shown_quantity(fen, 100, tongue.SETTLING_WORDS["yuan"])

    yield from (said_of_pot(pot, lang) for pot in shared.pots)
    zh = f"分配：预算{yuan(shared.budget)}，应得{yuan(shared.due)}，分得{yuan(shared.paid)}，余额{yuan(shared.budget - shared.paid)}"
    en = f"shared out: budget {yuan(shared.budget)}, due {yuan(shared.due)}, paid {yuan(shared.paid)}, left {yuan(shared.budget - shared.paid)}"
    counts = shared.in_full, shared.in_part, shared.nothing
    zh += "；足额{}家，部分{}家，没有分到{}家".format(*counts)
    yield pick(lang, zh, f"{en}; in full {counts[0]}, in part {counts[1]}, nothing {counts[2]}")


def _table(counts: Sequence[ClauseCount], lang: Language) -> Iterator[str]:
    """A line a clause, in columns."""
    if not counts:
        return
    heads = pick(lang, "规则 申报 退回 符合 金额", "clause claims wrong eligible amount").split()
    rows = [heads]
    rows += [
        [each.clause, str(each.claims), str(each.faulty), str(each.eligible), _money(each, lang)] for each in counts
    ]
    widths = [max(columns(row[at]) for row in rows) for at in range(5)]
    titles = ["", *(each.title for each in counts)]
    for row, title in zip(rows, titles, strict=True):
        first = row[0] + " " * (widths[0] - columns(row[0]))
        others = (" " * (width - columns(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"  {first}  {'  '.join(others)}  {title}".rstrip()


def _money(count: ClauseCount, lang: Language) -> str:
    from tiaowen.runtime.tongues import tongue_of

    if count.total is None:
        return ""
    tongue = tongue_of(lang)
    return tongue.shown_quantity(count.total, 100, tongue.SETTLING_WORDS["yuan"])


def _few(names: Sequence[str], lang: Language) -> str:
    count = len(names)
    more = pick(lang, f"……（共{count}）", f" … ({count} in all)") if count > _FEW else ""
    return pick(lang, "、", ", ").join(names[:_FEW]) + more
