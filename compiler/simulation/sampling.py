"""Random whole numbers that are the same on every machine.

In: a seed, the name of what is drawn, the numbers of the rows, the attempt.  Out: whole numbers, by integer arithmetic alone: no
binary float anywhere, so that no processor, library or order of work changes a digit.  What a row gets depends on nothing but
these four, so that the first thousand rows of a population of a million are the population of a thousand.

The bits are those of SplitMix64 (Steele, Lea, Flood 2014), taken by counter.  A normal number is the sum of twelve uniform ones,
less their mean (its tails end at six times the spread); a power of two is looked up in two tables that decimal arithmetic makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from functools import lru_cache
from hashlib import sha256
from math import isqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Bits = NDArray[np.uint64]

# Normal numbers and exponents are in parts of this.
PART = 1 << 16
_MASK = (1 << 64) - 1
_GOLDEN, _ONE, _TWO = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_EXACT = Context(prec=40)
_MANTISSA = 20
# What a number is multiplied by has one bit more than the mantissa.
_WIDEST = 62 - _MANTISSA


class Draw:
    """What is drawn for one thing: ``named`` tells it from every other."""

    def __init__(self, seed: int, *named: object) -> None:
        said = "\x1f".join(map(str, (seed, *named)))
        self._key = int.from_bytes(sha256(said.encode()).digest()[:8], "big")

    def bits(self, rows: Whole, turn: int = 0) -> Bits:
        """64 bits for each row; ``turn`` where one row takes several."""
        import numpy as np

        start = np.uint64((self._key + turn * _TWO) & _MASK)
        mixed = start + rows.astype(np.uint64) * np.uint64(_GOLDEN)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_ONE)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_TWO)
        return mixed ^ (mixed >> np.uint64(31))

    def below(self, rows: Whole, count: int) -> Whole:
        """A whole number from 0 to ``count`` − 1, each as likely as the other."""
        import numpy as np

        return (self.bits(rows) % np.uint64(count)).astype(np.int64)

    def holds(self, rows: Whole, millionths: int) -> NDArray[np.bool_]:
        """True for so many in a million."""
        return self.below(rows, 1_000_000) < millionths

    def chosen(self, rows: Whole, weights: Sequence[int]) -> Whole:
        """A place among ``weights``, each as likely as its weight."""
        import numpy as np

        ends = np.cumsum(np.array(weights, dtype=np.int64))
        return np.searchsorted(ends, self.below(rows, int(ends[-1])), side="right").astype(np.int64)

    def normal(self, rows: Whole) -> Whole:
        """A normal number in parts of ``PART``: mean 0, spread ``PART``."""
        import numpy as np

        total = np.zeros(len(rows), dtype=np.uint64)
        for turn in range(1, 4):
            drawn = self.bits(rows, turn)
            for shift in (0, 16, 32, 48):
                total += (drawn >> np.uint64(shift)) & np.uint64(PART - 1)
        return total.astype(np.int64) - 6 * (PART - 1)


def together(common: Whole, own: Whole, millionths: int) -> Whole:
    """Normal numbers of which each has this correlation, in millionths, with ``common``."""
    share = millionths * PART // 1_000_000
    rest = isqrt(PART * PART - share * share)
    made: Whole = (common * share + own * rest) >> 16
    return made


def times_power(number: int, exponents: Whole, most: int) -> Whole:
    """``number`` × 2^(exponent ÷ PART), no more than ``most``: of positive numbers below 2^62."""
    import numpy as np

    most = min(most, 1 << 62)
    down = max(number.bit_length() - _WIDEST, 0)
    high, low = _tables()
    whole, rest = exponents >> 16, exponents & (PART - 1)
    factors = (high[rest >> 8] * low[rest & 255]) >> np.int64(_MANTISSA)
    # The mantissa keeps its bits until the whole powers are known, so that small numbers are not rounded twice.
    product = np.int64(number >> down) * factors
    shift = whole + down - _MANTISSA
    most_left = np.maximum(63 - _bit_lengths(product), 0) - 1
    left = product << np.clip(np.minimum(shift, most_left), 0, 62)
    right = product >> np.clip(-shift, 0, 62)
    made = np.where(shift > most_left, np.int64(most), np.where(shift >= 0, left, right))
    return np.minimum(made, np.int64(most))


def _bit_lengths(numbers: Whole) -> Whole:
    """How many bits each has, by halving the search: there is no exact logarithm among floats."""
    import numpy as np

    lengths, left = np.zeros(len(numbers), dtype=np.int64), numbers.copy()
    for step in (32, 16, 8, 4, 2, 1):
        large = left >> np.int64(step) > 0
        lengths += np.where(large, np.int64(step), np.int64(0))
        left = np.where(large, left >> np.int64(step), left)
    return lengths + (left > 0)


@lru_cache(maxsize=1)
def _tables() -> tuple[Any, Any]:
    """2^(i ÷ 256) and 2^(i ÷ 65536) for i below 256, in parts of 2^_MANTISSA."""
    import numpy as np

    two = _EXACT.ln(Decimal(2))
    made = [
        [
            int(_EXACT.exp(_EXACT.divide(_EXACT.multiply(two, Decimal(i)), Decimal(of))) * (1 << _MANTISSA))
            for i in range(256)
        ]
        for of in (256, PART)
    ]
    return np.array(made[0], dtype=np.int64), np.array(made[1], dtype=np.int64)


def log_two(number: Decimal) -> int:
    """The logarithm of a number above zero to the base 2, in parts of ``PART``."""
    return int(_EXACT.divide(_EXACT.ln(number), _EXACT.ln(Decimal(2))) * PART)
