"""Expressions of the integer form in SQL: its words in every database, and what each says in its own way.

In: expressions over columns, and a dialect.  Out: their text.  A division rounds down as the integer form wants it,
though databases cut off; a divisor that may not be above zero is asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from typing import Literal

from ..ir.integer import (
    BoolExpr,
    Call,
    Compare,
    Extreme,
    FloorDiv,
    FoldAll,
    FoldInt,
    Grouping,
    If,
    Int,
    IntExpr,
    Picking,
    Place,
    interval,
)
from ..program.arithmetic import times
from . import expressions
from .expressions import Arithmetic, Held, Language, Level, Operator, Said, Unsayable, infix
from .sql_lists import Lists


def arithmetic(
    floor_div: Operator, literal: str = "{}", least: str = "LEAST({})", most: str = "GREATEST({})"
) -> Arithmetic:
    """Integers of one kind.  A minus in front of a minus would begin a comment."""
    return Arithmetic(
        literal=literal,
        negated=Operator("-{0}", Level.SIGN, (Level.ATOM,)),
        plus=infix("+", Level.SUM),
        minus=infix("-", Level.SUM),
        times=infix("*", Level.PRODUCT),
        floor_div=floor_div,
        least=least,
        most=most,
    )


# What an item of a list is needs no saying.
AS_IT_IS = Held()


def language(
    narrow: Arithmetic,
    wide: Arithmetic,
    widened: str,
    narrowed: str,
    text: Callable[[str], str],
    held: Held = AS_IT_IS,
) -> Language:
    """The words of SQL around a database's integers."""
    return Language(
        narrow=narrow,
        wide=wide,
        limit=2**63 - 1,
        widened=widened,
        narrowed=narrowed,
        conjunction="AND",
        disjunction="OR",
        negation=Operator("NOT {0}", Level.NOT, (Level.NOT,)),
        choice=Operator("CASE WHEN {0} THEN {1} ELSE {2} END", Level.ATOM, (Level.NONE,) * 3),
        comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "≠": "<>"},
        truths=("TRUE", "FALSE"),
        text=text,
        is_text=infix("=", Level.COMPARISON),
        is_one_of=Operator("{0} IN ({1})", Level.COMPARISON, (Level.SUM, Level.NONE)),
        calls={},
        field="{}[{}]",
        folds=None,
        held=held,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What a database says in its own way.  ``floored`` divides rounding down, by what is above zero; ``shift_months`` and
    ``months_between`` take numbers of days; all say their operands more than once.  ``integer`` is the type of a narrow
    number, ``wide_integer`` that of a wide one.  ``lists``: how lists are gone through; ``month`` is that of a day, 202501.
    ``quotient``: how wide numbers, none below zero, are divided where what comes of it is narrow.  ``choosing``: whether the lesser of two is quicker as a choice."""

    floored: str
    floored_wide: str
    shift_months: str
    months_between: str
    integer: str
    wide_integer: str
    lists: Lists
    month: str
    quotient: str = ""
    choosing: bool = False


@dataclass(slots=True)
class Printer(expressions.Printer):
    """Prints over columns: ``names`` has all of them, quoted."""

    ways: Ways | None = None
    # What is not below zero in the case that is being printed.
    positive: Set[IntExpr] = frozenset()

    def name(self, name: str) -> str:
        return self.names[name]

    def extreme(self, expr: Extreme, wide: bool) -> Said:
        assert self.ways is not None
        if expr.kind == "max" and len(expr.parts) == 2 and expr.parts[1] == Int(0) and expr.parts[0] in self.positive:
            return self.integer(expr.parts[0], wide, Level.SUM), Level.SUM
        # Within a list nothing has a column of its own, and is not said twice.
        if not self.ways.choosing or len(expr.parts) != 2 or self.depth:
            return expressions.Printer.extreme(self, expr, wide)
        one, other = (self.integer(part, wide, Level.SUM) for part in expr.parts)
        sign = "<" if expr.kind == "min" else ">"
        return f"CASE WHEN {one} {sign} {other} THEN {one} ELSE {other} END", Level.ATOM

    def _divided(self, expr: FloorDiv, wide: bool) -> Said:
        assert self.ways is not None
        if interval(expr.left)[0] >= 0 and wide and self.ways.quotient and interval(expr)[1] < 2**63:
            left, right = (self.integer(part, wide, Level.ATOM) for part in (expr.left, expr.right))
            return self.ways.quotient.format(left, right), Level.ATOM
        if interval(expr.left)[0] >= 0:
            return expressions.Printer._divided(self, expr, wide)
        floored = self.ways.floored_wide if wide else self.ways.floored
        left, right = (self.integer(part, wide, Level.ATOM) for part in (expr.left, expr.right))
        return floored.format(left, right), Level.ATOM

    def _chosen(self, condition: BoolExpr, then: IntExpr, otherwise: IntExpr, wide: bool) -> Said:
        """Cases one behind the other are one choice; its type is that of all it may give."""
        assert self.ways is not None
        asked, values = [condition], [then]
        while isinstance(otherwise, If):
            asked.append(otherwise.condition)
            values.append(otherwise.then)
            otherwise = otherwise.otherwise
        values.append(otherwise)
        shown: list[str] = []
        known = [_above_zero(each) for each in asked]
        for at, value in enumerate(values):
            held = {each for each in known[at : at + 1] if each is not None}
            failed = {times(Int(-1), each) for each in known if each is not None} if at == len(values) - 1 else set()
            before = self.positive
            self.positive = before | held | failed
            shown.append(self.integer(value, wide))
            self.positive = before
        if not wide and all(isinstance(value, Int) for value in values):
            shown[0] = f"CAST({shown[0]} AS {self.ways.integer})"
        cases = " ".join(f"WHEN {self.truth(when)} THEN {value}" for when, value in zip(asked, shown, strict=False))
        return f"CASE {cases} ELSE {shown[-1]} END", Level.ATOM

    def _integer(self, expr: IntExpr, wide: bool) -> Said:
        if isinstance(expr, Call):
            return self._called(expr.function, expr.arguments)
        return expressions.Printer._integer(self, expr, wide)

    def _called(self, function: Literal["shift_months", "months_between"], arguments: tuple[IntExpr, ...]) -> Said:
        assert self.ways is not None
        text = self.ways.shift_months if function == "shift_months" else self.ways.months_between
        said = [self.own(each, Level.ATOM) for each in arguments]
        return text.format(*said), Level.ATOM

    # ── lists ──

    @property
    def lists(self) -> Lists:
        assert self.ways is not None
        return self.ways.lists

    def _fold(self, expr: FoldInt, wide: bool) -> Said:
        assert self.ways is not None
        item, inner = self.within((expr.list, *expr.also), expr.groups is not None)
        items = self._source((expr.list, *expr.also), expr.groups, expr.pick)
        if isinstance(expr.body, BoolExpr):
            return self.lists.count(items, item, inner.truth(expr.body)), Level.ATOM
        kind = self.ways.wide_integer if wide else self.ways.integer
        return self.lists.total(items, item, inner.own(expr.body), kind), Level.ATOM

    def _truth(self, expr: BoolExpr) -> Said:
        if not isinstance(expr, FoldAll):
            return expressions.Printer._truth(self, expr)
        item, inner = self.within((expr.list, *expr.also), expr.groups is not None)
        items = self._source((expr.list, *expr.also), expr.groups, None)
        return self.lists.every(items, item, inner.truth(expr.body)), Level.ATOM

    def within(self, lists: tuple[str, ...], is_group: bool) -> tuple[str, Printer]:
        item = f"_group{self.depth}" if is_group else f"_item{self.depth}"
        if is_group:
            return item, replace(self, names={**self.names, lists[0]: item}, depth=self.depth + 1)
        return item, self._of_item(lists, item)

    def _of_item(self, lists: tuple[str, ...], item: str) -> Printer:
        """The printer for what is said of the present item, a variable of this name."""
        parts = [item] if len(lists) == 1 else [self.lists.part(item, at) for at in range(len(lists))]
        return replace(self, items={**self.items, **dict(zip(lists, parts, strict=True))}, depth=self.depth + 1)

    def together(self, lists: tuple[str, ...]) -> str:
        names = list(map(self.name, lists))
        return names[0] if len(names) == 1 else self.lists.together(names, f"_both{self.depth}")

    def _source(self, lists: tuple[str, ...], groups: Grouping | None, pick: Picking | None) -> str:
        assert self.ways is not None
        item = f"_one{self.depth}"
        if pick is not None:
            return self._picked(lists, pick)
        items = self.together(lists)
        if groups is None:
            return items
        if groups.months:
            day = self.language.held.narrow.format(self.lists.field(item, groups.keys[0]))
            months = [year * 100 + month for year, month in groups.months]
            return self.lists.months(items, item, self.ways.month.format(day), months)
        return self.lists.groups(items, item, groups.keys)

    def _place(self, expr: Place) -> str:
        """By how many are before the present item: in the order of a list, that is nothing that its values say."""
        number, over = expr.pick.key or (Int(0), Int(1))
        if not expr.is_tied or not isinstance(over, Int):
            raise Unsayable("各项的先后", "the places of items in their order")
        other = f"_other{self.depth}"
        inner = self._of_item(expr.lists, other)
        sign = ">" if expr.pick.order == "largest" else "<"
        before = [f"{inner.own(number, Level.SUM)} {sign} {self.own(number, Level.SUM)}"]
        one, own = other, self.items[expr.list]
        before += [f"{self.lists.field(one, at)} = {self.lists.field(own, at)}" for at in expr.pick.each]
        return self.lists.count(self.together(expr.lists), other, " AND ".join(before))

    def _picked(self, lists: tuple[str, ...], pick: Picking) -> str:
        items = self.together(lists) if pick.of is None else self._picked(lists, pick.of)
        item, inner = f"_item{self.depth}", self._of_item(lists, f"_item{self.depth}")
        if pick.where is not None:
            items = self.lists.kept(items, item, inner.truth(pick.where))
        if not pick.skip and pick.count is None:
            return items
        number, over = pick.key or (Int(0), Int(1))
        if not isinstance(over, Int):
            raise Unsayable("按相除所得取其中几项的计算", "choice of items by a quotient")

        def key(variable: str) -> str:
            return self._of_item(lists, variable).own(number, Level.SUM)

        return self.lists.picked(items, item, pick.order, key, pick.skip, pick.count, pick.each)

    def _item(self, list_name: str, index: int | None, at: int | None = None) -> str:
        item = self.items[list_name] if at is None else self.lists.at(self.name(list_name), at)
        return self.lists.field(item, index)


def _above_zero(condition: BoolExpr) -> IntExpr | None:
    """What a condition says is not below zero."""
    match condition:
        case Compare(operator=">=", right=Int(value=0)):
            return condition.left
        case _:
            return None
