"""The facts of one claim as offices write them, and what is to be told of how they were understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from tiaowen.runtime.errors import FactError, visible
from tiaowen.runtime.facts import FactType, format_quantity, read_value

from ..analysis.places import expressions_of
from ..model.clause import Clause
from ..model.expr import Literal
from ..model.types import CLAIM_DATE
from .values import plain, value_of

DAY_OF_CLAIM = FactType(name=CLAIM_DATE, kind="date")
# A number without a unit, in figures or in words; what ends with 万 or 亿 says how much it is.
_BARE = re.compile(r"[-+]?[0-9〇零一二两三四五六七八九十百千点][0-9〇零一二两三四五六七八九十百千点,.\s]*")
# An amount without a unit, so many times below the least that its rule speaks of, was meant in 万元.
TIMES = 1000
# Rules speak of prices too, 5元 a 公斤; an amount from here on is one of a claim.
_LEAST = Fraction(10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How a fact was understood, where that is to be seen by somebody."""

    fact: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Facts as ``calc`` reads them."""

    facts: Mapping[str, object]
    notes: tuple[Note, ...]

    def noted(self, data: dict[str, Any]) -> dict[str, Any]:
        """A result as data, with what is noted where there is anything."""
        said = [{"fact": note.fact, "message": note.zh, "message_en": note.en} for note in self.notes]
        return {**data, "notes": said} if said else data


def taken(types: Iterable[FactType], given: Mapping[str, object]) -> Taken:
    """The facts of one claim."""
    kinds = {of.name: of for of in (*types, DAY_OF_CLAIM)}
    facts: dict[str, object] = {}
    notes: list[Note] = []
    for name, value in given.items():
        of = kinds.get(name)
        facts[name] = made = value if of is None else value_of(of, value)
        if isinstance(made, Decimal) and isinstance(plain(value), float):
            notes.append(_of_float(name, made))
    return Taken(facts=facts, notes=tuple(notes))


def in_unit(of: FactType, value: object, unit: str) -> object:
    """A bare number in the unit of its heading."""
    if not unit or of.kind != "number" or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return f"{value:f}{unit}" if isinstance(value, Decimal) else f"{value}{unit}"
    if isinstance(value, str) and is_bare(value):
        return f"{value.strip()}{unit}"
    return value


def _of_float(name: str, made: Decimal) -> Note:
    return Note(
        fact=name,
        zh=f"「{visible(name)}」是二进制小数，按显示的 {made:f} 计算",
        en=f"“{visible(name)}” is a binary float, and is taken as it is shown: {made:f}",
    )


def too_small(clause: Clause, facts: Mapping[str, object]) -> tuple[Note, ...]:
    """Amounts without a unit that are implausibly small beside those of the rule: 30 where 30万元 was meant."""
    least = least_amount(clause)
    if least is None:
        return ()
    notes = []
    for of in clause.asked:
        value = facts.get(of.name)
        if of.kind != "number" or of.unit != "元" or not is_bare(value):
            continue
        try:
            held = read_value(of, value)
        except FactError:
            continue
        if isinstance(held, int) and 0 < held * TIMES <= least * of.scale:
            notes.append(_of_unit(of, held, least))
    return tuple(notes)


def is_bare(value: object) -> bool:
    """Whether a number has no unit.

    >>> is_bare("1,234.50"), is_bare("三十"), is_bare("３０"), is_bare("30万"), is_bare("30元")
    (True, True, True, False, False)
    """
    if isinstance(value, str):
        return _BARE.fullmatch(normalize("NFKC", value).strip()) is not None
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _of_unit(of: FactType, held: int, least: Fraction) -> Note:
    name, yuan = visible(of.name), format_quantity(held, of.scale, "元")
    meant = f"{yuan.removesuffix('元')}万元"
    beside = format_quantity(least.numerator, least.denominator, "元")
    return Note(
        fact=of.name,
        zh=f"「{name}」没有写单位，按{yuan}计算；规则里的数额都在{beside}以上，是不是{meant}？",
        en=f"“{name}” has no unit and is taken as {yuan}; the rule speaks of {beside} and more: is it {meant}?",
    )


@lru_cache(maxsize=512)
def least_amount(clause: Clause) -> Fraction | None:
    """The least amount that a rule speaks of; looked for once, and not at each call of a service."""
    written = (expr for expr in expressions_of(clause) if isinstance(expr, Literal) and expr.type.shown == "元")
    return min((expr.value for expr in written if expr.value >= _LEAST), default=None)
