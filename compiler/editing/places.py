"""Places that stay while the text around them changes.

A block is read as a text of its own (a *part* of its file), and the document's own text as it was when it was last read
whole, so that what was made of either is as good after a change elsewhere.  In: a place in such a text.  Out: the same place
in the file as it is now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..document.document import Paragraph
from ..report.diagnostic import Diagnostic, Edit
from ..report.errors.base import Proposal
from ..text.pasted import Pasted
from ..text.source import Source, Span

_Value = TypeVar("_Value")


def part_of(source: Source, start: int, end: int) -> Source:
    """A part of a file as a text of its own, read as it is read in the file."""
    read = source.read

    def within(places: Iterable[int]) -> tuple[int, ...]:
        return tuple(place - start for place in places if start <= place < end)

    return Source(
        source.name,
        source.text[start:end],
        Pasted(read.text[start:end], within(read.joined), within(read.marks), within(read.heads)),
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text stands now: in ``source``, each offset moved by the last of ``moves`` that begins at or before it."""

    source: Source
    moves: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> int:
        index = bisect_right(self.moves, offset, key=lambda move: move[0]) - 1
        return offset + self.moves[index][1]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts that were read stand in the files now; a text that is not among them is a file as it is."""

    _of: dict[int, tuple[Source, Placement]] = field(default_factory=dict)

    def put(self, text: Source, placement: Placement) -> None:
        self._of[id(text)] = text, placement

    def span(self, span: Span) -> Span:
        found = self._of.get(id(span.source))
        if found is None:
            return span
        placement = found[1]
        return Span(placement.source, placement.at(span.start), placement.at(span.end))

    def diagnostic(self, found: Diagnostic) -> Diagnostic:
        """A message with its places, those of its correction and of what it speaks of besides."""
        given = {name: getattr(found, name) for name in found.names}
        moved = {name: self._value(value) for name, value in given.items()}
        return found.with_(**moved) if any(moved[name] is not given[name] for name in given) else found

    def _value(self, value: _Value) -> object:
        match value:
            case Span():
                return self.span(value)
            case Edit():
                return replace(value, span=self.span(value.span))
            case Proposal():
                return replace(value, change=replace(value.change, span=self.span(value.change.span)))
            case tuple() if value and any(isinstance(each, (Span, Edit, Proposal, tuple)) for each in value):
                return tuple(map(self._value, value))
        return value

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        span = self.span(paragraph.span)
        return paragraph if span is paragraph.span else replace(paragraph, span=span)
