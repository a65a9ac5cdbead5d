"""Quantities as people read them, worked out by the sheet: 3000万元, 12345.67元, 约33.3333%; in English 2,600,000 yuan.

In: a fraction as operands.  Out: a text, which is what the runtime says of the same fraction.
"""

from __future__ import annotations

from ...report.diagnostic import Language
from .formulas import Whole
from .operands import (
    EMPTY,
    YES,
    Number,
    Text,
    Truth,
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


def shown(steps: Steps, number: Whole, divisor: int, over: Whole | None, unit: str, lang: Language) -> Text:
    """``number`` ÷ (``divisor`` × ``over``) of a unit."""
    is_plain_money = unit == ("元" if lang == "zh" else "yuan")
    places = 2 if is_plain_money else 4
    scale = 10**places * (100 if unit == "%" else 1)
    is_negative, rounded, is_exact, beyond = _rounded(steps, number, divisor, over, scale)
    said = _said(steps, rounded, places, unit, is_exact, lang)
    sign = if_text(every([is_negative, compare(">", rounded, constant(0))]), literal("-"))
    told = joined([if_text(not_(is_exact), literal(_ABOUT[lang])), sign, said])
    if beyond is not None:
        told = if_text(beyond, literal(_BEYOND[lang]), told)
    if over is not None:
        told = if_text(_is_positive(steps, over), told, literal(_UNKNOWN[lang]))
    return steps.keep_text(told)


def _rounded(
    steps: Steps, number: Whole, divisor: int, over: Whole | None, scale: int
) -> tuple[Truth, Number, Truth, Truth | None]:
    """Whether it is below zero, its size in so many parts, half up, whether that is exact, and whether no cell holds it."""
    arithmetic = WideArithmetic(steps.keep)
    divided_by: Whole = constant(divisor) if fits(divisor, divisor) else arithmetic.constant(divisor)
    below: Whole = divided_by if over is None else over
    if isinstance(number, Number) and over is None and scale % divisor == 0:
        value = times(constant(scale // divisor), number)
        if fits(value.low, value.high):
            value = steps.keep(value)
            return compare("<", value, constant(0)), steps.keep(size(value)), YES, None
    if over is not None and divisor != 1:
        below = _times(arithmetic, divided_by, over)
    is_negative: Truth
    top: Whole
    if isinstance(number, Number):
        number = steps.keep(number)
        is_negative, top = compare("<", number, constant(0)), size(number)
    else:
        is_negative = steps.keep_truth(arithmetic.is_negative(number))
        top = number
        if number.low < 0:
            turned = arithmetic.choice(is_negative, arithmetic.times(constant(-1), number), number)
            top = Wide(turned.digits, 0, max(-number.low, number.high))
    above = _times(arithmetic, constant(scale), top)
    if isinstance(above, Number) and isinstance(below, Number) and fits(0, above.high + 2 * max(1, below.high)):
        above, below = steps.keep(above), steps.keep(below)
        whole = steps.keep(quotient(above, below))
        rest = steps.keep(minus(above, times(whole, below)))
        half = compare(">=", times(constant(2), rest), below)
        exact = compare("=", rest, constant(0))
        beyond: Truth | None = None
    else:
        whole, over_limit = arithmetic.quotient(above, below)
        left = arithmetic.minus(above, arithmetic.times(whole, below))
        half = steps.keep_truth(arithmetic.compare(">=", arithmetic.times(constant(2), left), below))
        exact = steps.keep_truth(arithmetic.is_zero(left))
        beyond = None if over_limit.text == "FALSE" else over_limit
    value = steps.keep(plus([whole, choice(half, constant(1), constant(0))]))
    return is_negative, within(value, 0, value.high), exact, beyond


def _times(arithmetic: WideArithmetic, left: Whole, right: Whole) -> Whole:
    if (
        isinstance(left, Number)
        and isinstance(right, Number)
        and fits(*(left.value * end for end in (right.low, right.high)))
    ):
        return times(left, right)
    return arithmetic.times(left, right)


def _is_positive(steps: Steps, over: Whole) -> Truth:
    if isinstance(over, Number):
        return compare(">", over, constant(0)) if over.low <= 0 else YES
    return YES if over.low > 0 else steps.keep_truth(WideArithmetic(steps.keep).compare(">", over, constant(0)))


def _said(steps: Steps, value: Number, places: int, unit: str, is_exact: Truth, lang: Language) -> Text:
    if lang == "en":
        return _english(steps, value, places, unit)
    if unit == "元" or unit.startswith("元/"):
        return joined([_in_wan(steps, value, places, is_exact), literal(unit)])
    return joined([_decimals(steps, value, places), literal(unit)])


def _in_wan(steps: Steps, value: Number, places: int, is_exact: Truth) -> Text:
    """An amount in 亿 or 万 where two decimals then suffice."""
    told: Text | None = None
    for name, power in (("万", 4), ("亿", 8)):
        least, part = 10 ** (power + places), 10 ** (power + places - 2)
        if value.high < least:
            continue
        parts = steps.keep(quotient(value, constant(part)))
        fits_here = every(
            [is_exact, compare(">=", value, constant(least)), compare("=", times(constant(part), parts), value)]
        )
        said = joined([_decimals(steps, parts, 2), literal(name)])
        told = if_text(fits_here, said, told or _decimals(steps, value, places))
    return told or _decimals(steps, value, places)


def _decimals(steps: Steps, value: Number, places: int, is_grouped: bool = False, is_full: bool = False) -> Text:
    """So many parts of a whole in digits; without noughts at the end, or (``is_full``) with all decimals or none."""
    value = steps.keep(value)
    whole = steps.keep(quotient(value, constant(10**places)))
    rest = steps.keep(within(minus(value, times(constant(10**places), whole)), 0, 10**places - 1))
    tail = steps.keep_text(digits(rest, places))
    if is_full:
        kept: Text = if_text(compare("=", rest, constant(0)), EMPTY, joined([literal("."), tail]))
    else:
        kept = joined([literal("."), tail])
        for length in range(1, places):
            shorter = joined([literal("."), beginning(tail, places - length)])
            kept = if_text(ends_with(tail, "0" * length), shorter, kept)
        kept = if_text(compare("=", rest, constant(0)), EMPTY, kept)
    return joined([grouped(whole) if is_grouped else digits(whole), kept])


def _english(steps: Steps, value: Number, places: int, unit: str) -> Text:
    said = _decimals(steps, value, places, is_grouped=True, is_full=unit == "yuan")
    if unit == "%":
        return joined([said, literal("%")])
    if unit == "year(s)":
        is_calendar = every(
            [compare(">=", value, constant(1000 * 10**places)), compare("<", value, constant(3000 * 10**places))]
        )
        plain = _decimals(steps, value, places)
        said = if_text(is_calendar, plain, said)
    one = unit.replace("(s)", "").replace("(es)", "")
    many = unit.replace("(s)", "s").replace("(es)", "es")
    if not unit:
        return said
    name = literal(f" {many}")
    if one != many:
        name = if_text(compare("=", value, constant(10**places)), literal(f" {one}"), name)
    return joined([said, name])
