"""A folder is one policy: its files are the chapters of one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from ..document.document import read_document
from ..report.diagnostic import Report, Severity
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..report.render import visible

if TYPE_CHECKING:
    from ..model.policy import Policy


class SeveralPolicies(Plain):
    """一个目录里有几份政策，被读成了一份。

    错误示例：`tiaowen check 政策/`，目录里是两份各有标题、各有【政策】的文件
    正确示例：`tiaowen check 政策/甲办法.policy`，一份一份核对；要一起核对，写 `tiaowen check 政策/甲办法.policy 政策/乙办法.policy`
    理由：一个目录读成一份文件，各份的条文编号、同一事项、财政预算就混在一起了。
    """

    code: ClassVar[str] = "T0129"
    severity: ClassVar[Severity] = "warning"
    titles: tuple[tuple[str, str], ...]

    def texts(self) -> Texts:
        said = "；".join(f"{name}《{title}》" for name, title in self.titles)
        said_en = "; ".join(f"{name} “{title}”" for name, title in self.titles)
        one, other = (name for name, _ in self.titles[:2])
        return (
            (
                f"这个目录里像是有 {len(self.titles)} 份政策，被读成了一份",
                f"this folder seems to have {len(self.titles)} policies, and is read as one",
            ),
            (
                f"各有标题、各有【政策】：{said}；读成一份，编号、同一事项和预算就混在一起",
                f"each has a title and a 【政策】 of its own: {said_en}; as one, numbers, same matters and budgets are mixed up",
            ),
            (
                f"一份一份核对，如 tiaowen check {one}；一起核对，写 tiaowen check {one} {other}；"
                "确实是一份的，删去多余的标题或者【政策】",
                f"check each by itself (tiaowen check {one}), or together (tiaowen check {one} {other}); "
                "if it is one policy, remove the other titles or 【政策】",
            ),
        )


def several_policies(policy: Policy) -> Iterator[SeveralPolicies]:
    governed = {block.source.name for block in policy.document.blocks if block.kind == "政策"}
    if len(governed) < 2:
        return
    alone = (
        (source, read_document([source], Report())) for source in policy.document.sources if source.name in governed
    )
    titles = tuple(
        (visible(PurePath(source.name).name), visible(document.title)) for source, document in alone if document.title
    )
    if len(titles) > 1:
        yield SeveralPolicies(titles=titles)
