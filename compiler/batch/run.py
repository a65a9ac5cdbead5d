"""A run: the chunks of a table worked out one after the other, with what is wrong in their rows.

In: a policy, a source and the options.  Out: a ``Part`` for each chunk, and at the end what was done in all.  Memory is that of a
chunk, beside who has applied already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.errors import make_fault, visible

from ..intake.headings import folded
from ..model.clause import APPROVED
from ..model.policy import Policy
from ..report.diagnostic import Diagnostic
from ..report.errors.targets import LeftToModule, NoCompilerOfC
from ..tables.source import CHUNK, Chunk, Source, TableError
from .approved import Approved
from .cells import Cells, Mask, cells_of
from .claims import Applicants, Claimed, claimed
from .codes import wrong_codes
from .compiled import Compiled, compiled
from .engine import ByModule, Engine, heading_of
from .kept import Kept
from .lists import Items, items_of
from .options import KEY, Options, Progress
from .outcome import TOTAL, UNPAID, BatchNote, BatchSummary, ClauseCount, RowFault
from .plan import Plan, plan_of
from .results import MONEY, columns_of, fields_of
from .settling import Settled, Settling, settled_of
from .small import small_in, watched
from .told import Told
from .worked import Worked

# Of so few rows the compiled module is done before kernels are made; from so many on it pays to compile them.
_SMALL, _LARGE = 500, 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk worked out: the rows of the result, what is wrong with rows of the input, and, where it is settled, what each row
    comes to in 分."""

    batch: pa.RecordBatch
    faults: tuple[RowFault, ...]
    settled: Settled | None


class Run:
    """``schema`` is that of the result; ``parts`` is gone through once, and then ``summary`` says what was done.  Raises
    ``TableError`` or ``FactError`` where the table or the options cannot be used."""

    def __init__(
        self, policy: Policy, source: Source, options: Options, items: Mapping[str, Items] | None = None
    ) -> None:
        """``items`` are those of tables of lists that were read before: a source is gone through once."""
        self.policy, self.options = policy, options
        register = options.approved
        self.approved = None if register is None else Approved.of(policy, source, register, options.key)
        self.source: Source = source if self.approved is None else self.approved.beside(source)
        self.plan = plan_of(policy, self.source, options)
        self.code = compiled(policy, self.plan.ids, options.lang)
        self.items = _items(self.plan, options, items or {})
        self.engine = _engine(self.code, options, self.source)
        self.settling = Settling(self.code.module, self.plan.ids, options.lang) if options.settles else None
        self.watched = watched(policy, self.plan)
        self.tally = _Tally()

    @cached_property
    def schema(self) -> pa.Schema:
        found = [self.source.schema.field(name) for name in self.plan.carried]
        for clause in self.plan.clauses:
            found += fields_of(self.code.entries[clause.id], explain=self.options.explain)
        if self.settling:
            found += [pa.field(TOTAL, MONEY), pa.field(UNPAID, pa.string())]
        return pa.schema(found)

    def parts(self, progress: Progress | None = None, size: int = CHUNK, kept: Kept | None = None) -> Iterator[Part]:
        """``kept`` has the parts that an earlier run has done, and is given those of this one."""
        applicants = Applicants()
        for number, chunk in enumerate(self.source.chunks(size)):
            cells = self.cells(chunk)
            claims = claimed(cells, applicants)
            had = kept.get(number, chunk.rows) if kept else None
            if had is not None:
                batch, faults, counted = had
                yield Part(batch, faults, settled_of(batch) if self.settling else None)
            else:
                part, counted = self.worked(chunk, cells, claims)
                if kept:
                    kept.put(number, chunk.rows, part.batch, part.faults, counted)
                yield part
            self.count(counted)
            if progress:
                progress(self.tally.rows, self.source.length)
        if self.approved:
            self.approved.refuse_strangers()

    def part(self, chunk: Chunk) -> Part:
        """One chunk by itself, as if it were the whole table."""
        cells = self.cells(chunk)
        return self.worked(chunk, cells, claimed(cells, Applicants()))[0]

    def cells(self, chunk: Chunk) -> Cells:
        """The cells of a chunk of the table."""
        return cells_of(self.plan, chunk, self.source.kind, self.items)

    def count(self, counted: Mapping[str, Any]) -> None:
        """What ``worked`` has counted is part of the summary."""
        self.tally.merge(_Tally.of(counted))

    def worked(self, chunk: Chunk, cells: Cells, claims: Claimed) -> tuple[Part, dict[str, Any]]:
        """A chunk worked out, and what was counted in it, as plain data."""
        told = Told(cells)
        told.whole(claims, chunk.flaws)
        worked: dict[str, Worked] = {}
        for clause in self.plan.clauses:
            flawed = told.flawed(clause, claims.by[clause.id])
            done = self.engine.work(clause, cells, claims.by[clause.id] & ~flawed)
            for row, wrong in done.faults.items():
                for fault in wrong:
                    told.fault(row, clause.id, heading_of(clause, fault), fault)
            worked[clause.id] = done
        approved = self._approved(cells)
        if self.approved:
            self._tell_strangers(approved, claims, told)
        settled = self.settling.settle(worked, approved, is_register=bool(self.approved)) if self.settling else None
        faults = told.sorted(self.plan.ids)
        tally = _Tally()
        tally.add(chunk, self, claims, worked, faults)
        if folded(self.plan.key) == KEY:
            tally.add_codes(chunk.rows[wrong_codes(cells.named)].tolist())
        for heading, small in small_in(cells, claims.by, self.watched).items():
            tally.small[heading] += int(small.rows.sum())
            tally.examples.setdefault(heading, small.example)
        for items in self.items.values():
            tally.keys.update(items.of.keys() & set(cells.keys))
        return Part(self._batch(chunk, worked, settled), faults, settled), tally.data()

    def _approved(self, cells: Cells) -> dict[str, Mask]:
        """By ceiling, the rows with an amount approved."""
        places = ((clause.id, clause.places.get(APPROVED.name)) for clause in self.plan.clauses)
        return {clause: cells.filled(place.heading) for clause, place in places if place is not None}

    def _tell_strangers(self, approved: Mapping[str, Mask], claims: Claimed, told: Told) -> None:
        """What the register has for those who do not claim it."""
        for clause, has in approved.items():
            heading = next(each.places[APPROVED.name].heading for each in self.plan.clauses if each.id == clause)
            for row in np.flatnonzero(has & ~claims.by[clause]).tolist():
                fault = make_fault("T0551 claim", (APPROVED.name,), claim=clause, hint="")
                told.fault(row, clause, heading, fault)

    def _batch(self, chunk: Chunk, worked: Mapping[str, Worked], settled: Settled | None) -> pa.RecordBatch:
        arrays = [chunk.batch.column(name) for name in self.plan.carried]
        for clause in self.plan.ids:
            arrays += columns_of(self.code.entries[clause], worked[clause], explain=self.options.explain)
        if settled is not None:
            arrays += [settled.column(), settled.unpaid]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def summary(self) -> BatchSummary:
        return self.tally.summary(self)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The clauses that the engine asked for does not work out itself."""
        if self.options.engine != "duckdb":
            return ()
        from .by_kernels import ByKernels

        if not isinstance(self.engine, ByKernels):
            return ()
        unsaid = self.engine.kernels.unsaid
        said = ((clause, unsaid[clause]) for clause in self.plan.ids if clause in unsaid)
        return tuple(LeftToModule(engine="duckdb", clause=clause, what=(what.zh, what.en)) for clause, what in said)


def _engine(code: Compiled, options: Options, source: Source) -> Engine:
    """What works clauses out.  Reasons are told by the module, which then may as well work them out."""
    rows, asked, lacks = source.length, options.engine, ""
    if asked == "python" or options.explain or (asked == "auto" and rows is not None and rows < _SMALL):
        return ByModule(code, options)
    # Of few rows nobody waits for what prints and compiles kernels.
    from .by_kernels import ByKernels, kernels_of
    from .kernels.native import NoCompiler

    if asked == "native" or (asked in ("auto", "spark") and (rows is None or rows >= _LARGE)):
        try:
            return ByKernels(code, options, kernels_of(code, "native"))
        except NoCompiler as error:
            if asked == "native":
                raise TableError(NoCompilerOfC(said=str(error))) from None
            lacks = str(error)
    if asked == "duckdb":
        from .in_duckdb import in_duckdb

        return ByKernels(code, options, in_duckdb(code))
    return ByKernels(code, options, kernels_of(code, "numpy"), lacks)


def _items(plan: Plan, options: Options, had: Mapping[str, Items]) -> dict[str, Items]:
    """The tables of lists that some clause of the run asks for."""
    facts = {
        place.heading: place.fact
        for clause in plan.clauses
        for place in clause.places.values()
        if place.apart and place.heading in options.lists
    }
    key = plan.key or options.key or KEY
    return {
        name: had[name] if name in had else items_of(options.lists[name], fact, key, options.units)
        for name, fact in facts.items()
    }


# So many rows are named of what is noted.
_FEW = 10
_PLAIN = ("rows", "returned", "examples", "codes", "code_rows")
_COUNTED = ("claims", "faulty", "eligible", "totals", "fractions", "unread", "small")


@dataclass(slots=True)
class _Tally:
    """What was done so far."""

    rows: int = 0
    returned: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    faulty: Counter[str] = field(default_factory=Counter)
    eligible: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    fractions: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    # How many codes are none, and the first rows of these.
    codes: int = 0
    code_rows: list[int] = field(default_factory=list)
    # Of those who have items in tables of lists, who applies.
    keys: set[str] = field(default_factory=set)

    def add(
        self,
        chunk: Chunk,
        run: Run,
        claims: Claimed,
        worked: Mapping[str, Worked],
        faults: Sequence[RowFault],
    ) -> None:
        self.rows += chunk.batch.num_rows + sum(1 for flaw in chunk.flaws if not flaw.column)
        self.returned += len({fault.row for fault in faults})
        for name in run.plan.numbers:
            if name in chunk.batch.schema.names:
                self.fractions[name] += chunk.fractions_in([name])
        for flaw in chunk.flaws:
            if flaw.column in run.plan.carried and flaw.column != run.plan.key:
                self.unread[flaw.column] += 1
        for clause, done in worked.items():
            self.claims[clause] += int(np.count_nonzero(claims.by[clause]))
            self.faulty[clause] += int(np.count_nonzero(claims.by[clause] & ~done.done))
            self.eligible[clause] += int(np.count_nonzero(done.done & done.eligible))
            self.totals[clause] += _sum(done.values, done)

    def add_codes(self, rows: list[int]) -> None:
        self.codes += len(rows)
        self.code_rows = [*self.code_rows, *rows][:_FEW]

    def merge(self, other: _Tally) -> None:
        """What was done in one more part."""
        self.codes, self.code_rows = self.codes + other.codes, [*self.code_rows, *other.code_rows][:_FEW]
        self.rows, self.returned = self.rows + other.rows, self.returned + other.returned
        for name in _COUNTED:
            getattr(self, name).update(getattr(other, name))
        self.examples = {**other.examples, **self.examples}
        self.keys |= other.keys

    def data(self) -> dict[str, Any]:
        """As plain data, which ``of`` reads."""
        counted = {name: dict(getattr(self, name)) for name in _COUNTED}
        known = {name: getattr(self, name) for name in _PLAIN}
        return {**known, "keys": sorted(self.keys), **counted}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Tally:
        made = cls(**{name: data[name] for name in _PLAIN}, keys=set(data["keys"]))
        for name in _COUNTED:
            getattr(made, name).update(data[name])
        return made

    def summary(self, run: Run) -> BatchSummary:
        counts = []
        for clause in run.plan.ids:
            entry = run.code.entries[clause]
            is_money = entry.unit == "元"
            counts.append(
                ClauseCount(
                    clause=clause,
                    title=entry.title,
                    claims=self.claims[clause],
                    faulty=self.faulty[clause],
                    eligible=self.eligible[clause],
                    total=self.totals[clause] if is_money else None,
                )
            )
        return BatchSummary(
            rows=self.rows,
            returned=self.returned,
            clauses=tuple(counts),
            carried=run.plan.carried,
            left_out=run.plan.left_out,
            doubts=run.plan.doubts,
            notes=tuple(self._notes(run)),
        )

    def _notes(self, run: Run) -> Iterator[BatchNote]:
        for column in run.plan.numbers:
            apart = run.items[column].fractions if column in run.items else 0
            if times := self.fractions[column] + apart:
                yield BatchNote(
                    column=column,
                    zh="表里是二进制小数，按显示的数计算",
                    en="binary floats are taken as they are shown",
                    times=times,
                )
        for column, times in self.small.items():
            said = visible(self.examples[column], 40)
            yield BatchNote(
                column=column,
                zh=f"没有写单位，按元计算，比规则里的数额小得多（如 {said}）；是万元的，表头写「{column}（万元）」",
                en=f"have no unit, are taken as yuan and are far below what the rule speaks of (such as {said}); where 万元 was"
                f" meant, head the column “{column}（万元）”",
                times=times,
            )
        if self.codes:
            listed = "、".join(map(str, self.code_rows)) + ("等" if self.codes > len(self.code_rows) else "")
            yield BatchNote(
                column=run.plan.key,
                zh=f"的校验码不对，照常计算，请与执照核对（第{listed}行）",
                en=f"have a wrong check digit and are worked out all the same; compare them with the licence (rows"
                f" {', '.join(map(str, self.code_rows))}{' and more' if listed.endswith('等') else ''})",
                times=self.codes,
            )
        for column, times in self.unread.items():
            yield BatchNote(
                column=column,
                zh="是错误值、没有算过的公式或者丢了位数的数字，照抄下来的不可靠",
                en="errors, formulas that were never worked out or numbers whose digits are lost are carried over",
                times=times,
            )
        for name, items in run.items.items():
            strange = [key for key in items.of if key not in self.keys]
            if strange:
                first = visible(strange[0], 40) or "—"
                yield BatchNote(
                    column=name,
                    zh=f"的申报人不在申报表里，没有计算（如 {first}）",
                    en=f"are of applicants that the table has not, and are not worked out (such as {first})",
                    times=sum(_count(items.of[key]) for key in strange),
                )


def _count(items: object) -> int:
    return len(items) if isinstance(items, list) else 1


def _sum(values: NDArray[Any], done: Worked) -> int:
    """What the results come to, exactly, however many there are."""
    paid = values if done.done.all() else values[done.done]
    large = sum(done.large.values())
    if not len(paid) or max(abs(int(paid.min())), abs(int(paid.max()))) < 2**40:
        return int(paid.sum()) + large
    total: int = sum(paid.tolist())
    return total + large
