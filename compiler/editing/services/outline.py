"""The outline: chapters, articles and annexes, the blocks where they stand, and the sections of each; and what can be folded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...document.document import Annex, Article, Block, Chapter
from ...report.diagnostic import Language
from ...text.pasted import unjoined
from ...text.source import Source, Span
from ..answers import Fold, Node, Range
from ..desk import Checked
from ..spot import sections_of


def outline(checked: Checked, file: str, lang: Language = "zh") -> tuple[Node, ...]:
    """The parts of one file in the order of the text, each within the one that it is a part of."""
    source = checked.source(file)
    if source is None:
        return ()
    document, place = checked.policy.document, checked.places.span
    heads: list[tuple[int, int, Node]] = []
    for depth, parts in (
        (1, document.annexes),
        (2, (*document.chapters, *(each for annex in document.annexes for each in annex.chapters))),
        (3, (*document.articles, *(each for annex in document.annexes for each in annex.articles))),
    ):
        for part in parts:
            span = place(part.span)
            if span.source is source:
                heads.append((span.start, depth, _head(part, span)))
    for block, there in zip(document.blocks, checked.blocks, strict=True):
        if there.span.source is source:
            heads.append((there.span.start, 4, _block(checked, block, there, lang)))
    return tuple(_nested(sorted(heads, key=lambda head: head[:2]), source))


def _head(part: Annex | Chapter | Article, span: Span) -> Node:
    match part:
        case Annex():
            kind, name = "annex", f"{part.label} {part.title}"
        case Chapter():
            kind, name = "chapter", f"{part.label}{part.heading}"
        case Article():
            kind, name = "article", f"{part.label}{part.heading}"
    shown = unjoined(name).strip() or unjoined(span.text)[:20]
    return Node(kind=kind, name=shown, detail="", range=Range.of(span), head=Range.of(span))  # type: ignore[arg-type]


def _block(checked: Checked, block: Block, there: Block, lang: Language) -> Node:
    clause = checked.policy.clauses.get(block.head) if block.kind == "规则" else None
    title = clause.title if clause else re.split("\n|依据：|：", there.body.text.strip(), maxsplit=1)[0][:20]
    name = f"{block.kind} {block.head}".strip()
    children = tuple(
        Node(
            kind="section",
            name=f"{section.heading}{f'（{section.brackets}）' if section.brackets else ''}",
            detail=" ".join(section.text.split())[:30],
            range=Range.of(checked.places.span(section.span)),
            head=Range.of(checked.places.span(section.head_span)),
        )
        for section in sections_of(checked, block)
        if section.span.source is block.source
    )
    kind = "rule" if block.kind == "规则" else "block"
    return Node(
        kind=kind,  # type: ignore[arg-type]
        name=f"{name} {title}".strip() if block.kind in ("规则", "定义") else name,
        detail="" if clause or block.kind != "规则" else ("有错误" if lang == "zh" else "has errors"),
        range=Range.of(there.span),
        head=Range.of(there.head_span),
        children=children,
    )


def _nested(heads: Sequence[tuple[int, int, Node]], source: Source) -> Iterator[Node]:
    """Those of the highest rank, each with what follows up to the next of its rank or above."""
    at = 0
    while at < len(heads):
        start, depth, node = heads[at]
        behind = at + 1
        while behind < len(heads) and heads[behind][1] > depth and depth < 4:
            behind += 1
        if depth == 4:
            yield node
        else:
            end = heads[behind][0] if behind < len(heads) else len(source.text)
            stop = max(node.range.end, start + len(source.text[start:end].rstrip()))
            inner = tuple(_nested(heads[at + 1 : behind], source))
            yield replace(node, range=Range(source.name, start, stop), children=inner)
        at = behind


def folding(checked: Checked, file: str) -> tuple[Fold, ...]:
    """What is longer than a line: articles, chapters, blocks, sections."""
    source = checked.source(file)
    return tuple(_folds(outline(checked, file), source)) if source else ()


def _folds(nodes: Sequence[Node], source: Source) -> Iterator[Fold]:
    kinds = {"chapter": "chapter", "annex": "chapter", "article": "article", "section": "section"}
    for node in nodes:
        text = source.text[node.range.start : node.range.end].rstrip()
        if "\n" in text:
            place = Range(node.range.file, node.range.start, node.range.start + len(text))
            yield Fold(range=place, kind=kinds.get(node.kind, "block"))  # type: ignore[arg-type]
        yield from _folds(node.children, source)
