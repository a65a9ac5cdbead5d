"""Steps of a kernel: data.  Each is worked out once, of those before it.

A step is a whole number of 64 bits, which wraps, a binary double, or a truth.  INVARIANT: no double is ever a result: it only
guesses a quotient, which whole numbers correct, or tells apart numbers that are far apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["whole", "real", "truth"]
Code = Literal[
    # Whole numbers: a constant, a column of facts, the day; sums, differences and products wrap.
    "constant",
    "fact",
    "day",
    "add",
    "subtract",
    "multiply",
    "choose",
    "least",
    "most",
    "size",
    "floor",
    "number_of",
    "shift_months",
    "months_between",
    # Doubles: of a whole number, or a constant.
    "real",
    "real_constant",
    "real_add",
    "real_subtract",
    "real_multiply",
    "real_divide",
    "real_choose",
    # Truths: `within` is whether a number is from `constant` to `high`.
    "truth",
    "truth_fact",
    "less",
    "at_most",
    "equal",
    "real_less",
    "within",
    "and",
    "or",
    "not",
    # Lists: a field of the present item, or of that at a place; how many items there are; what all of them come to.
    "item",
    "truth_item",
    "item_at",
    "truth_item_at",
    "length",
    "sum",
    "real_sum",
    "count",
    "every",
]
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("real", "real_sum"), "real"),
    **dict.fromkeys(("real_constant", "real_add", "real_subtract", "real_multiply", "real_divide"), "real"),
    **dict.fromkeys(("truth", "truth_fact", "less", "at_most", "equal", "real_less", "within"), "truth"),
    **dict.fromkeys(("and", "or", "not", "truth_item", "truth_item_at", "every"), "truth"),
    "real_choose": "real",
}


@dataclass(frozen=True, slots=True)
class Step:
    """``of`` are the places of the steps that it is made of; ``constant`` is its number, or the place of its column (of
    ``item_at``, ``high`` is that of the item; a ``floor`` of what is not below zero has 1, a ``real_constant`` is divided by its ``high``, where it has one).  ``inner`` are the places of the lists whose present item it is of; ``lists``
    those that are gone through for what all items come to.  ``wraps``: only its remainder by 2^64 may be known."""

    code: Code
    of: tuple[int, ...] = ()
    constant: int = 0
    high: int = 0
    lists: tuple[int, ...] = ()
    inner: tuple[int, ...] = ()
    wraps: bool = False

    @property
    def kind(self) -> Kind:
        return KINDS.get(self.code, "whole")


@dataclass(frozen=True, slots=True)
class Asked:
    """A column that a kernel reads: a fact, whether it was given, or a field of the items of a list (``field`` is its place)."""

    fact: str
    what: Literal["number", "byte", "day", "given"]
    field: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """A clause: ``steps``, and which of them are its results.

    ``values`` are one amount each (of an answer whether it is so), in whole numbers of the smallest part of the result;
    ``caps`` are truths, in the order of the clause's; ``apart`` is whether a number is beyond what is counted with here, and
    ``refused`` whether a check fails.  ``columns`` and ``lists`` are what is read, ``names`` what steps are called.
    ``bound`` is the greatest number that facts may be, in their units (None: as they may be).
    """

    steps: tuple[Step, ...]
    columns: tuple[Asked, ...]
    lists: tuple[str, ...]
    names: dict[int, str]
    values: tuple[int, ...]
    eligible: int
    caps: tuple[int, ...]
    apart: int
    refused: int
    asks_day: bool
    bound: int | None
