"""The files of a notice: results as ``batch`` has written them, and what it returned.

In: paths.  Out: sources, and faults.  Raises ``TableError`` and ``NoticeError``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..batch.outcome import CAPPED, ELIGIBLE, REASONS, SHARE, TOTAL, UNPAID, RowFault
from ..intake.headings import folded
from ..model.policy import Policy
from ..report.errors.notices import NotResults
from ..tables.opening import open_table
from ..tables.source import Source
from .notice import NoticeError
from .results import KEY, NAMES

RETURNED, SUMMED = "退回", "汇总"
# The columns of what was returned, and the field of a fault that each is.
COLUMNS = {"行号": "row", "申报人": "key", "规则": "clause", "列": "column", "代码": "code", "原因": "message"}


def open_results(policy: Policy, path: str, *, key: str = "", name: str = "") -> Source:
    behind = ("", ELIGIBLE, CAPPED, REASONS)
    known = {folded(clause + each) for clause in policy.clauses for each in behind}
    known |= {folded(each) for each in (key or KEY, name, TOTAL, UNPAID, SHARE, *NAMES) if each}
    return open_table(path, lambda heading: folded(heading) in known, apart=(RETURNED, SUMMED))


def open_faults(results: str, opened: Source, errors: str | None) -> Source | None:
    """What was returned: the file that is named, else where ``batch`` puts it by itself: in a sheet of the results, or in a
    file beside them.  None where there is none."""
    if errors is not None:
        return open_table(errors, lambda heading: heading in COLUMNS)
    if RETURNED in opened.unread_sheets:
        return open_table(results, lambda heading: heading in COLUMNS, sheet=RETURNED)
    beside = Path(results).with_suffix(f".{RETURNED}.csv")
    return open_table(str(beside), lambda heading: heading in COLUMNS) if beside.is_file() else None


def faults_in(source: Source) -> Iterator[RowFault]:
    """The faults in a table."""
    missing = [name for name in COLUMNS if name not in source.schema.names]
    if missing:
        listed = "、".join(missing)
        said = NotResults(
            what=(f"「{source.path}」缺「{listed}」", f"{source.path} lacks the columns {listed}"),
            cause=("这不像是 batch 写出的退回名单", "it does not look like what batch returns"),
            advice=(
                "请给出 tiaowen batch --errors 写出的文件",
                "give the file that tiaowen batch --errors has written",
            ),
        )
        raise NoticeError((said,))
    for chunk in source.chunks():
        for row in chunk.batch.to_pylist():
            given = {field: row[column] or "" for column, field in COLUMNS.items()}
            place = str(given.pop("row"))
            texts = {field: str(value) for field, value in given.items()}
            yield RowFault(row=int(place) if place.isdecimal() else 0, message_en=texts["message"], **texts)
