"""What claims share: the variables, the integers that the runtime reads, and what may be assumed of them.

A world is *exact* (integers, every rounding as it is) or *loose* (reals, rounding known only to within its step: what
cannot happen there cannot happen).  A list is either unknown, of any length, or has so many items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from ..model.clause import RoundingMode
from ..promises.obligation import Formula
from .terms import Num, add, constant, positive, real, rounded, scaled

# Which variable: the fact, the mark of the claim that has it for its own, the item of a list and its field.
Key = tuple[str, str, int, int]
SCALAR = -1


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
    owners: dict[str, tuple[object, str]] = field(default_factory=dict)
    folds: dict[tuple[object, ...], Any] = field(default_factory=dict)
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
            return rounded(number.top if number.bottom is None else number.top / number.bottom, mode)
        made = self.fresh(None, None)
        error = real(Fraction(1, 2) if mode == "half_up" else Fraction(1))
        bottom = number.bottom if number.bottom is not None else real(Fraction(1))
        off = z3.And((made - error) * bottom <= number.top, number.top <= (made + error) * bottom)
        self.assumed.append(z3.Implies(z3.And(*number.defined), off))
        return made

    def above(self, paid: Paid, offset: Num, *, or_equal: bool = False, aligned: bool = False) -> Formula:
        """That the payments and ``offset`` together are above zero (or equal to it).  ``aligned`` where the offset is
        so many times the step of the rounding: then nothing lies between zero and one step."""
        if self.exact:
            parts = [scaled(Num(self.whole(scaled(p.amount, 1 / p.step), p.mode)), times * p.step) for times, p in paid]
            return positive(add([*parts, offset]), or_equal=or_equal)
        together = add([*(scaled(payment.amount, Fraction(times)) for times, payment in paid), offset])
        ways = {(payment.mode, payment.step) for _, payment in paid}
        if offset.const == 0 and len(ways) == 1 and sorted(times for times, _ in paid) == [-1, 1]:
            # Rounding keeps the order of two amounts.
            return positive(together, or_equal=or_equal)
        least = min(step for _, step in ways) if aligned and len(ways) == 1 and not or_equal else Fraction(0)
        error = sum((abs(t) * p.step / (2 if p.mode == "half_up" else 1) for t, p in paid), Fraction(0))
        return positive(add([together, constant(error - least)]), or_equal=bool(least) or or_equal)
