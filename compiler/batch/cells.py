"""The cells of a chunk as ``calc`` reads them: which are filled, and each as the value of a fact.

In: a chunk and the plan.  Out: by column, and only where it is asked, so that a column is read once for all clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.facts import FactType

from ..intake.taken import DAY_OF_CLAIM, in_unit
from ..intake.values import is_empty, value_of
from ..report.diagnostic import Diagnostic
from ..tables.source import Chunk, Kind
from .lists import Items
from .plan import Place, Plan

Mask = NDArray[np.bool_]


class _Nothing:
    """What an empty cell is read as: no fact."""


NOTHING: Final = _Nothing()
# Between the items of a list in one cell.
_BETWEEN = "、"


def cells_of(plan: Plan, chunk: Chunk, kind: Kind, items: Mapping[str, Items]) -> Cells:
    """The cells of a chunk, flaws too."""
    places = {int(row): place for place, row in enumerate(chunk.rows)} if chunk.flaws else {}
    flaws: dict[str, dict[int, Diagnostic]] = {}
    for flaw in chunk.flaws:
        if flaw.column and flaw.row in places:
            flaws.setdefault(flaw.column, {}).setdefault(places[flaw.row], flaw.diagnostic)
    return Cells(plan, chunk, kind, items, flaws)


@dataclass(slots=True)
class Cells:
    """``keys`` are who applies, "" where that is not known.  INVARIANT: everything is as long as the chunk has rows."""

    plan: Plan
    chunk: Chunk
    kind: Kind
    items: Mapping[str, Items]
    # The places of rows whose cell in a column cannot be used, each with why.
    flaws: dict[str, dict[int, Diagnostic]] = field(default_factory=dict)
    _filled: dict[str, Mask] = field(default_factory=dict)
    _values: dict[tuple[str, FactType, str], list[Any]] = field(default_factory=dict)
    _named: pa.Array | None = None
    _keys: list[str] | None = None

    @property
    def length(self) -> int:
        return int(self.chunk.batch.num_rows)

    @property
    def keys(self) -> list[str]:
        if self._keys is None:
            self._keys = self.named.to_pylist() if self.plan.key else [""] * self.length
        return self._keys

    @property
    def named(self) -> pa.Array:
        """Who applies, as a column of texts.  There is a column of keys."""
        if self._named is None:
            column = self.chunk.batch.column(self.plan.key)
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                self._named = pc.fill_null(pc.utf8_trim_whitespace(column.cast(pa.string())), "")
            else:
                said = ["" if cell is None else str(cell).strip() for cell in column.to_pylist()]
                self._named = pa.array(said, pa.string())
        return self._named

    @property
    def has_key(self) -> Mask:
        """Which rows say who applies."""
        return filled(self.named)

    def taken(self, rows: NDArray[np.int64]) -> Cells:
        """Some of the rows, so that only their cells are read."""
        chunk = Chunk(rows=self.chunk.rows[rows], batch=self.chunk.batch.take(pa.array(rows)))
        return Cells(self.plan, chunk, self.kind, self.items)

    def is_list(self, heading: str) -> bool:
        """Whether it is a list with a table of its own, and no column of this one."""
        return heading in self.items

    def filled(self, heading: str) -> Mask:
        """Which cells of a column have something; of a list with a table of its own, who has items there."""
        if heading not in self._filled:
            if self.is_list(heading):
                of = self.items[heading].of
                self._filled[heading] = np.fromiter((key in of for key in self.keys), bool, self.length)
            else:
                self._filled[heading] = filled(self.chunk.batch.column(heading))
            # A cell that cannot be used is none that is left out.
            if self.flaws.get(heading):
                self._filled[heading] = self._filled[heading].copy()
                self._filled[heading][list(self.flaws[heading])] = True
        return self._filled[heading]

    def values(self, place: Place) -> list[Any]:
        """The values of a fact, ``NOTHING`` where a cell is empty."""
        asked = place.heading, place.fact, place.unit
        if asked not in self._values:
            self._values[asked] = self._read(place)
        return self._values[asked]

    def days(self) -> list[Any] | None:
        """The day of each row's claims, where there is such a column."""
        return self.values(Place(DAY_OF_CLAIM, self.plan.day, "")) if self.plan.day else None

    def _read(self, place: Place) -> list[Any]:
        if self.is_list(place.heading):
            of = self.items[place.heading].of
            none: Any = [] if place.fact.kind == "list" else NOTHING
            return [of.get(key, none) for key in self.keys]
        column = self.chunk.batch.column(place.heading)
        is_shown = self.kind in ("sheet", "text")
        read = reader_of(place, is_shown)
        if is_shown and place.fact.kind in ("boolean", "option", "date"):
            coded = column.dictionary_encode()
            known = [read(said) for said in coded.dictionary.to_pylist()]
            return [known[code] for code in coded.indices.to_pylist()]
        return [read(cell) for cell in column.to_pylist()]


def reader_of(place: Place, is_shown: bool) -> Callable[[Any], Any]:
    """What reads one cell: ``is_shown`` where it is text as people see it."""
    of, unit = place.fact, place.unit

    def read(cell: Any) -> Any:
        if is_empty(cell):
            return NOTHING
        if is_shown and of.kind == "list" and isinstance(cell, str):
            cell = [] if cell == "无" else [part.strip() for part in cell.split(_BETWEEN)]
        return in_unit(of, value_of(of, cell), unit)

    return read


def filled(column: pa.Array) -> Mask:
    """Which of the cells have something."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        is_blank = pc.or_(pc.equal(pc.binary_length(column), 0), pc.utf8_is_space(column))
        has = pc.invert(pc.fill_null(is_blank, True))
    elif pa.types.is_floating(kind):
        has = pc.invert(pc.is_null(column, nan_is_null=True))
    elif not column.null_count:
        return np.ones(len(column), bool)
    else:
        has = column.is_valid()
    made: Mask = has.to_numpy(zero_copy_only=False)
    return made


def every(masks: Sequence[Mask], length: int) -> Mask:
    """Where all of them hold."""
    made = np.ones(length, bool)
    for mask in masks:
        made &= mask
    return made


def some(masks: Sequence[Mask], length: int) -> Mask:
    """Where one of them holds."""
    made = np.zeros(length, bool)
    for mask in masks:
        made |= mask
    return made
