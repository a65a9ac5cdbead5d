"""Which files make one policy, as an editor has them: a file alone, or the files of its folder.

In: the path of a file that is open, and the texts of those that are.  Out: the names of the files of its policy, with their
texts, those that are not open read from the disk.  A folder is one policy where it has the official text (原文.txt), where
one of its several files has 【政策】 and no other, or where none has but they go on from each other: one title at most, and no
article twice.  Else each file is a policy of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..document.blocks import cut
from ..document.document import Document, document_of
from ..document.files import MAX_BYTES, SourceError, read_source
from ..pipeline import MAX_FILES, OFFICIAL_TEXT, policy_files
from ..report.diagnostic import Diagnostic, Report
from ..text.source import Source

_GOVERNS = re.compile(r"^[ \t\u3000]*【[ \t]*政策[ \t]*】", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The texts of a policy by the paths of its files; ``unread`` are those that cannot be read."""

    texts: Mapping[str, str]
    official: tuple[str, str] | None = None
    unread: tuple[Diagnostic, ...] = field(default=())


def files_of(path: str, opened: Mapping[str, str]) -> Files:
    """The policy that a file is of; ``opened`` are the texts of open files by their paths."""
    alone = Files(texts={path: opened[path]} if path in opened else dict(_read_alone(path)))
    place = Path(path)
    try:
        names = policy_files(place.parent)
        is_large = len(names) > MAX_FILES or sum(name.stat().st_size for name in names) > MAX_BYTES
    except OSError:
        return alone
    if is_large or place not in names or place.name == OFFICIAL_TEXT:
        return alone
    texts: dict[str, str] = {}
    unread: list[Diagnostic] = []
    for name in names:
        try:
            texts[str(name)] = opened[str(name)] if str(name) in opened else read_source(name).text
        except SourceError as error:
            unread.append(error.diagnostic)
    official = next(((name, text) for name, text in texts.items() if Path(name).name == OFFICIAL_TEXT), None)
    own = {name: text for name, text in texts.items() if official is None or name != official[0]}
    governed = sum(bool(_GOVERNS.search(text)) for text in own.values())
    if governed > 1 or len(own) < 2 or (official is None and governed == 0 and not _go_on(own)):
        return Files(texts={path: own[path]}, official=official if len(own) < 2 else None)
    return Files(texts=own, official=official, unread=tuple(unread))


def _go_on(texts: Mapping[str, str]) -> bool:
    """Whether files are parts of one document, as far as their own words say."""
    documents = [_document(name, text) for name, text in texts.items()]
    articles = [
        (article.chapter and article.chapter.number, article.section and article.section.number, article.number)
        for document in documents
        for article in document.articles
    ]
    return sum(bool(document.title) for document in documents) <= 1 and 0 < len(articles) == len(set(articles))


@lru_cache(maxsize=64)
def _document(name: str, text: str) -> Document:
    source = Source.of(name, text)
    return document_of([source], list(cut(source, Report())), Report())


def _read_alone(path: str) -> Iterator[tuple[str, str]]:
    try:
        yield path, read_source(path).text
    except SourceError:
        return
