"""File to file: the rows of a table worked out chunk by chunk, into whatever takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Protocol

import pyarrow as pa

from ..model.policy import Policy
from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoRows
from ..tables.source import CHUNK, Source, TableError
from .kept import Kept
from .options import Options, Progress
from .outcome import SHARE, BatchSummary, RowFault
from .results import MONEY
from .run import Part, Run
from .sharing import Sharing

# What is wrong with rows, as a table.
FAULTS = pa.schema(
    [
        ("行号", pa.int64()),
        ("申报人", pa.string()),
        ("规则", pa.string()),
        ("列", pa.string()),
        ("代码", pa.string()),
        ("原因", pa.string()),
    ]
)


class Sink(Protocol):
    """What takes the results: first their columns, then rows and faults as they come, in order."""

    def begin(self, schema: pa.Schema) -> None: ...
    def rows(self, batch: pa.RecordBatch) -> None: ...
    def faults(self, faults: tuple[RowFault, ...]) -> None: ...


def stream_batch(
    policy: Policy,
    source: Source,
    sink: Sink,
    options: Options,
    progress: Progress | None = None,
    size: int = CHUNK,
    kept: Kept | None = None,
    warn: Callable[[tuple[Diagnostic, ...]], None] = lambda warnings: None,
    spread: Callable[[Run], Iterator[Part]] | None = None,
) -> BatchSummary:
    """The whole run.  Memory is that of a chunk, whatever the size of the table; where a budget is shared out, the results wait
    in a temporary file until all claims are known.  ``kept`` is what an interrupted run has done; ``warn`` is told what the engine
    leaves to the module; ``spread`` has the parts worked out elsewhere.  Raises ``TableError`` and ``FactError``, where nothing of the sink counts."""
    run = Run(policy, source, options)
    sharing: Sharing | None = None
    warn(run.warnings)
    parts = run.parts(progress, size, kept) if spread is None else spread(run)
    if options.budget is None:
        sink.begin(run.schema)
        for part in parts:
            sink.rows(part.batch)
            sink.faults(part.faults)
    else:
        sharing = Sharing(policy, run, options.budget)
        sink.begin(run.schema.append(pa.field(SHARE, MONEY)))
        _shared(parts, sharing, sink, run.schema)
    summary = run.summary()
    if sharing is not None:
        summary = replace(summary, shared=sharing.shared())
    if not summary.rows:
        raise TableError(NoRows(path=source.path, has_headings=True))
    return summary


def _shared(parts: Iterator[Part], sharing: Sharing, sink: Sink, schema: pa.Schema) -> None:
    """The rows with their shares, once all are known."""
    with TemporaryFile() as file:
        with pa.ipc.new_stream(file, schema) as spool:
            for part in parts:
                sharing.add(part)
                spool.write_batch(part.batch)
                sink.faults(part.faults)
        shares, row = sharing.column(), 0
        file.seek(0)
        with pa.ipc.open_stream(file) as spooled:
            for batch in spooled:
                columns = [*batch.columns, shares.slice(row, batch.num_rows)]
                row += batch.num_rows
                sink.rows(pa.RecordBatch.from_arrays(columns, schema=schema.append(pa.field(SHARE, MONEY))))


def faults_table(faults: tuple[RowFault, ...], lang: str = "zh") -> pa.RecordBatch:
    """Faults as rows of ``FAULTS``."""
    return pa.RecordBatch.from_arrays(
        [
            pa.array([fault.row for fault in faults], pa.int64()),
            pa.array([fault.key for fault in faults], pa.string()),
            pa.array([fault.clause for fault in faults], pa.string()),
            pa.array([fault.column for fault in faults], pa.string()),
            pa.array([fault.code for fault in faults], pa.string()),
            pa.array([fault.message if lang == "zh" else fault.message_en for fault in faults], pa.string()),
        ],
        schema=FAULTS,
    )
