"""How like two texts are, and which of two lists belong together.

>>> paired(["每亩补助100元", "每户补助5元"], ["每户补助6元", "每亩补助120元"], likeness, Fraction(1, 2))
[(0, 1), (1, 0)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from ..source import squeeze

_Thing = TypeVar("_Thing")


def likeness(one: str, other: str) -> Fraction:
    """Between 0 and 1: how many pairs of neighbouring characters the two have in common."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return Fraction(one == other)
    return Fraction(2 * (first & second).total(), first.total() + second.total())


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
