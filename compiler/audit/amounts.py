"""Amounts of cells and of results, in 分.

In: a column of Arrow.  Out: whole numbers, and of cells what is wrong with those that cannot be read.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

from ..intake.taken import in_unit
from ..intake.values import value_of

AMOUNT = FactType(name="金额", kind="number", unit="元", decimals=2, negative=True)
_PLAIN = r"^\s*-?[0-9]{1,15}(\.[0-9]{1,2})?\s*$"
# What a cell is: it has an amount, nothing, or something that cannot be read.
GIVEN, EMPTY, WRONG = 0, 1, 2


def amounts_of(
    column: pa.Array, unit: str
) -> tuple[NDArray[np.int64], NDArray[np.uint8], dict[int, tuple[str, str, str]]]:
    """The amounts of a column in 分, which cells have one (0), are empty (1) or cannot be read (2), and why: code, and words."""
    length, kind = len(column), column.type
    state = np.zeros(length, np.uint8)
    wrong: dict[int, tuple[str, str, str]] = {}
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), column.type.value_type
    is_exact = pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale <= 2)
    if is_exact and unit in ("", "元") and _is_small(column):
        made = _in_fen(column.cast(pa.decimal128(38, 2)))
        state[~column.is_valid().to_numpy(zero_copy_only=False)] = EMPTY
        return made, state, wrong
    if (pa.types.is_string(kind) or pa.types.is_large_string(kind)) and unit in ("", "元"):
        plain = pc.fill_null(pc.match_substring_regex(column, _PLAIN), False)
        if pc.all(plain).as_py():
            return _in_fen(pc.utf8_trim_whitespace(column).cast(pa.decimal128(38, 2))), state, wrong
    made = np.zeros(length, np.int64)
    known: dict[Any, tuple[int, int, tuple[str, str, str]]] = {}
    for at, said in enumerate(column.to_pylist()):
        asked = tuple(said) if isinstance(said, list) else tuple(said.values()) if isinstance(said, dict) else said
        if asked not in known:
            known[asked] = _amount(asked, unit)
        made[at], state[at], why = known[asked]
        if state[at] == WRONG:
            wrong[at] = why
    return made, state, wrong


_FINE = ("", "", "")


def _amount(said: Any, unit: str) -> tuple[int, int, tuple[str, str, str]]:
    """One cell: 分, its state, and what is wrong.  Several amounts (of a clause that pays in parts) count together."""
    if isinstance(said, str) and "、" in said:
        said = tuple(said.split("、"))
    if isinstance(said, tuple):
        parts = [_amount(part, unit) for part in said]
        bad = next((part for part in parts if part[1] == WRONG), None)
        return bad or (sum(part[0] for part in parts), GIVEN if parts else EMPTY, _FINE)
    if said is None or (isinstance(said, str) and said.strip() in ("", "-", "—", "－", "/", "无")):
        return 0, EMPTY, _FINE
    try:
        read = read_value(AMOUNT, in_unit(AMOUNT, value_of(AMOUNT, said), unit))
    except FactError as error:
        fault = error.faults[0]
        return 0, WRONG, (fault.code, fault.message, fault.message_en)
    assert isinstance(read, int)
    return read, GIVEN, _FINE


def _is_small(column: pa.Array) -> bool:
    """Whether all are below 10^15; larger ones are read, and refused, one by one."""
    bounds = pc.min_max(column)
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    return low is None or (low > -(10**15) and high < 10**15)


def _in_fen(column: pa.Array) -> NDArray[np.int64]:
    """Decimals with two places, below 10^15, as whole numbers; 0 where there is none."""
    if not len(column):
        return np.zeros(0, np.int64)
    words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
    made = words[column.offset : column.offset + len(column), 0].copy()
    made[~column.is_valid().to_numpy(zero_copy_only=False)] = 0
    return made
