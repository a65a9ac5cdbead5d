"""Quantities as people read them, worked out by the sheet: 3000万元, 12345.67元, 约33.3333%; in English 2,600,000 yuan.

In: a fraction as operands.  Out: a text, which is what the runtime says of the same fraction.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...report.diagnostic import Language
from .formulas import Whole
from .operands import (
    EMPTY,
    NO,
    YES,
    Number,
    Text,
    Truth,
    as_number,
    beginning,
    choice,
    compare,
    constant,
    digits,
    ends_with,
    every,
    fits,
    grouped,
    if_text,
    joined,
    literal,
    minus,
    not_,
    plus,
    quotient,
    size,
    times,
    within,
)
from .steps import Steps
from .wide import Wide, WideArithmetic

_UNKNOWN = {"zh": "（不能计算）", "en": "(cannot be calculated)"}
_ABOUT = {"zh": "约", "en": "about "}
# What is too large for a cell, as no applicant has it.
_BEYOND = {"zh": "（超出本表能算的范围）", "en": "(beyond what this sheet can calculate)"}


@dataclass(frozen=True, slots=True)
class _Decimal:
    """A number in digits: its sign, its whole part, so many ``places`` behind the point (half up), and whether that is
    exact; ``beyond`` where no cell holds it."""

    is_negative: Truth
    whole: Number
    part: Number
    places: int
    is_exact: Truth
    beyond: Truth = NO


def shown(steps: Steps, number: Whole, divisor: int, over: Whole | None, unit: str, lang: Language) -> Text:
    """``number`` ÷ (``divisor`` × ``over``) of a unit."""
    places = 2 if unit == ("元" if lang == "zh" else "yuan") else 4
    value = _decimal(steps, number, divisor, over, 100 if unit == "%" else 1, places)
    is_nothing = every([compare("=", value.whole, constant(0)), compare("=", value.part, constant(0))])
    sign = if_text(every([value.is_negative, not_(is_nothing)]), literal("-"))
    told = joined([if_text(not_(value.is_exact), literal(_ABOUT[lang])), sign, _said(steps, value, unit, lang)])
    told = if_text(value.beyond, literal(_BEYOND[lang]), told)
    if over is not None:
        told = if_text(_is_positive(steps, over), told, literal(_UNKNOWN[lang]))
    return steps.keep_text(told)


def _decimal(steps: Steps, number: Whole, divisor: int, over: Whole | None, times_: int, places: int) -> _Decimal:
    arithmetic = WideArithmetic(steps.keep)
    divided_by: Whole = constant(divisor) if fits(divisor, divisor) else arithmetic.constant(divisor)
    below = divided_by if over is None else _times(arithmetic, divided_by, over) if divisor != 1 else over
    if isinstance(number, Number):
        number = steps.keep(number)
        is_negative, top = compare("<", number, constant(0)) if number.low < 0 else NO, size(number)
        above = _times(arithmetic, constant(times_), top)
        if isinstance(above, Number) and isinstance(below, Number):
            found = _narrow(steps, is_negative, steps.keep(above), steps.keep(below), places)
            if found is not None:
                return found
        return _in_parts(steps, arithmetic, is_negative, above, below, places)
    is_negative = steps.keep_truth(arithmetic.is_negative(number)) if number.low < 0 else NO
    if number.low < 0:
        turned = arithmetic.choice(is_negative, arithmetic.times(constant(-1), number), number)
        number = Wide(turned.digits, 0, max(-number.low, number.high))
    return _in_parts(steps, arithmetic, is_negative, _times(arithmetic, constant(times_), number), below, places)


def _narrow(steps: Steps, is_negative: Truth, above: Number, below: Number, places: int) -> _Decimal | None:
    """Whole part and decimals one behind the other, where every number on the way has a cell of its own."""
    scale = 10**places
    if below.is_constant and below.value == 1:
        return _Decimal(is_negative, above, constant(0), places, YES)
    if not fits(0, above.high + max(1, below.high)) or not fits(0, (2 * scale + 1) * max(1, below.high)):
        return None
    whole = steps.keep(quotient(above, below))
    rest = within(minus(above, times(whole, below)), 0, max(0, below.high - 1))
    if below.is_constant and scale % below.value == 0:
        part = times(constant(scale // below.value), rest)
        return _Decimal(is_negative, whole, steps.keep(part), places, YES)
    tenths = steps.keep(times(constant(scale), rest))
    found = steps.keep(quotient(tenths, below))
    left = steps.keep(within(minus(tenths, times(found, below)), 0, max(0, below.high - 1)))
    up = steps.keep(plus([found, as_number(compare(">=", times(constant(2), left), below))]))
    is_carried = compare("=", up, constant(scale))
    part = steps.keep(within(choice(is_carried, constant(0), up), 0, scale - 1))
    whole = steps.keep(plus([whole, as_number(is_carried)]))
    return _Decimal(is_negative, whole, part, places, compare("=", left, constant(0)))


def _in_parts(
    steps: Steps, arithmetic: WideArithmetic, is_negative: Truth, above: Whole, below: Whole, places: int
) -> _Decimal:
    """In so many parts of the unit, as one number."""
    scale = 10**places
    top = _times(arithmetic, constant(scale), above)
    whole, beyond = arithmetic.quotient(top, below)
    left = arithmetic.minus(top, arithmetic.times(whole, below))
    half = steps.keep_truth(arithmetic.compare(">=", arithmetic.times(constant(2), left), below))
    is_exact = steps.keep_truth(arithmetic.is_zero(left))
    value = steps.keep(plus([whole, as_number(half)]))
    units = steps.keep(quotient(value, constant(scale)))
    part = steps.keep(within(minus(value, times(constant(scale), units)), 0, scale - 1))
    return _Decimal(is_negative, units, part, places, is_exact, beyond)


def _times(arithmetic: WideArithmetic, left: Whole, right: Whole) -> Whole:
    if isinstance(left, Number) and isinstance(right, Number):
        product = times(left, right)
        if fits(product.low, product.high):
            return product
    return arithmetic.times(left, right)


def _is_positive(steps: Steps, over: Whole) -> Truth:
    if isinstance(over, Number):
        return compare(">", over, constant(0)) if over.low <= 0 else YES
    return YES if over.low > 0 else steps.keep_truth(WideArithmetic(steps.keep).compare(">", over, constant(0)))


def _said(steps: Steps, value: _Decimal, unit: str, lang: Language) -> Text:
    if lang == "en":
        return _english(steps, value, unit)
    if unit == "元" or unit.startswith("元/"):
        return joined([_in_wan(steps, value), literal(unit)])
    return joined([_digits(steps, value), literal(unit)])


def _in_wan(steps: Steps, value: _Decimal) -> Text:
    """An amount in 亿 or 万 where two decimals then suffice."""
    told = _digits(steps, value)
    for name, power in (("万", 4), ("亿", 8)):
        if value.whole.high < 10**power:
            continue
        hundredth = 10 ** (power - 2)
        hundreds = steps.keep(quotient(value.whole, constant(hundredth)))
        is_enough = every(
            [
                value.is_exact,
                compare(">=", value.whole, constant(10**power)),
                compare("=", value.part, constant(0)),
                compare("=", times(constant(hundredth), hundreds), value.whole),
            ]
        )
        units = steps.keep(quotient(hundreds, constant(100)))
        part = steps.keep(within(minus(hundreds, times(constant(100), units)), 0, 99))
        told = if_text(is_enough, joined([_digits(steps, _Decimal(NO, units, part, 2, YES)), literal(name)]), told)
    return told


def _digits(steps: Steps, value: _Decimal, is_grouped: bool = False, is_full: bool = False) -> Text:
    """In digits, without noughts at the end; or (``is_full``) with all decimals or none."""
    whole = grouped(value.whole) if is_grouped else digits(value.whole)
    if value.part == constant(0):
        return whole
    tail = steps.keep_text(digits(value.part, value.places))
    kept: Text = joined([literal("."), tail])
    for length in () if is_full else range(1, value.places):
        shorter = joined([literal("."), beginning(tail, value.places - length)])
        kept = if_text(ends_with(tail, "0" * length), shorter, kept)
    return joined([whole, if_text(compare("=", value.part, constant(0)), EMPTY, kept)])


def _english(steps: Steps, value: _Decimal, unit: str) -> Text:
    said = _digits(steps, value, is_grouped=True, is_full=unit == "yuan")
    if unit == "%":
        return joined([said, literal("%")])
    if unit == "year(s)":
        whole = value.whole
        is_calendar = every(
            [
                compare(">=", whole, constant(1000)),
                compare("<", whole, constant(3000)),
                compare("=", value.part, constant(0)),
            ]
        )
        said = if_text(is_calendar, digits(whole), said)
    if not unit:
        return said
    one, many = (unit.replace("(s)", ending).replace("(es)", f"e{ending}" if ending else "") for ending in ("", "s"))
    name = literal(f" {many}")
    if one != many:
        is_one = every([compare("=", value.whole, constant(1)), compare("=", value.part, constant(0)), value.is_exact])
        name = if_text(is_one, literal(f" {one}"), name)
    return joined([said, name])
