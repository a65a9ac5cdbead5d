"""Values and intervals of a number, in the drafter's units: 公里 where the rule asks for 公里."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.units import unit_decimals

from ..model.clause import Clause
from ..model.expr import Expr, FactRef
from ..model.types import NumberType, OptionType
from .interval import Interval


def shown(clause: Clause, subject: Expr, value: Fraction) -> str:
    """A value of the subject in the drafter's units: 公里 where the rule asks for 公里."""
    if isinstance(subject, FactRef) and isinstance(subject.type, NumberType):
        fact = next(fact for fact in clause.facts if fact.name == subject.name)
        steps = value / fact.scale
        return format_quantity(steps.numerator, steps.denominator * fact.reading.scale, fact.reading.unit)
    match subject.type:
        case NumberType(shown=unit):
            return format_quantity(value.numerator, value.denominator, unit)
        case OptionType(options=options):
            return options[int(value)]
    day = date.fromordinal(int(value))
    return f"{day.year}年{day.month}月{day.day}日"


def in_words(clause: Clause, subject: Expr, interval: Interval) -> tuple[str, str]:
    """An interval in words: 超过100万元、不满200万元; of whole numbers 4人至5人."""
    low, high = interval.low, interval.high
    is_counted = not isinstance(subject.type, NumberType) or (
        not unit_decimals(subject.type.unit) and subject.type.shown not in ("", "%") and not subject.type.is_ratio
    )
    if low is not None and high is not None and low == high:
        return f"恰为{shown(clause, subject, low)}", f"exactly {shown(clause, subject, low)}"
    if is_counted and low is not None and high is not None and interval.low_included and interval.high_included:
        return (
            f"{shown(clause, subject, low)}至{shown(clause, subject, high)}",
            f"{shown(clause, subject, low)} to {shown(clause, subject, high)}",
        )
    said: list[tuple[str, str]] = []
    if low is not None:
        number = shown(clause, subject, low)
        said.append((f"{number}以上", f"from {number} on") if interval.low_included else _above(number))
    if high is not None:
        number = shown(clause, subject, high)
        said.append((f"不超过{number}", f"up to {number}") if interval.high_included else _below(number))
    return "、".join(zh for zh, _ in said), ", ".join(en for _, en in said)


def _above(number: str) -> tuple[str, str]:
    return f"超过{number}", f"above {number}"


def _below(number: str) -> tuple[str, str]:
    return f"不满{number}", f"below {number}"
