"""The parts of a quantity that a clause adds up: 不超过1万元的部分……，超过1万元的部分…….

In: a clause.  Out: for each sum, and each quantity of which it has parts between numbers, these parts in their order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.clause import Clause
from ..model.expr import Addition, Definition, DefinitionRef, Expr, Literal, Product, Segment, anatomy_of
from .interval import Interval
from .places import walk


def bands_of(clause: Clause) -> Iterator[tuple[Expr, list[tuple[Interval, Segment]]]]:
    for place in walk(clause):
        if not isinstance(place.expr, Addition):
            continue
        bands: dict[Expr, list[tuple[Interval, Segment]]] = {}
        for band in _bands(place.expr):
            if all(end is None or isinstance(end, Literal) for end in (band.low, band.high)):
                low, high = (end.value if isinstance(end, Literal) else None for end in (band.low, band.high))
                bands.setdefault(band.subject, []).append((Interval(low, False, high, high is not None), band))
        for subject, found in bands.items():
            yield subject, sorted(found, key=lambda each: each[0].low or 0)


def _bands(sum_of: Expr) -> Iterator[Segment]:
    """The bands that a sum is made of."""
    seen: set[Definition] = set()
    waiting = [sum_of]
    while waiting:
        match waiting.pop(0):
            case Product(left=left):
                waiting.append(left)
            case Addition(parts=parts):
                waiting += parts
            case DefinitionRef(definition=made):
                if made not in seen:
                    seen.add(made)
                    waiting.append(made.body)
            case expr if segment := anatomy_of(expr).segment:
                yield segment
