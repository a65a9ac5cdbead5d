"""The official document, told apart from the blocks that stand between its paragraphs.

In: the sources of one policy, in order; each may hold a part of the document (a chapter a file).  Out: a
``Document``: title, chapters, articles with their departments, every paragraph of the document's own text, and every
block with the article it stands in.  Mistakes go to the report; whatever the text, a document comes out.

What a line is, and which numbering makes an article, is found out from the document as a whole: ``parts`` cuts it into
the notice, what it issues and the annexes, ``levels`` decides on the numbers of each.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TypeVar

from ..report.diagnostic import Report
from ..report.errors.document import DuplicateArticle
from ..text.pasted import unjoined
from ..text.source import Source, Span
from .blocks import Kind, Line, RawBlock, cut
from .departments import Departments, first_leads, read_departments, together
from .imprint import Imprint, imprint_of, issued_by, title_of
from .numbering import Marker, Style
from .parts import Part, Place, Role
from .passages import Passage, find_over, matchable, nearest
from .said import articles_said
from .structure import structured

_Node = TypeVar("_Node")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """一、强化科技创新（区科技局牵头）: ``label`` is 一、, ``heading`` 强化科技创新, ``span`` the paragraph."""

    number: int
    label: str
    heading: str
    departments: Departments
    span: Span


# （一）固定资产投资奖励 between a chapter and the articles 1., 2. has what a chapter has.
Section = Chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A numbered paragraph within an article."""

    number: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """（七）支持企业加大研发投入。…: ``label`` is （七）, ``heading`` its first sentence where that is a heading,
    else empty; ``spans`` are its paragraphs; ``annex`` is the label of the annex that it is an article of, else empty."""

    number: int
    label: str
    style: Style
    heading: str
    departments: Departments
    chapter: Chapter | None
    section: Section | None = None
    items: tuple[Item, ...]
    spans: tuple[Span, ...]
    annex: str = ""
    part: int = 0

    @property
    def name(self) -> str:
        """附件1（一）, 附件1 2.; of the document itself only its label."""
        label = self.label.strip()
        return f"{self.annex} {label}" if self.annex[-1:].isdigit() and label[0].isdigit() else f"{self.annex}{label}"

    @property
    def span(self) -> Span:
        """Its first paragraph."""
        return self.spans[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the document's own text, without white space around it; ``part`` counts the parts of the document:
    the notice, what it issues, the annexes."""

    span: Span
    role: Role
    chapter: Chapter | None
    article: Article | None
    part: int = 0

    @property
    def is_said(self) -> bool:
        """Whether these are words of the document, not its title, 落款, or what surrounds it on paper."""
        return self.role in _SAID

    @property
    def text(self) -> str:
        return unjoined(self.span.text)


_SAID: frozenset[Role] = frozenset(("preamble", "chapter", "section", "article", "item", "text", "closing"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """附件1 and what is attached: its chapters and articles are its own, none of the document's."""

    label: str
    title: str
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    span: Span


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
    """Everything in order of the text; ``title`` is empty where the sources begin within the document, and that of the
    notice where there is one; ``issued`` are the titles of what it issues."""

    sources: tuple[Source, ...]
    title: str
    issued: tuple[str, ...]
    imprint: Imprint
    subtitles: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...]
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
        own = self._passages_of.get(id(article), ()) if article is not None else ()
        found = (passage.find(wanted) for passage in chain(own, self._every_passage))
        return next((spans for spans in found if spans), None) or find_over(wanted, self._every_passage)

    def nearest_passage(self, quote: str) -> str | None:
        """The words of the document most like a quotation that is not in it; None where nothing is like it."""
        return nearest(quote, self._every_passage)

    def with_blocks(self, sources: Sequence[Source], blocks: Sequence[Block]) -> "Document":
        """The same text with other blocks in it."""
        made = replace(self, sources=tuple(sources), blocks=tuple(blocks))
        # They are of the paragraphs alone, and as good for the other.
        vars(made)["_passages"] = self._passages
        return made

    @cached_property
    def _passages(self) -> tuple[tuple[Article | None, Passage], ...]:
        groups: dict[tuple[int, int, int, str], list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            place = "" if paragraph.article or paragraph.chapter else paragraph.role
            owners = id(paragraph.article), id(paragraph.chapter), paragraph.part
            groups.setdefault((*owners, place), []).append(paragraph)
        return tuple((group[0].article, Passage([paragraph.span for paragraph in group])) for group in groups.values())

    @cached_property
    def _every_passage(self) -> tuple[Passage, ...]:
        return tuple(passage for _, passage in self._passages)

    @cached_property
    def _passages_of(self) -> dict[int, list[Passage]]:
        """By the id of their article."""
        found: dict[int, list[Passage]] = {}
        for article, passage in self._passages:
            found.setdefault(id(article), []).append(passage)
        return found


def read_document(sources: Sequence[Source], report: Report) -> Document:
    """Read the sources of one policy as one document.  Adds T0101 to T0106 to the report."""
    return document_of(sources, [content for source in sources for content in cut(source, report)], report)


def document_of(sources: Sequence[Source], contents: list[Line | RawBlock], report: Report) -> Document:
    """The same, of what was cut out of the sources already; the list is given up."""
    parts = structured(contents, articles_said(contents, report))
    places = [place for part in parts for place in part.places]
    leading = any(first_leads(content.text) for content in contents if isinstance(content, Line))
    contents.clear()
    chapters = [_chapter(lines, marker, leading) for lines, marker in _heading_lines(places, "chapter")]
    sections = [_chapter(lines, marker, leading) for lines, marker in _heading_lines(places, "section")]
    annexed = {at: part.label for at, part in enumerate(parts) if part.is_annex}
    articles = _articles(places, chapters, sections, annexed, leading)
    _report_duplicates(articles, report)
    main = [part for part in parts if not part.is_annex]
    title = title_of(main)
    made = Document(
        sources=tuple(sources),
        title=title,
        issued=issued_by(main, title),
        imprint=imprint_of(main),
        subtitles=tuple(unjoined(place.line.span.text) for part in main for place in part.of("subtitle") if place.line),
        chapters=_of_main(chapters, places, annexed, "chapter"),
        articles=tuple(article for article in articles if not article.annex),
        annexes=tuple(_annexes(parts, chapters, articles)),
        paragraphs=(),
        blocks=tuple(
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
        ),
    )
    # Of a text of a million lines, what each was read as and what is made of it would be too much at once.
    del parts, main
    return replace(made, paragraphs=tuple(_paragraphs(places, chapters, articles)))


def _paragraphs(places: list[Place], chapters: Sequence[Chapter], articles: Sequence[Article]) -> Iterator[Paragraph]:
    """Those of the places, which are given up one by one."""
    places.reverse()
    while places:
        place = places.pop()
        if place.line:
            yield Paragraph(
                span=place.line.span,
                role=place.role,
                chapter=_at(chapters, place.chapter),
                article=_at(articles, place.article),
                part=place.part,
            )


def _annexes(parts: Sequence[Part], chapters: Sequence[Chapter], articles: Sequence[Article]) -> Iterator[Annex]:
    for part in parts:
        lines = [place.line for place in part.places if place.line]
        if part.is_annex and lines:
            yield Annex(
                label=part.label,
                title=part.title,
                chapters=tuple(chapters[place.chapter] for place in part.of("chapter") if place.chapter is not None),
                articles=tuple(articles[place.article] for place in part.of("article") if place.article is not None),
                span=lines[0].span,
            )


def _of_main(
    chapters: Sequence[Chapter], places: Sequence[Place], annexed: Mapping[int, str], role: Role
) -> tuple[Chapter, ...]:
    heads = [place for place in places if place.role == role]
    return tuple(chapter for chapter, place in zip(chapters, heads, strict=True) if place.part not in annexed)


# --- chapters, articles, departments ----------------------------------------------------------------------------------


def _heading_lines(places: Sequence[Place], role: Role) -> Iterator[tuple[list[Line], Marker]]:
    """The headings of chapters, each with the paragraphs below it that are in no article."""
    head: Marker | None = None
    lines: list[Line] = []
    for place in places:
        if head and (place.role != "text" or place.article is not None):
            yield lines, head
            head = None
        if place.line and place.role == role and place.marker:
            head, lines = place.marker, [place.line]
        elif head and place.line:
            lines.append(place.line)
    if head:
        yield lines, head


def _chapter(lines: Sequence[Line], marker: Marker, leading: bool) -> Chapter:
    line, *below = lines
    end, departments = read_departments(line.text, leading=leading)
    # （区科技局牵头） may stand on a line of its own
    alone = (read_departments(other.text, leading=leading) for other in below)
    stop = line.text.find("。", marker.length, end)
    return Chapter(
        number=marker.number,
        label=_label(line, marker),
        heading=_closed(unjoined(line.span.text[marker.length : end if stop < 0 else stop])),
        departments=together([departments, *(named for start, named in alone if start == 0)]),
        span=line.span,
    )


def _articles(
    places: Sequence[Place],
    chapters: Sequence[Chapter],
    sections: Sequence[Section],
    annexed: Mapping[int, str],
    leading: bool,
) -> list[Article]:
    owned: dict[int, list[Place]] = {}
    for place in places:
        if place.line and place.article is not None:
            owned.setdefault(place.article, []).append(place)
    return [
        _article(
            paragraphs,
            _at(chapters, paragraphs[0].chapter),
            _at(sections, paragraphs[0].section),
            annexed.get(paragraphs[0].part, ""),
            leading,
        )
        for paragraphs in owned.values()
    ]


def _article(
    paragraphs: Sequence[Place], chapter: Chapter | None, section: Section | None, annex: str, leading: bool
) -> Article:
    marker = paragraphs[0].marker
    lines = [place.line for place in paragraphs if place.line]
    assert marker, "an article begins with its number"
    return Article(
        number=marker.number,
        label=_label(lines[0], marker),
        style=marker.style,
        heading=_heading(lines[0], marker),
        departments=together([read_departments(line.text, leading=leading)[1] for line in lines]),
        chapter=chapter,
        section=section,
        items=tuple(
            Item(number=place.marker.number, label=_label(place.line, place.marker), span=place.line.span)
            for place in paragraphs
            if place.role == "item" and place.line and place.marker
        ),
        spans=tuple(line.span for line in lines),
        annex=annex,
        part=paragraphs[0].part,
    )


_LONGEST_HEADING = 40


def _heading(line: Line, marker: Marker) -> str:
    """The first sentence, where it stands before others or alone without a comma: 第七条 of a law begins with no
    heading."""
    end, _ = read_departments(line.text)
    stop = line.text.find("。", marker.length, end)
    sentence = line.text[marker.length : end if stop < 0 else stop]
    goes_on = 0 <= stop < end - 1
    if len(unjoined(sentence).strip()) > _LONGEST_HEADING or ("，" in sentence and not goes_on):
        return ""
    return _closed(unjoined(line.span.text[marker.length : marker.length + len(sentence)]))


def _closed(heading: str) -> str:
    """A heading without the white space that spaces out a short one: 总　　则."""
    parts = heading.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else heading.strip()


def _label(line: Line, marker: Marker) -> str:
    return line.span.text[: marker.length]


def _report_duplicates(articles: Sequence[Article], report: Report) -> None:
    """Numbers count through a part of the document, or begin anew below each heading where two have an article 1."""

    def kind(article: Article) -> tuple[int, Style]:
        return article.part, article.style

    ones = Counter(kind(article) for article in articles if article.number == 1)
    seen: dict[tuple[object, ...], Article] = {}
    for article in articles:
        above = (article.section or article.chapter) if ones[kind(article)] > 1 else None
        place = (*kind(article), article.number, above.span if above else None)
        first = seen.setdefault(place, article)
        if first is not article:
            report.add(DuplicateArticle(span=_label_span(article), label=article.label, first=_label_span(first)))


def _label_span(article: Article) -> Span:
    return Span(article.span.source, article.span.start, article.span.start + len(article.label))


def _at(nodes: Sequence[_Node], index: int | None) -> _Node | None:
    return None if index is None else nodes[index]
