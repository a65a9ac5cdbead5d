"""A policy over a population: what it costs, who gets it, who stands near a threshold.

In: a policy and a table of applicants (and another policy, a budget, numbers to vary).  Out: a ``Simulation``.  Every amount in it
is the sum of results that ``policy.calc`` gives for single rows, settled as ``policy.settle`` settles them; whole 分 throughout.
The table is gone through once, chunk by chunk: memory is that of a chunk, beside a few whole numbers for each applicant who is
paid (for the shares of the largest, the fifths of a comparison, a budget that is shared out).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date

from ..batch.options import Budget, EngineName, Options
from ..report.diagnostic import Text
from ..report.errors.simulation import NobodyClaims
from ..report.errors.tables import BadOption, NoKey, SameKey, TotalRow
from ..tables.source import CHUNK, TableError
from .against import Beside
from .figures import Simulation
from .matching import as_new, matched
from .named import Names
from .near import Nearby
from .paying import How, Payer, lists_of, read_paying
from .population import LABEL, SYNTHETIC
from .sums import Sums
from .units import in_units, with_units
from .vary import Curving, Reworded, Varied, VaryError

if TYPE_CHECKING:
    import pyarrow as pa

    from ..batch.outcome import BatchSummary, RowFault, Shared
    from ..batch.run import Run
    from ..model.policy import Policy
    from ..tables.source import Source
    from .matching import Matched

Told = Callable[[int, int], None]
# Of so few rows the compiled module is done before kernels are made.
_SMALL = 10_000


def simulate(
    policy: Policy,
    source: Source,
    *,
    reworded: Reworded,
    other: Policy | None = None,
    budget: Budget | None = None,
    vary: Sequence[Varied] = (),
    how: How,
    path: str = "",
    progress: Told | None = None,
    size: int = CHUNK,
) -> Simulation:
    """A ``budget`` goes before that of the policy, and is shared out.  Raises ``VaryError`` where a number cannot be varied as
    asked, or nobody claims anything, ``TableError`` and ``FactError`` as ``batch`` does."""
    return _Simulating(policy, source, reworded, other, budget, vary, how).made(path, progress, size)


class _Simulating:
    """All that is found out, chunk by chunk."""

    def __init__(
        self,
        policy: Policy,
        source: Source,
        reworded: Reworded,
        other: Policy | None,
        budget: Budget | None,
        vary: Sequence[Varied],
        how: How,
    ) -> None:
        from ..batch.run import Run
        from ..batch.seen import Changed, Seen
        from ..batch.sharing import Sharing
        from ..tables.memory import in_memory

        self.policy, self.how, self.budget = policy, how, budget
        self.pair: Matched | None = None if other is None else matched(other, policy)
        schema = with_units(policy, source.schema, how.units)
        lists = {name: in_units(table, how.units) for name, table in how.lists.items()}
        self.seen = Seen(Changed(source, schema, lambda batch: self._mine(batch, schema)))
        options = Options(
            clauses=how.clauses,
            key=how.key,
            date=parse_date(how.on, None),
            units=how.units,
            settle=budget is not None,
            budget=budget,
            lists={name: in_memory(table) for name, table in lists_of(policy, lists).items()},
        )
        self.run: Run = Run(policy, self.seen, options)
        ids = self.run.plan.ids
        missing = [each for each in vary if each.clause.id not in ids]
        if missing:
            raise TableError(*(_not_asked(each) for each in missing))
        self.sharing = None if budget is None else Sharing(policy, self.run, budget)
        small: EngineName = "python" if source.length is not None and source.length < _SMALL else "numpy"
        engine: EngineName = "python" if small == "python" else "auto"
        # Units stand in the headings from here on.
        alone = How(on=how.on, key=how.key, clauses=how.clauses, lists=lists, kind=source.kind)
        self.sums = Sums(policy, ids)
        self.near = Nearby(policy, ids, Payer(policy, alone, self.run.items, small))
        self.beside = None if self.pair is None else Beside(self.pair, alone, self.run.items, engine)
        self.curves = [Curving(policy, each, ids, alone, self.run.items, reworded, small) for each in vary]
        self.is_synthetic = False

    def _mine(self, batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """A chunk under headings with units, without claims that only the other policy has."""
        import pyarrow as pa

        from .paying import one_batch

        made = pa.RecordBatch.from_arrays(batch.columns, schema=schema)
        if self.pair is None:
            return made
        return one_batch(as_new(self.pair, pa.Table.from_batches([made])))

    def made(self, path: str, progress: Told | None, size: int) -> Simulation:
        steps = self._steps(size)
        done = 0

        def tell() -> None:
            nonlocal done
            done += 1
            if progress:
                progress(done, max(done, steps))

        for part in self.run.parts(size=size):
            self._add(part.batch, part.faults, tell)
            if self.sharing:
                self.sharing.add(part)
        summary = self.run.summary()
        if not self.sums.claims:
            raise VaryError(NobodyClaims(path=path))
        return self._simulation(summary, None if self.sharing is None else self.sharing.shared())

    def _steps(self, size: int) -> int:
        chunks = -(-(self.run.source.length or 0) // size)
        return chunks * (2 + (self.beside is not None) + len(self.curves))

    def _add(self, results: pa.RecordBatch, faults: Sequence[RowFault], tell: Callable[[], None]) -> None:
        """One more chunk, and what was worked out of it."""
        import numpy as np
        import pyarrow as pa

        chunk = self.seen.last
        assert chunk is not None
        table = pa.Table.from_batches([chunk.batch])
        names = Names(table, self.how.key)
        self.is_synthetic |= is_synthetic(table)
        base = read_paying(self.policy, results)
        self.sums.add(base, chunk.rows, names, faults)
        tell()
        self.near.add(table, base)
        tell()
        if self.beside is not None:
            whole = [fault.row for fault in faults if not fault.clause and fault.code in _WHOLE]
            self.beside.add(table, chunk.rows, base, names, np.isin(chunk.rows, whole))
            tell()
        for each in self.curves:
            each.add(table, base)
            tell()

    def _simulation(self, summary: BatchSummary, shared: Shared | None) -> Simulation:
        policy, sums = self.policy, self.sums
        declared = next((terms.budget for terms in policy.terms.values() if terms.budget is not None), None)
        given = None if shared is None else shared.budget
        return Simulation(
            title=policy.title,
            policy_hash=policy.hash,
            day=parse_date(self.how.on, None),
            rows=summary.rows,
            is_synthetic=self.is_synthetic,
            is_due=sums.is_due,
            applicants=sums.applicants,
            claims=sums.claims,
            faulty=sums.faulty,
            faulty_by_code=sums.faulty_by_code(),
            recipients=sums.recipients,
            cost=sums.cost,
            before_settlement=sums.before,
            ceiling=sums.ceiling(),
            by_form=sums.by_form(),
            budget=given if given is not None else None if declared is None else int(declared * 100),
            is_budget_given=given is not None,
            shared=shared,
            clauses=tuple(sums.figures({each.clause: each for each in summary.clauses})),
            articles=sums.groups(sums.articles),
            chapters=sums.groups(sums.chapters),
            departments=sums.by_department(),
            bands=tuple(sums.bands()),
            tops=tuple(sums.tops()),
            near=self.near.near(),
            cliffs=self.near.cliffs(),
            largest=sums.largest(),
            against=None if self.beside is None else self.beside.made(),
            curves=tuple(each.curve() for each in self.curves),
            notes=tuple(_notes(summary, self.near.left)),
        )


# Rows that are no application of somebody at all.
_WHOLE = frozenset((SameKey.code, NoKey.code, TotalRow.code))


def is_synthetic(table: pa.Table) -> bool:
    """Whether any row says that it was made up."""
    import pyarrow.compute as pc

    if LABEL not in table.column_names:
        return False
    column = table[LABEL]
    return bool(pc.any(pc.equal(column.cast("string"), SYNTHETIC)).as_py())


def _not_asked(made: Varied) -> BadOption:
    name = made.clause.id
    cause = f"规则 {name} 没有计算", f"clause {name} is not calculated"
    advice = (
        f"在 --clause 里加上 {name}；没有写 --clause 的，表里缺它的填报项",
        f"name {name} with --clause; without --clause the table lacks its facts",
    )
    return BadOption(option=f"--vary {name}", cause=cause, advice=advice)


def _notes(summary: BatchSummary, left: Sequence[str]) -> Iterator[Text]:
    for clause, columns in summary.left_out:
        listed = "、".join(columns)
        yield Text(
            f"规则 {clause} 没有计算：表里没有 {listed}", f"clause {clause} is not calculated: the table lacks {listed}"
        )
    for note in summary.notes:
        yield Text(f"「{note.column}」有{note.times}格{note.zh}", f"{note.times} cells of “{note.column}”: {note.en}")
    if left:
        listed = "、".join(left)
        yield Text(
            f"规则 {listed} 的断崖在清单的各项里，没有统计有多少申报人",
            f"the cliffs of {listed} are in the items of lists, and who stands there is not counted",
        )
