"""Every number of the official text: those that mean a quantity, and those that do not, with the reason.

In: a place of the text.  Out: its numbers in order.  A number is a run of digits, or a Chinese numeral before a unit,
a fraction or 折.  Numbering, years, numbers inside names and quoted terms (“315”, 5G, 2.0版, 第六届) are ``exempt``.
What the others are is for figures.py to say.

>>> from tiaowen.compiler.text.source import Source
>>> source = Source.of("例", "（二）2025年，国家级5G工厂落实“3+3”布局，通行费六五折，每家补助2.5 万元。")
>>> [(number.text, number.exempt) for number in numbers_in(Span(source, 0, len(source.read.text)))]
[('（二）', '编号'), ('2025年', '年份'), ('5G', '名称'), ('“3+3”', '引号里的名称'), ('六五折', ''), ('2.5万元', '')]
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Literal

from ..language.roles import Role
from ..text.source import Span, squeeze
from .figures import IN_A_WORD, LAID_OUT, SIGNS, Value, figures, is_quoted_name
from .numbering import read_marker
from .roles_in_text import UNTOLD, roles_in

Exempt = Literal["", "编号", "年份", "名称", "引号里的名称", "概数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNumber:
    """``text`` as written, folded and without white space; ``values`` what it can be read as, none where it is exempt
    or cannot be read; ``roles`` those that its neighbours tell."""

    text: str
    values: tuple[Value, ...]
    exempt: Exempt = ""
    roles: frozenset[Role] = frozenset()
    span: Span = field(compare=False, repr=False)

    def is_one_of(self, values: Iterable[Value]) -> bool:
        return any(own.is_same(other) for other in values for own in self.values)


def numbers_in(
    span: Span, units: Collection[str] = (), *, is_numbered: bool = False, with_roles: bool = True
) -> tuple[TextNumber, ...]:
    """The numbers of a paragraph or a part of it; ``units`` are those that the policy declares.  Where it ``is_numbered``,
    1.6 at its beginning is its number and no quantity.  What they are for is found out only ``with_roles``."""
    squeezed = squeeze(span.source.read.text, span.start, span.end)
    text = squeezed.text
    if not (SIGNS.search(text) or _NUMBERING.search(text) or read_marker(text)):
        return ()
    found: list[tuple[int, int, Exempt, tuple[Value, ...]]] = []
    roles: dict[int, frozenset[Role]] = {}
    for start, end, reason in _exempt(text, units, is_numbered=is_numbered):
        found.append((start, end, reason, ()))
        text = text[:start] + "＊" * (end - start) + text[end:]
    read = figures(text, (), units, apart=squeezed.apart)
    for figure, told in zip(read, roles_in(text, read) if with_roles else repeat(UNTOLD), strict=False):
        roles[figure.start] = told
        is_laid_out = bool(LAID_OUT.match(text, figure.start)) and figure.is_bare
        is_word = not _NUMERAL.search(figure.text) or (figure.is_bare and text[: figure.start].endswith(_ONE_BEFORE))
        if not is_word:
            exempt: Exempt = "概数" if figure.text == "一批" else "名称" if is_laid_out else ""
            found.append((figure.start, figure.end, exempt, figure.readings + figure.borders))
            text = text[: figure.start] + "＊" * (figure.end - figure.start) + text[figure.end :]
    # Digits that are not understood are numbers all the same: nothing is passed over.
    found += ((match.start(), match.end(), "", ()) for match in _DIGITS.finditer(text))
    return tuple(
        TextNumber(
            text=squeezed.text[start:end],
            values=values,
            exempt=reason,
            roles=roles.get(start, frozenset()),
            span=squeezed.span(span.source, start, end),
        )
        for start, end, reason, values in sorted(found, key=lambda number: number[:2])
    )


_HAN = "零〇一二两三四五六七八九十百千万亿"
# 同一项目 and 任一单位 count nothing.
_ONE_BEFORE = ("同", "统", "任", "唯", "单", "逐")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NUMERAL = re.compile(rf"[0-9{_HAN}半]")
_NUMBERING = re.compile(
    rf"第[0-9{_HAN}]+(?:、第?[0-9{_HAN}]+)*[章节条款项目]|第?（[0-9{_HAN}]{{1,3}}）(?:[项款])?|[①-⑳]|[〔［][0-9]{{4}}[〕］][0-9]+号"
)
_YEAR = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:年(?![0-9]{1,2}月[0-9]{1,2}日)(?:[0-9]{1,2}月|度|版)?|(?=[-至](?:19|20)[0-9]{2}))"
    # a day or a month of no year is no length of time
    r"|(?<![0-9])(?<![0-9]年)[0-9]{1,2}月(?:[0-9]{1,2}日(?:[0-9]{1,2}：[0-9]{2})?|[底初末]|[上中下]旬|份)|(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3][0-9](?:[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?"
    r"|二[零〇][零〇一二三四五六七八九]{2}年|[上下]一年度?|[前近][一二两三四五]年(?!内)|(?<![满每续共计过足到达])[一二三四]季度(?!内|以)"
)
# https://39.107.105.7/a, 电话：020-38622512、38622513
_CONTACT = (
    r"(?:https?：//|www\.)[0-9A-Za-z./_\-%?=&#+：]+"
    r"|(?:(?<=电话)|(?<=传真)|(?<=热线)|(?<=手机))[^0-9，。；、]{0,3}[0-9][0-9\-]{5,}(?:[、/，][0-9][0-9\-]{5,})*|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}"
)
# 市县两级, 县、乡、村三级
_LEVELS = "(?<=[省市县区乡镇村])[两三四五]级(?!以|及|甲|残|资|医|伤)"
_NAME = re.compile(
    rf"{_CONTACT}|{_LEVELS}|{IN_A_WORD}|第[0-9{_HAN}]+[^，。；：、]?|[0-9{_HAN}]+年(?=行动|计划|规划)"
    r"|[A-Za-z][A-Za-z+\-]*[0-9]+[A-Za-z+]*|[0-9]+(?:\.[0-9]+)?(?:版|(?!(?:kg|km|KM|kW|KW|kw|kWh|KWH|kwh|cm|m|t|L)(?![A-Za-z0-9+]))[A-Za-z+]+(?<!m)[0-9]*)"
)
_QUOTED = re.compile(r"“[^“”，。；：]{1,30}”|《[^《》]{1,60}》")


def _exempt(text: str, units: Collection[str], *, is_numbered: bool) -> Iterator[tuple[int, int, Exempt]]:
    """What is no quantity, each place once."""
    taken: list[tuple[int, int]] = []
    marker = read_marker(text)
    length = marker.length if marker and (is_numbered or not marker.is_amount) else 0
    if is_numbered and not length and (digits := _DIGITS.match(text)):  # 3附则, squeezed
        length = digits.end()
    if length:
        taken.append((0, length))
        yield 0, length, "编号"
    reasons: tuple[tuple[re.Pattern[str], Exempt], ...] = (
        (_QUOTED, "引号里的名称"),
        (_NUMBERING, "编号"),
        (_YEAR, "年份"),
        (_NAME, "名称"),
    )
    for pattern, reason in reasons:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            if reason == "引号里的名称" and not _is_quoted_term(match[0][1:-1], units):
                continue
            taken.append((start, end))
            yield start, end, reason


def _is_quoted_term(text: str, units: Collection[str]) -> bool:
    """Whether a quoted term has a number that is part of it; what says an amount or a limit is never only a name."""
    if not is_quoted_name(text, units):
        return False
    return bool(figures(text, (), units)) or bool(re.search(rf"[0-9]|第[{_HAN}]", text))
