"""How far the numbers of a clause may go, so that a database's integers hold all that is computed of them.

In: a clause, and the greatest integer of a database.  Out: its program over facts that are no greater than fits, and the
bound, where there must be one.  Nothing overflows then: what is beyond the bound is refused, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from tiaowen.runtime.facts import LIMIT, FactType

from ..ir import integer
from ..ir.integer import Amount, BoolExpr, IntExpr, ItemOf, LetFlag, LetInt, Name, Sum, interval
from ..ir.shape import Answer, PerItem
from ..program.module import Entry
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
    amounts: tuple[WholeSteps, ...]
    whole: WholeSteps | None
    each: WholeSteps | None
    up_to: WholeSteps | None
    caps: tuple[BoolExpr, ...]

    @cached_property
    def greatest(self) -> int:
        """The greatest size of a number on the way to any of them."""
        return max((_size(node) for node in nodes_of(self._parts) if isinstance(node, IntExpr)), default=0)

    @property
    def _parts(self) -> tuple[object, ...]:
        made = (self.whole, self.each, self.up_to, *self.amounts)
        steps = tuple((part.lets, part.value) for part in made if part is not None)
        return (self.lets, self.checks, self.conditions, steps, self.caps)


def ranged(entry: Entry, capacity: int | None) -> Ranged | None:
    """The clause over the greatest facts for which no number is beyond ``capacity`` (None: there is no end); None where
    even small ones come to more."""
    whole = _within(entry, None)
    if capacity is None or whole.greatest <= capacity:
        return whole
    bounds = [digit * 10**power for power in range(1, 15) for digit in range(1, 10)]
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        if _within(entry, bounds[middle]).greatest <= capacity:
            low = middle + 1
        else:
            high = middle
    return _within(entry, bounds[low - 1]) if low and bounds[low - 1] >= _LEAST_BOUND else None


def bounds_of(of: FactType, bound: int | None) -> tuple[int, int]:
    """The least and greatest integer that a fact, or an item of it, is let through with."""
    most = LIMIT if bound is None else bound
    return max(of.least, -most * of.scale), min(of.most, most * of.scale)


def _within(entry: Entry, bound: int | None) -> Ranged:
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

    def steps(amount: Amount | None, given: Approved | None = None) -> WholeSteps | None:
        if amount is None:
            return None
        assert not isinstance(shape, Answer)
        made = whole_steps(known.rebuilt(amount), shape.of, given)
        return WholeSteps(made.lets, made.value)

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
    )


class _Known:
    """The names of a clause with the ends that they have when its facts keep to a bound."""

    def __init__(self, facts: Mapping[str, FactType], bound: int | None) -> None:
        self._facts, self._bound = facts, bound
        self._names: dict[str, Name] = {}
        self.is_paid = False
        self._done: dict[int, tuple[object, Any]] = {}

    def let(self, let: LetInt | LetFlag) -> LetInt | LetFlag:
        value = self.rebuilt(let.value)
        if isinstance(let, LetInt):
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
                inner._names, inner.is_paid = dict(self._names), self.is_paid
                lets = tuple(cast(LetInt, inner.let(let)) for let in node.lets)
                return replace(node, lets=lets, value=inner._fields(node.value))
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
        return replace(known, low=max(known.low, node.low)) if self.is_paid and node.low <= known.high else known


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
