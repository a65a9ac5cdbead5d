"""Works clauses out by kernels, and by the module what kernels set apart."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tiaowen.runtime.facts import FactType

from ..ir.shape import Several
from ..report.errors.targets import NoCompilerOfC
from ..tables.source import TableError
from .cells import Cells, Mask, reader_of
from .columns import APART, EMPTY, GIVEN, Column, FactColumn
from .compiled import Compiled
from .engine import ByModule
from .kernels import Kernels
from .kernels.native import NoCompiler
from .numbers import list_of, numbers_of
from .options import Options
from .plan import ClausePlan, Place
from .worked import Worked

# Fewer rows than these are worked out by the module before a kernel is made; from so many on it is worth compiling C.
_FEW, _MANY = 500, 20_000


class ByKernels:
    """``how``: ``native`` and ``numpy`` are taken as they are said; ``auto`` is by how many rows there are, and NumPy where no
    compiler is found."""

    def __init__(self, code: Compiled, options: Options, how: Literal["auto", "native", "numpy"]) -> None:
        self.module = ByModule(code, options)
        self.options, self.how, self.code = options, how, code
        self._kernels: Kernels | None = None
        self._cells: Cells | None = None
        self._columns: dict[Place, Column | None] = {}

    def work(self, clause: ClausePlan, cells: Cells, asks: Mask) -> Worked:
        count = int(asks.sum())
        if not count or (self.how == "auto" and cells.length < _FEW) or self.options.explain:
            return self.module.work(clause, cells, asks)
        kernels = self._made(cells.length)
        found = self._found(clause, cells) if clause.id in kernels.clauses else None
        if found is None:
            return self.module.work(clause, cells, asks)
        day, unread = self._days(cells, self.code.entries[clause.id].usual_day)
        outcome = kernels.run(clause.id, found, day, cells.length)
        done = asks & (outcome.status == 0)
        if unread is not None:
            done &= ~unread
        made = Worked(done, outcome.eligible & done, outcome.values, outcome.cap.astype(np.int16))
        made.words = list(kernels.cap_words(clause.id))
        if (left := asks & ~done).any():
            made.caps[left] = 0
            self.module.add(clause, cells, left, made)
        return made

    def _made(self, length: int) -> Kernels:
        if self._kernels is None:
            ids = tuple(self.code.entries)
            how = self.how if self.how != "auto" else "native" if length >= _MANY else "numpy"
            try:
                self._kernels = Kernels(self.code.module, ids, how)
            except NoCompiler as error:
                if self.how == "native":
                    raise TableError(NoCompilerOfC(said=str(error))) from error
                self._kernels = Kernels(self.code.module, ids, "numpy")
        return self._kernels

    def _found(self, clause: ClausePlan, cells: Cells) -> dict[str, Column] | None:
        """The columns of a clause; None where they are none for a kernel."""
        entry = self.code.entries[clause.id]
        if isinstance(entry.shape, Several):
            return None
        columns: dict[str, Column] = {}
        for of in entry.asked:
            if of.name not in clause.places:
                if of.default is None and not of.optional:
                    return None
                continue
            column = self._column(clause.places[of.name], cells)
            if column is None:
                return None
            columns[of.name] = column
        return columns

    def _column(self, place: Place, cells: Cells) -> Column | None:
        """What a table has for a fact, read once a chunk."""
        if cells is not self._cells:
            self._cells, self._columns = cells, {}
        if place not in self._columns:
            self._columns[place] = self._read(place, cells)
        return self._columns[place]

    def _read(self, place: Place, cells: Cells) -> Column | None:
        if cells.is_list(place.heading):
            return None
        column, given = cells.chunk.batch.column(place.heading), cells.filled(place.heading)
        is_shown = cells.kind in ("sheet", "text")
        if place.fact.kind == "list":
            return list_of(column, place.fact, lambda of: reader_of(Place(of, place.heading, ""), is_shown), given)
        if place.fact.kind in ("text", "record"):
            return None
        return numbers_of(column, place.fact, place.unit, reader_of(place, is_shown), given)

    def _days(self, cells: Cells, usual: date | None) -> tuple[NDArray[np.int32] | int | None, Mask | None]:
        """The day of all claims or of each, and of which rows it cannot be read."""
        else_on = self.options.date or usual
        said = None if else_on is None else else_on.toordinal()
        if not cells.plan.day:
            return said, None
        of = FactType(name=cells.plan.day, kind="date")
        column = self._column(Place(of, cells.plan.day, ""), cells)
        assert isinstance(column, FactColumn)
        if column.state is None:
            return column.values.astype(np.int32), None
        # No day is one of the year 0: there the kernel sets the row apart.
        days = np.where(column.state == GIVEN, column.values, np.where(column.state == EMPTY, said or 0, 0))
        return days.astype(np.int32), column.state == APART
