"""Blocks 【规则 7.1】…【完】 cut out of the text that they stand in.

In: a source.  Out: its blocks and, between them, the lines of the document's own text, in order.  A block begins at
the start of a line or right behind another block and ends at the first 【完】 that is not in quotation marks “…”.
Whatever is wrong with a block stays within it: without 【完】 it ends before the next block or the next line that
begins an article.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from ..report.diagnostic import Report
from ..report.errors.document import (
    MissingBlockEnd,
    StrayBlockEnd,
    UnbalancedQuotation,
    UnclosedBlockHead,
    UnknownBlockKind,
)
from ..report.errors.pasted import LinePartedInArticles, LinesJoined, NoBlock
from ..text.source import SPACE, Source, Span, fold, squeeze
from .apart import parts_of_line
from .mistaken import mistaken_block
from .numbering import HEADING_LINE, read_marker

Kind = Literal["政策", "定义", "规则", "草稿", "指标", "不计算", "容许"]
KINDS: tuple[Kind, ...] = ("政策", "定义", "规则", "草稿", "指标", "不计算", "容许")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A block by itself; ``document.Block`` says what each field is."""

    kind: Kind
    head: str
    head_span: Span
    body: Span
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the document's own text without the white space around it; ``text`` is folded, of the same length as
    ``span``."""

    text: str
    span: Span


def cut(source: Source, report: Report) -> Iterator[Line | RawBlock]:
    """Adds T0101 to T0104, T0106, T0108, T0109 and T0130 to the report."""
    folded = fold(source.read.text)
    _report_joined(source, report)
    tokens = _tokens(folded)
    parted: list[int] = []
    at, index = 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.head:
            _report_mistaken(source, folded, at, token.start, report)
            yield from _lines(source, folded, at, token.start, parted)
            block, index = _block(source, folded, tokens, index, token.head, report)
            at = block.span.end
            yield block
            continue
        if token.kind == "end":
            if not _report_mistaken(source, folded, at, token.start, report, has_end=True):
                report.add(StrayBlockEnd(span=Span(source, token.start, token.end)))
            yield from _lines(source, folded, at, token.start, parted)
            at = token.end
        index += 1
    _report_mistaken(source, folded, at, len(folded), report)
    yield from _lines(source, folded, at, len(folded), parted)
    _report_parted(source, parted, report)


def _report_mistaken(
    source: Source, folded: str, start: int, end: int, report: Report, *, has_end: bool = False
) -> bool:
    """Whether something between two blocks looks like a block, which is told."""
    found = mistaken_block(folded, start, end, has_end=has_end)
    if found is not None:
        span = Span(source, found.start, found.end)
        said = squeeze(source.read.text, span.start, span.end).text.rstrip("：“")
        report.add(NoBlock(span=span, found=said, head=found.head, is_missing=found.is_missing))
    return found is not None


def _report_joined(source: Source, report: Report) -> None:
    if joined := source.read.joined:
        first = joined[0]
        start, end = max(0, first - _SHOWN), first + 1 + _SHOWN
        begin, behind = source.read.text.rfind("\n", start, first), source.read.text.find("\n", first, end)
        said = squeeze(
            source.read.text, begin + 1 or start, min(end, len(source.read.text)) if behind < 0 else behind
        ).text.lstrip("，。；、：")
        report.add(LinesJoined(span=Span(source, first - 1, first), said=said, count=len(joined)))


_SHOWN = 12


def _lines(source: Source, folded: str, start: int, end: int, parted: list[int]) -> Iterator[Line]:
    """The lines of a text, and the parts of those that hold several articles, which begin at ``parted``."""
    for match in _LINE.finditer(folded, start, end):
        text = match[0].rstrip(_INVISIBLE)
        begins = parts_of_line(text)
        if not begins:
            yield Line(text=text, span=Span(source, match.start(), match.start() + len(text)))
            continue
        parted += (match.start() + at for at in begins)
        for first, last in pairwise((0, *begins, len(text))):
            said = text[first:last].rstrip(_INVISIBLE)
            at = match.start() + first
            yield Line(text=said, span=Span(source, at, at + len(said)))


def _report_parted(source: Source, parted: Sequence[int], report: Report) -> None:
    if parted:
        first = parted[0]
        marker = read_marker(source.read.text[first : first + _SHOWN])
        end = first + len(source.read.text[first : first + (marker.length if marker else 2)].rstrip())
        span = Span(source, first, end)
        report.add(LinePartedInArticles(span=span, first=squeeze(span.text).text, count=len(parted)))


class _Head(NamedTuple):
    """What a head says: the kind that is meant, the kind as written, the rest, and whether it has its 】."""

    kind: Kind
    written: str
    rest: str
    is_closed: bool

    @property
    def is_certain(self) -> bool:
        """Whether this is a head even where no 【完】 follows.  【政策背景】 and 【目标】 may be the document's own."""
        if self.written == self.kind and not self.rest:
            return True
        return bool(re.match(r"\s*[0-9A-Za-z]" if self.written != self.kind else r"\s|[0-9A-Za-z]", self.rest))


class _Token(NamedTuple):
    kind: Literal["open", "close", "end", "head"]
    start: int
    end: int
    head: _Head | None = None


_INVISIBLE = " \t\v\f\u0085\u00a0\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\u3000\ufeff"
_VISIBLE = re.compile(f"[^{SPACE}]")
_LINE = re.compile(rf"{_VISIBLE.pattern}[^\n]*")
_TOKEN = re.compile(r"(?P<open>“)|(?P<close>”)|(?P<line>\n)|(?P<end>【[^\S\n]*完[^\S\n]*】)|(?P<head>【)")
_HEAD = re.compile(r"【[^\S\n]*(?P<said>[^【】\n]*)(?P<closed>】?)")
_PARTED = r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])"
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def _tokens(folded: str) -> list[_Token]:
    """Quotation marks, 【完】, and the heads of blocks.  A head that is not certain is one where a 【完】 follows
    before the next."""
    found: list[_Token] = []
    line_start: int | None = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        match match.lastgroup:
            case "line":
                line_start = end
            case "end":
                line_start = end
                found.append(_Token("end", start, end))
            case "head":
                begins_line = line_start is not None and not _VISIBLE.search(folded, line_start, start)
                line_start = None
                if begins_line and (said := _HEAD.match(folded, start)) and (head := _read_head(said)):
                    found.append(_Token("head", start, said.end(), head))
            case "open":
                found.append(_Token("open", start, end))
            case _:
                found.append(_Token("close", start, end))
    tokens: list[_Token] = []
    has_end = False
    for token in reversed(found):
        if token.head is None or token.head.is_certain or has_end:
            tokens.append(token)
            if token.kind in ("head", "end"):
                has_end = token.kind == "end"
    return tokens[::-1]


def _read_head(said: re.Match[str]) -> _Head | None:
    text, is_closed = said["said"], bool(said["closed"])
    together = re.sub(_PARTED, "", text)  # 【 规 则 1 】 of a justified text
    for kind in KINDS:
        if text.startswith(kind) or re.match(rf"{kind}\s*[0-9A-Za-z]", together):
            return _Head(kind, kind, together[len(kind) :], is_closed)
    if han := _HAN.match(text):
        for kind in KINDS:
            if _is_one_slip(han[0], kind):
                return _Head(kind, han[0], text[han.end() :], is_closed)
    return None


def _is_one_slip(written: str, meant: str) -> bool:
    """One character replaced, added or left out, or two neighbours swapped."""
    if len(written) == len(meant):
        wrong = [place for place in range(len(meant)) if written[place] != meant[place]]
        return len(wrong) == 1 or (len(wrong) == 2 and sorted(written) == sorted(meant))
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def _block(
    source: Source, folded: str, tokens: list[_Token], at: int, head: _Head, report: Report
) -> tuple[RawBlock, int]:
    """The block whose head is ``tokens[at]``, and the index of the first token behind it."""
    start, head_end = tokens[at].start, tokens[at].end
    head_span = Span(source, start, head_end)
    index, end, unpaired = _find_end(tokens, at + 1)
    if end:
        body_end, block_end = end.start, end.end
    else:
        limit = tokens[index].start if index < len(tokens) else len(folded)
        heading = HEADING_LINE.search(folded, head_end, limit)
        body_end = block_end = heading.start() if heading else limit
        index = bisect_left(tokens, block_end, key=lambda token: token.start)
        report.add(MissingBlockEnd(span=head_span, head=head_span.text.rstrip()))
    for mark in unpaired:
        if mark.start < body_end:
            report.add(UnbalancedQuotation(span=Span(source, mark.start, mark.end), opens=mark.kind == "open"))
    if head.written != head.kind:
        place = folded.index(head.written, start)
        written = Span(source, place, place + len(head.written))
        report.add(UnknownBlockKind(span=written, found=head.written, nearest=head.kind))
    if not head.is_closed:
        report.add(UnclosedBlockHead(span=head_span, kind=head.kind))
    # an unclosed head runs to the end of its line: only its first word can be the label
    label = head.rest.strip() if head.is_closed else "".join(head.rest.split()[:1])
    body, span = Span(source, head_end, body_end), Span(source, start, block_end)
    return RawBlock(kind=head.kind, head=label, head_span=head_span, body=body, span=span), index


def _find_end(tokens: list[_Token], index: int) -> tuple[int, _Token | None, list[_Token]]:
    """From behind a head: the index behind the block, its 【完】 (None where it has none before the next head, which
    the index then is), and the quotation marks that have no partner."""
    opened: list[_Token] = []
    unpaired: list[_Token] = []
    quoted_end: tuple[int, _Token, _Token] | None = None
    while index < len(tokens) and tokens[index].kind != "head":
        token = tokens[index]
        index += 1
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            if opened:
                opened.pop()
            else:
                unpaired.append(token)
        elif not opened:
            return index, token, unpaired
        elif quoted_end is None:
            quoted_end = (index, token, opened[0])
    if quoted_end:
        # every 【完】 stood in quotation marks, so one of those is missing, and the first 【完】 is the end
        behind, end, mark = quoted_end
        return behind, end, [*unpaired, mark]
    return index, None, [*unpaired, *opened[:1]]
