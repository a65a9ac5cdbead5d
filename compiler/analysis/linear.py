"""Comparisons that are straight lines: 利润超过收入, 研发费用不低于营业收入的5%, 甲占乙3%以上.

In: core nodes.  Out: ``Linear``s, sums of multiples of other nodes; whether some of them can be above (or at) zero at once.
What is not straight (a product of two facts, a sum over a list) is one unknown, of which its interval and a few bounds
are known, so what is said to be impossible surely is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from ..ir import core
from .interval import Interval

# More unknowns, or more comparisons that come of putting two together, are not looked at.
_UNKNOWNS = 10
_RELATIONS = 120
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Linear:
    """The sum of ``constant`` and of each unknown times its number; numbers are not zero."""

    terms: Mapping[core.Node, Fraction]
    constant: Fraction = Fraction(0)

    def plus(self, other: Linear) -> Linear:
        if not other.terms:
            return Linear(self.terms, self.constant + other.constant)
        terms = dict(self.terms)
        for node, by in other.terms.items():
            terms[node] = terms[node] + by if node in terms else by
        return Linear({node: by for node, by in terms.items() if by}, self.constant + other.constant)

    def times(self, by: Fraction) -> Linear:
        if by == 1:
            return self
        return Linear({node: each * by for node, each in self.terms.items()} if by else {}, self.constant * by)

    def minus(self, other: Linear) -> Linear:
        return self.plus(other.negated())

    def negated(self) -> Linear:
        return Linear({node: -by for node, by in self.terms.items()}, -self.constant)

    def interval(self, of: Callable[[core.Node], Interval]) -> Interval:
        found = Interval.at(self.constant)
        for node, by in self.terms.items():
            found = found.plus(of(node).times(Interval.at(by)))
        return found


@dataclass(frozen=True, slots=True)
class Lines:
    """What is straight in the numbers of a clause; its definitions are looked through, each once."""

    lets: Mapping[str, core.Node]
    _known: dict[str, Linear] = field(default_factory=dict, compare=False, repr=False)

    def of(self, node: core.Node) -> Linear:
        match node:
            case core.Const():
                return Linear({}, node.value)
            case core.Local() if node.name in self.lets:
                if node.name not in self._known:
                    self._known[node.name] = self.of(self.lets[node.name])
                return self._known[node.name]
            case core.Add():
                return reduce(Linear.plus, map(self.of, node.parts))
            case core.Mul():
                left, right = self.of(node.left), self.of(node.right)
                if not left.terms or not right.terms:
                    return right.times(left.constant) if not left.terms else left.times(right.constant)
            case core.Div():
                divisor = self.of(node.right)
                if not divisor.terms and divisor.constant > 0:
                    return self.of(node.left).times(1 / divisor.constant)
            case core.Fold(kind="sum", groups=None, pick=None):
                body = self.of(node.body)
                if len(body.terms) == 1 and not body.constant:
                    ((part, by),) = body.terms.items()
                    return Linear({core.Fold("sum", node.list, part, also=node.also): by})
        return Linear({node: Fraction(1)})

    def difference(self, left: core.Node, right: core.Node) -> tuple[Linear, core.Node | None]:
        """``left`` less ``right``, up to a factor above zero; and what must be above zero for that (and for the
        comparison to be defined): where all that is not constant is divided by one number, both sides times that
        number."""
        made = self.of(left).minus(self.of(right))
        divided = [node for node in made.terms if isinstance(node, core.Div)]
        divisors = {node.right for node in divided}
        if len(divisors) != 1 or len(divided) < len(made.terms):
            return made, None
        (divisor,) = divisors
        whole = self.of(divisor).times(made.constant)
        for node in divided:
            whole = whole.plus(self.of(node.left).times(made.terms[node]))
        return whole, divisor


@dataclass(frozen=True, slots=True)
class Relation:
    """That something is above zero, or (not ``is_strict``) at zero."""

    of: Linear
    is_strict: bool


def relations(operator: str, of: Linear) -> tuple[Relation, ...]:
    """That ``of`` is ``operator`` zero; nothing of ≠."""
    match operator:
        case ">" | ">=":
            return (Relation(of, operator == ">"),)
        case "<" | "<=":
            return (Relation(of.negated(), operator == "<"),)
        case "=":
            return Relation(of, False), Relation(of.negated(), False)
    return ()


def is_contradictory(held: Sequence[Relation], intervals: Callable[[core.Node], Interval], lines: Lines) -> bool:
    """Whether surely not all of them hold.  (Each unknown in turn is taken out of every two of which one bounds it from
    below and one from above.)"""
    known = [*held, *_of_unknowns(held, intervals, lines)]
    unknowns = {node: None for made in known for node in made.of.terms}
    if len(unknowns) > _UNKNOWNS:
        return False
    rows = [_row(made, tuple(unknowns)) for made in known]
    for at in range(len(unknowns)):
        above = [row for row in rows if row.numbers[at] > 0]
        below = [row for row in rows if row.numbers[at] < 0]
        rest = [row for row in rows if not row.numbers[at]]
        if len(rest) + len(above) * len(below) > _RELATIONS:
            return False
        rows = rest + [low.without(at, high) for low in above for high in below]
    return any(row.numbers[-1] < 0 or (row.is_strict and not row.numbers[-1]) for row in rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """A relation in whole numbers: one for each unknown, and the constant."""

    numbers: tuple[int, ...]
    is_strict: bool

    def without(self, at: int, other: _Row) -> _Row:
        """What both say together, without the unknown of which this has a number above zero, the other one below."""
        mine, others = -other.numbers[at], self.numbers[at]
        both = [mine * one + others * two for one, two in zip(self.numbers, other.numbers, strict=True)]
        common = gcd(*both) or 1
        return _Row(tuple(number // common for number in both), self.is_strict or other.is_strict)


def _row(made: Relation, unknowns: tuple[core.Node, ...]) -> _Row:
    terms = made.of.terms
    numbers = (*(terms.get(node, _ZERO) for node in unknowns), made.of.constant)
    common = lcm(*(number.denominator for number in numbers))
    return _Row(tuple(number.numerator * (common // number.denominator) for number in numbers), made.is_strict)


def _of_unknowns(
    held: Iterable[Relation], intervals: Callable[[core.Node], Interval], lines: Lines
) -> Iterator[Relation]:
    """What is known of each unknown by itself, and of those that come in by that."""
    seen: set[core.Node] = set()
    waiting = [node for made in held for node in made.of.terms]
    while waiting and len(seen) <= _UNKNOWNS:
        node = waiting.pop(0)
        if node in seen:
            continue
        seen.add(node)
        for made in _bounds(node, intervals, lines):
            yield made
            waiting += made.of.terms


def _bounds(node: core.Node, intervals: Callable[[core.Node], Interval], lines: Lines) -> Iterator[Relation]:
    one = Linear({node: Fraction(1)})
    yield from _within(one, Linear({}, Fraction(1)), intervals(node))
    match node:
        case core.Least():
            yield from (Relation(lines.of(part).minus(one), False) for part in node.parts)
        case core.Greatest():
            yield from (Relation(one.minus(lines.of(part)), False) for part in node.parts)
        case core.Mul():
            # a rate from 5% to 7% of what is not below zero is from 5% to 7% of it
            for rate, base in (node.left, node.right), (node.right, node.left):
                low = intervals(base).low
                if low is not None and low >= 0:
                    yield from _within(one, lines.of(base), intervals(rate))


def _within(of: Linear, unit: Linear, interval: Interval) -> Iterator[Relation]:
    """That something lies within an interval of units; the unit may be zero, so its ends belong to it unless it is a
    number."""
    is_number = not unit.terms
    if interval.low is not None:
        low = Linear({}, interval.low) if is_number else unit.times(interval.low)
        yield Relation(of.minus(low), is_number and not interval.low_included)
    if interval.high is not None:
        high = Linear({}, interval.high) if is_number else unit.times(interval.high)
        yield Relation(high.minus(of), is_number and not interval.high_included)
