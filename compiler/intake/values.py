"""One value of a fact as offices write it.

>>> day = FactType(name="成立日期", kind="date")
>>> [value_of(day, said, "typed") for said in ("2019年5月1日", "2019/5/1", "2019.5.1", "２０１９－５－１", "2019-13-1")]
['2019-05-01', '2019-05-01', '2019-05-01', '2019-05-01', '2019-13-1']
>>> value_of(FactType(name="首次申报", kind="boolean"), "√", "sheet")
True
>>> value_of(FactType(name="投资额", kind="number", unit="元", decimals=2), 0.1, "sheet")
Decimal('0.1')
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal
from unicodedata import normalize

from tiaowen.runtime.facts import FactType

Source = Literal["typed", "sheet"]

_DAY = re.compile(
    r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*[月/.\-]\s*([0-9]{1,2})\s*日?(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
)
# What a tick in a column says.  In what is typed only 是 and 否 are an answer: 1 may be a slip of the column.
_YES = frozenset(("√", "✓", "✔", "☑", "y", "yes", "true", "1"))
_NO = frozenset(("×", "✗", "✘", "x", "n", "no", "false", "0"))
# A whole number up to here is itself as a binary float.
_SAFE = 2**53


def value_of(of: FactType, value: object, source: Source) -> object:
    """The value as ``calc`` reads it; what is none of the ways to write it as it is.  ``is_empty`` ones are not for here."""
    value = plain(value)
    match of.kind:
        case "date":
            return _day(value)
        case "boolean":
            return _truth(value, source)
        case "option":
            return _option(of, value)
        case "number":
            return _number(value, source)
        case "list":
            return _items(of, value, source)
        case "record":
            return _fields(of, value, source)
        case "text":
            return value


def is_empty(value: object) -> bool:
    """Whether a cell has nothing: no value, white space, or what pandas and NumPy say for it (NaN, NaT, NA)."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NaTType", "NAType")


def plain(value: object) -> object:
    """A number or day of NumPy or pandas as Python's own."""
    kind = type(value)
    if kind.__module__.partition(".")[0] == "numpy" and hasattr(value, "item"):
        made: object = value.item()
        return made
    if kind.__module__.startswith("pandas") and isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    return value


def _day(value: object) -> object:
    if isinstance(value, datetime):
        return value.date() if value.timetz() == time() else value
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if text is None:
        return value
    said = normalize("NFKC", text).strip()
    found = _DAY.fullmatch(said) or _compact(said)
    if found is None:
        return value
    try:
        return date(*map(int, found.groups()[-3:])).isoformat()
    except ValueError:
        return value


def _compact(said: str) -> re.Match[str] | None:
    """20190501, in eight digits."""
    return re.fullmatch("((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})", said)


def _truth(value: object, source: Source) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value in (0, 1):
        value = int(value)
    said = str(value).strip().lower() if isinstance(value, str | int) else ""
    if said in ("是", "否"):
        return said == "是"
    if source == "sheet" and said in _YES | _NO:
        return said in _YES
    return value


def _option(of: FactType, value: object) -> object:
    """The option, without the white space around it and however wide its brackets are."""
    if not isinstance(value, str) or value in of.options:
        return value
    alike = [option for option in of.options if _folded(option) == _folded(value)]
    return alike[0] if len(alike) == 1 else value


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _number(value: object, source: Source) -> object:
    """A whole float is its number; in a sheet, whose cells are floats, one with a fraction is what it prints as."""
    if isinstance(value, float) and math.isfinite(value):
        if value.is_integer() and abs(value) < _SAFE:
            return int(value)
        if source == "sheet":
            return Decimal(repr(value))
    return value


def _items(of: FactType, value: object, source: Source) -> object:
    value = value.tolist() if type(value).__module__ == "numpy" and hasattr(value, "tolist") else value
    if of.item is None or not isinstance(value, list | tuple):
        return value
    return [value_of(of.item, part, source) for part in value]


def _fields(of: FactType, value: object, source: Source) -> object:
    kinds = {part.name: part for part in of.fields}
    if isinstance(value, Mapping):
        return {name: value_of(kinds[name], part, source) if name in kinds else part for name, part in value.items()}
    if isinstance(value, list | tuple) and len(value) == len(of.fields):
        return [value_of(kind, part, source) for kind, part in zip(of.fields, value, strict=True)]
    return value
