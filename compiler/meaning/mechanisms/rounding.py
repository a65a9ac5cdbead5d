"""取整：四舍五入到元、舍去到天、进位到整数。"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tiaowen.runtime.units import Unit

from ...bind.amounts import quantity_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import made_of, measured_in, unit_size
from ...bind.names import spelled
from ...bind.parts import total_of
from ...bind.started import rest_said
from ...bind.units import check_alike, product, quotient
from ...ir import core
from ...model.clause import Rounding
from ...model.expr import (
    Anatomy,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Outline,
    Phrase,
    Slot,
    Telling,
    Wording,
)
from ...model.quantity import MONEY
from ...model.rounding import read_rounding
from ...model.types import NumberType
from ...reading.syntax import Form
from ...report.errors.types import WrongType
from .. import phrases as p
from ..english import rounding_said
from .cap import Cap


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded(Mechanism):
    amount: Expr
    rounding: Rounding
    type: NumberType

    @property
    def part_of(self) -> Expr | None:
        return self.amount.part_of if isinstance(self.amount, Mechanism) else None

    def value(self, of: Evaluation) -> Fraction | None:
        amount = of.number(self.amount)
        return None if amount is None else round_to(amount, self.rounding)

    def lower(self, to: Lowering) -> core.Node:
        step = self.rounding.step
        scaled = core.Mul(to.number(self.amount), core.Const(1 / step))
        return core.Mul(core.Round(self.rounding.mode, scaled), core.Const(step))

    def anatomy(self) -> Anatomy:
        return Anatomy(acts_on=self.amount)

    def words(self, say: Wording) -> Phrase:
        return say.say(p.ROUNDED_SAID, amount=say.of(self.amount), rounding=self._said(say))

    def outline(self, write: Outline) -> str:
        parts = {"amount": write.result(self.amount), "rounding": self._said(write.spoken)}
        return write.step(write.say(p.ROUND_STEP, **parts), write.say(p.ROUNDED_SAID, **parts), p.ROUND)

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        tell.line(p.ROUNDED_TO, rounding=self._said(tell.words), value=Slot(self))

    def _said(self, say: Wording) -> str:
        return rounding_said(self.rounding, self.type, say.lang)


def round_to(amount: Fraction, rounding: Rounding) -> Fraction:
    """``amount`` rounded to a whole number of steps: half away from zero, towards zero (舍去) or away from it (进位)."""
    steps = abs(amount) / rounding.step
    whole = {"half_up": floor(steps + Fraction(1, 2)), "down": floor(steps), "up": ceil(steps)}[rounding.mode]
    return (whole if amount >= 0 else -whole) * rounding.step


def bind(binder: Binder, form: Form, running: Running) -> Running:
    amount = total_of(running, form.span)
    word = form.word("ROUNDED")
    assert word is not None and isinstance(amount.type, NumberType)
    return Running((Rounded(amount=amount, rounding=read_rounding(word.text), type=amount.type),))


def bind_short(binder: Binder, form: Form, running: Running) -> Running:
    """不足1天的部分不计：舍去；不足一个月的按一个月计：进位；不足1小时的按比例计：as it is."""
    amount = total_of(running, form.span)
    word, ending = form.word("QUANTITY", "UNIT"), form.word("SHORT_END")
    assert word is not None and ending is not None and isinstance(amount.type, NumberType)
    step = unit_size(binder, word) if word.terminal == "UNIT" else quantity_of(binder, word)
    if _BY_MONTHS.search(ending.text) and amount.type == MONEY and step.value == 1 and step.type.shown == "年":
        return Running((_by_months(binder, form, amount),))
    check_alike(step, amount, word.span)
    if step.value <= 0:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("大于零的数", "a number above zero")))
    rest = rest_said(binder, step, ending)
    if rest == "pro_rata":
        return running
    rounding = Rounding(mode=rest, step=step.value, text="".join(form.span.text.split()))
    return Running((Rounded(amount=amount, rounding=rounding, type=amount.type),))


STEPS = {"rounded": bind, "rounded_short": bind_short}


_BY_MONTHS = re.compile("按(?:实际|使用)*月")


def _by_months(binder: Binder, form: Form, amount: Expr) -> Expr:
    """年基准税额480元，不足1年的按月折算: so many twelfths of it; of what is counted in years already, as much as there is."""
    if any(made_of(amount, Unit((("年", 1),)))):
        return amount
    months = measured_in(binder, Unit((("月", 1),)))
    if len(months) != 1:
        wanted = ("有一个以月计的数", "a number of months")
        advice = (
            "填报「使用月数：月，不超过12个月」；有几个以月计的，写「，乘以使用月数，除以12个月」",
            "declare 使用月数：月，不超过12个月; of several write ，乘以使用月数，除以12个月",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    count = months[0]
    assert isinstance(count.type, NumberType)
    year = Literal(value=Fraction(12), type=count.type, text="12个月")
    if binder.names.most.get(spelled(count), year.value + 1) > year.value:
        count = Cap(amount=count, limit=year, word="封顶", type=count.type)
    return product(amount, quotient(count, year, form.span), "×")
