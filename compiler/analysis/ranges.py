"""What an expression may be: from the ranges of the facts, and from what is given to hold.

In: a clause.  Out: for any of its expressions an interval that surely contains every value, and for any condition
whether it surely holds or surely fails.  What is not known is without end, or None: so what is said is true.

It reads the core, and follows what a condition says of any number in it (面积, 研发费用 ÷ 营业收入), not of facts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, reduce
from math import ceil, floor
from typing import Literal

from tiaowen.runtime.facts import ITEMS_MAX

from ..ir import core
from ..model.clause import Clause
from ..model.expr import Expr
from ..program.lower import Lowerer, lower


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, each included or not; None is without end.

    >>> Interval(Fraction(1), True, Fraction(3), False).within(Interval(Fraction(0), True))
    True
    """

    low: Fraction | None = None
    low_included: bool = False
    high: Fraction | None = None
    high_included: bool = False

    @classmethod
    def at(cls, value: Fraction | int) -> Interval:
        """One number."""
        return cls(Fraction(value), True, Fraction(value), True)

    @property
    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_included and self.high_included))

    @property
    def is_positive(self) -> bool:
        """Whether every value is above zero."""
        return self.low is not None and (self.low > 0 or (self.low == 0 and not self.low_included))

    def within(self, other: Interval) -> bool:
        """Whether every value of this one is one of the other's."""
        return self.is_empty or self.narrowed(other) == self

    def narrowed(self, by: Interval) -> Interval:
        """What lies in both."""
        low, is_open = max(_lows(self, by), default=(None, True))
        high, is_closed = min(_highs(self, by), default=(None, False))
        return Interval(low, not is_open, high, is_closed)

    def joined(self, by: Interval) -> Interval:
        """The smallest that contains both."""
        if self.is_empty or by.is_empty:
            return by if self.is_empty else self
        lows, highs = _lows(self, by), _highs(self, by)
        low, is_open = min(lows) if len(lows) == 2 else (None, True)
        high, is_closed = max(highs) if len(highs) == 2 else (None, False)
        return Interval(low, not is_open, high, is_closed)

    def plus(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        low_in, high_in = self.low_included and other.low_included, self.high_included and other.high_included
        return Interval(low, low is not None and low_in, high, high is not None and high_in)

    def times(self, other: Interval) -> Interval:
        if self.low is not None and self.low == self.high:
            return other._scaled(self.low)
        if other.low is not None and other.low == other.high:
            return self._scaled(other.low)
        if self.low is None or other.low is None:
            return Interval()
        if self.high is None or other.high is None:
            is_known = self.low >= 0 and other.low >= 0
            return Interval(self.low * other.low, True) if is_known else Interval()
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(corners), True, max(corners), True)

    def _scaled(self, by: Fraction) -> Interval:
        low = None if self.low is None else self.low * by
        high = None if self.high is None else self.high * by
        if by > 0:
            return Interval(low, self.low_included, high, self.high_included)
        return Interval(high, self.high_included, low, self.low_included) if by < 0 else Interval.at(0)

    def on_grid(self, step: Fraction) -> Interval:
        """The same for numbers that are so many times ``step``: its ends are such numbers."""
        low, high = self.low, self.high
        if low is not None:
            low = (ceil(low / step) if self.low_included else floor(low / step) + 1) * step
        if high is not None:
            high = (floor(high / step) if self.high_included else ceil(high / step) - 1) * step
        return Interval(low, low is not None, high, high is not None)


def _lows(*intervals: Interval) -> list[tuple[Fraction, bool]]:
    return [(each.low, not each.low_included) for each in intervals if each.low is not None]


def _highs(*intervals: Interval) -> list[tuple[Fraction, bool]]:
    return [(each.high, each.high_included) for each in intervals if each.high is not None]


@dataclass(frozen=True, slots=True)
class Ranges:
    """What is known of a clause's numbers and conditions where some conditions are given to hold."""

    clause: Clause
    lets: dict[str, core.Node]
    numbers: dict[core.Node, Interval] = field(default_factory=dict)
    truths: dict[core.Node, bool] = field(default_factory=dict)
    is_impossible: bool = False
    # The definitions worked out so far: each costs once, however often it is used.
    _numbers: dict[str, Interval] = field(default_factory=dict, init=False, compare=False, repr=False)
    _truths: dict[str, bool | None] = field(default_factory=dict, init=False, compare=False, repr=False)
    _defined: dict[str, bool] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, expr: Expr) -> Interval:
        """What a number of the clause may be."""
        return self._number(self._lowerer().number(expr))

    def truth(self, expr: Expr) -> bool | None:
        """Whether a condition surely holds (True), surely fails (False), or neither is known."""
        return self._truth(self._lowerer().truth(expr))

    def given(self, *conditions: Expr) -> Ranges:
        """The same where these hold."""
        return reduce(lambda known, each: known._given(known._lowerer().truth(each)), conditions, self)

    def without(self, *conditions: Expr) -> Ranges:
        """The same where none of these holds."""
        return reduce(lambda known, each: known._denied(known._lowerer().truth(each)), conditions, self)

    def _lowerer(self) -> Lowerer:
        return Lowerer(self.clause, _done=set(self.lets))

    # ── numbers ──

    def _number(self, node: core.Node) -> Interval:
        found = self._computed(node)
        known = self.numbers.get(node)
        return found if known is None else found.narrowed(known)

    def _computed(self, node: core.Node) -> Interval:
        match node:
            case core.Const():
                return Interval.at(node.value)
            case core.Input() | core.Item():
                return Interval(node.low * node.scale, True, node.high * node.scale, True)
            case core.Local():
                if node.name not in self._numbers:
                    made = self.lets.get(node.name)
                    self._numbers[node.name] = Interval() if made is None else self._number(made)
                return self._numbers[node.name]
            case core.Add():
                return reduce(Interval.plus, map(self._number, node.parts))
            case core.Mul():
                return self._number(node.left).times(self._number(node.right))
            case core.Div():
                return self._number(node.left).times(_inverse(self._number(node.right)))
            case core.Least():
                return reduce(_least, map(self._number, node.parts))
            case core.Greatest():
                return reduce(_greatest, map(self._number, node.parts))
            case core.Round():
                return _rounded(self._number(node.of), node.mode)
            case core.Choose():
                return self._chosen(node)
            case core.Fold():
                return self._folded(node)
        return Interval()

    def _chosen(self, node: core.Choose) -> Interval:
        """Of the cases that are possible, each where those before it fail."""
        found: list[Interval] = []
        rest = self
        for condition, amount in node.branches:
            case = rest._given(condition)
            if not case.is_impossible:
                found.append(case._number(amount))
            rest = rest._denied(condition)
        if not rest.is_impossible:
            found.append(rest._number(node.otherwise))
        return reduce(Interval.joined, found, Interval(Fraction(1), False, Fraction(0), False))

    def _folded(self, node: core.Fold) -> Interval:
        most = min(node.top or ITEMS_MAX, ITEMS_MAX)
        count = Interval(Fraction(0), True, Fraction(most), True)
        if node.kind == "count":
            return count
        return self._number(node.body).times(count).joined(Interval.at(0))

    # ── conditions ──

    def _truth(self, node: core.Node) -> bool | None:
        if node in self.truths:
            return self.truths[node]
        match node:
            case core.Truth():
                return node.value
            case core.And():
                return _all([self._truth(part) for part in node.parts])
            case core.Or():
                return _any([self._truth(part) for part in node.parts])
            case core.Not():
                held = self._truth(node.part)
                return None if held is None else not held
            case core.LocalFlag():
                if node.name not in self._truths:
                    made = self.lets.get(node.name)
                    self._truths[node.name] = None if made is None else self._truth(made)
                return self._truths[node.name]
            case core.Compare():
                return self._compared(node)
            case core.Fold(kind="all", groups=None):
                return True if self._truth(node.body) else None
        return None

    def _compared(self, node: core.Compare) -> bool | None:
        left, right = self._number(node.left), self._number(node.right)
        if left.is_empty or right.is_empty:
            return None
        surely = {
            "<": _is_below(left, right),
            "<=": _is_below(left, right, or_equal=True),
            ">": _is_below(right, left),
            ">=": _is_below(right, left, or_equal=True),
            "=": left == right and left.low is not None and left.low == left.high,
        }
        never = {
            "<": surely[">="],
            "<=": surely[">"],
            ">": surely["<="],
            ">=": surely["<"],
            "=": surely["<"] or surely[">"],
        }
        if node.operator == "≠":
            return False if surely["="] else True if never["="] and self._is_defined(node) else None
        if never[node.operator]:
            return False
        return True if surely[node.operator] and self._is_defined(node) else None

    def _is_defined(self, node: object) -> bool:
        """Whether nothing in it may be divided by something that is not above zero."""
        if isinstance(node, core.Local | core.LocalFlag):
            if node.name not in self._defined:
                self._defined[node.name] = node.name in self.lets and self._is_defined(self.lets[node.name])
            return self._defined[node.name]
        if isinstance(node, core.Div) and not self._number(node.right).is_positive:
            return False
        parts = (
            node if isinstance(node, tuple) else [getattr(node, n) for n in getattr(node, "__dataclass_fields__", ())]
        )
        return all(self._is_defined(part) for part in parts)

    # ── what is given ──

    def _given(self, node: core.Node) -> Ranges:
        if self._truth(node) is False:
            return replace(self, is_impossible=True)
        known = replace(self, truths={**self.truths, node: True})
        match node:
            case core.And():
                return reduce(lambda made, part: made._given(part), node.parts, self)
            case core.Or():
                return self._either([known._given(part) for part in node.parts])
            case core.Not():
                return self._denied(node.part)
            case core.LocalFlag() if node.name in self.lets:
                return known._given(self.lets[node.name])
            case core.Fold(kind="all", groups=None):
                return known._given(node.body)
            case core.Compare():
                return known._bounded(node.operator, node.left, node.right)
        return known

    def _denied(self, node: core.Node) -> Ranges:
        if self._truth(node) is True:
            return replace(self, is_impossible=True)
        known = replace(self, truths={**self.truths, node: False})
        match node:
            case core.And():
                return self._either([known._denied(part) for part in node.parts])
            case core.Or():
                return reduce(lambda made, part: made._denied(part), node.parts, self)
            case core.Not():
                return self._given(node.part)
            case core.LocalFlag() if node.name in self.lets:
                return known._denied(self.lets[node.name])
            case core.Compare() if self._is_defined(node):
                return known._bounded(_OPPOSITE[node.operator], node.left, node.right)
        return known

    def _bounded(self, operator: str, left: core.Node, right: core.Node) -> Ranges:
        made = self._narrowed(left, _beside(operator, self._number(right)))
        return made._narrowed(right, _beside(_TURNED[operator], made._number(left)))

    def _narrowed(self, node: core.Node, to: Interval) -> Ranges:
        if isinstance(node, core.Const):
            return self
        found = self._number(node).narrowed(to)
        if isinstance(node, core.Input | core.Item):
            found = found.on_grid(node.scale)
        made = replace(self, numbers={**self.numbers, node: found}, is_impossible=self.is_impossible or found.is_empty)
        if isinstance(node, core.Local) and node.name in self.lets:
            return made._narrowed(self.lets[node.name], found)
        return made

    def _either(self, ways: Sequence[Ranges]) -> Ranges:
        """What holds in each way that is possible."""
        possible = [way for way in ways if not way.is_impossible]
        if not possible:
            return replace(self, is_impossible=True)
        first, *others = possible
        numbers = {
            node: reduce(Interval.joined, (way.numbers[node] for way in others), interval)
            for node, interval in first.numbers.items()
            if all(node in way.numbers for way in others)
        }
        truths = {n: held for n, held in first.truths.items() if all(way.truths.get(n) is held for way in others)}
        return replace(self, numbers={**self.numbers, **numbers}, truths={**self.truths, **truths})


@lru_cache(maxsize=512)
def ranges_of(clause: Clause) -> Ranges:
    """What is known of any applicant whose facts are accepted: the ranges of the facts, and 核对."""
    program = lower(clause)
    known = Ranges(clause, {let.name: let.value for let in program.lets})
    return known.given(*(check.condition for check in clause.checks))


@lru_cache(maxsize=512)
def ranges_if_eligible(clause: Clause) -> Ranges:
    """Likewise, of one who satisfies every condition."""
    return ranges_of(clause).given(*(made.condition for made in clause.conditions))


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "≠", "≠": "="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "≠": "≠"}


def _beside(operator: str, other: Interval) -> Interval:
    """What a number may be that is ``operator`` some number of the other interval."""
    match operator:
        case "<" | "<=":
            return Interval(high=other.high, high_included=operator == "<=" and other.high_included)
        case ">" | ">=":
            return Interval(other.low, operator == ">=" and other.low_included)
        case "=":
            return other
    return Interval()


def _is_below(left: Interval, right: Interval, *, or_equal: bool = False) -> bool:
    """Whether every number of the left is below (or equal to) every one of the right."""
    if left.high is None or right.low is None:
        return False
    meet = left.high == right.low
    return left.high < right.low or (meet and (or_equal or not (left.high_included and right.low_included)))


def _all(held: Sequence[bool | None]) -> bool | None:
    return False if False in held else None if None in held else True


def _any(held: Sequence[bool | None]) -> bool | None:
    return True if True in held else None if None in held else False


def _least(one: Interval, other: Interval) -> Interval:
    low, is_open = min(_lows(one, other)) if one.low is not None and other.low is not None else (None, True)
    high, is_closed = min(_highs(one, other), default=(None, False))
    return Interval(low, not is_open, high, is_closed)


def _greatest(one: Interval, other: Interval) -> Interval:
    low, is_open = max(_lows(one, other), default=(None, True))
    high, is_closed = max(_highs(one, other)) if one.high is not None and other.high is not None else (None, False)
    return Interval(low, not is_open, high, is_closed)


def _inverse(divisor: Interval) -> Interval:
    """One divided by it, where it is above zero."""
    low = None if divisor.high is None or divisor.high <= 0 else 1 / divisor.high
    high = None if divisor.low is None or divisor.low <= 0 else 1 / divisor.low
    return Interval(low if low is not None else Fraction(0), low is not None, high, high is not None)


def _rounded(of: Interval, mode: Literal["down", "up", "half_up"]) -> Interval:
    whole: dict[str, Callable[[Fraction], int]] = {
        "down": lambda value: floor(value) if value >= 0 else ceil(value),
        "up": lambda value: ceil(value) if value >= 0 else floor(value),
        "half_up": lambda value: floor(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1),
    }
    low = None if of.low is None else Fraction(whole[mode](of.low))
    high = None if of.high is None else Fraction(whole[mode](of.high))
    return Interval(low, low is not None, high, high is not None)
