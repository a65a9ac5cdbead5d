"""One value of a fact as offices write it.

>>> day = FactType(name="成立日期", kind="date")
>>> [value_of(day, said) for said in ("2019年5月1日", "2019/5/1", "2019.5.1", "２０１９－５－１", "2019-13-1")]
['2019-05-01', '2019-05-01', '2019-05-01', '2019-05-01', '2019-13-1']
>>> value_of(FactType(name="首次申报", kind="boolean"), "√")
True
>>> value_of(FactType(name="投资额", kind="number", unit="元", decimals=2), 0.1 + 0.2)
Decimal('0.3')
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from unicodedata import normalize

from tiaowen.runtime.facts import FactType
from tiaowen.runtime.numerals import NumeralError, read_numeral

from ..tables.floats import shown_number

_DAY = re.compile(
    r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*[月/.\-]\s*([0-9]{1,2})\s*日?(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
)
# 二〇一九年五月一日, as official documents have it.
_DAY_IN_WORDS = re.compile(
    "([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YES = frozenset(("是", "√", "✓", "✔", "☑", "y", "yes", "true", "1"))
_NO = frozenset(("否", "×", "✗", "✘", "x", "n", "no", "false", "0"))
# How amounts of money begin or end that are more than digits and a unit: ￥1,200.00, (1,200.00), 5000元整.
_OF_MONEY = frozenset("¥￥-－(（")


def value_of(of: FactType, value: object) -> object:
    """The value as ``calc`` reads it; what is none of the ways to write it as it is.  ``is_empty`` ones are not for here."""
    value = plain(value)
    match of.kind:
        case "date":
            return _day(value)
        case "boolean":
            return _truth(value)
        case "option":
            return _option(of, value)
        case "number":
            return _number(of, value)
        case "list":
            return _items(of, value)
        case "record":
            return _fields(of, value)
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
    text = _said(value)
    if text is None:
        return value
    said = normalize("NFKC", text).strip()
    found = _DAY.fullmatch(said) or _compact(said)
    if found is None:
        return _day_in_words(said) or value
    try:
        return date(*map(int, found.groups()[-3:])).isoformat()
    except ValueError:
        return value


def _said(value: object) -> str | None:
    """A text, and a whole number as one: a column that has gaps brings 20190501.0 and 1.0.  None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    if isinstance(value, float | Decimal):
        value = int(value) if math.isfinite(value) and value == int(value) else str(value)
    return str(value)


def _compact(said: str) -> re.Match[str] | None:
    """20190501, in eight digits."""
    return re.fullmatch("((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})", said)


def _day_in_words(said: str) -> str | None:
    found = _DAY_IN_WORDS.fullmatch(said)
    try:
        parts = (found[1].translate(_DIGITS), read_numeral(found[2]), read_numeral(found[3])) if found else None
        return date(*map(int, parts)).isoformat() if parts else None
    except (NumeralError, ValueError):
        return None


def _truth(value: object) -> object:
    said = "" if isinstance(value, bool) else (_said(value) or "").strip().lower().removesuffix(".0")
    return said in _YES if said in _YES | _NO else value


def _option(of: FactType, value: object) -> object:
    """The option, without the white space around it and however wide its brackets are."""
    if not isinstance(value, str) or value in of.options:
        return value
    alike = [option for option in of.options if _folded(option) == _folded(value)]
    return alike[0] if len(alike) == 1 else value


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _number(of: FactType, value: object) -> object:
    """A float is the number that it is shown as; an amount may have what accountants write around it."""
    if isinstance(value, float) and math.isfinite(value):
        return shown_number(value)
    if isinstance(value, str) and of.unit == "元" and (value[:1] in _OF_MONEY or value.rstrip()[-1:] == "整"):
        return _amount(value)
    return value


def _amount(text: str) -> str:
    """￥1,200.00 without its sign, 5000元整 as 5000元; (1,200.00), which is below zero, as -1,200.00."""
    said = re.sub(r"^([-－]?)\s*[¥￥]\s*", r"\1", text.strip()).removesuffix("整")
    below = re.fullmatch(r"[(（]([^()（）]+)[)）]", said)
    return f"-{below[1].lstrip('¥￥ ')}" if below else said


def _items(of: FactType, value: object) -> object:
    value = value.tolist() if type(value).__module__ == "numpy" and hasattr(value, "tolist") else value
    if of.item is None or not isinstance(value, list | tuple):
        return value
    return [value_of(of.item, part) for part in value]


def _fields(of: FactType, value: object) -> object:
    kinds = {part.name: part for part in of.fields}
    if isinstance(value, Mapping):
        return {name: value_of(kinds[name], part) if name in kinds else part for name, part in value.items()}
    if isinstance(value, list | tuple) and len(value) == len(of.fields):
        return [value_of(kind, part) for kind, part in zip(of.fields, value, strict=True)]
    return value
