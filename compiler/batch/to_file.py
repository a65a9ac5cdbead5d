"""A file of applications worked out into a file of results, whole or not at all: ``policy.batch_file``, and the command.

In: a policy, paths and options.  Out: what was read and done, and where it is.  Raises ``TableError``, ``FactError`` and
``OutputError``; then what was on the disk is there still.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from ..model.policy import Policy
from ..output import OutputError, filling, filling_folder
from ..report.diagnostic import Diagnostic
from ..report.errors.output import OutputIsInput, UnwritableOutput
from ..report.errors.tables import BadOption, OtherTableFormat
from ..tables.opening import WRITTEN, suffix_of, warnings_of
from ..tables.source import CHUNK, TableError
from .addresses import is_address
from .approved import Register, read_register
from .filed import Filed
from .kept import Kept, fingerprint_of
from .libraries import have_engine
from .opening import open_applications
from .options import Options, Progress, SparkWay
from .outcome import BatchSummary
from .run import Part, Run
from .stream import stream_batch
from .whole import options_of

Warn = Callable[[tuple[Diagnostic, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFile:
    """``results`` is the file that was written, or the address of a folder (a text); ``faults`` that of what is wrong with rows (None where nothing is, or where an .xlsx
    has a sheet of it).  ``sheet`` was read, ``unread_sheets`` were not; ``taken`` parts had been done by an interrupted run;
    ``warnings`` are of the files and of the engine."""

    summary: BatchSummary
    results: Path | str
    faults: Path | str | None
    sheet: str
    unread_sheets: tuple[str, ...]
    taken: int
    warnings: tuple[Diagnostic, ...]


def batch_to_file(
    policy: Policy,
    table: str,
    out: str,
    options: Options,
    *,
    errors: str | None = None,
    sheet: str = "",
    lists: Mapping[str, str] | None = None,
    resume: bool = False,
    master: str | None = None,
    way: SparkWay | None = None,
    progress: Progress | None = None,
    warn: Warn = lambda warnings: None,
) -> BatchFile:
    """The whole run.  ``errors`` is the file of faults; ``lists`` are the files of lists, by fact; ``warn`` is told at once what is
    to be told before the rows are worked out; ``master`` and ``way`` are of the engine spark (see ``OnSpark``), and so are addresses
    (hdfs://…) for files.  ``out`` that ends in / is a folder of .parquet."""
    told: list[Diagnostic] = []

    def tell(warnings: tuple[Diagnostic, ...]) -> None:
        told.extend(warnings)
        warn(warnings)

    have_engine(options.engine)
    _refuse_of_spark(options, (table, out, *([errors] if errors else []), *(lists or {}).values()), master, way)
    if any(map(is_address, (table, out, errors or "", *(lists or {}).values()))):
        from .spark.to_address import batch_at_addresses, refuse_at_addresses

        refuse_at_addresses(out, options, sheet=sheet, resume=resume, way=way or "auto")
        summary, results, faults = batch_at_addresses(
            policy,
            table,
            out,
            options,
            errors=errors,
            lists=lists or {},
            master=master,
            warn=tell,
        )
        return BatchFile(
            summary=summary, results=results, faults=faults, sheet="", unread_sheets=(), taken=0, warnings=tuple(told)
        )
    places = _places(policy, table, out, errors)
    if resume and suffix_of(out) != ".parquet" and not _is_folder(out):
        cause = "接着做的只用于 .parquet，或者它们的目录", "only a .parquet, or a folder of them, can be gone on with"
        advice = "结果写成 .parquet，或者不用它", "write the results as .parquet, or leave it out"
        raise TableError(BadOption(option="--resume", cause=cause, advice=advice))
    given = open_applications(policy, table, key=options.key, sheet=sheet, lists=lists)
    options = options.with_lists(given.lists)
    tell(warnings_of(table))
    files = [table, *(lists or {}).values()]
    fingerprint = fingerprint_of(policy, options, given.source.sheet, files, CHUNK) if resume else uuid4().hex
    # Where nothing is to be added to them, results stay as they are put by each machine.
    stays = options.engine == "spark" and _is_folder(out) and options.budget is None
    if stays:
        # Parts that stay are of another kind than those that are only kept.
        fingerprint += "-stays"
    with ExitStack() as left:
        kept = _kept(fingerprint, places[0]) if resume or options.engine == "spark" else None
        if kept is not None and not resume:
            left.callback(kept.clear)
        into, streams = _opened(left, places, kept, is_folder=_is_folder(out))
        spread: Callable[[Run], Iterator[Part]] | None = None
        if options.engine == "spark":
            from .spark.mounted import OnSpark

            assert kept is not None
            if stays and isinstance(into, Path):
                kept.results = into
            spread = partial(OnSpark(master, way or "auto", tell).parts, kept=kept)
        apart = (str(places[1]), streams[0]) if streams else None
        is_wanted = errors is not None or places[-1].exists()
        sink = Filed(str(places[0]), into, apart, options.lang, is_wanted=is_wanted)
        try:
            summary = stream_batch(policy, given.source, sink, options, progress, kept=kept, warn=tell, spread=spread)
            sink.end(summary)
        except BaseException:
            sink.abandon()
            raise
    if kept is not None:
        kept.clear()
    return BatchFile(
        summary=summary,
        results=places[0],
        faults=places[1] if len(places) > 1 and places[1].exists() else None,
        sheet=given.source.sheet,
        unread_sheets=given.unread_sheets,
        taken=kept.taken if kept is not None else 0,
        warnings=tuple(told),
    )


def batch_file(
    policy: Policy,
    table: str,
    out: str,
    *,
    errors: str | None,
    sheet: str,
    lists: Mapping[str, str],
    resume: bool,
    progress: Progress | None,
    approved: Register | str | Path | None,
    master: str | None,
    spark_by: SparkWay | None,
    **asked: Any,
) -> BatchFile:
    """The same with options as a caller gives them."""
    register = read_register(policy, str(approved), asked["key"]) if isinstance(approved, str | Path) else approved
    options = options_of(policy, approved=register, **asked)
    return batch_to_file(
        policy,
        table,
        out,
        options,
        errors=errors,
        sheet=sheet,
        lists=lists,
        resume=resume,
        master=master,
        way=spark_by,
        progress=progress,
    )


def _refuse_of_spark(options: Options, files: Sequence[str], master: str | None, way: SparkWay | None) -> None:
    """Raises ``TableError`` of what only the engine spark has."""
    if options.engine == "spark":
        return
    found: list[Diagnostic] = []
    if master or way:
        cause = "别的引擎没有集群，也不分核和 SQL", "other engines have no cluster, and no choice of kernels or SQL"
        advice = "请加上 --engine spark，或者去掉它", "add --engine spark, or leave it out"
        found.append(BadOption(option="--master、--spark-by", cause=cause, advice=advice))
    for file in filter(is_address, files):
        cause = "这样的地址只有 Spark 认", "only Spark knows such addresses"
        advice = (
            "请加上 --engine spark；或者写本机的路径（挂载的，或者先下载）",
            "add --engine spark, or name a path of this machine (mounted, or downloaded before)",
        )
        found.append(BadOption(option=f"「{file}」", cause=cause, advice=advice))
    if found:
        raise TableError(*found)


def _places(policy: Policy, table: str, out: str, errors: str | None) -> list[Path]:
    """The files to write: the results, then the faults where they have a file of their own."""
    wrong = [
        OtherTableFormat(path=each, known=WRITTEN)
        for each in (*(() if _is_folder(out) else (out,)), *((errors,) if errors is not None else ()))
        if suffix_of(each) not in WRITTEN
    ]
    if wrong:
        raise TableError(*wrong)
    places = [Path(out)]
    if errors is not None:
        places.append(Path(errors))
    elif suffix_of(out) != ".xlsx":
        places.append(Path(out).with_suffix(".退回.csv"))
    named = [Path(table), *places]
    for at, place in enumerate(named):
        for other in named[:at]:
            if _is_same(place, other):
                cause = f"「{place}」写了两处", f"{place} is named twice"
                advice = "请写到另一个文件", "write to another file"
                raise TableError(BadOption(option="--out、--errors", cause=cause, advice=advice))
    for place in places:
        if any(_is_same(place, Path(source.name)) for source in policy.document.sources):
            raise OutputError(OutputIsInput(path=str(place)))
    return places


def _is_folder(out: str) -> bool:
    return out.endswith(("/", os.sep))


def _opened(
    left: ExitStack, places: Sequence[Path], kept: Kept | None, *, is_folder: bool
) -> tuple[BinaryIO | Path, list[BinaryIO]]:
    """Where the results go, and the stream of faults, where they have a file."""
    if not is_folder:
        into, *streams = left.enter_context(filling(places))
        return into, streams
    if kept is not None:
        kept.begin()
    folder = left.enter_context(filling_folder(places[0], None if kept is None else kept.folder))
    return folder, left.enter_context(filling(places[1:]))


def _kept(fingerprint: str, out: Path) -> Kept:
    """What an interrupted run into this file has left, or where the parts of this one are put."""
    place = out.with_name(f".{out.name}.tiaowen-resume")
    try:
        return Kept(place, fingerprint)
    except OSError as error:
        raise OutputError(UnwritableOutput(path=str(place), cause=(str(error), str(error)))) from None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, ValueError):
        return False
