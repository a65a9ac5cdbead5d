"""Clauses as the queries that target ``sql`` prints: the columns of facts that a database is given, and what it answers.

In: a module and a dialect; for each clause columns of facts, as kernels have them.  Out: a table of Arrow for the query, and an
``Outcome`` of its results.  Numbers go in as decimals of 18 digits; a row that has one beyond them, or a fact that is to be read
singly, or whose 错误 the database says, is set apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.facts import FactType

from ..ir.shape import Answer, One, PerItem, Several, Shape
from ..program.module import Entry, Module
from ..report.diagnostic import Text
from ..targets.expressions import Unsayable
from ..targets.sql import DAY, RESULTS, asked_of, query_of
from ..targets.sql_dialects.dialect import Dialect
from ..targets.target import Wanted
from .cells import Mask
from .columns import Column, FactColumn, ListColumn, rows_of
from .kernels import Outcome
from .kernels.kernels import SET_APART
from .reading import EPOCH, fits, low_words
from .results import decimals
from .worked import places_of

# What numbers are the row of, in a table for a query.
ROW = "行 号"
_DIGITS = 18


class Views:
    """The clauses of ``ids`` that a database can say; ``unsaid`` are the others, each with what it would need."""

    def __init__(self, module: Module, ids: Collection[str], dialect: Dialect) -> None:
        self.dialect = dialect
        self.entries: dict[str, Entry] = {}
        self.unsaid: dict[str, Text] = {}
        for entry in module.entries:
            if entry.id in ids:
                try:
                    query_of(entry, dialect, Wanted(keys=(ROW,)))
                    self.entries[entry.id] = entry
                except Unsayable as beyond:
                    self.unsaid[entry.id] = Text(*beyond.what)

    def asks(self, clause: str) -> frozenset[str]:
        """The facts whose bounds a query looks at: all."""
        return frozenset(of.name for of in self.entries[clause].asked)

    def columns(self, clause: str) -> tuple[str, ...]:
        """The columns that a query of a clause reads."""
        return tuple(of.name for of in asked_of(self.entries[clause]))

    def query(self, clause: str, table: str, keys: tuple[str, ...] = (ROW,)) -> str:
        """What asks for the ``keys`` of a table and the results, which are called as ``RESULTS``; money with two decimals."""
        entry, quoted = self.entries[clause], self.dialect.quoted
        query, _ = query_of(entry, self.dialect, Wanted(table=table, keys=keys))
        kind = _said(entry.shape)
        value = f"CAST({quoted(RESULTS[0])} AS {kind})" if kind else quoted(RESULTS[0])
        said = [f"{value} AS {quoted(RESULTS[0])}", *map(quoted, RESULTS[1:])]
        return f"SELECT {', '.join([*map(quoted, keys), *said])}\nFROM (\n{query}\n) AS answers"


def _said(shape: Shape) -> str:
    """The type of a number, so that a wide integer comes as one."""
    return f"DECIMAL(38, {places_of(shape.of)})" if isinstance(shape, One) else ""


# ── what goes in ──


def table_of(
    entry: Entry, columns: Mapping[str, Column], day: int | NDArray[np.int32] | None, length: int
) -> tuple[dict[str, pa.Array], Mask]:
    """The columns of facts that the query of a clause asks for, those that are given; and the rows that are set apart already."""
    made: dict[str, pa.Array] = {}
    apart = np.zeros(length, bool)
    for of in asked_of(entry):
        if of is DAY:
            made[of.name] = _days(day, length)
        elif (column := columns.get(of.name)) is not None:
            made[of.name] = _array(of, column, apart)
    return made, apart


def _days(day: int | NDArray[np.int32] | None, length: int) -> pa.Array:
    if day is None:
        return pa.nulls(length, pa.date32())
    days = np.full(length, day, np.int32) if isinstance(day, int) else day
    return pa.array(days - EPOCH, pa.int32(), mask=days < 1).cast(pa.date32())


def _array(of: FactType, column: Column, apart: Mask) -> pa.Array:
    if isinstance(column, FactColumn):
        made, wrong = _values(of, column)
        apart |= wrong
        return made
    return _list(of, column, apart)


def _values(of: FactType, column: FactColumn) -> tuple[pa.Array, Mask]:
    """A column; null where nothing is given, or what is given cannot be held, which are the rows behind it."""
    values = column.values
    given = np.ones(len(values), bool) if column.state is None else column.state == 0
    wrong = np.zeros(len(values), bool)
    match of.kind:
        case "number":
            wrong = given & ((values >= 10**_DIGITS) | (values <= -(10**_DIGITS)))
            kept = given & ~wrong
            held = np.where(kept, values, 0).astype(np.int64)
            return decimals(held, kept, pa.decimal128(_DIGITS, of.decimals)), wrong
        case "boolean":
            return pa.array(values != 0, pa.bool_(), mask=~given), wrong
        case "date":
            return pa.array(values.astype(np.int32) - EPOCH, pa.int32(), mask=~given).cast(pa.date32()), wrong
        case _:
            words = of.options if of.kind == "option" else column.texts
            places = pa.array(values.astype(np.int32), pa.int32(), mask=~given)
            return pa.array(words, pa.string()).take(places), wrong


def _list(of: FactType, column: ListColumn, apart: Mask) -> pa.Array:
    assert of.item is not None
    parts = of.item.fields if of.item.kind == "record" else (of.item,)
    arrays: list[pa.Array] = []
    for part, field in zip(parts, column.fields, strict=True):
        made, wrong = _values(part, field)
        arrays.append(made)
        if field.state is not None:
            wrong = wrong | (field.state != 0)
        apart |= rows_of(wrong, column.offsets)
    if of.item.kind == "record":
        items = pa.StructArray.from_arrays(arrays, names=[part.name for part in parts])
    else:
        (items,) = arrays
    offsets = pa.array(column.offsets, pa.int32())
    mask = None if column.state is None else pa.array(column.state != 0)
    return pa.ListArray.from_arrays(offsets, items, mask=mask)


# ── what comes back ──


def outcome_of(entry: Entry, answers: Mapping[str, pa.Array], apart: Mask) -> Outcome:
    """The results of a query, a row each of the table that it was given, in order."""
    value, held, cap, fault = (answers[name] for name in RESULTS)
    wrong: Mask = apart | fault.is_valid().to_numpy(zero_copy_only=False)
    eligible: Mask = pc.fill_null(held, False).to_numpy(zero_copy_only=False)
    items = None
    match entry.shape:
        case Answer():
            numbers = pc.fill_null(value, False).to_numpy(zero_copy_only=False).astype(np.int64)
        case One():
            numbers, wrong = _whole(value, wrong)
        case Several():
            parts = []
            for at, label in enumerate(entry.shape.labels):
                part = pc.struct_field(value, label) if entry.shape.named else pc.list_element(_full(value, entry), at)
                made, wrong = _whole(part, wrong)
                parts.append(made)
            numbers = np.array(parts)
        case PerItem():
            items, numbers = value, np.zeros(len(value), np.int64)
        case _:
            assert_never(entry.shape)
    words, codes = _words(cap)
    status = np.where(wrong, SET_APART, 0).astype(np.uint8)
    return Outcome(numbers, eligible, codes, status, words, items)


def _full(value: pa.Array, entry: Entry) -> pa.Array:
    """Lists of so many numbers, of zeros where there is none."""
    shape = entry.shape
    assert isinstance(shape, Several)
    return pc.fill_null(value, pa.scalar([0] * len(shape.labels), value.type))


def _whole(value: pa.Array, wrong: Mask) -> tuple[NDArray[np.int64], Mask]:
    """Numbers as whole ones of their last place; those that 64 bits do not hold, apart."""
    if pa.types.is_integer(value.type):
        return pc.fill_null(value, 0).to_numpy(zero_copy_only=False).astype(np.int64), wrong
    wide = pc.fill_null(value, 0).cast(pa.decimal128(38, value.type.scale))
    return low_words(wide).copy(), wrong | ~fits(wide)


def _words(cap: pa.Array) -> tuple[tuple[str, ...], NDArray[Any]]:
    """The words of caps, "" first, and the place of each row's in them."""
    coded = cap.dictionary_encode()
    codes = pc.add(coded.indices, 1).fill_null(0).to_numpy(zero_copy_only=False)
    return ("", *coded.dictionary.to_pylist()), codes.astype(np.int16)
