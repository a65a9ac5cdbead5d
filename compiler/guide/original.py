"""The document's own text as it is printed: its paragraphs in order, each with what of it is set as a heading.

In: a document.  Out: ``Written`` paragraphs.  All are there but the numbers of pages that a clipboard brought: paper
has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document.document import Article, Chapter, Document
from ..document.numbering import Marker, Style, read_marker
from ..document.parts import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A paragraph: its first ``lead`` characters are a heading (all of them where it is nothing else), numbered in a
    ``style``; ``part`` counts the parts of the document; ``is_head`` what stands before the text of its part."""

    role: Role
    text: str
    lead: int
    style: Style | None
    part: int
    is_head: bool


def written(document: Document) -> Iterator[Written]:
    articles = (*document.articles, *(article for annex in document.annexes for article in annex.articles))
    numbered: tuple[Chapter | Article, ...] = (*_chapters(document), *articles)
    headings = {(each.span.source.name, each.span.start): each.heading for each in numbered}
    begun: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.role == "page":
            continue
        if paragraph.role not in _HEAD:
            begun.add(paragraph.part)
        place = paragraph.span.source.name, paragraph.span.start
        is_heading = place in headings and paragraph.role in _NUMBERED
        # a heading without a number looks like 一、
        marker = (read_marker(paragraph.text) or Marker("一", 0, 0)) if is_heading else None
        yield Written(
            role=paragraph.role,
            text=paragraph.text,
            lead=_lead(paragraph.text, headings[place], marker) if marker else 0,
            style=marker.style if marker else None,
            part=paragraph.part,
            is_head=paragraph.part not in begun,
        )


_HEAD = ("letterhead", "number", "title", "subtitle", "date", "signature", "annex", "furniture", "contents")
_NUMBERED = ("chapter", "section", "article")


def _chapters(document: Document) -> Iterator[Chapter]:
    """Chapters and the sections in them, wherever they stand."""
    found = (
        *document.chapters,
        *(chapter for annex in document.annexes for chapter in annex.chapters),
        *(article.section for article in document.articles if article.section),
        *(article.section for annex in document.annexes for article in annex.articles if article.section),
    )
    yield from {(each.span.source.name, each.span.start): each for each in found}.values()


def _lead(text: str, heading: str, marker: Marker) -> int:
    """Up to the end of the heading with its full stop; of what is no sentence all; else the number."""
    at = text.find(heading, marker.length) if heading and marker.style != "条" else -1
    if at >= 0:
        end = at + len(heading)
        return end + 1 if text[end : end + 1] == "。" else end
    if marker.style != "条" and not re.search("[。；：]", text):
        return len(text)
    return len(text[: marker.length].rstrip())
