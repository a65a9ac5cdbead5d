"""The numbers that paragraphs of Chinese documents begin with: 第七条, 七、, （七）, 7., 7.1, （7）, ⑦, 第七，.

In: the folded text of a paragraph.  Out: a ``Marker`` with the style and the value of its number, or None.
"""

import re
from typing import Literal, NamedTuple, get_args

from ..text.source import SPACE

# From the highest level to the lowest, as they usually stand.
Style = Literal["编", "章", "节", "条", "一", "（一）", "1", "1.1", "1.1.1", "（1）", "①", "第一，"]
STYLES: tuple[Style, ...] = get_args(Style)


class Marker(NamedTuple):
    """``length`` counts the characters up to what is numbered.  Where it is not ``sure``, the paragraph may as well
    speak of an article (第七条规定……) as begin one: what is numbered before and behind it tells.  ``above`` are the
    numbers that 3.2.1 has before its own."""

    style: Style
    number: int
    length: int
    sure: bool = True
    above: tuple[int, ...] = ()

    @property
    def is_amount(self) -> bool:
        """Whether it is a quantity (1.6升, 3 家) unless the numbers before it say otherwise."""
        return bool(self.above) or (self.style == "1" and not self.sure)


def read_marker(text: str) -> Marker | None:
    match = _MARKER.match(text)
    if not match or match.lastindex is None:
        return None
    style = _MARKERS[match.lastindex - 1][0]
    if style in ("1.1", "1.1.1"):
        *above, number = map(int, re.split("[.．]", match[match.lastindex]))
        return Marker(style, number, match.end(), False, tuple(above))
    speaks_of = _SPEAKS_OF.get(style)
    sure = speaks_of is None or not speaks_of.match(text, match.end())
    sure = sure and (style != "（1）" or not text[0].isdecimal())  # 27） may be the end of a telephone number
    return Marker(style, number_value(match[match.lastindex]), match.end(), sure)


def number_value(text: str) -> int:
    """7 for 7, 七, ⑦ and ㈦; 21 for 二十一; 115 for 一百一十五; 105 for 一〇五 and 一百零五; 10 for 1 0."""
    text = "".join(char for char in text if not char.isspace())
    for row in _SINGLE:
        if text[0] in row:
            return row.index(text[0]) + 1
    if text.isdecimal():
        return int(text)
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _row(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# One character a number: ①, ⑴, ⒈, ㈠.
_CIRCLED = _row((0x2460, 0x2473), (0x3251, 0x325F))
_BRACKETED = _row((0x2474, 0x2487))
_DOTTED = _row((0x2488, 0x249B))
_BRACKETED_HAN = _row((0x3220, 0x3229))
_SINGLE = (_CIRCLED, _BRACKETED, _DOTTED, _BRACKETED_HAN)
_GAP = f"[{SPACE}]{{0,3}}"
_HAN = f"[{''.join((*_DIGITS, *_UNITS))}]{{1,9}}"
_ANY = rf"(?:{_HAN}|[0-9]{{1,4}})"
# Word processors leave white space within: 第 1 0 条, 第 一 百 条.
_SPACED = rf"(?:{_HAN[:-5]}(?:{_GAP}{_HAN[:-5]}){{0,8}}|[0-9](?:{_GAP}[0-9]){{0,3}})"
# 第七条 that goes on with 规定, 所称 … speaks of an article and does not begin one.
_BEGINS = r"(?!规定|所|第|的|、|至|和|中|与|或)"
_NO_AMOUNT = "(?!周岁)(?=[\u4e00-\u9fff“《])(?![万亿千百元倍个家名人项年月日岁亩吨米公平折至到以升斤克度分成寸小])"
_SPEAKS_OF: dict[Style, re.Pattern[str]] = {
    "条": re.compile(r"规定|所|第|的|、|至|和|中|与|或|及|，|》|”|）"),
    "（一）": re.compile(r"项(?!目)|款(?!项)|目(?![标录的])|至|（[一二三四五六七八九十]|、（"),
    # 一、二、三等奖; 一 总则, which may be two cells
    "一": re.compile(r"[二三四五六七八九十](?:、|[等级类年次]|产业)|(?<![、.])"),
    # 1 总则, above 1.1
    "1": re.compile(r"(?<=\s)"),
    "第一，": re.compile(""),
}
_MARKERS: tuple[tuple[Style, str], ...] = (
    ("编", rf"第{_GAP}({_SPACED}){_GAP}[编篇]"),
    ("章", rf"第{_GAP}({_SPACED}){_GAP}(?:章|部分)"),
    ("节", rf"第{_GAP}({_SPACED}){_GAP}节"),
    ("条", rf"第{_GAP}({_SPACED}){_GAP}条"),
    ("一", rf"({_HAN}){_GAP}[、.]"),
    ("一", rf"({_HAN})[{SPACE}]{{1,3}}(?=\w)"),
    ("（一）", rf"[（〔\[【]{_GAP}({_HAN}){_GAP}[）〕\]】]"),
    ("（一）", rf"([{_BRACKETED_HAN}])"),
    # 1.2 支持研发; 1.2倍 and 1.2万元 are none
    ("1.1.1", rf"([1-9][0-9]?[.．][1-9][0-9]?[.．][1-9][0-9]?)[.．、]?{_GAP}{_NO_AMOUNT}"),
    ("1.1", rf"([1-9][0-9]?[.．][1-9][0-9]?)[.．、]?{_GAP}{_NO_AMOUNT}"),
    # 1.2025年起……, 1.80周岁以上的 begin 1., 1.5倍 does not
    ("1", rf"([0-9]{{1,3}}){_GAP}[、.](?:(?![0-9])|(?=(?:19|20)[0-9][0-9]年|[1-9][0-9]{{0,2}}周岁))"),
    ("1", rf"([{_DOTTED}])"),
    ("1", rf"([1-9][0-9]?)[{SPACE}]{{1,3}}{_NO_AMOUNT}"),
    ("（1）", rf"[（〔\[]?{_GAP}([0-9]{{1,3}}){_GAP}[）〕\]]"),
    ("（1）", rf"([{_BRACKETED}])"),
    ("①", rf"([{_CIRCLED}])"),
    ("第一，", rf"第({_HAN})[，、：]"),
)
_MARKER = re.compile("|".join(pattern for _, pattern in _MARKERS))

# A line that begins a chapter or an article of a document, whatever its numbering; for recovery only.
HEADING_LINE = re.compile(rf"(?m)^[^\S\n]*(?:第{_ANY}[章条]{_BEGINS}|（{_GAP}{_HAN}{_GAP}）|{_HAN}、)")
