"""Results that cannot be written (T059x).  These have no span."""

from typing import ClassVar

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class UnwritableOutput(Plain):
    """结果写不进文件。

    错误示例：`-o` 指向一个目录，或没有写入权限的地方
    正确示例：`-o build/jindong.py`，而目录 build 存在且可写
    理由：写不进时不留下半个文件，原有的文件也不动。
    """

    code: ClassVar[str] = "T0590"
    path: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"写不进「{self.path}」", f"cannot write {self.path}"),
            self.cause,
            ("请换一个可以写入的文件；原有的文件都没有改动", "choose another file; nothing has been changed"),
        )


class OutputIsInput(Plain):
    """结果会盖掉政策文件本身。

    错误示例：`tiaowen compile 金东.policy --target python -o 金东.policy`
    正确示例：`tiaowen compile 金东.policy --target python -o 金东.py`
    理由：编译的结果不能写到它的来源里。
    """

    code: ClassVar[str] = "T0591"
    path: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」是政策文件本身", f"{self.path} is the policy itself"),
            ("结果不能写到它的来源里", "a result cannot replace its own source"),
            ("请换一个文件名", "choose another name"),
        )


class ManyOfOneKind(Plain):
    """同一种问题太多，没有逐处列出。

    错误示例：两万条都用（一）编号，问题一万九千多处
    正确示例：先改列出的，再核对一次
    理由：列到一千处为止，其余的只说有多少处；改好前面的，后面的多半也就没有了。
    """

    code: ClassVar[str] = "T0594"
    severity: ClassVar[Severity] = "hint"
    kind: str
    more: int

    def texts(self) -> Texts:
        return (
            (f"{self.kind} 另有 {self.more} 处没有列出", f"{self.more} more of {self.kind} are not listed"),
            (
                "同一种问题只列前一千处；这里是没有列出的第一处",
                "of one kind, the first thousand are listed; here is the first left out",
            ),
            ("先改列出的，再核对一次", "mend those that are listed and check again"),
        )
