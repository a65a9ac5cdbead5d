"""What an engine worked out, as columns of Arrow.

In: a clause and its ``Worked``.  Out: its columns ``ID``, ``ID 符合``, ``ID 封顶``, ``ID 理由``, null where nothing is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..ir.shape import Amount, Answer, One, PerItem, Several, Shape
from ..program.module import Entry
from .cells import Mask
from .outcome import CAPPED, ELIGIBLE, REASONS
from .worked import Worked, places_of

MONEY = pa.decimal128(38, 2)
_LOW = 2**64 - 1


def fields_of(entry: Entry, *, explain: bool) -> list[pa.Field]:
    """The columns of a clause."""
    made = [
        pa.field(entry.id, type_of(entry.shape)),
        pa.field(entry.id + ELIGIBLE, pa.bool_()),
        pa.field(entry.id + CAPPED, pa.string()),
    ]
    return [*made, pa.field(entry.id + REASONS, pa.string())] if explain else made


def type_of(shape: Shape) -> pa.DataType:
    """The type of a result."""
    match shape:
        case Answer():
            return pa.bool_()
        case One():
            return _type(shape.of)
        case Several():
            if shape.named:
                return pa.struct([(label, _type(shape.of)) for label in shape.labels])
            return pa.list_(_type(shape.of))
        case PerItem():
            return pa.list_(_type(shape.of))
        case _:
            assert_never(shape)


def _type(of: Amount) -> pa.DataType:
    places = places_of(of)
    return pa.decimal128(38, places) if places else pa.int64()


def columns_of(entry: Entry, worked: Worked, *, explain: bool) -> list[pa.Array]:
    """The columns, in the order of ``fields_of``."""
    made = [_values(entry.shape, worked), booleans(worked.eligible, worked.done), _words(worked)]
    if explain:
        made.append(pa.array([worked.reasons.get(row) for row in range(len(worked.done))], pa.string()))
    return made


def _values(shape: Shape, worked: Worked) -> pa.Array:
    match shape:
        case Answer():
            return booleans(worked.values != 0, worked.done)
        case One():
            if isinstance(kind := _type(shape.of), pa.Decimal128Type):
                return decimals(worked.values, worked.done, kind, worked.large)
            return pa.array(worked.values, pa.int64(), mask=~worked.done)
        case Several() if worked.parts is not None and not worked.several:
            return _several(shape, worked.parts, worked.done)
        case Several() | PerItem():
            kind = type_of(shape)
            rows = (_of_row(shape, worked, row) for row in range(len(worked.done)))
            return pa.array([None if value is None else _plain(value) for value in rows], kind)
        case _:
            assert_never(shape)


def _several(shape: Several, parts: NDArray[np.int64], done: Mask) -> pa.Array:
    """Amounts of all rows at once."""
    kind = type_of(shape)
    everywhere = np.ones(parts.size, bool)
    if shape.named:
        columns = [_numbers(shape.of, part, everywhere[: len(part)]) for part in parts]
        made = pa.StructArray.from_arrays(columns, fields=list(kind))
        return pc.if_else(pa.array(done), made, pa.scalar(None, kind))
    count, length = parts.shape
    lengths = np.where(done, count, 0)
    flat = np.ascontiguousarray(parts.T[done]).reshape(-1)
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    values = _numbers(shape.of, flat, everywhere[: len(flat)])
    return pa.ListArray.from_arrays(pa.array(offsets), values, type=kind, mask=pa.array(~done))


def _numbers(of: Amount, values: NDArray[np.int64], valid: Mask) -> pa.Array:
    kind = _type(of)
    return decimals(values, valid, kind) if isinstance(kind, pa.Decimal128Type) else pa.array(values, pa.int64())


def _of_row(shape: Several | PerItem, worked: Worked, row: int) -> Any:
    """The amounts of one row, however they came; None where there are none."""
    if row in worked.several or worked.parts is None or not worked.done[row]:
        return worked.several.get(row)
    places = places_of(shape.of)
    amounts = [Decimal(int(part)).scaleb(-places) if places else int(part) for part in worked.parts[:, row]]
    is_named = isinstance(shape, Several) and shape.named
    return dict(zip(shape.labels, amounts, strict=True)) if is_named else tuple(amounts)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else {name: Decimal(part) for name, part in value.items()}


def _words(worked: Worked) -> pa.Array:
    """The caps in words."""
    bound = worked.done & (worked.caps != 0)
    if not bound.any():
        return pa.nulls(len(bound), pa.string())
    return pa.array(worked.words, pa.string()).take(pa.array(worked.caps, pa.int16(), mask=~bound))


# ── columns without a detour over objects ──


def booleans(values: Mask, valid: Mask) -> pa.Array:
    return pa.Array.from_buffers(
        pa.bool_(), len(values), [_bits(valid), pa.py_buffer(np.packbits(values, bitorder="little"))]
    )


def _bits(valid: Mask) -> pa.Buffer | None:
    """Which rows have a value; None where all have."""
    return None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))


def decimals(
    values: NDArray[np.int64], valid: Mask, kind: pa.Decimal128Type, large: Mapping[int, int] | None = None
) -> pa.Array:
    """Whole numbers of the last place of a decimal; those in ``large`` (by row) are beyond 64 bits."""
    # Memory of Arrow's own is used again without being cleared first.
    buffer = pa.allocate_buffer(16 * len(values))
    words = np.frombuffer(buffer, np.int64).reshape(-1, 2)
    words[:, 0] = values
    np.right_shift(values, 63, out=words[:, 1])
    for row, number in (large or {}).items():
        words[row] = np.array([number & _LOW, (number >> 64) & _LOW], np.uint64).view(np.int64)
    return pa.Array.from_buffers(kind, len(values), [_bits(valid), buffer])


def whole_numbers(column: pa.Array) -> list[int | None]:
    """The other way: a column of decimals as whole numbers of its last place."""
    places = column.type.scale
    return [None if value is None else int(value.scaleb(places)) for value in column.to_pylist()]
