"""Quantities in texts: a number with the unit that it is in, turned into the unit that is wanted.

>>> read_quantity("1.5吨", "公斤"), multipliers("元", 100)["千元"]
(Fraction(1500, 1), (100000, 10000, 1000, 100, 10, 1))
"""

import re
from fractions import Fraction
from functools import cache

from .errors import visible
from .numerals import NumeralError, read_numeral, read_ratio
from .units import parse_unit


class Refusal(Exception):
    """Why one value cannot be read: a code and the texts of its fault."""

    def __init__(self, code: str, **texts: str | tuple[str, str]) -> None:
        self.code, self.texts = code, texts


# The unit of 时刻: hours after midnight.
CLOCK = "时刻"
_CLOCK = re.compile("(次日|第二天)?([0-9]{1,2})(?:[:：]([0-5][0-9])|[时点](?:([0-5]?[0-9])分?|(半))?)")


def read_clock(text: str) -> Fraction | None:
    """A time of day, as hours after midnight: 19:30, 19时30分, 次日2:00; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found[2]) > 24:
        return None
    minutes = 30 if found[5] else int(found[3] or found[4] or 0)
    hours = int(found[2]) + (24 if found[1] else 0) + Fraction(minutes, 60)
    return hours if hours <= 48 and not (found[2] == "24" and minutes) else None


def read_quantity(text: str, wanted: str, *, is_whole: bool = True) -> Fraction:
    """The number that a text gives, in the unit ``wanted``; without a unit ``is_whole`` or a fraction.  Raises Refusal."""
    if wanted == CLOCK:
        if (clock := read_clock(text)) is None:
            raise Refusal("T0611", reason=("时刻写作 19:00", "a time of day is written 19:00"))
        return clock
    try:
        ratio = read_ratio(text)
        if ratio is not None and not wanted and not is_whole and text.endswith("倍"):
            return ratio
        if wanted == "%":
            return read_numeral(text) if ratio is None else ratio
        # 3万平方米 is 3万 of 平方米, but 3千瓦 is 3 of 千瓦, and 3万千瓦时 no 3万千 of 瓦时: the longest number first, then one
        # character less.
        end = len(text) - len(re.sub("^[-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十百千万亿点]+", "", text))
        # 100万 of what is counted in 万元 may be either.
        is_open = re.match("[百千]?[万亿]", wanted) and re.search("[万亿]$", text.strip())
        for split in (end, end - 1) if ratio is None and not is_open else ():
            factor = _conversion(text[split:].strip(), wanted)
            if split > 0 and factor is not None and not (split == end and re.search("[万亿]千$", text[:end])):
                return read_numeral(text[:split].strip()) * factor
        if ratio is None:
            # Raises where the number is what is wrong, as it is where digits come back behind the unit (1e30).
            read_numeral(text if re.search("[0-9]", text[end:]) else text[:end].strip())
    except NumeralError as wrong:
        raise Refusal("T0611", reason=(wrong.reason, wrong.reason_en)) from None
    unit = visible(wanted)
    bare = (
        ("应是整数，不带单位", "a whole number without a unit")
        if is_whole
        else ("应不带单位", "a number without a unit")
    )
    raise Refusal("T0605", unit=(f"的单位应为{unit}", f"in {unit}") if unit else bare)


class Multipliers(dict[str, tuple[int, ...]]):
    """What a number in digits is to be multiplied by for the words behind it, by how many of the digits are decimals:
    for amounts in 分, 1000000 behind 3000万元 and 100000 behind 2.5万元, its digits being 25.

    Filled in as words are met, by the reader above, which so decides what they mean.  KeyError where words do more than
    multiply (3折 is 0.3, 12折 nothing); no entry for decimals that would be parts of the smallest part.
    """

    MOST = 1000  # entries: what people write has a few dozen

    def __init__(self, unit: str, scale: int) -> None:
        super().__init__()
        self._unit, self._scale = unit, scale

    def __missing__(self, words: str) -> tuple[int, ...]:
        try:
            exact = read_quantity("1" + words.rstrip(), self._unit) * self._scale if _LINEAR.fullmatch(words) else None
        except Refusal:
            exact = None
        sizes: list[int] = []
        while exact is not None and exact.denominator == 1:
            sizes.append(exact.numerator)
            exact /= 10
        if not sizes:
            raise KeyError(words)
        if len(self) < self.MOST:
            self[words] = tuple(sizes)
        return tuple(sizes)


@cache
def multipliers(unit: str, scale: int) -> Multipliers:
    """The table of a fact's unit, one for all facts that share it; ``scale`` of its parts are one of the unit."""
    return Multipliers(unit, scale)


# Words behind a number that only multiply it: no further number, and no tenths or n-ths.
# INVARIANT: 2 with such words behind it is twice what 1 is, so that the table gives what the reader would.
_LINEAR = re.compile("(?!.*分之)[^-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十点折成]*", re.DOTALL)


def _conversion(given: str, wanted: str) -> Fraction | None:
    """How many of ``wanted`` one ``given`` is (no unit is the wanted one); None where it is another dimension."""
    if not given or given == wanted:
        return Fraction(1)
    # A unit of the policy's own is known here by its name alone; 万元 is none.
    declared = [word for word in re.split("[/／·•]", wanted) if parse_unit(word) is None]
    source, target = parse_unit(given, declared), parse_unit(wanted, declared)
    if not wanted or source is None or target is None or not source.same_dimension(target):
        return None
    return source.factor / target.factor
