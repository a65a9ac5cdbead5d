"""A document of some length has articles, and a title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..report.diagnostic import Severity
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# Shorter texts are notes and examples.
_LEAST = 300


class NothingRecognised(Plain):
    """没有认出条文或题。

    错误示例：几百字的文件，没有一段以「第一条」「一、」「（一）」「1.」这样的编号开头
    正确示例：`（一）支持研发投入。……`
    理由：没有认出条文，就不知道规则是哪一条的，责任单位、指南都没有着落；不说出来，会以为文件已经读懂了。
    """

    code: ClassVar[str] = "T0128"
    severity: ClassVar[Severity] = "hint"
    has_title: bool
    has_articles: bool

    def texts(self) -> Texts:
        if self.has_articles:
            return (
                ("没有认出文件的题", "no title is recognised"),
                (
                    "题是文件开头、主送和落款之间单独成行的短句；粘贴的文本里可能没有",
                    "a title stands in lines of its own at the beginning; the pasted text may have none",
                ),
                ("在开头补上题，或写在【政策】里", "add it, or write it in 【政策】"),
            )
        return (
            (
                "没有认出条文" if self.has_title else "没有认出题和条文",
                "no articles are recognised" if self.has_title else "neither title nor articles are recognised",
            ),
            (
                "没有一段以「第一条」「一、」「（一）」「1.」这样的编号开头",
                "no paragraph begins with a number such as 第一条, 一、, （一） or 1.",
            ),
            (
                "编号单独成行、写法特别的，改成常用的编号",
                "write numbers as is usual, at the beginning of their paragraphs",
            ),
        )


@looks_at("text")
def nothing_recognised(policy: Policy) -> Iterator[NothingRecognised]:
    document = policy.document
    has_title, has_articles = bool(policy.title), bool(document.articles)
    if has_title and has_articles:
        return
    if sum(len(paragraph.text) for paragraph in document.paragraphs) < _LEAST:
        return
    first = document.paragraphs[0].span
    yield NothingRecognised(
        span=Span(first.source, first.start, min(first.end, first.start + 20)),
        has_title=has_title,
        has_articles=has_articles,
    )
