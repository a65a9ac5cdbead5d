"""Levels: what an expression is of: the whole, the present item of a list, a group of its records; or of nothing, a constant.

A level is computed from the operands up, as units are; what goes through a list (``Anatomy.list``) closes it.  Where items
are added up, or groups, only what is of them may be: what is of the whole would count once for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .expr import (
    Addition,
    Branch,
    Definition,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Product,
    Quotient,
    anatomy_of,
    operands_of,
)
from .types import ListType, NumberType


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """``items`` are the lists of whose present item an expression is, ``lists`` those that it has gone through, ``facts``
    those of the whole that it reads."""

    items: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()

    @property
    def is_constant(self) -> bool:
        return self == _CONSTANT


_CONSTANT = Level()


@dataclass(frozen=True, slots=True)
class Each:
    """What is gone through: the items of a list (of several together, item by item), or groups of them."""

    list: str
    is_group: bool = False
    also: tuple[str, ...] = ()

    def has(self, level: Level) -> bool:
        """Whether what is of this level is of one of these."""
        return not level.items.isdisjoint((self.list, *self.also)) or (self.is_group and self.list in level.lists)


def level_of(expr: Expr, known: dict[Definition, Level] | None = None) -> Level:
    """What an expression is of; of the definitions gone through, ``known`` has the levels."""
    known = {} if known is None else known
    match expr:
        case Literal():
            return Level(items=frozenset((expr.item,))) if expr.item else _CONSTANT
        case FactRef(type=ListType()):
            return Level(lists=frozenset((expr.name,)))
        case FactRef():
            return Level(facts=frozenset((expr.name,)))
        case Element() | Field():
            return Level(items=frozenset((expr.list,)))
        case DefinitionRef(definition=made):
            if made not in known:
                known[made] = level_of(made.body, known)
            return known[made]
    levels = [level_of(part, known) for part in operands_of(expr)]
    items, lists, facts = (
        (frozenset[str]().union(*parts) for parts in zip(*map(_parts, levels), strict=True))
        if levels
        else _parts(_CONSTANT)
    )
    anatomy = anatomy_of(expr)
    through = frozenset(anatomy.lists)
    return Level(items=(items - through) | frozenset(anatomy.of_item), lists=lists | through, facts=facts)


def _parts(level: Level) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return level.items, level.lists, level.facts


def repeated(expr: Expr, each: Each) -> Iterator[Expr]:
    """The parts of an amount, to be added up for each, that are of none of these: what is added, taken away, an amount of a
    case, a limit.  A constant is what each of them gets; a factor (a rate, a number of months) may be of the whole."""
    level = level_of(expr)
    if level.is_constant:
        return
    if not each.has(level):
        yield expr
        return
    match expr:
        case DefinitionRef(definition=made):
            parts: tuple[Expr, ...] = (made.body,)
        case Addition() | Difference() if expr.type.unit.is_dimensionless and expr.type.is_ratio:
            # 利率减借款人承担利率: a rate is no amount that would count once for each
            parts = ()
        case Addition():
            parts = expr.parts
        case Difference():
            parts = (expr.left, expr.right)
        case Product():
            parts = tuple(part for part in (expr.left, expr.right) if each.has(level_of(part)))
        case Quotient():
            parts = (expr.left,) if each.has(level_of(expr.left)) else ()
        case Mechanism():
            parts = tuple(_amounts_in(expr))
        case _:
            parts = ()
    for part in parts:
        yield from repeated(part, each)
    for branch in cases.branches if (cases := anatomy_of(expr).cases) else ():
        if not _may_ask(branch, each) and _has_a_number(branch.amount):
            yield branch.condition


def _has_a_number(amount: Expr) -> bool:
    """Whether an amount is a number as written, or has one added to it or taken away."""
    if level_of(amount).is_constant:
        return not _is_nothing(amount)
    match amount:
        case Addition(parts=parts):
            return any(map(_has_a_number, parts))
        case Difference(left=left, right=right):
            return _has_a_number(left) or _has_a_number(right)
        case Mechanism():
            anatomy = amount.anatomy()
            return anatomy.acts_on is not None and any(map(_has_a_number, (anatomy.acts_on, *anatomy.takes)))
    return False


def _may_ask(branch: Branch, each: Each) -> bool:
    """Whether an amount that is a number is of each: where its case is, or is all that is left."""
    level = level_of(branch.condition)
    return level.is_constant or each.has(level)


def _is_nothing(amount: Expr) -> bool:
    return isinstance(amount, Literal) and not amount.value


def _amounts_in(expr: Mechanism) -> Iterator[Expr]:
    """The operands of a mechanism that are amounts as it is one."""
    anatomy = expr.anatomy()
    if anatomy.list or anatomy.steps or anatomy.segment:
        return
    if anatomy.acts_on is not None:
        yield anatomy.acts_on
        yield from anatomy.takes
        yield from (limit.limit for limit in anatomy.limits)
    elif anatomy.cases is not None:
        yield from (branch.amount for branch in anatomy.cases.branches)
    else:
        yield from (part for part in operands_of(expr) if isinstance(part.type, NumberType) and part.type == expr.type)


def named_in(expr: Expr) -> str:
    """The first name of a fact, field or definition in an expression."""
    named = (part for part in parts_of(expr) if isinstance(part, (FactRef, DefinitionRef, Field, Element)))
    first = next(named, None)
    return first.list if isinstance(first, Element) else first.name if first else ""


def parts_of(expr: Expr) -> Iterator[Expr]:
    """The expression, and all that it is made of, from left to right; of a definition's name, the name alone."""
    waiting = [expr]
    while waiting:
        made = waiting.pop()
        yield made
        waiting += reversed(operands_of(made))


def through_names(expr: Expr, each: Each) -> Iterator[Definition]:
    """The names used in an amount of a group that stand for all records of the list, not those of the group."""
    for part in parts_of(expr):
        if isinstance(part, DefinitionRef) and each.list in level_of(part).lists:
            yield part.definition


def read_in(expr: Expr, seen: set[Definition] | None = None) -> Iterator[Expr]:
    """The facts and fields that an expression is made of, also by what its names stand for."""
    seen = set() if seen is None else seen
    for part in parts_of(expr):
        if isinstance(part, (FactRef, Element, Field)):
            yield part
        elif isinstance(part, DefinitionRef) and part.definition not in seen:
            seen.add(part.definition)
            yield from read_in(part.definition.body, seen)
