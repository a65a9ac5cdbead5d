"""What a target cannot say (T0501).  These have no span: a target does not know the text."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class NotInTarget(Plain):
    """编译的目标说不出这条规则。

    错误示例：编译到 SQL，而规则要逐笔计算一列数
    正确示例：这条规则编译到 python 或 javascript，其余的编译到 SQL
    理由：一条规则要么原样编译，要么不编译并说明原因；少算一部分的程序会算错钱。
    """

    code: ClassVar[str] = "T0501"
    target: str
    clause: str
    what: tuple[str, str]

    def texts(self) -> Texts:
        zh, en = self.what
        return (
            (
                f"规则 {self.clause} 不能编译到 {self.target}",
                f"clause {self.clause} cannot be compiled to {self.target}",
            ),
            (f"{self.target} 没有{zh}", f"{self.target} has no {en}"),
            ("请换一个目标", "choose another target"),
        )
