"""Rows of results, as ``batch`` gives them, become applicants with what is paid to them.

In: the names of the columns and the rows, each a mapping of values.  Out: applicants; everything that is not a result of this
policy is told, with its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations

from tiaowen.runtime.errors import hint, show, visible
from tiaowen.runtime.selection import best_selection

from ..batch.outcome import CAPPED, ELIGIBLE, REASONS, SHARE, TOTAL, UNPAID
from ..batch.settling import waiting_in
from ..intake.headings import folded
from ..intake.values import is_empty, plain
from ..model.clause import Clause
from ..model.policy import Policy
from ..report.diagnostic import Report, Text
from ..report.errors.notices import NoSuchApplicant, NotResults, NotSettled, OtherAmount, UnreadableResult
from .notice import Applicant, Award, summed

Row = Mapping[str, object]
KEY = "统一社会信用代码"
# What the column of names is called, the likeliest first.
NAMES = (
    "企业名称",
    "单位名称",
    "申报单位",
    "申报企业",
    "项目单位",
    "申报单位名称",
    "申报企业名称",
    "个人姓名",
    "姓名",
    "申请人",
    "申报人",
    "名称",
    "企业",
    "单位",
)
# How an explanation begins the line that says what the authority has approved.
_APPROVED = ("核定金额", "Approved amount")
_CENTS, _MOST = Decimal("0.01"), Decimal(10) ** 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The columns that name applicants, and the clauses whose results there are, in the order of the document."""

    key: str
    name: str
    clauses: tuple[Clause, ...]
    columns: frozenset[str]


def headings_of(
    policy: Policy, columns: Sequence[str], report: Report, *, key: str = "", name: str = ""
) -> Headings | None:
    """None, and the report has all reasons, where these are no results of this policy."""
    found = tuple(clause for clause in policy.clauses.values() if clause.id in columns)
    strangers = [each.removesuffix(ELIGIBLE) for each in columns if each.endswith(ELIGIBLE)]
    for stranger in strangers:
        if stranger not in policy.clauses:
            near = hint(stranger, policy.clauses)
            report.add(_no_such_clause(stranger, near))
    if not found and not strangers:
        report.add(_no_clause(columns))
    for clause in found:
        if clause.id + ELIGIBLE not in columns:
            report.add(_missing(clause.id + ELIGIBLE))
    chosen = key or KEY
    if chosen not in columns:
        report.add(_no_key(chosen, columns))
    if name and name not in columns:
        report.add(_missing(name))
    if report.has_errors:
        return None
    by_folded = {folded(column): column for column in reversed(columns)}
    named = name or next((by_folded[each] for each in NAMES if each in by_folded), chosen)
    return Headings(key=chosen, name=named, clauses=found, columns=frozenset(columns))


def applicants_of(
    policy: Policy, headings: Headings, rows: Iterable[tuple[int, Row]], report: Report
) -> list[Applicant]:
    """``rows`` with their numbers, as the sheet counts them.  Of rows of one applicant one has results: batch returns the
    others."""
    found: dict[str, Applicant] = {}
    for number, row in rows:
        made = _applicant(policy, headings, number, row, report)
        if made is None:
            continue
        before = found.get(made.key)
        if before is not None and made.is_idle:
            continue
        if before is not None and not before.is_idle:
            what = (f"和第{before.row}行是同一个申报单位", f"is the applicant of row {before.row}, too")
            report.add(NoSuchApplicant(row=number, key=visible(made.key), what=what))
            continue
        found[made.key] = made
    return list(found.values())


def _applicant(policy: Policy, headings: Headings, number: int, row: Row, report: Report) -> Applicant | None:
    key = _text(row.get(headings.key))
    if not key:
        # A row that nobody answers for has been returned by batch: there is nobody to write to.
        if all(is_empty(row.get(clause.id)) for clause in headings.clauses):
            return None
        what = (f"没有填「{headings.key}」", f"has no “{headings.key}”")
        report.add(NoSuchApplicant(row=number, key="", what=what))
        return None
    before = len(report.errors)
    awards = [award for clause in headings.clauses if (award := _award(clause, number, row, report)) is not None]
    named = Applicant(row=number, key=key, name=_text(row.get(headings.name)) or key)
    share = _money(row.get(SHARE), number, SHARE, report) if SHARE in headings.columns else None
    waits = waiting_in(_text(row.get(UNPAID)))
    waiting = tuple(award for award in awards if award.clause.ceiling and award.clause.id in waits)
    made = settled(policy, replace(named, share=share, waiting=waiting), awards)
    if len(report.errors) == before:
        _look_at_total(made, headings, number, row, report)
    return made


def settled(policy: Policy, applicant: Applicant, awards: Sequence[Award]) -> Applicant:
    """The awards sorted out: of one matter the best is paid (就高从优), as ``settle`` does it; those that wait are apart."""
    awards = [award for award in awards if award not in applicant.waiting]
    paying = [award for award in awards if award.is_paid]
    place = {award.clause.id: at for at, award in enumerate(paying)}
    pairs = [
        (place[one], place[other])
        for terms in policy.terms.values()
        for matter in terms.same_matter
        for one, other in combinations(dict.fromkeys(matter), 2)
        if one in place and other in place
    ]
    chosen = best_selection([_fen(award.amount) for award in paying], pairs)
    rivals = {
        at: [paying[other] for other in chosen if (at, other) in pairs or (other, at) in pairs] for at in place.values()
    }
    return replace(
        applicant,
        paid=tuple(paying[at] for at in chosen),
        dropped=tuple((award, tuple(rivals[at])) for at, award in enumerate(paying) if at not in chosen),
        refused=tuple(award for award in awards if award.counts and not award.is_paid),
        others=tuple(award for award in awards if not award.counts),
    )


def _look_at_total(applicant: Applicant, headings: Headings, number: int, row: Row, report: Report) -> None:
    if TOTAL not in headings.columns:
        for award, instead in applicant.dropped:
            ids = (*(each.clause.id for each in instead), award.clause.id)
            report.add(NotSettled(row=number, key=visible(applicant.key), clauses=ids))
        return
    given = _money(row.get(TOTAL), number, TOTAL, report)
    if (given or Decimal(0)) != applicant.total:
        report.add(_other(number, applicant.key, TOTAL, given, applicant.total))
    if applicant.share is not None and applicant.share > applicant.total:
        report.add(_other(number, applicant.key, SHARE, applicant.share, applicant.total))


def _award(clause: Clause, number: int, row: Row, report: Report) -> Award | None:
    """None where the clause is not claimed, or something is wrong."""
    value, held = plain(row.get(clause.id)), row.get(clause.id + ELIGIBLE)
    if is_empty(value) if not isinstance(value, list | tuple | dict) else False:
        if not is_empty(held):
            cause = ("空着，而「符合」一列有内容", "it is empty, and the column 符合 is not")
            report.add(UnreadableResult(row=number, column=clause.id, cause=cause))
        return None
    eligible = _truth(held)
    if eligible is None:
        cause = (
            ("空着，而这一条有结果", "it is empty, and the clause has a result")
            if is_empty(held)
            else (f"应是“是”或“否”，写的是{show(held)}", f"it must be true or false, not {show(held)}")
        )
        report.add(UnreadableResult(row=number, column=clause.id + ELIGIBLE, cause=cause))
        return None
    trace = tuple(_text(row.get(clause.id + REASONS)).splitlines())
    kind = "核定" if clause.ceiling and any(line.startswith(_APPROVED) for line in trace) else clause.kind
    made = Award(
        clause=clause,
        eligible=eligible,
        amount=None,
        shown=Text("", ""),
        kind=kind,
        cap=_text(row.get(clause.id + CAPPED)),
        trace=trace,
    )
    if clause.unit != "元":
        return replace(made, shown=_shown(clause, value))
    values = (
        list(value.values()) if isinstance(value, dict) else value if isinstance(value, list | tuple) else _split(value)
    )
    if any(map(is_empty, values)):
        cause = ("几笔金额里有空的", "one of its amounts is empty")
        report.add(UnreadableResult(row=number, column=clause.id, cause=cause))
        return None
    parts = [_money(part, number, clause.id, report) for part in values]
    if None in parts:
        return None
    amount = summed(parts)
    if not eligible and amount and clause.form != "核算":
        cause = (f"不符合条件，金额却是{amount}元", f"it is not eligible, and has {amount} yuan")
        report.add(UnreadableResult(row=number, column=clause.id, cause=cause))
        return None
    return replace(
        made, amount=amount, parts=tuple(part for part in parts if part is not None) if len(parts) > 1 else ()
    )


def _split(value: object) -> list[object]:
    """The amounts of a result of several in a text: 1000.00、2000.00, or each behind its name: 单位 1000.00、个人 500.00."""
    if not isinstance(value, str):
        return [value]
    return [_behind_name(part.strip()) for part in value.split("、")]


def _behind_name(part: str) -> str:
    """140 000 has no name, and is left for ``_money`` to refuse."""
    name, _, amount = part.rpartition(" ")
    return part if re.fullmatch("[0-9.,，\\s-]*", name) else amount


def _money(value: object, number: int, column: str, report: Report) -> Decimal | None:
    """An amount in yuan, with two decimals; None of an empty cell, and of what is told."""
    value = plain(value)
    if is_empty(value):
        return None
    cause: tuple[str, str] | None = None
    amount = Decimal(0)
    if isinstance(value, float):
        cause = (
            f"{value!r} 是二进制浮点数，不能精确表示金额；请用 decimal 或文字",
            f"{value!r} is a binary float, which holds no amount exactly; use decimal or text",
        )
    elif isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        cause = (f"应是以元为单位的金额，是{show(value)}", f"it must be an amount in yuan, not {show(value)}")
    else:
        try:
            amount = Decimal(value.strip().replace(",", "").removesuffix("元") if isinstance(value, str) else value)
        except InvalidOperation:
            cause = (f"应是以元为单位的金额，写的是{show(value)}", f"it must be an amount in yuan, not {show(value)}")
        else:
            if not amount.is_finite() or abs(amount) >= _MOST or amount % _CENTS:
                cause = (f"应精确到分，写的是{show(value)}", f"it must have two decimals at most, not {show(value)}")
            elif amount < 0:
                cause = (f"金额为负：{show(value)}", f"it is negative: {show(value)}")
    if cause is not None:
        report.add(UnreadableResult(row=number, column=column, cause=cause))
        return None
    return amount.quantize(_CENTS)


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}.get(_text(value).lower())


def _shown(clause: Clause, value: object) -> Text:
    """A result that is no money."""
    truth = _truth(value) if clause.form == "资格" else None
    if truth is not None:
        return Text("符合" if truth else "不符合", "eligible" if truth else "not eligible")
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
    said = "、".join(f"{_text(part)}{clause.unit}" for part in parts)
    return Text(said, said)


def _text(value: object) -> str:
    """What stands in a cell."""
    if is_empty(value):
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).strip()


def _fen(amount: Decimal | None) -> int:
    return 0 if amount is None else int(amount.scaleb(2))


def _other(number: int, key: str, column: str, given: Decimal | None, due: Decimal) -> OtherAmount:
    shown = ("空的", "nothing") if given is None else (f"{given}元", f"{given} yuan")
    return OtherAmount(row=number, key=visible(key), column=column, given=shown, due=(f"{due}元", f"{due} yuan"))


# ── what is no result ──

_MADE_BY = (
    "请给出 tiaowen batch 写出的结果，政策是同一份",
    "give what tiaowen batch has written, of the same policy",
)


def _no_such_clause(stranger: str, near: tuple[str, str]) -> NotResults:
    said = visible(stranger)
    return NotResults(
        what=(
            f"结果里有条款「{said}」，这份政策没有{near[0]}",
            f"the results have clause {said}, which the policy has not{near[1]}",
        ),
        cause=("这像是另一份政策的结果", "they seem to be the results of another policy"),
        advice=_MADE_BY,
    )


def _no_clause(columns: Sequence[str]) -> NotResults:
    listed = "、".join(visible(each) for each in columns[:8]) + ("……" if len(columns) > 8 else "")
    return NotResults(
        what=("结果里没有这份政策任何一条规则的列", "the results have no column of any clause of the policy"),
        cause=(f"它的列是：{listed or '（没有）'}", f"its columns are: {listed or 'none'}"),
        advice=_MADE_BY,
    )


def _missing(column: str) -> NotResults:
    return NotResults(
        what=(f"结果缺「{visible(column)}」一列", f"the results lack the column “{visible(column)}”"),
        cause=("没有它写不成公示", "without it no list can be made"),
        advice=_MADE_BY,
    )


def _no_key(key: str, columns: Sequence[str]) -> NotResults:
    carried = "、".join(visible(each) for each in columns[:6])
    return NotResults(
        what=(f"结果没有「{visible(key)}」一列", f"the results have no column “{visible(key)}”"),
        cause=(
            f"每个申报单位靠它认；结果开头的列是：{carried}",
            f"applicants are known by it; the first columns are: {carried}",
        ),
        advice=(
            "申报单位按别的列认的，用 --key 写明，如 --key 身份证号",
            "where applicants are known by another column, name it: --key 身份证号",
        ),
    )
