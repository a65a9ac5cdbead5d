"""What a form asks for, as data: its columns, its sheets, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.clause import Clause
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic
from .columns import Asked, Column, needs

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
    lists, ``worked_out`` the facts that another clause of the form gives; ``notes`` is what is to be told of it."""

    policy: Policy
    clauses: tuple[Clause, ...]
    key: str
    name: str
    claimed: bool
    dated: bool
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
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

    def wanted_by(self, column: Column) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clauses whose claims cannot do without a column, and all that look at it; those, too, that take what another
        clause of the form works out from it."""
        needed, looking = [], []
        for clause in self.clauses:
            for asked in needs(self.policy, clause, self.ids):
                if asked in column.asked:
                    looking.append(clause.id)
                    needed += [clause.id] if asked.is_needed else []
        return tuple(needed), tuple(looking)

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of the clauses, in the order of the document."""
        return tuple(clause.id for clause in self.clauses)
