"""Ranges, and what the words of bounds include: by themselves, or as a policy's 本数 declares."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..language.bounds_words import BOUNDS_WORDS
from .expr import Expr


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
    known = BOUNDS_WORDS[word]
    if known.is_fixed:
        return known.inclusive
    return declared.get(word, declared.get(known.same_as, known.inclusive))
