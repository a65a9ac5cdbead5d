"""Pictures of whole numbers: every coordinate is worked out in integers, so that the same figures are the same picture.

A bar is an SVG that fills its cell, with its words beside it in HTML, so that it can be read on any screen; a curve is drawn twice,
for a wide screen and for a narrow one, and the page shows one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDE = 1000
# Whatever is more than nothing can be seen.
_LEAST = 4


def bar(value: int, most: int, kind: str = "", said: str = "") -> Markup:
    """A bar from the left, as long as ``value`` is of ``most``."""
    width = _length(value, most)
    return Markup(
        '<svg class="bar {}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="ground" width="1000" height="10"/><rect class="ink" width="{}" height="10"/></svg>'
    ).format(kind, said, width)


def split_bar(parts: Sequence[tuple[str, int]], said: str = "") -> Markup:
    """A bar of parts, each with the class of its colour; together the whole width."""
    whole = sum(value for _, value in parts)
    pieces, before = [], 0
    for kind, value in parts:
        start, end = (before * _WIDE // whole, (before + value) * _WIDE // whole) if whole else (0, 0)
        before += value
        if end > start:
            pieces.append(Markup('<rect class="{}" x="{}" width="{}" height="10"/>').format(kind, start, end - start))
    return Markup(
        '<svg class="bar split" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
    ).format(said, Markup("").join(pieces))


def both_ways(less: int, more: int, most: int, said: str = "") -> Markup:
    """A bar to the left of the middle for what is lost, and one to the right for what is gained."""
    half = _WIDE // 2
    left, right = (_length(value, most) // 2 for value in (less, more))
    return Markup(
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="ground" width="1000" height="10"/>'
        '<rect class="loss" x="{}" width="{}" height="10"/><rect class="gain" x="500" width="{}" height="10"/><rect class="axis" x="498" width="4" height="10"/></svg>'
    ).format(said, half - left, left, right)


def _length(value: int, most: int) -> int:
    if value <= 0 or most <= 0:
        return 0
    return max(value * _WIDE // most, _LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A point of a curve: ``x`` and ``y`` in whole numbers of any size, what is said beside it on either axis, and when pointed at."""

    x: int
    y: int
    label: str
    told: str
    is_marked: bool = False


def curve(dots: Sequence[Dot], ticks: Sequence[tuple[int, str]], said: str, mark: str) -> Markup:
    """A line through points, with lines across at ``ticks``; the marked point is called ``mark``."""
    shapes = ((720, 300, 88, "wide"), (340, 250, 74, "narrow"))
    return Markup("").join(_curve(dots, ticks, said, mark, *shape) for shape in shapes)


def _curve(
    dots: Sequence[Dot],
    ticks: Sequence[tuple[int, str]],
    said: str,
    mark: str,
    width: int,
    height: int,
    left: int,
    kind: str,
) -> Markup:
    right, top, bottom = 20, 26, 34
    low_x, high_x = dots[0].x, dots[-1].x
    low_y, high_y = ticks[0][0], ticks[-1][0]

    def at(x: int, y: int) -> tuple[int, int]:
        across = (x - low_x) * (width - left - right) // max(high_x - low_x, 1)
        up = (y - low_y) * (height - top - bottom) // max(high_y - low_y, 1)
        return left + across, height - bottom - up

    parts = []
    for value, label in ticks:
        _, y = at(low_x, value)
        parts.append(
            Markup(
                '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="tick" x="{}" y="{}" text-anchor="end">{}</text>'
            ).format(left, width - right, y, y, left - 8, y + 4, label)
        )
    places = [at(dot.x, dot.y) for dot in dots]
    if low_y <= 0 <= high_y:
        _, zero = at(low_x, 0)
        parts.append(
            Markup('<line class="zero" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(left, width - right, zero, zero)
        )
    parts.append(Markup('<polyline class="line" points="{}"/>').format(" ".join(f"{x},{y}" for x, y in places)))
    labelled = _apart(dots, places)
    for place, (dot, (x, y)) in enumerate(zip(dots, places, strict=True)):
        if place in labelled:
            anchor = "start" if place == 0 else "end" if place == len(dots) - 1 else "middle"
            shift = -10 if place == 0 else 10 if place == len(dots) - 1 else 0
            parts.append(
                Markup('<text class="tick{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                    " now" if dot.is_marked else "", x + shift, height - bottom + 20, anchor, dot.label
                )
            )
        if dot.is_marked:
            anchor = "start" if x < width // 3 else "end" if x > width * 2 // 3 else "middle"
            parts.append(
                Markup(
                    '<line class="present" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="mark" x="{}" y="{}" text-anchor="{}">{}</text>'
                ).format(x, x, top - 6, height - bottom, x, top - 11, anchor, mark)
            )
        parts.append(
            Markup('<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>').format(
                "dot now" if dot.is_marked else "dot", x, y, 6 if dot.is_marked else 4, dot.told
            )
        )
    return Markup('<svg class="curve {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        kind, width, height, said, Markup("").join(parts)
    )


def _apart(dots: Sequence[Dot], places: Sequence[tuple[int, int]]) -> set[int]:
    """The points that have a label below: the ends and the marked one, and of the others those that do not come too near."""
    chosen = {0, len(dots) - 1, *(place for place, dot in enumerate(dots) if dot.is_marked)}
    room = 70
    kept: set[int] = set()
    for place in sorted(chosen, key=lambda each: (not dots[each].is_marked, each)):
        if all(abs(places[place][0] - places[other][0]) >= room for other in kept):
            kept.add(place)
    for place in range(len(dots)):
        if all(abs(places[place][0] - places[other][0]) >= room for other in kept):
            kept.add(place)
    return kept


def ticks(low: int, high: int) -> list[int]:
    """Round numbers from at or below ``low`` to at or above ``high``, four to seven of them."""
    width = max(high - low, 1)
    step = 1
    while True:
        for factor in (1, 2, 5):
            size = step * factor
            first, last = low // size * size, -(-high // size) * size
            if (last - first) // size <= 5 and size * 6 >= width:
                last = last if last > first else first + size
                return list(range(first, last + 1, size))
        step *= 10
