"""What works clauses out: the compiled module row by row, which is always right and the judge of every other engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import numpy as np

from tiaowen.runtime.errors import Fault

from .cells import NOTHING, Cells, Mask
from .compiled import Compiled
from .options import Options
from .plan import ClausePlan, Place
from .worked import Worked

# Of so many rows one must be asked for, else those that are are taken out first.
_FEW = 2


class Engine(Protocol):
    """Works out one clause for those rows of a chunk that ``asks`` has; each of them is done, or has faults."""

    def work(self, clause: ClausePlan, cells: Cells, asks: Mask) -> Worked: ...


class ByModule:
    """The compiled module, row by row."""

    def __init__(self, code: Compiled, options: Options) -> None:
        self.code, self.options = code, options

    def work(self, clause: ClausePlan, cells: Cells, asks: Mask) -> Worked:
        made = Worked.empty(cells.length)
        self.add(clause, cells, asks, made)
        return made

    def add(self, clause: ClausePlan, cells: Cells, asks: Mask, into: Worked) -> None:
        """The results of these rows, put beside those that are there."""
        places = np.flatnonzero(asks)
        if not len(places):
            return
        # The cells of few rows are read for them alone.
        cells = cells if len(places) * _FEW > cells.length else cells.taken(places)
        rows = range(len(places)) if cells.length == len(places) else places.tolist()
        code, entry, day, explains = self.code, self.code.entries[clause.id], self.options.date, self.options.explain
        own, fed = self._columns(clause, cells)
        days = cells.days()
        for row, place in zip(rows, places.tolist(), strict=True):
            facts = {name: value for name, values in own if (value := values[row]) is not NOTHING}
            for name, values in fed:
                if (value := values[row]) is not NOTHING and name not in facts:
                    facts[name] = value
            on: date | str | None = day if days is None or days[row] is NOTHING else days[row]
            given = self._without(clause.id, facts)
            try:
                result = code.calc(clause.id, given, on)
            except code.error as error:
                into.faults[place] = _faults(error)
                continue
            into.put(place, entry, result.value, result.eligible, code.caps(clause.id, given, result))
            if explains:
                into.reasons[place] = result.explain()

    def _columns(self, clause: ClausePlan, cells: Cells) -> tuple[_Columns, _Columns]:
        """The columns of the clause's own facts, and of those that it takes from other clauses."""
        own = {of.name for of in self.code.entries[clause.id].asked}
        read = [(name, cells.values(place), name in own) for name, place in clause.places.items()]
        return (
            [(name, values) for name, values, is_own in read if is_own],
            [(name, values) for name, values, is_own in read if not is_own],
        )

    def _without(self, clause: str, facts: dict[str, Any]) -> Mapping[str, object]:
        """The facts without those of another clause, where the fact that they would be turned into is given itself."""
        feeds = self.code.entries[clause].feeds
        given = {source for name, source in feeds if name in facts}
        if not given:
            return facts
        own = {of.name for of in self.code.entries[clause].asked}
        needed = {name for source in {source for _, source in feeds} - given for name in self._asked(source)}
        theirs = {name for source in given for name in self._asked(source)} - own - needed
        return {name: value for name, value in facts.items() if name not in theirs}

    def _asked(self, clause: str) -> set[str]:
        """The facts of a clause, and of those that it takes facts from in turn."""
        entry = self.code.entries[clause]
        return {of.name for of in entry.asked}.union(*(self._asked(source) for _, source in entry.feeds))


_Columns = list[tuple[str, list[Any]]]


def _faults(error: Exception) -> tuple[Fault, ...]:
    return tuple(
        Fault(fault.code, fault.fact, fault.message, fault.message_en)
        for fault in error.faults  # type: ignore[attr-defined]  # a FactError of the compiled module
    )


def heading_of(clause: ClausePlan, fault: Fault) -> str:
    """The column that a fault is about; the name of the fact where the table has none."""
    place: Place | None = clause.places.get(fault.fact)
    return place.heading if place else fault.fact
