"""Things by where they stand in a text, to be asked for those that a place meets: of thousands, without trying each."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from .source import Source, Span

_T = TypeVar("_T")


class Placed(Generic[_T]):
    """Each thing with its span; those at a place come in the order in which they were given."""

    def __init__(self, things: Iterable[tuple[Span, _T]]) -> None:
        self._of: dict[int, list[tuple[int, int, int, _T]]] = {}
        self._sources: list[Source] = []
        for number, (span, thing) in enumerate(things):
            if id(span.source) not in self._of:
                self._sources.append(span.source)  # so that its id stays its own
            self._of.setdefault(id(span.source), []).append((span.start, number, span.end, thing))
        for listed in self._of.values():
            listed.sort(key=lambda each: each[:2])
        self._longest = {of: max(end - start for start, _, end, _ in each) for of, each in self._of.items()}

    def at(self, span: Span) -> list[_T]:
        of = id(span.source)
        listed = self._of.get(of, [])
        low = bisect_left(listed, span.start - self._longest.get(of, 0), key=lambda each: each[0])
        high = bisect_left(listed, span.end, key=lambda each: each[0])
        return [thing for _, _, thing in sorted(_met(listed[low:high], span), key=lambda each: each[0])]


def _met(listed: list[tuple[int, int, int, _T]], span: Span) -> list[tuple[int, int, _T]]:
    return [(number, end, thing) for start, number, end, thing in listed if start < span.end and span.start < end]
