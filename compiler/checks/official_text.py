"""The rule files put together must be the official text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar

from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Source, Span, squeeze
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_SHOWN = 12


class TextDiffers(Plain):
    """规则文件里的原文与 原文.txt 不同。

    错误示例：规则文件写“每家奖励20万元”，原文.txt 写“每家奖励10万元”
    正确示例：两处一字不差（空格和换行不计）
    理由：原文.txt 是正式文本；规则文件里的条文抄错、漏抄一句，规则就没有依据。
    """

    code: ClassVar[str] = "T0404"
    here: str
    official: str

    def texts(self) -> Texts:
        return (
            ("这里与 原文.txt 不同", "this differs from 原文.txt"),
            (
                f"规则文件：“{self.here}”；原文.txt：“{self.official}”",
                f"the rule files say “{self.here}”, 原文.txt says “{self.official}”",
            ),
            ("照 原文.txt 改正；原文改版了的，换上新的 原文.txt", "correct it after 原文.txt, or replace 原文.txt"),
        )


@looks_at("text")
def official_text(policy: Policy) -> Iterator[TextDiffers]:
    """The first place that differs."""
    if policy.official is None:
        return
    spans = [paragraph.span for paragraph in policy.document.paragraphs]
    squeezed = [squeeze(span.source.read.text, span.start, span.end) for span in spans]
    ours = "".join(part.text for part in squeezed)
    theirs = squeeze(policy.official.read.text).text
    if ours == theirs:
        return
    pairs = enumerate(zip(ours, theirs, strict=False))
    at = next((index for index, (our, their) in pairs if our != their), min(len(ours), len(theirs)))
    starts = [0, *accumulate(len(part.text) for part in squeezed)]
    index = max((i for i, start in enumerate(starts[:-1]) if start <= at), default=None)
    span = None
    if index is not None:
        offset = min(at - starts[index], len(squeezed[index].text) - 1)
        span = squeezed[index].span(spans[index].source, offset, offset + 1)
    yield TextDiffers(
        span=span or _nowhere(policy), here=_around(ours, at) or "（完）", official=_around(theirs, at) or "（完）"
    )


def _around(text: str, at: int) -> str:
    return text[max(0, at - _SHOWN // 2) : at + _SHOWN]


def _nowhere(policy: Policy) -> Span:
    source: Source = policy.document.sources[0]
    return Span(source, 0, 0)
