"""Clauses worked out over whole columns, by kernels or by a database; what these set apart, and every fault, goes to the
compiled module."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.facts import FactType

from ..intake.taken import DAY_OF_CLAIM
from ..ir.shape import Several
from ..report.diagnostic import Text
from .cells import Cells, Mask
from .columns import EMPTY, Column, FactColumn
from .compiled import Compiled
from .engine import ByModule
from .kernels import How, Kernels, Outcome
from .options import Options
from .plan import ClausePlan, Place
from .reading import column_of, nowhere
from .worked import Worked


class Answering(Protocol):
    """What answers for ``clauses``, over columns of facts: ``Kernels``, and what is like them.  ``asks`` are the facts whose bounds
    it looks at; ``unsaid`` the clauses that it has no answer for, each with what it would need."""

    unsaid: dict[str, Text]

    @property
    def clauses(self) -> Collection[str]: ...
    def asks(self, clause: str) -> frozenset[str]: ...
    def run(
        self, clause: str, columns: Mapping[str, Column], day: int | NDArray[np.int32] | None, length: int
    ) -> Outcome: ...


@lru_cache(maxsize=8)
def kernels_of(code: Compiled, how: How) -> Kernels:
    """The kernels of a module, made once for several tables.  Raises ``NoCompiler``."""
    return Kernels(code.module, tuple(code.entries), how)


class ByKernels:
    """``module`` is the judge: it has the rows that kernels do not answer for.  ``lacks`` is why kernels are not compiled that were
    to be, "" where they are."""

    def __init__(self, code: Compiled, options: Options, kernels: Answering, lacks: str = "") -> None:
        self.code, self.options, self.kernels, self.lacks = code, options, kernels, lacks
        self.module = ByModule(code, options)
        self._columns: dict[tuple[str, FactType, str], Column] = {}
        self._of: Cells | None = None

    def work(self, clause: ClausePlan, cells: Cells, asks: Mask) -> Worked:
        if not asks.any() or clause.id not in self.kernels.clauses or not self.has_all(clause):
            return self.module.work(clause, cells, asks)
        outcome = self.kernels.run(clause.id, *self.given(clause, cells), cells.length)
        done = asks & (outcome.status == 0) & self._sound(clause, cells)
        made = self._made(clause, outcome, done)
        self.module.add(clause, cells, asks & ~done, made)
        return made

    def has_all(self, clause: ClausePlan) -> bool:
        """Whether every fact is a column: none is worked out from those of another clause."""
        return all(of.name in clause.places or of.optional or of.default is not None for of in self._facts(clause))

    def _facts(self, clause: ClausePlan) -> tuple[FactType, ...]:
        return self.code.entries[clause.id].facts

    def given(self, clause: ClausePlan, cells: Cells) -> tuple[dict[str, Column], int | NDArray[np.int32] | None]:
        """The columns of a clause's facts, and the day of its claims."""
        if cells is not self._of:
            self._of, self._columns = cells, {}
        entry = self.code.entries[clause.id]
        columns = {
            of.name: self._column(clause.places[of.name], cells) for of in entry.asked if of.name in clause.places
        }
        return columns, self._day(cells, entry.usual_day)

    def _column(self, place: Place, cells: Cells) -> Column:
        """Each column is read once for all clauses."""
        asked = place.heading, place.fact, place.unit
        if asked not in self._columns:
            if cells.is_list(place.heading):
                self._columns[asked] = nowhere(place, cells.length)
            else:
                array = cells.chunk.batch.column(place.heading)
                self._columns[asked] = column_of(array, place, is_shown=cells.kind in ("sheet", "text"))
        return self._columns[asked]

    def _day(self, cells: Cells, usual: date | None) -> int | NDArray[np.int32] | None:
        """The day of every claim, or of each; a row whose day is to be read singly is set apart by ``_sound``."""
        day = self.options.date or usual
        otherwise = None if day is None else day.toordinal()
        if (column := self._days(cells)) is None:
            return otherwise
        if column.state is None:
            return column.values.astype(np.int32)
        return np.where(column.state == EMPTY, otherwise or 0, column.values).astype(np.int32)

    def _days(self, cells: Cells) -> FactColumn | None:
        """The day of each row's claims, where there is such a column; read once for all clauses."""
        if not cells.plan.day:
            return None
        column = self._column(Place(DAY_OF_CLAIM, cells.plan.day, ""), cells)
        assert isinstance(column, FactColumn)
        return column

    def _sound(self, clause: ClausePlan, cells: Cells) -> Mask:
        """The rows in which every fact that must be given is, whether the kernel looks at it or not, and the day is one."""
        sound = np.ones(cells.length, bool)
        looked_at = self.kernels.asks(clause.id)
        for of in self.code.entries[clause.id].asked:
            if (place := clause.places.get(of.name)) is None:
                continue
            column = self._column(place, cells)
            if of.kind in ("number", "date") and of.name not in looked_at and isinstance(column, FactColumn):
                sound &= _within(of, column)
            if column.state is None:
                continue
            may_be_empty = of.optional or of.default is not None
            sound &= (column.state == 0) | (column.state == EMPTY) if may_be_empty else column.state == 0
        days = self._days(cells)
        if days is not None and days.state is not None:
            usual = self.options.date or self.code.entries[clause.id].usual_day
            sound &= (days.state == 0) | ((days.state == EMPTY) & (usual is not None))
        return sound

    def _made(self, clause: ClausePlan, outcome: Outcome, done: Mask) -> Worked:
        values = outcome.values
        parts = values if isinstance(self.code.entries[clause.id].shape, Several) else None
        made = Worked(
            done=done,
            eligible=outcome.eligible & done,
            values=values if parts is None else parts.sum(axis=0),
            caps=outcome.cap.astype(np.int16),
            words=list(outcome.words),
            parts=parts,
        )
        if outcome.items is not None:
            self._put_items(clause, outcome, made)
        return made

    def _put_items(self, clause: ClausePlan, outcome: Outcome, into: Worked) -> None:
        """Results for each item, as the module gives them."""
        entry, rows = self.code.entries[clause.id], np.flatnonzero(into.done)
        assert outcome.items is not None
        for row, items in zip(rows.tolist(), outcome.items.take(pa.array(rows)).to_pylist(), strict=True):
            into.put(row, entry, tuple(items), bool(into.eligible[row]), into.words[int(into.caps[row])])


def _within(of: FactType, column: FactColumn) -> Mask:
    """Which values are what the fact may be; of an empty cell anything."""
    least, most = (of.least, of.most) if of.kind == "number" else (of.low or 0, of.high or 2**31 - 1)
    inside: Mask = (column.values >= least) & (column.values <= most)
    return inside if column.state is None else inside | (column.state != 0)
