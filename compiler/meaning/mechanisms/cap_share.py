"""分项封顶：其中甲占乙的部分封顶某数。

The share 甲÷乙 of the amount is capped; the rest stays.  乙 at zero: no share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...bind.amounts import number_of
from ...bind.binder import Binder, Running
from ...bind.parts import total_of
from ...bind.units import alike, check_alike
from ...ir import core
from ...model.expr import (
    Anatomy,
    Compare,
    Evaluation,
    Expr,
    Limit,
    Lowering,
    Mechanism,
    Outcome,
    Outline,
    Phrase,
    Product,
    Quotient,
    Slot,
    Telling,
    Wording,
)
from ...model.quantity import RATIO
from ...model.types import NumberType
from ...reading.syntax import Form
from .. import phrases as p
from .cap import operand, refuse_for_each


@dataclass(frozen=True, slots=True, kw_only=True)
class CapShare(Mechanism):
    amount: Expr
    part: Expr
    whole: Expr
    limit: Expr
    type: NumberType

    @property
    def share(self) -> Product:
        """The share of the amount that falls to ``part``."""
        ratio = Quotient(left=self.part, right=self.whole, type=RATIO)
        return Product(left=self.amount, right=ratio, type=self.type)

    def value(self, of: Evaluation) -> Fraction | None:
        amount, part, whole, limit = (of.number(x) for x in (self.amount, self.part, self.whole, self.limit))
        if amount is None or part is None or whole is None or limit is None:
            return None
        share = amount * part / whole if whole > 0 else Fraction(0)
        return amount - share + min(share, limit)

    def lower(self, to: Lowering) -> core.Node:
        amount, whole = to.number(self.amount), to.number(self.whole)
        share = core.Mul(amount, core.Div(to.number(self.part), whole))
        rest = core.Add((amount, core.Mul(core.Const(Fraction(-1)), share)))
        capped = core.Add((rest, core.Least((share, to.number(self.limit)))))
        return core.Choose(((core.Compare(">", whole, core.Const(Fraction(0))), capped),), amount)

    def anatomy(self) -> Anatomy:
        return Anatomy(acts_on=self.amount, limits=(Limit(amount=self.share, limit=self.limit, word="封顶"),))

    @property
    def beyond(self) -> Compare:
        """That the share is above the limit."""
        return Compare(left=self.share, operator=">", right=self.limit)

    @property
    def within(self) -> Compare:
        """That it is not."""
        return Compare(left=self.share, operator="<=", right=self.limit)

    def outcomes(self) -> Iterator[Outcome]:
        share = (Slot(self.part), "的部分")
        yield Outcome((*share, "超过分项封顶数", Slot(self.limit)), self.beyond, self.limit)
        yield Outcome((*share, "未超过分项封顶数", Slot(self.limit)), self.within, self.limit)

    def words(self, say: Wording) -> Phrase:
        part, whole = say.atom(self.part), say.atom(self.whole)
        return say.say(p.SHARE_CAPPED, amount=say.of(self.amount), part=part, whole=whole, limit=say.of(self.limit))

    def outline(self, write: Outline) -> str:
        amount, part, whole = write.result(self.amount), write.result(self.part), write.result(self.whole)
        share = write.say(p.SHARE_OF_AMOUNT, amount=amount, part=part, whole=whole)
        words = write.say(p.SHARE_STEP, amount=amount, part=part, whole=whole, limit=write.words(self.limit))
        formula = write.say(p.SHARE_FORMULA, amount=amount, share=share, limit=write.formula(self.limit))
        return write.step(words, formula, p.CAP_OF_PART)

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        parts = {"part": tell.words.plain(self.part), "whole": tell.words.plain(self.whole)}
        slots = {"share": Slot(self.share), "limit": Slot(self.limit), "total": Slot(self)}
        tell.line(p.SHARE_ABOVE_CAP, self.beyond, **parts, **slots)
        tell.line(p.SHARE_WITHIN_CAP, self.within, **parts, **slots)


def bind(binder: Binder, form: Form, running: Running) -> Running:
    names = tuple(form.words("NAME"))
    part, whole = (number_of(binder, word) for word in names)
    amount = total_of(running, form.span)
    check_alike(part, whole, form.span)
    refuse_for_each(binder, form, amount)
    limit = operand(form, behind=names[1])
    assert isinstance(amount.type, NumberType)
    bound = alike(number_of(binder, limit), amount, limit.span)
    return Running((CapShare(amount=amount, part=part, whole=whole, limit=bound, type=amount.type),))


STEPS = {"cap_share": bind}
