"""From a block's body to its sections and sentences.

In: the body of a block, folded.  Out: ``syntax.Section``s; what could not be read is in the report, and everything
else has been read all the same: each sentence is parsed by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import eq
from typing import cast

from lark import Token, Tree

from ..language.headings import ORDERS, TOLD, Order, heading_of
from ..language.headings import WORDS as HEADING_WORDS
from ..language.lexicon import LEXICON
from ..report.diagnostic import Report
from ..report.errors.names import AmbiguousName
from ..report.errors.syntax import (
    MissingSemicolon,
    TooDeep,
    TooInvolved,
    UnbalancedBracket,
    UnknownHeading,
    UnreadableNumeral,
)
from ..text.source import Source, Span, Squeezed, fold, squeeze
from .layout import blank_quotes, headings, is_table, items, rows
from .lexer import Endless, Lexer, Stopped
from .syntax import Cell, Form, Section, Sentence, Word
from .unread import explain
from .vocabulary import Vocabulary

MAX_DEPTH = 20
# So many words of a sentence are read again at most, for the names in it that begin with another.
MAX_SECOND_READINGS = 50_000


class Reader(Lexer):
    """Reads the sentences of a source with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self._narrower: dict[str, Lexer] = {}

    def sentence(self, source: Source, start: int, end: int, rule: str, report: Report) -> Sentence:
        """The sentence at a place, read as ``rule``; None for its form where it cannot be read."""
        squeezed = _in_yuan(squeeze(source.read.text, start, end))
        span = squeezed.span(source, 0, len(squeezed.text))
        if fault := _bracket_fault(squeezed, source) or _comma_fault(source, start, end):
            report.add(fault)
            return Sentence(rule=rule, form=None, span=span)
        try:
            tree = self.tree(squeezed.text, rule)
        except Stopped as stop:
            if misspelt := _heading_fault(squeezed.text, span, self.vocabulary):
                report.add(misspelt)
                return Sentence(rule=rule, form=None, span=span)
            offers = report.offers if report.rewrites > 0 else None
            report.add(explain(self, stop, squeezed, source, rule, offers))
            report.rewrites -= 1
            return Sentence(rule=rule, form=None, span=span)
        except Endless as stop:
            report.add(TooInvolved(span=squeezed.span(source, stop.at, stop.at + 1)))
            return Sentence(rule=rule, form=None, span=span)
        tokens = tuple(_word(token, squeezed, source) for token in tree.scan_values(lambda _: True))
        self._refuse_second_reading(tokens, squeezed, rule, report)
        form = cast(Form, _node(self.with_conditions(tree, squeezed.text), squeezed, source))
        return Sentence(rule=rule, form=form, tokens=tokens, span=span)

    def _refuse_second_reading(self, tokens: tuple[Word, ...], squeezed: Squeezed, rule: str, report: Report) -> None:
        """Chinese has no spaces: where a name begins with another name, the sentence must not read with the shorter
        one too."""
        is_read: dict[str, bool] = {}
        for token in tokens:
            if token.terminal != "NAME":
                continue
            shorter = [name for name in self.vocabulary.names if name != token.text and token.text.startswith(name)]
            if shorter and token.text not in is_read:
                if (len(is_read) + 1) * len(tokens) > MAX_SECOND_READINGS:
                    report.add(TooInvolved(span=token.span))
                    return
                is_read[token.text] = self._without(token.text).reads(squeezed.text, rule)
            if shorter and is_read[token.text]:
                report.add(AmbiguousName(span=token.span, name=token.text, shorter=max(shorter, key=len)))

    def _without(self, name: str) -> Lexer:
        if name not in self._narrower:
            known = self.vocabulary
            self._narrower[name] = Lexer(replace(known, names=known.names - {name}))
        return self._narrower[name]


# 奖励人民币5万元; 由市财政每月给予, where nobody shares in it
_SAYS_NO_MORE = re.compile(
    "人民币(?=[0-9一二三四五六七八九十百千万亿.,]+[元角])"
    "|，?由(?:中央|省级?|市级?|区级?|县级?|本级|同级|各级|当地)*财政(?:部门)?(?=(?:每[^，；0-9]{1,4}|分别|一次性)*(?:给予|予以|发放|补助|补贴|奖励|资助)(?![^，；]*(?:承担|分担|负担)))"
)


def _in_yuan(squeezed: Squeezed) -> Squeezed:
    """人民币 before an amount in 元 says no more than 元 does, and who pays leaves the amount as it is."""
    if "人民币" not in squeezed.text and "财政" not in squeezed.text:
        return squeezed
    drop = {at for found in _SAYS_NO_MORE.finditer(squeezed.text) for at in range(*found.span())}
    kept = [at for at in range(len(squeezed.text)) if at not in drop]
    text = "".join(squeezed.text[at] for at in kept)
    apart = tuple(at - sum(gone < at for gone in drop) for at in squeezed.apart)
    return Squeezed(text, [*(squeezed.origin[at] for at in kept), squeezed.origin[-1]], apart)


def _bracket_fault(squeezed: Squeezed, source: Source) -> UnbalancedBracket | TooDeep | None:
    """The first bracket without a partner, or brackets nested beyond what people read."""
    opened: list[int] = []
    for at, char in enumerate(blank_quotes(squeezed.text)):
        if char == "（":
            opened.append(at)
            if len(opened) > MAX_DEPTH:
                return TooDeep(span=squeezed.span(source, at, at + 1))
        elif char == "）":
            if not opened:
                return UnbalancedBracket(span=squeezed.span(source, at, at + 1), bracket="）")
            opened.pop()
    return UnbalancedBracket(span=squeezed.span(source, opened[-1], opened[-1] + 1), bracket="（") if opened else None


_HEADED = re.compile("(?P<word>[\u4e00-\u9fff]{2,4})(?:（[^（）]*）)?：")


def _heading_fault(text: str, span: Span, known: Vocabulary) -> UnknownHeading | None:
    """封頂：20万元 on a line of its own: a heading with another character in it, where it can be nothing else."""
    found = _HEADED.match(text)
    before = span.source.read.text[: span.start].rstrip(" \t\u3000")
    if found is None or not before.endswith("\n") or found["word"] in known.names:
        return None
    word = found["word"]
    alike = {near: sum(map(eq, near, word)) for near in HEADING_WORDS if len(near) == len(word) and near != word}
    near = max(alike, key=lambda near: alike[near], default="")
    if not near or alike[near] < len(word) - 1:
        return None
    place = Span(span.source, span.start, span.start + len(word))
    return UnknownHeading(span=place, heading=word, headings=TOLD, near=near)


_STRAY_COMMA = re.compile(r"(?<![0-9])[0-9]{1,20}(?:,[0-9]{1,20})+[^，,。；、（）\s]{0,4}")


def _comma_fault(source: Source, start: int, end: int) -> UnreadableNumeral | None:
    """A half-width comma within digits that parts no thousands (1,00万元): a slip, not the comma of a sentence."""
    for match in _STRAY_COMMA.finditer(blank_quotes(source.read.text[start:end])):
        if "，" in fold(match[0]):
            cause = ("千分位逗号应每三位一个", "commas must part groups of three digits")
            span = Span(source, start + match.start(), start + match.end())
            return UnreadableNumeral(span=span, numeral=match[0], cause=cause)
    return None


def _node(tree: Tree[Token] | Token, squeezed: Squeezed, source: Source) -> Form | Word:
    if isinstance(tree, Token):
        return _word(tree, squeezed, source)
    parts = tuple(
        _node(child, squeezed, source)
        for child in tree.children
        if not (isinstance(child, Token) and LEXICON[child.type].silent)
    )
    if tree.data in ("value", "opening") and len(parts) == 1:
        return parts[0]
    meta = tree.meta
    start, end = (0, 0) if meta.empty else (meta.start_pos, meta.end_pos)
    return Form(kind=str(tree.data), parts=parts, span=squeezed.span(source, start, end))


def _word(token: Token, squeezed: Squeezed, source: Source) -> Word:
    start, end = token.start_pos or 0, token.end_pos or 0
    span = squeezed.span(source, start, end)
    return Word(terminal=token.type, text=str(token), span=span)


# ── sections ──


def sections(source: Source, start: int, end: int) -> Iterator[Section]:
    """The sections of a rule's body with their items unread: ``sentences`` have no form yet."""
    text = fold(source.read.text)
    for head in headings(text, start, end):
        content = Span(source, head.content, head.end)
        table: tuple[tuple[Cell, ...], ...] = ()
        if heading_of(head.word).rows and is_table(text, head.content, head.end):
            table = tuple(
                tuple(Cell(text=squeeze(source.read.text, cell.start, cell.end).text, span=cell) for cell in row)
                for row in rows(source, head.content, head.end)
            )
        scope, order = _brackets(squeeze(head.scope).text)
        yield Section(
            heading=head.word,
            scope=scope,
            order=order,
            rows=table,
            text=source.read.text[head.content : head.end].strip(),
            span=Span(source, head.start, head.end),
            head_span=Span(source, head.start, head.start + len(head.word)),
            content_span=content,
        )


def _brackets(written: str) -> tuple[str, Order]:
    """（逐笔，依次）: what a section is about, and which of several cases counts."""
    parts = written.split("，")
    # （逐件，取最高者） is one of the items; alone, it is the highest of the cases.
    said = next((part for part in parts if part in ORDERS and (len(parts) == 1 or ORDERS[part] == part)), "")
    order: Order = ORDERS[said] if said else ""
    return "，".join(part for part in parts if part != said), order


def sentences(section: Section, reader: Reader, rule: str, report: Report) -> tuple[Sentence, ...]:
    """The items of a section, read as ``rule``."""
    source = section.span.source
    text = fold(source.read.text)
    read: list[Sentence] = []
    for start, end in items(text, section.content_span.start, section.content_span.end):
        if text[end : end + 1] == "\n" and text[end : section.content_span.end].strip():
            stop = _rstrip(text, end)
            report.add(MissingSemicolon(span=Span(source, max(start, stop - 1), stop)))
        read.append(reader.sentence(source, start, end, rule, report))
    return tuple(read)


def _rstrip(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
