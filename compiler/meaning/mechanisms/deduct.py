"""扣除：减去某数，扣完为止（投资额的5%，扣除已获补助，扣完为止）。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ...bind.amounts import number_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import as_counted, price_per
from ...bind.desugar import of_each
from ...bind.parts import are_parts, total_of
from ...bind.units import alike, product
from ...bind.values import numbers_of, paired
from ...ir import core
from ...model.expr import (
    Addition,
    Anatomy,
    Compare,
    Difference,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Not,
    Outcome,
    Outline,
    Phrase,
    Slot,
    Telling,
    Wording,
)
from ...model.quantity import RATIO
from ...model.types import NumberType
from ...reading.syntax import Form
from ...report.errors.types import CapBehindList, WrongType
from .. import phrases as p


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct(Mechanism):
    """``amount`` less the deductions, never below zero."""

    amount: Expr
    deductions: tuple[Expr, ...]
    type: NumberType

    def value(self, of: Evaluation) -> Fraction | None:
        amount = of.number(self.amount)
        taken = [of.number(deduction) for deduction in self.deductions]
        known = [deduction for deduction in taken if deduction is not None]
        if amount is None or len(known) < len(taken):
            return None
        return max(amount - sum(known), Fraction(0))

    def lower(self, to: Lowering) -> core.Node:
        minus = core.Const(Fraction(-1))
        rest = core.Add((to.number(self.amount), *(core.Mul(minus, to.number(d)) for d in self.deductions)))
        return core.Greatest((rest, core.Const(Fraction(0))))

    def anatomy(self) -> Anatomy:
        return Anatomy(acts_on=self.amount, takes=self.deductions)

    def outcomes(self) -> Iterator[Outcome]:
        taken = Addition(parts=self.deductions, type=self.type)
        named = tuple(part for deduction in self.deductions for part in ("、", Slot(deduction)))[1:]
        more = Compare(left=self.amount, operator=">", right=taken)
        yield Outcome(("扣除", *named, "后有余"), more, self)
        yield Outcome(("扣除", *named, "后为零"), Not(part=more), self)

    def words(self, say: Wording) -> Phrase:
        taken = say.joined([say.atom(deduction) for deduction in self.deductions], p.LIST_COMMA)
        return say.say(p.DEDUCTED, amount=say.of(self.amount), taken=taken)

    def outline(self, write: Outline) -> str:
        amount = write.result(self.amount)
        taken = write.say(p.LIST_COMMA).join(write.words(deduction) for deduction in self.deductions)
        less = write.say(p.MINUS).join((amount, *(write.result(deduction) for deduction in self.deductions)))
        words, formula = write.say(p.DEDUCT_STEP, amount=amount, taken=taken), write.say(p.DEDUCT_FORMULA, less=less)
        return write.step(words, formula, p.DEDUCT)

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        for deduction in self.deductions:
            tell.line(p.TAKEN_OFF, what=tell.words.of(deduction))
        tell.line(p.LEFT_AFTER, value=Slot(self))


def bind(binder: Binder, form: Form, running: Running) -> Running:
    if len(running.parts) > 1 and not are_parts(running.parts):
        raise Refused(CapBehindList(span=form.span, word="扣除"))
    amount = total_of(running, form.span)
    first = number_of(binder, form.parts[0])
    if len(form.parts) == 1 and isinstance(first, Literal) and first.type.is_ratio:
        # 减除30%：of the amount so far
        rest = Difference(left=Literal(value=Fraction(1), type=RATIO, text="1"), right=first, type=RATIO)
        return Running((product(amount, rest, "×"),))
    _refuse_open_share(form)
    deductions = tuple(alike(number_of(binder, part), amount, part.span) for part in form.parts)
    assert isinstance(amount.type, NumberType)
    return Running((Deduct(amount=amount, deductions=deductions, type=amount.type),))


def _refuse_open_share(form: Form) -> None:
    """扣除乙、丙的50%: half of each, or the whole of the first."""
    values = replace(form, parts=tuple(part for part in form.parts if isinstance(part, Form)))
    if len(values.parts) > 1 and of_each(values) != values:
        last = form.parts[-1].span.text
        wanted = (f"写明「{last}」前面的是不是也只扣这么多", "whether as much of the ones before it is meant")
        advice = (
            "各扣几分之几的，每一个都写上；前面的全扣的，分成两步「，扣除……，扣除……」",
            "write the share of each; where the ones before are deducted whole, two steps: ，扣除…，扣除…",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))


def bind_each(binder: Binder, form: Form, running: Running) -> Running:
    """分别扣除200元、400元：of the present case its own."""
    values = form.form("values")
    assert values is not None
    amount = total_of(running, form.span)
    taken = alike(paired(binder, numbers_of(binder, values), form.span), amount, form.span)
    assert isinstance(amount.type, NumberType)
    return Running((Deduct(amount=amount, deductions=(taken,), type=amount.type),))


def bind_less(binder: Binder, form: Form, running: Running) -> Running:
    """，按税率，减速算扣除数: what it is less; where there is not so much, it was filled in wrong, as of 甲减乙."""
    amount, place = total_of(running, form.span), next(part for part in form.parts if isinstance(part, Form))
    less = alike(number_of(binder, place), amount, place.span)
    assert isinstance(amount.type, NumberType)
    return Running((Difference(left=amount, right=less, type=amount.type, span=form.span),))


def bind_counted(binder: Binder, form: Form, running: Running) -> Running:
    """，处罚次数每次扣10分: so much for each of what is counted."""
    amount, (count, less) = total_of(running, form.span), form.forms()
    units = [as_counted(binder, word, [counted := number_of(binder, count)]) for word in form.words("ITEM")]
    taken = alike(product(counted, price_per(binder, number_of(binder, less), units), "×"), amount, form.span)
    assert isinstance(amount.type, NumberType)
    return Running((Deduct(amount=amount, deductions=(taken,), type=amount.type),))


STEPS = {"deduct_counted": bind_counted, "deduct": bind, "deduct_each": bind_each, "less": bind_less}
