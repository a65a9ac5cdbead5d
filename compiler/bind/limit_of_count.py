"""A limit in another unit than the amount's is of what the amount counts: 每月1500元，最长不超过36个月; 展位，每个1万元，最多4个.

In: an amount and a limit.  Out: the quantity that the limit is of, and the amount with another in its place; None where
the limit is of the amount itself, or of nothing that the rule counts.
"""

from collections.abc import Callable
from dataclasses import is_dataclass, replace
from typing import Any

from tiaowen.runtime.units import Unit, unit_decimals

from ..model.expr import EXPRESSIONS, Expr, Literal
from ..model.quantity import MONEY
from ..model.types import NumberType
from ..model.unit_words import MONTHS_OF, PEOPLE
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Binder, Refused
from .counted import NAMED, made_of, measured_in
from .names import spelled
from .units import number_kind, product

# Where a quantity may stand that an amount is a multiple of.
_OPERANDS = ("left", "right", "amount", "parts", "subject", "branches")

Put = Callable[[Expr], Expr]


def counted_by(
    binder: Binder, amount: Expr, limit: Expr, span: Span, of: Expr | None = None, had: Expr | None = None
) -> tuple[Expr, Put] | None:
    """What a limit in months (in 个, 人 …) is of: the one such quantity that the amount is made of; of a price for each month,
    the one in the rule, by which the amount is multiplied.  ``of``: the quantity where it is said; what was ``had`` before is none."""
    kind = limit.type
    if not isinstance(kind, NumberType) or number_kind(amount).unit.same_dimension(kind.unit):
        return None
    if [power for _, power in kind.unit.powers] != [1] or kind.unit.same_dimension(MONEY.unit):
        # of money, and of prices, there is no telling which one is limited
        return None
    found = list(dict.fromkeys(each for each in _quantities(amount) if of in (None, each) and _is_alike(each, kind)))
    if len(found) > 1:
        raise Refused(_of_which(found, span))
    if found:
        return found[0], lambda other: _with(amount, found[0], other)
    if hidden := list(dict.fromkeys(made_of(amount, kind.unit))):
        raise Refused(_of_which(hidden, span))
    units = [unit for unit, power in number_kind(amount).unit.powers if power == -1]
    measured = [quantity for unit in units for quantity in measured_in(binder, Unit(((unit, 1),)))]
    each = [quantity for quantity in ([of] if of else measured) if quantity != had and _is_alike(quantity, kind)]
    each = [quantity for quantity in each if number_kind(quantity).unit.text in units]
    if len(each) > 1:
        raise Refused(_of_which(each, span))
    if not each and (unit := next((unit for unit in units if _is_time(unit, kind)), "")):
        raise Refused(_not_counted(span, unit))
    return (each[0], lambda other: product(amount, other, "×")) if each else None


def in_its_unit(limit: Expr, quantity: Expr) -> Expr:
    """4个展位 of 展位, which is counted in 个; 10名 of people."""
    own = number_kind(quantity)
    if (
        isinstance(limit, Literal)
        and not limit.type.unit.same_dimension(own.unit)
        and not _is_time(own.shown, limit.type)
    ):
        return replace(limit, type=own)
    return limit


def _is_alike(quantity: Expr, kind: NumberType) -> bool:
    """Whether a limit in a unit is one of a quantity: months of years, 名 of 人, 个展位 of 展位."""
    own, other = number_kind(quantity).unit, kind.unit
    if own.same_dimension(other) or _is_time(own.text, kind):
        return True
    if own.text in PEOPLE and other.text in PEOPLE:
        return True
    return own.text == "个" and not unit_decimals(other) and bool(other.text) and other.text in spelled(quantity)


def _is_time(unit: str, kind: NumberType) -> bool:
    return unit in MONTHS_OF and kind.unit.text in MONTHS_OF


def _quantities(expr: Expr) -> list[Expr]:
    """The named quantities that an amount is a multiple of.  A part of one, and what is counted from a number on, is none:
    whether the limit is of the part or of the whole is not said."""
    if isinstance(expr, NAMED):
        return [expr] if isinstance(expr.type, NumberType) else []
    if any(getattr(expr, name, None) is not None for name in ("start", "low", "high")):
        return []
    return [one for name in _OPERANDS for part in _parts(getattr(expr, name, ())) for one in _quantities(part)]


def _parts(value: Any) -> list[Expr]:
    """The expressions in a field: itself, several, or the amounts of cases."""
    each = value if isinstance(value, tuple) else (value,)
    amounts = (part if isinstance(part, EXPRESSIONS) else getattr(part, "amount", None) for part in each)
    return [part for part in amounts if isinstance(part, EXPRESSIONS)]


def _with(expr: Any, one: Expr, other: Expr) -> Any:
    """The expression with ``other`` in the place of ``one``."""
    if expr == one:
        return other
    if isinstance(expr, tuple):
        return tuple(_with(part, one, other) for part in expr)
    if not is_dataclass(expr) or isinstance(expr, (Literal, *NAMED)):
        return expr
    names = [name for name in _OPERANDS if hasattr(expr, name)]
    return replace(expr, **{name: _with(getattr(expr, name), one, other) for name in names})  # type: ignore[type-var]


def _of_which(found: list[Expr], span: Span) -> WrongType:
    """男职工加女职工，每人2000元，最多10人: of both, or of one."""
    named = next((spelled(each) for each in found if spelled(each)), "某某")
    wanted = ("写明管哪一个", "which quantity it is of")
    advice = (
        f"先在「其中」里限定：计补数：{named}，封顶{span.text}",
        f"limit it under 其中 first: 计补数：{named}，封顶{span.text}",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)


def _not_counted(span: Span, said: str) -> WrongType:
    """每月1000元，最长36个月, where the rule asks for no number of months."""
    wanted = (f"有一个以{said}计的数：给几个{said}", f"a number of {said}: for how many something is given")
    advice = (
        f"按{said}给的，填报「补贴{said}数：{said}」，算到这个数为止；填的是别的时间的，先写成每{said}的数",
        f"declare 补贴{said}数：{said}, up to which it is calculated; of what is filled in otherwise say how much a {said} is",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)
