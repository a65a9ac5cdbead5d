"""Columns of a table as columns of whole numbers: at once where a column has a plain type, cell by cell for what is left.

In: the column of a fact and how its cells are read.  Out: a ``FactColumn``, in which a cell that only the reader of facts can
judge is ``APART``; so that what is read here is read as ``calc`` reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_date, read_value
from tiaowen.runtime.quantities import CLOCK

from .cells import NOTHING, Mask
from .columns import APART, EMPTY, FactColumn, ListColumn

Read = Callable[[Any], Any]
_MOST = 2**63 - 1
_EPOCH = date(1970, 1, 1).toordinal()
# A number as machines write it, and with the thousands apart.
_PLAIN, _GROUPED = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$", r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,10})?$"


def numbers_of(column: pa.Array, of: FactType, unit: str, read: Read, given: Mask) -> FactColumn:
    """The column of a fact that is no list.  ``given`` tells which cells have something, ``read`` makes of a cell what ``calc``
    is given."""
    match of.kind:
        case "number":
            values, sound = _numbers(column, of, unit, read, given)
        case "boolean" | "option" | "date":
            values, sound = _coded(column, of, read)
        case _:
            values, sound = np.zeros(len(column), np.int32), np.zeros(len(column), bool)
    return FactColumn(values, _state(given, sound))


def list_of(column: pa.Array, of: FactType, read_item: Callable[[FactType], Read], given: Mask) -> ListColumn | None:
    """A list that is an array; None where its items are of a type that is read item by item."""
    kind, item = column.type, of.item
    if item is None or not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return None
    offsets = column.offsets.to_numpy().astype(np.int64)
    items = column.values
    if item.kind != "record":
        return ListColumn(offsets, (_items(items, item, read_item(item)),), _state(given, given))
    if not pa.types.is_struct(items.type) or {field.name for field in items.type} != {
        part.name for part in item.fields
    }:
        return None
    parts = tuple(_items(items.field(part.name), part, read_item(part)) for part in item.fields)
    # A record that is missing is one whose fields are.
    sound = items.is_valid().to_numpy(zero_copy_only=False)
    if not sound.all():
        return None
    return ListColumn(offsets, parts, _state(given, given))


def _items(column: pa.Array, of: FactType, read: Read) -> FactColumn:
    return numbers_of(column, of, "", read, column.is_valid().to_numpy(zero_copy_only=False))


def _state(given: Mask, sound: Mask) -> NDArray[np.uint8] | None:
    if given.all() and sound.all():
        return None
    state = np.full(len(given), EMPTY, np.uint8)
    state[given] = np.where(sound[given], 0, APART)
    return state


# ── numbers ──


def _numbers(column: pa.Array, of: FactType, unit: str, read: Read, given: Mask) -> tuple[NDArray[np.int64], Mask]:
    kind, factor = column.type, _factor(of, unit)
    if factor is None:
        return _one_by_one(column, of, read, given)
    if pa.types.is_decimal128(kind):
        return _decimals(column, kind.scale, factor)
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return _scaled(_filled(column.cast(pa.int64())), factor, 0)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _written(column, of, factor, read, given)
    return _one_by_one(column, of, read, given)


def _factor(of: FactType, unit: str) -> int | None:
    """How many of the smallest part one of the unit is; None where that is not so simple."""
    if of.unit == CLOCK:
        return None
    try:
        held = read_value(of, f"1{unit}" if unit else 1)
        ten = read_value(of, f"10{unit}" if unit else 10)
    except FactError:
        # One may be out of range for the fact; its like is not.
        wide = FactType(name=of.name, kind="number", unit=of.unit, decimals=of.decimals, negative=True)
        try:
            held, ten = (read_value(wide, f"{count}{unit}" if unit else count) for count in (1, 10))
        except FactError:
            return None
    return held if isinstance(held, int) and ten == 10 * held and held > 0 else None


def _filled(column: pa.Array) -> NDArray[np.int64]:
    held: NDArray[np.int64] = (column.fill_null(0) if column.null_count else column).to_numpy(zero_copy_only=False)
    return held


def _scaled(units: NDArray[np.int64], factor: int, decimals: int) -> tuple[NDArray[np.int64], Mask]:
    """So many 10^-decimals as numbers of the smallest part; unsound where one has more decimals, or is beyond 64 bits."""
    below = 10**decimals
    if factor % below == 0:
        times = factor // below
        most = _MOST // times
        if times == 1:
            return units, np.ones(len(units), bool)
        sound = (units <= most) & (units >= -most)
        return units * np.int64(times), sound
    if below % factor == 0:
        part = below // factor
        whole = units // part
        return whole, whole * part == units
    return units, np.zeros(len(units), bool)


def _decimals(column: pa.Array, scale: int, factor: int) -> tuple[NDArray[np.int64], Mask]:
    """Of 128-bit decimals, which are two words each."""
    start = column.offset
    words = np.frombuffer(column.buffers()[1], np.int64)[2 * start : 2 * (start + len(column))].reshape(-1, 2)
    low, high = words[:, 0], words[:, 1]
    values, sound = _scaled(np.ascontiguousarray(low), factor, max(0, scale))
    if scale < 0:
        return values, np.zeros(len(values), bool)
    fits = high == low >> 63
    return values, sound if fits.all() else sound & fits


def _written(column: pa.Array, of: FactType, factor: int, read: Read, given: Mask) -> tuple[NDArray[np.int64], Mask]:
    """Of numbers as text: those that a machine wrote at once, the others as people do."""
    said = pc.utf8_trim_whitespace(column)
    plain = pc.fill_null(pc.match_substring_regex(said, _PLAIN), False)
    is_plain: Mask = plain.to_numpy(zero_copy_only=False)
    if not is_plain[given].all():
        grouped = pc.fill_null(pc.match_substring_regex(said, _GROUPED), False)
        if pc.any(grouped).as_py():
            said = pc.if_else(grouped, pc.replace_substring(said, ",", ""), said)
            is_plain = is_plain | grouped.to_numpy(zero_copy_only=False)
    held = said if is_plain.all() else pc.if_else(pa.array(is_plain), said, pa.scalar("0", said.type))
    values, sound = _decimals(held.cast(pa.decimal128(38, 10)), 10, factor)
    sound = sound & is_plain
    left = np.flatnonzero(given & ~is_plain)
    if len(left):
        if not values.flags.writeable:
            values = values.copy()
        _put(column, left, of, read, values, sound)
    return values, sound


def _one_by_one(column: pa.Array, of: FactType, read: Read, given: Mask) -> tuple[NDArray[np.int64], Mask]:
    values, sound = np.zeros(len(column), np.int64), np.zeros(len(column), bool)
    _put(column, np.flatnonzero(given), of, read, values, sound)
    return values, sound


def _put(
    column: pa.Array, rows: NDArray[np.int64], of: FactType, read: Read, values: NDArray[np.int64], sound: Mask
) -> None:
    """Read these cells, and keep those that are a number."""
    for row, cell in zip(rows.tolist(), column.take(pa.array(rows)).to_pylist(), strict=True):
        held = _held(of, read(cell))
        if held is not None and -_MOST <= held <= _MOST:
            values[row], sound[row] = held, True


# ── what has few values ──


def _coded(column: pa.Array, of: FactType, read: Read) -> tuple[NDArray[Any], Mask]:
    """By each value that there is."""
    kind: Any = np.int32 if of.kind == "date" else np.uint8
    if of.kind == "date" and pa.types.is_date32(column.type):
        days = (column.cast(pa.int32()).fill_null(0)).to_numpy(zero_copy_only=False)
        return (days + np.int32(_EPOCH)).astype(np.int32), np.ones(len(column), bool)
    if of.kind == "boolean" and pa.types.is_boolean(column.type):
        truths = column.fill_null(False).to_numpy(zero_copy_only=False)
        return truths.view(np.uint8), np.ones(len(column), bool)
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    known = [_held(of, read(said)) for said in coded.dictionary.to_pylist()]
    # Behind them what is no value at all.
    table = np.array([*(0 if held is None else held for held in known), 0], kind)
    is_sound = np.array([*(held is not None for held in known), False])
    places = coded.indices.cast(pa.int64()).fill_null(len(known)).to_numpy(zero_copy_only=False)
    return table[places], is_sound[places]


def _held(of: FactType, value: Any) -> int | None:
    """What the runtime holds of a value; None where it would refuse it, or holds no number."""
    if value is NOTHING:
        return None
    if of.kind == "date":
        day = read_date(value)
        return None if day is None else day.toordinal()
    try:
        held = read_value(of, value)
    except FactError:
        return None
    return int(held) if isinstance(held, int) else None
