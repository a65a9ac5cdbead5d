"""The official document, told apart from the blocks that stand between its paragraphs.

In: the sources of one policy, in order; each may hold a part of the document (a chapter a file).  Out: a
``Document``: title, chapters, articles with their departments, every paragraph of the document's own text, and every
block with the article it stands in.  Mistakes go to the report; whatever the text, a document comes out.

Which numbering makes an article is found out from the document as a whole: 第X条 where there is any; else （一）
(with 一、 as chapters); else 一、; else 1.  What is numbered below an article is an item.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Literal, NamedTuple, TypeVar

from ..report.diagnostic import Report
from ..report.errors.document import DuplicateArticle
from ..text.source import Source, Span
from ..values import dataclass
from .blocks import Kind, Line, RawBlock, cut
from .departments import Departments, first_leads, read_departments, together
from .numbering import Marker, Style, read_marker
from .passages import Passage, find_over, matchable, nearest

_Node = TypeVar("_Node")
Role = Literal["title", "subtitle", "preamble", "chapter", "section", "article", "item", "text", "closing"]


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
    """（七）支持企业加大研发投入。…: ``label`` is （七）, ``heading`` its first sentence where that is a heading,
    else empty; ``spans`` are its paragraphs."""

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
    """【规则 7.1】…【完】: ``kind`` is 规则 (where it is misspelt, the kind that is meant), ``head`` 7.1,
    ``head_span`` 【规则 7.1】, ``body`` what is between 】 and 【完】, ``span`` all of it."""

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

    def holds(self, place: Span) -> bool:
        """Whether a place is in the block."""
        return place.source is self.source and self.span.start <= place.start < self.span.end


def answering(block: Block) -> Departments:
    """Who answers for what a block says: those of its article, else those of its chapter."""
    for owner in (block.article, block.chapter):
        if owner and (owner.departments.leads or owner.departments.responsible):
            return owner.departments
    return Departments()


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
        """Where a quotation stands: its parts (see ``quote_parts``) in order within one article, the given one first,
        or within paragraphs outside articles that belong together; else over several articles in the order of the
        text, if in each of them the quotation begins with the beginning of a sentence.  White space, width and the
        kind of quotation marks do not count. A part that runs over several paragraphs gives a span for each.  None
        where it is not in the document."""
        wanted = [part for part in map(matchable, parts) if part]
        if not wanted:
            return None
        own = [passage for owner, passage in self._passages if owner is article and article is not None]
        every = [passage for _, passage in self._passages]
        found = (passage.find(wanted) for passage in (*own, *every))
        return next((spans for spans in found if spans), None) or find_over(wanted, every)

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
    leading = any(first_leads(content.text) for content in contents if isinstance(content, Line))
    chapters = tuple(_chapter(lines, marker, leading) for lines, marker in _chapter_lines(places))
    articles = _articles(places, chapters, leading)
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


# --- what each line is ------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Place:
    """A line or a block, and where it stands: ``chapter`` and ``article`` count from 0, None where it stands in
    none."""

    line: Line | None = None
    block: RawBlock | None = None
    marker: Marker | None = None
    role: Role = "text"
    chapter: int | None = None
    article: int | None = None


class _Scheme(NamedTuple):
    """The styles of numbers that are chapters and articles in this document."""

    chapters: frozenset[Style]
    article: Style | None


def _scheme(markers: Sequence[Marker]) -> _Scheme:
    first: dict[Style, int] = {}
    for index, marker in enumerate(markers):
        first.setdefault(marker.style, index)
    if "条" in first:
        # 一、 above the articles is a chapter, within them an item
        above = "章" not in first and first.get("一", len(markers)) < first["条"]
        return _Scheme(frozenset({"章", "一"} if above else {"章"}), "条")
    if "（一）" in first:
        return _Scheme(frozenset({"章", "一"}), "（一）")
    return _Scheme(frozenset({"章"}), "一" if "一" in first else "1" if "1" in first else None)


def _places(contents: Sequence[Line | RawBlock]) -> list[_Place]:
    """The role of every line, and the chapter and article of every line and block."""
    places = [
        _Place(line=content, marker=read_marker(content.text)) if isinstance(content, Line) else _Place(block=content)
        for content in contents
    ]
    scheme = _scheme([place.marker for place in places if place.marker])
    numbered = [
        index
        for index, place in enumerate(places)
        if place.marker and (place.marker.style in scheme.chapters or place.marker.style == scheme.article)
    ]
    first, last = (numbered[0], numbered[-1]) if numbered else (len(places), len(places))
    chapters = articles = 0
    chapter: int | None = None
    article: int | None = None
    is_ended = is_closing = False  # the article by its bracket of departments; the document by its last articles's
    for index, place in enumerate(places):
        if place.line:
            style = place.marker.style if place.marker else None
            is_done = is_ended and style is None and article is not None
            if style in scheme.chapters:
                place.role, chapter, article = "chapter", chapters, None
                chapters += 1
            elif style and style == scheme.article:
                place.role, article, is_ended = "article", articles, False
                articles += 1
            elif index < first:
                place.role = "preamble"
            elif is_closing or (index > last and (is_done or _CLOSING.match(place.line.text))):
                place.role, chapter, article, is_closing = "closing", None, None, True
            elif style == "节":
                place.role, article = "section", None
            elif article is not None and style:
                place.role = "item"
            elif is_done:
                article = None
            is_ended = is_ended or bool(read_departments(place.line.text)[1])
        place.chapter, place.article = chapter, article
    _mark_title(places[:first])
    return places


# What comes behind the last article without belonging to it, wherever it ends: annexes, and the date under the
# document.
_CLOSING = re.compile(
    r"附件|附表|附：|抄送|[0-9〇零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$"
)

_SUBTITLE = re.compile(r"（[^（）]*）$|.{0,20}[〔【（][0-9]{4}[〕】）][0-9]+号$")
_WHOLE_TITLE = re.compile(r".*(?:政策|意见|措施|办法|规定|细则|方案|规划|条例|决定|通知|公告|目录|标准|（试行）)$")
_LONGEST_TITLE_LINE = 60


def _mark_title(places: Sequence[_Place]) -> None:
    """The title is the short lines that the document begins with, up to one that names a kind of document; among and
    behind them stand its number and lines like （2025年版）."""
    is_titled = is_whole = False
    for place in places:
        if not place.line:
            continue
        text = place.line.text
        if _SUBTITLE.match(text):
            place.role = "subtitle"
            is_whole = is_titled
        elif is_whole or len(text) > _LONGEST_TITLE_LINE or text[-1] in "。；：，、！？":
            return
        else:
            place.role = "title"
            is_titled, is_whole = True, bool(_WHOLE_TITLE.match(text))


# --- chapters, articles, departments ----------------------------------------------------------------------------------


def _chapter_lines(places: Sequence[_Place]) -> Iterator[tuple[list[Line], Marker]]:
    """The headings of chapters, each with the paragraphs below it that are in no article."""
    for at, place in enumerate(places):
        if place.role == "chapter" and place.line and place.marker:
            below = takewhile(lambda other: other.role == "text" and other.article is None, places[at + 1 :])
            yield [place.line, *(other.line for other in below if other.line)], place.marker


def _chapter(lines: Sequence[Line], marker: Marker, leading: bool) -> Chapter:
    line, *below = lines
    end, departments = read_departments(line.text, leading=leading)
    # （区科技局牵头） may stand on a line of its own
    alone = (read_departments(other.text, leading=leading) for other in below)
    stop = line.text.find("。", marker.length, end)
    return Chapter(
        number=marker.number,
        label=_label(line, marker),
        heading=line.span.text[marker.length : end if stop < 0 else stop].strip(),
        departments=together([departments, *(named for start, named in alone if start == 0)]),
        span=line.span,
    )


def _articles(places: Sequence[_Place], chapters: Sequence[Chapter], leading: bool) -> tuple[Article, ...]:
    owned: dict[int, list[_Place]] = {}
    for place in places:
        if place.line and place.article is not None:
            owned.setdefault(place.article, []).append(place)
    return tuple(_article(paragraphs, chapters, leading) for paragraphs in owned.values())


def _article(paragraphs: Sequence[_Place], chapters: Sequence[Chapter], leading: bool) -> Article:
    first = paragraphs[0]
    lines = [place.line for place in paragraphs if place.line]
    assert first.marker, "an article begins with its number"
    named = [read_departments(line.text, leading=leading)[1] for line in lines]
    return Article(
        number=first.marker.number,
        label=_label(lines[0], first.marker),
        heading=_heading(lines[0], first.marker),
        departments=together(named),
        chapter=_at(chapters, first.chapter),
        items=tuple(
            Item(number=place.marker.number, label=_label(place.line, place.marker), span=place.line.span)
            for place in paragraphs
            if place.role == "item" and place.line and place.marker
        ),
        spans=tuple(line.span for line in lines),
    )


_LONGEST_HEADING = 40


def _heading(line: Line, marker: Marker) -> str:
    """The first sentence, where it stands before others or alone without a comma: 第七条 of a law begins with no
    heading."""
    end, _ = read_departments(line.text)
    stop = line.text.find("。", marker.length, end)
    sentence = line.text[marker.length : end if stop < 0 else stop]
    goes_on = 0 <= stop < end - 1
    if len(sentence) > _LONGEST_HEADING or ("，" in sentence and not goes_on):
        return ""
    return line.span.text[marker.length : marker.length + len(sentence)].strip()


def _label(line: Line, marker: Marker) -> str:
    return line.span.text[: marker.length]


def _report_duplicates(articles: Sequence[Article], report: Report) -> None:
    """Numbers count through the document, or begin anew in each chapter where two chapters have an article 1."""
    begins_anew = sum(article.number == 1 for article in articles) > 1
    seen: dict[tuple[int, Span | None], Article] = {}
    for article in articles:
        chapter = article.chapter.span if begins_anew and article.chapter else None
        first = seen.setdefault((article.number, chapter), article)
        if first is not article:
            report.add(DuplicateArticle(span=_label_span(article), label=article.label, first=_label_span(first)))


def _label_span(article: Article) -> Span:
    return Span(article.span.source, article.span.start, article.span.start + len(article.label))


def _at(nodes: Sequence[_Node], index: int | None) -> _Node | None:
    return None if index is None else nodes[index]
