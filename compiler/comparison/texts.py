"""What changed in the document's own text, article by article.

In: two documents.  Out: an ``ArticleChange`` for every article of either, in the order of the new one (what is gone
stands where it stood), and for what stands outside articles.  Articles belong together by their text, not by their
number; a number that is another is no change of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Literal

from ..analysis.likeness import likeness, paired, substance
from ..document.document import Article, Document
from ..text.source import squeeze

Status = Literal["same", "changed", "added", "removed"]
# How like two articles must be to be one that was changed; where the headings are the same, less is enough.
_LEAST = Fraction(2, 5)
_LEAST_UNDER_HEADING = Fraction(1, 5)
# And in what they are about, without the words that every award has.
_LEAST_SUBSTANCE = Fraction(1, 5)
# Unchanged characters between two changes that are too few to be read apart from them.
_ISLAND = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed (=), that only the old text has (-), or only the new one (+)."""

    kind: Literal["=", "-", "+"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphChange:
    """A paragraph that changed: empty where it is not in that text."""

    old: str = ""
    new: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(word_changes(self.old, self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """``old`` and ``new`` are the labels, （七）; ``old_number`` and ``new_number`` what clauses know their article by;
    outside articles ``outside`` says where.  ``paragraphs`` are those that changed."""

    status: Status
    old: str = ""
    new: str = ""
    old_heading: str = ""
    new_heading: str = ""
    old_article: Article | None = None
    new_article: Article | None = None
    outside: str = ""
    paragraphs: tuple[ParagraphChange, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        return bool(self.old and self.new) and self.old != self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """An article, or the paragraphs of one kind outside articles: ``texts`` without its number."""

    label: str
    heading: str
    texts: tuple[str, ...]
    article: Article | None = None
    outside: str = ""

    @property
    def whole(self) -> str:
        return "\n".join(self.texts)


def text_changes(old: Document, new: Document) -> tuple[ArticleChange, ...]:
    before, after = list(_parts(old)), list(_parts(new))
    pairs = paired(before, after, _like, Fraction(0))
    to_new = dict(pairs)
    of_new = {to: at for at, to in pairs}
    found: list[ArticleChange] = []
    told = 0

    def gone(until: int) -> Iterator[ArticleChange]:
        for at in range(told, until):
            if at not in to_new:
                yield _change(before[at], None)

    for to, part in enumerate(after):
        at = of_new.get(to)
        if at is None:
            found.append(_change(None, part))
            continue
        found += gone(at)
        told = max(told, at + 1)
        found.append(_change(before[at], part))
    return (*found, *gone(len(before)))


def _parts(document: Document) -> Iterator[_Part]:
    outside: dict[str, list[str]] = {}
    articles: list[_Part] = []
    for article in document.articles:
        first, *rest = (squeeze(span.text).text for span in article.spans)
        texts = (first.removeprefix(squeeze(article.label).text), *rest)
        articles.append(_Part(label=article.label.strip(), heading=article.heading, texts=texts, article=article))
    for paragraph in document.paragraphs:
        if paragraph.article is None and paragraph.text:
            place = _PLACES.get(paragraph.role, "正文其他段落")
            outside.setdefault(place, []).append(squeeze(paragraph.text).text)
    places = {name: _Part(label="", heading="", texts=tuple(texts), outside=name) for name, texts in outside.items()}
    first_places = [places.pop(name) for name in ("标题", "前言") if name in places]
    return iter([*first_places, *articles, *places.values()])


_PLACES = {
    "title": "标题",
    "subtitle": "标题",
    "preamble": "前言",
    "chapter": "章、节的标题",
    "section": "章、节的标题",
    "closing": "附则、附件和落款",
}


def _like(one: _Part, other: _Part) -> Fraction:
    """Below zero where the two are not the same article."""
    if one.outside or other.outside:
        return Fraction(1) if one.outside == other.outside else Fraction(-1)
    if one.texts == other.texts:
        return Fraction(2)
    score = likeness(one.whole, other.whole)
    is_under_one_heading = bool(one.heading) and one.heading == other.heading
    if not is_under_one_heading and substance(one.whole, other.whole) < _LEAST_SUBSTANCE:
        return Fraction(-1)
    least = _LEAST_UNDER_HEADING if is_under_one_heading else _LEAST
    return score if score >= least else Fraction(-1)


def _change(old: _Part | None, new: _Part | None) -> ArticleChange:
    shown = new or old
    assert shown is not None
    status: Status = "added" if old is None else "removed" if new is None else "changed"
    if old is not None and new is not None and old.texts == new.texts:
        status = "same"
    return ArticleChange(
        status=status,
        old=old.label if old else "",
        new=new.label if new else "",
        old_heading=old.heading if old else "",
        new_heading=new.heading if new else "",
        old_article=old.article if old else None,
        new_article=new.article if new else None,
        outside=shown.outside,
        paragraphs=tuple(_paragraphs(old.texts if old else (), new.texts if new else ())),
    )


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[ParagraphChange]:
    """The paragraphs that are not in both: those that are alike side by side."""
    for kind, at, to, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before, after = old[at:to], new[start:end]
        pairs = dict(paired(before, after, likeness, Fraction(1, 5)))
        yield from (ParagraphChange(old=text) for index, text in enumerate(before) if index not in pairs)
        back = {new_at: old_at for old_at, new_at in pairs.items()}
        for index, text in enumerate(after):
            yield ParagraphChange(old=before[back[index]] if index in back else "", new=text)


# A number with its unit is one word: 20万元 became 30万元, not 2 became 3.
_WORD = re.compile(r"[0-9][0-9.,]*[%‰]?[万亿]?[元家人亩项个年月日户吨]?|[A-Za-z]+|.", re.S)


def word_changes(old: str, new: str) -> Iterator[Run]:
    """The words of two texts: what stayed, what went, what came."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = come = ""
    for index, (kind, at, to, start, end) in enumerate(codes):
        stayed = "".join(before[at:to]) if kind == "equal" else ""
        is_island = 0 < index < len(codes) - 1 and len(stayed) < _ISLAND
        if kind == "equal" and not is_island:
            yield from _runs(gone, come)
            gone = come = ""
            yield Run("=", stayed)
        else:
            gone += "".join(before[at:to])
            come += "".join(after[start:end])
    yield from _runs(gone, come)


def _runs(gone: str, come: str) -> Iterator[Run]:
    if gone:
        yield Run("-", gone)
    if come:
        yield Run("+", come)
