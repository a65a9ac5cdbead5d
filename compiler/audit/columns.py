"""What the columns of a table of payments are.

In: its headings, and which clauses there are.  Out: a ``Layout``.  Raises ``TableError`` where columns are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tiaowen.runtime.errors import visible

from ..batch.options import KEY
from ..batch.outcome import CAPPED, ELIGIBLE, REASONS, SHARE, TOTAL, UNPAID
from ..intake.headings import fact_of, folded
from ..report.diagnostic import Diagnostic
from ..report.errors.audit import ClauseOfSeveral, PaymentColumns
from ..report.errors.tables import BadOption, NotAColumn, SameHeading
from ..tables.source import Source, TableError
from .amounts import AMOUNT
from .clauses import Payable

Column = Literal["clause", "amount", "day", "policy"]
# What columns may be called.
NAMES: Mapping[Column, tuple[str, ...]] = {
    "clause": ("条款", "条款号", "条款编号", "申报条款", "规则", "规则号", "clause"),
    "amount": (
        *("金额", "实付金额", "付款金额", "支付金额", "拨付金额", "兑付金额", "已付金额", "发放金额", "实发金额"),
        *("奖补金额", "补助金额", "实付", "amount", "paid"),
    ),
    "day": ("付款日期", "支付日期", "拨付日期", "兑付日期", "发放日期", "付款时间", "日期", "date"),
    "policy": ("政策", "政策名称", "政策文件", "policy"),
}
_RESULTS = (ELIGIBLE, CAPPED, REASONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """``columns`` are headings, ``wide`` those of clauses, with their places and the unit of their numbers."""

    key: str
    columns: Mapping[Column, str]
    unit: str
    wide: tuple[tuple[str, int, str], ...]
    unused: tuple[str, ...]


def heading_names(payable: Sequence[Payable], key: str) -> list[str]:
    """Everything that a heading of the table may be."""
    return [key or KEY, *(name for names in NAMES.values() for name in names), *(each.clause for each in payable)]


def layout_of(
    source: Source, payable: Sequence[Payable], key: str, units: Mapping[str, str], paying: frozenset[int]
) -> Layout:
    headings = tuple(source.schema.names)
    faults: list[Diagnostic] = []
    keyed = next((name for name in headings if folded(name) == folded(key or KEY)), "")
    if key and not keyed:
        faults.append(NotAColumn(path=source.path, option="--key", name=key, near=()))
    columns: dict[Column, str] = {}
    unit = ""
    for what, names in NAMES.items():
        found = [
            (name, said[1]) for name in headings if name != keyed and (said := fact_of(name.lower(), names)) is not None
        ]
        # 金额 before other words for it, where a table has both.
        found.sort(key=lambda each: names.index(each[0]) if each[0] in names else len(names))
        if len(found) > 1 and what in ("clause", "amount"):
            faults.append(SameHeading(path=source.path, heading=names[0], places=tuple(name for name, _ in found)))
        if found:
            columns[what] = found[0][0]
            unit = (found[0][1] or _unit_of(found[0][0], units)) if what == "amount" else unit
    ids: dict[str, list[int]] = {}
    for place, each in enumerate(payable):
        if place in paying:
            ids.setdefault(each.clause, []).append(place)
    wide: list[tuple[str, int, str]] = []
    # Results carry 申报条款 along, and have no amount.
    if "clause" not in columns or "amount" not in columns:
        for name in headings:
            if name != keyed and (said := fact_of(name, list(ids))) is not None:
                if len(ids[said[0]]) > 1:
                    faults.append(ClauseOfSeveral(name=said[0], policies=titles_of(payable, ids[said[0]])))
                wide.append((name, ids[said[0]][0], said[1] or _unit_of(name, units)))
    if wide:
        columns = {what: name for what, name in columns.items() if what == "day"}
    is_whole = bool(wide) or ("clause" in columns and "amount" in columns)
    if not keyed or not is_whole:
        lacking = [] if keyed else [key or KEY]
        if not is_whole:
            lacking += [name for name, what in (("条款", "clause"), ("金额", "amount")) if what not in columns]
        faults.append(PaymentColumns(path=source.path, columns=tuple(lacking), found=headings[:12]))
    faults += _wrong_units([unit, *(each[2] for each in wide)])
    if faults:
        raise TableError(*faults)
    used = {keyed, *columns.values(), *(name for name, _, _ in wide)}
    results = {f"{each.clause}{said}" for each in payable for said in _RESULTS} | {TOTAL, UNPAID, SHARE}
    results |= {each.clause for each in payable}
    unused = tuple(name for name in headings if name not in used and name not in results)
    return Layout(key=keyed, columns=columns, unit=unit, wide=tuple(wide), unused=unused)


def _unit_of(heading: str, units: Mapping[str, str]) -> str:
    return units.get(heading, "")


def _wrong_units(units: Sequence[str]) -> Iterator[Diagnostic]:
    for unit in dict.fromkeys(units):
        if unit and not _is_of_money(unit):
            yield BadOption(
                option=f"付款表的单位「{visible(unit)}」",
                cause=("金额的单位是元，换算不成", "an amount is in yuan, and it cannot be turned into that"),
                advice=(
                    "请改表头或 --unit 里的单位，如 万元",
                    "change the unit of the heading or of --unit, to 万元 say",
                ),
            )


def _is_of_money(unit: str) -> bool:
    try:
        return bool(AMOUNT.multipliers[unit])
    except KeyError:
        return False


def titles_of(payable: Sequence[Payable], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(payable[place].policy for place in places))
