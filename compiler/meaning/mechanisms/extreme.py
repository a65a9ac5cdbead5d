"""取……中较低者、较高者、平均值。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...bind.amounts import number_of
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
from ...model.quantity import NUMBER
from ...model.types import NumberType
from ...reading.syntax import Form
from ...report.errors.types import WrongType
from .. import phrases as p


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme(Mechanism):
    """The lowest or highest of some amounts."""

    parts: tuple[Expr, ...]
    highest: bool
    type: NumberType

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


def bind(binder: Binder, form: Form) -> Expr:
    operands = [part for part in form.parts if isinstance(part, Form) or part.terminal == "NAME"]
    said = form.word("LOWEST", "HIGHEST")
    if said and said.text[0] in _MANY and _MANY[said.text[0]] != len(operands):
        wanted = (f"{len(operands)}个数里取一个", f"one of {len(operands)} numbers")
        raise Refused(WrongType(span=said.span, what=said.text, wanted=wanted))
    first = number_of(binder, operands[0])
    parts = (first, *(alike(number_of(binder, part), first, part.span) for part in operands[1:]))
    assert isinstance(first.type, NumberType)
    if form.has("MEAN"):
        many = Literal(value=Fraction(len(parts)), type=NUMBER, text=str(len(parts)))
        return Quotient(left=Addition(parts=parts, type=first.type, listed=True), right=many, type=first.type)
    return Extreme(parts=parts, highest=form.has("HIGHEST"), type=first.type)


ATOMS = {"extreme": bind}
