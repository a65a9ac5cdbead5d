"""What nobody has finished is not calculated: 【草稿】 stays out until its mark is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..report.errors.base import Plain
from ..report.errors.syntax import Texts

if TYPE_CHECKING:
    from ..model.policy import Policy


class UnfinishedDraft(Plain):
    """还有草稿没有核对。

    错误示例：`【草稿 1.1】研发补助……【完】`，从来没有人看过
    正确示例：与原文对照，补上算例，把【草稿 1.1】改成 `【规则 1.1】`
    理由：草稿是程序照原文拟的，可能理解错；没有人核对过的，不计算、不编译、不印出来。
    """

    code: ClassVar[str] = "T0131"
    severity: ClassVar = "warning"
    clause: str
    has_rule: bool

    def texts(self) -> Texts:
        advice = (
            (
                f"规则 {self.clause} 已经写好的，把草稿删去；是另一条的，换一个编号",
                f"delete the draft, if rule {self.clause} is what became of it; give it another number, if it is another",
            )
            if self.has_rule
            else (
                "与原文对照，补上算例，再把「草稿」两个字改成「规则」；不要的，整块删去",
                "compare it with the text, add worked cases, and change 草稿 to 规则; delete the block if it is not wanted",
            )
        )
        return (
            (
                f"草稿 {self.clause} 还没有核对，不参与计算".replace("  ", " "),
                f"draft {self.clause} is not finished and not calculated",
            ),
            ("草稿要有人核对过，才是规则", "a draft becomes a rule when someone has looked at it"),
            advice,
        )


def unfinished_draft(policy: Policy) -> Iterator[UnfinishedDraft]:
    rules = {block.head for block in policy.document.blocks if block.kind == "规则"}
    for block in policy.document.blocks:
        if block.kind == "草稿":
            yield UnfinishedDraft(span=block.head_span, clause=block.head, has_rule=block.head in rules)
