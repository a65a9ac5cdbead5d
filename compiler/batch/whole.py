"""A whole table in memory: ``policy.batch``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Date
from typing import Any

import pyarrow as pa

from tiaowen.runtime.errors import FactError, Fault
from tiaowen.runtime.result import parse_date

from ..intake.claims import day_taken
from ..model.policy import Policy
from ..report.diagnostic import Language
from ..report.errors.tables import BadOption
from ..tables.memory import in_memory
from ..tables.source import TableError
from .libraries import have_engine
from .options import EngineName, Options, Progress, budget_of
from .outcome import SHARE, BatchResult, RowFault
from .run import Run
from .sharing import Sharing


def batch(
    policy: Policy,
    table: Any,
    *,
    clauses: Sequence[str] = (),
    key: str = "",
    date: Date | str | None = None,
    units: Mapping[str, str] | None = None,
    explain: bool = False,
    settle: bool = False,
    budget: object = None,
    approved: Mapping[str, Mapping[str, object]] | None = None,
    engine: EngineName = "auto",
    lists: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    lang: Language = "zh",
) -> BatchResult:
    """The results of all clauses, or of ``clauses``, in each row of a table: of Arrow, or anything that speaks its protocol.

    Raises ``TableError`` where the table cannot be used, and ``FactError`` for the options; what is wrong with a row is in
    ``faults`` and stops nothing.  Of the engine spark there is none: it works on files.
    """
    if engine == "spark":
        cause = (
            "表在这个程序的内存里，分不到几台机器上",
            "the table is in the memory of this program, and cannot be split",
        )
        advice = (
            '请用 policy.batch_file("申报.parquet", "结果/", engine="spark")；或者不写 engine，在这里算',
            'use policy.batch_file("in.parquet", "out/", engine="spark"), or name no engine to work it out here',
        )
        raise TableError(BadOption(option='engine="spark"', cause=cause, advice=advice))
    have_engine(engine)
    options = options_of(
        policy,
        clauses=clauses,
        key=key,
        date=date,
        units=units or {},
        explain=explain,
        settle=settle,
        budget=budget,
        approved=approved,
        engine=engine,
        lists={name: in_memory(each) for name, each in (lists or {}).items()},
        lang=lang,
    )
    run = Run(policy, in_memory(table), options)
    sharing = None if options.budget is None else Sharing(policy, run, options.budget)
    batches: list[pa.RecordBatch] = []
    faults: list[RowFault] = []
    for part in run.parts(progress):
        batches.append(part.batch)
        faults += part.faults
        if sharing:
            sharing.add(part)
    made = pa.Table.from_batches(batches, schema=run.schema)
    summary = run.summary()
    if sharing:
        made = made.append_column(SHARE, sharing.column())
        summary = replace(summary, shared=sharing.shared())
    return BatchResult(table=made, faults=tuple(faults), summary=summary)


def options_of(policy: Policy, *, date: object, budget: object, **given: Any) -> Options:
    """The options as they are typed or given.  Raises ``FactError`` for a day or a sum that is none."""
    faults: list[Fault] = []
    day, shared = None, None
    try:
        day = parse_date(day_taken(date), None)
    except FactError as error:
        faults += error.faults
    if budget is not None:
        shared = budget_of(policy, budget, faults)
    if faults:
        raise FactError(faults)
    given["clauses"] = tuple(dict.fromkeys(given["clauses"]))
    return Options(date=day, budget=shared, **given)
