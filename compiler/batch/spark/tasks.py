"""What executors call: plain functions, which import nothing of this room before they run there.

In: batches, and by broadcasts the bytes of a ``Job``.  Out: batches.  What was counted comes back by an accumulator, said once a part
by its first row, so that a task that runs twice says the same twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark import SparkFiles, TaskContext

from ..kernels.native import look_in
from ..on_executor import Worker, numbers_in, worker


def _worker(job: Any) -> Worker:
    look_in(Path(SparkFiles.getRootDirectory()).resolve())
    return worker(job.value)


# ── of tables that every machine sees: batches have numbers of chunks ──


def keys(job: Any, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    made = _worker(job)
    yield from made.keys(chunk for _, chunk in made.chunks(numbers_in(batches)))


def work(job: Any, repeated: Any, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from _worker(job).work(numbers_in(batches), repeated.value)


def facts(job: Any, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from _worker(job).facts(numbers_in(batches))


def finish(job: Any, repeated: Any, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from _worker(job).finish(batches, repeated.value)


# ── of tables at addresses: batches have rows, each with its file and its place in it ──


def keys_of_rows(job: Any, starts: Any, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    made = _worker(job)
    yield from made.keys(made.chunks_of_rows(batches, starts.value))


def work_of_rows(
    job: Any, starts: Any, repeated: Any, said: Any, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    made = _worker(job)
    context = TaskContext.get()
    partition = -1 if context is None else context.partitionId()
    for chunk in made.chunks_of_rows(batches, starts.value):
        results, told = made.results(chunk, repeated.value)
        said.add({int(chunk.rows[0]): {"partition": partition, **told}})
        yield results


class Said:
    """What parts have said, by their first rows: an ``AccumulatorParam``."""

    def zero(self, value: Mapping[int, Any]) -> dict[int, Any]:
        return {}

    def addInPlace(self, value1: dict[int, Any], value2: Mapping[int, Any]) -> dict[int, Any]:
        value1.update(value2)
        return value1
