"""两数相比：研发费用占营业收入的比例，营业收入较上年增长、下降、有增长，较上年增加（差额）。

A ratio is undefined where its base is not above zero, and then no comparison with it holds.
"""

from dataclasses import replace

from ...bind.amounts import number_of
from ...bind.binder import Binder
from ...bind.units import check_alike
from ...model.expr import Compare, Difference, Expr, Quotient
from ...model.quantity import RATIO
from ...model.types import NumberType
from ...reading.syntax import Form
from .band import Band
from .deduct import Deduct


def bind_ratio(binder: Binder, form: Form) -> Expr:
    """甲占乙［比重］; 前三年研发费用合计占营业收入, of a list."""
    if isinstance(form.parts[0], Form):
        part, whole = (number_of(binder, one) for one in form.parts if isinstance(one, Form) or one.terminal == "NAME")
        check_alike(whole, part, form.span)
    else:
        part, whole = compared(binder, form)
    return Quotient(left=part, right=whole, type=RATIO, span=form.span)


def bind_ratio_of_all(binder: Binder, form: Form) -> Expr:
    """甲占甲总额的比例, 甲占比: what an item is of what all of the list come to."""
    first, *rest = form.words("NAME")
    second = rest[0] if rest else first
    part = number_of(binder, first)
    whole = number_of(binder, Form(kind="list_total", parts=(second,), span=second.span))
    check_alike(whole, part, form.span)
    return Quotient(left=part, right=whole, type=RATIO, span=form.span)


def bind_growth(binder: Binder, form: Form) -> Expr:
    """甲较乙增长：（甲－乙）÷乙；下降：（乙－甲）÷乙；增加：甲－乙."""
    now, before = compared(binder, form)
    assert isinstance(now.type, NumberType)
    high, low = (before, now) if form.kind == "decline" else (now, before)
    more = Difference(left=high, right=low, type=now.type, may_be_negative=True, span=form.span)
    return more if form.kind == "increase" else Quotient(left=more, right=before, type=RATIO, span=form.span)


def bind_grown(binder: Binder, form: Form) -> Expr:
    """甲较乙有增长：甲大于乙."""
    now, before = compared(binder, form)
    return Compare(left=now, operator=">", right=before)


def compared(binder: Binder, form: Form) -> tuple[Expr, Expr]:
    """The two names; for 同比 and 较上年 the other is 上年 of the one."""
    first, *rest = form.words("NAME")
    second = rest[0] if rest else replace(first, text=f"上年{first.text}")
    one, other = number_of(binder, first), number_of(binder, second)
    check_alike(other, one, form.span)
    return one, other


def bind_increment(binder: Binder, form: Form) -> Expr:
    """甲较乙增加的部分：of 甲 what is above 乙."""
    now, before = compared(binder, form)
    assert isinstance(now.type, NumberType)
    return Band(subject=now, low=before, high=None, wording="", type=now.type)


def bind_gap(binder: Binder, form: Form) -> Expr:
    """甲与乙的差额：甲－乙, never below zero."""
    one, other = compared(binder, form)
    assert isinstance(one.type, NumberType)
    return Deduct(amount=one, deductions=(other,), type=one.type)


ATOMS = {
    "ratio": bind_ratio,
    "ratio_of_all": bind_ratio_of_all,
    "own_share": bind_ratio_of_all,
    "growth": bind_growth,
    "increase": bind_growth,
    "decline": bind_growth,
    "grown": bind_grown,
    "gap": bind_gap,
    "increment": bind_increment,
}
