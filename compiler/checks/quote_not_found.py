"""依据 must stand in the document, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..document.document import Block
from ..document.passages import quote_parts
from ..reading.layout import Head, blank_quotes, headings, items
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..resolve.citation import quotations
from ..text.source import Span, fold
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class QuoteNotFound(Plain):
    """依据在文件里找不到。

    错误示例：文件写“每家最高奖励200万元”，`依据：“每家最高奖励20万元”`
    正确示例：`依据：“每家最高奖励200万元”`
    理由：规则只能算文件写了的话；引文要与原文一字不差，可以用……略去中间的话；不在一处的话，各加引号。
    """

    code: ClassVar[str] = "T0401"
    quote: str
    nearest: str
    is_scattered: bool

    def texts(self) -> Texts:
        shown = self.quote if len(self.quote) <= 40 else f"{self.quote[:39]}…"
        if self.is_scattered:
            return (
                (
                    "引文的各段不在一处，或次序不对",
                    "the parts of this quotation are not in one place in this order",
                ),
                (
                    "……前后的话要在同一条里，依原文的次序；后一段在后面另一条的，要从一句的开头引起",
                    "what stands around …… must be in one article, in its order; "
                    "what is from a later article begins with a sentence",
                ),
                (
                    "按原文的次序引；话在不同的条、附件里的，各加引号，写作 依据：“……”、“……”",
                    "quote in the order of the text; what is from different articles or annexes goes into quotation "
                    "marks of its own, 依据：“……”、“……”",
                ),
            )
        return (
            (f"文件里没有“{shown}”", f"the document does not say “{shown}”"),
            (
                "依据要与原文一字不差（空格不计），略去的话写作……",
                "a quotation repeats the document word for word, white space apart; …… stands for what is left out",
            ),
            (f"最接近的原文：“{self.nearest}”", f"the nearest passage: “{self.nearest}”") if self.nearest else None,
        )


@looks_at("block")
def quote_not_found(policy: Policy) -> Iterator[QuoteNotFound]:
    """Every quotation of every block, of those too that have other faults."""
    for block in policy.document.blocks:
        text = fold(block.source.read.text)
        for head in headings(text, block.body.start, block.body.end):
            if head.word == "依据":
                for quote in _quotes(block, text, head):
                    yield from _faults(policy, block, text, quote)


def _quotes(block: Block, text: str, head: Head) -> Iterator[Span]:
    """The quotations of the first item behind 依据, and of those behind it that are nothing but quotations: what else
    follows is not 依据 any more (【指标】 has no heading for it)."""
    for number, (start, end) in enumerate(items(text, head.content, head.end)):
        found = quotations(Span(block.source, start, end))
        if number and re.sub("“＊*”|[、，和及与 \n\t\u3000]", "", blank_quotes(text[start:end])):
            return
        yield from found


def _faults(policy: Policy, block: Block, text: str, quote: Span) -> Iterator[QuoteNotFound]:
    document = policy.document
    parts = quote_parts(quote.text)
    if not parts or document.find_quote(parts, block.article):
        return
    missing = False
    at = quote.start
    for part in parts:
        at = text.index(part, at)
        if not document.find_quote([part], block.article):
            missing = True
            near = document.nearest_passage(part) or ""
            span = Span(block.source, at, at + len(part))
            yield QuoteNotFound(span=span, quote="".join(part.split()), nearest=near, is_scattered=False)
        at += len(part)
    if not missing:
        span = Span(block.source, quote.start - 1, quote.end + 1)
        yield QuoteNotFound(span=span, quote="", nearest="", is_scattered=True)
