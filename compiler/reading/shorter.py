"""A name without the word of what it measures, before a number of its unit: 累计缴费满1年, of 累计缴费年限; 行政处罚每次扣10分, of
行政处罚次数.

In: the names of a rule and what they measure.  Out: where such a shorter name ends, and the whole of it.  It is tried only where
nothing else can be read, and one that two names may be is none.
"""

import re

from ..language.word_lists import NUMERALS
from .vocabulary import Vocabulary

_MEASURES = re.compile(
    "(?:年限|年数|月数|天数|日数|小时数|人数|户数|家数|次数|件数|时间|时长|期限|面积|金额|数额|数量|重量|个数|里程|比例|比率|率|数|额|量)$"
)
_SHORTEST = 2
_BOUND = "(?:累计|已|连续)?(?:满|达到?|超过?|不满|不足|未满|低于|高于|少于|不超过|不少于|不低于|在)?"


class Shorter:
    """The shorter names of a rule."""

    def __init__(self, known: Vocabulary) -> None:
        found: dict[str, list[tuple[str, str]]] = {}
        for name, unit in sorted(known.kinds):
            short = _MEASURES.sub("", name)
            if name in known.names and unit in _UNITS and short != name and len(short) >= _SHORTEST:
                found.setdefault(short, []).append((name, unit))
        taken = known.names | known.options
        self._whole = {
            short: names[0]
            for short, names in found.items()
            if len(names) == 1 and not _begins(short, names[0][0], taken)
        }

    def end(self, text: str, at: int) -> int:
        """Where a shorter name ends; 0 where there is none."""
        for short in sorted(self._whole, key=len, reverse=True):
            stop = at + len(short)
            unit = _UNITS[self._whole[short][1]]
            if text.startswith(short, at) and re.compile(
                rf"{_BOUND}[{NUMERALS}.]+个?(?:{unit})|每(?:[一1]?(?:{unit})|[满增超])"
            ).match(text, stop):
                return stop
        return 0

    def whole(self, short: str) -> str:
        return self._whole[short][0] if short in self._whole else short


# What measures something, as it is said behind a number.
_UNITS = {
    **{unit: unit for unit in ("年", "人", "户", "家", "次", "件", "亩", "平方米", "公里", "吨", "小时", "分钟")},
    "月": "个?月",
    "天": "[天日]",
    "米": "公里|千米|米",
    "公斤": "公斤|千克|吨|斤",
    "元": "[万亿]?元",
    "千瓦时": "度|千瓦时",
    "立方米": "立方米|方",
    "%": "[%‰]|个?百分点",
}


def _begins(short: str, name: str, taken: frozenset[str]) -> bool:
    """Whether another name or an option is, or begins with, the shorter one."""
    return any(other.startswith(short) for other in taken if other != name)
