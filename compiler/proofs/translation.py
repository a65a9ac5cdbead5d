"""The nodes of core as terms: of one claim, with the item that each list is at.

In: a node.  Out: a number or a formula.  Of a list of which nothing is known, and of functions on dates, a fresh term stands
for the value, with what is surely so of it; the world is then ``unsure``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, assert_never

import z3

from tiaowen.runtime.facts import ITEMS_MAX

from ..ir import core
from ..ir.integer import LAST_DAY
from ..model.types import CLAIM_DATE
from ..promises.differences import Apart, Difference, Fixed, Part
from ..promises.obligation import Applicant, Formula
from .terms import Num, add, chosen, compared, constant, extreme, product, quotient, real, scaled
from .world import SCALAR, Called, Key, World

# How long one lemma about the items of a list may take.
_LEMMA_MILLISECONDS = 300


@dataclass(slots=True)
class Translation:
    """Translates the core of one claim.  ``every``: what holds of each item of a list, by the fact checks."""

    world: World
    applicant: Applicant
    every: dict[str, tuple[core.Node, ...]] = field(default_factory=dict)
    _numbers: dict[str, Num] = field(default_factory=dict)
    _truths: dict[str, Formula] = field(default_factory=dict)
    _varied: set[str] = field(default_factory=set)
    # The item that each list is at.
    _at: Mapping[str, int] = field(default_factory=dict)

    def let(self, let: core.Let) -> None:
        if self._varies(let.value):
            self._varied.add(let.name)
        if is_truth(let.value):
            self._truths[let.name] = self.truth(let.value)
        else:
            self._numbers[let.name] = self.number(let.value)

    def late(self, lets: Sequence[core.Let]) -> None:
        """Definitions that only a promise asks for."""
        for let in lets:
            if let.name not in self._numbers and let.name not in self._truths:
                self.let(let)

    def _varies(self, node: object) -> bool:
        """Whether a node depends on the fact in which this claim differs."""
        if isinstance(node, (core.Input, core.Flag)) or (isinstance(node, core.SameText) and node.name):
            return self.applicant.difference(node.name) is not None
        if isinstance(node, (core.Local, core.LocalFlag)):
            return node.name in self._varied
        if isinstance(node, tuple):
            return any(map(self._varies, node))
        fields = getattr(node, "__dataclass_fields__", ())
        return any(self._varies(getattr(node, name)) for name in fields)

    def _fact(self, name: str) -> str:
        """The name of a fact among all claims: facts of one name and reading are one."""
        fact = next((fact for fact in self.applicant.clause.facts if fact.name == name), None)
        reading = fact.reading if fact else None
        owner = self.world.owners.setdefault(name, (reading, name))
        return owner[1] if owner[0] == reading else f"{self.applicant.clause.id} {name}"

    def _input(self, name: str, low: int, high: int) -> Any:
        if name == CLAIM_DATE and self.applicant.valid and self.applicant.clause.form != "核算":
            low, high = (day.toordinal() for day in self.applicant.valid)
        fact = self._fact(name)
        first = self.world.number((fact, "", SCALAR, SCALAR), low, high)
        differs = self.applicant.difference(name)
        return first if differs is None else self._other(fact, first, differs, low, high)

    def _other(self, fact: str, first: Any, differs: Difference, low: int, high: int) -> Any:
        """The number of a fact in which this claim differs from the first."""
        assumed = self.world.assumed
        match differs:
            case Fixed():
                return real(Fraction(int(differs.value)))  # type: ignore[arg-type]  # of a number or an option
            case Part():
                parts = [self.world.number((fact, mark, SCALAR, SCALAR), max(low, 0), high) for mark in differs.others]
                left = first - z3.Sum(parts)
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
        return self._fact(name), differs.mark if differs else "", SCALAR, SCALAR

    # ── numbers ──

    def number(self, node: core.Node) -> Num:
        match node:
            case core.Const():
                return constant(node.value)
            case core.Input():
                return scaled(Num(self._input(node.name, node.low, node.high)), node.scale)
            case core.Item():
                index = SCALAR if node.index is None else node.index
                key = (self._fact(node.list), "", self._at.get(node.list, SCALAR), index)
                return scaled(Num(self.world.number(key, node.low, node.high)), node.scale)
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
            case core.Call():
                return self._called(node)
            case _:
                raise TypeError(node)

    def _called(self, node: core.Call) -> Num:
        """A function on dates, of which only this much is known: a month has 28 to 31 days, a year 365 or 366."""
        self.world.unsure = True
        numbers = [self.number(part) for part in node.arguments]
        first, second = (number.top for number in numbers)
        function = z3.Function(node.function, z3.RealSort(), z3.RealSort(), z3.RealSort())
        made = function(first, second)
        months = numbers[1].const
        if node.function == "months_between":
            days = second - first
            known = z3.And(28 * made <= days, 31 * (made + 1) >= days)
            self.world.assumed += [z3.Implies(days >= 0, known), z3.Implies(days < 0, made <= 0)]
        elif months is not None and months >= 0:
            years, rest = divmod(months, 12)
            low, high = 365 * years + 28 * rest, 366 * years + 31 * rest
            self.world.assumed.append(z3.Or(made == LAST_DAY, made >= first + real(low)))
            self.world.assumed.append(made <= first + real(high))
        if node.function == "shift_months":
            self.world.assumed += [made >= 1, made <= LAST_DAY]
        self.world.calls.append(Called(node.function, [first, second], made))
        return Num(made)

    # ── conditions ──

    def truth(self, node: core.Node) -> Formula:
        match node:
            case core.Truth():
                return z3.BoolVal(node.value)
            case core.Flag():
                differs = self.applicant.difference(node.name)
                if isinstance(differs, Fixed):
                    return z3.BoolVal(bool(differs.value))
                return self.world.flag(self._key(node.name))
            case core.LocalFlag():
                return self._truths[node.name]
            case core.ItemFlag():
                index = SCALAR if node.index is None else node.index
                return self.world.flag((self._fact(node.list), "", self._at.get(node.list, SCALAR), index))
            case core.SameText():
                index = SCALAR if node.index is None else node.index
                item = (self._fact(node.list), "", self._at.get(node.list, SCALAR), index)
                text = self.world.text(self._key(node.name) if node.name else item)
                return z3.Or(*(text == self.world.word(word) for word in node.words))
            case core.And():
                return z3.And(*(self.truth(part) for part in node.parts))
            case core.Or():
                return z3.Or(*(self.truth(part) for part in node.parts))
            case core.Not():
                return z3.Not(self.truth(node.part))
            case core.Compare():
                return compared(node.operator, self.number(node.left), self.number(node.right))
            case core.Fold():
                if self.world.items is not None and node.groups is None:
                    return z3.And(*(inner.truth(node.body) for inner in self._items(node.list)))
                return self._unknown(node, lambda: self.world.fresh_flag())
            case _:
                raise TypeError(node)

    # ── lists ──

    def _items(self, name: str) -> list[Translation]:
        assert self.world.items is not None
        return [self._item(name, at) for at in range(self.world.items)]

    def _item(self, name: str, at: int) -> Translation:
        inner = Translation(self.world, self.applicant, self.every, self._numbers, self._truths, self._varied)
        inner._at = {**self._at, name: at}
        return inner

    def _folded(self, node: core.Fold) -> Num:
        zero, one = real(Fraction(0)), real(Fraction(1))
        few = self.world.items is not None and (node.top is None or self.world.items <= node.top)
        if few and node.groups is None:
            if node.kind == "count":
                held = [inner.truth(node.body) for inner in self._items(node.list)]
                return Num(z3.Sum([z3.If(one_held, one, zero) for one_held in held] or [zero]))
            # No more items than are taken: which of them are the largest does not matter.
            return add([constant(0), *(inner.number(node.body) for inner in self._items(node.list))])
        if node.kind == "count":
            return Num(self._unknown(node, lambda: self.world.fresh(0, ITEMS_MAX)))
        return self._unknown_sum(node)

    def _unknown(self, node: core.Fold, make: Callable[[], Any]) -> Any:
        """What goes through a list of which nothing is known; the same for claims with the same list."""
        self.world.unsure = True
        # Within a group, the list is the group.
        key = (node, self.applicant.differs if self._varies(node) else (), *sorted(self._at.items()))
        if key not in self.world.folds:
            self.world.folds[key] = make()
        return self.world.folds[key]

    def _unknown_sum(self, node: core.Fold) -> Num:
        """A sum of which is known what follows from each item: that none is below zero, and how high it may be."""

        def make() -> Num:
            item = self._item(node.list, 0)
            body = item.number(node.body)
            of_each = [item.truth(part) for part in self.every.get(node.list, ()) if node.groups is None]
            given = [*self.world.assumed, *of_each, *body.defined]
            low = 0 if self._always(given, body.top >= 0) else None
            cap = _ceiling(node.body)
            most = node.top if node.top is not None else ITEMS_MAX
            high = max(cap, Fraction(0)) * most if cap is not None else None
            total = self.world.fresh(low, high)
            known = not body.defined or self._always([*self.world.assumed, *of_each], z3.And(*body.defined))
            return Num(total, None, () if known else (self.world.fresh_flag(),))

        made = self._unknown(node, make)
        assert isinstance(made, Num)
        return made

    @staticmethod
    def _always(given: Sequence[Formula], then: Formula) -> bool:
        solver = z3.Solver()
        solver.set("timeout", _LEMMA_MILLISECONDS)
        solver.add(*given, z3.Not(then))
        return bool(solver.check() == z3.unsat)


def _ceiling(node: core.Node) -> Fraction | None:
    """The number that a node is never above, where its outermost cap is one."""
    if isinstance(node, core.Const):
        return node.value
    if isinstance(node, core.Least):
        found = [cap for part in node.parts if (cap := _ceiling(part)) is not None]
        return min(found) if found else None
    if isinstance(node, core.Choose):
        caps = [_ceiling(value) for value in (*(value for _, value in node.branches), node.otherwise)]
        known = [cap for cap in caps if cap is not None]
        return max(known) if len(known) == len(caps) else None
    return None


def is_truth(node: core.Node) -> bool:
    truths = (core.Flag, core.LocalFlag, core.ItemFlag, core.SameText, core.Truth, core.Compare, core.And, core.Or)
    return isinstance(node, (*truths, core.Not)) or (isinstance(node, core.Fold) and node.kind == "all")
