"""What the services answer, as plain data: places are offsets in characters of a file's text, with ``\\n`` for line ends.

``as_plain`` makes of it what JSON has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from ..report.diagnostic import Severity
from ..text.source import Span


@dataclass(frozen=True, slots=True)
class Range:
    """From ``start`` up to, not including, ``end``."""

    file: str
    start: int
    end: int

    @classmethod
    def of(cls, span: Span) -> Range:
        return cls(span.source.name, span.start, span.end)


@dataclass(frozen=True, slots=True)
class Change:
    """``text`` is put where ``range`` is."""

    range: Range
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A diagnostic: what ``check`` says of it; ``fix`` is the change that it offers, ``related`` the other places it
    speaks of.  One without a place of its own is told at the beginning of the first file."""

    code: str
    severity: Severity
    title: str
    reason: str
    suggestion: str
    range: Range
    related: tuple[tuple[Range, str], ...] = ()
    fix: Change | None = None


ItemKind = Literal["name", "option", "word", "number", "heading", "block", "quotation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What may stand at a place: ``label`` is shown, ``change`` made where it is taken; ``detail`` says what it is."""

    label: str
    kind: ItemKind
    detail: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Hover:
    """What is known of what stands at ``range``, as Markdown."""

    range: Range
    text: str


NodeKind = Literal["document", "chapter", "article", "annex", "rule", "block", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of the document with what is in it; ``head`` is where its name stands."""

    kind: NodeKind
    name: str
    detail: str
    range: Range
    head: Range
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """What can be folded away, up to its first line."""

    range: Range
    kind: Literal["block", "section", "article", "chapter"]


ColourKind = Literal[
    "keyword", "heading", "name", "definition", "option", "number", "word", "quotation", "comment", "id"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """What stands at a place; ``declared`` where a name is declared."""

    range: Range
    kind: ColourKind
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlay:
    """Words shown at an offset that do not stand there; ``fails`` where a worked case expects another result."""

    file: str
    at: int
    text: str
    tip: str
    fails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A change that is offered: ``fixes`` are the codes of the messages that it mends, ``is_best`` where it is the one to
    take."""

    title: str
    changes: tuple[Change, ...]
    fixes: tuple[str, ...] = ()
    is_best: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """The changes of a new name; ``refused`` says why there are none, ``left`` where the old one stays, for a person to see."""

    changes: tuple[Change, ...] = ()
    refused: str = ""
    left: tuple[Range, ...] = ()


def as_plain(value: object) -> Any:
    """As JSON has it: records by name, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): as_plain(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_plain(each) for each in value]
    return value
