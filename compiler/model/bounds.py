"""What words of bounds include.

By default as the Civil Code has it (article 1259: 以上、以下、以内、届满 include the number, 不满、超过、以外 do not), and
likewise 达到、满、不低于、不少于、不超过、不高于、至.  A policy's 本数 may declare any of them otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .expr import Expr

_EXCLUSIVE = {
    "超过",
    "超",
    "高于",
    "大于",
    "多于",
    "低于",
    "少于",
    "小于",
    "不满",
    "不足",
    "未满",
    "未达到",
    "以外",
    "早于",
    "晚于",
}
# Words that 本数 declares under another name.
_SAME_AS = {
    "及以上": "以上",
    "及以下": "以下",
    "达": "达到",
    "超": "超过",
    "未超过": "不超过",
    "未达": "未达到",
    "超出": "超过",
    "不少于": "不低于",
    "不大于": "不超过",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From ``low`` to ``high``; None is without end.  ``stated`` are the ends (low, high) of which （含）or （不含）says
    whether they belong to it."""

    low: Expr | None
    low_inclusive: bool
    high: Expr | None
    high_inclusive: bool
    text: str
    stated: tuple[bool, bool] = (False, False)


def is_inclusive(word: str, declared: Mapping[str, bool]) -> bool:
    """Whether the number itself belongs to a range that ``word`` makes."""
    word = word.removeprefix("首次")
    for spelling in (word, _SAME_AS.get(word, word)):
        if spelling in declared:
            return declared[spelling]
    return _SAME_AS.get(word, word) not in _EXCLUSIVE
