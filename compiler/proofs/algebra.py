"""A clause's core as terms of the solver.

In: ``core.Program`` of one or more claims.  Out: ``Claim``s over variables that are the integers the runtime reads, and
what may be assumed of them: the ranges of the facts and the fact checks.

A world is *exact* (integers, every rounding as it is) or *loose* (reals, rounding known only to within its step: what
cannot happen there cannot happen).  A list is either unknown, of any length, or has so many items.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import Any, assert_never

import z3

from tiaowen.runtime.facts import ITEMS_MAX

from ..ir import core
from ..ir.integer import LAST_DAY
from ..ir.shape import Answer, One, Several, Shape
from ..model.clause import Clause, RoundingMode
from ..model.expr import Expr
from ..model.shape import amount_of, shape_of
from ..model.types import CLAIM_DATE
from ..program.lower import Lowerer, lower
from ..promises.obligation import Applicant, Formula

# How long one lemma about the items of a list may take.
_LEMMA_MILLISECONDS = 300

# Which variable: the fact, the mark of the claim that has it for its own, the item of a list and its field.
Key = tuple[str, str, int, int]
SCALAR = -1


@dataclass(frozen=True, slots=True)
class Num:
    """``top ÷ bottom`` where every one of ``defined`` holds, and ``bottom`` (None: 1) is above zero there; ``const``
    where it is a known number."""

    top: Any
    bottom: Any = None
    defined: tuple[Formula, ...] = ()
    const: Fraction | None = None


def constant(value: Fraction | int) -> Num:
    value = Fraction(value)
    return Num(_real(value), const=value)


def _real(value: Fraction) -> Any:
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def add(parts: Sequence[Num]) -> Num:
    parts = [part for part in parts if part.const != 0] or list(parts[:1])
    if all(part.const is not None for part in parts):
        return constant(sum((part.const or Fraction(0) for part in parts), Fraction(0)))
    tops, bottom, defined = _common(parts)
    return Num(z3.Sum(tops) if len(tops) > 1 else tops[0], bottom, defined)


def scaled(number: Num, by: Fraction) -> Num:
    if number.const is not None:
        return constant(number.const * by)
    return number if by == 1 else Num(number.top * _real(by), number.bottom, number.defined)


def _common(parts: Sequence[Num]) -> tuple[list[Any], Any, tuple[Formula, ...]]:
    """The numbers over one bottom."""
    bottoms: dict[int, Any] = {part.bottom.get_id(): part.bottom for part in parts if part.bottom is not None}
    tops = []
    for part in parts:
        own = part.bottom.get_id() if part.bottom is not None else None
        tops.append(reduce(lambda top, at: top if at == own else top * bottoms[at], bottoms, part.top))
    bottom = reduce(lambda a, b: a * b, bottoms.values()) if bottoms else None
    return tops, bottom, tuple({f.get_id(): f for part in parts for f in part.defined}.values())


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount that is rounded once."""

    amount: Num
    mode: RoundingMode
    step: Fraction


# A sum of payments, each so many times.
Paid = tuple[tuple[int, Payment], ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A function of the runtime, of which the solver knows no more than that like gives like."""

    function: str
    arguments: list[Any]
    value: Any


@dataclass(slots=True)
class World:
    """What claims share: the variables, and what is ``assumed``.  ``items`` is how many items each list has, None
    where that is unknown.  ``unsure``: something is left open here, so that a case found need not be one."""

    exact: bool = True
    items: int | None = None
    assumed: list[Formula] = field(default_factory=list)
    variables: dict[Key, Any] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    unsure: bool = False
    calls: list[Called] = field(default_factory=list)
    _owners: dict[str, tuple[object, str]] = field(default_factory=dict)
    _folds: dict[tuple[object, ...], Any] = field(default_factory=dict)
    _fresh: int = 0

    def number(self, key: Key, low: int, high: int) -> Any:
        """The variable of a number, as a real."""
        if key not in self.variables:
            name = "|".join(map(str, key))
            made = z3.Int(name) if self.exact else z3.Real(name)
            self.variables[key] = made
            self.assumed += [made >= low, made <= high]
        made = self.variables[key]
        return z3.ToReal(made) if self.exact else made

    def flag(self, key: Key) -> Any:
        return self.variables.setdefault(key, z3.Bool("|".join(map(str, key))))

    def text(self, key: Key) -> Any:
        """The variable of a text: which of the words that rules ask for, or (beyond all of them) another."""
        if key not in self.variables:
            name = "|".join(map(str, key))
            self.variables[key] = z3.Int(name) if self.exact else z3.Real(name)
            self.assumed.append(self.variables[key] >= 0)
        return self.variables[key]

    def word(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))

    def fresh(self, low: Fraction | int | None, high: Fraction | int | None) -> Any:
        """A number of which only bounds are known."""
        self._fresh += 1
        made = z3.Real(f"?{self._fresh}")
        self.assumed += [made >= _real(Fraction(low))] if low is not None else []
        self.assumed += [made <= _real(Fraction(high))] if high is not None else []
        return made

    def fresh_flag(self) -> Any:
        self._fresh += 1
        return z3.Bool(f"?{self._fresh}")

    # ── the words in which promises speak ──

    def constant(self, value: Fraction | int) -> Num:
        return constant(value)

    def scaled(self, number: Num, by: Fraction) -> Num:
        return scaled(number, by)

    def every(self, *parts: Formula) -> Formula:
        return z3.And(*parts)

    def some(self, *parts: Formula) -> Formula:
        return z3.Or(*parts)

    def no(self, part: Formula) -> Formula:
        return z3.Not(part)

    # ── rounding ──

    def whole(self, number: Num, mode: RoundingMode) -> Any:
        """The number rounded to a whole one."""
        if self.exact:
            return _rounded(number.top if number.bottom is None else number.top / number.bottom, mode)
        made = self.fresh(None, None)
        error = _real(Fraction(1, 2) if mode == "half_up" else Fraction(1))
        bottom = number.bottom if number.bottom is not None else _real(Fraction(1))
        off = z3.And((made - error) * bottom <= number.top, number.top <= (made + error) * bottom)
        self.assumed.append(z3.Implies(z3.And(*number.defined), off))
        return made

    def above(self, paid: Paid, offset: Num, *, or_equal: bool = False, aligned: bool = False) -> Formula:
        """That the payments and ``offset`` together are above zero (or equal to it).  ``aligned`` where the offset is
        so many times the step of the rounding: then nothing lies between zero and one step."""
        if self.exact:
            parts = [scaled(Num(self.whole(scaled(p.amount, 1 / p.step), p.mode)), times * p.step) for times, p in paid]
            return _positive(add([*parts, offset]), or_equal=or_equal)
        together = add([*(scaled(payment.amount, Fraction(times)) for times, payment in paid), offset])
        ways = {(payment.mode, payment.step) for _, payment in paid}
        if offset.const == 0 and len(ways) == 1 and sorted(times for times, _ in paid) == [-1, 1]:
            # Rounding keeps the order of two amounts.
            return _positive(together, or_equal=or_equal)
        least = min(step for _, step in ways) if aligned and len(ways) == 1 and not or_equal else Fraction(0)
        error = sum((abs(t) * p.step / (2 if p.mode == "half_up" else 1) for t, p in paid), Fraction(0))
        return _positive(add([together, constant(error - least)]), or_equal=bool(least) or or_equal)


def _rounded(value: Any, mode: RoundingMode) -> Any:
    def of(size: Any) -> Any:
        if mode == "down":
            return z3.ToReal(z3.ToInt(size))
        if mode == "up":
            return -z3.ToReal(z3.ToInt(-size))
        return z3.ToReal(z3.ToInt(size + z3.Q(1, 2)))

    return z3.If(value >= 0, of(value), -of(-value))


def _positive(number: Num, *, or_equal: bool) -> Formula:
    return z3.And(*number.defined, number.top >= 0 if or_equal else number.top > 0)


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause worked out for an applicant: ``held`` where every condition holds (and so something is paid),
    ``defined`` where there is an amount."""

    world: World
    clause: Clause
    held: Formula
    defined: Formula
    parts: tuple[Paid, ...]
    total: Paid
    number_of: Callable[[Expr], Num]
    truth_of: Callable[[Expr], Formula]

    def payment(self, amount: Num) -> Payment:
        """An amount rounded as the result is."""
        of = amount_of(self.clause)
        return Payment(amount, of.mode, of.step)

    def above(self, limit: Num, *, aligned: bool = False) -> Formula:
        """That more than ``limit`` is paid."""
        return self.world.above(self.total, scaled(limit, Fraction(-1)), aligned=aligned)


def claim(world: World, applicant: Applicant) -> Claim:
    """The claim of an applicant; what may be assumed of its facts goes into the world."""
    clause = applicant.clause
    program = lower(clause)
    reading = _Reading(world, applicant)
    for let in program.lets:
        reading.let(let)
    for check in program.checks:
        if isinstance(check.holds, core.Fold) and check.holds.kind == "all" and check.holds.groups is None:
            reading.every[check.holds.list] = (*reading.every.get(check.holds.list, ()), check.holds.body)
    for check in program.checks:
        world.assumed.append(reading.truth(check.holds))
    held = (
        z3.And(*(reading.truth(condition) for condition in program.conditions))
        if program.conditions
        else z3.BoolVal(True)
    )
    amounts = [reading.number(node) for node in program.amounts]
    parts, total = _paid(shape_of(clause), held, amounts)
    lowerer = Lowerer(clause, _done={let.name for let in program.lets})

    def number_of(expr: Expr) -> Num:
        node = lowerer.number(expr)
        reading.late(lowerer.lets)
        return reading.number(node)

    def truth_of(expr: Expr) -> Formula:
        node = lowerer.truth(expr)
        reading.late(lowerer.lets)
        return reading.truth(node)

    defined = z3.And(*(guard for amount in amounts for guard in amount.defined)) if amounts else z3.BoolVal(True)
    return Claim(world, clause, held, defined, parts, total, number_of, truth_of)


def _paid(shape: Shape, held: Formula, amounts: Sequence[Num]) -> tuple[tuple[Paid, ...], Paid]:
    """What is paid of each amount, and altogether."""
    match shape:
        case Answer():
            return (), ()
        case One() | Several():
            of = shape.of
            paid = [Payment(_where(held, amount), of.mode, of.step) for amount in amounts]
            parts: list[Paid] = [((1, payment),) for payment in paid]
            if not isinstance(shape, Several) or not shape.remainder:
                return tuple(parts), tuple((1, payment) for payment in paid)
            whole = Payment(_where(held, add(amounts)), of.mode, of.step)
            parts[-1] = ((1, whole), *((-1, payment) for payment in paid[:-1]))
            return tuple(parts), ((1, whole),)
        case _:
            assert_never(shape)


def _where(held: Formula, amount: Num) -> Num:
    """The amount where something is paid, else zero."""
    if z3.is_true(held):
        return amount
    bottom = None if amount.bottom is None else z3.If(held, amount.bottom, _real(Fraction(1)))
    defined = tuple(z3.Implies(held, guard) for guard in amount.defined)
    return Num(z3.If(held, amount.top, _real(Fraction(0))), bottom, defined)


@dataclass(slots=True)
class _Reading:
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
        if isinstance(node, (core.Input, core.Flag)):
            return node.name == self.applicant.varied
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
        owner = self.world._owners.setdefault(name, (reading, name))
        return owner[1] if owner[0] == reading else f"{self.applicant.clause.id} {name}"

    def _input(self, name: str, low: int, high: int) -> Any:
        if name == CLAIM_DATE and self.applicant.valid and self.applicant.clause.form != "核算":
            low, high = (day.toordinal() for day in self.applicant.valid)
        key = (self._fact(name), "", SCALAR, SCALAR)
        first = self.world.number(key, low, high)
        if name != self.applicant.varied:
            return first
        if self.applicant.more is not None:
            self.world.assumed.append(first + self.applicant.more <= high)
            return first + self.applicant.more
        other = self.world.number((key[0], "′", SCALAR, SCALAR), low, high)
        self.world.assumed.append(first <= other)
        return other

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
                return self._product(self.number(node.left), self.number(node.right))
            case core.Div():
                return self._quotient(self.number(node.left), self.number(node.right))
            case core.Least() | core.Greatest():
                tops, bottom, defined = _common([self.number(part) for part in node.parts])
                if isinstance(node, core.Least):
                    return Num(reduce(lambda a, b: z3.If(a <= b, a, b), tops), bottom, defined)
                return Num(reduce(lambda a, b: z3.If(a >= b, a, b), tops), bottom, defined)
            case core.Round():
                number = self.number(node.of)
                return Num(self.world.whole(number, node.mode), None, number.defined)
            case core.Choose():
                return self._chosen(node)
            case core.Fold():
                return self._folded(node)
            case core.Call():
                return self._called(node)
            case _:
                raise TypeError(node)

    def _product(self, left: Num, right: Num) -> Num:
        if left.const is not None or right.const is not None:
            number, by = (right, left) if left.const is not None else (left, right)
            assert by.const is not None
            return scaled(number, by.const)
        bottoms = [part.bottom for part in (left, right) if part.bottom is not None]
        bottom = reduce(lambda a, b: a * b, bottoms) if bottoms else None
        return Num(left.top * right.top, bottom, left.defined + right.defined)

    def _quotient(self, left: Num, right: Num) -> Num:
        if right.const is not None and right.const > 0:
            return scaled(left, 1 / right.const)
        top = left.top if right.bottom is None else left.top * right.bottom
        bottom = right.top if left.bottom is None else left.bottom * right.top
        return Num(top, bottom, (*left.defined, *right.defined, right.top > 0))

    def _chosen(self, node: core.Choose) -> Num:
        conditions = [self.truth(condition) for condition, _ in node.branches]
        values = [self.number(value) for _, value in node.branches] + [self.number(node.otherwise)]
        top, bottom = values[-1].top, values[-1].bottom
        has_bottom = any(value.bottom is not None for value in values)
        one = _real(Fraction(1))
        bottom = one if has_bottom and bottom is None else bottom
        for condition, value in reversed(list(zip(conditions, values[:-1], strict=True))):
            top = z3.If(condition, value.top, top)
            if has_bottom:
                bottom = z3.If(condition, one if value.bottom is None else value.bottom, bottom)
        guards: list[Formula] = []
        for at, value in enumerate(values):
            if value.defined:
                chosen = [z3.Not(condition) for condition in conditions[:at]] + conditions[at : at + 1]
                guards.append(z3.Implies(z3.And(*chosen), z3.And(*value.defined)))
        return Num(top, bottom, tuple(guards))

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
            self.world.assumed.append(z3.Or(made == LAST_DAY, made >= first + _real(low)))
            self.world.assumed.append(made <= first + _real(high))
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
                return self.world.flag((self._fact(node.name), "", SCALAR, SCALAR))
            case core.LocalFlag():
                return self._truths[node.name]
            case core.ItemFlag():
                index = SCALAR if node.index is None else node.index
                return self.world.flag((self._fact(node.list), "", self._at.get(node.list, SCALAR), index))
            case core.SameText():
                index = SCALAR if node.index is None else node.index
                at = self._at.get(node.list, SCALAR)
                text = self.world.text((self._fact(node.name or node.list), "", at, index))
                return z3.Or(*(text == self.world.word(word) for word in node.words))
            case core.And():
                return z3.And(*(self.truth(part) for part in node.parts))
            case core.Or():
                return z3.Or(*(self.truth(part) for part in node.parts))
            case core.Not():
                return z3.Not(self.truth(node.part))
            case core.Compare():
                left, right = self.number(node.left), self.number(node.right)
                (a, b), _, defined = _common((left, right))
                compared = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "≠": a != b}
                return z3.And(*defined, compared[node.operator])
            case core.Fold():
                if self.world.items is not None and node.groups is None:
                    return z3.And(*(inner.truth(node.body) for inner in self._items(node.list)))
                return self._unknown(node, lambda: self.world.fresh_flag())
            case _:
                raise TypeError(node)

    # ── lists ──

    def _items(self, name: str) -> list[_Reading]:
        assert self.world.items is not None
        return [self._item(name, at) for at in range(self.world.items)]

    def _item(self, name: str, at: int) -> _Reading:
        inner = _Reading(self.world, self.applicant, self.every, self._numbers, self._truths, self._varied)
        inner._at = {**self._at, name: at}
        return inner

    def _folded(self, node: core.Fold) -> Num:
        zero, one = _real(Fraction(0)), _real(Fraction(1))
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
        key = (node, self.applicant.varied if self._varies(node) else "", *sorted(self._at.items()))
        if key not in self.world._folds:
            self.world._folds[key] = make()
        return self.world._folds[key]

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
