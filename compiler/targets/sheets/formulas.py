"""Expressions of the integer form as formulas.

In: expressions, and the operands of the names in them.  Out: operands.  What a cell cannot hold is worked out in several
(``wide``); what is said of a list becomes columns of its table.  An expression is worked out once, in a cell of its own
where it is more than a sum or a product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from ...ir.integer import (
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
    SameText,
    Sum,
    Times,
)
from ..expressions import Unsayable
from . import days
from .operands import (
    LIMIT,
    NO,
    YES,
    Number,
    Operand,
    Text,
    Truth,
    any_of,
    as_number,
    choice,
    compare,
    constant,
    every,
    extreme,
    fits,
    literal,
    minus,
    not_,
    plus,
    quotient,
    same,
    times,
)
from .steps import Steps
from .tables import Chosen, Column, Table, same_key
from .wide import TooWide, Wide, WideArithmetic

Whole = Number | Wide
# So many fractions are summed at most, and so many decimals at least are compared at a time.
_FRACTIONS_MAX, _DECIMALS_MIN = 6, 3


@dataclass(slots=True)
class Shared:
    """What all formulas of a clause share: the tables of its lists, and the quotients that no cell holds (``beyond``);
    ``has_wide`` where any number needed several cells, ``has_wide_items`` where one of an item did."""

    tables: Mapping[str, Table]
    beyond: list[Truth] = field(default_factory=list)
    beyond_of_items: dict[int, list[Truth]] = field(default_factory=dict)
    has_wide: bool = False
    has_wide_items: bool = False
    columns: dict[object, Column] = field(default_factory=dict)
    rows: dict[tuple[tuple[str, ...], int], Formulas] = field(default_factory=dict)
    sums: dict[FractionFold, tuple[Whole, Whole]] = field(default_factory=dict)


@dataclass(slots=True)
class Formulas:
    """``names`` are the operands of facts and lets; ``item`` is the row of the present item of the ``lists``, ``group`` the rows
    that a list stands for while its groups are gone through, ``whole`` what is said of no item."""

    steps: Steps
    shared: Shared
    names: dict[str, Operand | Wide]
    item: int | None = None
    lists: tuple[str, ...] = ()
    whole: Formulas | None = None
    group: Mapping[str, Chosen] = field(default_factory=dict)
    _integers: dict[IntExpr, Whole] = field(default_factory=dict)
    _truths: dict[BoolExpr, Truth] = field(default_factory=dict)

    # ── integers ──

    def integer(self, expr: IntExpr) -> Whole:
        if (made := self._integers.get(expr)) is None:
            try:
                made = self._integers[expr] = self._integer(expr)
            except TooWide:
                raise Unsayable("这么大的数", "numbers of this size") from None
        return made

    def number(self, expr: IntExpr) -> Number:
        """What must fit into a cell."""
        made = self.integer(expr)
        if isinstance(made, Wide):
            raise Unsayable("一个单元格放不下的数", "numbers that no cell holds")
        return made

    def _integer(self, expr: IntExpr) -> Whole:
        match expr:
            case Int():
                if fits(expr.value, expr.value):
                    return constant(expr.value)
                return self._wide().constant(expr.value)
            case Name():
                named = self.names[expr.name]
                assert isinstance(named, Number | Wide)
                return named
            case ItemOf():
                held = self._item(expr.list, expr.index, expr.at)
                assert isinstance(held, Number)
                return held
            case Sum():
                return self._plus([self.integer(part) for part in expr.parts])
            case Times():
                return self._times(self.integer(expr.left), self.integer(expr.right))
            case FloorDiv():
                return self._quotient(expr)
            case Extreme():
                parts = [self.integer(part) for part in expr.parts]
                narrow = [part for part in parts if isinstance(part, Number)]
                if len(narrow) == len(parts):
                    return self.steps.keep(extreme(expr.kind, narrow))
                return self._wide().extreme(expr.kind, parts)
            case If():
                condition = self.truth(expr.condition)
                then, otherwise = self.integer(expr.then), self.integer(expr.otherwise)
                if isinstance(then, Number) and isinstance(otherwise, Number):
                    return self.steps.keep(choice(condition, then, otherwise))
                return self._wide().choice(self.steps.keep_truth(condition), then, otherwise)
            case Call():
                arguments = [self.steps.keep(self.number(part)) for part in expr.arguments]
                shift = days.shift_months if expr.function == "shift_months" else days.months_between
                return shift(self.steps, *arguments)
            case FoldInt() if self.whole is not None and expr.list not in self.group:
                return self.whole.integer(expr)
            case FoldInt():
                return self.steps.keep(self._fold(expr))
            case FoldPart() if self.whole is not None:
                return self.whole.integer(expr)
            case FoldPart():
                return self._fractions(expr.fold)[0 if expr.part == "numerator" else 1]
            case Place():
                return self.steps.keep(self._place(expr))
            case _:
                assert_never(expr)

    def _plus(self, parts: Sequence[Whole]) -> Whole:
        narrow = [part for part in parts if isinstance(part, Number)]
        most = sum(max(abs(part.low), abs(part.high)) for part in parts)
        if len(narrow) == len(parts) and fits(-most, most):
            return plus(narrow)
        return self._wide().plus(parts)

    def _times(self, left: Whole, right: Whole) -> Whole:
        if isinstance(left, Number) and isinstance(right, Number):
            product = times(left, right)
            if fits(product.low, product.high):
                return product
        return self._wide().times(left, right)

    def _quotient(self, expr: FloorDiv) -> Number:
        left, right = self.integer(expr.left), self.integer(expr.right)
        if isinstance(left, Number) and isinstance(right, Number):
            # What is compared with the dividend may be as much above it as half the divisor.
            most = max(abs(left.low), abs(left.high)) + max(abs(right.low), abs(right.high))
            if fits(-most, most):
                return self.steps.keep(quotient(self.steps.keep(left), self.steps.keep(right)))
        found, beyond = self._wide().quotient(left, right)
        if beyond != NO and self.item is None:
            self.shared.beyond.append(beyond)
        elif beyond != NO:
            assert self.item is not None
            self.shared.beyond_of_items.setdefault(self.item, []).append(beyond)
        return found

    def _wide(self) -> WideArithmetic:
        if self.item is None:
            self.shared.has_wide = True
        else:
            self.shared.has_wide_items = True
        return WideArithmetic(self.steps.keep)

    # ── conditions ──

    def truth(self, expr: BoolExpr) -> Truth:
        if (made := self._truths.get(expr)) is None:
            made = self._truths[expr] = self._truth(expr)
        return made

    def _truth(self, expr: BoolExpr) -> Truth:
        match expr:
            case Flag():
                named = self.names[expr.name]
                assert isinstance(named, Truth)
                return named
            case ItemFlag():
                held = self._item(expr.list, expr.index, expr.at)
                assert isinstance(held, Truth)
                return held
            case SameText():
                subject = self.names[expr.name] if expr.name else self._item(expr.list, expr.index, expr.at)
                assert isinstance(subject, Text)
                return any_of([same(subject, literal(word)) for word in expr.words])
            case Bool():
                return YES if expr.value else NO
            case Compare():
                return self._compare(expr)
            case Logic():
                parts = [self.truth(part) for part in expr.parts]
                return every(parts) if expr.kind == "and" else any_of(parts)
            case Not(part=Compare() as compared):
                return self.truth(Compare(OPPOSITES[compared.operator], compared.left, compared.right))
            case Not():
                return not_(self.truth(expr.part))
            case FoldAll() if self.whole is not None and expr.list not in self.group:
                return self.whole.truth(expr)
            case FoldAll():
                return self._all(expr)
            case _:
                assert_never(expr)

    def _compare(self, expr: Compare) -> Truth:
        left, right = self.integer(expr.left), self.integer(expr.right)
        if isinstance(left, Number) and isinstance(right, Number):
            return compare(expr.operator, left, right)
        return self.steps.keep_truth(self._wide().compare(expr.operator, left, right))

    # ── lists ──

    def _item(self, name: str, index: int | None, at: int | None) -> Operand:
        table = self.shared.tables[name]
        if at is None and name not in self.lists:
            raise Unsayable("一列之内再算另一列", "calculation with items of one list within another")
        row = self.item if at is None else at
        assert row is not None, "an item is named where a list is gone through"
        if row >= table.rows:
            raise Unsayable(f"第{row + 1}项", f"item {row + 1}")
        return table.held[row][index or 0]

    def column(self, lists: tuple[str, ...], key: object, made: Callable[[Formulas], Number]) -> Column:
        """A number for each item of the lists, as far as the shortest goes; each column once."""
        if (lists, key) not in self.shared.columns:
            tables = [self.shared.tables[name] for name in lists]

            def of(row: int) -> Number:
                used = every([table.used[row] for table in tables])
                return choice(used, made(self.in_row(lists, row)), constant(0))

            self.shared.columns[lists, key] = tables[0].column(of)
            self._note_beyond(tables[0])
        return self.shared.columns[lists, key]

    def _note_beyond(self, table: Table) -> None:
        """Whether any item has a quotient that no cell holds, as one truth."""
        flags, self.shared.beyond_of_items = self.shared.beyond_of_items, {}
        if flags:
            column = table.column(lambda row: as_number(any_of(flags.get(row, []))))
            self.shared.beyond.append(compare(">", column.total(0, table.size), constant(0)))

    def in_row(self, lists: tuple[str, ...], row: int) -> Formulas:
        """What is said of one item of these lists."""
        if (lists, row) not in self.shared.rows:
            steps = self.shared.tables[lists[0]].steps[row]
            whole = self if self.item is None and not self.group else self.whole
            self.shared.rows[lists, row] = Formulas(steps, self.shared, self.names, row, lists, whole)
        return self.shared.rows[lists, row]

    def _fold(self, expr: FoldInt) -> Number:
        lists = (expr.list, *expr.also)
        rows = self.shared.tables[expr.list].size
        if expr.groups is not None:
            return self._of_groups(expr, expr.groups)

        if expr.pick is None:
            column, most = self.column(lists, expr.body, lambda inner: inner.body(expr)), rows
        else:
            taken = self._taken(lists, expr.pick)

            def of_taken(inner: Formulas) -> Number:
                return choice(_is_one(taken, inner.item), inner.body(expr), constant(0))

            column, most = self.column(lists, (expr.body, expr.pick), of_taken), min(rows, expr.pick.takes)
        low, high = self._bounds(expr.body, most, lists)
        if not fits(low, high):
            raise Unsayable("一个单元格放不下的合计", "totals that no cell holds")
        if expr.list in self.group:
            if expr.pick is not None:
                raise Unsayable("每组里再取几项", "some of the items of each group")
            return self.group[expr.list].total(column, low, high)
        return column.total(low, high)

    def _bounds(self, body: IntExpr | BoolExpr, most: int, lists: tuple[str, ...]) -> tuple[int, int]:
        if isinstance(body, BoolExpr):
            return 0, most
        one = self.in_row(lists, 0).number(body)
        return min(0, one.low * most), max(0, one.high * most)

    def _all(self, expr: FoldAll) -> Truth:
        lists = (expr.list, *expr.also)
        if expr.groups is not None:
            body = expr.body
            fails = self._of_groups(FoldInt(expr.list, Not(body), True, expr.groups), expr.groups)
            return compare("=", self.steps.keep(fails), constant(0))
        column = self.column(lists, ("not", expr.body), lambda inner: as_number(not_(inner.truth(expr.body))))
        rows = self.shared.tables[expr.list].size
        total = self.group[expr.list].total(column, 0, rows) if expr.list in self.group else column.total(0, rows)
        return compare("=", self.steps.keep(total), constant(0))

    def _of_groups(self, expr: FoldInt, groups: Grouping) -> Number:
        """The sum over groups: those of months are so many; of others the first item of each stands for its group."""
        if expr.pick is not None or expr.also or self.group:
            raise Unsayable("在组里再分组", "groups within groups")
        table = self.shared.tables[expr.list]
        if groups.months:
            return self._of_months(expr, groups, table)
        first = self.column(
            (expr.list,), ("first of", groups.keys), lambda inner: _is_first(table, groups.keys, inner.item)
        )

        def of_first(inner: Formulas) -> Number:
            assert inner.item is not None
            chosen = same_key(table, groups.keys, inner.item)
            used = frozenset(row for row in chosen.rows if table.used[row].value)
            of_group = inner.of_group(expr.list, Chosen(chosen.text, used)).body(expr)
            return choice(_is_one(first, inner.item), of_group, constant(0))

        column = self.column((expr.list,), ("groups", expr), of_first)
        low, high = min(0, column.low) * table.size, max(0, column.high) * table.size
        if not fits(low, high):
            raise Unsayable("一个单元格放不下的合计", "totals that no cell holds")
        return column.total(low, high)

    def _of_months(self, expr: FoldInt, groups: Grouping, table: Table) -> Number:
        def of(inner: Formulas) -> Number:
            day = inner._item(expr.list, groups.keys[0], None)
            assert isinstance(day, Number)
            return days.month_number(day)

        month = self.column((expr.list,), ("month", groups.keys), of)
        found: list[Number] = []
        for year, number in groups.months:
            wanted = year * 12 + number
            rows = frozenset(row for row, value in enumerate(month.values) if value == wanted)
            of_month = self.of_group(expr.list, Chosen(f"({month.text}={wanted})", rows))
            found.append(self.steps.keep(of_month.body(expr)))
        return plus(found)

    def of_group(self, name: str, chosen: Chosen) -> Formulas:
        """What is said of a group, for which the list stands then."""
        group = {**self.group, name: chosen}
        return Formulas(self.steps, self.shared, self.names, self.item, self.lists, self.whole, group)

    def body(self, expr: FoldInt) -> Number:
        """What is summed, or 1 for what is counted."""
        return as_number(self.truth(expr.body)) if isinstance(expr.body, BoolExpr) else self.number(expr.body)

    def _taken(self, lists: tuple[str, ...], pick: Picking) -> Column:
        """1 for each item that is picked, 0 for the others."""
        if any(name in self.group for name in lists):
            raise Unsayable("每组里再取几项", "some of the items of each group")
        before = None if pick.of is None else self._taken(lists, pick.of)
        where = pick.where

        def is_asked(inner: Formulas) -> Number:
            parts = [] if before is None else [_is_one(before, inner.item)]
            return as_number(every([*parts, *([] if where is None else [inner.truth(where)])]))

        asked = self.column(lists, ("asked", pick.of, where), is_asked)
        if not pick.skip and pick.count is None:
            return asked
        keys = self._keys(lists, pick)

        def is_taken(inner: Formulas) -> Number:
            assert inner.item is not None
            kind = same_key(asked.table, pick.each, inner.item) if pick.each else None
            rank = inner.steps.keep(_rank(asked, keys, pick.order, inner.item, kind))
            parts = [_is_one(asked, inner.item), compare(">=", rank, constant(pick.skip))]
            if pick.count is not None:
                parts.append(compare("<", rank, constant(pick.skip + pick.count)))
            return as_number(every(parts))

        return self.column(lists, ("taken", pick), is_taken)

    def _place(self, expr: Place) -> Number:
        """How many items come before the present one."""
        if any(name in self.group for name in expr.lists) or self.item is None:
            raise Unsayable("每组里的先后", "places within groups")
        every_one = self.column(expr.lists, ("any",), lambda inner: constant(1))
        keys = self._keys(expr.lists, expr.pick)
        kind = same_key(every_one.table, expr.pick.each, self.item) if expr.pick.each else None
        return _rank(every_one, keys, expr.pick.order, self.item, kind, is_tied=expr.is_tied)

    def _keys(self, lists: tuple[str, ...], pick: Picking) -> list[Column]:
        """By what items are compared, the first that differs deciding: a number; or of a fraction its whole part, then so
        many of its decimals at a time that two that agree in all are equal."""
        if pick.order in ("first", "last"):
            return []
        assert pick.key is not None
        number, over = pick.key
        if over == Int(1):
            return [self.column(lists, ("key", number), lambda inner: inner.number(number))]
        most = self.in_row(lists, 0).number(over).high
        size = len(str(LIMIT // (2 * max(1, most)))) - 1
        if size < _DECIMALS_MIN:
            raise Unsayable("按这么大的数的商取几项", "a choice of items by quotients of numbers of this size")
        return self._decimals(lists, pick.key, 10**size, 2 + 2 * len(str(most)) // size)

    def _decimals(self, lists: tuple[str, ...], key: tuple[IntExpr, IntExpr], size: int, count: int) -> list[Column]:
        """A fraction of each item: its whole part, then its decimals, so many in each column."""
        number, over = key

        def below(inner: Formulas) -> Number:
            return inner.steps.keep(inner.number(over))

        top = self.column(lists, ("top", 0, key), lambda inner: inner.number(number))
        found: list[Column] = []
        for place in range(count):
            above = top

            def part(inner: Formulas, above: Column = above) -> Number:
                return quotient(above.number(_row(inner)), below(inner))

            whole = self.column(lists, ("part", place, key), part)

            def rest(inner: Formulas, above: Column = above, whole: Column = whole) -> Number:
                taken = times(whole.number(_row(inner)), below(inner))
                left = minus(above.number(_row(inner)), taken)
                left = Number(left.text, max(0, left.value), 0, max(1, below(inner).high), left.level)
                return times(constant(size), left)

            found.append(whole)
            top = self.column(lists, ("top", place + 1, key), rest)
        return found

    def _fractions(self, fold: FractionFold) -> tuple[Whole, Whole]:
        """The sum of a few fractions over the product of what they are over."""
        lists = (fold.list, *fold.also)
        takes = fold.pick.takes if fold.pick else self.shared.tables[fold.list].size
        if fold.groups is not None or self.group or takes > _FRACTIONS_MAX:
            raise Unsayable("许多项分母各不相同的分数的合计", "a sum of many fractions with different denominators")
        if fold not in self.shared.sums:
            self.shared.sums[fold] = self._summed(lists, fold, takes)
        return self.shared.sums[fold]

    def _summed(self, lists: tuple[str, ...], fold: FractionFold, takes: int) -> tuple[Whole, Whole]:
        taken = self._taken(lists, fold.pick) if fold.pick else None

        def place(inner: Formulas) -> Number:
            """Which of those that are taken an item is, from 1."""
            assert inner.item is not None
            if taken is None:
                return constant(inner.item + 1)
            upto = f"SUM({taken.table.area(taken.at, 0, inner.item)})"
            count = Number(upto, sum(taken.values[: inner.item + 1]), 0, taken.table.size)
            return choice(_is_one(taken, inner.item), count, constant(0))

        places = self.column(lists, ("place", fold.pick), place)
        is_defined = Compare(">", fold.over, Int(0))
        above = self.column(
            lists,
            ("above", fold),
            lambda inner: choice(inner.truth(is_defined), inner.number(_factored(fold.number)[1]), constant(0)),
        )
        below = self.column(
            lists, ("below", fold), lambda inner: choice(inner.truth(is_defined), inner.number(fold.over), constant(1))
        )
        outer, number = _factored(fold.number)
        one = self.in_row(lists, 0)
        ends, over_high = one.number(number), one.number(fold.over).high
        total: Whole = constant(0)
        product: Whole = constant(1)
        for nth in range(1, takes + 1):
            chosen = Chosen(
                f"({places.text}={nth})", frozenset(at for at, value in enumerate(places.values) if value == nth)
            )
            top = self.steps.keep(chosen.total(above, min(0, ends.low), max(0, ends.high)))
            found = self.steps.keep(chosen.total(below, 0, max(1, over_high)))
            under = self.steps.keep(extreme("max", [found, constant(1)]))
            total = self._plus([self._times(total, under), self._times(top, product)])
            product = self._times(product, under)
        for factor in outer:
            total = self._times(self.integer(factor), total)
        return total, product


def _factored(expr: IntExpr) -> tuple[list[IntExpr], IntExpr]:
    """The factors of a product that are the same for all items, and the rest."""
    if isinstance(expr, Times):
        (left, one), (right, two) = _factored(expr.left), _factored(expr.right)
        return left + right, two if one == Int(1) else one if two == Int(1) else Times(one, two)
    return ([expr], Int(1)) if isinstance(expr, Name | Int) else ([], expr)


def _is_first(table: Table, keys: tuple[int, ...], row: int | None) -> Number:
    """Whether no item above agrees with this one in these fields."""
    assert row is not None
    if row == 0:
        return constant(1)
    above = same_key(table, keys, row, above=True)
    return as_number(Truth(f"SUMPRODUCT({above.text}*1)=0", not above.rows, 0))


def _row(inner: Formulas) -> int:
    assert inner.item is not None
    return inner.item


def _is_one(column: Column, row: int | None) -> Truth:
    assert row is not None
    return Truth(f"{column.cell(row)}=1", column.values[row] == 1, 0)


def _rank(
    asked: Column, keys: Sequence[Column], order: str, row: int, kind: Chosen | None, *, is_tied: bool = False
) -> Number:
    """How many of those that are asked for (and of the same kind) come before an item; where ``is_tied``, by its keys alone."""
    count = sum(
        bool(asked.values[other])
        and (kind is None or other in kind.rows)
        and _is_before(keys, order, other, row, is_tied=is_tied)
        for other in range(asked.table.rows)
    )
    here = asked.table.first + row + 1
    tied = "0" if is_tied else f"(ROW({asked.text}){'>' if order == 'last' else '<'}{here})"
    sign = ">" if order == "largest" else "<"
    for key in reversed(keys):
        tied = f"(({key.text}{sign}{key.cell(row)})+({key.text}={key.cell(row)})*{tied})"
    of_kind = "" if kind is None else f"*{kind.text}"
    return Number(f"SUMPRODUCT({asked.text}{of_kind}*{tied})", count, 0, asked.table.size)


def _is_before(keys: Sequence[Column], order: str, other: int, row: int, *, is_tied: bool) -> bool:
    one, own = ([key.values[at] for key in keys] for at in (other, row))
    if one != own:
        return one > own if order == "largest" else one < own
    return not is_tied and (other > row if order == "last" else other < row)
