"""日期：申报日期在自开工日期起1年内；竣工日期距开工日期的月数。

“一年内”到对应日当日止（《民法典》第二百零二条：没有对应日的，月末日为到期日）。
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tiaowen.runtime.calendar_days import months_between, shift_months
from tiaowen.runtime.units import Unit

from ...bind.amounts import quantity_of
from ...bind.binder import Binder, Refused
from ...bind.ends import day_of
from ...bind.names import meaning_of
from ...ir import core
from ...model.expr import (
    All,
    Anatomy,
    Compare,
    Difference,
    Evaluation,
    Expr,
    Lowering,
    Mechanism,
    Phrase,
    Wording,
)
from ...model.period import Measure, Period, Shift
from ...model.quantity import CLOCK_TIME, HOURS, number_type
from ...model.types import DATE, NumberType, Plain
from ...reading.syntax import Form, Word
from ...report.errors.types import WrongType
from .. import phrases as p
from ..english import quantity_in_english


@dataclass(frozen=True, slots=True, kw_only=True)
class Later(Mechanism):
    """The date some months and days after another."""

    day: Expr
    months: int
    days: int
    text: str
    type: Plain = DATE

    def value(self, of: Evaluation) -> Fraction | None:
        day = of.number(self.day)
        return None if day is None else Fraction(shift_months(int(day), self.months) + self.days)

    def lower(self, to: Lowering) -> core.Node:
        shifted: core.Node = to.number(self.day)
        if self.months:
            shifted = core.Call("shift_months", (shifted, core.Const(Fraction(self.months))))
        return core.Add((shifted, core.Const(Fraction(self.days)))) if self.days else shifted

    def anatomy(self) -> Anatomy:
        return Anatomy(period=Shift(months=self.months, days=self.days))

    def words(self, say: Wording) -> Phrase:
        return say.say(p.AFTER, day=say.of(self.day), length=self.text if say.lang == "zh" else self._length())

    def _length(self) -> str:
        """How long, in English."""
        whole = [(self.months // 12, "年"), (self.months % 12, "月"), (self.days, "天")]
        return " ".join(quantity_in_english(Fraction(count), unit) for count, unit in whole if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Mechanism):
    """How many whole years or months, or how many days, from one date to another; never below zero."""

    first: Expr
    last: Expr
    measure: Measure
    type: NumberType
    is_age: bool = False

    def value(self, of: Evaluation) -> Fraction | None:
        first, last = of.number(self.first), of.number(self.last)
        if first is None or last is None:
            return None
        if self.measure == "天":
            return max(last - first, Fraction(0))
        months = max(months_between(int(first), int(last)), 0)
        return Fraction(months if self.measure == "月" else months // 12)

    def lower(self, to: Lowering) -> core.Node:
        first, last = to.number(self.first), to.number(self.last)
        zero = core.Const(Fraction(0))
        if self.measure == "天":
            return core.Greatest((core.Add((last, core.Mul(core.Const(Fraction(-1)), first))), zero))
        months: core.Node = core.Greatest((core.Call("months_between", (first, last)), zero))
        return months if self.measure == "月" else core.Round("down", core.Mul(months, core.Const(Fraction(1, 12))))

    def anatomy(self) -> Anatomy:
        return Anatomy(period=Period(measure=self.measure, is_age=self.is_age))

    def words(self, say: Wording) -> Phrase:
        first, last = say.of(self.first), say.of(self.last)
        return say.say(p.SPAN[self.measure], first=first, last=last, it=say.value(self))


def bind_within(binder: Binder, form: Form) -> Expr:
    """某日在自某日起一段时间内：不早于起算日，不晚于到期日."""
    day, start = (_date(binder, word) for word in form.words("NAME"))
    length = form.word("QUANTITY")
    assert length is not None
    literal = quantity_of(binder, length)
    months, days = _length(literal.value, literal.type, length)
    end = Later(day=start, months=months, days=days, text=length.text)
    return All(
        parts=(Compare(left=day, operator=">=", right=start), Compare(left=day, operator="<=", right=end)),
    )


def bind_span(binder: Binder, form: Form) -> Expr:
    """后日距前日的月数."""
    word = form.word("SPAN_OF")
    assert word is not None
    if word.text in ("的小时数", "的分钟数"):
        until, since = (_clock(binder, word) for word in form.words("NAME", "DATE"))
        return Difference(left=until, right=since, type=HOURS, span=form.span)
    last, first = (_date(binder, word) for word in form.words("NAME", "DATE"))
    measure: Measure = "年" if "年" in word.text or "岁" in word.text else "月" if "月" in word.text else "天"
    is_age = "岁" in word.text
    kind = number_type(Unit((("岁" if is_age else measure, 1),)))
    return Span(first=first, last=last, measure=measure, type=kind, is_age=is_age)


def _clock(binder: Binder, word: Word) -> Expr:
    found = None if word.terminal == "DATE" else meaning_of(binder, word)
    if found is None or found.type != CLOCK_TIME:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("时刻（填报「某某：时刻」）", "a time of day")))
    return found


def _date(binder: Binder, word: Word) -> Expr:
    if word.terminal == "DATE":
        return day_of(binder, word)
    found = meaning_of(binder, word)
    if found.type != DATE:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("日期", "a date")))
    return found


def _length(value: Fraction, kind: NumberType, word: Word) -> tuple[int, int]:
    """A length of time as months and days."""
    unit = kind.shown
    if value.denominator == 1 and unit in ("年", "月", "天"):
        whole = int(value)
        if 0 < whole < date.max.year:
            return {"年": (12 * whole, 0), "月": (whole, 0), "天": (0, whole)}[unit]
    raise Refused(WrongType(span=word.span, what=word.text, wanted=("年、月或天", "years, months or days")))


ATOMS = {"within_time": bind_within, "time_span": bind_span}
