"""An explanation as data: values and conditions that are worked out once each, and lines of words that refer to them.

In: what is told of a clause, in integers.  Out: its ``Explanation``, which any target can print: the values as one list of
expressions, the lines as literals.  Conditions are taken apart into what must hold and what must not, so that what several
lines ask for is asked once; what is the same for all facts is put into words here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from tiaowen.runtime.tongues import TONGUES

from ..ir.integer import (
    Bool,
    BoolExpr,
    Call,
    Compare,
    Flag,
    FoldAll,
    FoldInt,
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
    Quantity,
    SameText,
    Shown,
    Told,
    Word,
    YesNo,
    interval,
)
from ..ir.integer import Line as ToldLine
from ..report.diagnostic import Language
from .arithmetic import joined, not_, opposite, rebuilt


@dataclass(frozen=True, slots=True)
class Paid:
    """Whether anything is paid: all conditions hold, on a day that counts."""


@dataclass(frozen=True, slots=True)
class Items:
    """For each item of a list (of several gone through together), some values of it."""

    lists: tuple[str, ...]
    values: tuple[Quantity | BoolExpr | Word, ...]


# A condition is told as 是 or 否, and asked by the lines.
Value = Quantity | BoolExpr | Word | Paid | Items


@dataclass(frozen=True, slots=True)
class Line:
    """One line, told where every value that ``when`` names holds, or does not.  ``parts`` are words, and numbers of values;
    with ``each``, the number of an ``Items``, there is a line for each item, and its parts are numbers of that item's
    values, or ``PLACE`` for the number of the item itself, from 1."""

    parts: tuple[str | int, ...]
    when: tuple[tuple[int, bool], ...] = ()
    each: int | None = None


PLACE = -1


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines between the heading of an explanation, with what is said of the day, and its result; in a language."""

    values: tuple[Value, ...]
    lines: tuple[Line, ...]
    lang: Language = "zh"

    @property
    def names(self) -> tuple[str, ...]:
        """The facts and the names of the clause that the values are made of, each once."""
        found: dict[str, None] = {}
        waiting: list[object] = [self.values]
        while waiting:
            node = waiting.pop()
            match node:
                case Name() | Flag() | SameText(name=str()) | Word(kind="text"):
                    found[node.name] = None
                case ItemOf() | ItemFlag() | SameText() if node.at is not None:
                    found[node.list] = None
                case Items():
                    found |= dict.fromkeys(node.lists)
                case FoldInt() | FoldAll() | FractionFold():
                    found |= dict.fromkeys((node.list, *node.also))
            inner = node if isinstance(node, tuple) else _fields(node)
            waiting += reversed(inner)
        return tuple(name for name in found if name)


def _fields(node: object) -> tuple[object, ...]:
    return tuple(getattr(node, name) for name in getattr(node, "__dataclass_fields__", ()))


def explanation(told: Told, lets: Iterable[LetInt | LetFlag], lang: Language = "zh") -> Explanation:
    """What is told, with its values numbered in the order in which they are met."""
    lets = tuple(lets)
    numbering = _Numbering(
        integers={let.value: Name(let.name, *interval(let.value)) for let in lets if isinstance(let, LetInt)},
        flags={let.value: Flag(let.name) for let in lets if isinstance(let, LetFlag)},
        lang=lang,
    )
    definitions = numbering.lines(told.definitions)
    conditions = numbering.lines(told.conditions)
    amount = numbering.lines(told.amount, is_amount=True)
    return Explanation(tuple(numbering.values), (*definitions, *conditions, *amount), lang)


@dataclass(slots=True)
class _Numbering:
    """``values`` met so far, each with its number; ``integers`` and ``flags`` are the names that the clause gives to what it
    computes."""

    integers: dict[IntExpr, Name]
    flags: dict[BoolExpr, Flag]
    lang: Language
    values: dict[Value, int] = field(default_factory=dict)
    # What was asked before, by identity: the cases of a list have those before them in common.
    _truths: dict[int, tuple[BoolExpr, BoolExpr]] = field(default_factory=dict)

    def lines(self, lines: Sequence[ToldLine], is_amount: bool = False) -> tuple[Line, ...]:
        made: list[Line] = []
        for line in lines:
            asked = _literals(self._truth(line.when))
            if asked is None:
                continue
            paid = ((self._number(Paid()), True),) if is_amount else ()
            when = (*paid, *(self._condition(condition, holds) for condition, holds in asked.items()))
            each: int | None = None
            if line.each:
                inner = _Numbering(self.integers, self.flags, self.lang)
                before, behind = line.numbered
                first, *rest = inner._parts(line.parts)
                # What an item is called may be a value; else the words behind its number go on.
                parts = (
                    before,
                    PLACE,
                    *((f"{behind}{first}", *rest) if isinstance(first, str) else (behind, first, *rest)),
                )
                each = self._number(Items(line.each, tuple(_of_item(value) for value in inner.values)))
            else:
                parts = self._parts(line.parts)
            made.append(Line(parts, tuple(dict.fromkeys(when)), each))
        return tuple(made)

    def _number(self, value: Value) -> int:
        return self.values.setdefault(value, len(self.values))

    def _condition(self, condition: BoolExpr, holds: bool) -> tuple[int, bool]:
        """Under the number of its opposite, where that is known already."""
        denied = opposite(condition)
        if denied in self.values and condition not in self.values:
            return self._number(denied), not holds
        return self._number(condition), holds

    def _parts(self, parts: Sequence[Shown]) -> tuple[str | int, ...]:
        made: list[str | int] = []
        for part in parts:
            said = self._said(part)
            if isinstance(said, str) and made and isinstance(made[-1], str):
                made[-1] += said
            else:
                made.append(said)
        return tuple(made)

    def _said(self, part: Shown) -> str | int:
        match part:
            case str():
                return part
            case Quantity():
                value = part.value
                if isinstance(value.number, Int) and value.over is None:
                    return TONGUES[self.lang].shown_quantity(value.number.value, value.divisor, part.unit)
                over = None if value.over is None else self._integer(value.over)
                return self._number(replace(part, value=replace(value, number=self._integer(value.number), over=over)))
            case YesNo():
                return self._number(self._truth(part.value))
            case Word():
                return self._number(part)
            case _:
                assert_never(part)

    # ── by the names that there are ──

    def _integer(self, expr: IntExpr) -> IntExpr:
        """With the names of the clause for what it computes; not within a list, where a name may be another thing."""
        if isinstance(expr, (Int, Name, ItemOf)):
            return expr
        if expr in self.integers:
            return self.integers[expr]
        match expr:
            case If():
                then, otherwise = self._integer(expr.then), self._integer(expr.otherwise)
                return If(self._truth(expr.condition), then, otherwise)
            case Call():
                return replace(expr, arguments=tuple(map(self._integer, expr.arguments)))
            case _:
                return rebuilt(expr, self._integer)

    def _truth(self, expr: BoolExpr) -> BoolExpr:
        """Likewise, without what always holds or never does."""
        if (made := self._truths.get(id(expr))) is None:
            made = self._truths[id(expr)] = expr, self._by_names(expr)
        return made[1]

    def _by_names(self, expr: BoolExpr) -> BoolExpr:
        if expr in self.flags and not isinstance(expr, (Bool, Flag)):
            return self.flags[expr]
        match expr:
            case Compare():
                return replace(expr, left=self._integer(expr.left), right=self._integer(expr.right))
            case Not():
                return not_(self._truth(expr.part))
            case Logic():
                return joined(expr.kind, [self._truth(part) for part in expr.parts])
            case _:
                return expr


def _of_item(value: Value) -> Quantity | BoolExpr | Word:
    assert not isinstance(value, (Paid, Items)), "what is told of an item is a value of it"
    return value


def _literals(expr: BoolExpr, holds: bool = True) -> dict[BoolExpr, bool] | None:
    """What must hold and what must not for the expression to hold (or not); None where that cannot be."""
    match expr:
        case Bool():
            return {} if expr.value == holds else None
        case Not():
            return _literals(expr.part, not holds)
        case Logic() if (expr.kind == "and") == holds:
            found: dict[BoolExpr, bool] = {}
            for part in expr.parts:
                inner = _literals(part, holds)
                if inner is None or any(_is_denied(found, *literal) for literal in inner.items()):
                    return None
                found |= inner
            return found
        case _:
            return {expr: holds}


def _is_denied(found: dict[BoolExpr, bool], condition: BoolExpr, holds: bool) -> bool:
    return found.get(condition) is (not holds) or found.get(opposite(condition)) is holds
