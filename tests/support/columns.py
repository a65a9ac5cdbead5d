"""Facts of many claims of one clause as columns, for kernels."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tiaowen.compiler.batch.columns import EMPTY, Column, FactColumn, ListColumn
from tiaowen.runtime.facts import FactType, Value

_KINDS: dict[str, Any] = {"number": np.int64, "boolean": np.uint8, "option": np.uint8, "date": np.int32}


def fits(of: FactType, value: Value) -> bool:
    """Whether a column holds it: 64 bits hold no number of ten-billionths as great as a fact may be."""
    if isinstance(value, tuple):
        parts = of.fields or [of.item] * len(value)
        return all(part is not None and fits(part, inner) for part, inner in zip(parts, value, strict=True))
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def columns_of(asked: Sequence[FactType], rows: Sequence[Mapping[str, Value]]) -> dict[str, Column]:
    """The columns of facts that the runtime has read."""
    return {of.name: _column(of, [row[of.name] for row in rows]) for of in asked if of.kind in {*_KINDS, "list"}}


def _column(of: FactType, values: Sequence[Any]) -> Column:
    if of.kind != "list":
        return _plain(of, values)
    assert of.item is not None
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(value) for value in values], dtype=np.int64)])
    items = [item for value in values for item in value]
    if of.item.kind != "record":
        return ListColumn(offsets, (_plain(of.item, items),))
    fields = (
        _plain(field, [item[at] for item in items]) for at, field in enumerate(of.item.fields) if field.kind in _KINDS
    )
    return ListColumn(offsets, tuple(fields))


def _plain(of: FactType, values: Sequence[Any]) -> FactColumn:
    held = np.array([0 if value is None else int(value) for value in values], _KINDS[of.kind])
    state = np.array([EMPTY if value is None else 0 for value in values], np.uint8)
    return FactColumn(held, state if state.any() else None)
