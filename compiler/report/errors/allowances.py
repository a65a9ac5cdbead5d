"""What can be wrong with 【容许】."""

from typing import ClassVar

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class AllowanceWithoutReason(Plain):
    """【容许】没有写理由。

    错误示例：`【容许 T0421】【完】`
    正确示例：`【容许 T0421】原文只写到300万元以内，照录。【完】`
    理由：容许一个警告，要让后来的人知道为什么。
    """

    code: ClassVar[str] = "T0121"

    def texts(self) -> Texts:
        return (
            ("【容许】没有写理由", "this 【容许】 gives no reason"),
            ("容许一个警告，要让后来的人知道为什么", "whoever comes later should know why a warning was allowed"),
            ("在】和【完】之间写明理由", "write the reason between 】 and 【完】"),
        )


class UselessAllowance(Plain):
    """【容许】没有对应的警告。

    错误示例：`【容许 T0421】原文如此。【完】`，而前面的规则没有 T0421
    正确示例：删去这个块，或把它移到有警告的规则（或段落）后面
    理由：警告已经消失的，容许也应删去，免得日后盖住新的问题；错误不能容许。
    """

    code: ClassVar[str] = "T0122"
    severity: ClassVar[Severity] = "warning"
    allowed: str

    def texts(self) -> Texts:
        said = f"「{self.allowed}」" if self.allowed else "（没有写码）"
        return (
            (f"前面没有可以容许的{said}", f"nothing before it to allow: {self.allowed or 'no code is given'}"),
            (
                "【容许 码】只管紧挨在它前面的规则或段落里的那一种警告或提示；错误不能容许",
                "【容许 code】 speaks of warnings and hints of this code in the rule or paragraph right before it; errors are never allowed",
            ),
            ("警告已经没有了，就删去；否则核对码和位置", "delete it, or check the code and the place"),
        )
