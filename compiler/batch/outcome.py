"""What a run over many rows gives back.

``BatchResult.table`` has first the columns that are no facts, carried over as they came; then for each clause ``ID`` the result
(money as decimal128(38, 2) in yuan; of several amounts a list, of a split by name a struct), ``ID 符合`` whether its
conditions hold, ``ID 封顶`` the words of the caps that lowered it; with ``explain`` ``ID 理由``; with ``settle`` ``合计`` and ``未付``;
with a budget ``分配``.  All of a clause are null in a row that does not claim it, or whose claim was refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiaowen.runtime.allocate import PotShare

if TYPE_CHECKING:
    import pyarrow as pa

# What stands behind the id of a clause in the name of a column.
ELIGIBLE, CAPPED, REASONS = " 符合", " 封顶", " 理由"
# The columns of all clauses together.
TOTAL, UNPAID, SHARE = "合计", "未付", "分配"
# The column in which a row says which clauses it claims, and what stands between their ids.
CLAIMED = "申报条款"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """Why one claim of one row was refused: ``row`` as the sheet counts it (the heading is row 1), ``key`` of the applicant
    ("" where there is none), the ``clause`` ("" where it is the row as a whole), the heading of the ``column``."""

    row: int
    key: str
    clause: str
    column: str
    code: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchNote:
    """How cells of a column were understood, where somebody should see it; ``times`` is how many."""

    column: str
    zh: str
    en: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCount:
    """Of one clause: how many rows claim it, how many claims were refused as faulty, how many are eligible, and what those come
    to in 分 (None where it is no money)."""

    clause: str
    title: str
    claims: int
    faulty: int
    eligible: int
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What became of a budget, in 分: what was ``due`` and ``paid`` of it; how many applicants got all that was due to them, some
    of it, ``nothing`` of it; and the pots, where there are several."""

    budget: int
    due: int
    paid: int
    in_full: int
    in_part: int
    nothing: int
    pots: tuple[PotShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSummary:
    """What was read and done.  ``rows`` were read; ``returned`` of them have a fault; ``carried`` are the columns that are no
    facts; ``left_out`` are the clauses that could not be asked, each with the columns that it lacks;
    ``doubts`` are columns carried over that may be misspelt facts, each with that fact; ``shared`` is of a budget."""

    rows: int
    returned: int
    clauses: tuple[ClauseCount, ...]
    carried: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[BatchNote, ...]
    doubts: tuple[tuple[str, str], ...] = ()
    shared: Shared | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """The results of a whole table in memory; see the top of this file."""

    table: pa.Table
    faults: tuple[RowFault, ...]
    summary: BatchSummary

    @property
    def notes(self) -> tuple[BatchNote, ...]:
        return self.summary.notes
