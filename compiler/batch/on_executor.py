"""What each executor of a cluster does: its chunks of the table, with the same code as on one machine.  It does not know Spark.

In: a ``Job``, pickled, and batches.  Of a table that every machine sees: the numbers of chunks (or what SQL answers for their rows);
the table is read, and parts are put, where every machine sees the same files, and the numbers that are done come out.  Of a table at
an address: its rows; the results come out, with what is to be told of them.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..model.policy import Policy
from ..report.diagnostic import Text
from ..tables.memory import in_memory
from ..tables.opening import open_table
from ..tables.parquet_file import ParquetTable
from ..tables.source import CHUNK, Chunk
from ..targets.sql import RESULTS
from ..targets.sql_dialects.spark import Spark
from .addresses import Addressed, name_of
from .by_kernels import Answering, ByKernels
from .claims import claimed
from .columns import Column
from .kept import Kept
from .kernels import Outcome
from .lists import Items
from .options import Options
from .run import Run
from .views import Views, outcome_of, table_of

# The columns of every batch that goes to Spark and back: the number of a chunk, and the row in it.
NUMBER, ROW = "段 号", "行 号"
DONE = pa.schema([(NUMBER, pa.int64()), ("lacks", pa.string())])
KEYS = pa.schema([("key", pa.string()), ("row", pa.int64())])


# The rows whose applicant has an earlier row, each with that.
Repeated: TypeAlias = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Where parts go: ``Kept(folder, fingerprint, results)``."""

    folder: Path
    fingerprint: str
    results: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """``by_sql`` are the clauses that SQL answers.  Parts are put as ``Put`` says; of the rows of an ``Addressed`` none are put."""

    policy: Policy
    table: str | Addressed
    options: Options
    items: Mapping[str, Items]
    put: Put | None = None
    by_sql: tuple[str, ...] = ()

    def pickled(self) -> bytes:
        return pickle.dumps(replace(self, options=self.options.with_lists({})))


@lru_cache(maxsize=2)
def worker(data: bytes) -> Worker:
    """The worker of a job; a process makes one for all its tasks."""
    return Worker(pickle.loads(data))


class Worker:
    def __init__(self, job: Job) -> None:
        self.job = job
        source = job.table if isinstance(job.table, Addressed) else open_table(job.table)
        self.table = source
        # Lists that have tables of their own are known by their names: these are read already.
        lists = {name: in_memory(pa.table({"": pa.nulls(0)})) for name in job.items}
        self.run = Run(job.policy, source, job.options.with_lists(lists), job.items)
        self.views = Views(self.run.code.module, job.by_sql, Spark())

    @cached_property
    def kept(self) -> Kept:
        assert self.job.put is not None, "rows of an address are put by Spark"
        return Kept(self.job.put.folder, self.job.put.fingerprint, self.job.put.results)

    @property
    def lacks(self) -> str:
        """Why kernels are not compiled here."""
        return self.run.engine.lacks if isinstance(self.run.engine, ByKernels) else ""

    def chunks(self, numbers: Sequence[int]) -> Iterator[tuple[int, Chunk]]:
        """The chunks of these numbers, which are in order; those that follow each other are read in one go."""
        assert isinstance(self.table, ParquetTable)
        start = 0
        while start < len(numbers):
            stop = start + 1
            while stop < len(numbers) and numbers[stop] == numbers[stop - 1] + 1:
                stop += 1
            run = numbers[start:stop]
            last = min((run[-1] + 1) * CHUNK, self.table.length)
            yield from zip(run, self.table.between(run[0] * CHUNK, last), strict=True)
            start = stop

    def chunks_of_rows(self, batches: Iterator[pa.RecordBatch], starts: Mapping[str, int]) -> Iterator[Chunk]:
        """The rows that Spark has read, a chunk of one file each: behind the columns of the table stand the file of a row and its
        place there.  ``starts`` are by file the rows before it."""
        schema = self.table.schema
        for batch in batches:
            *given, files, rows_in_files = batch.columns
            places = rows_in_files.to_numpy(zero_copy_only=False)
            coded = files.dictionary_encode()
            codes = coded.indices.to_numpy(zero_copy_only=False)
            cuts = [0, *(np.flatnonzero((codes[1:] != codes[:-1]) | (np.diff(places) != 1)) + 1).tolist(), len(codes)]
            columns = pa.RecordBatch.from_arrays(
                [column.cast(field.type) for column, field in zip(given, schema, strict=True)], schema=schema
            )
            for first, end in pairwise(cuts):
                if first < end:
                    # A heading is a row too, and rows are counted from 1.
                    rows = places[first:end] + starts[name_of(coded.dictionary[int(codes[first])].as_py())] + 2
                    yield Chunk(rows=rows, batch=columns.slice(first, end - first))

    # ── who has applied already ──

    def keys(self, chunks: Iterable[Chunk]) -> Iterator[pa.RecordBatch]:
        """Who applies in which row."""
        for chunk in chunks:
            heard = _Heard()
            claimed(self.run.cells(chunk), heard)
            yield pa.record_batch([heard.keys.cast(pa.string()), pa.array(heard.rows, pa.int64())], schema=KEYS)

    # ── results ──

    def work(self, numbers: Sequence[int], repeated: Repeated) -> Iterator[pa.RecordBatch]:
        """Put the parts of these chunks."""
        todo = [number for number in numbers if self.kept.said(number) is None]
        for number, chunk in self.chunks(todo):
            self._put(number, chunk, repeated)
            yield self._done(number)

    def results(self, chunk: Chunk, repeated: Repeated) -> tuple[pa.RecordBatch, dict[str, Any]]:
        """The results of these rows, and what is to be told of them, as plain data."""
        cells = self.run.cells(chunk)
        part, counted = self.run.worked(chunk, cells, claimed(cells, _Known(repeated)))
        faults = [asdict(fault) for fault in part.faults]
        return part.batch, {"faults": faults, "tally": counted, "lacks": self.lacks}

    def finish(self, batches: Iterator[pa.RecordBatch], repeated: Repeated) -> Iterator[pa.RecordBatch]:
        """Likewise, of chunks of which SQL has answered some clauses; the rows of a chunk are beside each other."""
        engine = self._engine()
        for number, answers in _by_number(batches):
            if self.kept.said(number) is None:
                ((_, chunk),) = self.chunks([number])
                answered = _Answered(self, engine.kernels, answers)
                self.run.engine = ByKernels(self.run.code, self.job.options, answered, engine.lacks)
                self._put(number, chunk, repeated)
            yield self._done(number)
        self.run.engine = engine

    def _done(self, number: int) -> pa.RecordBatch:
        return pa.record_batch([pa.array([number], pa.int64()), pa.array([self.lacks])], schema=DONE)

    def _put(self, number: int, chunk: Chunk, repeated: Repeated) -> None:
        cells = self.run.cells(chunk)
        part, counted = self.run.worked(chunk, cells, claimed(cells, _Known(repeated)))
        self.kept.put(number, chunk.rows, part.batch, part.faults, counted)

    # ── what SQL is given ──

    def facts(self, numbers: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns of facts that the clauses of SQL ask for, a row each of the table."""
        for number, chunk in self.chunks([number for number in numbers if self.kept.said(number) is None]):
            yield self._facts(number, chunk)

    def schema(self) -> pa.Schema:
        """Of ``facts``."""
        none = pa.RecordBatch.from_arrays(
            [pa.nulls(0, kind) for kind in self.table.schema.types], schema=self.table.schema
        )
        return self._facts(0, Chunk(rows=np.zeros(0, np.int64), batch=none)).schema

    def _facts(self, number: int, chunk: Chunk) -> pa.RecordBatch:
        cells, length, engine = self.run.cells(chunk), chunk.batch.num_rows, self._engine()
        made: dict[str, pa.Array] = {NUMBER: pa.array(np.full(length, number)), ROW: pa.array(np.arange(length))}
        for clause in self.run.plan.clauses:
            if clause.id in self.views.entries:
                facts, apart = table_of(self.views.entries[clause.id], *engine.given(clause, cells), length)
                made |= {self.of_fact(clause.id, name): array for name, array in facts.items()}
                made[self.of_apart(clause.id)] = pa.array(apart)
        return pa.RecordBatch.from_arrays(list(made.values()), names=list(made))

    def _engine(self) -> ByKernels:
        assert isinstance(self.run.engine, ByKernels), "no clause is left to SQL where reasons are told"
        return self.run.engine

    # ── names of columns between this and SQL, which no fact has ──

    def of_fact(self, clause: str, name: str) -> str:
        return f"{self._at(clause)} {name}"

    def of_apart(self, clause: str) -> str:
        return f"{self._at(clause)} · 另"

    def of_result(self, clause: str, name: str) -> str:
        return f"{self._at(clause)} · {name}"

    def _at(self, clause: str) -> int:
        return self.job.by_sql.index(clause)


class _Answered:
    """Kernels, and for some clauses what SQL answers of a chunk."""

    def __init__(self, worker: Worker, kernels: Answering, answers: pa.Table) -> None:
        self.worker, self.kernels, self.answers = worker, kernels, answers
        self.clauses = {*kernels.clauses, *worker.views.entries}
        self.unsaid: dict[str, Text] = {}

    def _is_sql(self, clause: str) -> bool:
        return clause in self.worker.views.entries

    def asks(self, clause: str) -> frozenset[str]:
        return self.worker.views.asks(clause) if self._is_sql(clause) else self.kernels.asks(clause)

    def run(
        self, clause: str, columns: Mapping[str, Column], day: int | NDArray[np.int32] | None, length: int
    ) -> Outcome:
        if not self._is_sql(clause):
            return self.kernels.run(clause, columns, day, length)
        entry = self.worker.views.entries[clause]
        found = {name: self.answers[self.worker.of_result(clause, name)].combine_chunks() for name in RESULTS}
        apart = self.answers[self.worker.of_apart(clause)].combine_chunks().to_numpy(zero_copy_only=False)
        return outcome_of(entry, found, apart)


class _Heard:
    """Who applies in which row, written down."""

    def __init__(self) -> None:
        self.keys, self.rows = pa.nulls(0, pa.string()), np.zeros(0, np.int64)

    def first(self, keys: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        self.keys, self.rows = keys, rows
        return rows


class _Known:
    """Who has applied already, over the whole table."""

    def __init__(self, repeated: Repeated) -> None:
        self.repeated = repeated

    def first(self, keys: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        known = self.repeated
        return np.fromiter((known.get(row, row) for row in rows.tolist()), np.int64, len(rows)) if known else rows


def _by_number(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, pa.Table]]:
    """The rows of one chunk after the other, in their order."""
    held: list[pa.RecordBatch] = []
    number = -1
    for batch in batches:
        while batch.num_rows:
            numbers = batch.column(NUMBER).to_numpy(zero_copy_only=False)
            stop = int(np.searchsorted(numbers != numbers[0], True))
            if held and numbers[0] != number:
                yield number, _in_order(held)
                held = []
            number = int(numbers[0])
            held.append(batch.slice(0, stop))
            batch = batch.slice(stop)
    if held:
        yield number, _in_order(held)


def _in_order(held: list[pa.RecordBatch]) -> pa.Table:
    made = pa.Table.from_batches(held)
    return made.take(pc.sort_indices(made[ROW]))


def numbers_in(batches: Iterator[pa.RecordBatch]) -> list[int]:
    """The numbers of chunks that came."""
    return [number for batch in batches for number in batch.column(0).to_pylist()]
