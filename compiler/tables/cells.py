"""Cells of a workbook as text, as the sheet shows them.

>>> [cell_text(cell) for cell in (3000.0, 0.1 + 0.2, True, date(2019, 5, 1), time(19, 30), " 甲 ", 1e-7)]
['3000', '0.3', '是', '2019-05-01', '19:30', '甲', '0.0000001']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .floats import EXACT, shown_number

# Fractions from here on have no 分 of their own.
_EXACT_TO_FEN = EXACT // 100
# What is read all at once are numbers of so many decimals.
_PLACES = 4
_PARTS = 10**_PLACES
# Whatever XML cannot hold, a workbook writes as _x000D_ and the like; halves of characters are none.
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of a column as texts, "" where there is nothing; how many of them are fractions, and at which places there are
    numbers of which digits are lost."""

    array: pa.Array
    fractions: int = 0
    lost: tuple[int, ...] = ()


def cell_text(cell: object) -> str:
    """The text of a cell, a float as the sheet shows it."""
    if isinstance(cell, str):
        return unescaped(cell).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes" if not cell.second and not cell.microsecond else "auto")
    if isinstance(cell, timedelta):
        minutes, rest = divmod(cell, timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02d}" if not rest else str(cell)
    return str(cell)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def number_text(number: float | int) -> str:
    """A number as a sheet shows it."""
    shown = shown_number(number) if isinstance(number, float) else number
    return str(shown) if isinstance(shown, int) else f"{shown:f}"


def column_texts(cells: Sequence[object]) -> Texts:
    """The texts of a column's cells, those of each type at once."""
    kinds = list(dict.fromkeys(map(type, cells)))
    if len(kinds) == 1:
        return _texts_of(kinds[0], cells)
    order: list[int] = []
    made: list[Texts] = []
    lost: list[int] = []
    for kind in kinds:
        places = [place for place, cell in enumerate(cells) if type(cell) is kind]
        made.append(_texts_of(kind, [cells[place] for place in places]))
        order += places
        lost += [places[place] for place in made[-1].lost]
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    together = pa.concat_arrays([part.array for part in made]).take(pa.array(back))
    return Texts(together, sum(part.fractions for part in made), tuple(lost))


def _texts_of(kind: type, cells: Sequence[Any]) -> Texts:
    if kind is float:
        return _numbers(np.array(cells, np.float64))
    if kind is date:
        return Texts(pa.array(cells, pa.date32()).cast(pa.string()))
    if kind is str:
        return Texts(_strings(pa.array(cells, pa.string())))
    return Texts(pa.array(list(map(cell_text, cells)), pa.string()))


def _strings(array: pa.Array) -> pa.Array:
    """Each of the different texts is cleaned once; mostly there is nothing to clean."""
    coded = array.dictionary_encode()
    said = coded.dictionary.to_pylist()
    clean = [unescaped(text).strip() for text in said]
    return array if clean == said else pa.array(clean, pa.string()).take(coded.indices)


def _numbers(numbers: NDArray[np.float64]) -> Texts:
    """A number that is a whole count of ten-thousandths, of no more than fifteen digits, has no shorter decimal than that: so
    many digits come back from a float as they went in.  The others one by one."""
    with np.errstate(invalid="ignore", over="ignore"):
        counted = np.rint(numbers * _PARTS)
        is_plain = (np.abs(counted) < EXACT) & (counted / _PARTS == numbers)
        is_whole = np.isfinite(numbers) & (np.floor(numbers) == numbers)
    parts = np.where(is_plain, counted, 0).astype(np.int64)
    array = pc.utf8_rtrim(pc.utf8_rtrim(_decimals(parts).cast(pa.string()), "0"), ".")
    if not is_plain.all():
        others = [number_text(number) for number in numbers[~is_plain].tolist()]
        array = pc.replace_with_mask(array, pa.array(~is_plain), pa.array(others, pa.string()))
    lost = np.flatnonzero(np.abs(numbers) >= np.where(is_whole, EXACT, _EXACT_TO_FEN))
    return Texts(array, int((~is_whole).sum()), tuple(lost.tolist()))


def _decimals(parts: NDArray[np.int64]) -> pa.Array:
    words = np.stack([parts, parts >> 63], axis=1)
    return pa.Array.from_buffers(pa.decimal128(38, _PLACES), len(parts), [None, pa.py_buffer(words)])
