"""取……中较低者、较高者、平均值。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...bind.amounts import expr_of, number_of
from ...bind.binder import Binder, Refused
from ...bind.units import alike
from ...ir import core
from ...model.expr import (
    Addition,
    All,
    Anatomy,
    Choice,
    Compare,
    DefinitionRef,
    Evaluation,
    Expr,
    FactRef,
    Literal,
    Lowering,
    Mechanism,
    Outcome,
    Phrase,
    Quotient,
    Slot,
    Telling,
    Wording,
)
from ...model.quantity import CLOCK_TIME, NUMBER
from ...model.types import DATE, NumberType, OptionType, Plain
from ...reading.syntax import Form, Word
from ...report.errors.types import WrongType
from .. import phrases as p
from .one_item import OneItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme(Mechanism):
    """The lowest or highest of some amounts, dates or options."""

    parts: tuple[Expr, ...]
    highest: bool
    type: NumberType | OptionType | Plain

    def value(self, of: Evaluation) -> Fraction | None:
        values = [of.number(part) for part in self.parts]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return max(known) if self.highest else min(known)

    def lower(self, to: Lowering) -> core.Node:
        parts = tuple(to.number(part) for part in self.parts)
        return core.Greatest(parts) if self.highest else core.Least(parts)

    def anatomy(self) -> Anatomy:
        return Anatomy(choice=Choice(parts=self.parts, highest=self.highest))

    def outcomes(self) -> Iterator[Outcome]:
        for part in self.parts:
            others = (other for other in self.parts if other is not part)
            beats = tuple(Compare(left=part, operator=">" if self.highest else "<", right=other) for other in others)
            yield Outcome((Slot(part), "较高" if self.highest else "较低"), All(parts=beats), part)

    def words(self, say: Wording) -> Phrase:
        return self._of(say, [say.of(part) for part in self.parts])

    def _of(self, say: Wording, parts: Sequence[Phrase]) -> Phrase:
        of_two, of_many = (p.HIGHER, p.HIGHEST) if self.highest else (p.LOWER, p.LOWEST)
        listed = say.joined(parts, p.LIST_COMMA, last=p.AND_LAST)
        return say.say(of_two if len(parts) == 2 else of_many, parts=listed)

    def explain(self, tell: Telling) -> None:
        if all(isinstance(part, (Literal, FactRef, DefinitionRef)) for part in self.parts):
            tell.result(self)
            return
        for part in self.parts:
            if not isinstance(part, (Literal, FactRef, DefinitionRef)):
                tell.of(part)
        which = self._of(tell.words, [(Slot(part),) for part in self.parts])
        tell.line(p.CHOSEN, which=which, value=Slot(self))


_MANY = {"两": 2, "三": 3, "四": 4, "五": 5}


def _of_a_height(binder: Binder, form: Form | Word) -> Expr:
    """A number, a date, or one of options that are from low to high."""
    found = expr_of(binder, form)
    if found.type == DATE or (isinstance(found.type, OptionType) and found.type.ordered):
        made = found.definition.body if isinstance(found, DefinitionRef) else found
        if isinstance(made, OneItem):
            wanted = ("填报的选项或日期（清单里的，没有一项时没有数）", "a fact: of a list there may be none")
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
        return found
    return number_of(binder, form)


def bind(binder: Binder, form: Form) -> Expr:
    operands = [part for part in form.parts if isinstance(part, Form) or part.terminal == "NAME"]
    said = form.word("LOWEST", "HIGHEST")
    if said and said.text[0] in _MANY and _MANY[said.text[0]] != len(operands):
        wanted = (f"{len(operands)}个数里取一个", f"one of {len(operands)} numbers")
        raise Refused(WrongType(span=said.span, what=said.text, wanted=wanted))
    first = _of_a_height(binder, operands[0])
    parts = (first, *(alike(_of_a_height(binder, part), first, part.span) for part in operands[1:]))
    if said and ("晚" in said.text or "早" in said.text) and first.type not in (DATE, CLOCK_TIME):
        raise Refused(WrongType(span=said.span, what=said.text, wanted=("几个日期或时刻", "several dates or times")))
    if isinstance(first.type, OptionType | Plain) and not form.has("MEAN"):
        return Extreme(parts=parts, highest=form.has("HIGHEST"), type=first.type)
    if not isinstance(first.type, NumberType):
        raise Refused(
            WrongType(
                span=form.span,
                what=form.span.text,
                wanted=("几个数，才有平均", "numbers: of these alone there is a mean"),
            )
        )
    if form.has("MEAN"):
        many = Literal(value=Fraction(len(parts)), type=NUMBER, text=str(len(parts)))
        return Quotient(left=Addition(parts=parts, type=first.type, listed=True), right=many, type=first.type)
    return Extreme(parts=parts, highest=form.has("HIGHEST"), type=first.type)


ATOMS = {"extreme": bind}
