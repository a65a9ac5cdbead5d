"""A run over a table at an address, which Spark reads and writes: hdfs://, s3a://, abfss://, file:// and what else Hadoop knows.

In: the address of a table, and of results.  Out: the results there, a folder of .parquet in the order of the rows, whole or not at all,
and the parts without their rows.  Each split of a file is a task of its own, so that the rows of a task follow each other; nothing is
shuffled but who applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from ...report.diagnostic import Diagnostic
from ...report.errors.source import MissingFile
from ...report.errors.tables import NoRows, UnreadableTable
from ...tables.source import TableError
from ..addresses import Addressed, name_of
from ..on_executor import KEYS, Job
from ..outcome import RowFault
from ..run import Part, Run
from . import tasks
from .carrying import carry
from .files import Files
from .mounted import refuse_register, repeated_in, without_kernels

# So many ends of files are read at once.
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A table at an address: ``starts`` are by file (``name_of``) the rows before it, in the order of the names of files."""

    table: Addressed
    frame: DataFrame
    starts: dict[str, int] = field(default_factory=dict)


def read_at(session: SparkSession, files: Files, address: str) -> Read:
    """The table there.  Raises ``TableError``."""
    if not files.is_there(address):
        raise TableError(MissingFile(path=address))
    # A split that is opened counts as much as one that is full: each has a task of its own.
    session.conf.set("spark.sql.files.openCostInBytes", str(session.conf.get("spark.sql.files.maxPartitionBytes")))
    frame = session.read.parquet(address)
    places = sorted(map(name_of, frame.inputFiles()))
    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        ends = list(at_once.map(files.end_of, places))
    for file, (schema, _) in zip(places, ends, strict=True):
        if schema != ends[0][0]:
            first = places[0].rpartition("/")[2]
            cause = f"它的列和 {first} 的不一样", f"its columns are not those of {first}"
            raise TableError(UnreadableTable(path=file, cause=cause))
    starts: dict[str, int] = {}
    length = 0
    for file, (_, rows) in zip(places, ends, strict=True):
        starts[file], length = length, length + rows
    if not length:
        raise TableError(NoRows(path=address, has_headings=True))
    schema = to_arrow_schema(frame.schema)
    return Read(table=Addressed(path=address, schema=schema, length=length), frame=frame, starts=starts)


class AtAddress:
    """``into`` is the folder to fill, which is not there yet."""

    def __init__(
        self,
        session: SparkSession,
        files: Files,
        read: Read,
        into: str,
        warn: Callable[[tuple[Diagnostic, ...]], None],
    ) -> None:
        self.session, self.files, self.read, self.into, self.warn = session, files, read, into, warn

    def parts(self, run: Run) -> Iterator[Part]:
        """The parts in their order, without their rows."""
        refuse_register(run.approved is not None)
        carry(self.session, run)
        said = self._work(run)
        self.warn(without_kernels([each["lacks"] for each in said]))
        none = pa.RecordBatch.from_pylist([], schema=run.schema)
        for each in said:
            yield Part(none, tuple(RowFault(**fault) for fault in each["faults"]), None)
            run.count(each["tally"])

    def _work(self, run: Run) -> list[Any]:
        """What each part says, in the order of the rows."""
        context = self.session.sparkContext
        job = Job(policy=run.policy, table=self.read.table, options=run.options, items=run.items)
        given, starts = context.broadcast(job.pickled()), context.broadcast(self.read.starts)
        where = [col("_metadata.file_path"), col("_metadata.row_index")]
        rows = self.read.frame.select("*", *where)
        # By their places: a dot in a heading would be a path to Spark.
        rows = rows.toDF(*map(str, range(len(rows.columns))))
        asked = (
            rows.mapInArrow(partial(tasks.keys_of_rows, given, starts), from_arrow_schema(KEYS))
            if run.plan.key
            else None
        )
        repeated = context.broadcast(repeated_in(self.session, asked))
        told: Any = tasks.Said()
        said = context.accumulator({}, told)
        worked = rows.mapInArrow(
            partial(tasks.work_of_rows, given, starts, repeated, said), from_arrow_schema(run.schema)
        )
        worked.write.option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false").parquet(self.into)
        found = [said.value[row] for row in sorted(said.value)]
        self.files.in_order(self.into, list(dict.fromkeys(each["partition"] for each in found)))
        return found
