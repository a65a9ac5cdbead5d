"""What claims share: the variables, the integers that the runtime reads, and what may be assumed of them.

A world is *exact* (integers, every rounding as it is) or *loose* (reals, rounding known only to within its step: what
cannot happen there cannot happen).  A list is either unknown, of any length, or has so many items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from ..model.clause import RoundingMode
from ..promises.obligation import Formula
from .calendar import Calendar
from .terms import Num, add, constant, every, extreme, positive, real, rounded, scaled, some

# Of how many roundings it is said how they are ordered.
_ORDERED = 4

# Which variable: the fact, the mark of the claim that has it for its own, the item of a list and its field.
Key = tuple[str, str, int, int]
SCALAR = -1
# Any item (or group) of a list of which nothing is known.
ANY_ITEM = -2
# Whether a list that may have fewer items has one at this place.
PRESENT = -3


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount that is rounded once; ``on_grid`` where that changes nothing."""

    amount: Num
    mode: RoundingMode
    step: Fraction
    on_grid: bool = False


# A sum of payments, each so many times.
Paid = tuple[tuple[int, Payment], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What an item adds (``each``), and what all of them come to."""

    each: Any
    all: Any


@dataclass(slots=True)
class Pool:
    """What is added up over the same items: those of one list (``of``), or a few of them.  ``items``: how many there
    are; ``given``: what holds of each of them; ``parts``: totals of these that are of fewer items than another total;
    ``inner``: where these are groups, what is added up within one of them."""

    of: str
    items: Any
    given: list[Formula] = field(default_factory=list)
    totals: dict[int, Total] = field(default_factory=dict)
    parts: list[tuple[Total, Total]] = field(default_factory=list)
    inner: list[Pool] = field(default_factory=list)
    is_whole: bool = True
    of_groups: bool = False


@dataclass(slots=True)
class World:
    """What claims share: the variables, and what is ``assumed``.  ``items`` is how many items each list has (at most,
    where ``fewer``), None where that is unknown.  ``unsure``: something is left open here, so that a case found need not
    be one."""

    exact: bool = True
    items: int | None = None
    fewer: bool = False
    assumed: list[Formula] = field(default_factory=list)
    variables: dict[Key, Any] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    unsure: bool = False
    calendar: Calendar = field(default_factory=Calendar)
    pools: dict[tuple[object, ...], Pool] = field(default_factory=dict)
    # The lists of whose first item one claim has another: it is told apart from the rest.
    firsts: set[str] = field(default_factory=set)
    # INVARIANT: terms are known by their ids, which are of others once they are let go.
    kept: list[Any] = field(default_factory=list)
    _bounds: set[tuple[Key, int, int]] = field(default_factory=set)
    _rounded: dict[tuple[int, int | None, RoundingMode], Any] = field(default_factory=dict)
    _ordered: dict[RoundingMode, list[tuple[Any, Any]]] = field(default_factory=dict)
    _fresh: int = 0

    def number(self, key: Key, low: int, high: int) -> Any:
        """The variable of a number, as a real."""
        if key not in self.variables:
            name = "~".join(map(str, key))
            self.variables[key] = z3.Int(name) if self.exact else z3.Real(name)
        made = self.variables[key]
        if (key, low, high) not in self._bounds:
            # Whoever reads it has bounds of his own: it lies in all of them.
            self._bounds.add((key, low, high))
            self.assumed += [made >= low, made <= high]
        return z3.ToReal(made) if self.exact else made

    def flag(self, key: Key) -> Any:
        return self.variables.setdefault(key, z3.Bool("~".join(map(str, key))))

    def text(self, key: Key) -> Any:
        """The variable of a text: which of the words that rules ask for, or (beyond all of them) another."""
        if key not in self.variables:
            name = "~".join(map(str, key))
            self.variables[key] = z3.Int(name) if self.exact else z3.Real(name)
            self.assumed.append(self.variables[key] >= 0)
        return self.variables[key]

    def word(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))

    def present(self, list_key: str, at: int) -> Formula:
        """Whether a list has an item at this place."""
        if not self.fewer:
            return z3.BoolVal(True)
        key = (list_key, "", at, PRESENT)
        if key not in self.variables:
            made = self.flag(key)
            if at:
                self.assumed.append(z3.Implies(made, self.present(list_key, at - 1)))
        return self.variables[key]

    def fresh(self, low: Fraction | int | None = None, high: Fraction | int | None = None) -> Any:
        """A number of which only bounds are known."""
        self._fresh += 1
        made = z3.Real(f"?{self._fresh}")
        self.assumed += [made >= real(Fraction(low))] if low is not None else []
        self.assumed += [made <= real(Fraction(high))] if high is not None else []
        return made

    def fresh_flag(self) -> Any:
        self._fresh += 1
        return z3.Bool(f"?{self._fresh}")

    # ── the words in which promises speak ──

    def constant(self, value: Fraction | int) -> Num:
        return constant(value)

    def scaled(self, number: Num, by: Fraction) -> Num:
        return scaled(number, by)

    def sum(self, *numbers: Num) -> Num:
        return add(numbers)

    def greatest(self, *numbers: Num) -> Num:
        return extreme(numbers, lambda a, b: a >= b)

    def every(self, *parts: Formula) -> Formula:
        return every(*parts)

    def some(self, *parts: Formula) -> Formula:
        return some(*parts)

    def no(self, part: Formula) -> Formula:
        return z3.Not(part)

    # ── rounding ──

    def whole(self, number: Num, mode: RoundingMode) -> Any:
        """The number rounded to a whole one."""
        if self.exact:
            return rounded(number.top if number.bottom is None else number.top / number.bottom, mode)
        known = (number.top.get_id(), None if number.bottom is None else number.bottom.get_id(), mode)
        if known in self._rounded:
            return self._rounded[known]
        made = self._rounded[known] = self.fresh()
        self.kept += [number.top, number.bottom]
        error = real(Fraction(1, 2) if mode == "half_up" else Fraction(1))
        bottom = number.bottom if number.bottom is not None else real(Fraction(1))
        off = every((made - error) * bottom <= number.top, number.top <= (made + error) * bottom)
        self.assumed.append(z3.Implies(every(*number.defined), off))
        self._keep_order(number, mode, made)
        return made

    def _keep_order(self, number: Num, mode: RoundingMode, made: Any) -> None:
        """Of two numbers that are rounded alike, the one that is no more stays no more."""
        if number.bottom is not None or number.defined:
            return
        for other, whole in self._ordered.get(mode, [])[:_ORDERED]:
            self.assumed += [z3.Implies(number.top <= other, made <= whole)]
            self.assumed += [z3.Implies(other <= number.top, whole <= made)]
        self._ordered.setdefault(mode, []).append((number.top, made))

    def _paid(self, payment: Payment) -> Num:
        if payment.on_grid:
            return payment.amount
        steps = scaled(payment.amount, 1 / payment.step)
        return scaled(Num(self.whole(steps, payment.mode), None, payment.amount.defined), payment.step)

    def paid(self, paid: Paid) -> Num:
        """A sum of payments as a number."""
        return add([constant(0), *(scaled(self._paid(payment), Fraction(times)) for times, payment in paid)])

    def above(self, paid: Paid, offset: Num, *, or_equal: bool = False, aligned: bool = False) -> Formula:
        """That the payments and ``offset`` together are above zero (or equal to it).  ``aligned`` where the offset is
        so many times the step of the rounding: then nothing lies between zero and one step."""
        if self.exact:
            return positive(add([self.paid(paid), offset]), or_equal=or_equal)
        together = add([*(scaled(payment.amount, Fraction(times)) for times, payment in paid), offset])
        rough = [(times, payment) for times, payment in paid if not payment.on_grid]
        steps = {payment.step for _, payment in paid}
        least = min(steps) if aligned and len(steps) == 1 and not or_equal else Fraction(0)
        error = sum((abs(t) * p.step / (2 if p.mode == "half_up" else 1) for t, p in rough), Fraction(0))
        roughly = positive(add([together, constant(error - least)]), or_equal=bool(least) or or_equal)
        if not rough:
            return positive(together, or_equal=or_equal)
        if not or_equal and len(paid) > 2 and len({times > 0 for times, _ in paid}) == 2:
            more, is_reached = _error_upwards(rough)
            closely = positive(add([together, constant(more - least)]), or_equal=bool(least) and is_reached)
            below = some(*(z3.Not(positive(each.amount, or_equal=True)) for _, each in rough))
            return some(every(z3.Not(below), closely), every(below, roughly))
        if or_equal or not _is_difference(paid, offset):
            return roughly
        # Rounding keeps the order of two amounts, and how many steps lie between them where none is below zero.
        (_, one), (_, other) = paid
        apart = positive(together, or_equal=False)
        if offset.const == 0:
            return apart
        below = some(*(z3.Not(positive(each.amount, or_equal=True)) for each in (one, other)))
        return some(apart, every(below, roughly))


def _error_upwards(paid: Sequence[tuple[int, Payment]]) -> tuple[Fraction, bool]:
    """How much more than their amounts payments can come to, some added and some taken away, where no amount is below zero;
    and whether it can be just so much: a half is rounded up, and a whole one is never rounded off."""
    up = {"half_up": Fraction(1, 2), "down": Fraction(0), "up": Fraction(1)}
    down = {"half_up": Fraction(1, 2), "down": Fraction(1), "up": Fraction(0)}
    most = sum((abs(t) * p.step * (up if t > 0 else down)[p.mode] for t, p in paid), Fraction(0))
    return most, not any((t > 0) == (p.mode == "up") for t, p in paid)


def _is_difference(paid: Paid, offset: Num) -> bool:
    """One amount less another that is rounded in the same way, and less so many steps."""
    if len(paid) != 2 or offset.const is None or offset.const > 0:
        return False
    (one_times, one), (other_times, other) = paid
    ways = {(payment.mode, payment.step) for payment in (one, other)}
    return sorted((one_times, other_times)) == [-1, 1] and len(ways) == 1 and (offset.const / one.step).denominator == 1
