"""The articles, and the chapters, of a document are numbered without a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from ..report.diagnostic import Severity
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..document.document import Article, Chapter
    from ..model.policy import Policy


class MissingNumber(Plain):
    """编号中间缺了。

    错误示例：`1.支持……`、`2.支持……`，后面是`4.支持……`
    正确示例：`1.支持……`、`2.支持……`、`3.支持……`
    理由：粘贴时漏了一条，或者一条的编号没有认出来，规则就会写漏。原文本来如此、只摘了几条的，可以不改。
    """

    code: ClassVar[str] = "T0126"
    severity: ClassVar[Severity] = "hint"
    before: str
    label: str
    count: int

    def texts(self) -> Texts:
        return (
            (
                f"「{self.before}」后面是「{self.label}」，中间缺{self.count}个编号",
                f"{self.label} follows {self.before}: {self.count} number(s) missing",
            ),
            (
                "粘贴时漏了一条，或者编号没有认出来，那一条的规则就会写漏",
                "where an article was lost in pasting, or its number is not recognised, its rules are missed",
            ),
            (
                "对照原文；节选的、原文本来如此的，可以不改",
                "compare it with the official text; leave it where that is so, or is an excerpt",
            ),
        )


@looks_at("text")
def missing_number(policy: Policy) -> Iterator[MissingNumber]:
    document = policy.document
    runs: dict[tuple[object, ...], list[Article | Chapter]] = {}
    for chapter in document.chapters:
        runs.setdefault((), []).append(chapter)
    for article in (*document.articles, *(each for annex in document.annexes for each in annex.articles)):
        runs.setdefault((article.part, article.style), []).append(article)
    for run in runs.values():
        yield from _gaps(run)


def _gaps(run: Sequence[Article | Chapter]) -> Iterator[MissingNumber]:
    """Numbers begin anew where they go back to 1; one that stands elsewhere is not missing."""
    known = {node.number for node in run}
    for before, node in pairwise(run):
        lost = [
            number
            for number in range(before.number + 1, min(node.number, before.number + _MOST))
            if number not in known
        ]
        if before.number < node.number and lost:
            yield MissingNumber(
                span=Span(node.span.source, node.span.start, node.span.start + len(node.label)),
                before="".join(before.label.split()),
                label="".join(node.label.split()),
                count=node.number - before.number - 1,
            )


# Beyond this the text is an excerpt of single articles.
_MOST = 6
