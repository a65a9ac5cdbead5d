"""Patterns of JSON Schema for numbers in texts: 3000万元, 三千万元, 20%, 百分之二十, 19:30.

In: the unit of a fact.  Out: a pattern that every text has which the runtime reads (quantities.py), and few others; in the
part of regular expressions that ECMA-262, which JSON Schema names, and Python have in common.
"""

from __future__ import annotations

import re

from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.units import UNITS, parse_unit

_DIGIT, _HAN = "[0-9０-９]", "零〇一二三四五六七八九"
_SIGNS = "-－−负"
_NUMERAL = (
    f"[{_SIGNS}+＋]?(?:半|{_DIGIT}+(?:[,，]{_DIGIT}{{3}})*(?:[.．]{_DIGIT}+)?[十百千万亿]*(?:{_DIGIT}{{1,4}}万)?(?:{_DIGIT}{{4}})?"
    f"|[{_HAN}两十百千万亿]+(?:点[{_HAN}]+[十百千万亿]*)?)"
)
_TENTH = f"[1-9１-９{_HAN[2:]}两]"
_RATIO = (
    f"{_NUMERAL}(?:[%％‰‱倍]|个百分点|个基点|BP|bp)?|{_NUMERAL}分之{_NUMERAL}|{_DIGIT}+[/／]{_DIGIT}+"
    f"|{_TENTH}(?:[.．点]?(?:{_DIGIT}|[{_HAN}两]))?折|{_TENTH}成{_TENTH}?|一半"
)
_CLOCK = "(?:次日|第二天)?[0-9]{1,2}(?:[:：][0-5][0-9]|[时点](?:[0-5]?[0-9]分?|半)?)"
# Below zero: a sign, and behind it something that is not nothing.
_NEGATIVE = f"[{_SIGNS}](?:[0０,，.．零〇点]*[1-9１-９{_HAN[2:]}两半]|[十百千])"
# What Python takes from the ends of a text, of which \s has the rest.
_SPACE = "[\\s\\u001c-\\u001f\\u0085]*"
# Between the words of a unit that is made of several; which of them come to the same dimension, only the reader can say.
_MADE_OF_SEVERAL = "[^{0}]+[{0}][\\s\\S]+".format("/／∕·•・･⋅*×")
_SIZED = "(?:个|[百千万亿])*"


def number_pattern(unit: str, decimals: int, *, negative: bool) -> str:
    """The pattern of texts that give a number of this unit."""
    if unit == CLOCK:
        body = _CLOCK
    elif unit == "%":
        body = _RATIO
    elif not unit:
        body = f"{_NUMERAL}倍?" if decimals else _NUMERAL
    else:
        words = "|".join(map(escaped, _words(unit)))
        body = f"{_NUMERAL}{_SPACE}(?:{_SIZED}(?:{words})|{_MADE_OF_SEVERAL})?"
    return f"^{_SPACE}{'' if negative else f'(?!{_NEGATIVE})'}(?:{body}){_SPACE}$"


def escaped(text: str) -> str:
    """A text as a pattern that is found where it stands; no sign is escaped that ECMA-262 would not have escaped."""
    return re.sub(r"[$^\\.*+?()\[\]{}|/]", r"\\\g<0>", text)


def _words(unit: str) -> list[str]:
    """The unit, and all single words of its dimension."""
    own = parse_unit(unit)
    same = [word for word, one in UNITS.items() if own is not None and own.same_dimension(one)]
    return list(dict.fromkeys([unit, *same]))
