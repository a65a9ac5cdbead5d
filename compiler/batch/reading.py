"""A column of a table as a column of a fact, all cells at once; those that are not plain to see are left to be read singly.

In: an array of Arrow, and where the fact is.  Out: what kernels compute from.  INVARIANT: what is ``GIVEN`` here is what the
reader of facts would hold, bounds apart; whatever it is not sure of, and every fault, it leaves to that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import ITEMS_MAX, FactType, read_value
from tiaowen.runtime.quantities import CLOCK

from ..tables.floats import EXACT
from .cells import NOTHING, Mask, filled, reader_of
from .columns import APART, EMPTY, Column, FactColumn, ListColumn, States
from .plan import Place, parts_of

# The ordinal of 1970-01-01, from which Arrow counts days.
EPOCH = 719_163
_MOST = 2**63 - 1
# So many digits are within 64 bits.
DIGITS = 18
# A number with a unit behind it; so many different ones are looked at.
_UNIT = r"^(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9.]+)$"
_UNITS = 32
_DTYPES: dict[str, Any] = {
    "number": np.int64,
    "date": np.int32,
    "text": np.int32,
    "option": np.uint8,
    "boolean": np.uint8,
}


def column_of(array: pa.Array, place: Place, *, is_shown: bool) -> Column:
    """The column of a fact; ``is_shown`` where cells are texts as people see them."""
    if pa.types.is_dictionary(array.type):
        return _coded(array, place, is_shown)
    if place.fact.kind == "list":
        return _listed(array, place)
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        if place.fact.kind == "number" and place.fact.unit != CLOCK:
            return _numbers_in_text(array, place, is_shown)
        return _coded(array.dictionary_encode(), place, is_shown)
    return _typed(array, place)


def nowhere(place: Place, length: int) -> Column:
    """A column of which every cell is to be read singly."""
    if place.fact.kind == "list":
        return _no_list(place.fact, length, np.ones(length, bool))
    return _alone(place, length)


def _alone(place: Place, length: int) -> FactColumn:
    return FactColumn(np.zeros(length, _DTYPES.get(place.fact.kind, np.int64)), np.full(length, APART, np.uint8))


# ── texts ──


def _numbers_in_text(array: pa.Array, place: Place, is_shown: bool) -> FactColumn:
    """Digits alone are read all at once, and so are those with one unit behind them; the others one by one."""
    of, parts = place.fact, parts_of(place)
    has = filled(array)
    states = np.where(has, APART, EMPTY).astype(np.uint8)
    values = np.zeros(len(array), np.int64)
    if parts is not None and of.unit != "%":
        _digits(array, has, parts, of, values, states)
        if (states == APART).any():
            _with_units(array, place, values, states)
    read = reader_of(place, is_shown)
    left = np.flatnonzero(states == APART)
    for row, cell in zip(left.tolist(), array.take(pa.array(left)).to_pylist(), strict=True):
        if isinstance(held := _held(of, read(cell)), int):
            values[row], states[row] = held, 0
    return FactColumn(values, _or_none(states))


def _digits(array: pa.Array, among: Mask, parts: int, of: FactType, values: NDArray[np.int64], states: States) -> None:
    """Those of the cells that are digits alone: a 1 is so many ``parts``."""
    decimals = _decimals(parts)
    digits = len(str(_MOST // parts)) - 1
    if digits < 1:
        return
    behind = f"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    sign = "-?" if of.negative else ""
    plain = pc.match_substring_regex(array, f"^{sign}[0-9]{{1,{digits}}}{behind}$")
    found: Mask = pc.fill_null(plain, False).to_numpy(zero_copy_only=False) & among
    if not found.any():
        return
    made = array if found.all() else pc.if_else(pa.array(found), array, "0")
    read = low_words(made.cast(pa.decimal128(38, decimals))) * (parts // 10**decimals)
    np.copyto(values, read, where=found)
    states[found] = 0


def _with_units(array: pa.Array, place: Place, values: NDArray[np.int64], states: States) -> None:
    """Those with a unit of their own (3.6亿元); a column has few different ones."""
    left = states == APART
    split = pc.extract_regex(pc.if_else(pa.array(left), array, ""), _UNIT)
    units = pc.struct_field(split, "unit").dictionary_encode()
    numbers = pc.struct_field(split, "number")
    codes = units.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for code, unit in enumerate(units.dictionary.to_pylist()[:_UNITS]):
        parts = _parts_behind(place.fact, unit)
        if parts:
            _digits(numbers, left & (codes == code), parts, place.fact, values, states)


def _parts_behind(of: FactType, unit: str) -> int | None:
    """How many parts 1 of a unit is; None where what stands behind is no unit by which a number is multiplied (3亩半)."""
    plain = replace(of, low=None, high=None)
    try:
        none, one, many = (read_value(plain, f"{count}{unit}") for count in (0, 1, 30))
    except FactError:
        return None
    is_unit = isinstance(one, int) and none == 0 and many == one * 30
    return one if is_unit and isinstance(one, int) else None


def _decimals(parts: int) -> int:
    """How many decimals a bare number has, if its last is no less than one part.

    >>> _decimals(100), _decimals(1000000), _decimals(1), _decimals(250)
    (2, 6, 0, 1)
    """
    count = 0
    while parts % 10 == 0 and count < 18:
        parts, count = parts // 10, count + 1
    return count


def _coded(array: pa.DictionaryArray, place: Place, is_shown: bool) -> FactColumn:
    """Each of the different cells is read once."""
    of, length = place.fact, len(array)
    kind = _DTYPES.get(of.kind)
    if kind is None:
        return _alone(place, length)
    read = reader_of(place, is_shown)
    known = array.dictionary.to_pylist()
    values, states = np.zeros(len(known) + 1, kind), np.zeros(len(known) + 1, np.uint8)
    texts: list[str] = []
    for code, cell in enumerate(known):
        made = read(cell)
        if made is NOTHING:
            states[code] = EMPTY
        elif (held := _held(of, made)) is None:
            states[code] = APART
        elif isinstance(held, str):
            values[code] = len(texts)
            texts.append(held)
        else:
            values[code] = held
    states[-1] = EMPTY
    codes = array.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    return FactColumn(values[codes], _or_none(states[codes]), tuple(texts))


def _held(of: FactType, value: Any) -> int | str | None:
    """What a value is held as; None where it cannot be."""
    try:
        held = read_value(of, value)
    except FactError:
        return None
    if isinstance(held, str):
        return held
    return int(held) if isinstance(held, int) and abs(held) <= _MOST else None


# ── typed columns ──


def _typed(array: pa.Array, place: Place) -> FactColumn:
    kind, of = array.type, place.fact
    if of.kind == "boolean" and pa.types.is_boolean(kind):
        bits = array.fill_null(False).to_numpy(zero_copy_only=False).view(np.uint8)
        return FactColumn(bits, _nulls(array))
    if of.kind == "date" and pa.types.is_date32(kind):
        days = _numpy(array, pa.int32()).astype(np.int32) + np.int32(EPOCH)
        states = _nulls(array)
        # What is beyond the years that there are names for is refused in words.
        wrong = (days < 1) | (days > 3_652_059)
        return FactColumn(days, _apart(states, wrong))
    parts = parts_of(place)
    if of.kind != "number" or of.unit == CLOCK or parts is None:
        return _empty_or_apart(array, place)
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        most = _MOST if kind.bit_width == 64 else 2**kind.bit_width
        return _scaled(_numpy(array, kind).astype(np.int64, copy=False), _nulls(array), parts, 1, most)
    if pa.types.is_decimal(kind):
        wide = array.cast(pa.decimal128(38, kind.scale)) if not pa.types.is_decimal128(kind) else array
        over = 10**kind.scale
        if kind.precision <= DIGITS:
            return _scaled(low_words(wide), _nulls(array), parts, over, 10**kind.precision)
        return _scaled(low_words(wide), _apart(_nulls(array), ~fits(wide)), parts, over)
    if pa.types.is_floating(kind):
        return _floats(array, parts)
    return _empty_or_apart(array, place)


def _empty_or_apart(array: pa.Array, place: Place) -> FactColumn:
    made = _alone(place, len(array))
    assert made.state is not None
    made.state[~filled(array)] = EMPTY
    return made


def _scaled(values: NDArray[np.int64], states: States | None, parts: int, over: int, most: int = _MOST) -> FactColumn:
    """``values / over`` in parts; what is no whole number of them, or beyond 64 bits, apart.  None is beyond ``most``."""
    if parts % over == 0:
        factor = parts // over
        if most * factor <= _MOST:
            return FactColumn(np.ascontiguousarray(values * factor if factor != 1 else values), states)
        wrong = (values > _MOST // factor) | (values < -(_MOST // factor))
        made = values * factor if factor != 1 else values
    else:
        bound = _MOST // parts
        wrong = (values > bound) | (values < -bound)
        scaled = values * parts
        made = scaled // over
        wrong |= made * over != scaled
    return FactColumn(np.ascontiguousarray(made), _apart(states, wrong))


def _floats(array: pa.Array, parts: int) -> FactColumn:
    """Those that are the float nearest to a decimal of so many parts, which is so what they are shown as; the others one by one."""
    numbers = _numpy(array, pa.float64()).astype(np.float64)
    states = np.where(filled(array), 0, EMPTY).astype(np.uint8)
    decimals = parts if str(parts).strip("0") == "1" else 1
    with np.errstate(invalid="ignore", over="ignore"):
        counted = np.rint(numbers * decimals)
        # Both are exact, so their quotient is the float nearest to that decimal.
        is_plain = (np.abs(counted) < EXACT) & (counted / decimals == numbers)
        values = np.where(is_plain, counted, 0).astype(np.int64)
    states[(states == 0) & ~is_plain] = APART
    return _scaled(values, states, parts // decimals, 1)


# ── lists ──


def _listed(array: pa.Array, place: Place) -> Column:
    of = place.fact
    item = of.item
    kind = array.type
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    if item is None or not is_list or pa.types.is_null(kind.value_type):
        return _no_list(of, len(array), filled(array))
    lengths = pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False)
    offsets = np.zeros(len(array) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    states = np.where(array.is_valid().to_numpy(zero_copy_only=False), 0, EMPTY).astype(np.uint8)
    limit = ITEMS_MAX if of.length is None else of.length
    wrong = (lengths > limit) if of.length is None else lengths != limit
    states[wrong & (states == 0)] = APART
    items = array.flatten()
    names = [part.name for part in item.fields] if item.kind == "record" else []
    if item.kind != "record":
        fields = [column_of(items, Place(item, "", place.unit), is_shown=False)]
    elif pa.types.is_struct(items.type) and sorted(items.type.names) == sorted(names):
        parts = dict(zip(items.type.names, items.flatten(), strict=True))
        fields = [column_of(parts[part.name], Place(part, "", ""), is_shown=False) for part in item.fields]
    else:
        return _no_list(of, len(array), filled(array))
    plain = tuple(field for field in fields if isinstance(field, FactColumn))
    return ListColumn(offsets, plain, states) if len(plain) == len(fields) else _no_list(of, len(array), filled(array))


def _no_list(of: FactType, length: int, has: Mask) -> ListColumn:
    """A list that is to be read singly in every row."""
    item = of.item
    parts = (item.fields if item.kind == "record" else (item,)) if item is not None else ()
    none = tuple(FactColumn(np.zeros(0, _DTYPES.get(part.kind, np.int64))) for part in parts)
    return ListColumn(np.zeros(length + 1, np.int64), none, np.where(has, APART, EMPTY).astype(np.uint8))


# ── arrays ──


def low_words(array: pa.Array) -> NDArray[np.int64]:
    """The low 64 bits of each decimal; of null anything."""
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    made: NDArray[np.int64] = words[array.offset : array.offset + len(array), 0]
    return made


def fits(array: pa.Array) -> Mask:
    """Whether those 64 bits are the whole number."""
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    made: Mask = words[:, 1] == words[:, 0] >> 63
    return made


def _numpy(array: pa.Array, kind: pa.DataType) -> NDArray[Any]:
    """The values; 0 for null."""
    filled_up = array.fill_null(0) if array.null_count else array
    made: NDArray[Any] = filled_up.cast(kind).to_numpy(zero_copy_only=False)
    return made


def _nulls(array: pa.Array) -> States | None:
    if not array.null_count:
        return None
    made: States = array.is_null().to_numpy(zero_copy_only=False).view(np.uint8) * np.uint8(EMPTY)
    return made


def _apart(states: States | None, wrong: Mask) -> States | None:
    if not wrong.any():
        return states
    made = np.zeros(len(wrong), np.uint8) if states is None else states
    made[wrong & (made == 0)] = APART
    return made


def _or_none(states: States) -> States | None:
    return states if states.any() else None
