"""Expressions of the integer form as text, in any language: one printer over a table of its operators and calls.

In: expressions, and a ``Language``.  Out: their text, with brackets only where the language needs them.  A language whose
integers end somewhere (``Language.limit``) has two kinds of them, *narrow* and *wide* ones, each with its own operators;
whether an expression is narrow follows from its interval and those of everything computed on the way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import assert_never

from ..ir.integer import (
    OPPOSITES,
    Bool,
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
    Grouping,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    Logic,
    Name,
    Not,
    Picking,
    Place,
    Rational,
    SameText,
    Sum,
    Times,
    interval,
)
from .identifiers import variable


class Level(IntEnum):
    """How tightly an operator binds: an operand is put in brackets where its own operator binds less than its place asks."""

    NONE = 0
    CHOICE = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    SUM = 6
    PRODUCT = 7
    SIGN = 8
    ATOM = 9


@dataclass(frozen=True, slots=True)
class Operator:
    """``text`` has {0}, {1} … for the operands; ``level`` is its own, ``operands`` those that it asks of each."""

    text: str
    level: Level
    operands: tuple[Level, ...]


def infix(sign: str, level: Level) -> Operator:
    """An operator between its operands, from left to right."""
    return Operator(f"{{0}} {sign} {{1}}", level, (level, Level(level + 1)))


def call(text: str) -> Operator:
    """A call, whose operands need no brackets."""
    return Operator(text, Level.ATOM, (Level.NONE,) * 3)


_COMPARED = infix("{sign}", Level.COMPARISON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The operators on integers of one kind.  ``floor_div`` rounds down, its divisor is above zero; ``least`` and ``most``
    take any number of operands, joined by commas; ``compared`` has {sign}, one of the language's comparisons."""

    literal: str
    negated: Operator
    plus: Operator
    minus: Operator
    times: Operator
    floor_div: Operator
    least: str
    most: str
    compared: Operator = _COMPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Folds:
    """What goes through a list: {items} is the list, {item} the variable of the present one, {body} what is said of it, {zero}
    a nought (``total_of`` is the level of the body of a total); ``together`` is several {lists} item by item; {skip}, {count}, {keys} and {months} are numbers and lists
    of them.  ``asked`` are the items of which something holds, ``places`` those of all items in an order; ``nothing`` stands for no count, no key."""

    count: str
    total: str
    total_of: Level
    every: str
    asked: str
    picked: str
    places: str
    fractions: str
    nothing: str
    pair: str
    together: str
    groups: str
    months: str
    month: Callable[[int, int], str]
    tuple_of: Callable[[tuple[str, ...]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What makes an item of a list, or a field of one, what it is: nothing, unless lists hold anything."""

    narrow: str = "{}"
    wide: str = "{}"
    truth: str = "{}"
    text: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language by its words.

    ``choice`` takes the condition, then what holds in either case.  ``limit``: what narrow integers hold, with its
    sign changed too (None: any).  ``widened`` makes a narrow integer a wide one, ``narrowed`` the reverse.  ``field`` is
    what stands at a place of a list, ``record`` a field of an item.  Without ``folds`` or a function among ``calls`` it cannot say them.
    """

    narrow: Arithmetic
    wide: Arithmetic
    limit: int | None
    widened: str
    narrowed: str
    conjunction: str
    disjunction: str
    negation: Operator
    choice: Operator
    comparisons: Mapping[str, str]
    truths: tuple[str, str]
    text: Callable[[str], str]
    is_text: Operator
    is_one_of: Operator
    calls: Mapping[str, str]
    field: str
    folds: Folds | None
    record: str = "{}[{}]"
    held: Held = Held()


class Unsayable(Exception):
    """The language has no words for it: what, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.what = (zh, en)


Said = tuple[str, Level]


@dataclass(slots=True)
class Printer:
    """Prints the expressions of one clause.

    ``names`` are the variables given to the policy's names, ``items`` those of the present items of lists, ``places`` their places; ``wide`` are
    those of the policy's names that hold a wide integer.
    """

    language: Language
    reserved: Collection[str]
    names: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)
    wide: set[str] = field(default_factory=set)
    depth: int = 0

    def name(self, name: str) -> str:
        """The variable of a fact or let: its own name where that is an identifier, and no other one's."""
        if name not in self.names:
            self.names[name] = variable(name, self.names.values(), self.reserved)
        return self.names[name]

    # ── integers ──

    def is_narrow(self, expr: IntExpr) -> bool:
        """Whether a narrow integer holds the value of an expression, and every value on the way to it."""
        limit = self.language.limit
        if limit is None:
            return True
        low, high = interval(expr)
        is_within = low >= -limit and high <= limit
        match expr:
            case Int() | ItemOf():
                return is_within
            case Name():
                return expr.name not in self.wide
            case Sum():
                # Its partial sums too.
                most = sum(max(map(abs, interval(part))) for part in expr.parts)
                return most <= limit and all(map(self.is_narrow, expr.parts))
            case Times() | FloorDiv():
                return is_within and self.is_narrow(expr.left) and self.is_narrow(expr.right)
            case Extreme():
                return all(map(self.is_narrow, expr.parts))
            case If():
                return self.is_narrow(expr.then) and self.is_narrow(expr.otherwise)
            case Call():
                return True
            case FoldInt():
                return isinstance(expr.body, BoolExpr) or (is_within and self.is_narrow(expr.body))
            case FoldPart():
                return False
            case Place():
                return True
            case _:
                assert_never(expr)

    def integer(self, expr: IntExpr, wide: bool, at: Level = Level.NONE) -> str:
        """The expression as a wide integer where ``wide``, as a narrow one where not (and then it must be narrow)."""
        return _bracketed(self._said(expr, wide), at)

    def _said(self, expr: IntExpr, wide: bool) -> Said:
        if not self.is_narrow(expr):
            assert wide, "what is not narrow is wide"
            return self._integer(expr, True)
        if not wide or self.language.limit is None:
            return self._integer(expr, False)
        if isinstance(expr, Int):
            return self._literal(expr, True)
        return self.language.widened.format(self.integer(expr, False)), Level.ATOM

    def own(self, expr: IntExpr, at: Level = Level.NONE) -> str:
        """The expression as what it is: for a variable of its own."""
        return self.integer(expr, not self.is_narrow(expr), at)

    def as_narrow(self, expr: IntExpr) -> str:
        return self.own(expr) if self.is_narrow(expr) else self.language.narrowed.format(self.own(expr))

    def fraction(self, value: Rational) -> tuple[str, str]:
        """Numerator and denominator, wide."""
        below: IntExpr = Int(value.divisor)
        if value.over is not None:
            below = value.over if value.divisor == 1 else Times(below, value.over)
        return self.integer(value.number, True), self.integer(below, True)

    def _arithmetic(self, wide: bool) -> Arithmetic:
        return self.language.wide if wide else self.language.narrow

    def _literal(self, expr: Int, wide: bool) -> Said:
        said = self._arithmetic(wide).literal.format(expr.value)
        return said, Level.ATOM if expr.value >= 0 else Level.SIGN

    def _integer(self, expr: IntExpr, wide: bool) -> Said:
        match expr:
            case Int():
                return self._literal(expr, wide)
            case Name():
                return self.name(expr.name), Level.ATOM
            case ItemOf():
                held = self.language.held.narrow if self.is_narrow(expr) else self.language.held.wide
                return held.format(self._item(expr.list, expr.index, expr.at)), Level.ATOM
            case Sum():
                return self._sum(expr, wide)
            case Times():
                return self._product(expr, wide)
            case FloorDiv():
                return self._quotient(expr, wide)
            case Extreme():
                return self.extreme(expr, wide)
            case If():
                return self._chosen(expr.condition, expr.then, expr.otherwise, wide)
            case Call():
                said = self.language.calls.get(expr.function)
                if said is None:
                    raise Unsayable("这种日期计算", "such a calculation with dates")
                return said.format(", ".join(map(self.as_narrow, expr.arguments))), Level.ATOM
            case FoldInt():
                return self._fold(expr, wide)
            case FoldPart():
                return self._fraction_fold(expr)
            case Place():
                return self._place(expr), Level.ATOM
            case _:
                assert_never(expr)

    def _sum(self, expr: Sum, wide: bool) -> Said:
        """A part above zero first, then the others, each added or taken away."""
        signed = [(*_without_sign(part), part) for part in expr.parts]
        signed.sort(key=lambda part: part[1])
        arithmetic = self._arithmetic(wide)
        said: Said | None = None
        for part, is_negative, whole in signed:
            if said is None:
                said = self._said(whole, wide)
                continue
            operator = arithmetic.minus if is_negative else arithmetic.plus
            left = _bracketed(said, operator.operands[0])
            said = operator.text.format(left, self.integer(part, wide, operator.operands[1])), operator.level
        assert said is not None
        return said

    def _product(self, expr: Times, wide: bool) -> Said:
        arithmetic = self._arithmetic(wide)
        operator = arithmetic.negated
        if expr.left == Int(-1):
            return operator.text.format(self.integer(expr.right, wide, operator.operands[0])), operator.level
        operator = arithmetic.times
        factors = (
            self._factor(part, wide, at) for part, at in zip((expr.left, expr.right), operator.operands, strict=True)
        )
        return operator.text.format(*factors), operator.level

    def _factor(self, expr: IntExpr, wide: bool, at: Level) -> str:
        """A product of products needs no brackets, but a quotient does: a * (b // c) is not a * b // c."""
        if Level.PRODUCT <= at <= Level.SIGN:
            at = Level.PRODUCT if isinstance(expr, Times) else Level.SIGN
        return self.integer(expr, wide, at)

    def _quotient(self, expr: FloorDiv, wide: bool) -> Said:
        if interval(expr.right)[0] <= 0:
            guarded = Compare(">", expr.right, Int(0))
            return self._choice(
                self.truth(guarded, self._asked(0)), self._divided(expr, wide), self._literal(Int(0), wide)
            )
        return self._divided(expr, wide)

    def _divided(self, expr: FloorDiv, wide: bool) -> Said:
        operator = self._arithmetic(wide).floor_div
        left = self.integer(expr.left, wide, operator.operands[0])
        return operator.text.format(left, self.integer(expr.right, wide, operator.operands[1])), operator.level

    def extreme(self, expr: Extreme, wide: bool) -> Said:
        """The least or the greatest of several."""
        arithmetic = self._arithmetic(wide)
        function = arithmetic.least if expr.kind == "min" else arithmetic.most
        return function.format(", ".join(self.integer(part, wide) for part in expr.parts)), Level.ATOM

    def _asked(self, operand: int) -> Level:
        return self.language.choice.operands[operand]

    def _chosen(self, condition: BoolExpr, then: IntExpr, otherwise: IntExpr, wide: bool) -> Said:
        values = [(self.integer(value, wide, self._asked(at)), Level.ATOM) for at, value in ((1, then), (2, otherwise))]
        return self._choice(self.truth(condition, self._asked(0)), *values)

    def _choice(self, condition: str, then: Said, otherwise: Said) -> Said:
        choice = self.language.choice
        values = (_bracketed(value, self._asked(at)) for at, value in ((1, then), (2, otherwise)))
        return choice.text.format(condition, *values), choice.level

    # ── conditions ──

    def truth(self, expr: BoolExpr, at: Level = Level.NONE) -> str:
        return _bracketed(self._truth(expr), at)

    def every(self, parts: tuple[BoolExpr, ...]) -> str:
        """That all of them hold."""
        return self.truth(parts[0] if len(parts) == 1 else Logic("and", parts) if parts else Bool(True))

    def _truth(self, expr: BoolExpr) -> Said:
        match expr:
            case Flag():
                return self.name(expr.name), Level.ATOM
            case ItemFlag():
                return self.language.held.truth.format(self._item(expr.list, expr.index, expr.at)), Level.ATOM
            case SameText():
                return self._same_text(expr)
            case Bool():
                return self.language.truths[0 if expr.value else 1], Level.ATOM
            case Compare():
                wide = not (self.is_narrow(expr.left) and self.is_narrow(expr.right))
                operator = self._arithmetic(wide).compared
                left, right = (
                    self.integer(side, wide, at)
                    for side, at in zip((expr.left, expr.right), operator.operands, strict=True)
                )
                return operator.text.format(left, right, sign=self.language.comparisons[expr.operator]), operator.level
            case Logic():
                level, sign = Level.AND, self.language.conjunction
                if expr.kind == "or":
                    level, sign = Level.OR, self.language.disjunction
                # An “and” within an “or” has brackets too, for whoever reads it.
                return f" {sign} ".join(self.truth(part, Level.NOT) for part in expr.parts), level
            case Not(part=Compare() as compare):
                return self._truth(replace(compare, operator=OPPOSITES[compare.operator]))
            case Not():
                operator = self.language.negation
                return operator.text.format(self.truth(expr.part, operator.operands[0])), operator.level
            case FoldAll():
                item, items, inner = self.through((expr.list, *expr.also), expr.body, expr.groups)
                every = self._folds.every.format(item=item, items=items, body=inner.truth(expr.body))
                return every, Level.ATOM
            case _:
                assert_never(expr)

    def _same_text(self, expr: SameText) -> Said:
        subject = self.text_of(expr.name, expr.list, expr.index, expr.at)
        words = tuple(map(self.language.text, expr.words))
        operator = self.language.is_text if len(words) == 1 else self.language.is_one_of
        listed = words[0] if len(words) == 1 else ", ".join(words)
        return operator.text.format(subject, listed), operator.level

    def text_of(self, name: str, list_name: str, index: int | None, at: int | None = None) -> str:
        """A text: a fact, or (a field of) the present item of a list, or that at a place."""
        return self.name(name) if name else self.language.held.text.format(self._item(list_name, index, at))

    # ── lists ──

    @property
    def _folds(self) -> Folds:
        if self.language.folds is None:
            raise Unsayable("逐项的计算", "calculation item by item")
        return self.language.folds

    def _fold(self, expr: FoldInt, wide: bool) -> Said:
        folds = self._folds
        item, items, inner = self.through((expr.list, *expr.also), expr.body, expr.groups, expr.pick)
        if isinstance(expr.body, BoolExpr):
            return folds.count.format(item=item, items=items, body=inner.truth(expr.body)), Level.ATOM
        body = inner.integer(expr.body, wide, folds.total_of)
        zero, _ = self._literal(Int(0), wide)
        return folds.total.format(item=item, items=items, body=body, zero=zero), Level.ATOM

    def _fraction_fold(self, expr: FoldPart) -> Said:
        folds, fold = self._folds, expr.fold
        lists, parts = (fold.list, *fold.also), (fold.number, fold.over)
        item, items, inner = self.through(lists, parts, fold.groups, fold.pick)
        value = folds.pair.format(inner.integer(fold.number, True), inner.integer(fold.over, True))
        said = folds.fractions.format(item=item, items=items, value=value)
        return self.language.field.format(said, 0 if expr.part == "numerator" else 1), Level.ATOM

    def through(
        self, lists: tuple[str, ...], body: object, groups: Grouping | None = None, pick: Picking | None = None
    ) -> tuple[str, str, Printer]:
        """A loop: its variable, what it goes through, and the printer for its ``body``.  Where that asks for the place of the
        present item, its place stands beside the item."""
        item, inner = self.within(lists, groups is not None)
        items = self._source(lists, groups, pick)
        places = () if groups is not None else places_in(body, lists)
        if not places:
            return item, items, inner
        if pick is not None:
            raise Unsayable("取出的几项里再说先后、名次", "places among the items that are picked")
        field, record, folds = self.language.field, self.language.record, self._folds
        columns = [self._places(place, lists) for place in places]
        one = field.format(item, 0)
        of_lists = {each: record.format(one, at) for at, each in enumerate(lists)} if lists[1:] else {lists[0]: one}
        found = {place: field.format(item, at) for at, place in enumerate(places, 1)}
        inner = replace(inner, items={**inner.items, **of_lists}, places={**self.places, **found})
        return item, folds.together.format(lists=", ".join((items, *columns))), inner

    def _places(self, place: Place, lists: tuple[str, ...]) -> str:
        """The place of each item, in the order of the items."""
        folds, pick = self._folds, place.pick
        item, inner = self.within(lists, False)
        key = folds.nothing
        if pick.key is not None:
            key = folds.pair.format(*(inner.integer(part, True) for part in pick.key))
        return folds.places.format(
            item=item,
            items=self.together(lists),
            key=key,
            order=self.language.text(pick.order),
            keys=folds.tuple_of(tuple(map(str, pick.each))),
            tied=self.language.truths[0 if place.is_tied else 1],
        )

    def _place(self, expr: Place) -> str:
        """The place of the present item."""
        return self.language.held.narrow.format(self.places[expr])

    def within(self, lists: tuple[str, ...], is_group: bool) -> tuple[str, Printer]:
        """The variable of a loop, and the printer for its body: within a group the list is the group; of several lists gone
        through together the variable has an item of each."""
        for each in lists:
            self.name(each)
        item = f"_group{self.depth}" if is_group else f"_item{self.depth}"
        if is_group:
            return item, replace(self, names={**self.names, lists[0]: item}, depth=self.depth + 1)
        field = self.language.field
        items = {lists[0]: item} if len(lists) == 1 else {each: field.format(item, at) for at, each in enumerate(lists)}
        return item, replace(self, items={**self.items, **items}, depth=self.depth + 1)

    def together(self, lists: tuple[str, ...]) -> str:
        """A list, or several of them item by item."""
        names = ", ".join(map(self.name, lists))
        return self._folds.together.format(lists=names) if lists[1:] else names

    def _source(self, lists: tuple[str, ...], groups: Grouping | None, pick: Picking | None) -> str:
        """What is gone through: the items, some of them, or groups."""
        if pick is not None:
            return self._picked(lists, pick)
        items = self.together(lists)
        if groups is None:
            return items
        folds = self._folds
        if groups.months:
            months = folds.tuple_of(tuple(folds.month(year, month) for year, month in groups.months))
            return folds.months.format(items=items, key=groups.keys[0], months=months)
        return folds.groups.format(items=items, keys=folds.tuple_of(tuple(map(str, groups.keys))))

    def _picked(self, lists: tuple[str, ...], pick: Picking) -> str:
        folds = self._folds
        items = self.together(lists) if pick.of is None else self._picked(lists, pick.of)
        item, inner = self.within(lists, False)
        if pick.where is not None:
            items = folds.asked.format(item=item, items=items, body=inner.truth(pick.where))
        if not pick.skip and pick.count is None:
            return items
        key = folds.nothing
        if pick.key is not None:
            key = folds.pair.format(*(inner.integer(part, True) for part in pick.key))
        return folds.picked.format(
            item=item,
            items=items,
            key=key,
            order=self.language.text(pick.order),
            skip=pick.skip,
            count=folds.nothing if pick.count is None else pick.count,
            keys=folds.tuple_of(tuple(map(str, pick.each))),
        )

    def _item(self, list_name: str, index: int | None, at: int | None = None) -> str:
        item = self.items[list_name] if at is None else self.language.field.format(self.name(list_name), at)
        return item if index is None else self.language.record.format(item, index)


def _bracketed(said: Said, at: Level) -> str:
    text, level = said
    return text if level >= at else f"({text})"


def places_in(body: object, lists: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of the present item that an expression (an amount, what is told) asks for; what goes through the list once
    more has a present item of its own."""
    found: dict[Place, None] = {}
    waiting = [body]
    while waiting:
        node = waiting.pop()
        match node:
            case Place() if set(node.lists) & set(lists):
                found[node] = None
            case tuple():
                waiting += reversed(node)
            case FoldInt() | FoldAll() | FractionFold() if node.list in lists:
                pass
            case _:
                waiting += (getattr(node, name) for name in reversed(getattr(node, "__dataclass_fields__", ())))
    return tuple(found)


def _without_sign(expr: IntExpr) -> tuple[IntExpr, bool]:
    """A term, and whether it is taken away."""
    if isinstance(expr, Int) and expr.value < 0:
        return Int(-expr.value), True
    if isinstance(expr, Times) and isinstance(expr.left, Int) and expr.left.value < 0:
        return expr.right if expr.left.value == -1 else Times(Int(-expr.left.value), expr.right), True
    return expr, False
