"""A run spread over the machines of a Spark cluster, or the cores of this one.  The only file that knows Spark.

In: a run over Parquet, and where its parts are put, which every machine sees.  Out: the parts in their order.  What is worked out
is what ``on_executor`` does: by kernels, within ``mapInArrow``; clauses that are left to SQL by the views of target ``sql``,
between one ``mapInArrow`` that reads facts and one that finishes the rows.  Nothing is shuffled but who applies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from ..report.errors.tables import BadOption
from ..report.errors.targets import NoSpark
from ..tables.parquet_file import ParquetTable
from ..tables.source import CHUNK, TableError
from ..targets.sql import RESULTS
from ..targets.sql_dialects.spark import Spark
from . import on_executor
from .by_kernels import ByKernels
from .kept import Kept
from .on_executor import DONE, KEYS, NUMBER, ROW, Job, Worker
from .options import SparkWay
from .run import Part, Run
from .settling import settled_of
from .views import Views

# So many tasks for each core, so that none waits long for the last.
_TASKS = 4
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(CHUNK),
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}
_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false"}


class OnSpark:
    """``way``: which clauses SQL answers: ``kernel`` none, ``sql`` all that it can say, ``auto`` those that have no kernel.  Other
    settings of a cluster are those of its spark-defaults.conf."""

    def __init__(self, master: str = "local[*]", way: SparkWay = "auto") -> None:
        self.master, self.way = master, way

    def parts(self, run: Run, *, kept: Kept) -> Iterator[Part]:
        """The parts, which ``kept`` has then; without their rows where these stay as files.  Raises ``TableError``."""
        source = _splittable(run)
        try:
            kept.begin()
            session = self._session()
            try:
                self._work(session, run, source, kept)
            finally:
                session.stop()
        except (PySparkException, Py4JError) as error:
            raise TableError(NoSpark(master=self.master, said=_last_line(error))) from None
        for number in range(_chunks(source)):
            found = kept.said(number)
            if found is None:
                said = f"{kept.folder}：part-{number:06}"
                raise TableError(NoSpark(master=self.master, said=said))
            _, faults, counted = found
            is_final = kept.results is not None
            part = pa.RecordBatch.from_pylist([], schema=run.schema) if is_final else kept.batch(number)
            yield Part(part, faults, settled_of(part) if run.settling else None)
            run.count(counted)

    def _session(self) -> SparkSession:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("tiaowen").master(self.master)
        for name, value in {**_SETTINGS, **(_LOCAL if self.master.startswith("local") else {})}.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()

    def _work(self, session: SparkSession, run: Run, source: ParquetTable, kept: Kept) -> None:
        job = Job(
            policy=run.policy,
            path=source.path,
            options=run.options,
            items=run.items,
            folder=kept.folder,
            fingerprint=kept.fingerprint,
            results=kept.results,
            by_sql=self._by_sql(run),
        )
        count = _chunks(source)
        slices = max(1, min(count, session.sparkContext.defaultParallelism * _TASKS))
        numbers = session.range(0, count, 1, slices)
        given = session.sparkContext.broadcast(job.pickled())
        repeated = session.sparkContext.broadcast(_repeated(session, numbers, given) if run.plan.key else {})
        if job.by_sql:
            worker = Worker(job)
            schema = from_arrow_schema(worker.schema())
            answered = _answered(session, numbers.mapInArrow(partial(on_executor.facts, given), schema), worker)
            done = answered.mapInArrow(partial(on_executor.finish, given, repeated), from_arrow_schema(DONE))
        else:
            done = numbers.mapInArrow(partial(on_executor.work, given, repeated), from_arrow_schema(DONE))
        done.count()

    def _by_sql(self, run: Run) -> tuple[str, ...]:
        engine = run.engine
        if self.way == "kernel" or not isinstance(engine, ByKernels):
            return ()
        views = Views(run.code.module, run.plan.ids, Spark())
        asked = [clause.id for clause in run.plan.clauses if clause.id in views.entries and engine.has_all(clause)]
        return tuple(clause for clause in asked if self.way == "sql" or clause not in engine.kernels.clauses)


def _splittable(run: Run) -> ParquetTable:
    if run.approved is not None:
        cause = (
            "核定金额要和申报人逐个核对，分不到几台机器上",
            "the register is held against all applicants in one place",
        )
        advice = "请去掉 --engine spark，在一台机器上算", "leave --engine spark out, and work on one machine"
        raise TableError(BadOption(option="--approved、--engine spark", cause=cause, advice=advice))
    if not isinstance(run.source, ParquetTable):
        cause = "只有 .parquet 文件（或者都是这种文件的目录）能分给几台机器", "only .parquet files can be split"
        advice = "请先存为 .parquet，或者去掉 --engine spark", "save it as .parquet, or leave --engine spark out"
        raise TableError(BadOption(option="--engine spark", cause=cause, advice=advice))
    return run.source


def _chunks(source: ParquetTable) -> int:
    return -(-source.length // CHUNK)


def _repeated(session: SparkSession, numbers: DataFrame, given: Any) -> dict[int, int]:
    """The rows whose applicant has an earlier row, each with the first."""
    applied = numbers.mapInArrow(partial(on_executor.keys, given), from_arrow_schema(KEYS))
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


def _last_line(error: Any) -> str:
    """What it comes down to: of an error within an executor the last line of its own."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    own = [line for line in lines if "Error: " in line or "Exception: " in line]
    return (own or lines or [type(error).__name__])[0][:300]
