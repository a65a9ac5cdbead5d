"""A run over tables in folders that every machine sees.

In: a run over Parquet, and where its parts are put.  Out: the parts in their order.  What is worked out is what ``on_executor`` does:
by kernels, within ``mapInArrow``; clauses that are left to SQL by the views of target ``sql``, between one ``mapInArrow`` that reads
facts and one that finishes the rows.  Nothing is shuffled but who applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from ...report.diagnostic import Diagnostic
from ...report.errors.tables import BadOption
from ...report.errors.targets import NoSpark, WithoutKernels
from ...tables.parquet_file import ParquetTable
from ...tables.source import CHUNK, TableError
from ...targets.sql import RESULTS
from ...targets.sql_dialects.spark import Spark
from ..by_kernels import ByKernels
from ..kept import Kept
from ..on_executor import DONE, KEYS, NUMBER, ROW, Job, Put, Worker
from ..options import SparkWay
from ..run import Part, Run
from ..settling import settled_of
from ..views import Views
from . import tasks
from .carrying import carry
from .starting import LOCAL, session_on

# So many tasks for each core, so that none waits long for the last.
_TASKS = 4
Warn = Callable[[tuple[Diagnostic, ...]], None]


class OnSpark:
    """``way``: which clauses SQL answers: ``kernel`` none, ``sql`` all that it can say, ``auto`` those that have no kernel.  Other
    settings of a cluster are those of its spark-defaults.conf.  ``warn`` is told where machines had no compiler of C."""

    def __init__(self, master: str | None, way: SparkWay, warn: Warn) -> None:
        self.master, self.way, self.warn = master, way, warn

    def parts(self, run: Run, *, kept: Kept) -> Iterator[Part]:
        """The parts, which ``kept`` has then; without their rows where these stay as files.  Raises ``TableError``."""
        source = _splittable(run)
        kept.begin()
        kept.taken = sum(kept.said(number) is not None for number in range(_chunks(source)))
        with session_on(self.master) as session:
            carry(session, run)
            self.warn(without_kernels([each["lacks"] for each in self._work(session, run, source, kept)]))
        for number in range(_chunks(source)):
            found = kept.said(number)
            if found is None:
                cause = (
                    f"没有看到「{kept.folder}」里的 part-{number:06}：各台机器看到的不是同一个目录",
                    f"{kept.folder} has no part-{number:06}: the machines do not see the same folder",
                )
                raise TableError(NoSpark(master=self.master or LOCAL, cause=cause))
            _, faults, counted = found
            is_final = kept.results is not None
            part = pa.RecordBatch.from_pylist([], schema=run.schema) if is_final else kept.batch(number)
            yield Part(part, faults, settled_of(part) if run.settling else None)
            run.count(counted)

    def _work(self, session: SparkSession, run: Run, source: ParquetTable, kept: Kept) -> list[Any]:
        """What each part says when it is done."""
        job = Job(
            policy=run.policy,
            table=source.path,
            options=run.options,
            items=run.items,
            put=Put(folder=kept.folder, fingerprint=kept.fingerprint, results=kept.results),
            by_sql=self._by_sql(run),
        )
        count = _chunks(source)
        slices = max(1, min(count, session.sparkContext.defaultParallelism * _TASKS))
        numbers = session.range(0, count, 1, slices)
        given = session.sparkContext.broadcast(job.pickled())
        asked = numbers.mapInArrow(partial(tasks.keys, given), from_arrow_schema(KEYS)) if run.plan.key else None
        repeated = session.sparkContext.broadcast(repeated_in(session, asked))
        if job.by_sql:
            worker = Worker(job)
            schema = from_arrow_schema(worker.schema())
            answered = _answered(session, numbers.mapInArrow(partial(tasks.facts, given), schema), worker)
            done = answered.mapInArrow(partial(tasks.finish, given, repeated), from_arrow_schema(DONE))
        else:
            done = numbers.mapInArrow(partial(tasks.work, given, repeated), from_arrow_schema(DONE))
        found: list[Any] = done.collect()
        return found

    def _by_sql(self, run: Run) -> tuple[str, ...]:
        engine = run.engine
        if self.way == "kernel" or not isinstance(engine, ByKernels):
            return ()
        views = Views(run.code.module, run.plan.ids, Spark())
        asked = [clause.id for clause in run.plan.clauses if clause.id in views.entries and engine.has_all(clause)]
        return tuple(clause for clause in asked if self.way == "sql" or clause not in engine.kernels.clauses)


def without_kernels(lacks: list[str]) -> tuple[Diagnostic, ...]:
    """What is told where kernels could not be compiled: of each part why not, "" where they were."""
    wrong = [each for each in lacks if each]
    return (WithoutKernels(parts=len(wrong), of=len(lacks), said=wrong[0]),) if wrong else ()


def refuse_register(run_has_register: bool) -> None:
    """Raises ``TableError`` where there is a register of approved amounts."""
    if run_has_register:
        cause = (
            "核定金额要和申报人逐个核对，分不到几台机器上",
            "the register is held against all applicants in one place",
        )
        advice = "请去掉 --engine spark，在一台机器上算", "leave --engine spark out, and work on one machine"
        raise TableError(BadOption(option="--approved、--engine spark", cause=cause, advice=advice))


def _splittable(run: Run) -> ParquetTable:
    refuse_register(run.approved is not None)
    if not isinstance(run.source, ParquetTable):
        cause = "只有 .parquet 文件（或者都是这种文件的目录）能分给几台机器", "only .parquet files can be split"
        advice = "请先存为 .parquet，或者去掉 --engine spark", "save it as .parquet, or leave --engine spark out"
        raise TableError(BadOption(option="--engine spark", cause=cause, advice=advice))
    return run.source


def _chunks(source: ParquetTable) -> int:
    return -(-source.length // CHUNK)


def repeated_in(session: SparkSession, applied: DataFrame | None) -> dict[int, int]:
    """The rows whose applicant has an earlier row, each with the first; ``applied`` says who applies in which row."""
    if applied is None:
        return {}
    applied.createOrReplaceTempView("applied")
    firsts = "SELECT row, min(row) OVER (PARTITION BY key) AS first FROM applied"
    found = session.sql(f"SELECT row, first FROM ({firsts}) WHERE row <> first").collect()
    return {each[0]: each[1] for each in found}


def _answered(session: SparkSession, facts: DataFrame, worker: Worker) -> DataFrame:
    """The facts with what SQL answers in place of them: a view on the one before for each clause, row by row."""
    quoted = worker.views.dialect.quoted
    facts.createOrReplaceTempView("facts_0")
    columns: list[str] = list(facts.columns)
    for at, clause in enumerate(worker.job.by_sql):
        named = [
            f"{quoted(worker.of_fact(clause, name))} AS {quoted(name)}"
            for name in worker.views.columns(clause)
            if worker.of_fact(clause, name) in columns
        ]
        session.sql(f"SELECT {', '.join(['*', *named])} FROM facts_{at}").createOrReplaceTempView("asked")
        answers = session.sql(worker.views.query(clause, "asked", tuple(columns)))
        results = [worker.of_result(clause, name) for name in RESULTS]
        answers.toDF(*columns, *results).createOrReplaceTempView(f"facts_{at + 1}")
        columns += results
    kept = [NUMBER, ROW]
    for clause in worker.job.by_sql:
        kept += [worker.of_apart(clause), *(worker.of_result(clause, name) for name in RESULTS)]
    last = session.table(f"facts_{len(worker.job.by_sql)}")
    return last.select(*map(quoted, kept))
