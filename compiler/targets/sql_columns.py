"""What a clause works out, as columns in layers: each is computed once, of those in the layers before it.

In: the parts of a clause over facts in their ranges.  Out: the same parts over columns, and the columns, with what occurs
more than once named, and what a database must have before it as a plain number (what is divided and may be below zero).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..ir import integer
from ..ir.integer import (
    BoolExpr,
    Call,
    Compare,
    Extreme,
    Flag,
    FloorDiv,
    FoldAll,
    FoldInt,
    FoldPart,
    FractionFold,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    LetFlag,
    LetInt,
    Logic,
    Name,
    Not,
    Place,
    SameText,
    Sum,
    Times,
    interval,
)
from .sql_ranges import Ranged, nodes_of


@dataclass(frozen=True, slots=True)
class Column:
    """A number or a truth under a name, in a layer from 1 on; layer 0 has the facts."""

    name: str
    value: IntExpr | BoolExpr
    layer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is refused, and whether anything is paid, over ``columns``."""

    columns: tuple[Column, ...]
    checks: tuple[BoolExpr, ...]
    conditions: tuple[BoolExpr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What is paid, over ``columns``; ``bounded`` are the names of numbers of which more is known where something is paid."""

    bounded: tuple[str, ...]
    columns: tuple[Column, ...]
    amounts: tuple[IntExpr, ...]
    whole: IntExpr | None
    up_to: IntExpr | None
    caps: tuple[BoolExpr, ...]


def decision(parts: Ranged, plain: Sequence[type]) -> Decision:
    """The columns by which it is decided.  Operands of nodes of the kinds ``plain`` become columns where they are not plain
    already: a database must say them several times."""
    made = _Plan(plain)
    for let in parts.lets:
        made.let(let)
    made.count((*parts.checks, *parts.conditions))
    made.finish()
    checks, conditions = tuple(map(made.truth, parts.checks)), tuple(map(made.truth, parts.conditions))
    return Decision(columns=tuple(made.columns.values()), checks=checks, conditions=conditions)


def payment(parts: Ranged, plain: Sequence[type]) -> Payment:
    """The columns of what is paid."""
    made = _Plan(plain, "数")
    top, most = parts.whole, parts.up_to
    roots = (*parts.amounts, *((top,) if top else ()), *((most,) if most else ()), *parts.caps)
    made.count(roots)
    whole, up_to = (None if each is None else made.integer(each) for each in (top, most))
    paid = tuple(map(made.integer, parts.amounts))
    caps = tuple(map(made.truth, parts.caps))
    return Payment(
        bounded=parts.bounded, columns=tuple(made.columns.values()), amounts=paid, whole=whole, up_to=up_to, caps=caps
    )


def layers(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns layer by layer."""
    made: dict[int, list[Column]] = {}
    for column in columns:
        made.setdefault(column.layer, []).append(column)
    return [made[number] for number in sorted(made)]


# What is not worth a column of its own.
_PLAIN = (Int, Name, ItemOf, Flag, ItemFlag, SameText, integer.Bool, Not)


def _is_negated(expr: IntExpr) -> bool:
    return isinstance(expr, Times) and expr.left == Int(-1)


def _is_cheap(expr: Any) -> bool:
    """Quicker worked out again than kept."""
    return isinstance(expr, Compare | Logic) or (
        isinstance(expr, Times) and isinstance(expr.left, Int) and isinstance(expr.right, Name)
    )


@dataclass(slots=True)
class _Plan:
    plain: Sequence[type]
    prefix: str = "中间数"
    columns: dict[str, Column] = field(default_factory=dict)
    _lets: list[tuple[str, Any]] = field(default_factory=list)
    _counts: Counter[Any] = field(default_factory=Counter)
    _named: dict[Any, Name | Flag] = field(default_factory=dict)
    _steps: int = 0

    def let(self, let: LetInt | LetFlag) -> None:
        self._lets.append((let.name, let.value))
        self.count((let.value,))

    def count(self, exprs: Iterable[Any]) -> None:
        for expr in exprs:
            if expr is None or isinstance(expr, _PLAIN):
                if isinstance(expr, Not):
                    self.count((expr.part,))
                continue
            self._counts[expr] += 1
            if self._counts[expr] == 1:
                self.count(_operands(expr))

    def finish(self) -> None:
        """The columns of the lets; what is the same as one of them is named by it."""
        for name, value in self._lets:
            made = self._within(value)
            self._add(name, made)
            if not isinstance(value, _PLAIN):
                self._named[value] = Flag(name) if isinstance(value, BoolExpr) else Name(name, *interval(value))

    def truth(self, expr: BoolExpr) -> BoolExpr:
        made = self._over(expr)
        assert isinstance(made, BoolExpr)
        return made

    def integer(self, expr: IntExpr) -> IntExpr:
        made = self._over(expr)
        assert isinstance(made, IntExpr)
        return made

    def _over(self, expr: Any, *, is_plain: bool = False) -> Any:
        """The expression over columns; itself one where it occurs more than once, or must be plain."""
        if isinstance(expr, _PLAIN):
            return replace(expr, part=self._over(expr.part)) if isinstance(expr, Not) else expr
        if expr in self._named:
            return self._named[expr]
        made = self._within(expr)
        is_shared = self._counts[expr] > 1 and not _is_cheap(expr)
        if not is_shared and not is_plain:
            return made
        self._steps += 1
        name = f"{self.prefix} {self._steps}"
        self._add(name, made)
        known = Flag(name) if isinstance(expr, BoolExpr) else Name(name, *interval(expr))
        self._named[expr] = known
        return known

    def _within(self, expr: Any) -> Any:
        """The expression over columns, itself none."""
        match expr:
            case Not():
                return replace(expr, part=self._over(expr.part))
            case FloorDiv():
                is_plain = FloorDiv in self.plain and interval(expr.left)[0] < 0
                left, right = self._over(expr.left, is_plain=is_plain), self._over(expr.right, is_plain=is_plain)
                return FloorDiv(left, right)
            case Sum():
                return Sum(tuple(map(self._over, expr.parts)))
            case Logic():
                return replace(expr, parts=tuple(map(self._over, expr.parts)))
            case Extreme():
                # What is taken from below zero up to it is mostly known to be above it where it is asked.
                is_plain = Extreme in self.plain and len(expr.parts) == 2 and not _is_negated(expr.parts[0])
                return replace(expr, parts=tuple(self._over(part, is_plain=is_plain) for part in expr.parts))
            case Times() | Compare():
                return replace(expr, left=self._over(expr.left), right=self._over(expr.right))
            case If():
                return If(self._over(expr.condition), self._over(expr.then), self._over(expr.otherwise))
            case Call():
                return replace(expr, arguments=tuple(self._over(part, is_plain=True) for part in expr.arguments))
            case _:
                # What goes through a list stays as it is, over the names of facts and lets.
                return expr

    def _add(self, name: str, value: Any) -> None:
        used = (_name_of(node) for node in nodes_of(value))
        below = (self.columns[each].layer for each in used if each in self.columns)
        self.columns[name] = Column(name, value, 1 + max(below, default=0))


def _operands(expr: Any) -> tuple[Any, ...]:
    """The operands of an expression that is no leaf and goes through no list."""
    match expr:
        case FoldInt() | FoldPart() | FoldAll() | FractionFold() | Place():
            return ()
        case Sum() | Extreme() | Logic():
            return expr.parts
        case Times() | FloorDiv() | Compare():
            return (expr.left, expr.right)
        case If():
            return (expr.condition, expr.then, expr.otherwise)
        case Call():
            return expr.arguments
        case _:
            return ()


def _name_of(node: object) -> str:
    match node:
        case Name() | Flag():
            return node.name
        case _:
            return ""
