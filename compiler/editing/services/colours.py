"""Semantic colours: what each word of a block is, known from how it was read; the document's own text has none.

What could not be read has the colours of its numbers and quotations only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...document.document import Block
from ...model.resolved import Resolved
from ...reading.syntax import Section
from ...resolve.citation import quotations
from ...text.source import Span
from ..answers import Colour, ColourKind, Range
from ..desk import Checked
from ..spot import rules, sections_of

_OF_TERMINALS: dict[str, ColourKind] = {
    **dict.fromkeys(("QUANTITY", "RATE", "PRICE", "POINTS", "RANK", "PERCENTS", "YEAR", "NUMBER"), "number"),
    "VALUE": "option",
    "NAME": "name",
}
_NUMBER = re.compile(
    "[0-9０-９][0-9０-９.,，]*[十百千万亿]*(?:元|%|％|‰|[个家人亩年月日项户])?(?:/[\u4e00-\u9fff]{1,2})?"
)


def colours(checked: Checked, file: str) -> tuple[Colour, ...]:
    """In the order of the text; none overlaps another."""
    found: list[Colour] = []
    end = -1
    for block, there, rule in rules(checked):
        if there.span.source.name != file:
            continue
        for colour in sorted(_of_block(checked, block, rule), key=lambda each: (each.range.start, -each.range.end)):
            if colour.range.start >= end and colour.range.end > colour.range.start:
                found.append(colour)
                end = colour.range.end
    return tuple(found)


def _of_block(checked: Checked, block: Block, rule: Resolved | None) -> Iterator[Colour]:
    def colour(span: Span, kind: ColourKind, *, declared: bool = False) -> Colour:
        return Colour(range=Range.of(checked.places.span(span)), kind=kind, declared=declared)

    yield colour(block.head_span, "keyword")
    if block.body.end < block.span.end:
        yield colour(Span(block.source, block.body.end, block.span.end), "keyword")
    own = {each.span: each for each in rule.occurrences if each.span.source is block.source} if rule else {}
    defined = {each.name for each in rule.clause.definitions} if rule and rule.clause else set()
    for span, each in own.items():
        kind: ColourKind = "definition" if each.name in defined else "name"
        yield colour(span, kind, declared=each.declared_at == span)
    sections = sections_of(checked, block)
    for section in sections:
        yield colour(section.head_span, "heading")
        for span, kind in _of_section(section):
            yield colour(span, kind)
    if not sections:
        for span, kind in _plain(block.body):
            yield colour(span, kind)


def _of_section(section: Section) -> Iterator[tuple[Span, ColourKind]]:
    if section.kind.numbers in ("quoted", "read"):
        for quote in quotations(section.content_span):
            yield Span(quote.source, quote.start - 1, quote.end + 1), "quotation"
        if section.kind.numbers == "read":
            yield _stripped(section.content_span), "comment"
        return
    for sentence in section.sentences:
        for word in sentence.tokens:
            if kind := _OF_TERMINALS.get(word.terminal):
                yield word.span, kind
            elif re.search(r"[\u4e00-\u9fff]", word.text):
                yield word.span, "word"
    if not section.sentences or any(sentence.form is None for sentence in section.sentences):
        yield from _plain(section.content_span)


def _plain(place: Span) -> Iterator[tuple[Span, ColourKind]]:
    """The quotations and numbers of what was not read as sentences."""
    for quote in quotations(place):
        yield Span(quote.source, quote.start - 1, quote.end + 1), "quotation"
    for number in _NUMBER.finditer(place.source.read.text, place.start, place.end):
        yield Span(place.source, number.start(), number.end()), "number"


def _stripped(place: Span) -> Span:
    text = place.source.read.text[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Span(place.source, start, max(start, place.start + len(text.rstrip())))
