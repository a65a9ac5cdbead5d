"""Rows of a sheet as XML, the cells of a column all at once.

In: rows of Arrow, the number of the first of them, the widths of columns, and the number of each look.  Out: the bytes of their
``<row>`` elements, of which each is what XlsxWriter writes cell by cell, texts in line.

INVARIANT: nothing of a text becomes markup or a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tiaowen.runtime.errors import visible

from .shown import RISKY, texts
from .source import letters

# So many rows are made at once, and a cell has no more characters, as UTF-16 counts them.
_ROWS, LONGEST = 4096, 32_767
# A number of a sheet keeps fifteen digits; what has more is written as text.
_EXACT = 10**15
# Days from the beginning of a sheet's calendar to 1970-01-01; 1900-01-01 is the first that it has, and it has a 1900-02-29.
_DAYS, _FIRST, _MARCH = 25_569, -25_567, -25_508
# Texts of so many characters go over several lines; a row is no higher, in points.
_LONG, _HIGHEST = 38, 409
# Texts that are not written as they are, as RE2 has it, and what of them is escaped.
_ODD = r"[&<>\x00-\x08\x0b-\x1f\x{85}\x{fffe}\x{ffff}]|_x[0-9a-fA-F]{4}_|^[\s\pZ]|[\s\pZ]$"
_UNWRITABLE = re.compile("[\ufffe\uffff]")
_LIKE_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SPACED = re.compile(r"^\s|\s$")
_NUMBER_END, _TEXT_END = "</v></c>", "</t></is></c>"

# The number of a look: head, text, long, risky, whole, day, centre, decimal 2 …
Looks = Callable[[str], int]


def rows_of(batch: pa.RecordBatch, first: int, widths: Sequence[float], looks: Looks) -> Iterator[memoryview]:
    """The XML, piece by piece; ``first`` is counted from 1."""
    for start in range(0, batch.num_rows, _ROWS):
        part = batch.slice(start, _ROWS)
        numbers = pa.array(np.arange(first + start, first + start + part.num_rows)).cast(pa.large_string())
        lines = np.ones(part.num_rows, np.int64)
        cells = []
        for column, (array, width) in enumerate(zip(part.columns, widths, strict=True)):
            made = _column(array)
            np.maximum(lines, _lines(made, width), out=lines)
            cells.append(made.xml(letters(column), numbers, looks))
        joined = _joined(*_heads(numbers, lines), *cells, "</row>", is_null_nothing=True)
        _, ends, data = joined.buffers()
        yield memoryview(data)[: int(np.frombuffer(ends, np.int64)[len(joined)])]


def _heads(numbers: pa.Array, lines: NDArray[np.int64]) -> tuple[Any, ...]:
    """The beginning of each row.  A sheet does not make a row higher by itself in every program."""
    if lines.max() == 1:
        return '<row r="', numbers, '">'
    points = np.minimum(_HIGHEST, 4 + 14.5 * lines)
    said = [
        f'" ht="{int(point * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1">' if count > 1 else '">'
        for point, count in zip(points.tolist(), lines.tolist(), strict=True)
    ]
    return '<row r="', numbers, pa.array(said, pa.large_string())


def _joined(*parts: Any, is_null_nothing: bool = False) -> pa.Array:
    scalars = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in parts]
    nothing = {"null_handling": "replace", "null_replacement": ""} if is_null_nothing else {}
    return pc.binary_join_element_wise(*scalars, pa.scalar("", pa.large_string()), **nothing)


@dataclass(frozen=True, slots=True)
class _Cells:
    """What stands in the cells of a column, escaped, null where nothing does.  ``kinds`` are their looks, ``of`` the place of
    each cell's; a look that ends with ! keeps spaces, and one that begins with # is a number's.  ``long`` are the texts that
    may go over several lines, null in the other rows."""

    said: pa.Array
    kinds: tuple[str, ...]
    of: NDArray[np.int8] | None = None
    long: pa.Array | None = None

    def xml(self, column: str, numbers: pa.Array, looks: Looks) -> pa.Array:
        begin, end = zip(*(_around(kind, looks) for kind in self.kinds), strict=True)
        start = f'<c r="{column}'
        if self.of is None:
            return _joined(start, numbers, begin[0], self.said, end[0])
        of = pa.array(self.of)
        of_each = (pa.array(each, pa.large_string()).take(of) for each in (begin, end))
        return _joined(start, numbers, next(of_each), self.said, next(of_each))


def _around(kind: str, looks: Looks) -> tuple[str, str]:
    """What stands before a cell's content, behind the number of its row, and what stands after it."""
    look = looks(kind.strip("#!"))
    if kind.startswith("#"):
        return f'" s="{look}"><v>', _NUMBER_END
    space = ' xml:space="preserve"' if kind.endswith("!") else ""
    return f'" s="{look}" t="inlineStr"><is><t{space}>', _TEXT_END


def _column(array: pa.Array) -> _Cells:
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _column(array.dictionary_decode())
    if pa.types.is_boolean(kind):
        return _Cells(texts(array).cast(pa.large_string()), ("centre",))
    if pa.types.is_integer(kind):
        return _decimals(array.cast(pa.decimal128(20, 0)), "whole")
    if pa.types.is_decimal(kind) and kind.precision <= 38 and kind.scale >= 0:
        return _decimals(array.cast(pa.decimal128(38, kind.scale)), f"decimal {kind.scale}")
    if pa.types.is_floating(kind):
        return _floats(array)
    if pa.types.is_date(kind):
        return _days(array.cast(pa.date32()))
    return _texts(texts(array))


def _decimals(array: pa.Array, look: str) -> _Cells:
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    low = words[:, 0]
    is_long = (words[:, 1] != low >> 63) | (low <= -_EXACT) | (low >= _EXACT)
    return _numbers_or_texts(array.cast(pa.large_string()), look, is_long & array.is_valid().to_numpy(False))


def _floats(array: pa.Array) -> _Cells:
    said = [None if cell is None else f"{cell:.16G}" for cell in array.to_pylist()]
    is_none = ~np.isfinite(array.fill_null(0).to_numpy(zero_copy_only=False))
    return _numbers_or_texts(pa.array(said, pa.large_string()), "text", is_none)


def _days(array: pa.Array) -> _Cells:
    days = array.view(pa.int32()).fill_null(0).to_numpy(zero_copy_only=False)
    is_early = days < _FIRST
    serial = pa.array(days + np.where(days < _MARCH, _DAYS - 1, _DAYS), mask=array.is_null().to_numpy(False))
    said = serial.cast(pa.large_string())
    if is_early.any():
        said = pc.if_else(pa.array(is_early), array.cast(pa.large_string()), said)
    return _numbers_or_texts(said, "day", is_early)


def _numbers_or_texts(said: pa.Array, look: str, is_text: NDArray[np.bool_]) -> _Cells:
    kinds = f"#{look}", "text"
    return _Cells(said, kinds, is_text.astype(np.int8)) if is_text.any() else _Cells(said, kinds[:1])


def _texts(array: pa.Array) -> _Cells:
    plain = said = array.cast(pa.large_string())
    length = pc.utf8_length(plain)
    is_long = _mask(pc.or_(pc.greater(length, _LONG), pc.match_substring(plain, "\n")))
    of = np.where(_mask(pc.match_substring_regex(plain, RISKY)), 2, is_long).astype(np.int8)
    is_odd = _mask(pc.or_(pc.match_substring_regex(plain, _ODD), pc.greater(length, LONGEST // 2)))
    if is_odd.any():
        written = [_written(text) for text in plain.filter(pa.array(is_odd)).to_pylist()]
        said = pc.replace_with_mask(plain, pa.array(is_odd), pa.array([text for text, _ in written], pa.large_string()))
        of[is_odd] += 3 * np.array([keeps for _, keeps in written], np.int8)
    if not of.any():
        return _Cells(said, ("text",))
    kinds = "text", "long", "risky", "text!", "long!", "risky!"
    return _Cells(said, kinds, of, pc.if_else(pa.array(is_long), plain, None) if is_long.any() else None)


def _written(text: str) -> tuple[str, bool]:
    """A text as XML, and whether it begins or ends with a space."""
    text = _UNWRITABLE.sub(lambda found: visible(found[0]), text)
    units = text.encode("utf-16-le")
    if len(units) > 2 * LONGEST:
        text = units[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"
    keeps = _SPACED.search(text) is not None
    text = _CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", _LIKE_ESCAPED.sub(r"_x005F\1", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), keeps


def _lines(cells: _Cells, width: float) -> NDArray[np.int64]:
    """How many lines each cell of a column has."""
    made = np.ones(len(cells.said), np.int64)
    if cells.long is not None:
        split = pc.split_pattern(cells.long.drop_null(), "\n")
        parts = split.flatten()
        wide = 2 * pc.utf8_length(parts).to_numpy() - pc.count_substring_regex(parts, r"[\x00-\x7f]").to_numpy()
        counts = pc.list_value_length(split).to_numpy()
        made[_mask(cells.long.is_valid())] = np.add.reduceat(1 + wide // int(width), np.cumsum(counts) - counts)
    return made


def _mask(array: pa.Array) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return made
