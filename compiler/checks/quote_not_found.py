"""依据 must stand in the document, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from ..document import Block
from ..errors.base import Plain
from ..errors.syntax import Texts
from ..layout import headings, items
from ..passages import matchable, quote_parts
from ..source import Span, fold

if TYPE_CHECKING:
    from ..pipeline import Policy

_QUOTE = re.compile(r"“(?:[^“”]|“[^“”]*”)*”")


@dataclass(frozen=True, kw_only=True)
class QuoteNotFound(Plain):
    """依据在文件里找不到。

    错误示例：文件写“每家最高奖励200万元”，`依据：“每家最高奖励20万元”`
    正确示例：`依据：“每家最高奖励200万元”`
    理由：规则只能算文件写了的话；引文要与原文一字不差，可以用……略去中间的话。
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
                    "引文的各段不在同一条里，或次序不对",
                    "the parts of this quotation are not in one article in this order",
                ),
                (
                    "……前后的话要在同一条里，并依原文的次序",
                    "what stands around …… must be in one article, in its order",
                ),
                ("分成两条规则，或按原文的次序引", "make two rules, or quote in the order of the text"),
            )
        return (
            (f"文件里没有“{shown}”", f"the document does not say “{shown}”"),
            (
                "依据要与原文一字不差（空格不计），略去的话写作……",
                "a quotation repeats the document word for word, white space apart; …… stands for what is left out",
            ),
            (f"最接近的原文：“{self.nearest}”", f"the nearest passage: “{self.nearest}”") if self.nearest else None,
        )


def quote_not_found(policy: Policy) -> Iterator[QuoteNotFound]:
    """Every quotation of every block, of those too that have other faults."""
    for block in policy.document.blocks:
        text = fold(block.source.text)
        for head in headings(text, block.body.start, block.body.end):
            if head.word == "依据":
                for start, end in islice(items(text, head.content, head.end), 1):
                    yield from _faults(policy, block, text, start, end)


def _faults(policy: Policy, block: Block, text: str, start: int, end: int) -> Iterator[QuoteNotFound]:
    document = policy.document
    quotes = list(_QUOTE.finditer(text, start, end))
    parts = [part for quote in quotes for part in quote_parts(quote[0][1:-1])]
    if document.find_quote(parts, block.article) or not any(map(matchable, parts)):
        return
    missing = False
    for quote in quotes:
        at = quote.start() + 1
        for part in quote_parts(quote[0][1:-1]):
            at = text.index(part, at)
            if not document.find_quote([part], block.article):
                missing = True
                near = document.nearest_passage(part) or ""
                span = Span(block.source, at, at + len(part))
                yield QuoteNotFound(span=span, quote="".join(part.split()), nearest=near, is_scattered=False)
            at += len(part)
    if not missing:
        span = Span(block.source, quotes[0].start(), quotes[-1].end())
        yield QuoteNotFound(span=span, quote="", nearest="", is_scattered=True)
