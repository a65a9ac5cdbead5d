"""How like two texts are, and which of two lists belong together.

>>> paired(["每亩补助100元", "每户补助5元"], ["每户补助6元", "每亩补助120元"], likeness, Fraction(1, 2))
[(0, 1), (1, 0)]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from ..text.source import squeeze

_Thing = TypeVar("_Thing")


def likeness(one: str, other: str) -> Fraction:
    """Between 0 and 1: how many pairs of neighbouring characters the two have in common."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return Fraction(one == other)
    return Fraction(2 * (first & second).total(), first.total() + second.total())


# What sentences that give money have in common, whatever they are about.
_COMMON = re.compile(
    "支持|鼓励|加快|推进|推动|促进|加强|实施|开展|发展|获评|获得|评为|认定|给予|按照|一次性|奖励|奖补|补助|补贴|资助|最高|不超过|企业|单位|项目|"
    "当年|年度|首次|新增|每家|每个|以上|以下|达到|超过|[0-9０-９.,，。；：、（）()%％‰元万亿家个项人年月日对的为按获得评]"
)


def substance(one: str, other: str) -> Fraction:
    """How like two texts are in what they are about, without the words of every award.

    >>> likeness("对获得省级名牌的企业，奖励20万元", "对获评绿色工厂的企业，奖励50万元") > Fraction(1, 3)
    True
    >>> substance("对获得省级名牌的企业，奖励20万元", "对获评绿色工厂的企业，奖励50万元")
    Fraction(0, 1)
    """
    return likeness(_COMMON.sub("", squeeze(one).text), _COMMON.sub("", squeeze(other).text))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    plain = squeeze(text).text
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def paired(
    old: Sequence[_Thing], new: Sequence[_Thing], like: Callable[[_Thing, _Thing], Fraction], least: Fraction
) -> list[tuple[int, int]]:
    """The places of those that belong together, each once: the most alike first, of equally alike ones those that stand
    in the same order; none that are less alike than ``least``."""
    scored = [
        (-score, abs(at * len(new) - to * len(old)), at, to)
        for at, one in enumerate(old)
        for to, other in enumerate(new)
        if (score := like(one, other)) >= least
    ]
    found: dict[int, int] = {}
    for _, _, at, to in sorted(scored):
        if at not in found and to not in found.values():
            found[at] = to
    return sorted(found.items())
