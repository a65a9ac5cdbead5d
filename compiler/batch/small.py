"""Amounts that were meant in 万元 and have no unit: implausibly small beside those of the rule.

In: what a chunk claims.  Out: by column, which rows have such an amount, and one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import read_value

from ..intake.taken import TIMES, is_bare, least_amount
from ..intake.values import value_of
from ..model.policy import Policy
from .cells import Cells, Mask
from .plan import Place, Plan
from .reading import DIGITS, low_words

_KINDS = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_integer,
    pa.types.is_decimal,
    pa.types.is_floating,
)
# A text with so many characters more than the bound has is not below it.
_MORE = 4


@dataclass(frozen=True, slots=True)
class Watched:
    """A column of amounts of a clause, in yuan if nothing else is said; ``most`` is the greatest implausible one, in the smallest
    part."""

    clause: str
    place: Place
    most: int


@dataclass(frozen=True, slots=True)
class Small:
    """Rows with an implausibly small amount, and the text of one."""

    rows: Mask
    example: str


def watched(policy: Policy, plan: Plan) -> tuple[Watched, ...]:
    """The columns to look at."""
    found: list[Watched] = []
    for clause in plan.clauses:
        least = least_amount(policy.clauses[clause.id])
        for of in policy.clauses[clause.id].asked if least is not None else ():
            place = clause.places.get(of.name)
            if least is not None and place and not place.unit and of.kind == "number" and of.unit == "元":
                found.append(Watched(clause.id, place, int(least * of.scale / TIMES)))
    return tuple(found)


def small_in(cells: Cells, claims: Mapping[str, Mask], columns: tuple[Watched, ...]) -> dict[str, Small]:
    """By heading; where several clauses ask for a column, the rows of all of them."""
    found: dict[str, Small] = {}
    for each in columns:
        rows, example = _rows(cells.chunk.batch.column(each.place.heading), each, claims[each.clause])
        if rows is not None:
            before = found.get(each.place.heading)
            found[each.place.heading] = Small(rows | before.rows, before.example) if before else Small(rows, example)
    return found


def _rows(array: pa.Array, column: Watched, asks: Mask) -> tuple[Mask | None, str]:
    """Which of the rows asked for have one; of each different cell it is looked once."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not any(is_kind(array.type) for is_kind in _KINDS):
        return None, ""
    asks = asks & _near(array, column)
    places = np.flatnonzero(asks)
    if not len(places):
        return None, ""
    coded = array.take(pa.array(places)).dictionary_encode()
    cells = coded.dictionary.to_pylist()
    is_small = np.array([*(_is_small(cell, column) for cell in cells), False])
    if not is_small.any():
        return None, ""
    codes = coded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False)
    made = np.zeros(len(array), bool)
    made[places[is_small[codes]]] = True
    return made, str(value_of(column.place.fact, cells[int(is_small.argmax())]))


def _near(array: pa.Array, column: Watched) -> Mask:
    """Which of the cells may have one; most columns have none, and are read no further."""
    scale = column.place.fact.scale
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        near = pc.less_equal(pc.utf8_length(array), len(str(column.most // scale)) + _MORE)
    elif pa.types.is_decimal128(array.type) and array.type.precision <= DIGITS:
        # Above zero and no more than the bound, at one go: what is less is very large without a sign.
        below: Mask = (low_words(array) - 1).view(np.uint64) < column.most * 10**array.type.scale // scale
        if not below.any():
            return below
        near = pc.and_(pa.array(below), array.is_valid())
    else:
        near = pc.less_equal(array.cast(pa.float64(), safe=False), column.most / scale + 1)
    made: Mask = pc.fill_null(near, False).to_numpy(zero_copy_only=False)
    return made


def _is_small(cell: Any, column: Watched) -> bool:
    made = value_of(column.place.fact, cell)
    if not is_bare(made):
        return False
    try:
        held = read_value(column.place.fact, made)
    except FactError:
        return False
    return isinstance(held, int) and 0 < held <= column.most
