"""The applications worked out once more, so that results can be held against them."""

from __future__ import annotations

import pyarrow as pa

from ..batch.options import Options, Progress
from ..batch.outcome import BatchResult, RowFault
from ..batch.run import Run
from ..model.policy import Policy
from ..tables.source import Source


def worked_anew(policy: Policy, source: Source, options: Options, progress: Progress | None = None) -> BatchResult:
    """Raises ``TableError`` and ``FactError``."""
    run = Run(policy, source, options)
    batches: list[pa.RecordBatch] = []
    faults: list[RowFault] = []
    for part in run.parts(progress):
        batches.append(part.batch)
        faults += part.faults
    return BatchResult(
        table=pa.Table.from_batches(batches, schema=run.schema), faults=tuple(faults), summary=run.summary()
    )
