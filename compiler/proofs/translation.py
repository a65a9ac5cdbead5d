"""The nodes of core as terms: of one claim, with the item that each list is at.

In: a node.  Out: a number or a formula.  Of a list of which nothing is known, and of functions on dates, a fresh term stands
for the value, with what is surely so of it; the world is then ``unsure``.  What is added up of a list goes into a ``Pool``
by its term, whatever names the clauses have for it: like is one, and unlike is not.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal, assert_never

import z3

from tiaowen.runtime.facts import ITEMS_MAX

from ..ir import core
from ..ir.integer import LAST_DAY
from ..model.clause import Fact
from ..model.types import CLAIM_DATE
from ..promises.common import Common, Place
from ..promises.differences import Apart, Difference, FirstItem, Fixed, Part
from ..promises.obligation import Applicant, Formula
from .terms import Num, add, chosen, compared, constant, every, extreme, product, quotient, real, scaled, some, summed
from .world import ANY_ITEM, SCALAR, Key, Pool, Total, World


@dataclass(slots=True)
class Translation:
    """Translates the core of one claim.  ``every``: what holds of each item of a list, by the fact checks; ``fed``: the
    numbers and formulas of the facts that another claim gives."""

    world: World
    applicant: Applicant
    common: Common
    fed: Mapping[str, Any] = field(default_factory=dict)
    every: dict[str, tuple[core.Node, ...]] = field(default_factory=dict)
    _numbers: dict[str, Num] = field(default_factory=dict)
    _truths: dict[str, Formula] = field(default_factory=dict)
    # The item that each list is at; which group of it is meant; which of its items that group has.
    _at: Mapping[str, int] = field(default_factory=dict)
    _group: Mapping[str, str] = field(default_factory=dict)
    _members: Mapping[str, Sequence[Formula]] = field(default_factory=dict)

    def let(self, let: core.Let) -> None:
        if is_truth(let.value):
            self._truths[let.name] = self.truth(let.value)
        else:
            self._numbers[let.name] = self.number(let.value)

    def checked(self, name: str, holds: core.Node) -> None:
        """A fact check of every item of a list."""
        self.every[name] = (*self.every.get(name, ()), holds)
        for pool in [pool for pool in self.world.pools.values() if pool.of == self._list(name) and not pool.of_groups]:
            pool.given.append(self._item(name, ANY_ITEM).truth(holds))

    def late(self, lets: Sequence[core.Let]) -> None:
        """Definitions that only a promise asks for."""
        for let in lets:
            if let.name not in self._numbers and let.name not in self._truths:
                self.let(let)

    # ── facts ──

    def in_time(self) -> Formula:
        """That a claim made together with others is made while the clause is valid."""
        applicant = self.applicant
        if not applicant.together or not applicant.dated or not applicant.valid or applicant.clause.form == "核算":
            return z3.BoolVal(True)
        first, last = (day.toordinal() for day in applicant.valid)
        day = self._input(CLAIM_DATE, 1, LAST_DAY)
        return every(day >= first, day <= last)

    def within(self, fact: Fact) -> Formula:
        """That a number lies in the range that the clause accepts, where the case has a wider one."""
        reading, place = self.common.readings.get(self._place(fact.name).key), self._place(fact.name)
        if fact.reading.kind != "number" or reading is None or fact.name in self.fed:
            return z3.BoolVal(True)
        if reading.least * place.times >= fact.reading.least and reading.most * place.times <= fact.reading.most:
            return z3.BoolVal(True)
        made = self._input(fact.name, fact.reading.least, fact.reading.most)
        return every(made >= fact.reading.least, made <= fact.reading.most)

    def _place(self, name: str) -> Place:
        return self.common.place(self.applicant.clause, name)

    def _input(self, name: str, low: int, high: int) -> Any:
        place = self._place(name)
        first: Any
        if name == CLAIM_DATE:
            days = self.common.days if self.applicant.together else self.applicant.valid
            if days and self.applicant.clause.form != "核算":
                low, high = (day.toordinal() for day in days)
            first = self.world.number((place.key, "", SCALAR, SCALAR), low, high)
        elif place.options:
            of_case = self.world.number((place.key, "", SCALAR, SCALAR), 0, len(place.options) - 1)
            first = real(Fraction(place.options[-1]))
            for at, own in reversed(list(enumerate(place.options[:-1]))):
                first = z3.If(of_case == at, real(Fraction(own)), first)
        else:
            reading = self.common.readings.get(place.key)
            is_number = reading is not None and reading.kind == "number"
            ends = (reading.least, reading.most) if reading is not None and is_number else (low, high)
            first = self.world.number((place.key, "", SCALAR, SCALAR), *ends)
            first = first if place.times == 1 else first * place.times
        differs = self.applicant.difference(name)
        return first if differs is None else self._other(place.key, first, differs, low, high)

    def _other(self, fact: str, first: Any, differs: Difference, low: int, high: int) -> Any:
        """The number of a fact in which this claim differs from the first."""
        assumed = self.world.assumed
        match differs:
            case FirstItem():
                raise TypeError(differs)
            case Fixed():
                return real(Fraction(int(differs.value)))  # type: ignore[arg-type]  # of a number or an option
            case Part():
                parts = [self.world.number((fact, mark, SCALAR, SCALAR), max(low, 0), high) for mark in differs.others]
                left = first - summed(parts)
                assumed.append(left >= max(low, 0))
                return left if differs.at == differs.of else parts[differs.at - 1]
            case Apart(least=int() as by, most=most) if by == most:
                assumed += [first + by <= high, first + by >= low]
                return first + by
            case Apart():
                other = self.world.number((fact, differs.mark, SCALAR, SCALAR), low, high)
                assumed += [] if differs.least is None else [first + differs.least <= other]
                assumed += [] if differs.most is None else [other <= first + differs.most]
                return other
            case _:
                assert_never(differs)

    def _key(self, name: str) -> Key:
        """Which variable a fact is that is no number."""
        differs = self.applicant.difference(name)
        return self._place(name).key, differs.mark if differs else "", SCALAR, SCALAR

    def _list(self, name: str) -> str:
        """The key of a list, or of the group of it that is meant."""
        return self._place(name).key + self._group.get(name, "")

    def _item_key(self, name: str, index: int | None, place: int | None = None) -> Key:
        # Outside what goes through it, the one item that a list of one has is meant.
        at = self._at.get(name, 0 if self.world.items == 1 and not self.world.fewer else SCALAR)
        at = at if place is None else place
        return self._place(name).key, "", at, SCALAR if index is None else index

    # ── numbers ──

    def number(self, node: core.Node) -> Num:
        match node:
            case core.Const():
                return constant(node.value)
            case core.Input() if node.name in self.fed:
                fed: Num = self.fed[node.name]
                return fed
            case core.Input():
                return scaled(Num(self._input(node.name, node.low, node.high)), node.scale)
            case core.Item():
                return scaled(Num(self._field(node)), node.scale)
            case core.Local():
                return self._numbers[node.name]
            case core.Add():
                return add([self.number(part) for part in node.parts])
            case core.Mul():
                return product(self.number(node.left), self.number(node.right))
            case core.Div():
                return quotient(self.number(node.left), self.number(node.right))
            case core.Least():
                return extreme([self.number(part) for part in node.parts], lambda a, b: a <= b)
            case core.Greatest():
                return extreme([self.number(part) for part in node.parts], lambda a, b: a >= b)
            case core.Round():
                number = self.number(node.of)
                return Num(self.world.whole(number, node.mode), None, number.defined)
            case core.Choose():
                conditions = [self.truth(condition) for condition, _ in node.branches]
                values = [self.number(value) for _, value in node.branches] + [self.number(node.otherwise)]
                return chosen(conditions, values)
            case core.Fold():
                return self._folded(node)
            case core.Place():
                return Num(self._place_in_order(node))
            case core.Call():
                return self._called(node)
            case _:
                raise TypeError(node)

    def _called(self, node: core.Call) -> Num:
        """A function on dates: in an exact world as it is, else this much of it: a month has 28 to 31 days, a year 365
        or 366."""
        numbers = [self.number(part) for part in node.arguments]
        first, second = (number.top for number in numbers)
        months = numbers[1].const
        if self.world.exact:
            calendar = self.world.calendar
            known = len(calendar.defined)
            if node.function == "months_between":
                exact = calendar.months_between(_integer(first), _integer(second))
            else:
                assert months is not None
                exact = calendar.shifted(_integer(first), int(months))
            self.world.assumed += calendar.defined[known:]
            return Num(z3.ToReal(exact))
        function = z3.Function(node.function, z3.RealSort(), z3.RealSort(), z3.RealSort())
        made = function(first, second)
        if node.function == "months_between":
            days = second - first
            between = every(28 * made <= days, 31 * (made + 1) >= days)
            self.world.assumed += [z3.Implies(days >= 0, between), z3.Implies(days < 0, made <= 0)]
        else:
            assert months is not None
            years, rest = divmod(abs(int(months)), 12)
            low, high = 365 * years + 28 * rest, 366 * years + 31 * rest
            low, high = (low, high) if months >= 0 else (-high, -low)
            self.world.assumed.append(some(made == (LAST_DAY if months >= 0 else 1), made >= first + low))
            self.world.assumed += [some(made == 1, made <= first + high), made >= 1, made <= LAST_DAY]
        return Num(made)

    # ── conditions ──

    def truth(self, node: core.Node) -> Formula:
        match node:
            case core.Truth():
                return z3.BoolVal(node.value)
            case core.Flag() if node.name in self.fed:
                return self.fed[node.name]
            case core.Flag():
                differs = self.applicant.difference(node.name)
                if isinstance(differs, Fixed):
                    return z3.BoolVal(bool(differs.value))
                return self.world.flag(self._key(node.name))
            case core.LocalFlag():
                return self._truths[node.name]
            case core.ItemFlag():
                return self.world.flag(self._item_key(node.list, node.index, node.at))
            case core.SameText():
                key = self._key(node.name) if node.name else self._item_key(node.list, node.index, node.at)
                text = self.world.text(key)
                return some(*(text == self.world.word(word) for word in node.words))
            case core.And():
                return every(*(self.truth(part) for part in node.parts))
            case core.Or():
                return some(*(self.truth(part) for part in node.parts))
            case core.Not():
                return z3.Not(self.truth(node.part))
            case core.Compare():
                return compared(node.operator, self.number(node.left), self.number(node.right))
            case core.Fold():
                return self._all(node)
            case _:
                raise TypeError(node)

    # ── lists of so many items ──

    def _field(self, node: core.Item) -> Any:
        """The number of an item, or of a field of it; of the first one, as this claim has it."""
        made = self.world.number(self._item_key(node.list, node.index, node.at), node.low, node.high)
        differs = self.applicant.difference(node.list)
        at = self._at.get(node.list) if node.at is None else node.at
        if not isinstance(differs, FirstItem) or at != 0 or differs.index != node.index:
            return made
        more = made + differs.more
        self.world.assumed += [self._present(node.list, 0), more <= node.high]
        return more

    def _known(self, name: str) -> int | None:
        """How many items a list has, in this world or in any."""
        reading = self.common.readings.get(self._place(name).key)
        return self.world.items if reading is None or reading.length is None else reading.length

    def _present(self, name: str, at: int) -> Formula:
        reading = self.common.readings.get(self._place(name).key)
        is_fixed = reading is not None and reading.length is not None
        return z3.BoolVal(True) if is_fixed else self.world.present(self._place(name).key, at)

    def _items(self, name: str, *also: str) -> list[tuple[Formula, Translation]]:
        """Each item (those that are ``also`` gone through are at the same place), and that the list (or the group that is
        meant) has it."""
        known = self._known(name)
        assert known is not None
        has = self._members.get(name) or [self._present(name, at) for at in range(known)]
        return [(one, self._item(name, at, *also)) for at, one in enumerate(has)]

    def _item(self, name: str, at: int, *also: str) -> Translation:
        return replace(self, _at={**self._at, **dict.fromkeys((name, *also), at)})

    def _groups(self, node: core.Fold) -> list[tuple[Formula, Translation]]:
        """Each group, and that there is one."""
        assert node.groups is not None
        items = self._items(node.list)
        found: list[tuple[Formula, Translation]] = []
        if node.groups.months:
            (key,) = node.groups.keys
            for year, month in node.groups.months:
                first, last = (
                    date(year, month, 1).toordinal(),
                    date(year, month, monthrange(year, month)[1]).toordinal(),
                )
                days = [inner._keyed(node.list, key) for _, inner in items]
                members = [every(has, day >= first, day <= last) for (has, _), day in zip(items, days, strict=True)]
                found.append((z3.BoolVal(True), self._grouped(node.list, members)))
            return found
        keys = [[inner._keyed(node.list, key) for key in node.groups.keys] for _, inner in items]
        for at, (has, _) in enumerate(items):
            same = [
                every(other, *(a == b for a, b in zip(keys[at], keys[place], strict=True)))
                for place, (other, _) in enumerate(items)
            ]
            found.append((every(has, z3.Not(some(*same[:at]))), self._grouped(node.list, same)))
        return found

    def _grouped(self, name: str, members: Sequence[Formula]) -> Translation:
        return replace(self, _members={**self._members, name: members})

    def _keyed(self, name: str, index: int) -> Any:
        """A field by which records are put into groups."""
        item = self.common.readings[self._place(name).key].item
        assert item is not None
        of, key = item.fields[index], self._item_key(name, index)
        if of.kind == "boolean":
            return self.world.flag(key)
        if of.kind == "text":
            return self.world.text(key)
        if of.kind == "number":
            return self._field(core.Item(name, index, Fraction(1), of.least, of.most))
        return self.world.number(key, *((1, LAST_DAY) if of.kind == "date" else (0, len(of.options) - 1)))

    def _parts(self, node: core.Fold) -> list[tuple[Formula, Translation]]:
        """What is gone through: items or groups, each with that there is one (and that it is picked)."""
        if node.groups is not None:
            return self._groups(node)
        items = self._items(*node.lists)
        return self._picked(node.list, node.pick, items) if node.pick else items

    def _picked(
        self, name: str, pick: core.Pick, items: list[tuple[Formula, Translation]]
    ) -> list[tuple[Formula, Translation]]:
        """The items with that each is picked: by how many come before it, of those that it is put with."""
        if pick.of is not None:
            items = self._picked(name, pick.of, items)
        if pick.where is not None:
            items = [(every(has, inner.truth(pick.where)), inner) for has, inner in items]
        if not pick.skip and (pick.count is None or len(items) <= pick.count):
            return items
        ranks = self._ranks(name, pick, items)
        taken: list[tuple[Formula, Translation]] = []
        for rank, (has, inner) in zip(ranks, items, strict=True):
            within = [rank < pick.skip + pick.count] if pick.count is not None else []
            taken.append((every(has, rank >= pick.skip, *within), inner))
        return taken

    def _ranks(
        self, name: str, pick: core.Pick, items: list[tuple[Formula, Translation]], *, is_tied: bool = False
    ) -> list[Any]:
        """How many come before each of the items, of those that it is put with; of equal ones the earlier first, unless these
        have one place."""
        keys = [inner.number(pick.key) for _, inner in items] if pick.key is not None else []
        of = [[inner._keyed(name, index) for index in pick.each] for _, inner in items]
        zero, one = real(Fraction(0)), real(Fraction(1))
        ranks: list[Any] = []
        for at in range(len(items)):
            before: list[Any] = []
            for place, (other, _) in enumerate(items):
                if place == at:
                    continue
                match pick.order:
                    case "first" | "last":
                        comes = z3.BoolVal((place < at) == (pick.order == "first"))
                    case _:
                        sign: Literal["<", ">"] = ">" if pick.order == "largest" else "<"
                        comes = compared(">=" if sign == ">" else "<=", keys[place], keys[at])
                        comes = comes if place < at and not is_tied else compared(sign, keys[place], keys[at])
                same = [a == b for a, b in zip(of[place], of[at], strict=True)]
                before.append(z3.If(every(other, comes, *same), one, zero))
            ranks.append(summed(before or [zero]))
        return ranks

    def _place_in_order(self, node: core.Place) -> Any:
        """The place of the present item; in a list of any length, any number that it may be."""
        at = self._at.get(node.list)
        known = self._known(node.list)
        if known is not None and at is not None and 0 <= at < known:
            return self._ranks(node.list, node.pick, self._items(*node.lists), is_tied=node.is_tied)[at]
        self.world.unsure = True
        return self.world.fresh(0, ITEMS_MAX - 1)

    # ── folds ──

    def _all(self, node: core.Fold) -> Formula:
        if self._known(node.list) is not None:
            return every(*(z3.Implies(has, inner.truth(node.body)) for has, inner in self._parts(node)))
        if self._is_parted(node) or _asks_for_places(node):
            self.world.unsure = True
            return self.world.fresh_flag()
        pool, any_one = self._pool(node)
        failing = z3.If(any_one.truth(node.body), real(Fraction(0)), real(Fraction(1)))
        self._relate(node, pool, any_one)
        rest = self._total(pool, failing, counted=True).all <= 0
        return every(rest, *(first.truth(node.body) for first in self._first(node)))

    def _folded(self, node: core.Fold) -> Num:
        zero, one = real(Fraction(0)), real(Fraction(1))
        if self._known(node.list) is not None:
            if node.kind == "count":
                held = [every(has, inner.truth(node.body)) for has, inner in self._parts(node)]
                return Num(summed([z3.If(one_held, one, zero) for one_held in held] or [zero]))
            return add([constant(0), *(_where(has, inner.number(node.body)) for has, inner in self._parts(node))])
        if self._is_parted(node) or _asks_for_places(node):
            # Of a list of any length nothing is known of what goes by places in it.
            self.world.unsure = True
            return Num(self.world.fresh())
        pool, any_one = self._pool(node)
        first = [inner.number(node.body) for inner in self._first(node)] if node.kind == "sum" else []
        if node.kind == "count":
            holds = self._total(pool, z3.If(any_one.truth(node.body), one, zero), counted=True).all
            return Num(summed([holds, *(z3.If(inner.truth(node.body), one, zero) for inner in self._first(node))]))
        body = any_one.number(node.body)
        self._relate(node, pool, any_one)
        each = _quotient(body)
        if not body.defined:
            return add([Num(self._total(pool, each).all), *first])
        defined = every(*body.defined)
        failing = self._total(pool, z3.If(defined, zero, one), counted=True)
        rest = Num(self._total(pool, z3.If(defined, each, zero)).all, None, (failing.all <= 0,))
        return add([rest, *first])

    def _first(self, node: core.Fold) -> list[Translation]:
        """The first item, where one claim has another one there: the pool has the rest."""
        is_whole = node.groups is None and node.pick is None and not self._group.get(node.list)
        is_parted = is_whole and self._list(node.list) in self.world.firsts
        return [self._item(node.list, 0, *node.also)] if is_parted else []

    def _is_parted(self, node: core.Fold) -> bool:
        """Whether a claim has another first item of a list that is gone through beside the one whose pool it would be."""
        firsts = self.world.firsts
        found = self._list(node.list) not in firsts and any(self._list(each) in firsts for each in node.also)
        self.world.unsure |= found
        return found

    def _pool(self, node: core.Fold) -> tuple[Pool, Translation]:
        """The pool of a fold, with any one of its items (or groups)."""
        self.world.unsure = True
        list_key, any_one = self._list(node.list), self._item(node.list, ANY_ITEM, *node.also)
        own = isinstance(self.applicant.difference(node.list), FirstItem)
        key: tuple[object, ...] = (list_key,)
        most: int | None = None
        if node.groups is not None:
            groups = f"{'′' if own else ''}/{node.groups.keys}{node.groups.months[:1]}{node.groups.months[-1:]}"
            any_one = replace(self, _group={**self._group, node.list: self._group.get(node.list, "") + groups})
            key = (list_key, groups)
            most = len(node.groups.months) or None
        elif (pick := node.pick) is not None:
            key, most = (list_key, any_one._which(pick), own), pick.takes
        if key not in self.world.pools:
            is_all = node.groups is not None and bool(node.groups.months)
            items = self.world.fresh(most if is_all else 0, ITEMS_MAX if most is None else most)
            pool = Pool(list_key, items, is_whole=len(key) == 1, of_groups=node.groups is not None)
            self.world.pools[key] = pool
            self._total(pool, real(Fraction(1)), counted=True, all_items=items)
            if not pool.of_groups:
                pool.given += [any_one.truth(part) for part in self.every.get(node.list, ())]
            pool.given += [any_one.truth(part) for part in _asked(node.pick)]
        return self.world.pools[key], any_one

    def _which(self, pick: core.Pick) -> tuple[object, ...]:
        """Which items are picked, as a key."""
        terms = [] if pick.key is None else [_quotient(self.number(pick.key))]
        terms += [] if pick.where is None else [self.truth(pick.where)]
        self.world.kept += terms
        of = self._which(pick.of) if pick.of else ()
        return pick.order, pick.skip, pick.count, pick.each, *(term.get_id() for term in terms), of

    def _relate(self, node: core.Fold, pool: Pool, any_one: Translation) -> None:
        """What groups, or the few items that are taken, have to do with the whole list."""
        months = node.groups is not None and node.groups.months
        if months or (node.groups is None and node.pick is None) or self._list(node.list) in self.world.firsts:
            return
        whole, _ = self._pool(core.Fold("count", node.list, core.Truth(True)))
        if node.groups is None:
            self.world.assumed.append(pool.items <= whole.items)
            ranked = z3.simplify(_quotient(any_one.number(node.body)))
            asked = every(*(any_one.truth(part) for part in _asked(node.pick)))
            # What is not asked for may be below zero.
            of_all = z3.If(asked, ranked, real(Fraction(0)))
            pool.parts.append((self._total(pool, ranked), self._total(whole, of_all)))
            return
        # What the groups come to, all together, the list comes to.
        group = self.world.pools.get((any_one._list(node.list),))
        if group is not None:
            self.world.assumed.append(group.items >= 1)
            pool.inner.append(group)
            for total in list(group.totals.values()):
                pool.totals[total.all.get_id()] = Total(total.all, self._total(whole, total.each).all)

    def _total(self, pool: Pool, each: Any, *, counted: bool = False, all_items: Any = None) -> Total:
        """What a number of every item comes to; where it is how many there are of a kind, none or at least one."""
        each = z3.simplify(each)
        if each.get_id() not in pool.totals:
            made = self.world.fresh() if all_items is None else all_items
            if counted:
                self.world.assumed += [made >= 0, some(made <= 0, made >= 1)]
            pool.totals[each.get_id()] = Total(each, made)
        return pool.totals[each.get_id()]


def _asks_for_places(node: object) -> bool:
    """Whether a place in a list is anywhere in it."""
    if isinstance(node, tuple):
        return any(map(_asks_for_places, node))
    return isinstance(node, core.Place) or any(
        _asks_for_places(getattr(node, name)) for name in getattr(node, "__dataclass_fields__", ())
    )


def _asked(pick: core.Pick | None) -> Iterator[core.Node]:
    """What holds of every item that is picked."""
    while pick is not None:
        if pick.where is not None:
            yield pick.where
        pick = pick.of


def _quotient(number: Num) -> Any:
    return number.top if number.bottom is None else number.top / number.bottom


def _integer(term: Any) -> Any:
    """A whole number, known as a real, as an integer."""
    term = z3.simplify(term)
    return term.arg(0) if z3.is_to_real(term) else z3.ToInt(term)


def _where(has: Formula, number: Num) -> Num:
    """The number of an item where the list has it, else nothing."""
    if z3.is_true(has):
        return number
    bottom = None if number.bottom is None else z3.If(has, number.bottom, real(Fraction(1)))
    defined = tuple(z3.Implies(has, guard) for guard in number.defined)
    return Num(z3.If(has, number.top, real(Fraction(0))), bottom, defined)


def is_truth(node: core.Node) -> bool:
    truths = (core.Flag, core.LocalFlag, core.ItemFlag, core.SameText, core.Truth, core.Compare, core.And, core.Or)
    return isinstance(node, (*truths, core.Not)) or (isinstance(node, core.Fold) and node.kind == "all")
