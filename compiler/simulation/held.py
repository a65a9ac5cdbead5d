"""The numbers and options of a column, in the smallest part of the fact, for looking at who stands near a threshold.

In: a table, a clause, a fact.  Out: whole numbers and where there are any; and the same table with another value in that column.
What is in a cell is understood as everywhere (intake/); what cannot be read is nothing here, since the batch tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

from ..intake.headings import Headed, column_of, heading_for
from ..intake.taken import in_unit
from ..intake.values import is_empty, value_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from ..model.policy import Policy
    from .sampling import Whole

_LARGEST = 1 << 62


def headed(policy: Policy, names: Sequence[str]) -> dict[str, Headed]:
    """What each column of a table is of, where it is of a fact."""
    facts = {fact.name for clause in policy.clauses.values() for fact in clause.asked}
    found = {name: column_of(name, facts, list(policy.clauses)) for name in names}
    return {name: made for name, made in found.items() if made is not None}


def column_for(heads: dict[str, Headed], clause: str, fact: str) -> str | None:
    """The column from which a clause takes a fact: its own, else that of all."""
    for wanted in (clause, ""):
        for name, made in heads.items():
            if made.fact == fact and made.clause == wanted:
                return name
    return None


def held(table: pa.Table, column: str, reading: FactType, unit: str) -> tuple[Whole, NDArray[np.bool_]]:
    """The values, and where there is one."""
    import numpy as np
    import pyarrow as pa

    array = table[column].combine_chunks()
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_integer(array.type) and reading.kind == "number" and not unit and not reading.decimals:
        return array.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), _given(array)
    if (
        pa.types.is_decimal(array.type)
        and reading.kind == "number"
        and not unit
        and array.type.scale <= reading.decimals
    ):
        wide = array.cast(pa.decimal128(38, reading.decimals))
        halves = np.frombuffer(wide.buffers()[1], dtype=np.int64)[2 * wide.offset : 2 * (wide.offset + len(wide))]
        return np.where(_given(wide), halves[0::2], np.int64(0)), _given(wide)
    spread = array.dictionary_encode()
    known = [_read(value, reading, unit) for value in spread.dictionary.to_pylist()]
    values = np.array([0 if value is None else value for value in known] or [0], dtype=np.int64)
    places = spread.indices.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    is_read = np.array([value is not None for value in known] or [False], dtype=np.bool_)
    return values[places], is_read[places] & _given(array)


def _given(array: pa.Array) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = array.is_valid().to_numpy(zero_copy_only=False)
    return made


def _read(value: object, reading: FactType, unit: str) -> int | None:
    try:
        made = None if is_empty(value) else read_value(reading, in_unit(reading, value_of(reading, value), unit))
    except FactError:
        return None
    return int(made) if isinstance(made, int) and abs(made) < _LARGEST else None


def with_value(table: pa.Table, column: str, clause: str, reading: FactType, value: int) -> pa.Table:
    """The table with one value in the column of a fact for a clause; other clauses have it as it was."""
    import pyarrow as pa

    if reading.kind == "option":
        cells = pa.array([reading.options[value]] * table.num_rows, pa.string())
    elif reading.decimals:
        told = Decimal(value).scaleb(-reading.decimals)
        cells = pa.array([told] * table.num_rows, pa.decimal128(38, reading.decimals))
    else:
        cells = pa.array([value] * table.num_rows, pa.int64())
    heading = heading_for(reading.name, "", clause)
    found = column_of(column, [reading.name], [clause])
    without = table.drop_columns([column]) if found is not None and found.clause else table
    return without.append_column(heading, cells)
