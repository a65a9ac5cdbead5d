"""Operands of formulas: each is its text beside its value, so that a cell is written with what a viewer shows before it
calculates.

In: operands.  Out: operands.  A number is whole, and knows its least and greatest value; whoever puts numbers together
asks ``fits`` first.  Only what Excel 2007, WPS and LibreOffice 7 know is written here, and nothing whose result depends on
how they round: no MOD (it fails on large numbers), no INT of a quotient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiaowen.runtime.errors import visible

# What is below it a sheet keeps digit for digit: 15 significant ones.
LIMIT = 10**15

_COMPARISON, _JOINED, _SUM, _PRODUCT, _ATOM = range(5)
_SIGNS = {"=": "=", "≠": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
# A text within a formula may have 255 characters.
_PIECE = 200


@dataclass(frozen=True, slots=True)
class Number:
    text: str
    value: int
    low: int
    high: int
    level: int = _ATOM

    @property
    def is_constant(self) -> bool:
        return self.low == self.high

    @property
    def is_plain(self) -> bool:
        """Whether it may stand several times in a formula without being worked out several times."""
        return self.level == _ATOM and "(" not in self.text


@dataclass(frozen=True, slots=True)
class Truth:
    text: str
    value: bool
    level: int = _ATOM


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    value: str
    level: int = _ATOM


Operand = Number | Truth | Text
YES, NO = Truth("TRUE", True), Truth("FALSE", False)
EMPTY = Text('""', "")


def fits(low: int, high: int) -> bool:
    """Whether a sheet holds every number between them."""
    return low > -LIMIT and high < LIMIT


def constant(value: int) -> Number:
    assert fits(value, value)
    return Number(str(value), value, value, value, _ATOM if value >= 0 else _SUM)


def literal(words: str) -> Text:
    """A text of the policy or of ours: nothing in it hides, and none of it becomes a formula."""
    # A line that says by how much another one failed begins with a space as wide as a 汉字.
    seen = "\u3000".join(visible(part, 10**6) for part in words.split("\u3000"))
    pieces = [seen[at : at + _PIECE] for at in range(0, len(seen), _PIECE)] or [""]
    said = "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)
    return Text(said, seen, _ATOM if len(pieces) == 1 else _JOINED)


# ── numbers ──


def plus(parts: Sequence[Number]) -> Number:
    """The sum; what is taken away stands behind what is added."""
    ordered = sorted(parts, key=lambda part: part.text.startswith("-"))
    said = ordered[0].text
    for part in ordered[1:]:
        said += part.text if part.text.startswith("-") and part.level >= _SUM else f"+{_within(part, _SUM)}"
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    level = ordered[0].level if len(parts) == 1 else _SUM
    return Number(said, sum(part.value for part in parts), low, high, level)


def minus(left: Number, right: Number) -> Number:
    said = f"{_within(left, _SUM)}-{_within(right, _PRODUCT)}"
    return Number(said, left.value - right.value, left.low - right.high, left.high - right.low, _SUM)


def times(left: Number, right: Number) -> Number:
    ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    value, low, high = left.value * right.value, min(ends), max(ends)
    if left.value == -1 and left.is_constant:
        return Number(f"-{_within(right, _PRODUCT)}", value, low, high, _SUM)
    if left.is_constant and left.value < 0:
        return Number(f"-{-left.value}*{_within(right, _PRODUCT)}", value, low, high, _SUM)
    return Number(f"{_within(left, _PRODUCT)}*{_within(right, _PRODUCT)}", value, low, high, _PRODUCT)


def quotient(left: Number, right: Number) -> Number:
    """Rounded down; 0 where ``right`` is not above zero.  Both are plain.

    A quotient of doubles is within a quarter of the true one, so the nearest whole number is the one wanted or the next.
    """
    assert left.is_plain and (right.is_plain or right.is_constant)
    nearest = f"ROUND({left.text}/{right.text},0)"
    said = f"{nearest}-IF({nearest}*{right.text}>{left.text},1,0)"
    value = left.value // right.value if right.value > 0 else 0
    below, above = max(1, right.low), max(1, right.high)
    ends = [left.low // below, left.low // above, left.high // below, left.high // above, 0]
    if right.low > 0:
        return Number(said, value, min(ends), max(ends), _SUM)
    return Number(f"IF({right.text}>0,{said},0)", value, min(ends), max(ends))


def extreme(kind: str, parts: Sequence[Number]) -> Number:
    pick = min if kind == "min" else max
    ends = pick(part.low for part in parts), pick(part.high for part in parts)
    said = f"{kind.upper()}({','.join(part.text for part in parts)})"
    return Number(said, pick(part.value for part in parts), *ends)


def size(part: Number) -> Number:
    """Without its sign."""
    high = max(abs(part.low), abs(part.high))
    return part if part.low >= 0 else Number(f"ABS({part.text})", abs(part.value), 0, high)


def within(part: Number, low: int, high: int) -> Number:
    """The number, of which is known that it lies between these."""
    return Number(part.text, part.value, max(part.low, low), min(part.high, high), part.level)


def choice(condition: Truth, then: Number, otherwise: Number) -> Number:
    if condition in (YES, NO):
        return then if condition.value else otherwise
    value = then.value if condition.value else otherwise.value
    said = f"IF({condition.text},{then.text},{otherwise.text})"
    return Number(said, value, min(then.low, otherwise.low), max(then.high, otherwise.high))


def as_number(condition: Truth) -> Number:
    """1 where it holds, else 0."""
    return choice(condition, constant(1), constant(0))


# ── conditions ──


def compare(sign: str, left: Number, right: Number) -> Truth:
    results = {
        "=": left.value == right.value,
        "≠": left.value != right.value,
        "<": left.value < right.value,
        "<=": left.value <= right.value,
        ">": left.value > right.value,
        ">=": left.value >= right.value,
    }
    said = f"{_within(left, _JOINED)}{_SIGNS[sign]}{_within(right, _JOINED)}"
    return Truth(said, results[sign], _COMPARISON)


def every(parts: Sequence[Truth]) -> Truth:
    return _logic("AND", [part for part in parts if part != YES], all(part.value for part in parts), YES)


def any_of(parts: Sequence[Truth]) -> Truth:
    return _logic("OR", [part for part in parts if part != NO], any(part.value for part in parts), NO)


def _logic(function: str, parts: Sequence[Truth], value: bool, of_none: Truth) -> Truth:
    if len(parts) < 2:
        return parts[0] if parts else of_none
    if len(parts) > 100:  # a function takes 255 operands
        return _logic(function, [*[_logic(function, parts[:50], value, of_none)], *parts[50:]], value, of_none)
    return Truth(f"{function}({','.join(part.text for part in parts)})", value)


def not_(part: Truth) -> Truth:
    if part in (YES, NO):
        return NO if part.value else YES
    return Truth(f"NOT({part.text})", not part.value)


def same(left: Text, right: Text) -> Truth:
    """Whether two texts are the same, letter for letter."""
    return Truth(f"EXACT({left.text},{right.text})", left.value == right.value)


def is_empty(part: Text) -> Truth:
    return Truth(f'{_within(part, _JOINED)}=""', part.value == "", _COMPARISON)


# ── texts ──


def joined(parts: Sequence[Text]) -> Text:
    """One behind the other, neighbouring literals as one."""
    kept = [part for part in parts if part != EMPTY]
    if not kept:
        return EMPTY
    said = "&".join(_within(part, _JOINED) for part in kept)
    return Text(said, "".join(part.value for part in kept), _JOINED if len(kept) > 1 else kept[0].level)


def if_text(condition: Truth, then: Text, otherwise: Text = EMPTY) -> Text:
    if condition in (YES, NO):
        return then if condition.value else otherwise
    said = f"IF({condition.text},{then.text},{otherwise.text})"
    return Text(said, then.value if condition.value else otherwise.value)


def digits(part: Number, places: int = 0) -> Text:
    """A number that is not below zero in digits, with noughts in front up to so many places."""
    return Text(
        f'TEXT({part.text},"{"0" * max(places, 1)}")', f"{part.value:0{places}d}" if places else str(part.value)
    )


def grouped(part: Number) -> Text:
    """In digits in groups of three."""
    return Text(f'TEXT({part.text},"#,##0")', f"{part.value:,}")


def beginning(part: Text, length: int) -> Text:
    return Text(f"LEFT({part.text},{length})", part.value[:length])


def ends_with(part: Text, ending: str) -> Truth:
    said = f'RIGHT({part.text},{len(ending)})="{ending}"'
    return Truth(said, part.value[-len(ending) :] == ending, _COMPARISON)


def _within(part: Operand, level: int) -> str:
    """The text of an operand, in brackets where an operator around it asks for them."""
    is_open = part.level < level or (part.level == level and level == _PRODUCT and "/" in part.text)
    return f"({part.text})" if is_open or (level > _SUM and part.text.startswith("-")) else part.text
