"""Every error as problem details (RFC 9457): a kind with its status and title in both languages, and the faults of facts.

In: a ``Problem``, and a language.  Out: its body, and the headers that go with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..report.diagnostic import Text

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..report.render import Json

PROBLEM_TYPE = "application/problem+json"
Kind = Literal[
    "facts",
    "json",
    "limits",
    "clause",
    "policy",
    "page",
    "method",
    "text",
    "media-type",
    "body-size",
    "address-size",
    "headers-size",
    "request",
    "slow-body",
    "too-long",
    "busy",
    "ours",
]

# The status of each kind, and what is wrong.
KINDS: Mapping[Kind, tuple[int, Text]] = {
    "facts": (422, Text("填报的内容不对", "the facts are not as they should be")),
    "json": (400, Text("请求体不是能用的 JSON", "the body is no usable JSON")),
    "limits": (422, Text("内容超出限制", "the content exceeds a limit")),
    "clause": (404, Text("没有这一条款", "there is no such clause")),
    "policy": (404, Text("没有这一政策", "there is no such policy")),
    "page": (404, Text("没有这一页", "there is no such page")),
    "method": (405, Text("这个地址不接受这种方法", "this address does not take this method")),
    "text": (400, Text("请求体不是 UTF-8 文字", "the body is no text in UTF-8")),
    "media-type": (415, Text("请求体的类型不对", "the body has a type that is not taken")),
    "body-size": (413, Text("请求体太大", "the body is too large")),
    "address-size": (414, Text("地址太长", "the address is too long")),
    "headers-size": (431, Text("请求头太大", "the headers are too large")),
    "request": (400, Text("请求不合 HTTP", "the request is no HTTP")),
    "slow-body": (408, Text("请求体迟迟没有到齐", "the body did not arrive in time")),
    "too-long": (422, Text("算得太久", "it takes too long to work out")),
    "busy": (503, Text("现在太忙，请稍后再来", "too busy now, please come again")),
    "ours": (500, Text("服务自己的错误", "a fault of the service")),
}


@dataclass(eq=False)
class Problem(Exception):
    """What ends a request: ``detail`` says more than the title where there is more, ``faults`` are those of facts."""

    kind: Kind
    detail: Text | None = None
    faults: Sequence[Json] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]

    def data(self, lang: Language) -> dict[str, Json]:
        """The body.  ``code`` is that of the first fault; each fault has its words in both languages."""
        said: dict[str, Json] = {
            "type": f"urn:tiaowen:problem:{self.kind}",
            "title": KINDS[self.kind][1].said(lang),
            "status": self.status,
        }
        if self.detail:
            said["detail"] = self.detail.said(lang)
        told = [fault for fault in self.faults if isinstance(fault, dict)]
        if told:
            words = "message" if lang == "zh" else "message_en"
            said |= {"detail": "\n".join(str(fault[words]) for fault in told), "code": told[0]["code"]}
            said["faults"] = list(told)
        return said
