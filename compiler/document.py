"""The official document, told apart from the blocks that stand between its paragraphs.

In: the sources of one policy, in order; each may hold a part of the document (a chapter a file).  Out: a ``Document``: title,
chapters, articles with their departments, every paragraph of the document's own text, and every block with the article it stands
in.  Mistakes go to the report; whatever the text, a document comes out.

Which numbering makes an article is found out from the document as a whole: 第X条 where there is any; else （一） (with 一、 as
chapters); else 一、; else 1.  What is numbered below an article is an item.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from .blocks import Kind, Line, RawBlock, cut
from .diagnostic import Report
from .errors.document import DuplicateArticle
from .numbering import Marker, Style, read_marker
from .passages import Passage, matchable, nearest
from .source import Source, Span

Role = Literal["title", "subtitle", "preamble", "chapter", "section", "article", "item", "text", "closing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """Who is named behind a heading or an article, as written, in order: 牵头单位, 责任单位, 配合单位."""

    leads: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """一、强化科技创新（区科技局牵头）: ``label`` is 一、, ``heading`` 强化科技创新, ``span`` the paragraph."""

    number: int
    label: str
    heading: str
    departments: Departments
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered paragraph within an article."""

    number: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """（七）支持企业加大研发投入。…: ``label`` is （七）, ``heading`` its first sentence where that is a heading, else empty;
    ``spans`` are its paragraphs."""

    number: int
    label: str
    heading: str
    departments: Departments
    chapter: Chapter | None
    items: tuple[Item, ...]
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Its first paragraph."""
        return self.spans[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the document's own text, without white space around it."""

    span: Span
    role: Role
    chapter: Chapter | None
    article: Article | None

    @property
    def text(self) -> str:
        return self.span.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """【规则 7.1】…【完】: ``kind`` is 规则 (where it is misspelt, the kind that is meant), ``head`` 7.1, ``head_span`` 【规则 7.1】,
    ``body`` what is between 】 and 【完】, ``span`` all of it."""

    kind: Kind
    head: str
    head_span: Span
    body: Span
    span: Span
    chapter: Chapter | None
    article: Article | None

    @property
    def source(self) -> Source:
        return self.span.source


@dataclass(frozen=True, kw_only=True)
class Document:
    """Everything in order of the text; ``title`` is empty where the sources begin within the document."""

    sources: tuple[Source, ...]
    title: str
    subtitles: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]

    @property
    def preamble(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.role == "preamble")

    @property
    def closing(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.role == "closing")

    @property
    def official_text(self) -> str:
        """The document's own text, a paragraph a line, blocks taken out."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def find_quote(self, parts: Sequence[str], article: Article | None = None) -> tuple[Span, ...] | None:
        """Where a quotation stands: its parts (see ``quote_parts``) in order within one article, the given one first, or within
        paragraphs outside articles that belong together.  White space, width and the kind of quotation marks do not count.
        A part that runs over several paragraphs gives a span for each.  None where it is not in the document."""
        wanted = [part for part in map(matchable, parts) if part]
        if not wanted:
            return None
        own = [passage for owner, passage in self._passages if owner is article and article is not None]
        found = (passage.find(wanted) for passage in (*own, *(passage for _, passage in self._passages)))
        return next((spans for spans in found if spans), None)

    def nearest_passage(self, quote: str) -> str | None:
        """The words of the document most like a quotation that is not in it; None where nothing is like it."""
        return nearest(quote, [passage for _, passage in self._passages])

    @cached_property
    def _passages(self) -> tuple[tuple[Article | None, Passage], ...]:
        groups: dict[tuple[int, int, str], list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            place = "" if paragraph.article or paragraph.chapter else paragraph.role
            groups.setdefault((id(paragraph.article), id(paragraph.chapter), place), []).append(paragraph)
        return tuple((group[0].article, Passage([paragraph.span for paragraph in group])) for group in groups.values())


def read_document(sources: Sequence[Source], report: Report) -> Document:
    """Read the sources of one policy as one document.  Adds T0101 to T0106 to the report."""
    contents = [content for source in sources for content in cut(source, report)]
    places = _places(contents)
    chapters = tuple(_chapter(place.line, place.marker) for place in places if place.role == "chapter" and place.marker)
    articles = _articles(places, chapters)
    _report_duplicates(articles, report)
    paragraphs = tuple(
        Paragraph(
            span=place.line.span,
            role=place.role,
            chapter=_at(chapters, place.chapter),
            article=_at(articles, place.article),
        )
        for place in places
        if place.line
    )
    blocks = tuple(
        Block(
            kind=raw.kind,
            head=raw.head,
            head_span=raw.head_span,
            body=raw.body,
            span=raw.span,
            chapter=_at(chapters, place.chapter),
            article=_at(articles, place.article),
        )
        for place in places
        if (raw := place.block)
    )
    return Document(
        sources=tuple(sources),
        title="".join(paragraph.text for paragraph in paragraphs if paragraph.role == "title"),
        subtitles=tuple(paragraph.text for paragraph in paragraphs if paragraph.role == "subtitle"),
        chapters=chapters,
        articles=articles,
        paragraphs=paragraphs,
        blocks=blocks,
    )
