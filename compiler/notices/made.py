"""What is to be told of a table of results: read, held against the applications where these are given, put together.

In: a policy, its results, what was returned.  Out: a ``Notice``; raises ``NoticeError`` with all the reasons why there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, cast

from tiaowen.runtime.errors import visible

from ..batch.outcome import TOTAL, BatchResult, RowFault
from ..model.policy import Policy
from ..report.diagnostic import Report, Text
from ..report.errors.notices import NoSuchApplicant, OtherAmount
from ..report.errors.tables import TotalRow
from ..tables.source import Source
from .masking import is_person
from .mending import returned
from .notice import Applicant, Award, Notice, NoticeError
from .results import Headings, Row, applicants_of, headings_of

if TYPE_CHECKING:
    import pyarrow as pa

# What batch gives, a file of it, a table of Arrow (or what speaks its protocol), or rows.
Results: TypeAlias = "BatchResult | Source | pa.Table | Sequence[Row]"
# The ids of clauses, and whether to settle.
Recompute = Callable[[Sequence[str], bool], BatchResult]


def notice_of(
    policy: Policy,
    results: Results,
    *,
    recompute: Recompute | None = None,
    faults: Iterable[RowFault] | None = None,
    key: str = "",
    name: str = "",
    mask: bool = False,
) -> Notice:
    """``recompute`` works the results of clauses out anew from the applications, explained.  ``faults`` are what was returned;
    by default those of the results, else those that come of working them out anew.  ``key`` and ``name`` are the columns
    that name applicants; ``mask`` has the names of people masked in what is published."""
    report = Report()
    columns, rows = _table(results, report)
    headings = headings_of(policy, columns, report, key=key, name=name)
    if headings is None:
        raise NoticeError(tuple(report.errors))
    applicants = applicants_of(policy, headings, rows, report)
    anew = None
    if recompute and not report.has_errors:
        anew = recompute([clause.id for clause in headings.clauses], TOTAL in headings.columns)
    if anew is not None:
        applicants = _held(policy, headings, applicants, anew, report)
    if faults is not None and anew is not None:
        faults = _in_both_languages(faults, anew)
    if faults is None:
        faults = results.faults if isinstance(results, BatchResult) else anew.faults if anew is not None else ()
    applicants, notes = _with_returned(policy, applicants, tuple(faults), report)
    if report.has_errors:
        raise NoticeError(tuple(report.errors))
    made = Notice(
        policy=policy,
        applicants=tuple(applicants),
        key_heading=headings.key,
        name_heading=headings.name,
        is_masked=mask,
    )
    return replace(made, notes=(*notes, *_told(made, headings)))


def _table(results: Results, report: Report) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    """The names of the columns, and the rows as a sheet counts them: that of the headings is 1."""
    if isinstance(results, BatchResult):
        results = results.table
    if isinstance(results, Sequence):
        columns = list(dict.fromkeys(column for row in results for column in row))
        return columns, enumerate(results, 2)
    if not hasattr(results, "chunks"):
        from ..tables.memory import in_memory

        results = in_memory(results)
    source = cast("Source", results)
    return list(source.schema.names), _rows(source, report)


def _rows(source: Source, report: Report) -> Iterator[tuple[int, Row]]:
    for chunk in source.chunks():
        for flaw in chunk.flaws:
            report.add(flaw.diagnostic)
        yield from zip(chunk.rows.tolist(), chunk.batch.to_pylist(), strict=True)


# ── held against the applications ──


def _held(
    policy: Policy, headings: Headings, applicants: Sequence[Applicant], anew: BatchResult, report: Report
) -> list[Applicant]:
    """The applicants with what was worked out anew and its explanation, where that is what the results say."""
    columns, rows = _table(anew, report)
    again = headings_of(policy, columns, report, key=headings.key)
    if again is None:
        return list(applicants)
    worked = {each.key: each for each in applicants_of(policy, replace(headings, columns=again.columns), rows, report)}
    known = {each.key for each in applicants}
    for left in [key for key in worked if key not in known]:
        what = ("在申报表里，结果里却没有", "is in the applications, and not in the results")
        report.add(NoSuchApplicant(row=worked[left].row, key=visible(left), what=what))
    return [_compared(each, worked.get(each.key), report) for each in applicants]


def _compared(given: Applicant, due: Applicant | None, report: Report) -> Applicant:
    if due is None:
        what = ("在结果里，申报表里却没有", "is in the results, and not in the applications")
        report.add(NoSuchApplicant(row=given.row, key=visible(given.key), what=what))
        return given
    ours, theirs = _awards(due), _awards(given)
    for clause in dict.fromkeys((*ours, *theirs)):
        one, other = theirs.get(clause), ours.get(clause)
        if _said(one) != _said(other):
            report.add(
                OtherAmount(
                    row=given.row,
                    key=visible(given.key),
                    column=clause,
                    given=_said(one),
                    due=_said(other),
                )
            )
    return replace(due, row=given.row, name=given.name, share=given.share)


def _awards(applicant: Applicant) -> Mapping[str, Award]:
    dropped = (award for award, _ in applicant.dropped)
    return {
        award.clause.id: award
        for award in (*applicant.paid, *dropped, *applicant.refused, *applicant.waiting, *applicant.others)
    }


def _said(award: Award | None) -> tuple[str, str]:
    """What stands in the results, in words."""
    if award is None:
        return ("空的", "nothing")
    if award.amount is None:
        return award.shown
    if not award.eligible and award.counts:
        return ("不符合条件", "not eligible")
    parts = "、".join(map(str, award.parts))
    return (
        (f"{award.amount}元（{parts}）", f"{award.amount} yuan ({parts})")
        if parts
        else (f"{award.amount}元", f"{award.amount} yuan")
    )


# ── what was returned, and what else is to be told ──


def _in_both_languages(faults: Iterable[RowFault], anew: BatchResult) -> Iterator[RowFault]:
    """A file has the words of one language; what was found anew has both."""
    found = {_place(fault): fault for fault in anew.faults}
    return (found.get(_place(fault), fault) for fault in faults)


def _place(fault: RowFault) -> tuple[int, str, str, str, str]:
    return fault.row, fault.key, fault.clause, fault.column, fault.code


def _with_returned(
    policy: Policy, applicants: Sequence[Applicant], faults: Sequence[RowFault], report: Report
) -> tuple[list[Applicant], list[Text]]:
    by_key = defaultdict[str, list[RowFault]](list)
    for fault in faults:
        by_key[fault.key].append(fault)
    totals = {key for key, of in by_key.items() if all(fault.code == TotalRow.code for fault in of)}
    nameless = [fault for key in ("", *totals) for fault in by_key.pop(key, [])]
    notes = []
    if nameless:
        listed = "、".join(map(str, sorted({fault.row for fault in nameless})))
        notes.append(
            Text(
                f"申报表第{listed}行没有写申报单位，或者是合计，没有给它们写告知书",
                f"rows {listed.replace('、', ', ')} of the applications name no applicant; no letter is written to them",
            )
        )
    applicants = [each for each in applicants if each.key not in totals or not each.is_idle]
    known = {each.key for each in applicants}
    for stranger in [key for key in by_key if key not in known]:
        what = ("在退回名单里，结果里却没有", "is among what was returned, and not in the results")
        report.add(NoSuchApplicant(row=by_key[stranger][0].row, key=visible(stranger), what=what))
    made = [
        replace(each, returned=tuple(returned(policy, fault) for fault in by_key[each.key]))
        if each.key in by_key
        else each
        for each in applicants
    ]
    return made, notes


def _told(notice: Notice, headings: Headings) -> Iterator[Text]:
    people = sum(is_person(each.name, each.key) for each in notice.applicants if each.paid)
    if people and not notice.is_masked:
        yield Text(
            f"名单里有{people}个像是自然人的姓名，没有遮盖；对外公示的请加 --mask",
            f"{people} of the names look like those of people and are not masked; use --mask for what is published",
        )
    apart = [clause for clause in headings.clauses if clause.form not in ("奖补", "减免") or clause.unit != "元"]
    if apart:
        listed = "、".join(clause.id for clause in apart)
        yield Text(
            f"规则 {listed} 给的不是奖补或减免的金额，只写进告知书，不列入公示名单",
            f"rules {listed.replace('、', ', ')} give no amount that is paid or waived; they stand in letters only, not in the list",
        )
    if notice.name_heading == notice.key_heading:
        yield Text(
            f"结果里没有写单位名称的列，公示用「{notice.key_heading}」代替；名称在别的列的，用 --name 写明",
            f"no column has the names of applicants; “{notice.key_heading}” stands in their place: name the column by --name",
        )
