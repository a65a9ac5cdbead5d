"""What a form asks for, as data: its columns, its sheets, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.clause import Clause
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic
from .columns import Asked, Column, Wanted

CREDIT_CODE = "统一社会信用代码"
CLAIMED = "申报条款"
SHEET, OPTIONS = "申报表", "选项"
# The sheet that explains, in Chinese and in English.
EXPLAINED = ("填表说明", "Instructions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The sheet of a list: a row an item, the key first."""

    sheet: str
    column: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """``key`` heads the first column, ``name`` the second ("" where there is none); ``claimed`` is whether a row says which
    clauses are applied for, ``dated`` whether it says its day.  ``columns`` are those of facts, ``tables`` the sheets of
    lists, ``wanted`` who wants each of both by its heading, ``worked_out`` the facts that another clause of the form gives;
    ``notes`` is what is to be told of it."""

    policy: Policy
    clauses: tuple[Clause, ...]
    key: str
    name: str
    claimed: bool
    dated: bool
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    wanted: Mapping[str, Wanted]
    worked_out: tuple[tuple[Asked, str], ...]
    rows: int
    notes: tuple[Diagnostic, ...]

    @property
    def before(self) -> tuple[str, ...]:
        """The headings before those of facts."""
        said = (self.key, self.name, CLAIMED if self.claimed else "", CLAIM_DATE if self.dated else "")
        return tuple(heading for heading in said if heading)

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings of 申报表."""
        return (*self.before, *(column.heading for column in self.columns))

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of the clauses, in the order of the document."""
        return tuple(clause.id for clause in self.clauses)
