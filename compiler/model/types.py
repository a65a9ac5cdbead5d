"""The types of what a rule speaks of: numbers with their dimension, options, yes or no, dates, texts, lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal as OneOf

from tiaowen.runtime.units import Unit

from .unit_words import IN_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberType:
    """A number with its dimension.  ``shown`` is the unit in which people see it: 元, 亩, %, or nothing."""

    unit: Unit
    shown: str
    # The unit in which a fact was asked for (吨), and how much of ``unit`` it is.
    said: tuple[str, Fraction] | None = field(default=None, compare=False)

    @property
    def told(self) -> tuple[str, Fraction]:
        """The unit in which an explanation shows it, and how much of ``unit`` that is."""
        return self.said or ("个月" if self.shown == "月" else self.shown, Fraction(1))

    @property
    def is_ratio(self) -> bool:
        return self.shown == "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionType:
    """One of some words; ``ordered`` from low to high."""

    options: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """是否, 日期 or 文字."""

    kind: OneOf["boolean", "date", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListType:
    """A list of ``item``s counted in ``each`` (笔, 项目, 条); ``fields`` where its items are records.

    ``order`` is what its order is by: the name of a field, nothing where it is that in which it is filled in; None where
    it has none, so that no item is the first.  Of years, whether this one is among them (None: it was not said)."""

    item: Type | None
    each: str
    fields: tuple[tuple[str, Type], ...] = ()
    order: str | None = None
    this_year: bool | None = None

    @property
    def in_order(self) -> str:
        """What is declared of its order: 按签约日期先后, 不含本年."""
        order = "" if self.order is None or self.each in IN_TIME else f"按{self.order}先后"
        years = {None: "", True: "含本年", False: "不含本年"}[self.this_year]
        return "，".join(said for said in (order, years) if said)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(name for name, _ in self.fields)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The fields by which its items are of a kind, so that one can count these: options, words, which year it is."""
        return tuple(
            name for name, of in self.fields if isinstance(of, OptionType) or of == TEXT or is_which_year(name, of)
        )


def is_which_year(name: str, kind: Type) -> bool:
    """年份：整数."""
    return isinstance(kind, NumberType) and kind.unit.is_dimensionless and name.endswith(("年份", "年度"))


Type = NumberType | OptionType | Plain | ListType
# The fact that every rule may use without asking for it: the day for which a result is calculated.
CLAIM_DATE = "申报日期"
# In place of an option of a list that has no items.
NO_ITEM = "没有一项"
BOOLEAN = Plain("boolean")
DATE = Plain("date")
TEXT = Plain("text")
