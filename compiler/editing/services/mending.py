"""How the frequent mistakes are mended that a message names without a correction of its own: a row each in ``MENDINGS``.

In: what is found, and the texts.  Out: changes, none of which is offered before it was tried: the message must be gone, and no
error more be there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...checks.misspelt_department import MisspeltDepartment
from ...checks.quote_not_found import QuoteNotFound
from ...report.diagnostic import Diagnostic
from ...report.errors.allowances import UselessAllowance
from ...report.errors.cases import RefusedCase
from ...report.errors.document import MissingBlockEnd, UnclosedBlockHead
from ...report.errors.names import UnknownClause
from ...report.errors.syntax import MissingSemicolon, UnknownHeading, UnknownScope
from ...report.errors.types import MissingSection
from ...text.source import Span
from ..answers import Change, Range
from ..desk import Checked, Desk
from ..trying import tried
from .unquoted import free_sentences


@dataclass(frozen=True, slots=True)
class Mending:
    """What to do, in both languages, and the changes."""

    zh: str
    en: str
    changes: tuple[Change, ...]


def mendings(desk: Desk, found: Diagnostic) -> Iterator[Mending]:
    """Those that hold."""
    mend = MENDINGS.get(type(found))
    if mend is None or found.span is None:
        return
    before = desk.checked.report
    count = sum(type(each) is type(found) for each in before.diagnostics)
    for made in mend(desk.checked, found, found.span):
        after = tried(desk, made.changes).report
        is_gone = sum(type(each) is type(found) for each in after.diagnostics) < count
        if is_gone and len(after.errors) <= len(before.errors):
            yield made


def _put(span: Span, text: str) -> tuple[Change, ...]:
    return (Change(Range.of(span), text),)


def _behind(span: Span, text: str) -> tuple[Change, ...]:
    return _put(Span(span.source, span.end, span.end), text)


def _no_end(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    block = next((each for each in checked.blocks if each.head_span == span), None)
    if block is not None:
        text = block.source.text
        end = block.body.start + len(text[block.body.start : block.body.end].rstrip())
        yield Mending("在末尾写上【完】", "end it with 【完】", _put(Span(block.source, end, end), "\n【完】"))


def _open_head(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    head = re.match(r"【\s*[\u4e00-\u9fff]+(?:\s*[0-9A-Za-z.\-]+)?", span.text)
    if head:
        yield Mending(
            "补上】",
            "close it with 】",
            _put(Span(span.source, span.start + head.end(), span.start + head.end()), "】"),
        )


def _no_semicolon(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    yield Mending("补上；", "add ；", _behind(span, "；"))


def _heading(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, UnknownHeading)
    if found.near:
        yield Mending(f"改成「{found.near}」", f"change to {found.near}", _put(span, found.near))


def _scope(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, UnknownScope)
    behind = re.compile(r"\s*[（(][^（）()]*[）)]").match(span.source.text, span.end)
    if found.is_needless and behind:
        yield Mending("删去括号", "leave the brackets out", _put(Span(span.source, span.end, behind.end()), ""))


def _clause(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, UnknownClause)
    text = span.source.text
    behind = re.compile(r"(?s).{0,60}?" + re.escape(found.clause)).match(text, span.start)
    if found.similar and behind:
        place = Span(span.source, behind.end() - len(found.clause), behind.end())
        yield Mending(f"改成「{found.similar}」", f"change to {found.similar}", _put(place, found.similar))


def _quote(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, QuoteNotFound)
    if found.nearest:
        said = "".join(found.nearest.split()).rstrip("。；")
        short = said if len(said) <= 24 else f"{said[:23]}…"
        yield Mending(f"照原文写“{short}”", f"as the document has it: “{short}”", _put(span, said))


def _department(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, MisspeltDepartment)
    yield Mending(f"改成「{found.nearest}」", f"change to {found.nearest}", _put(span, found.nearest))


def _allowance(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    block = next((each for each in checked.blocks if each.head_span == span), None)
    if block is not None:
        text, start, end = block.source.text, block.span.start, block.span.end
        # With its line, where nothing else stands in it.
        is_alone = text[:start].rpartition("\n")[2].strip() == "" and text[end : end + 1] in ("\n", "")
        stop = end + 1 if is_alone and text[end : end + 1] else end
        yield Mending("删去这个【容许】", "remove this 【容许】", _put(Span(block.source, start, stop), ""))


def _rest(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    outcome = re.search(r"[，,]\s*(?:得|应得|不予|符合)|的，不予", span.text)
    if outcome and "其余" not in span.text:
        at = span.start + outcome.start()
        yield Mending(
            "写上「其余为零」", "add 其余为零 (the rest is zero)", _put(Span(span.source, at, at), "，其余为零")
        )


def _section(checked: Checked, found: Diagnostic, span: Span) -> Iterator[Mending]:
    assert isinstance(found, MissingSection)
    block = next((each for each in checked.blocks if each.head_span == span), None)
    if found.section != "依据" or block is None:
        return
    line = block.source.text.find("\n", span.end)
    at = line if 0 <= line < block.body.end else span.end
    for sentence in free_sentences(checked, block.article, block.span.start, block.source)[:3]:
        said = "".join(sentence.text.split()).rstrip("。；")
        short = said if len(said) <= 24 else f"{said[:23]}…"
        yield Mending(
            f"依据写“{short}”", f"rest it on “{short}”", _put(Span(block.source, at, at), f"\n依据：“{said}”；")
        )


MENDINGS: Mapping[type[Diagnostic], Callable[[Checked, Diagnostic, Span], Iterator[Mending]]] = {
    MissingBlockEnd: _no_end,
    UnclosedBlockHead: _open_head,
    MissingSemicolon: _no_semicolon,
    UnknownHeading: _heading,
    UnknownScope: _scope,
    UnknownClause: _clause,
    QuoteNotFound: _quote,
    MisspeltDepartment: _department,
    UselessAllowance: _allowance,
    RefusedCase: _rest,
    MissingSection: _section,
}
