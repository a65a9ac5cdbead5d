"""The rows that could not be audited, as a table."""

from __future__ import annotations

import pyarrow as pa

from .finding import AuditResult
from .words import said

_TABLE = "表"


def faults_of(result: AuditResult) -> pa.Table:
    """A row a fault, of the applications first; which table it is of stands in front."""
    from ..batch.stream import faults_table

    faults = faults_table(tuple(fault for _, fault in result.faults), result.lang)
    tables = pa.array([said(table, result.lang) for table, _ in result.faults], pa.string())
    made = pa.Table.from_batches([faults], schema=faults.schema)
    return made.add_column(0, pa.field(_TABLE, pa.string()), [tables])
