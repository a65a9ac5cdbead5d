"""The table of what was paid: a row a payment, or a row an applicant with a column a clause, as ``batch`` writes it.

In: the table, and which clauses there are.  Out: ``Payments``, what each applicant was paid by each clause, and the rows that
could not be read.  Raises ``TableError`` where the table has not the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError, hint
from tiaowen.runtime.result import parse_date

from ..batch.claims import total_word
from ..batch.outcome import RowFault
from ..batch.told import said_of
from ..intake.headings import folded
from ..intake.taken import DAY_OF_CLAIM
from ..intake.values import value_of
from ..report.diagnostic import Diagnostic
from ..report.errors.audit import ClauseOfSeveral, NoAmount, NotAClause
from ..report.errors.tables import NoKey, TotalRow
from ..tables.source import Chunk, Source
from .amounts import EMPTY, GIVEN, amounts_of
from .clauses import Payable
from .columns import Layout, layout_of, titles_of


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
    layout = layout_of(source, payable, key, units, paying)
    reading = _Reading(source=source, layout=layout, payable=payable)
    for chunk in source.chunks():
        reading.add(chunk)
    return reading.payments()


# ── the rows ──


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What was read so far."""

    source: Source
    layout: Layout
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
        takes = ~left_out & (state == GIVEN) & (clauses >= 0)
        for at in np.flatnonzero(~left_out & (state != GIVEN)).tolist():
            clause = self.payable[clauses[at]].clause if clauses[at] >= 0 else ""
            if state[at] == EMPTY:
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
            return ClauseOfSeveral(name=said, policies=titles_of(self.payable, named))
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
                    day = parse_date(value_of(DAY_OF_CLAIM, said), None)
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
