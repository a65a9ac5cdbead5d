"""Whole numbers that no cell holds, as several cells each: the digits to the base of a million, lowest first.

In: numbers.  Out: numbers.  All digits but the highest lie between 0 and 999999; the highest has the sign.  Products of
digits and what is carried stay below 10^15, so every cell is exact, and so is what is worked out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .operands import (
    LIMIT,
    NO,
    YES,
    Number,
    Truth,
    as_number,
    choice,
    compare,
    constant,
    every,
    minus,
    not_,
    plus,
    quotient,
    size,
    times,
    within,
)

BASE = 10**6
# 240 decimal digits: no rule has more, and every product has so many sums.
_DIGITS_MAX = 40

Keep = Callable[[Number], Number]
"""Puts a number into a cell, and gives that cell."""


class TooWide(Exception):
    """A number has more digits than a sheet should have cells for."""


@dataclass(frozen=True, slots=True)
class Wide:
    digits: tuple[Number, ...]
    low: int
    high: int

    @property
    def value(self) -> int:
        return sum(digit.value * BASE**place for place, digit in enumerate(self.digits))


@dataclass(frozen=True, slots=True)
class WideArithmetic:
    """``keep`` makes the cells."""

    keep: Keep

    def wide(self, number: Number | Wide) -> Wide:
        if isinstance(number, Wide):
            return number
        return self._carried([number if number.is_constant else self.keep(number)], number.low, number.high)

    def constant(self, value: int) -> Wide:
        digits: list[Number] = []
        rest = value
        while not -BASE < rest < BASE:
            digits.append(constant(rest % BASE))
            rest //= BASE
        return Wide((*digits, constant(rest)), value, value)

    def plus(self, parts: Sequence[Number | Wide]) -> Wide:
        wides = [self.wide(part) for part in parts]
        places = max(len(each.digits) for each in wides)
        sums = [plus([each.digits[place] for each in wides if place < len(each.digits)]) for place in range(places)]
        return self._carried(sums, sum(each.low for each in wides), sum(each.high for each in wides))

    def minus(self, left: Number | Wide, right: Number | Wide) -> Wide:
        return self.plus([left, self.times(constant(-1), right)])

    def times(self, left: Number | Wide, right: Number | Wide) -> Wide:
        if isinstance(left, Number) and left.is_constant and abs(left.value) < BASE:
            of = self.wide(right)
            ends = (left.value * of.low, left.value * of.high)
            return self._carried([times(left, digit) for digit in of.digits], min(ends), max(ends))
        one, other = self.wide(left), self.wide(right)
        places = len(one.digits) + len(other.digits) - 1
        if places > _DIGITS_MAX:
            raise TooWide
        sums: list[list[Number]] = [[] for _ in range(places)]
        for at, a in enumerate(one.digits):
            for behind, b in enumerate(other.digits):
                sums[at + behind].append(times(a, b))
        corners = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
        return self._carried([plus(each) for each in sums], min(corners), max(corners))

    def _carried(self, digits: Sequence[Number], low: int, high: int) -> Wide:
        """The digits brought below the base, from the lowest on; as many as the number may need."""
        made: list[Number] = []
        carry: Number | None = None
        rest_low, rest_high = low, high
        for place in range(len(digits) + 4):
            present = [digits[place]] if place < len(digits) else []
            present += [carry] if carry is not None else []
            total = plus(present) if present else constant(0)
            if place >= len(digits) - 1 and rest_low > -BASE and rest_high < BASE:
                made.append(self.keep(within(total, rest_low, rest_high)))
                return Wide(tuple(made), low, high)
            if total.is_constant:
                carry = constant(total.value // BASE)
                made.append(constant(total.value % BASE))
            else:
                whole = self.keep(total)
                carry = self.keep(quotient(whole, constant(BASE)))
                made.append(self.keep(within(minus(whole, times(constant(BASE), carry)), 0, BASE - 1)))
            rest_low, rest_high = rest_low // BASE, rest_high // BASE
        raise AssertionError("a number has as many digits as its interval says")

    # ── what is asked of them ──

    def is_negative(self, number: Wide) -> Truth:
        return compare("<", number.digits[-1], constant(0))

    def is_zero(self, number: Wide) -> Truth:
        return every([compare("=", digit, constant(0)) for digit in number.digits])

    def compare(self, sign: str, left: Number | Wide, right: Number | Wide) -> Truth:
        if sign in (">", "<="):
            left, right, sign = right, left, {">": "<", "<=": ">="}[sign]
        difference = self.minus(left, right)
        if sign in ("<", ">="):
            return compare(sign, difference.digits[-1], constant(0))
        return compare(sign, self.keep(plus([*difference.digits[:-1], size(difference.digits[-1])])), constant(0))

    def choice(self, condition: Truth, then: Number | Wide, otherwise: Number | Wide) -> Wide:
        one, other = self.wide(then), self.wide(otherwise)
        places = max(len(one.digits), len(other.digits))
        pairs = [(_digit(one, place), _digit(other, place)) for place in range(places)]
        chosen = [choice(condition, a, b) for a, b in pairs]
        return self._carried(chosen, min(one.low, other.low), max(one.high, other.high))

    def extreme(self, kind: str, parts: Sequence[Number | Wide]) -> Wide:
        best = self.wide(parts[0])
        for part in parts[1:]:
            other = self.wide(part)
            pick = min if kind == "min" else max
            chosen = self.choice(self.compare("<" if kind == "min" else ">", other, best), other, best)
            best = Wide(chosen.digits, pick(best.low, other.low), pick(best.high, other.high))
        return best

    def quotient(self, left: Number | Wide, right: Number | Wide) -> tuple[Number, Truth]:
        """Rounded down, and whether it is one that a cell does not hold; 0 where ``right`` is not above zero.

        A first quotient of doubles is a few too low or right; what it leaves is exact, and the quotient of that is right
        or one too high."""
        top, bottom = self.wide(left), self.wide(right)
        is_negative: Truth | None = None
        if top.low < 0:
            # −⌊(b − 1 − a) ÷ b⌋
            is_negative = self._truth(self.is_negative(top))
            other = self.plus([bottom, constant(-1), self.times(constant(-1), top)])
            chosen = self.choice(is_negative, other, top)
            top = Wide(chosen.digits, 0, max(top.high, other.high))
        is_positive = self._truth(self._is_positive(bottom))
        most = max(0, top.high) // max(1, bottom.low)
        about = f"ROUND(({_about(top)})/({_about(bottom)}),0)-8"
        exact = top.value // bottom.value if is_positive.value else 0
        is_above = exact >= LIMIT - 10
        first_value = max(0, round_half(top.value, bottom.value) - 8) if is_positive.value and not is_above else 0
        said = f"IF({is_positive.text},MAX(0,{about}),0)"
        raw = Number(said, first_value, 0, min(most, LIMIT - 1))
        if most >= LIMIT - 10:
            beyond = self._truth(Truth(f"IF({is_positive.text},{about}>={LIMIT - 20},FALSE)", is_above))
            raw = choice(beyond, constant(0), raw)
        else:
            beyond = NO
        first = self.keep(raw)
        rest = self.minus(top, self.times(first, bottom))
        is_found = every([is_positive, not_(beyond)])
        second_value = round_half(rest.value, bottom.value) if is_found.value else 0
        said = f"IF({is_found.text},ROUND(({_about(rest)})/({_about(bottom)}),0),0)"
        second = self.keep(Number(said, second_value, 0, 100))
        last = self.minus(rest, self.times(second, bottom))
        is_over = self.is_negative(Wide(last.digits, last.low, last.high))
        found = within(minus(plus([first, second]), as_number(is_over)), 0, min(most, LIMIT - 1))
        value = self.keep(choice(is_found, found, constant(0)))
        if is_negative is not None:
            value = self.keep(choice(is_negative, times(constant(-1), value), value))
        return value, beyond

    def _is_positive(self, number: Wide) -> Truth:
        if number.low > 0:
            return YES
        return every(
            [compare(">=", number.digits[-1], constant(0)), compare("≠", plus(list(number.digits)), constant(0))]
        )

    def _truth(self, condition: Truth) -> Truth:
        """A condition that is asked more than once, in a cell as 1 or 0."""
        if condition in (YES, NO):
            return condition
        return compare("=", self.keep(as_number(condition)), constant(1))


def round_half(top: int, bottom: int) -> int:
    """The nearest whole number to a quotient that is not below zero."""
    return (2 * top + bottom) // (2 * bottom)


def _digit(number: Wide, place: int) -> Number:
    return number.digits[place] if place < len(number.digits) else constant(0)


def _about(number: Wide) -> str:
    """Its value as a double; of a number not below zero, right to the last few of its binary places."""
    return "+".join(
        digit.text if not place else f"{digit.text}*1E{6 * place}"
        for place, digit in reversed(list(enumerate(number.digits)))
    )
