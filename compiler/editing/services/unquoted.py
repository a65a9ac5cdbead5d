"""The sentences of the document that no block quotes, and the number that a rule for one would have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...document.document import Article
from ...drafting.drafts import Numbers
from ...resolve.citation import quotations
from ...text.source import Source, Span, fold
from ..desk import Checked
from ..spot import rules
from .definition import quoted


def free_sentences(checked: Checked, article: Article | None, before: int, source: Source) -> list[Span]:
    """The sentences of an article that no block quotes, in the files; where a block is in none, those of the paragraph
    above it."""
    places = checked.places
    paragraphs = [
        places.span(each.span)
        for each in checked.policy.document.paragraphs
        if each.is_said and each.article is article
    ]
    if article is None:
        above = [span for span in paragraphs if span.source is source and span.end <= before]
        paragraphs = above[-1:]
    taken: list[Span] = []
    for block, _, _ in rules(checked):
        if block.article is article:
            for quote in quotations(block.body):
                taken += quoted(checked, block, quote)
    heading = "".join(article.heading.split()) if article else ""
    return [
        sentence
        for paragraph in paragraphs
        for sentence in sentences_of(paragraph)
        if "".join(sentence.text.split()).rstrip("。；") != heading
        and not any(
            each.source is sentence.source and each.start < sentence.end and sentence.start < each.end for each in taken
        )
    ]


def sentences_of(paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, without the number and the heading of its article."""
    text = fold(paragraph.source.read.text)
    for found in re.finditer(r"[^。；]+[。；]?", text[paragraph.start : paragraph.end]):
        said = found[0]
        lead = re.match(
            r"\s*(?:[（(]?[0-9一二三四五六七八九十百]+[）)]?[、.．]?|第[一二三四五六七八九十百]+条)?\s*", said
        )
        start = paragraph.start + found.start() + (lead.end() if lead else 0)
        end = paragraph.start + found.end()
        if end - start > 8 and not re.fullmatch(r"[（(].*[）)]。?", text[start:end].strip()):
            yield Span(paragraph.source, start, end)


def sentences_above(checked: Checked, source: Source, at: int) -> list[Span]:
    """The sentences, not quoted yet, of the article in which a place is."""
    article = article_at(checked, source, at)
    return [each for each in free_sentences(checked, article, at, source) if each.source is source]


def article_at(checked: Checked, source: Source, at: int) -> Article | None:
    above = [
        each
        for each in checked.policy.document.paragraphs
        if (span := checked.places.span(each.span)).source is source and span.start < at
    ]
    return above[-1].article if above else None


def next_number(checked: Checked, source: Source, at: int) -> str:
    """The number of a further rule of an article, as a draft of the whole document has it: 7.3 behind 7.2."""
    return Numbers(checked.policy.document).next(article_at(checked, source, at))
