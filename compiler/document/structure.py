"""What every line is, and the chapter and article that it stands in.

In: the lines and blocks of all files, and the numbering of the articles where 【政策】 says it.  Out: the ``Part``s with
every place filled in.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .blocks import Line, RawBlock
from .levels import Numbered, decide
from .numbering import Style
from .parts import Part, Place, parts_of


def structured(contents: Sequence[Line | RawBlock], said: Style | None = None) -> list[Part]:
    parts = parts_of(contents)
    for part in parts:
        _level(part, said)
    _promote(parts)
    counts = _Counts()
    for part in parts:
        _assign(part, counts)
    return parts


def _level(part: Part, said: Style | None) -> None:
    """The role of each numbered line of a body."""
    told = [place for place in part.body if place.line and place.role not in ("page", "contents")]
    numbered: list[tuple[Place, Numbered]] = []
    for place in told:
        if place.marker:
            end, _ = place.departments
            text = place.text[place.marker.length : max(end, place.marker.length)].strip()
            numbered.append((place, Numbered(marker=place.marker, text=text, has_text=False)))
        elif numbered:
            numbered[-1][1].has_text = True
    decide([line for _, line in numbered], said)
    for place, line in numbered:
        place.role = line.level


def _promote(parts: Sequence[Part]) -> None:
    """An annex that is what the document issues is none: the notice names it in its title, or has no articles."""
    main = [part for part in parts if not part.is_annex]
    annexes = [part for part in parts if part.is_annex and part.of("article")]
    title = _worded("".join(part.title for part in main))
    for part in annexes:
        issued = _worded(part.title)
        part.is_annex = not (len(issued) > 5 and issued in title)
    if annexes and not any(part.of("article") for part in parts if not part.is_annex):
        annexes[0].is_annex = False
    for part in parts:
        if not part.is_annex:
            part.label = ""


def _worded(title: str) -> str:
    """The words of a title: 某市政策（三十条） and 某市政策三十条 are one."""
    return re.sub(r"\W|征求意见稿|草案|试行", "", title)


class _Counts:
    """How many chapters, sections and articles there are so far."""

    def __init__(self) -> None:
        self.chapters = self.sections = self.articles = 0


def _assign(part: Part, counts: _Counts) -> None:
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    is_ended = False  # the article by its departments
    begun = False
    body = part.body
    ends = _ending(part)
    last_named = _last_named(body)
    for at, place in enumerate(body):
        if at >= ends:
            chapter = section = article = None
            if place.line and place.role == "text":
                place.role = "closing"
        elif place.line and place.role not in ("page", "contents"):
            match place.role:
                case "chapter":
                    chapter, section, article = counts.chapters, None, None
                    counts.chapters += 1
                case "section":
                    section, article = counts.sections, None
                    counts.sections += 1
                case "article":
                    article, is_ended = counts.articles, False
                    counts.articles += 1
                case "item" if article is None:
                    place.role = "text"
                case "text" if not begun:
                    place.role = "closing" if part.is_annex else "preamble"
                case "text" if is_ended and article is not None and at > last_named[at]:
                    article = None
            begun = begun or place.marker is not None
            is_ended = is_ended or place.departments[1]
            if part.is_annex and place.role == "text" and article is None:
                place.role = "closing"
        if place.role not in ("page", "contents", "closing"):
            place.chapter, place.section, place.article = chapter, section, article


def _last_named(body: Sequence[Place]) -> list[int]:
    """For each place of a body the last paragraph that names departments before the next number; before the first place
    where there is none."""
    found: list[int] = []
    last = -1
    for at in reversed(range(len(body))):
        place = body[at]
        if place.line and place.role == "text" and last < 0 and place.departments[1]:
            last = at
        found.append(last)
        last = -1 if place.marker else last
    return found[::-1]


# What comes behind the last article without belonging to it, wherever it ends.
_CLOSING = re.compile(r"附件|附表|附：|附\s*则\s*：|抄送")
_IN_FORCE = re.compile(
    r"特此|(?:本|上述|以上|此)\w{1,12}(?:自.{2,40}(?:施行|实施|执行|生效)|.{0,20}有效期|由.{2,40}(?:负责)?解释|执行期限|.{0,12}之日起)"
)


def _ending(part: Part) -> int:
    """Where the closing paragraphs of a body begin: behind the last number, what speaks of the whole, what follows the
    departments of the last article, or, where every article is of one paragraph, the first that is of none."""
    told = [at for at, place in enumerate(part.body) if place.line and place.role not in ("page", "contents")]
    last = max((at for at in told if part.body[at].marker), default=None)
    if last is None:
        return len(part.body)
    articles = [at for at in told if part.body[at].role == "article"]
    is_statute = any((marker := part.body[at].marker) and marker.style == "条" for at in articles)
    behind = [at for at in told if at > last]
    if not is_statute and len(articles) > 2 and behind and _is_single(part, told, articles, last):
        return behind[0]
    since = articles[-1] if articles else last
    is_ended = any(part.body[at].departments[1] for at in told if since <= at <= last)
    named = _last_named(part.body)
    for at in behind:
        text = part.body[at].text
        if (is_ended and at > named[at]) or _CLOSING.match(text) or (not is_statute and _IN_FORCE.match(text)):
            return at
        is_ended = part.body[at].departments[1]
    return len(part.body)


def _is_single(part: Part, told: Sequence[int], articles: Sequence[int], last: int) -> bool:
    """Whether every article is one paragraph: none but the last number has text of its own behind it."""
    starts = set(articles)
    alone = all(
        part.body[at].marker is not None or part.body[before].marker is None
        for before, at in pairwise(told)
        if at <= last and before >= articles[0]
    )
    final = part.body[articles[-1]].text
    return alone and last in starts and "。" in final.rstrip("。")[8:]
