"""按比例、单价、上浮：各走一步乘法（按5%；每亩2000元；上浮30%；减半）。

These steps make plain products, so they have no node of their own.
"""

from dataclasses import replace
from fractions import Fraction

from ..bind import Binder, Refused, Running
from ..errors.types import WrongType
from ..model import Addition, Difference, Expr, Literal, NumberType, Product
from ..quantity import RATIO, number_type
from ..syntax import Form
from .cap import operand


def bind_rate(binder: Binder, form: Form, running: Running) -> Running:
    """按某比例（或单价）."""
    return _times(binder, form, running, "，按")


def bind_per_unit(binder: Binder, form: Form, running: Running) -> Running:
    """每亩2000元；每家分别200万元、100万元；每平方米每月15元."""
    sizes = [binder.unit_size(word) for word in form.words("UNIT")]
    unit = sizes[0].type.unit
    factor = sizes[0].value
    for size in sizes[1:]:
        unit, factor = unit * size.type.unit, factor * size.value
    each = "每" + "每".join(size.text for size in sizes)

    def priced(value: Expr) -> Expr:
        assert isinstance(value.type, NumberType)
        if isinstance(value, Literal):
            kind = number_type(value.type.unit / unit)
            shown = value.text if "/" in value.text else f"{value.text}/{'·'.join(size.text for size in sizes)}"
            return replace(value, value=value.value / factor, type=kind, text=shown)
        one = Literal(value=1 / factor, type=number_type(type(unit)() / unit), text=f"1/{each[1:]}")
        return Product(left=value, right=one, type=number_type(value.type.unit / unit))

    return _times(binder, form, running, "×", priced)


def _times(binder: Binder, form: Form, running: Running, sign: str, priced: object = None) -> Running:
    values_form = form.form("values")
    assert values_form is not None
    values = [binder.number(part) for part in values_form.parts]
    if callable(priced):
        values = [priced(value) for value in values]
    amounts = running.parts
    if form.has("RESPECTIVELY"):
        if len(amounts) == 1:
            values = [binder.paired(tuple(values), form.span)]
        else:
            pairing = replace(binder, width=len(amounts), position=0)
            pairing.paired(tuple(values), form.span)
    elif len(values) > 1:
        wanted = ("一个数，或「分别」", "one number, or 分别")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    if len(values) == 1:
        values *= len(amounts)
    products = tuple(binder.product(amount, value, sign) for amount, value in zip(amounts, values, strict=True))
    return Running(products, is_list=running.is_list)


def bind_uplift(binder: Binder, form: Form, running: Running) -> Running:
    """上浮30%：乘以一加该比例；下浮30%：乘以一减该比例；减按75%：乘以该比例."""
    part = operand(form)
    by = binder.number(part)
    if not isinstance(by.type, NumberType) or not by.type.unit.is_dimensionless:
        raise Refused(WrongType(span=part.span, what=part.span.text, wanted=("比例", "a percentage")))
    one = Literal(value=Fraction(1), type=RATIO, text="1")
    word = form.word("DISCOUNT")
    factor: Expr
    if form.kind == "uplift":
        factor = Addition(parts=(one, by), type=RATIO)
    elif word and word.text == "减按":
        factor = by
    else:
        factor = Difference(left=one, right=by, type=RATIO)
    return Running((binder.product(binder.total(running, form.span), factor, "×"),))


def bind_halved(binder: Binder, form: Form, running: Running) -> Running:
    half = Literal(value=Fraction(1, 2), type=RATIO, text="50%", span=form.span)
    return Running((binder.product(binder.total(running, form.span), half, "×"),))


STEPS = {
    "rate": bind_rate,
    "per_unit": bind_per_unit,
    "uplift": bind_uplift,
    "discount": bind_uplift,
    "halved": bind_halved,
}
