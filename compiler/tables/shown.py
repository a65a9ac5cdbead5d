"""Values of columns as texts that people read, and that a sheet which opens them does not take for a formula.

In: a column of Arrow.  Out: a column of texts, null where there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

# What a sheet takes for the beginning of a formula (CSV injection), and what is a plain number all the same.
_BEGINNING = r"[=+\-@\t\r]"
RISKY = f"^{_BEGINNING}"
_NUMBER = r"^[+\-]?[0-9][0-9,]*(\.[0-9]+)?%?$"


def texts(array: pa.Array) -> pa.Array:
    """Each value as text: money with its decimals, 是 and 否, days as 2019-05-01, the items of a list with 、 between them."""
    kind = array.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pc.if_else(pc.equal(array, ""), pa.scalar(None, kind), array).cast(pa.string())
    if pa.types.is_boolean(kind):
        return pc.if_else(array, "是", "否")
    if pa.types.is_decimal(kind) or pa.types.is_integer(kind) or pa.types.is_date(kind) or pa.types.is_floating(kind):
        return array.cast(pa.string())
    if pa.types.is_dictionary(kind):
        return texts(array.dictionary_decode())
    return pa.array([said(value) or None for value in array.to_pylist()], pa.string())


def said(value: Any) -> str:
    """One value as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        return "、".join(map(said, value))
    if isinstance(value, Mapping):
        return "、".join(f"{name} {said(part)}" for name, part in value.items())
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, bytes):
        return value.hex()
    return "" if value is None else str(value)


def harmless(array: pa.Array) -> pa.Array:
    """Texts before which an apostrophe stands where a sheet would take them for a formula."""
    risky = pc.and_(pc.match_substring_regex(array, RISKY), pc.invert(pc.match_substring_regex(array, _NUMBER)))
    if not pc.any(risky).as_py():
        return array
    return pc.if_else(risky, pc.binary_join_element_wise("'", array, ""), array)


def as_meant(array: pa.Array) -> pa.Array:
    """Texts of a file without the apostrophe that ``harmless`` puts before some."""
    if not pc.any(pc.starts_with(array, "'")).as_py():
        return array
    return pc.replace_substring_regex(array, f"^'({_BEGINNING})", r"\1")


def harmless_text(text: str) -> str:
    """The same of one text.

    >>> harmless_text("=1+1"), harmless_text("-5"), harmless_text("甲")
    ("'=1+1", '-5', '甲')
    """
    made: str = harmless(pa.array([text], pa.string()))[0].as_py()
    return made
