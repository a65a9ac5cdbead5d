"""本办法第九十九条 is an article of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..document.numbering import number_value
from ..report.diagnostic import Severity
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import squeeze
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_ONE = r"第[〇零一二三四五六七八九十百千0-9]{1,7}条"
# 本办法第九条, 本细则第三条、第四条和第五条
_OWN = re.compile(
    rf"本[^，。；：本第《》“”]{{1,8}}?({_ONE}(?:[^，。；：《》]{{0,12}}?(?:、|和|或者?|及|至)(?:本\w{{1,4}})?{_ONE})*)"
)


class UnknownArticle(Plain):
    """说到本文件的一条，文件里没有这一条。

    错误示例：共二十条的办法里写着`依照本办法第九十九条处理`
    正确示例：`依照本办法第十九条处理`
    理由：修订时条号变了，引用没有跟着改，读的人就找不到所说的那一条。
    """

    code: ClassVar[str] = "T0127"
    severity: ClassVar[Severity] = "hint"
    label: str
    last: str

    def texts(self) -> Texts:
        return (
            (f"本文件没有{self.label}", f"this document has no {self.label}"),
            (
                f"读到的最后一条是{self.last}；说到的一条找不到，照它办的就没有依据",
                f"the last that was read is {self.last}; what refers to one that is not there rests on nothing",
            ),
            (
                "核对条号；说的是别的文件的，写明是哪一件",
                "check the number; where another document is meant, say which",
            ),
        )


@looks_at("text")
def unknown_article(policy: Policy) -> Iterator[UnknownArticle]:
    document = policy.document
    articles = [article for article in document.articles if article.style == "条"] or list(document.articles)
    if not articles or articles[0].number != 1:  # an excerpt
        return
    known = {article.number for article in articles}
    if articles[0].style != "条":
        known |= {chapter.number for chapter in document.chapters}
    last = "".join(max(articles, key=lambda article: article.number).label.split())
    for paragraph in document.paragraphs:
        text = paragraph.text
        if not paragraph.is_said or "本" not in text or "条" not in text:
            continue
        squeezed = squeeze(paragraph.span.source.read.text, paragraph.span.start, paragraph.span.end)
        for found in _OWN.finditer(squeezed.text):
            for one in re.finditer(_ONE, found[1]):
                if number_value(one[0][1:-1]) not in known:
                    at = found.start(1) + one.start()
                    span = squeezed.span(paragraph.span.source, at, at + len(one[0]))
                    yield UnknownArticle(span=span, label=one[0], last=last)
