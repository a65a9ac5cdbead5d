"""The kernels of a policy: which clauses have one, what its columns are, and what comes of many rows.

In: a module, and columns of facts.  Out: an ``Outcome`` of columns.  A row whose facts are missing, to be read singly, beyond
what is exact or in contradiction is set apart: whoever asked puts it to the compiled module, which says what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.facts import FactType

from ...ir.shape import Several
from ...program.module import Entry, Module
from ...report.diagnostic import Text
from ...targets.columnar.kernel import kernel_of, places_of
from ...targets.columnar.steps import Asked, Kernel
from ...targets.expressions import Unsayable
from ..columns import EMPTY, Column, FactColumn, ListColumn, rows_of
from .native import Library, compiled
from .vectors import run

_Results = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
How = Literal["native", "numpy"]
SET_APART = 1
_AT_ONCE = 16_384
_DTYPES = {"number": np.int64, "byte": np.uint8, "day": np.int32, "given": np.uint8}


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Of each row: ``values``, the result in its smallest part (分), of an answer 0 or 1; of a clause with several results a
    row of them each.  ``eligible`` is 0 or 1; ``cap`` is the place in ``words`` of the caps that bound (of a kernel it has a
    bit for each).  Where ``status`` is not 0, the row is set apart, and the rest of it means nothing.  Of a result for each item,
    which kernels have not, ``items`` are the lists of them (decimals), and ``values`` are none."""

    values: NDArray[np.int64]
    eligible: NDArray[np.bool_]
    cap: NDArray[np.uint8] | NDArray[np.int16]
    status: NDArray[np.uint8]
    words: tuple[str, ...] = ("",)
    items: pa.Array | None = None


class Kernels:
    """The kernels of the clauses ``ids`` (none: all).

    ``how`` is ``native`` (C, by the compiler that is found; None found: raises ``NoCompiler``) or ``numpy``.  ``unsaid`` are the
    clauses that have none, each with what they would need.
    """

    def __init__(self, module: Module, ids: Collection[str] = (), how: How = "native") -> None:
        self.how: How = how
        self._entries = {entry.id: entry for entry in module.entries if not ids or entry.id in ids}
        self._kernels: dict[str, Kernel] = {}
        self.unsaid: dict[str, Text] = {}
        for clause, entry in self._entries.items():
            try:
                self._kernels[clause] = kernel_of(entry)
            except Unsayable as beyond:
                self.unsaid[clause] = Text(*beyond.what)
        self.library: Library | None = compiled(module, self._kernels) if how == "native" and self._kernels else None

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that have a kernel, in the order of the document."""
        return tuple(self._kernels)

    def bound(self, clause: str) -> int | None:
        """The greatest number that its facts may be, in their units; rows beyond it are set apart."""
        return self._kernels[clause].bound

    def asks(self, clause: str) -> frozenset[str]:
        """The facts that it looks at; bounds of the others are for somebody else to see."""
        kernel = self._kernels[clause]
        return frozenset((*(asked.fact for asked in kernel.columns), *kernel.lists))

    def places(self, clause: str) -> int:
        """How many decimals the whole numbers of its result stand for: 2 for 分; of an answer 0."""
        of = getattr(self._entries[clause].shape, "of", None)
        return 0 if of is None else places_of(of)

    def cap_words(self, clause: str) -> tuple[str, ...]:
        """The words of the caps that bound, by the number in ``Outcome.cap``; "" for none."""
        words = [cap.words for cap in self._entries[clause].caps]
        bits = ([(number >> at) & 1 for at in range(len(words))] for number in range(2 ** len(words)))
        return tuple("；".join(compress(words, each)) for each in bits)

    def run(
        self,
        clause: str,
        columns: Mapping[str, Column],
        day: int | NDArray[np.int32] | None,
        length: int,
    ) -> Outcome:
        """What comes of ``length`` rows.  ``columns`` by the names of facts; those that have a default, and 核定金额, may be left
        out.  ``day`` is the ordinal of every claim, or of each, or None for the usual one of the clause."""
        entry, kernel = self._entries[clause], self._kernels[clause]
        several = len(kernel.values) if isinstance(entry.shape, Several) else 0
        values, eligible, cap, status = _results(several, length)
        found = _Found(entry, kernel, columns, length)
        if day is None and entry.usual_day is not None:
            day = entry.usual_day.toordinal()
        if kernel.asks_day and day is None:
            for array in (values, eligible, cap):
                array[:] = 0
            status[:] = SET_APART
            return Outcome(values, eligible, cap, status, self.cap_words(clause))
        outputs = (values, eligible, cap, status)
        days = day if kernel.asks_day else None
        if self.library is not None:
            self.library.run(clause, found.arrays, found.offsets, days, outputs)
        else:
            _in_pieces(kernel, found, days, outputs)
        if found.apart is not None:
            status[found.apart] = SET_APART
        return Outcome(values, eligible, cap, status, self.cap_words(clause))


def _results(several: int, length: int) -> _Results:
    """Room for them, in one piece: the fewer pieces, the larger the pages that a system has for them."""
    numbers = 8 * length * (several or 1)
    room = np.empty(numbers + 3 * length, np.uint8)
    values = room[:numbers].view(np.int64)
    eligible, cap, status = room[numbers:].reshape(3, length)
    return values.reshape(several, length) if several else values, eligible.view(np.bool_), cap, status


def _in_pieces(kernel: Kernel, found: _Found, days: NDArray[np.int32] | int | None, outputs: _Results) -> None:
    """In NumPy, so many rows at once that their columns stay near the processor."""
    for start in range(0, found.length, _AT_ONCE):
        rows = slice(start, min(start + _AT_ONCE, found.length))
        arrays = [each[rows] if is_row else each for each, is_row in found.arrays]
        offsets = [each[start : rows.stop + 1] for each in found.offsets]
        own = (
            np.full(rows.stop - start, days, np.int32)
            if isinstance(days, int)
            else None
            if days is None
            else days[rows]
        )
        values, eligible, cap, status = (each[..., rows] for each in outputs)
        run(kernel, arrays, offsets, own, (values, eligible, cap, status))


class _Found:
    """The columns of a kernel: the arrays in its order (of rows, or of items), and which rows are set apart already."""

    def __init__(self, entry: Entry, kernel: Kernel, columns: Mapping[str, Column], length: int) -> None:
        self.apart: NDArray[np.bool_] | None = None
        self.length = length
        self.columns = columns
        self._facts = {of.name: of for of in entry.asked}
        self.offsets = [self._list(name).offsets for name in kernel.lists]
        self.arrays = [(self._array(asked), asked.field is None) for asked in kernel.columns]

    def _array(self, asked: Asked) -> NDArray[Any]:
        of = self._facts[asked.fact]
        kind: Any = _DTYPES[asked.what]
        column = self.columns.get(asked.fact)
        if asked.field is not None:
            listed = self._list(asked.fact)
            field = listed.fields[asked.field]
            if field.state is not None and field.state.any():
                self._set_apart(rows_of(field.state != 0, listed.offsets))
            of_items: NDArray[Any] = np.ascontiguousarray(field.values, kind)
            return of_items
        assert column is None or isinstance(column, FactColumn)
        if asked.what == "given":
            if column is None:
                return np.zeros(self.length, np.uint8)
            if column.state is None:
                return np.ones(self.length, np.uint8)
            return np.not_equal(column.state, EMPTY).view(np.uint8)
        if column is None:
            return np.full(self.length, _left_out(of), kind)
        values: NDArray[Any] = np.ascontiguousarray(column.values, kind)
        if column.state is None or not column.state.any():
            return values
        if of.default is None and not of.optional:
            self._set_apart(column.state != 0)
            return values
        is_empty = column.state == EMPTY
        self._set_apart((column.state != 0) & ~is_empty)
        filled: NDArray[Any] = values.copy()
        filled[is_empty] = _left_out(of)
        return filled

    def _list(self, name: str) -> ListColumn:
        column = self.columns[name]
        assert isinstance(column, ListColumn)
        if column.state is not None and column.state.any():
            self._set_apart(column.state != 0)
        return column

    def _set_apart(self, rows: NDArray[np.bool_]) -> None:
        self.apart = rows if self.apart is None else self.apart | rows


def _left_out(of: FactType) -> int:
    """What a fact is where it is left out."""
    if of.default is None and not of.optional:
        raise KeyError(of.name)
    return int(of.default) if isinstance(of.default, int) else 0
