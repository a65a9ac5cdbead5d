"""Numbers as written in rules, read exactly: 2.5亿元, 百分之二, 六五折, 30元/亩.

In: a word of the grammar.  Out: a ``Literal`` in canonical units, or a diagnostic.  元 may be left out after 万 and 亿
where money is meant; a plain number has no unit.
"""

import re
from collections.abc import Collection
from datetime import date
from fractions import Fraction

from tiaowen.runtime.numerals import read_numeral, read_ratio
from tiaowen.runtime.quantities import CLOCK, read_clock
from tiaowen.runtime.units import Unit, parse_unit, unit_decimals

from ..document.figures import MATCHED, read_matched
from ..language.word_lists import (
    ABOUT,
    AND_MORE,
    AROUND,
    COUNTED,
    COUNTERS,
    NEARLY,
    NUMERALS,
    RATE_SIGNS,
    WHOLE_RATES,
)
from ..reading.syntax import Word
from ..report.diagnostic import Report
from ..report.errors.syntax import TooPrecise, UnreadableNumeral, VagueNumeral
from ..text.source import Span
from .expr import Literal, Said
from .types import NumberType

YUAN = Unit((("元", 1),))
NUMBER = NumberType(unit=Unit(), shown="")
MONEY = NumberType(unit=YUAN, shown="元")
RATIO = NumberType(unit=Unit(), shown="%")
# A time of day, in hours after midnight.
CLOCK_TIME = NumberType(unit=Unit(((CLOCK, 1),)), shown=CLOCK)
HOURS = NumberType(unit=Unit((("小时", 1),)), shown="小时")
# A date as written: a literal holds its ordinal, to compare with facts that are 日期.
DAY = NumberType(unit=Unit((("日期", 1),)), shown="")

_NUMBER = re.compile(rf"(?P<number>[{NUMERALS}.,]+)(?P<unit>.*)")
_VAGUE_AFTER = re.compile(rf"({'|'.join((*AROUND, *AND_MORE))})$")
_RATIO = re.compile(rf".*({'|'.join(RATE_SIGNS)})$|.*分之.*|[0-9]+/[0-9]+|{'|'.join(WHOLE_RATES)}|{MATCHED}")


def unit_of(text: str, extra: Collection[str] = ()) -> Unit | None:
    """The unit of a word; nouns behind a count (家企业) add nothing."""
    counted = text[0] if text in COUNTED else text.replace("/每", "/").replace("·每", "·")
    found = parse_unit(counted, extra)
    return found or (parse_unit(text[0], extra) if re.fullmatch(rf"[{COUNTERS}][^/·]+", text) else None)


def number_type(unit: Unit) -> NumberType:
    """The type of a number in a unit, without its factor."""
    canonical = Unit(unit.powers)
    return NumberType(unit=canonical, shown=canonical.text)


def read_quantity(word: Word, report: Report, extra: Collection[str] = (), *, finer: bool = False) -> Literal | None:
    """The literal that a token writes; None where it cannot be read, which is then reported.  Where ``finer``, counts may be
    fractional (每千人口托位数达4.5个) and prices below a 分 (每支0.003元)."""
    text = word.text
    vague = (
        text.startswith((*ABOUT, *NEARLY))
        or _VAGUE_AFTER.search(text)
        or re.search(rf"(?<=[0-9十百千万亿])({'|'.join(AND_MORE)})", text)
    )
    if vague:
        report.add(VagueNumeral(span=word.span, numeral=text))
        return None
    try:
        if _RATIO.fullmatch(text):
            return Literal(value=_ratio(text), type=RATIO, text=text, said=said_of(text), span=word.span)
        number, unit_text = _split(text, extra)
        value = read_numeral(number)
    except ValueError as error:
        cause = (str(error) or "不合数字的写法", "it is not a well-formed number")
        report.add(UnreadableNumeral(span=word.span, numeral=text, cause=cause))
        return None
    if not unit_text:
        said = said_of(text)
        kind = MONEY if said == "万" else NUMBER
        return _precise(Literal(value=value, type=kind, text=text, said=said, span=word.span), report)
    unit = unit_of(unit_text, extra)
    if unit is None:
        cause = (f"没有单位「{unit_text}」", f"no such unit: {unit_text}")
        report.add(UnreadableNumeral(span=word.span, numeral=text, cause=cause))
        return None
    literal = Literal(value=value * unit.factor, type=number_type(unit), text=text, span=word.span)
    # 5分钟 and 0.5克 are as exact as they are written, though no whole number of ten-thousandths of 小时 or 公斤.
    small = unit.factor < 1 and unit.powers != YUAN.powers and (value * 10**4).denominator == 1
    return literal if finer or small else _precise(literal, report)


def said_of(text: str) -> Said:
    """What the wording of a number decides.

    >>> said_of("3个百分点"), said_of("六五折"), said_of("100万"), said_of("100万元")
    ('个百分点', '折', '万', '')
    """
    if text == "全额":
        return "全额"
    if text.endswith("个百分点"):
        return "个百分点"
    return "折" if text.endswith("折") else "万" if text[-1] in "万亿" else ""


def _split(text: str, extra: Collection[str]) -> tuple[str, str]:
    """The number and its unit: the longest number that leaves a unit (20万元), or a character less (5千米, 5万千瓦时)."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValueError("不是数字")
    end = match.end("number")
    is_whole = not text[end:] or (unit_of(text[end:], extra) and not re.search("[万亿]千$", text[:end]))
    shorter = not is_whole and end > 1 and unit_of(text[end - 1 :], extra)
    return (text[: end - 1], text[end - 1 :]) if shorter else (text[:end], text[end:])


def read_day(text: str, year: int = 0) -> date | None:
    """2025年3月1日 or 2025-03-01, or 3月1日 of a ``year``; None where there is no such day."""
    numbers = [int(number) for number in re.findall("[0-9]+", text)]
    numbers = [year, *numbers] if year and len(numbers) == 2 else numbers
    try:
        return date(*numbers) if len(numbers) == 3 else None
    except ValueError:
        return None


def refused_literal(span: Span) -> Literal:
    """不予: nothing, of whatever the other cases give."""
    return Literal(value=Fraction(0), type=MONEY, text="不予", said="不予", span=span)


def day_literal(day: date) -> Literal:
    return Literal(value=Fraction(day.toordinal()), type=DAY, text=f"{day.year}年{day.month}月{day.day}日")


def clock_literal(text: str, span: Span) -> Literal | None:
    """19:30 as written; None where it is no time of day."""
    hours = read_clock(text)
    return None if hours is None else Literal(value=hours, type=CLOCK_TIME, text=text.replace("：", ":"), span=span)


def _ratio(text: str) -> Fraction:
    if text == "全额":
        return Fraction(1)
    if (matched := read_matched(text)) is not None:
        return matched
    if text.endswith("‱"):
        return read_numeral(text[:-1]) / 10000
    ratio = read_ratio(text)
    if ratio is None:
        raise ValueError("不是比例")
    return ratio


def _precise(literal: Literal, report: Report) -> Literal | None:
    """A number finer than its unit can hold is a slip of the decimal point: 元 two decimals, counts none."""
    unit = literal.type.unit
    places = unit_decimals(unit) if len(unit.powers) == 1 else 8
    if unit.powers == YUAN.powers:
        places = 2
    if literal.type is NUMBER:
        places = 8
    if (literal.value * 10**places).denominator != 1:
        report.add(TooPrecise(span=literal.span, numeral=literal.text, places=places))
        return None
    return literal
