"""The results of a run as a file, and what is wrong with rows beside it or on a sheet of its own.

In: streams.  Out: a ``Sink`` that fills them.  In a workbook the sheets are 结果, 退回 (unless that has a file) and 汇总.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from ..report.diagnostic import Language
from ..tables.opening import suffix_of
from ..tables.writing import FileWriter, FolderWriter, SheetWriter, file_writer
from .outcome import BatchSummary, RowFault
from .results import MONEY
from .stream import FAULTS, faults_table

RESULTS, RETURNED, SUMMED = "结果", "退回", "汇总"
_SUMMED = pa.schema(
    [
        ("规则", pa.string()),
        ("名称", pa.string()),
        ("申报", pa.int64()),
        ("退回", pa.int64()),
        ("符合条件", pa.int64()),
        ("金额合计（元）", MONEY),
    ]
)


class Filed:
    """``stream`` takes the file of ``path``, or is the folder of a table that is many files.  ``errors`` is the file of faults, and
    its stream, where there is one; it is written even where there are none, if it ``is_wanted``."""

    def __init__(
        self,
        path: str,
        stream: BinaryIO | Path,
        errors: tuple[str, BinaryIO] | None,
        lang: Language,
        *,
        is_wanted: bool = True,
    ) -> None:
        self.lang, self.is_wanted = lang, is_wanted
        self.file = FolderWriter(stream) if isinstance(stream, Path) else file_writer(path, stream)
        self.is_workbook = suffix_of(path) == ".xlsx"
        self.apart: FileWriter | None = file_writer(*errors) if errors else None
        self.into: SheetWriter | None = None
        self.wrong: SheetWriter | None = None
        self.waiting: list[pa.RecordBatch] = []

    def begin(self, schema: pa.Schema) -> None:
        self.into = self.file.sheet(RESULTS, schema)
        if self.is_wanted:
            self._begin_faults()

    def rows(self, batch: pa.RecordBatch) -> None:
        assert self.into is not None
        self.into.write(batch)

    def faults(self, faults: tuple[RowFault, ...]) -> None:
        if not faults:
            return
        self._begin_faults()
        made = faults_table(faults, self.lang)
        if self.wrong is not None:
            self.wrong.write(made)
        else:
            # Sheets are written one after the other.
            self.waiting.append(made)

    def end(self, summary: BatchSummary) -> None:
        """The last sheets, and the end of every file."""
        if self.is_workbook:
            if self.apart is None:
                into = self.file.sheet(RETURNED, FAULTS)
                for batch in self.waiting:
                    into.write(batch)
            self.file.sheet(SUMMED, _SUMMED).write(_summed(summary))
        self.file.close()
        if self.apart is not None:
            self.apart.close()

    def abandon(self) -> None:
        """Nothing of it counts: what libraries hold is let go while the streams are open."""
        for file in (self.file, self.apart):
            if file is not None:
                with suppress(Exception):
                    file.close()

    def _begin_faults(self) -> None:
        if self.apart is not None and self.wrong is None:
            self.wrong = self.apart.sheet(RETURNED, FAULTS)


def _summed(summary: BatchSummary) -> pa.RecordBatch:
    counts = summary.clauses
    return pa.RecordBatch.from_arrays(
        [
            pa.array([each.clause for each in counts], pa.string()),
            pa.array([each.title for each in counts], pa.string()),
            pa.array([each.claims for each in counts], pa.int64()),
            pa.array([each.faulty for each in counts], pa.int64()),
            pa.array([each.eligible for each in counts], pa.int64()),
            pa.array([None if each.total is None else Decimal(each.total).scaleb(-2) for each in counts], MONEY),
        ],
        schema=_SUMMED,
    )
