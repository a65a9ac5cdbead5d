"""Tiers as one choice: what is worked out of one number by sums, minima and maxima is a line for each range of it.

In: an integer expression.  Out: the same where it is not such a thing; else, say, for 3%, 10% of what is above 36000 and so
on, 3x up to 36000, 10x − 252000 up to 144000 …: one comparison finds the line, where bands are a minimum and a maximum each.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ..ir.integer import Compare, Extreme, If, Int, IntExpr, Name, Sum, Times, interval
from .arithmetic import flat_sum, rebuilt, times

# Of more ranges than these a choice is no better; of fewer operations than these nothing is won.
_MOST, _LEAST = 24, 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """``slope`` × x + ``at_zero`` for x up to ``end``."""

    end: int
    slope: int
    at_zero: int


_Pieces = list[_Piece]


def by_ranges(expr: IntExpr) -> IntExpr:
    """The expression with what is worth it as a choice between lines: of a sum, the parts that are of one name."""
    made = _by_ranges(expr)
    if made is not expr:
        return made
    match expr:
        case Sum():
            parts = _grouped([by_ranges(part) for part in expr.parts])
            return expr if parts == list(expr.parts) else Sum(tuple(parts)) if len(parts) > 1 else parts[0]
        case If():
            then, otherwise = by_ranges(expr.then), by_ranges(expr.otherwise)
            return expr if (then, otherwise) == (expr.then, expr.otherwise) else If(expr.condition, then, otherwise)
        case _:
            return rebuilt(expr, by_ranges)


def _grouped(parts: list[IntExpr]) -> list[IntExpr]:
    """The parts of a sum, those of one name put together where that makes ranges of them."""
    of_one: dict[Name, list[IntExpr]] = {}
    for part in parts:
        if (names := _names(part)) and len(names) == 1:
            of_one.setdefault(next(iter(names)), []).append(part)
    for own in of_one.values():
        whole = Sum(tuple(own))
        if len(own) > 1 and (made := _by_ranges(whole)) is not whole:
            parts = [made, *(part for part in parts if not any(part is each for each in own))]
    return parts


def _by_ranges(expr: IntExpr) -> IntExpr:
    """The whole expression as such a choice, where it is one of a single name and worth it."""
    if not isinstance(expr, (Sum, Times, Extreme)) or _operations(expr) < _LEAST:
        return expr
    names = _names(expr)
    if names is None or len(names) != 1:
        return expr
    (name,) = names
    pieces = _pieces(expr, name)
    if pieces is None or len(pieces) < 2:
        return expr
    # Within its range the name is known to be within its ends, and so is what is worked out of it.
    starts = [interval(name)[0], *(piece.end + 1 for piece in pieces[:-1])]
    lines = [_line(piece, Name(name.name, low, piece.end)) for low, piece in zip(starts, pieces, strict=True)]
    made = lines[-1]
    for piece, line in zip(reversed(pieces[:-1]), reversed(lines[:-1]), strict=True):
        made = If(Compare("<=", name, Int(piece.end)), line, made)
    return made


def _line(piece: _Piece, name: Name) -> IntExpr:
    parts = flat_sum([times(Int(piece.slope), name), Int(piece.at_zero)])
    return parts[0] if len(parts) == 1 else Sum(tuple(parts))


def _operations(expr: IntExpr) -> int:
    """How many minima and maxima there are."""
    match expr:
        case Sum():
            return sum(map(_operations, expr.parts))
        case Extreme():
            return 1 + sum(map(_operations, expr.parts))
        case Times():
            return _operations(expr.left) + _operations(expr.right)
        case _:
            return 0


def _names(expr: IntExpr) -> set[Name] | None:
    """The names that a sum, product or extreme is made of; None where it is made of something else."""
    match expr:
        case Int():
            return set()
        case Name():
            return {expr}
        case Sum() | Extreme():
            found: set[Name] = set()
            for part in expr.parts:
                inner = _names(part)
                if inner is None or len(found := found | inner) > 1:
                    return None
            return found
        case Times() if isinstance(expr.left, Int):
            return _names(expr.right)
        case _:
            return None


def _pieces(expr: IntExpr, name: Name) -> _Pieces | None:
    """The lines of an expression over the range of the name; None where there are too many."""
    last = interval(name)[1]
    match expr:
        case Int():
            return [_Piece(last, 0, expr.value)]
        case Name():
            return [_Piece(last, 1, 0)]
        case Times():
            assert isinstance(expr.left, Int)
            factor, inner = expr.left.value, _pieces(expr.right, name)
            return inner and [_Piece(piece.end, piece.slope * factor, piece.at_zero * factor) for piece in inner]
        case Sum() | Extreme():
            made: _Pieces | None = None
            for part in expr.parts:
                other = _pieces(part, name)
                if other is None:
                    return None
                made = other if made is None else _joined(made, other, expr, interval(name)[0])
                if len(made) > _MOST:
                    return None
            return made
        case _:
            return None


def _joined(one: _Pieces, other: _Pieces, how: Sum | Extreme, first: int) -> _Pieces:
    """The sum of two, or of each range the line that is the lesser or the greater."""
    made: _Pieces = []
    start = first
    for end in sorted({piece.end for piece in (*one, *other)}):
        if end < start:
            continue
        a, b = _at(one, end), _at(other, end)
        if isinstance(how, Sum):
            parts = [_Piece(end, a.slope + b.slope, a.at_zero + b.at_zero)]
        else:
            parts = _chosen(a, b, start, end, is_least=how.kind == "min")
        for part in parts:
            if made and (made[-1].slope, made[-1].at_zero) == (part.slope, part.at_zero):
                made.pop()
            made.append(part)
        start = end + 1
    return made


def _chosen(a: _Piece, b: _Piece, start: int, end: int, *, is_least: bool) -> _Pieces:
    """Of two lines the lesser or the greater, from ``start`` to ``end``; they cross once at most."""
    if a.slope < b.slope:
        a, b = b, a
    # Up to here the steeper one is not above the other.
    cross = (
        (b.at_zero - a.at_zero) // (a.slope - b.slope)
        if a.slope != b.slope
        else end
        if a.at_zero <= b.at_zero
        else start - 1
    )
    before, behind = (a, b) if is_least else (b, a)
    made = [_Piece(min(cross, end), before.slope, before.at_zero)] if cross >= start else []
    return made + ([_Piece(end, behind.slope, behind.at_zero)] if cross < end else [])


def _at(pieces: _Pieces, place: int) -> _Piece:
    return pieces[bisect_left(pieces, place, key=lambda piece: piece.end)]
