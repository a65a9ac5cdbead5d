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
        named = (*say.atom(self.part), "占", *say.atom(self.whole))
        return (*say.of(self.amount), "，其中", *named, "的部分封顶", *say.of(self.limit))

    def outline(self, write: Outline) -> str:
        amount, part, whole = write.result(self.amount), write.result(self.part), write.result(self.whole)
        share = f"{amount} × {part} ÷ {whole}"
        words = f"{amount}中按{part}占{whole}的比例分得的部分，最多{write.words(self.limit)}；其余部分不变"
        formula = f"{amount} － {share} ＋ 取较低者（{share}，{write.formula(self.limit)}）"
        return write.step(words, formula, "分项封顶")

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        share, limit = Slot(self.share), Slot(self.limit)
        named: Phrase = ("其中", *_names(tell, self.part), "占", *_names(tell, self.whole), "的部分", share)
        tell.line(*named, "，超过封顶", limit, "，这部分按", limit, "，合计", Slot(self), when=self.beyond)
        tell.line(*named, "，未超过封顶", limit, when=self.within)


def _names(tell: Telling, expr: Expr) -> tuple[str, ...]:
    return tuple(part for part in tell.words(expr) if isinstance(part, str))


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
