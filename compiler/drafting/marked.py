"""A sentence with a mark for each number, so that its form can be looked for.

In: a squeezed text.  Out: ``Marked``: 对X给予Ⓜ0的奖励, where the character behind the mark says which number it is.
Ⓜ is money, Ⓡ a share, Ⓠ what counts or measures, Ⓓ a day.
"""

import re
from dataclasses import dataclass

from ..document.figures import DATE, PLACE, Figure, figures

MONEY, SHARE, COUNT = "Ⓜ.", "Ⓡ.", "Ⓠ."
NUMBER = "[ⓂⓇⓆ]."
_FIRST = 0xE100
# 三星级, 二级: which of several, rather than how many.
_RANK = re.compile("[一二三四五六七八九十]{1,2}(?:星级?|级|类|等|等奖|档)")
# A sentence with more numbers is a table.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    found: tuple[Figure, ...]

    def plain(self, text: str) -> str:
        """A piece of the marked text with its numbers again."""
        return re.sub("[ⓂⓇⓆⒹ](.)", lambda mark: self.of(mark[0]).text, text)

    def of(self, mark: str) -> Figure:
        return self.found[ord(mark[1]) - _FIRST]

    def unit(self, mark: str) -> str:
        """亩 of 20亩, 人 of 1万人; empty where it has none."""
        return re.sub(r"^(?:[0-9.,一二三四五六七八九十百万亿两〇零]|千(?![瓦克米]))+个?(?=.)", "", self.of(mark).text)

    def numbers(self, text: str) -> list[str]:
        return re.findall(NUMBER, text)


def marked(text: str) -> Marked:
    parts: list[str] = []
    found: list[Figure] = []
    at = 0
    for figure in figures(text)[:_MOST]:
        if (
            figure.is_bare
            or figure.start < at
            or _RANK.fullmatch(figure.text)
            or any(value.kind == PLACE for value in figure.values)
        ):
            continue
        kinds = {value.kind for value in figure.values}
        sign = "Ⓜ" if figure.is_money else "Ⓡ" if figure.is_ratio else "Ⓓ" if DATE in kinds else "Ⓠ"
        parts += [text[at : figure.start], sign, chr(_FIRST + len(found))]
        found.append(figure)
        at = figure.end
    return Marked("".join([*parts, text[at:]]), tuple(found))
