"""Numbers of a kernel that may be greater than 64 bits: each is known modulo 2^64 and, nearly, as a double.

In: intervals and errors that are known beforehand.  Out: steps.  A sum, a difference and a product are right modulo 2^64
whatever their size, and right altogether where the interval is within 64 bits.  A comparison and a quotient are decided by
the double where it surely tells, else by the difference modulo 2^64; that they are always right is proved by the bounds of
errors here, or there is no such step (``TooWide``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .steps import Code, Step

# A double holds whole numbers exactly up to here; half of its last place, as a part of it, is one in so many.
_EXACT = 2**53
_ROUNDED = 2**53
# Whole numbers between these are what they are.
LEAST, MOST = -(2**63) + 1, 2**63 - 1
_CLOSE = 2**62


class TooWide(Exception):
    """Not even so is it known what comes of these numbers."""


@dataclass(frozen=True, slots=True)
class Number:
    """The step that has it modulo 2^64, its ends, and the double: how far that may be from it at most.  ``real`` is −1 where
    there is none yet, which is only so of a number within 64 bits.  Of one that is not below zero ``part`` is how far the double may
    be from it at most as a part of it, in 2^-53 (None: not known); ``share`` (None: not known) is a step that is not below zero, and
    how many times that it is at most; ``multiple`` likewise, how many times exactly.
    """

    whole: int
    low: int
    high: int
    real: int = -1
    error: int = 0
    part: int | None = None
    share: tuple[int, int] | None = None
    multiple: tuple[int, int] | None = None

    @property
    def size(self) -> int:
        return max(abs(self.low), abs(self.high))

    @property
    def is_narrow(self) -> bool:
        return self.low >= LEAST and self.high <= MOST


def _rounding(size: int) -> int:
    """How far a double of this size may be from what it is of, at most."""
    return 0 if size <= _EXACT else -(-size // _ROUNDED)


def _itself(number: Number) -> tuple[int, int] | None:
    """It is once itself."""
    return (number.whole, 1) if number.low >= 0 else None


def _sum_of(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    return (a[0], a[1] + b[1]) if a and b and a[0] == b[0] else None


@dataclass(slots=True)
class Steps:
    """The steps so far, each of them once."""

    made: list[Step] = field(default_factory=list)
    _places: dict[Step, int] = field(default_factory=dict)

    def add(self, code: Code, *of: int, constant: int = 0, high: int = 0, wraps: bool = False) -> int:
        """A step of others, within the list that the innermost of them is within."""
        inner: tuple[int, ...] = ()
        for place in of:
            one = self.made[place].inner
            if one and inner and one != inner:
                raise TooWide
            inner = one or inner
        return self.step(Step(code, of, constant, high, (), inner, wraps))

    def step(self, step: Step) -> int:
        """The place of a step, an earlier one where it is the same."""
        if step not in self._places:
            self._places[step] = len(self.made)
            self.made.append(step)
        return self._places[step]

    # ── numbers ──

    def constant(self, value: int) -> Number:
        wrapped = (value + 2**63) % 2**64 - 2**63
        is_narrow = LEAST <= value <= MOST
        real = -1 if is_narrow else self.add("real_constant", constant=value)
        return Number(
            self.add("constant", constant=wrapped), value, value, real, 0 if is_narrow else _rounding(abs(value))
        )

    def real(self, number: Number) -> Number:
        """With its double."""
        if number.real >= 0:
            return number
        step = self.made[number.whole]
        made = (
            self.add("real_constant", constant=step.constant)
            if step.code == "constant"
            else self.add("real", number.whole)
        )
        error = _rounding(number.size)
        return replace(number, real=made, error=error, part=1 if error else 0)

    def _made(self, whole: int, low: int, high: int, real: int, error: int) -> Number:
        """A number whose double is needed only where it is not within 64 bits; then one of its own whole number is nearer."""
        if low >= LEAST and high <= MOST:
            return Number(whole, low, high)
        return Number(whole, low, high, real, error)

    def plus(self, a: Number, b: Number, code: Code = "add") -> Number:
        low, high = (a.low + b.low, a.high + b.high) if code == "add" else (a.low - b.high, a.high - b.low)
        wraps = low < LEAST or high > MOST
        inexact = wraps or not (a.is_narrow and b.is_narrow)
        whole = self.add(code, a.whole, b.whole, wraps=inexact)
        share = _sum_of(a.share or _itself(a), b.share or _itself(b)) if code == "add" else None
        multiple = _sum_of(a.multiple or _itself(a), b.multiple or _itself(b)) if code == "add" else None
        if not wraps:
            return Number(whole, low, high, share=share, multiple=multiple)
        a, b = self.real(a), self.real(b)
        most = max(abs(low), abs(high)) + a.error + b.error
        real = self.add("real_add" if code == "add" else "real_subtract", a.real, b.real)
        # Of two that are not below zero the sum is no less.
        part = None if code != "add" or a.part is None or b.part is None else max(a.part, b.part) + 2
        part = part if a.low >= 0 and b.low >= 0 else None
        return Number(whole, low, high, real, a.error + b.error + _rounding(most), part, share, multiple)

    def minus(self, a: Number, b: Number) -> Number:
        return self.plus(a, b, "subtract")

    def times(self, a: Number, b: Number) -> Number:
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(ends), max(ends)
        wraps = low < LEAST or high > MOST
        whole = self.add("multiply", a.whole, b.whole, wraps=wraps or not (a.is_narrow and b.is_narrow))
        multiple = None
        if a.low == a.high >= 0 and (of := b.multiple or _itself(b)) is not None:
            multiple = of[0], a.low * of[1]
        if not wraps:
            return Number(whole, low, high, share=multiple, multiple=multiple)
        a, b = self.real(a), self.real(b)
        most = (a.size + a.error) * (b.size + b.error)
        error = a.size * b.error + b.size * a.error + a.error * b.error + _rounding(most)
        part = None if a.part is None or b.part is None or a.low < 0 or b.low < 0 else a.part + b.part + 2
        real = self.add("real_multiply", a.real, b.real)
        return Number(whole, low, high, real, error, part, multiple, multiple)

    def choose(self, condition: int, a: Number, b: Number) -> Number:
        if a == b or (known := self.made[condition]).code == "truth":
            return a if a == b or known.constant else b
        low, high = min(a.low, b.low), max(a.high, b.high)
        return self._chosen(condition, a, b, low, high)

    def _chosen(self, condition: int, a: Number, b: Number, low: int, high: int) -> Number:
        whole = self.add("choose", condition, a.whole, b.whole, wraps=not (a.is_narrow and b.is_narrow))
        if low >= LEAST and high <= MOST:
            return Number(whole, low, high)
        a, b = self.real(a), self.real(b)
        real = self.add("real_choose", condition, a.real, b.real)
        part = None if a.part is None or b.part is None else max(a.part, b.part)
        return Number(whole, low, high, real, max(a.error, b.error), part)

    def extreme(self, a: Number, b: Number, is_least: bool) -> Number:
        """The lesser or the greater of two."""
        if a.high <= b.low:
            return a if is_least else b
        if b.high <= a.low:
            return b if is_least else a
        pick = min if is_least else max
        low, high = pick(a.low, b.low), pick(a.high, b.high)
        share = (a.share or b.share) if is_least else None
        if a.is_narrow and b.is_narrow:
            return Number(self.add("least" if is_least else "most", a.whole, b.whole), low, high, share=share)
        # The same question as whether a cap binds.
        is_other = self.less(b, a) if is_least else self.less(a, b)
        return replace(self._chosen(is_other, b, a, low, high), share=share)

    def size_of(self, a: Number) -> Number:
        """Without its sign."""
        if a.low >= 0:
            return a
        high = a.size
        if a.is_narrow:
            return Number(self.add("size", a.whole), 0, high)
        negative = self.minus(self.constant(0), a)
        return self._chosen(self.less(a, self.constant(0)), negative, a, 0, high)

    # ── comparisons ──

    def less(self, a: Number, b: Number) -> int:
        """Whether a number is below another."""
        if a.high < b.low:
            return self.truth(True)
        if a.low >= b.high:
            return self.truth(False)
        if a.is_narrow and b.is_narrow:
            return self.add("less", a.whole, b.whole)
        difference, is_close = self._apart(a, b)
        zero = self.constant(0)
        exactly = self.add("less", difference.whole, zero.whole)
        nearly = self.add("real_less", difference.real, self.real(zero).real)
        # Where the doubles are far apart they are right; else the difference is within 64 bits.
        return self.both([self.both([is_close, exactly]), self.both([self.opposite(is_close), nearly])], "or")

    def equal(self, a: Number, b: Number) -> int:
        if a.high < b.low or b.high < a.low:
            return self.truth(False)
        if a.is_narrow and b.is_narrow:
            return self.add("equal", a.whole, b.whole)
        difference, is_close = self._apart(a, b)
        return self.both([is_close, self.add("equal", difference.whole, self.constant(0).whole)])

    def _apart(self, a: Number, b: Number) -> tuple[Number, int]:
        """The difference, and whether it is so small that it is known exactly."""
        difference = self.minus(a, b)
        if difference.is_narrow:
            difference = self.real(difference)
            return difference, self.truth(True)
        if difference.error >= _CLOSE // 2:
            raise TooWide
        size = self._real_bound(_CLOSE)
        above = self.add("real_less", self._real_bound(-_CLOSE), difference.real)
        return difference, self.add("and", above, self.add("real_less", difference.real, size))

    def _real_bound(self, value: int) -> int:
        return self.add("real_constant", constant=value)

    # ── truths ──

    def truth(self, value: bool) -> int:
        return self.add("truth", constant=int(value))

    def opposite(self, truth: int) -> int:
        step = self.made[truth]
        if step.code == "truth":
            return self.truth(not step.constant)
        return step.of[0] if step.code == "not" else self.add("not", truth)

    def both(self, parts: list[int], code: Code = "and") -> int:
        """Whether all of them hold (and), or one of them (or)."""
        neutral = code == "and"
        kept = [part for part in dict.fromkeys(parts) if part != self.truth(neutral)]
        if self.truth(not neutral) in kept:
            return self.truth(not neutral)
        if not kept:
            return self.truth(neutral)
        made = kept[0]
        for part in kept[1:]:
            made = self.add(code, made, part)
        return made

    # ── quotients ──

    def quotient(self, a: Number, b: Number) -> Number:
        """Rounded down; 0 where the divisor is not above zero."""
        if b.low <= 0:
            is_sound = self.less(self.constant(0), b)
            sound = self._chosen(is_sound, replace(b, low=1), self.constant(1), 1, max(b.high, 1))
            return self.choose(is_sound, self.quotient(a, sound), self.constant(0))
        if b.low == b.high == 1:
            return a
        ends = [x // y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(ends), max(ends)
        if a.share and b.multiple and a.share[0] == b.multiple[0] and a.low >= 0:
            high = min(high, a.share[1] // b.multiple[1])
        if not b.is_narrow or max(abs(low), abs(high)) > _CLOSE or b.size > _CLOSE // 2:
            raise TooWide
        if b.low == b.high and b.size * 4 <= _EXACT and a.size * 8 <= _EXACT:
            return self._by_constant(a, b, low, high)
        number, by = self.real(a), self.real(b)
        guess = self.add("floor", self.add("real_divide", number.real, by.real), constant=int(a.low >= 0))
        if a.size <= _EXACT and b.size <= _EXACT:
            # The quotient of two exact doubles, rounded, is not above the next whole number unless it is that number.
            return Number(guess, low, high)
        off = number.error + -(-a.size * 4 // _ROUNDED)
        is_near = number.part is not None and 4 * (high + 1) * (number.part + 4) < 3 * _ROUNDED
        if 4 * off < 3 * b.low or is_near:
            return self._corrected(a, b, guess, low, high)
        if off >= _CLOSE // 2 or off // b.low >= 2**40:
            raise TooWide
        # The guess may be off by more than one: the remainder is guessed once more.
        rest = self.add("subtract", a.whole, self._multiplied(guess, b), wraps=True)
        more = self.add("floor", self.add("real_divide", self.add("real", rest), by.real))
        return self._corrected(a, b, self.add("add", guess, more), low, high)

    def _by_constant(self, a: Number, b: Number, low: int, high: int) -> Number:
        """A product takes a tenth of the time of a quotient.  With a half added a number is at least half a part from every whole
        quotient, and the two roundings of the product come to less than a quarter of a part where it is below 2^50."""
        half = self.add("real_add", self.real(a).real, self.add("real_constant", constant=1, high=2))
        inverse = self.add("real_constant", constant=1, high=b.low)
        product = self.add("real_multiply", half, inverse)
        return Number(self.add("floor", product, constant=int(a.low >= 0)), low, high)

    def _multiplied(self, guess: int, b: Number) -> int:
        return self.add("multiply", guess, b.whole, wraps=True)

    def _corrected(self, a: Number, b: Number, guess: int, low: int, high: int) -> Number:
        """The quotient, where the guess is off by one at most."""
        rest = self.add("subtract", a.whole, self._multiplied(guess, b), wraps=True)
        below = self.add("number_of", self.add("less", rest, self.constant(0).whole))
        above = self.add("number_of", self.add("at_most", b.whole, rest))
        return Number(self.add("subtract", self.add("add", guess, above), below), low, high)
