"""Documents with what a careful reader finds in them, compared with what is read; tests/documents/README.md says how.

In: a text and its truth.  Out: what is wrong, in words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tiaowen.compiler.document.document import Document, read_document
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source, Span, position

Lines = dict[int, str]


@dataclass(frozen=True, kw_only=True)
class Truth:
    """``articles`` and ``chapters`` by their lines, from 1; ``either_…`` may be one or not.  None is not compared."""

    title: tuple[str, ...]
    articles: Lines
    chapters: Lines = field(default_factory=dict)
    either_articles: frozenset[int] = frozenset()
    either_chapters: frozenset[int] = frozenset()
    number: str | None = None
    addressee: str | None = None
    issuer: str | None = None
    day: str | None = None

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Truth":
        def either(what: str) -> frozenset[int]:
            return frozenset(line for _, line in told.get("either", {}).get(what, ()))

        return cls(
            title=(told["title"], *told.get("title_also", ())),
            articles=dict(zip(told["article_lines"], told["articles"], strict=True)),
            chapters=dict(zip(told.get("chapter_lines", ()), told.get("chapters", ()), strict=True)),
            either_articles=either("articles"),
            either_chapters=either("chapters"),
            number=told.get("doc_number"),
            addressee=told.get("addressee"),
            issuer=told.get("issuer"),
            day=told.get("date"),
        )


def plain(text: str) -> str:
    """White space, width and punctuation at the ends do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("、.:;,。")


def bare(text: str) -> str:
    """A title or heading without a remark in brackets at its end."""
    return plain(re.sub(r"\([^()]*\)$", "", plain(text)))


def read(text: str) -> Document:
    return read_document([Source.of("文件.txt", text)], Report())


def misread(text: str, truth: Truth) -> list[str]:
    document = read(text)
    wrong = []
    if bare(document.title) not in set(map(bare, truth.title)):
        wrong.append(f"title {document.title!r} for {truth.title[0]!r}")
    articles = {line_of(article.span): plain(article.label) for article in document.articles}
    chapters = {line_of(chapter.span): bare(chapter.heading) for chapter in document.chapters}
    wrong += _compare(
        "article", articles, {line: plain(text) for line, text in truth.articles.items()}, truth.either_articles
    )
    wrong += _compare(
        "chapter", chapters, {line: bare(text) for line, text in truth.chapters.items()}, truth.either_chapters
    )
    imprint = document.imprint
    said = {
        "number": (imprint.number, truth.number),
        "addressee": (imprint.addressee, truth.addressee),
        "issuer": ("、".join(imprint.issuers), truth.issuer),
        "day": (str(imprint.day or ""), truth.day),
    }
    wrong += [
        f"{what} {got!r} for {real!r}"
        for what, (got, real) in said.items()
        if real is not None and plain(got) != plain(real)
    ]
    outside = {plain(name) for name in (truth.issuer or "").split("、")} - {""}
    for paragraph in document.paragraphs:
        if paragraph.article and (
            plain(paragraph.text) in outside or re.fullmatch(r"附件\d*|\d{4}年\d+月\d+日", plain(paragraph.text))
        ):
            wrong.append(f"line {line_of(paragraph.span)} taken into {paragraph.article.label}")
    return wrong


def line_of(span: Span) -> int:
    return position(span.source, span.start).line


def _compare(what: str, got: Lines, real: Lines, either: Iterable[int]) -> Iterator[str]:
    open_to_both = set(either)
    for line, text in real.items():
        if got.get(line) != text:
            yield f"{what} {text} of line {line} not found"
    for line, text in got.items():
        if line not in real and line not in open_to_both:
            yield f"{what} {text} of line {line} invented"
