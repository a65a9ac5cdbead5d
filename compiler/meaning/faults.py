"""What sensible facts satisfy: 核对, and what the words imply (甲减乙 is not below zero, a divisor is above zero).

In: a clause.  Out: its fact checks, in a fixed order, each a condition with what to say.  What is implied is asked only
where it is needed: not for a case that does not apply, and for the result only where the conditions hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..model.clause import Clause
from ..model.expr import (
    Addition,
    All,
    AnyOf,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Not,
    Product,
    Quotient,
    Truth,
    operands_of,
)
from ..model.quantity import NUMBER
from ..model.types import NumberType
from .mechanisms.each_item import ItemCount
from .mechanisms.of_item import OfItem
from .said import requirement_said
from .wording import plain_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """``holds`` must be true, else the facts are refused; ``fact`` is the name to put the fault at."""

    holds: Expr
    code: str
    fact: str
    message: str
    message_en: str


@lru_cache(maxsize=512)
def fact_checks(clause: Clause) -> tuple[FactCheck, ...]:
    """All checks of a clause: 核对 first, then what conditions and result imply."""
    negative = {fact.name for fact in clause.facts if fact.reading.negative}
    found: dict[tuple[Expr, str], FactCheck] = {}
    always: set[Expr] = set()
    for check in clause.checks:
        made = FactCheck(
            holds=check.condition,
            code="T0614",
            fact=_first_fact(check.condition),
            message=f"应当：{check.text}",
            message_en=f"this must hold: {requirement_said(check, 'en')}",
        )
        found.setdefault((made.holds, made.code), made)
        always.add(made.holds)
    paths: list[tuple[Expr, Expr | None]] = [(c.condition, None) for c in (*clause.checks, *clause.conditions)]
    if clause.amount is not None:
        held = tuple(condition.condition for condition in clause.conditions)
        paths.append((clause.amount, All(parts=held) if held else None))
    seen: set[_Visit] = set()
    for expr, path in paths:
        for made in _implied(expr, path, negative, seen, compared=False):
            bare = _bare(made.holds)
            if bare not in always:
                found.setdefault((made.holds, made.code), made)
            if bare == made.holds:
                always.add(bare)
    return tuple(found.values())


# A definition, the condition under which it was come to, and whether within a comparison.
_Visit = tuple[Definition, Expr | None, bool]


def _implied(
    expr: Expr, path: Expr | None, negative: set[str], seen: set[_Visit], *, compared: bool
) -> Iterator[FactCheck]:
    """The checks that an expression implies where ``path`` holds.  In a comparison an undefined quotient is no fault:
    the comparison just does not hold.  ``seen`` holds what was gone through before, so that definitions that use one
    another twice, and so on, are gone through once."""
    if isinstance(expr, Difference) and not expr.may_be_negative and not _mentions(expr, negative):
        holds = Compare(left=expr.left, operator=">=", right=expr.right)
        yield FactCheck(
            holds=_unless(path, holds),
            code="T0614",
            fact=_first_fact(expr.right),
            message=f"{plain_words(expr.right)}不应超过{plain_words(expr.left)}",
            message_en=f"{plain_words(expr.right, 'en')} must not exceed {plain_words(expr.left, 'en')}",
        )
    if isinstance(expr, Quotient) and not compared:
        zero = Literal(value=Fraction(0), type=_number(expr.right), text="0")
        yield FactCheck(
            holds=_unless(path, Compare(left=expr.right, operator=">", right=zero)),
            code="T0617",
            fact=_first_fact(expr.right),
            message=f"{plain_words(expr.right)}须大于零，才能作除数",
            message_en=f"{plain_words(expr.right, 'en')} must be above zero to divide by it",
        )
    if isinstance(expr, DefinitionRef):
        visit = (expr.definition, path, compared)
        if visit not in seen:
            seen.add(visit)
            yield from _implied(expr.definition.body, path, negative, seen, compared=compared)
    elif isinstance(expr, Mechanism):
        yield from _equally_long(expr)
        for operand, when in expr.operands():
            inner = path if when is None else when if path is None else All(parts=(path, when))
            lifts = expr.lifted(_TRUE) is not _TRUE
            within: set[_Visit] = set() if lifts else seen
            for check in _implied(operand, None if lifts else inner, negative, within, compared=compared):
                lifted = _unless(path, expr.lifted(check.holds)) if lifts else check.holds
                yield FactCheck(
                    holds=lifted,
                    code=check.code,
                    fact=check.fact,
                    message=check.message,
                    message_en=check.message_en,
                )
    else:
        for operand in _operands(expr):
            yield from _implied(operand, path, negative, seen, compared=compared or isinstance(expr, Compare))


def _equally_long(expr: Mechanism) -> Iterator[FactCheck]:
    """Of lists that are gone through together: each has as many items as the first."""
    # A list that has one for each of so many years is read so.
    first, *others = ("",) if isinstance(expr, OfItem) else expr.anatomy().lists or ("",)
    for other in others:
        counts = (ItemCount(list=name, each="", condition=None, type=NUMBER) for name in (first, other))
        yield FactCheck(
            holds=Compare(left=next(counts), operator="=", right=next(counts)),
            code="T0614",
            fact=other,
            message=f"{first}和{other}是逐项对应的，个数应当相同",
            message_en=f"{first} and {other} go together item by item: there must be as many of one as of the other",
        )


_TRUE = Truth(value=True)


def _unless(path: Expr | None, holds: Expr) -> Expr:
    return holds if path is None else AnyOf(parts=(Not(part=path), holds))


def _bare(holds: Expr) -> Expr:
    """What a check asks, without when it is asked."""
    return holds.parts[1] if isinstance(holds, AnyOf) and isinstance(holds.parts[0], Not) else holds


def _operands(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Addition() | All() | AnyOf():
            return expr.parts
        case Difference() | Product() | Quotient() | Compare():
            return (expr.left, expr.right)
        case Not():
            return (expr.part,)
        case _:
            return ()


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type


def _mentions(expr: Expr, names: set[str]) -> bool:
    return any(name in names for name in facts_in(expr))


def _first_fact(expr: Expr) -> str:
    return next(facts_in(expr), "")


# A definition that is needed in more ways than these is told of always.
_WAYS = 4


def needed_when(exprs: Iterable[Expr]) -> dict[Definition, Expr | None]:
    """The definitions that expressions use, directly or by other definitions, each with the condition under which it is
    needed (None: always)."""
    ways: dict[Definition, list[tuple[Expr, ...]]] = {}
    for expr in exprs:
        _note_ways(expr, (), ways, in_list=False)
    needed: dict[Definition, Expr | None] = {}
    for made, paths in ways.items():
        needed[made] = (
            None if () in paths else _either([path[0] if len(path) == 1 else All(parts=path) for path in paths])
        )
    return needed


def _either(ways: Iterable[Expr]) -> Expr | None:
    """One of these; None where one surely holds.  甲, or 乙 and not 甲, is 甲 or 乙, and with neither of them, always."""
    found: list[tuple[Expr | None, tuple[Expr, ...]]] = []
    for way in ways:
        own, denied = _case_of(way)
        for each in denied:
            left = tuple(other for other in denied if other != each)
            # where it holds, and nothing else of them, that way is there already
            if any(case == each and set(others) <= set(left) for case, others in found):
                denied = left
        if own is None and not denied:
            return None
        found.append((own, denied))
    parts = [_without(own, denied) for own, denied in found]
    return parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts))


def _case_of(way: Expr) -> tuple[Expr | None, tuple[Expr, ...]]:
    """A case and those before it, which fail where it is the one; of what is left over, no case."""
    match way:
        case All(parts=(own, Not(part=others))):
            return own, others.parts if isinstance(others, AnyOf) else (others,)
        case Not(part=others):
            return None, others.parts if isinstance(others, AnyOf) else (others,)
    return way, ()


def _without(own: Expr | None, denied: tuple[Expr, ...]) -> Expr:
    if not denied:
        assert own is not None
        return own
    fails = Not(part=denied[0] if len(denied) == 1 else AnyOf(parts=denied))
    return fails if own is None else All(parts=(own, fails))


def _note_ways(
    expr: Expr, path: tuple[Expr, ...], ways: dict[Definition, list[tuple[Expr, ...]]], *, in_list: bool
) -> None:
    match expr:
        case DefinitionRef(definition=made):
            had = ways.setdefault(made, [])
            if path in had or () in had:
                return
            path = path if len(had) < _WAYS else ()
            had.append(path)
            _note_ways(made.body, path, ways, in_list=in_list)
        case Mechanism():
            in_list = in_list or bool(expr.anatomy().lists)
            for operand, when in expr.operands():
                inner = path if when is None or in_list or isinstance(when, Truth) else (*path, when)
                _note_ways(operand, inner, ways, in_list=in_list)
        case _:
            for part in operands_of(expr):
                _note_ways(part, path, ways, in_list=in_list)


def definitions_in(exprs: Iterable[Expr]) -> set[Definition]:
    """The definitions that expressions use, directly or by other definitions."""
    used: set[Definition] = set()
    for expr in exprs:
        for _ in facts_in(expr, used):
            pass
    return used


def facts_in(expr: Expr, seen: set[Definition] | None = None) -> Iterator[str]:
    """The names of the facts that an expression reads, in order, perhaps repeated; a definition (but those ``seen``)
    is gone through once."""
    seen = set() if seen is None else seen
    match expr:
        case FactRef():
            yield expr.name
        case Element() | Field():
            yield expr.list
        case DefinitionRef():
            if expr.definition not in seen:
                seen.add(expr.definition)
                yield from facts_in(expr.definition.body, seen)
        case Mechanism():
            yield from expr.anatomy().lists
            for operand, _ in expr.operands():
                yield from facts_in(operand, seen)
        case _:
            for operand in _operands(expr):
                yield from facts_in(operand, seen)
