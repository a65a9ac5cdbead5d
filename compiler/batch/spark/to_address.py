"""A table at an address worked out into results at an address: ``batch_to_file`` where Hadoop's file systems are named.

In: what ``batch_to_file`` is given.  Out: a ``BatchFile`` whose places are addresses.  Results and faults are put in place together, at
the end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from ...model.policy import Policy
from ...output import OutputError, filling
from ...report.diagnostic import Diagnostic, Language
from ...report.errors.output import UnwritableOutput
from ...report.errors.tables import BadOption, OtherTableFormat
from ...tables.opening import WRITTEN, suffix_of
from ...tables.source import TableError
from ...tables.writing import SheetWriter, file_writer
from ..addresses import is_address
from ..filed import RETURNED
from ..opening import list_tables
from ..options import Options, SparkWay
from ..outcome import BatchSummary, RowFault
from ..stream import FAULTS, faults_table, stream_batch
from .addressed import AtAddress, read_at
from .files import Files
from .starting import session_on

Warn = Callable[[tuple[Diagnostic, ...]], None]


def refuse_at_addresses(out: str, options: Options, *, sheet: str, resume: bool, way: SparkWay) -> None:
    """Raises ``TableError`` of what is not done where addresses are named, each with what to do instead."""
    mounted = (
        "请用各台机器都看得到的目录（挂载的 /data/…），不用地址；或者去掉它",
        "use folders that every machine sees (mounted, /data/…) instead of addresses, or leave it out",
    )
    found: list[Diagnostic] = []
    if not out.endswith("/"):
        cause = "Spark 写到地址的是一个目录，里面是 .parquet", "at an address Spark writes a folder of .parquet"
        advice = f"请以 / 结尾：--out {out}/", f"end it with /: --out {out}/"
        found.append(BadOption(option=f"--out {out}", cause=cause, advice=advice))
    if options.budget is not None:
        cause = (
            "预算要等全部算完，按次序再分一遍；写到地址的结果，各台机器已经写好了",
            "a budget is shared out in order once all is worked out, and at an address results are written by then",
        )
        found.append(BadOption(option="--budget", cause=cause, advice=mounted))
    if resume:
        cause = (
            "做完的部分记在目录里，地址里不记；断了的任务 Spark 自己会重做，整条命令断了的要重跑",
            "what is done is kept in folders, not at addresses; Spark does failed tasks again, a command that ended has to be run again",
        )
        found.append(BadOption(option="--resume", cause=cause, advice=mounted))
    if way == "sql":
        cause = "从地址读的表，Spark 上只用核算", "tables at addresses are worked out by kernels only"
        advice = (
            "请去掉 --spark-by sql；或者用各台机器都看得到的目录",
            "leave --spark-by sql out, or use folders that every machine sees",
        )
        found.append(BadOption(option="--spark-by sql", cause=cause, advice=advice))
    if sheet:
        cause = ".parquet 里没有工作表", "there are no sheets in .parquet"
        found.append(BadOption(option="--sheet", cause=cause, advice=("请去掉它", "leave it out")))
    if found:
        raise TableError(*found)


def batch_at_addresses(
    policy: Policy,
    table: str,
    out: str,
    options: Options,
    *,
    errors: str | None,
    lists: Mapping[str, str],
    master: str | None,
    warn: Warn,
) -> tuple[BatchSummary, str, str | None]:
    """What was done, where the results are, and the faults (None where there are none)."""
    source, target = _addressed(table), _addressed(out)
    apart = f"{target.rstrip('/')}.退回.csv" if errors is None else errors
    if suffix_of(apart) not in WRITTEN:
        raise TableError(OtherTableFormat(path=apart, known=WRITTEN))
    with TemporaryDirectory() as folder, session_on(master) as session:
        here, files = Path(folder), Files(session)
        brought = {name: _brought(files, file, here / str(at)) for at, (name, file) in enumerate(lists.items())}
        options = options.with_lists(list_tables(policy, brought, key=options.key, path=table))
        if not files.is_empty(target):
            cause = (
                "那里已经有东西，请换一个名字，或者先移开",
                "there is something already; choose another name or move it",
            )
            raise OutputError(UnwritableOutput(path=out, cause=cause))
        read = read_at(session, files, source)
        is_wanted = errors is not None or _is_there(files, apart)
        sink = _Faults(here / f"faults{suffix_of(apart)}", options.lang, is_wanted=is_wanted)
        with files.putting(target) as into:
            spread = AtAddress(session, files, read, into, warn).parts
            try:
                summary = stream_batch(policy, read.table, sink, options, warn=warn, spread=spread)
            finally:
                sink.close()
            if sink.place.exists():
                _put(files, sink.place, apart)
    return summary, target, apart if sink.is_begun else None


class _Faults:
    """A ``Sink`` of faults: results are written by Spark.  The file is made where there is something to say, or ``is_wanted``."""

    def __init__(self, place: Path, lang: Language, *, is_wanted: bool) -> None:
        self.place, self.lang, self.is_wanted, self.is_begun = place, lang, is_wanted, False
        self._left = ExitStack()
        self._into: SheetWriter | None = None

    def begin(self, schema: pa.Schema) -> None:
        if self.is_wanted:
            self._sheet()

    def rows(self, batch: pa.RecordBatch) -> None:
        """They are written already."""

    def faults(self, faults: tuple[RowFault, ...]) -> None:
        if faults:
            self._sheet().write(faults_table(faults, self.lang))

    def close(self) -> None:
        self._left.close()

    def _sheet(self) -> SheetWriter:
        if self._into is None:
            self.is_begun = True
            file = file_writer(str(self.place), self._left.enter_context(self.place.open("wb")))
            self._left.callback(file.close)
            self._into = file.sheet(RETURNED, FAULTS)
        return self._into


def _put(files: Files, made: Path, place: str) -> None:
    if is_address(place):
        with files.putting(place) as sibling:
            files.put(made, sibling)
    else:
        with filling([Path(place)]) as (stream,), made.open("rb") as file:
            shutil.copyfileobj(file, stream)


def _addressed(path: str) -> str:
    """An address; a folder of this machine is one that every machine sees."""
    if is_address(path):
        return path
    return f"file://{Path(path).resolve()}{'/' if path.endswith(('/', os.sep)) else ''}"


def _is_there(files: Files, path: str) -> bool:
    return files.is_there(path) if is_address(path) else Path(path).exists()


def _brought(files: Files, file: str, place: Path) -> str:
    """A table of a list, on this machine: its rows are read here in any case."""
    if not is_address(file):
        return file
    place.mkdir()
    copied = place / file.rstrip("/").rpartition("/")[2]
    if not files.is_there(file):
        return file
    files.copy_here(file, copied)
    return str(copied)
