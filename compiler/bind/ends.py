"""The ends of a range: 100万元以上, 不超过上年的50%, 1月1日（含）.

In: the form of an end.  Out: its expression, and whether it belongs to the range: by （含）on the spot, by what 本数
declares, or by the word.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tiaowen.runtime.units import unit_decimals

from ..language.bounds_words import BOUNDS_WORDS
from ..model.bounds import is_inclusive
from ..model.expr import Addition, Difference, Expr, Literal, Product
from ..model.quantity import DAY, MONEY, NUMBER, RATIO, clock_literal, day_literal, read_day, read_quantity
from ..model.types import NumberType, OptionType
from ..model.unit_words import PEOPLE
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.types import AmbiguousShare, WrongType
from .amounts import expr_of, quantity_of
from .binder import Binder, Refused
from .counted import price_per
from .names import option_of, spelled
from .units import is_factor, product


def of_base(binder: Binder, end: Expr | None, subject: Expr | None) -> Expr | None:
    """超过50%至100%的部分, of what 不超过扣除项目50%的部分 has named before."""
    if binder.here.percent_of is None or not isinstance(end, Literal) or not end.type.is_ratio:
        return end
    return end if subject is None or is_factor(subject) else product(binder.here.percent_of, end, "的")


def end_of(binder: Binder, form: Form, subject: Expr | None, year: int = 0) -> tuple[Expr, bool]:
    """One end of a range and whether it belongs to it: by （含）/（不含） on the spot, else by the word."""
    word = form.word("LOWER", "UPPER") or form.word("ABOVE", "BELOW")
    assert word is not None
    bound = form.form("bound")
    stated: bool | None = None
    if bound:
        value, stated = bound_of(binder, bound, subject, year)
    else:
        limit = next(part for part in form.parts if isinstance(part, Form))
        value = limit_of(binder, limit, subject)
        if more := form.word("POINTS"):
            value = product(value, quantity_of(binder, more), "的")
        value = _points_off(word, value)
        _refuse_two_readings(word, limit, value)
    if included := form.word("INCLUDED"):
        stated = _says(binder, included, value)
    if stated is None and BOUNDS_WORDS[word.text].of_a_day:
        wanted = (f"写明含不含这一天，如{word.text}（含）", "whether the day itself belongs to it")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    behind = form.word("ABOVE") if form.word("LOWER") else None
    words = ("及以上" if behind.text.startswith("及") else "以上") if behind else word.text
    return value, is_inclusive(words, binder.names.terms.inclusive) if stated is None else stated


def _points_off(word: Word, value: Expr) -> Expr:
    """高于全区平均增幅5个百分点: that many above it; 低于……: below."""
    match value:
        case Product(left=base, right=Literal() as points) if points.said == "个百分点":
            known = BOUNDS_WORDS[word.text]
            if known.by_points and known.side == "low":
                return Addition(parts=(base, points), type=RATIO)
            if known.by_points:
                return Difference(left=base, right=points, type=RATIO, may_be_negative=True)
            wanted = ("高于（低于）某比例若干个百分点", "percentage points above or below a percentage")
            raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    return value


def bound_of(binder: Binder, form: Form, subject: Expr | None, year: int = 0) -> tuple[Expr, bool | None]:
    word = form.word("QUANTITY", "VALUE", "DATE", "CLOCK")
    assert word is not None
    if word.terminal == "CLOCK":
        value: Expr = clock_of(word)
    elif word.terminal == "VALUE":
        value = _option_bound(word, subject)
    else:
        value = day_of(binder, word, year) if word.terminal == "DATE" else quantity_of(binder, word)
    included = form.word("INCLUDED")
    return value, _says(binder, included, value) if included else None


_ITSELF = ("", "本数", "本级", "本日", "当日", "当天")


def _says(binder: Binder, included: Word, value: Expr) -> bool:
    """Whether （含）, （不含本数）, （含100万元） says that the number belongs to the range; one that is written again is the same."""
    said = re.sub("^不?含", "", included.text.strip("（）"))
    if said not in _ITSELF and not (isinstance(value, Literal) and _is_again(binder, said, value, included)):
        wanted = ("与旁边的数相同", "the number beside it, again")
        raise Refused(WrongType(span=included.span, what=included.text, wanted=wanted))
    return included.text.startswith("（含")


def _is_again(binder: Binder, said: str, value: Literal, included: Word) -> bool:
    if value.type == DAY:
        day = read_day(said, date.fromordinal(int(value.value)).year)
        return day is not None and day.toordinal() == value.value
    word = Word(terminal="QUANTITY", text=said, span=included.span)
    again = read_quantity(word, Report(), binder.names.terms.units)
    if again is None:
        return False
    return again.value == value.value or (again.type == NUMBER and value.text.startswith(said))


def day_of(binder: Binder, word: Word, year: int = 0) -> Literal:
    """A day; without its year, of the year of the day before it (2025年1月1日至6月30日), else of the one in which the policy is in
    force (6月30日前)."""
    year = year or _year_in_force(binder)
    if not year and not re.match("[0-9]{4}", word.text):
        wanted = ("年月日（没有写有效期，或有效期不在一个年份里）", "a date with its year")
        advice = (f"写上年份，如「2025年{word.text}」", f"write the year: 2025年{word.text}")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted, advice=advice))
    day = read_day(word.text, year)
    if day is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("真实的日期", "a date that exists")))
    return day_literal(day)


def _year_in_force(binder: Binder) -> int:
    """The year of 有效期, where it lies in one."""
    first, last = binder.names.terms.valid or (date.min, date.max)
    return first.year if first.year == last.year else 0


def clock_of(word: Word) -> Literal:
    found = clock_literal(word.text, word.span)
    if found is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("一天里的时刻，如 19:00", "a time of day")))
    return found


def limit_of(binder: Binder, form: Form | Word, subject: Expr | None) -> Expr:
    if isinstance(form, Form) and form.kind == "value_limit":
        word = form.word("VALUE")
        assert word is not None
        return _option_bound(word, subject)
    if isinstance(form, Form) and form.kind == "clock_limit":
        return clock_of(next(form.words("CLOCK")))
    if isinstance(form, Form) and form.kind == "each_price":
        return price_per(binder, expr_of(binder, next(form.forms())), tuple(form.words("ITEM")))
    if isinstance(form, Form) and form.kind == "date_limit":
        return day_of(binder, next(form.words("DATE")))
    return expr_of(binder, form)


def _option_bound(word: Word, subject: Expr | None) -> Expr:
    if subject is None or not isinstance(subject.type, OptionType) or not subject.type.ordered:
        wanted = ("有高低次序的选项（由低到高）", "an option of an ordered list")
        advice = None
        if subject is not None and isinstance(subject.type, OptionType):
            name, among = spelled(subject), "、".join(subject.type.options)
            advice = (
                f"只看是不是它的，写「{name}为{word.text}」；有高低的，填报写「{name}：{among}（由低到高）」",
                f"where it is just this, write {name}为{word.text}; where they have an order, 填报：{name}：{among}（由低到高）",
            )
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted, advice=advice))
    return option_of(subject.type, word)


def _refuse_two_readings(word: Word, limit: Form, value: Expr) -> None:
    """超过上年销售额10% may mean 10% of it, or 10% more than it."""
    rate = limit.parts[-1]
    if limit.kind != "share_of" or not isinstance(rate, Word) or not BOUNDS_WORDS[word.text].two_readings:
        return
    if isinstance(value, Product) and isinstance(value.right, Literal) and value.right.value < 1:
        base = limit.parts[0].span.text
        raise Refused(AmbiguousShare(span=limit.span, word=word.text, base=base, rate=rate.text))


def year_of(date: Word) -> int:
    return int(date.text[:4]) if re.match("[0-9]{4}", date.text) else 0


def words_in(form: Form) -> Iterator[Word]:
    for part in form.parts:
        if isinstance(part, Word):
            yield part
        else:
            yield from words_in(part)


def counts(subject: Expr, number: Literal) -> bool:
    """Whether a whole number without a unit is called by the unit of a number that it is held against (楼层, of 三层)."""
    unit = number.type.unit
    is_count = len(unit.powers) == 1 and not unit_decimals(unit) and number.value.denominator == 1
    return subject.type == NUMBER and is_count and unit.text in spelled(subject)


def counted_bare(end: Expr | None, subject: Expr | None) -> Expr | None:
    """户籍人口超过100万, 人数21至50, 子女3个以上: of what is counted, not of money; 三层, of 楼层, which is a plain number."""
    if isinstance(end, Literal) and subject is not None and counts(subject, end):
        return replace(end, type=NUMBER)
    if not isinstance(end, Literal) or subject is None:
        return end
    kind = subject.type
    is_one_of_people = end.type.unit.text in PEOPLE and isinstance(kind, NumberType) and kind.unit.text in PEOPLE
    is_bare = end.type == NUMBER or (end.type == MONEY and end.said == "万") or end.type.unit.text == "个"
    if not (is_bare or is_one_of_people):
        return end
    is_count = isinstance(kind, NumberType) and not unit_decimals(kind.unit) and not kind.unit.is_dimensionless
    return replace(end, type=kind) if is_count else end  # type: ignore[arg-type]
