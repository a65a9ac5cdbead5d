"""The numbers that paragraphs of Chinese documents begin with: 第七条, 七、, （七）, 7., （7）, ⑦.

In: the folded text of a paragraph.  Out: a ``Marker`` with the style and the value of its number, or None.
"""

import re
from typing import Literal, NamedTuple

from ..text.source import SPACE

Style = Literal["章", "节", "条", "一", "（一）", "1", "（1）", "①"]


class Marker(NamedTuple):
    """``length`` counts the characters up to what is numbered."""

    style: Style
    number: int
    length: int


def read_marker(text: str) -> Marker | None:
    match = _MARKER.match(text)
    if not match or match.lastindex is None:
        return None
    style = _MARKERS[match.lastindex - 1][0]
    return Marker(style, number_value(match[match.lastindex]), match.end())


def number_value(text: str) -> int:
    """7 for 7, 七 and ⑦; 21 for 二十一; 115 for 一百一十五; 105 for 一〇五 and 一百零五."""
    if text[0] in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text)
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = f"[{''.join((*_DIGITS, *_UNITS))}]{{1,7}}"
_GAP = f"[{SPACE}]{{0,3}}"
_ANY = rf"(?:{_HAN}|[0-9]{{1,3}})"
# 第七条 that goes on with 规定, 所称 … speaks of an article and does not begin one.
_BEGINS = r"(?!规定|所|第|的|、|至|和|中|与|或)"
_MARKERS: tuple[tuple[Style, str], ...] = (
    ("章", rf"第({_ANY})章"),
    ("节", rf"第({_ANY})节"),
    ("条", rf"第({_ANY})条{_BEGINS}"),
    ("一", rf"({_HAN}){_GAP}[、.]"),
    ("（一）", rf"（{_GAP}({_HAN}){_GAP}）"),
    ("1", r"([0-9]{1,3})[、.](?![0-9])"),
    ("（1）", rf"（?{_GAP}([0-9]{{1,3}}){_GAP}）"),
    ("①", rf"([{_CIRCLED}])"),
)
_MARKER = re.compile("|".join(pattern for _, pattern in _MARKERS))

# A line that begins a chapter or an article of a document, whatever its numbering; for recovery only.
HEADING_LINE = re.compile(rf"(?m)^[^\S\n]*(?:第{_ANY}[章条]{_BEGINS}|（{_GAP}{_HAN}{_GAP}）|{_HAN}、)")
