"""Units: expressions put together only where their units go together.

In: typed expressions.  Out: an expression with its unit, or a refusal that says which units do not fit.
"""

from collections.abc import Sequence
from dataclasses import replace

from tiaowen.runtime.units import unit_decimals

from ..model.expr import Addition, Expr, Literal, Product, Quotient
from ..model.quantity import DAY, NUMBER, RATIO, number_type
from ..model.types import DATE, ListType, NumberType
from ..model.unit_words import LENGTHS_OF_TIME, MONTHS_OF
from ..report.errors.types import BarePercentage, NeedsScope, UnitMismatch, WrongType
from ..text.source import Span
from .binder import Refused
from .names import spelled, wanted_for


def product(left: Expr, right: Expr, sign: str) -> Product:
    left_type, right_type = number_kind(left), number_kind(right)
    unit = left_type.unit * right_type.unit
    kind = number_type(unit)
    if unit.is_dimensionless:
        kind = RATIO if left_type.is_ratio or right_type.is_ratio else NUMBER
    return Product(left=left, right=right, type=kind, sign=sign)  # type: ignore[arg-type]


def quotient(left: Expr, right: Expr, span: Span) -> Quotient:
    unit = number_kind(left).unit / number_kind(right).unit
    kind = RATIO if unit.is_dimensionless and not number_kind(left).unit.is_dimensionless else number_type(unit)
    return Quotient(left=left, right=right, type=kind, span=span)


def alike(expr: Expr, other: Expr, span: Span) -> Expr:
    """``expr``, in the unit of ``other``: the same dimension, a plain zero, or 5年 for 60个月."""
    if isinstance(expr, Literal) and isinstance(other.type, NumberType):
        if expr.value == 0:
            return replace(expr, type=other.type)
        expr = _in_its_time(expr, other.type, span)
    check_alike(expr, other, span)
    return expr


def _in_its_time(literal: Literal, kind: NumberType, span: Span) -> Literal:
    """累计不超过5年 of what is counted in months: 60 of them.  Of what is counted in years 6个月 are half of one, where a
    number of years can be so fine (1个月 cannot be filled in as years)."""
    size, wanted = MONTHS_OF.get(literal.type.shown), MONTHS_OF.get(kind.shown)
    if size is None or wanted is None or size == wanted:
        return literal
    value = literal.value * size / wanted
    if (value * 10 ** unit_decimals(kind.unit)).denominator != 1:
        wanted_zh = f"以{kind.shown}计的数，{literal.text}除不尽"
        advice = (
            f"填报的单位改为「{literal.type.shown}」",
            f"declare the fact in {literal.type.shown}",
        )
        raise Refused(
            WrongType(span=span, what=literal.text, wanted=(wanted_zh, f"a number of {kind.shown}"), advice=advice)
        )
    return replace(literal, value=value, type=kind)


def check_alike(one: Expr, other: Expr, span: Span) -> None:
    left, right = other.type, one.type
    if isinstance(left, NumberType) and isinstance(right, NumberType):
        zero = isinstance(one, Literal) and one.value == 0 and right == NUMBER
        if not left.unit.same_dimension(right.unit) and not zero:
            if isinstance(other, Literal) and left.is_ratio:
                raise Refused(BarePercentage(span=other.span, text=other.text))
            raise Refused(UnitMismatch(span=span, left=left.shown, right=right.shown))
    elif isinstance(left, ListType):
        raise Refused(NeedsScope(span=span, name=spelled(other), each=left.each))
    elif left != right and not (left == DATE and right == DAY):
        raise Refused(WrongType(span=span, what=span.text, wanted=wanted_for(other)))


def sum_of(amounts: Sequence[Expr], spans: Sequence[Span]) -> Expr:
    if len(amounts) == 1:
        return amounts[0]
    for amount, span in zip(amounts[1:], spans[1:], strict=True):
        check_alike(amount, amounts[0], span)
    return Addition(parts=tuple(amounts), type=number_kind(amounts[0]), listed=True)


def is_length_of_time(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.type.shown in LENGTHS_OF_TIME


def number_kind(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type


def is_factor(expr: Expr) -> bool:
    return number_kind(expr).unit.is_dimensionless
