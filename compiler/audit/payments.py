"""The table of what was paid: a row a payment, or a row an applicant with a column a clause, as ``batch`` writes it.

In: the table, and which clauses there are.  Out: ``Payments``, what each applicant was paid by each clause, and the rows that
could not be read.  Raises ``TableError`` where the table has not the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError, hint, visible
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.result import parse_date

from ..batch.claims import total_word
from ..batch.options import KEY
from ..batch.outcome import CAPPED, ELIGIBLE, REASONS, SHARE, TOTAL, UNPAID, RowFault
from ..batch.run import said_of
from ..intake.headings import fact_of, folded
from ..intake.taken import DAY_OF_CLAIM, in_unit
from ..intake.values import value_of
from ..report.diagnostic import Diagnostic
from ..report.errors.audit import ClauseOfSeveral, NoAmount, NotAClause, PaymentColumns
from ..report.errors.tables import NoKey, NotAColumn, SameHeading, TotalRow
from ..tables.source import Chunk, Source, TableError

AMOUNT = FactType(name="金额", kind="number", unit="元", decimals=2, negative=True)
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
_PLAIN = r"^\s*-?[0-9]{1,15}(\.[0-9]{1,2})?\s*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A clause that may be paid by: the title of its policy, what that may be called, and its id."""

    policy: str
    called: frozenset[str]
    clause: str


@dataclass(slots=True, kw_only=True)
class Payments:
    """``keys`` are who was paid, each once.  What one of them was paid by one clause has a number, ``codes``: that of the
    key × how many clauses there are + that of the clause; these ascend, and ``sums`` (分), ``starts`` and ``counts`` (into
    ``amounts``, ``days`` and ``rows``, of single payments) are by them.  A day is its ordinal, 0 where none is said."""

    keys: pa.Array
    clauses: int
    codes: NDArray[np.int64]
    sums: NDArray[Any]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    amounts: NDArray[np.int64]
    days: NDArray[np.int64]
    rows: NDArray[np.int64]
    read: int
    unread: Mapping[tuple[str, int], int]
    faults: tuple[RowFault, ...]
    unused: tuple[str, ...]
    has_days: bool

    def places(self, keys: NDArray[np.int64], clause: int) -> NDArray[np.int64]:
        """Where in ``codes`` what these keys (by their place in ``keys``, -1 for none) were paid by a clause is; -1 where
        they were not."""
        if not len(self.codes):
            return np.full(len(keys), -1, np.int64)
        wanted = np.where(keys < 0, -1, keys * self.clauses + clause)
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        found: NDArray[np.int64] = np.where(self.codes[at] == wanted, at, -1)
        return found

    def singles(self, at: int) -> tuple[list[int], list[int], list[int]]:
        """The single payments: amounts in 分, days, rows."""
        part = slice(int(self.starts[at]), int(self.starts[at] + self.counts[at]))
        return self.amounts[part].tolist(), self.days[part].tolist(), self.rows[part].tolist()


def read_payments(
    source: Source, payable: Sequence[Payable], key: str, units: Mapping[str, str], paying: frozenset[int]
) -> Payments:
    """What was paid.  ``paying`` are the places, among ``payable``, of the clauses that pay money at all: of others a column
    of their results is no payment."""
    layout = _layout(source, payable, key, units, paying)
    reading = _Reading(source=source, layout=layout, payable=payable)
    for chunk in source.chunks():
        reading.add(chunk)
    return reading.payments()


# ── the columns ──


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """``columns`` are headings, ``wide`` those of clauses, with their places and the unit of their numbers."""

    key: str
    columns: Mapping[Column, str]
    unit: str
    wide: tuple[tuple[str, int, str], ...]
    unused: tuple[str, ...]


def heading_names(payable: Sequence[Payable], key: str) -> list[str]:
    """Everything that a heading of the table may be."""
    return [key or KEY, *(name for names in NAMES.values() for name in names), *(each.clause for each in payable)]


def _layout(
    source: Source, payable: Sequence[Payable], key: str, units: Mapping[str, str], paying: frozenset[int]
) -> _Layout:
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
    if "clause" not in columns:
        for name in headings:
            if name != keyed and (said := fact_of(name, list(ids))) is not None:
                if len(ids[said[0]]) > 1:
                    faults.append(ClauseOfSeveral(name=said[0], policies=_titles(payable, ids[said[0]])))
                wide.append((name, ids[said[0]][0], said[1] or _unit_of(name, units)))
        columns = {what: name for what, name in columns.items() if what == "day" and wide}
    is_whole = wide if "clause" not in columns else "amount" in columns
    if not keyed or not is_whole:
        lacking = [*([] if keyed else [key or KEY]), *([] if is_whole else ["条款", "金额"])]
        lacking = [name for name in lacking if not (name == "条款" and "clause" in columns)]
        faults.append(PaymentColumns(path=source.path, columns=tuple(lacking), found=headings[:12]))
    faults += _wrong_units([unit, *(each[2] for each in wide)])
    if faults:
        raise TableError(*faults)
    used = {keyed, *columns.values(), *(name for name, _, _ in wide)}
    results = {f"{each.clause}{said}" for each in payable for said in _RESULTS} | {TOTAL, UNPAID, SHARE}
    results |= {each.clause for each in payable}
    unused = tuple(name for name in headings if name not in used and name not in results)
    return _Layout(key=keyed, columns=columns, unit=unit, wide=tuple(wide), unused=unused)


def _unit_of(heading: str, units: Mapping[str, str]) -> str:
    return units.get(heading, "")


def _wrong_units(units: Sequence[str]) -> Iterator[Diagnostic]:
    from ..report.errors.tables import BadOption

    for unit in dict.fromkeys(units):
        if unit and unit not in AMOUNT.multipliers:
            can = "、".join(each for each in AMOUNT.multipliers if each)
            yield BadOption(
                option=f"付款表的单位「{visible(unit)}」",
                cause=(f"金额可用的单位有{can}", f"the units of an amount are {can}"),
                advice=("请改表头或 --unit 里的单位", "change the unit of the heading or of --unit"),
            )


def _titles(payable: Sequence[Payable], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(payable[place].policy for place in places))


# ── the rows ──


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What was read so far."""

    source: Source
    layout: _Layout
    payable: Sequence[Payable]
    keys: list[pa.Array] = field(default_factory=list)
    places: list[NDArray[np.int64]] = field(default_factory=list)
    amounts: list[NDArray[np.int64]] = field(default_factory=list)
    days: list[NDArray[np.int64]] = field(default_factory=list)
    rows: list[NDArray[np.int64]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unread: dict[tuple[str, int], int] = field(default_factory=dict)
    read: int = 0

    def add(self, chunk: Chunk) -> None:
        layout, length = self.layout, chunk.batch.num_rows
        self.read += length
        keys = ["" if said is None else str(said).strip() for said in chunk.batch.column(layout.key).to_pylist()]
        left_out = np.zeros(length, bool)
        told = _Told(chunk.rows, keys, self.faults)
        for flaw in chunk.flaws:
            zh, en = said_of(flaw.diagnostic)
            if not flaw.column or flaw.column in (
                layout.key,
                *layout.columns.values(),
                *(each[0] for each in layout.wide),
            ):
                self.faults.append(
                    RowFault(
                        row=flaw.row,
                        key="",
                        clause="",
                        column=flaw.column,
                        code=flaw.diagnostic.code,
                        message=zh,
                        message_en=en,
                    )
                )
                left_out |= chunk.rows == flaw.row
        for at, said in enumerate(keys):
            if (word := total_word(said)) is not None:
                left_out[at] = True
                told.say(at, "", layout.key, TotalRow(word=word))
        days = self._days(chunk, told)
        if layout.wide:
            for heading, place, unit in layout.wide:
                whole = np.full(length, place, np.int64)
                self._add(chunk, heading, unit, whole, days, left_out, keys, told, is_wide=True)
        else:
            clauses = self._clauses(chunk, told, left_out)
            self._add(chunk, layout.columns["amount"], layout.unit, clauses, days, left_out, keys, told, is_wide=False)

    def _add(
        self,
        chunk: Chunk,
        heading: str,
        unit: str,
        clauses: NDArray[np.int64],
        days: NDArray[np.int64],
        left_out: NDArray[np.bool_],
        keys: list[str],
        told: _Told,
        *,
        is_wide: bool,
    ) -> None:
        amounts, state, wrong = amounts_of(chunk.batch.column(heading), unit)
        takes = ~left_out & (state == _GIVEN) & (clauses >= 0)
        for at in np.flatnonzero(~left_out & (state != _GIVEN)).tolist():
            clause = self.payable[clauses[at]].clause if clauses[at] >= 0 else ""
            if state[at] == _EMPTY:
                if not is_wide and (keys[at] or clauses[at] >= 0):
                    told.say(at, clause, heading, NoAmount(column=heading))
                continue
            told.add(at, clause, heading, *wrong[at])
            if clauses[at] >= 0:
                self.unread.setdefault((keys[at], int(clauses[at])), int(chunk.rows[at]))
        for at in np.flatnonzero(takes).tolist() if "" in keys else ():
            if not keys[at]:
                takes[at] = False
                if amounts[at]:
                    clause = self.payable[clauses[at]].clause
                    told.say(at, clause, self.layout.key, NoKey(column=self.layout.key))
        if is_wide:
            takes &= amounts != 0
        chosen = np.flatnonzero(takes)
        self.keys.append(pa.array(keys, pa.string()).take(pa.array(chosen)))
        self.places.append(clauses[chosen])
        self.amounts.append(amounts[chosen])
        self.days.append(days[chosen])
        self.rows.append(chunk.rows[chosen])

    def _clauses(self, chunk: Chunk, told: _Told, left_out: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The place of each row's clause; -1 where it has none, which is told."""
        heading, policies = self.layout.columns["clause"], self.layout.columns.get("policy")
        said = [_text(each) for each in chunk.batch.column(heading).to_pylist()]
        of = [_text(each) for each in chunk.batch.column(policies).to_pylist()] if policies else [""] * len(said)
        known: dict[tuple[str, str], int | Diagnostic] = {}
        made = np.full(len(said), -1, np.int64)
        for at, pair in enumerate(zip(said, of, strict=True)):
            if pair not in known:
                known[pair] = self._clause(*pair)
            found = known[pair]
            if isinstance(found, int):
                made[at] = found
            elif not left_out[at]:
                told.say(at, pair[0], heading, found)
                left_out[at] = True
        return made

    def _clause(self, said: str, policy: str) -> int | Diagnostic:
        name = said.partition("#")[0] if not any(each.clause == said for each in self.payable) else said
        fits = [at for at, each in enumerate(self.payable) if folded(each.clause) == folded(name)]
        named = [at for at in fits if not policy or folded(policy).strip("《》") in self.payable[at].called]
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            return ClauseOfSeveral(name=said, policies=_titles(self.payable, named))
        near = hint(said, [each.clause for each in self.payable])
        return NotAClause(name=f"{policy} {said}".strip(), near=near)

    def _days(self, chunk: Chunk, told: _Told) -> NDArray[np.int64]:
        made = np.zeros(chunk.batch.num_rows, np.int64)
        heading = self.layout.columns.get("day")
        known: dict[Any, int] = {}
        for at, said in enumerate(chunk.batch.column(heading).to_pylist() if heading else ()):
            if said is None or said == "":
                continue
            if said not in known:
                try:
                    day = parse_date(value_of(DAY_OF_CLAIM, said, "sheet"), None)
                    known[said] = day.toordinal() if day else 0
                except FactError as error:
                    known[said] = 0
                    fault = error.faults[0]
                    zh, en = (
                        fault.message.replace("申报日期", heading or ""),
                        fault.message_en.replace("申报日期", heading or ""),
                    )
                    told.add(at, "", heading or "", fault.code, zh, en)
            made[at] = known[said]
        return made

    def payments(self) -> Payments:
        keys = pa.concat_arrays(self.keys) if self.keys else pa.array([], pa.string())
        coded = keys.dictionary_encode()
        clauses = len(self.payable)
        places, amounts, days, rows = (
            np.concatenate(each) if each else np.zeros(0, np.int64)
            for each in (self.places, self.amounts, self.days, self.rows)
        )
        codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64) * clauses + places
        order = np.argsort(codes, kind="stable")
        codes, amounts, days, rows = codes[order], amounts[order], days[order], rows[order]
        unique, starts, counts = np.unique(codes, return_index=True, return_counts=True)
        return Payments(
            keys=coded.dictionary,
            clauses=clauses,
            codes=unique,
            sums=_sums(amounts, starts),
            starts=starts.astype(np.int64),
            counts=counts.astype(np.int64),
            amounts=amounts,
            days=days,
            rows=rows,
            read=self.read,
            unread=self.unread,
            faults=tuple(sorted(self.faults, key=lambda fault: fault.row)),
            unused=self.layout.unused,
            has_days="day" in self.layout.columns,
        )


@dataclass(slots=True)
class _Told:
    """What is wrong with the rows of a chunk."""

    rows: NDArray[np.int64]
    keys: list[str]
    into: list[RowFault]

    def say(self, at: int, clause: str, column: str, said: Diagnostic) -> None:
        self.add(at, clause, column, said.code, *said_of(said))

    def add(self, at: int, clause: str, column: str, code: str, message: str, message_en: str) -> None:
        row, key = int(self.rows[at]), self.keys[at]
        self.into.append(
            RowFault(row=row, key=key, clause=clause, column=column, code=code, message=message, message_en=message_en)
        )


def _text(said: object) -> str:
    return "" if said is None else str(said).strip()


def _sums(amounts: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[Any]:
    """What the payments of each code come to, exactly."""
    if not len(starts):
        return np.zeros(0, np.int64)
    if int(np.abs(amounts).max()) * len(amounts) < 2**62:
        made: NDArray[Any] = np.add.reduceat(amounts, starts)
        return made
    ends = [*starts.tolist()[1:], len(amounts)]
    sums = [sum(amounts[start:end].tolist()) for start, end in zip(starts.tolist(), ends, strict=True)]
    return np.array(sums, object)


# ── amounts ──

_GIVEN, _EMPTY, _WRONG = 0, 1, 2


def amounts_of(
    column: pa.Array, unit: str
) -> tuple[NDArray[np.int64], NDArray[np.uint8], dict[int, tuple[str, str, str]]]:
    """The amounts of a column in 分, which cells have one (0), are empty (1) or cannot be read (2), and why: code, and words."""
    length, kind = len(column), column.type
    state = np.zeros(length, np.uint8)
    wrong: dict[int, tuple[str, str, str]] = {}
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), column.type.value_type
    is_exact = pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale <= 2)
    if is_exact and unit in ("", "元"):
        made = _in_fen(column.cast(pa.decimal128(38, 2)))
        state[~column.is_valid().to_numpy(zero_copy_only=False)] = _EMPTY
        return made, state, wrong
    if (pa.types.is_string(kind) or pa.types.is_large_string(kind)) and unit in ("", "元"):
        plain = pc.fill_null(pc.match_substring_regex(column, _PLAIN), False)
        if pc.all(plain).as_py():
            return _in_fen(pc.utf8_trim_whitespace(column).cast(pa.decimal128(38, 2))), state, wrong
    made = np.zeros(length, np.int64)
    known: dict[Any, tuple[int, int, tuple[str, str, str]]] = {}
    for at, said in enumerate(column.to_pylist()):
        asked = tuple(said) if isinstance(said, list) else tuple(said.values()) if isinstance(said, dict) else said
        if asked not in known:
            known[asked] = _amount(asked, unit)
        made[at], state[at], why = known[asked]
        if state[at] == _WRONG:
            wrong[at] = why
    return made, state, wrong


_FINE = ("", "", "")


def _amount(said: Any, unit: str) -> tuple[int, int, tuple[str, str, str]]:
    """One cell: 分, its state, and what is wrong.  Several amounts (of a clause that pays in parts) count together."""
    if isinstance(said, str) and "、" in said:
        said = tuple(said.split("、"))
    if isinstance(said, tuple):
        parts = [_amount(part, unit) for part in said]
        bad = next((part for part in parts if part[1] == _WRONG), None)
        return bad or (sum(part[0] for part in parts), _GIVEN if parts else _EMPTY, _FINE)
    if said is None or (isinstance(said, str) and said.strip() in ("", "-", "—", "－", "/", "无")):
        return 0, _EMPTY, _FINE
    if isinstance(said, str):
        said = _as_said(said)
    try:
        read = read_value(AMOUNT, in_unit(AMOUNT, value_of(AMOUNT, said, "sheet"), unit))
    except FactError as error:
        fault = error.faults[0]
        return 0, _WRONG, (fault.code, fault.message, fault.message_en)
    assert isinstance(read, int)
    return read, _GIVEN, _FINE


def _as_said(text: str) -> str:
    """¥1,200.00 without its sign; (1,200.00), as accountants write what is below zero, as -1,200.00."""
    said = re.sub(r"^[¥￥]\s*|^(-)[¥￥]\s*", r"\1", text.strip())
    below = re.fullmatch(r"[(（]([^()（）]+)[)）]", said)
    return f"-{below[1].lstrip('¥￥ ')}" if below else said


def _in_fen(column: pa.Array) -> NDArray[np.int64]:
    """Decimals with two places, below 10^15, as whole numbers; 0 where there is none."""
    if not len(column):
        return np.zeros(0, np.int64)
    words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
    made = words[column.offset : column.offset + len(column), 0].copy()
    made[~column.is_valid().to_numpy(zero_copy_only=False)] = 0
    return made
