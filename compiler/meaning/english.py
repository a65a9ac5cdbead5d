"""In English: numbers as a rule writes them, how amounts are rounded, what the parts of a result are called.

In Chinese all of these are the rule's own words.
"""

import re
from datetime import date
from fractions import Fraction

from tiaowen.runtime.english_units import english_unit
from tiaowen.runtime.facts import decimal_text
from tiaowen.runtime.in_english import counted, grouped, shown_quantity
from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.units import UNITS

from ..model.clause import Rounding
from ..model.expr import Literal
from ..model.quantity import DAY
from ..model.types import NumberType
from ..report.diagnostic import Language
from . import phrases as p

# Decimals of a number that is written as it is; one that needs more is a fraction.
_PLACES = 8


def number_in_english(number: Literal) -> str:
    """2,600,000 yuan, 5%, 3 percentage points, 2,000 yuan per mu, 2025-03-01."""
    kind = number.type
    if number.said == "不予":
        return p.NOTHING.en
    if kind == DAY:
        return date.fromordinal(int(number.value)).isoformat()
    if number.said == "个百分点":
        return quantity_in_english(number.value * 100, "个百分点")
    if kind.is_ratio:
        is_factor = re.fullmatch(r"[0-9.]+|.*倍", number.text)
        return _exact(number.value) if is_factor else _percent(number.value)
    if re.fullmatch("[0-9.]+", number.text) and not any(power > 0 for _, power in kind.unit.powers):
        # 每年1: how many for each, where nothing says what
        return _exact(number.value)
    unit, size = _written_in(number)
    return quantity_in_english(number.value / size, unit)


def quantity_in_english(value: Fraction, unit: str) -> str:
    """An exact number of a unit that is written in Chinese."""
    name, size = english_unit(unit)
    value *= size
    if unit == CLOCK:
        return shown_quantity(*value.as_integer_ratio(), unit)
    if unit == "%":
        return _percent(value)
    said = _exact(value) if "/" in _exact(value) else grouped(_exact(value), name)
    return f"{said} {counted(name, value == 1)}".rstrip()


def told_in(kind: NumberType, lang: Language) -> tuple[str, Fraction]:
    """The unit in which an explanation shows a number, and how much of its own that is."""
    unit, size = kind.told
    if lang == "zh":
        return unit, size
    name, factor = english_unit(unit)
    return name, size / factor


def unit_said(unit: str, lang: Language) -> str:
    """A unit that is no multiple of another."""
    return unit if lang == "zh" else english_unit(unit)[0]


def _written_in(number: Literal) -> tuple[str, Fraction]:
    """The unit that a number is written in, where that is no multiple of 元, and how much of its own that is: 5分钟 are no
    part of an hour, 6公里 not 6000米."""
    kind = number.type
    starts = (start for start in range(len(number.text)) if number.text[start:] in UNITS)
    word = number.text[next(starts, len(number.text)) :]
    if word and UNITS[word].powers == kind.unit.powers and kind.shown != "元":
        return word, UNITS[word].factor
    return kind.shown, Fraction(1)


def _percent(value: Fraction) -> str:
    said = _exact(value * 100)
    return f"{said}%" if "/" not in said else _exact(value)


def _exact(value: Fraction) -> str:
    """All digits of a number, or the fraction that it is."""
    if (value * 10**_PLACES).denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return decimal_text(value.numerator, value.denominator, _PLACES)


def rounding_said(rounding: Rounding, kind: NumberType | str, lang: Language) -> str:
    """How an amount of a type, or in a unit, is rounded."""
    if lang == "zh":
        return rounding.text
    unit = kind if isinstance(kind, str) else kind.shown
    return p.ROUNDED[rounding.mode].en.format(step=quantity_in_english(rounding.step, unit))


_LABEL = re.compile("第([0-9]+)(年|期|次|批|个月|个季度|季度)")


def label_said(label: str, lang: Language) -> str:
    """A part of a result: 第1年 is Year 1; who gets it is called as the rule says."""
    found = _LABEL.fullmatch(label)
    return label if lang == "zh" or not found else p.LABELS[found[2]].en.format(number=found[1])
