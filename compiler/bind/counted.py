"""What is counted: 每亩、每家每年, and the quantity that a sentence means without naming it.

In: the unit behind 每.  Out: its size, a price for each, or the fact or quantity in that unit.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.units import Unit

from ..model.expr import Expr, Literal, Product
from ..model.quantity import number_type, unit_of
from ..model.types import NumberType
from ..reading.syntax import Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Asked, Binder, Refused
from .units import number_kind, product


def unit_size(binder: Binder, word: Word) -> Literal:
    """一单位 of the unit after 每; 每个展位 of what is counted in 个."""
    unit = unit_of(word.text, binder.names.terms.units)
    if (
        unit
        and word.text[0] == "个"
        and not measured_in(binder, unit)
        and measured_in(binder, one := Unit((("个", 1),)))
    ):
        unit = one
    if unit is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("单位", "a unit")))
    return Literal(value=unit.factor, type=number_type(unit), text=word.text, span=word.span)


def price_per(binder: Binder, value: Expr, units: Sequence[Word]) -> Expr:
    """``value`` for each of these units: 每家每年1000元 is 1000元/家·年."""
    sizes = [unit_size(binder, word) for word in units]
    unit, factor = Unit(), Fraction(1)
    for size in sizes:
        unit, factor = unit * size.type.unit, factor * size.value
    kind = number_type(number_kind(value).unit / unit)
    if isinstance(value, Literal):
        shown = "".join(f"每{size.text}" for size in sizes) + value.text
        return replace(value, value=value.value / factor, type=kind, text=shown, said="每" if sizes else value.said)
    if isinstance(value, Product) and value.sign == "×":
        # 每人每月500元乘以补贴月数：the price is that of the first.
        return product(price_per(binder, value.left, units), value.right, "×")
    one = Literal(value=1 / factor, type=number_type(Unit() / unit), text="1")
    return Product(left=value, right=one, type=kind)


def asked_in(binder: Binder, unit: Unit, span: Span) -> Asked:
    """The quantity of the case that is measured in ``unit``.  Refused where there is none, or more than one."""
    for layer in reversed(binder.here.asked):
        found = [a for a in layer if number_kind(a.subject).unit == unit]
        if len({a.subject for a in found}) == 1:
            return next((a for a in found if a.start is not None), found[0])
        if found:
            break
    alone = measured_in(binder, unit) if binder.names.facts_alone else []
    if len(alone) == 1:
        return Asked(alone[0], None)
    wanted = ("前面写明是什么的数量，如种植面积，每亩……", "what is counted, before it")
    raise Refused(WrongType(span=span, what=span.text, wanted=wanted))


def asks_for(binder: Binder, word: Word) -> bool:
    """Whether the rule asks for a quantity in a unit, or has names of its own for such a one."""
    unit = unit_size(binder, word).type.unit
    asked = any(number_kind(found.subject).unit == unit for layer in binder.here.asked for found in layer)
    return asked or bool(measured_in(binder, unit))


def measured_in(binder: Binder, unit: Unit) -> list[Expr]:
    """The facts in a unit."""
    return [fact for fact in binder.names.facts if isinstance(fact.type, NumberType) and fact.type.unit == unit]
