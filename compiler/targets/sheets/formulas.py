"""Expressions of the integer form as formulas.

In: expressions, and the operands of the names in them.  Out: operands.  What a cell cannot hold is worked out in several
(``wide``); what is said of a list becomes columns of its table.  An expression is worked out once, in a cell of its own
where it is more than a sum or a product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    SameText,
    Sum,
    Times,
)
from ..expressions import Unsayable
from . import days
from .operands import (
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


@dataclass(slots=True)
class Shared:
    """What all formulas of a clause share: the tables of its lists, and the quotients that no cell holds (``beyond``);
    ``has_wide`` where any number needed several cells."""

    tables: Mapping[str, Table]
    beyond: list[Truth] = field(default_factory=list)
    has_wide: bool = False
    columns: dict[object, Column] = field(default_factory=dict)
    rows: dict[tuple[tuple[str, ...], int], Formulas] = field(default_factory=dict)


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
                parts = [self.integer(part) for part in expr.parts]
                narrow = [part for part in parts if isinstance(part, Number)]
                most = sum(max(abs(part.low), abs(part.high)) for part in parts)
                if len(narrow) == len(parts) and fits(-most, most):
                    return plus(narrow)
                return self._wide().plus(parts)
            case Times():
                left, right = self.integer(expr.left), self.integer(expr.right)
                if isinstance(left, Number) and isinstance(right, Number):
                    product = times(left, right)
                    if fits(product.low, product.high):
                        return product
                return self._wide().times(left, right)
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
            case FoldPart():
                raise Unsayable("分母各不相同的分数的合计", "a sum of fractions with different denominators")
            case _:
                assert_never(expr)

    def _quotient(self, expr: FloorDiv) -> Number:
        left, right = self.integer(expr.left), self.integer(expr.right)
        if isinstance(left, Number) and isinstance(right, Number):
            # What is compared with the dividend may be as much above it as half the divisor.
            most = max(abs(left.low), abs(left.high)) + max(abs(right.low), abs(right.high))
            if fits(-most, most):
                return self.steps.keep(quotient(self.steps.keep(left), self.steps.keep(right)))
        found, beyond = self._wide().quotient(left, right)
        if beyond != NO:
            self.shared.beyond.append(beyond)
        return found

    def _wide(self) -> WideArithmetic:
        if self.item is not None:
            raise Unsayable("逐项计算里一个单元格放不下的数", "numbers that no cell holds, item by item")
        self.shared.has_wide = True
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
        return table.held[row][index or 0]

    def column(self, lists: tuple[str, ...], key: object, made: Callable[[Formulas], Number]) -> Column:
        """A number for each item of the lists, as far as the shortest goes; each column once."""
        if (lists, key) not in self.shared.columns:
            tables = [self.shared.tables[name] for name in lists]

            def of(row: int) -> Number:
                used = every([table.used[row] for table in tables])
                return choice(used, made(self.in_row(lists, row)), constant(0))

            self.shared.columns[lists, key] = tables[0].column(of)
        return self.shared.columns[lists, key]

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
        ends = [(0, 0)]

        def of_first(inner: Formulas) -> Number:
            assert inner.item is not None
            chosen = same_key(table, groups.keys, inner.item)
            used = frozenset(row for row in chosen.rows if table.used[row].value)
            of_group = inner.of_group(expr.list, Chosen(chosen.text, used)).body(expr)
            ends.append((of_group.low, of_group.high))
            return choice(_is_one(first, inner.item), of_group, constant(0))

        column = self.column((expr.list,), ("groups", expr), of_first)
        low, high = (pick(end[at] for end in ends) * table.size for at, pick in ((0, min), (1, max)))
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
        if pick.each or any(name in self.group for name in lists):
            raise Unsayable("每组里取几项", "so many items of each kind")
        before = None if pick.of is None else self._taken(lists, pick.of)
        where = pick.where

        def is_asked(inner: Formulas) -> Number:
            parts = [] if before is None else [_is_one(before, inner.item)]
            return as_number(every([*parts, *([] if where is None else [inner.truth(where)])]))

        asked = self.column(lists, ("asked", pick.of, where), is_asked)
        if not pick.skip and pick.count is None:
            return asked
        key = self._key(lists, pick)

        def is_taken(inner: Formulas) -> Number:
            assert inner.item is not None
            rank = _rank(asked, key, pick.order, inner.item)
            rank = inner.steps.keep(rank)
            parts = [_is_one(asked, inner.item), compare(">=", rank, constant(pick.skip))]
            if pick.count is not None:
                parts.append(compare("<", rank, constant(pick.skip + pick.count)))
            return as_number(every(parts))

        return self.column(lists, ("taken", pick), is_taken)

    def _key(self, lists: tuple[str, ...], pick: Picking) -> Column | None:
        if pick.order in ("first", "last"):
            return None
        assert pick.key is not None
        number, over = pick.key
        if over != Int(1):
            raise Unsayable("按分数大小取几项", "a choice of items by the size of fractions")
        return self.column(lists, ("key", number), lambda inner: inner.number(number))


def _is_first(table: Table, keys: tuple[int, ...], row: int | None) -> Number:
    """Whether no item above agrees with this one in these fields."""
    assert row is not None
    if row == 0:
        return constant(1)
    above = same_key(table, keys, row, above=True)
    return as_number(Truth(f"SUMPRODUCT({above.text}*1)=0", not above.rows, 0))


def _is_one(column: Column, row: int | None) -> Truth:
    assert row is not None
    return Truth(f"{column.cell(row)}=1", column.values[row] == 1, 0)


def _rank(asked: Column, key: Column | None, order: str, row: int) -> Number:
    """How many of those that are asked for come before an item."""
    rows = [other for other, value in enumerate(asked.values) if value]
    last, most = asked.table.rows - 1, asked.table.size
    if key is None:
        places = (0, row - 1) if order == "first" else (row + 1, last)
        count = sum(places[0] <= other <= places[1] for other in rows)
        if places[0] > places[1]:
            return Number("0+0", 0, 0, most, 2)
        return Number(f"SUM({asked.table.area(asked.at, *places)})", count, 0, most)
    sign = ">" if order == "largest" else "<"
    own = key.values[row]
    ahead = [value > own if order == "largest" else value < own for value in key.values]
    count = sum(ahead[other] or (key.values[other] == own and other < row) for other in rows)
    of_all = f"SUMPRODUCT({asked.text}*({key.text}{sign}{key.cell(row)}))"
    if row == 0:
        return Number(of_all, count, 0, most)
    equal = f"SUMPRODUCT({asked.before(row)}*({key.before(row)}={key.cell(row)}))"
    return Number(f"{of_all}+{equal}", count, 0, most, 2)
