"""What each row is paid, in whole 分: the results of a batch as columns of numbers, and claims of one matter settled.

In: a policy, rows.  Out: ``Paying``.  Of claims that are the same matter the best admissible selection is paid, as ``policy.settle``
pays it: the claims of a row that exclude no other are paid as they are, and for the others the same search is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date
from tiaowen.runtime.selection import best_of

from ..batch.options import EngineName, Options
from ..batch.outcome import CAPPED, CLAIMED, ELIGIBLE
from ..tables.source import Chunk, Kind
from .figures import COST

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from ..batch.lists import Items
    from ..batch.run import Run
    from ..model.policy import Policy
    from .sampling import Whole

    Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """By clause, for every row of a chunk: whether it is ``claimed`` (and was not refused), ``eligible``, ``capped``; the
    ``amounts`` of those whose result is money, and what is ``paid`` of these."""

    rows: int
    claimed: Mapping[str, Truth]
    eligible: Mapping[str, Truth]
    capped: Mapping[str, Truth]
    amounts: Mapping[str, Whole]
    paid: Mapping[str, Whole]

    def total(self, clauses: Sequence[str]) -> Whole:
        """What each row is paid by some clauses together."""
        import numpy as np

        found = np.zeros(self.rows, dtype=np.int64)
        for name in clauses:
            if name in self.paid:
                found += self.paid[name]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a table is read: on what day, who applies in which column, which clauses are asked (none: all), the units of bare
    numbers by fact, the tables of lists by fact, and of what kind its cells are."""

    on: date | str | None = None
    key: str = ""
    clauses: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, pa.Table] = field(default_factory=dict)
    kind: Kind = "memory"

    def with_day(self, on: date | str | None) -> How:
        return replace(self, on=on)


def lists_of(policy: Policy, lists: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables of those lists that a policy asks for."""
    asked = {fact.name for clause in policy.clauses.values() for fact in clause.facts if fact.reading.kind == "list"}
    return {name: table for name, table in lists.items() if name in asked}


class Payer:
    """A policy that is asked again and again what rows are paid that claim what they are said to: made ready once for all
    chunks.  ``items`` are those of its lists that were read before."""

    def __init__(
        self, policy: Policy, how: How, items: Mapping[str, Items] | None = None, engine: EngineName = "numpy"
    ) -> None:
        self.policy, self.how, self.engine = policy, how, engine
        self.items = dict(items or {})
        self.left_out: Mapping[str, tuple[str, ...]] = {}
        self._runs: dict[pa.Schema, Run] = {}

    def pay(self, table: pa.Table, claims: Mapping[str, Truth]) -> Paying:
        """What the rows are paid by ``claims``: which of them claim each clause."""
        import numpy as np

        ids = [name for name in self.policy.clauses if name in claims]
        made = claiming(table, {name: claims[name] for name in ids})
        run = self._run(made.schema)
        batch = one_batch(made)
        chunk = Chunk(rows=np.arange(2, 2 + batch.num_rows, dtype=np.int64), batch=batch)
        return read_paying(self.policy, run.part(chunk).batch)

    def _run(self, schema: pa.Schema) -> Run:
        from ..batch.run import Run
        from ..tables.memory import in_memory

        if schema not in self._runs:
            how = self.how
            options = Options(
                clauses=tuple(name for name in how.clauses if name in self.policy.clauses),
                key=how.key,
                date=parse_date(how.on, None),
                engine=self.engine,
                lists={name: in_memory(table) for name, table in lists_of(self.policy, how.lists).items()},
            )
            run = Run(self.policy, in_memory(schema.empty_table(), how.kind), options, self.items)
            self.items |= run.items
            self.left_out = dict(run.plan.left_out)
            self._runs[schema] = run
        return self._runs[schema]


def one_batch(table: pa.Table) -> pa.RecordBatch:
    """A table, which may have no rows, in one piece."""
    import pyarrow as pa

    columns = [column.combine_chunks() for column in table.columns]
    plain = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in columns]
    return pa.RecordBatch.from_arrays(plain, schema=table.schema)


def only(policy: Policy, ids: Sequence[str]) -> Policy:
    """The policy with these clauses, and those that they take facts from: made ready much faster than the whole."""
    kept, waiting = set(ids), list(ids)
    while waiting:
        sources = {fact.from_clause for fact in policy.clauses[waiting.pop()].facts} & set(policy.clauses) - kept
        kept |= sources
        waiting += sources
    return replace(policy, clauses={name: clause for name, clause in policy.clauses.items() if name in kept})


def claiming(table: pa.Table, claims: Mapping[str, Truth]) -> pa.Table:
    """The table, in which each row claims what it claims here and nothing else."""
    import numpy as np
    import pyarrow as pa

    names = list(claims)
    bits = np.packbits(np.array([claims[name] for name in names], dtype=np.bool_).T, axis=1)
    ways, places = np.unique(bits, axis=0, return_inverse=True)
    chosen = np.unpackbits(ways, axis=1, count=len(names))
    said = ["、".join(name for name, is_one in zip(names, row, strict=True) if is_one) for row in chosen.tolist()]
    cells = pa.array(said, pa.string()).take(pa.array(places.reshape(-1).astype(np.int64)))
    if CLAIMED in table.column_names:
        return table.set_column(table.column_names.index(CLAIMED), CLAIMED, cells)
    return table.append_column(CLAIMED, cells)


def read_paying(policy: Policy, found: pa.RecordBatch) -> Paying:
    """What stands in the results of a chunk."""
    import numpy as np

    names = [name for name in policy.clauses if f"{name}{ELIGIBLE}" in found.schema.names]
    claimed, eligible, capped, amounts = {}, {}, {}, {}
    for name in names:
        holds = found.column(f"{name}{ELIGIBLE}")
        claimed[name] = _mask(holds.is_valid())
        eligible[name] = _mask(holds.fill_null(False))
        caps = f"{name}{CAPPED}"
        capped[name] = _mask(found.column(caps).is_valid()) if caps in found.schema.names else claimed[name] & False
        if policy.clauses[name].unit == "元":
            amounts[name] = np.where(eligible[name], in_cents(found.column(name)), np.int64(0))
    return Paying(
        rows=found.num_rows,
        claimed=claimed,
        eligible=eligible,
        capped=capped,
        amounts=amounts,
        paid=settled(policy, amounts),
    )


def _mask(array: pa.Array) -> Truth:
    made: Truth = array.to_numpy(zero_copy_only=False)
    return made


def in_cents(array: pa.Array) -> Whole:
    """Money in whole 分, 0 where there is none; of several amounts their sum."""
    import numpy as np
    import pyarrow as pa

    if pa.types.is_struct(array.type):
        parts = [in_cents(array.field(place)) for place in range(array.type.num_fields)]
        return np.where(_mask(array.is_valid()), sum(parts, np.zeros(len(array), dtype=np.int64)), np.int64(0))
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        ends = np.concatenate(([0], np.cumsum(in_cents(array.flatten()))))
        lengths = array.value_lengths().fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
        after = np.cumsum(lengths)
        made: Whole = ends[after] - ends[after - lengths]
        return made
    if pa.types.is_decimal(array.type):
        wide = array.cast(pa.decimal128(38, 2))
        # Two's complement of 128 bits: amounts of money fill the lower half alone.
        halves = np.frombuffer(wide.buffers()[1], dtype=np.int64)[2 * wide.offset : 2 * (wide.offset + len(wide))]
        found: Whole = np.where(_mask(wide.is_valid()), halves[0::2], np.int64(0))
        return found
    whole: Whole = array.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64) * 100
    return whole


def settled(policy: Policy, amounts: Mapping[str, Whole]) -> dict[str, Whole]:
    """What of the amounts is paid where these are all that is claimed."""
    import numpy as np

    paid = dict(amounts)
    for group in _groups(policy, [name for name in amounts if policy.clauses[name].form in COST]):
        pairs = _pairs(policy, group)
        rivals = tuple(sum(1 << to for at, to in pairs if at == place) for place in range(len(group)))
        several = np.sum([amounts[name] > 0 for name in group], axis=0) > 1
        best = lru_cache(maxsize=100_000)(lambda weights, rivals=rivals: _best(weights, rivals))
        made = {name: amounts[name].copy() for name in group}
        for row in np.flatnonzero(several).tolist():
            weights = tuple(int(amounts[name][row]) for name in group)
            for place in best(weights):
                made[group[place]][row] = 0
        paid |= made
    return {name: paid[name] for name in amounts}


def _best(weights: tuple[int, ...], rivals: tuple[int, ...]) -> tuple[int, ...]:
    """The places that are not paid for another."""
    kept = [place for place, weight in enumerate(weights) if weight > 0]
    among = [sum(1 << at for at, other in enumerate(kept) if rivals[place] >> other & 1) for place in kept]
    chosen = {kept[at] for at in best_of([weights[place] for place in kept], among)}
    return tuple(place for place in kept if place not in chosen)


def _pairs(policy: Policy, group: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the clauses of which one is paid, either way round."""
    place = {name: at for at, name in enumerate(group)}
    found: set[tuple[int, int]] = set()
    for terms in policy.terms.values():
        for matter in terms.same_matter:
            for one, other in combinations([place[name] for name in matter if name in place], 2):
                found |= {(one, other), (other, one)}
    return sorted(found)


def _groups(policy: Policy, names: Sequence[str]) -> list[list[str]]:
    """The clauses that are bound to each other by the same matters, directly or by others between."""
    of = {name: {name} for name in names}
    for terms in policy.terms.values():
        for matter in terms.same_matter:
            known = [name for name in matter if name in of]
            joined = set().union(*(of[name] for name in known)) if known else set()
            for name in joined:
                of[name] = joined
    groups = {id(group): group for group in of.values() if len(group) > 1}
    return [[name for name in names if name in group] for group in groups.values()]
