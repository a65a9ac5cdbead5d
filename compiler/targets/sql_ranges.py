"""How far the numbers of a clause may go, so that a database's integers hold all that is computed of them.

In: a clause, and the greatest integer of a database.  Out: its program over facts that are no greater than fits, and the
bound, where there must be one.  Nothing overflows then: what is beyond the bound is refused, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from tiaowen.runtime.facts import ITEMS_MAX, LIMIT, FactType

from ..ir import integer
from ..ir.integer import (
    Amount,
    BoolExpr,
    Compare,
    Comparison,
    FloorDiv,
    Int,
    IntExpr,
    ItemOf,
    LetFlag,
    LetInt,
    Name,
    Sum,
    Times,
    interval,
)
from ..ir.shape import Answer, PerItem
from ..program.arithmetic import flat_sum
from ..program.module import Entry
from ..program.piecewise import by_ranges
from ..program.whole_steps import Approved, WholeSteps, whole_steps

_Node = TypeVar("_Node")
# A bound below this is none that a fact could be told to keep to.
_LEAST_BOUND = 10**7
# The name of the amount that was approved, and the flag that it was.
APPROVED, IS_APPROVED = "核定 金额", "核定 给出"


@dataclass(frozen=True)
class Ranged:
    """The parts of a clause over facts no greater than ``bound`` units (None: as they may be).

    ``amounts`` are in whole steps; ``each`` the amount of one item, and ``up_to`` what all come to at most.  These, and
    ``whole`` and ``caps``, are over the facts for which something is paid: what conditions say of a name is known of it.
    """

    bound: int | None
    lets: tuple[LetInt | LetFlag, ...]
    checks: tuple[BoolExpr, ...]
    conditions: tuple[BoolExpr, ...]
    amounts: tuple[IntExpr, ...]
    whole: IntExpr | None
    each: IntExpr | None
    up_to: IntExpr | None
    caps: tuple[BoolExpr, ...]
    # The names of numbers of which more is known where something is paid.
    bounded: tuple[str, ...]

    @cached_property
    def greatest(self) -> int:
        """The greatest size of a number on the way to any of them."""
        sizes = [_size(node) for node in nodes_of(self._parts) if isinstance(node, IntExpr)]
        if self.each is not None and self.up_to is not None:
            # How much of the limit is left is known by what all before come to.
            sizes.append(_size(self.each) * ITEMS_MAX)
        return max(sizes, default=0)

    @property
    def _parts(self) -> tuple[object, ...]:
        paid = (self.whole, self.each, self.up_to, *self.amounts)
        return (self.lets, self.checks, self.conditions, paid, self.caps)


def ranged(entry: Entry, capacity: int | None) -> Ranged | None:
    """The clause over the greatest facts for which no number is beyond ``capacity`` (None: there is no end); None where
    even small ones come to more."""
    whole = within_bound(entry, None)
    if capacity is None or whole.greatest <= capacity:
        return whole
    bounds = [digit * 10**power for power in range(1, 15) for digit in range(1, 10)]
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        if within_bound(entry, bounds[middle]).greatest <= capacity:
            low = middle + 1
        else:
            high = middle
    return within_bound(entry, bounds[low - 1]) if low and bounds[low - 1] >= _LEAST_BOUND else None


def bounds_of(of: FactType, bound: int | None) -> tuple[int, int]:
    """The least and greatest integer that a fact, or an item of it, is let through with."""
    most = LIMIT if bound is None else bound
    return max(of.least, -most * of.scale), min(of.most, most * of.scale)


def within_bound(entry: Entry, bound: int | None) -> Ranged:
    """The clause over facts no greater than ``bound`` units (None: as they may be)."""
    known = _Known({of.name: of for of in entry.asked}, bound)
    lets = tuple(known.let(let) for let in entry.lets)
    checks = tuple(known.rebuilt(check.holds) for check in entry.checks)
    conditions = tuple(known.rebuilt(condition) for condition in entry.conditions)
    known = known.where_paid()
    approved = None
    if entry.approved is not None:
        low, high = bounds_of(entry.approved, bound)
        approved = Approved(integer.Flag(IS_APPROVED), Name(APPROVED, low, high))
    shape = entry.shape

    def steps(amount: Amount | None, given: Approved | None = None) -> IntExpr | None:
        if amount is None:
            return None
        assert not isinstance(shape, Answer)
        return by_ranges(_in_full(whole_steps(known.rebuilt(amount), shape.of, given)))

    each = entry.each if isinstance(shape, PerItem) else None
    amounts = () if each is not None else tuple(steps(amount, approved) for amount in entry.amounts)
    return Ranged(
        bound=bound,
        lets=lets,
        checks=checks,
        conditions=conditions,
        amounts=tuple(made for made in amounts if made is not None),
        whole=steps(entry.whole),
        each=steps(each.amount) if each else None,
        up_to=steps(each.up_to) if each else None,
        caps=tuple(known.rebuilt(cap.binds) for cap in entry.caps),
        bounded=tuple(known.bounded),
    )


class _Known:
    """The names of a clause with the ends that they have when its facts keep to a bound."""

    def __init__(self, facts: Mapping[str, FactType], bound: int | None) -> None:
        self._facts, self._bound = facts, bound
        self._names: dict[str, Name] = {}
        self.is_paid = False
        self.bounded: dict[str, None] = {}
        self._done: dict[int, tuple[object, Any]] = {}

    def let(self, let: LetInt | LetFlag) -> LetInt | LetFlag:
        value = self.rebuilt(let.value)
        if isinstance(let, LetInt):
            value = by_ranges(value)  # type: ignore[arg-type]  # of a LetInt, an integer
            self._names[let.name] = Name(let.name, *interval(value))
        return replace(let, value=value)  # type: ignore[arg-type]

    def where_paid(self) -> _Known:
        made = _Known(self._facts, self._bound)
        made._names, made.is_paid = self._names, True
        return made

    def rebuilt(self, node: _Node) -> _Node:
        """The same over names with these ends."""
        if (made := self._done.get(id(node))) is None:
            made = self._done[id(node)] = node, self._rebuilt(node)
        return made[1]  # type: ignore[no-any-return]

    def _rebuilt(self, node: Any) -> Any:
        match node:
            case Name() if node.name in self._names:
                return self._paid(node, self._names[node.name])
            case Name() if node.name in self._facts:
                return self._kept(node, self._facts[node.name])
            case ItemOf() if node.list in self._facts:
                item = self._facts[node.list].item
                assert item is not None
                return self._kept(node, item if node.index is None else item.fields[node.index])
            case integer.Set():
                # The lets of an amount are names of its own.
                inner = _Known(self._facts, self._bound)
                inner._names, inner.is_paid, inner.bounded = dict(self._names), self.is_paid, self.bounded
                lets = tuple(cast(LetInt, inner.let(let)) for let in node.lets)
                return replace(node, lets=lets, value=inner._fields(node.value))
            case Compare():
                return _narrowed(self._fields(node))
            case tuple():
                return tuple(map(self.rebuilt, node))
            case _ if type(node).__module__ == integer.__name__:
                return self._fields(node)
            case _:
                return node

    def _fields(self, node: Any) -> Any:
        parts = {part.name: getattr(node, part.name) for part in fields(node)}
        made = {name: self.rebuilt(part) for name, part in parts.items()}
        return node if all(made[name] is part for name, part in parts.items()) else replace(node, **made)

    def _kept(self, node: Any, of: FactType) -> Any:
        if of.kind != "number":
            return node
        low, high = bounds_of(of, self._bound)
        return self._paid(node, replace(node, low=low, high=high))

    def _paid(self, node: Any, known: Any) -> Any:
        """What is known of a name where something is paid."""
        if not self.is_paid or not known.low < node.low <= known.high:
            return known
        self.bounded[node.name if isinstance(node, Name) else node.list] = None
        return replace(known, low=node.low)


def _in_full(steps: WholeSteps) -> IntExpr:
    """The amount with its lets written out again: all parts of the clause look for what they have in common."""
    known: dict[str, IntExpr] = {}
    for let in steps.lets:
        known[let.name] = _written_out(let.value, known)
    made = _written_out(steps.value, known)
    assert isinstance(made, IntExpr)
    return made


def _written_out(expr: Any, known: dict[str, IntExpr]) -> Any:
    """With what lets stand for in place of their names."""
    if not known:
        return expr
    match expr:
        case Name():
            return known.get(expr.name, expr)
        case _ if type(expr).__module__ == integer.__name__ and hasattr(expr, "__dataclass_fields__"):
            parts = {of.name: getattr(expr, of.name) for of in fields(expr)}
            made = {name: _written_out(part, known) for name, part in parts.items()}
            return expr if all(made[name] is part for name, part in parts.items()) else replace(expr, **made)
        case tuple():
            listed = tuple(_written_out(part, known) for part in expr)
            return expr if all(one is other for one, other in zip(listed, expr, strict=True)) else listed
        case _:
            return expr


def _narrowed(compare: Any) -> Any:
    """50甲 ≥ 3乙 as 甲 ≥ 3乙 ÷ 50, rounded up, where 50甲 would need wide integers and nothing else of it does."""
    match compare:
        case Compare(left=Times(left=Int(value=factor), right=small), right=other) if factor > 1:
            swapped = compare.operator
        case Compare(right=Times(left=Int(value=factor), right=small), left=other) if factor > 1:
            swapped = _SWAPPED[compare.operator]
        case _:
            return compare
    whole = Times(Int(factor), small)
    if _size(whole) <= _NARROW or interval(other)[0] < 0 or max(_size(small), _size(other) + factor) > _NARROW:
        return compare
    match swapped:
        case ">" | "<=":
            return Compare(swapped, small, FloorDiv(other, Int(factor)))
        case ">=" | "<":
            return Compare(swapped, small, FloorDiv(Sum(tuple(flat_sum([other, Int(factor - 1)]))), Int(factor)))
        case _:
            return compare


_SWAPPED: Mapping[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "≠": "≠"}
_NARROW = 2**63 - 1


def nodes_of(part: object) -> Iterator[object]:
    """All nodes of the integer form within a part, itself first."""
    waiting = [part]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif type(node).__module__ == integer.__name__:
            waiting += [getattr(node, of.name) for of in reversed(fields(node))]  # type: ignore[arg-type]  # all are


def _size(node: IntExpr) -> int:
    """The greatest size of what is computed for a node: of a sum, of its partial sums too."""
    if isinstance(node, Sum):
        return sum(max(map(abs, interval(part))) for part in node.parts)
    return max(map(abs, interval(node)))
