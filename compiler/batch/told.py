"""What is wrong with the rows of a chunk: with a row as a whole, with a cell of a claim, with the items of a list.

In: the cells and what they claim.  Out: ``RowFault``s, by row, then as the clauses stand in the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tiaowen.runtime.errors import Fault

from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoItems
from ..tables.source import Flaw
from .cells import Cells, Mask
from .claims import Claimed
from .outcome import RowFault
from .plan import ClausePlan

# Sheets count days from 1899-12-30; those of 1954 to 2119 are told.
_DAYS = re.compile(r"([2-7][0-9]{4})(?:\.0)?")
_BEFORE_DAYS = date(1899, 12, 30)


@dataclass(slots=True)
class Told:
    """What is wrong with the rows of a chunk."""

    cells: Cells
    found: list[RowFault] = field(default_factory=list)

    def add(self, row: int, clause: str, column: str, code: str, message: str, message_en: str) -> None:
        self.found.append(
            RowFault(
                row=int(self.cells.chunk.rows[row]),
                key=self.cells.keys[row],
                clause=clause,
                column=column,
                code=code,
                message=message,
                message_en=message_en,
            )
        )

    def fault(self, row: int, clause: str, column: str, fault: Fault) -> None:
        """A fault of a claim; a number in place of a day is told as the day that a sheet would show."""
        zh, en = fault.message, fault.message_en
        if fault.code == "T0612" and (day := self._day_of_number(row, column)):
            zh += f"；像是表格里日期的序号，那是 {day}：把这一列设成日期格式再另存"
            en += f"; it may be the number of a day in a sheet, which is {day}: format the column as dates and save it again"
        self.add(row, clause, column, fault.code, zh, en)

    def _day_of_number(self, row: int, column: str) -> date | None:
        if column not in self.cells.chunk.batch.schema.names:
            return None
        said = _DAYS.fullmatch(str(self.cells.chunk.batch.column(column)[row].as_py()).strip())
        return _BEFORE_DAYS + timedelta(int(said[1])) if said else None

    def say(self, row: int, clause: str, column: str, said: Diagnostic) -> None:
        zh, en = said_of(said)
        self.add(row, clause, column, said.code, zh, en)

    def whole(self, claims: Claimed, flaws: Sequence[Flaw]) -> None:
        """Rows that are returned as a whole."""
        for row, column, said in claims.wrong:
            self.say(row, "", column, said)
        for flaw in flaws:
            if not flaw.column:
                zh, en = said_of(flaw.diagnostic)
                self.found.append(
                    RowFault(
                        row=flaw.row, key="", clause="", column="", code=flaw.diagnostic.code, message=zh, message_en=en
                    )
                )
        for row, said in self.cells.flaws.get(self.cells.plan.key, {}).items():
            self.say(row, "", self.cells.plan.key, said)

    def flawed(self, clause: ClausePlan, asks: Mask) -> Mask:
        """The rows in which cells of its columns cannot be used or a list is missing, each told of the clause where it is
        claimed."""
        made = np.zeros(len(asks), bool)
        made[list(self.cells.flaws.get(self.cells.plan.key, {}))] = True
        for heading in sorted({place.heading for place in clause.places.values()}):
            wrong = dict(self.cells.flaws.get(heading, {}))
            if heading in self.cells.items:
                wrong |= self._of_items(heading, clause, asks)
            for row, said in sorted(wrong.items()):
                if asks[row] and not made[row]:
                    self.say(row, clause.id, heading, said)
                made[row] = True
        return made

    def _of_items(self, heading: str, clause: ClausePlan, asks: Mask) -> dict[int, Diagnostic]:
        """What is wrong with the table of a list, by row."""
        items, keys = self.cells.items[heading], self.cells.keys
        rows = np.flatnonzero(asks & (~self.cells.filled(heading) if not items.flaws else True)).tolist()
        found: dict[int, Diagnostic] = {row: items.flaws[keys[row]] for row in rows if keys[row] in items.flaws}
        if heading in clause.needed:
            missing = (row for row in rows if row not in found and keys[row] not in items.of)
            found |= {row: NoItems(fact=heading) for row in missing}
        return found

    def sorted(self, ids: Sequence[str]) -> tuple[RowFault, ...]:
        """By row, then as the clauses stand in the document."""
        order = {"": -1, **{clause: place for place, clause in enumerate(ids)}}
        return tuple(sorted(self.found, key=lambda fault: (fault.row, order[fault.clause])))


def said_of(said: Diagnostic) -> tuple[str, str]:
    """What is wrong and what to do, in one line, in Chinese and English."""
    advice = said.suggestion
    if advice is None:
        return said.title.zh, said.title.en
    return f"{said.title.zh}；{advice.zh}", f"{said.title.en}; {advice.en}"
