"""What proofs need and do not find (T0592).  It has no span."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class MissingSolver(Plain):
    """没有安装求解器。

    错误示例：没有安装 z3-solver，运行 `tiaowen prove 金东.policy`
    正确示例：先运行 `pip install z3-solver`；在源码目录里，也可以运行 `pip install -e '.[smt]'`
    理由：只有证明要用求解器 z3，所以它不随程序一起安装。
    """

    code: ClassVar[str] = "T0592"

    def texts(self) -> Texts:
        return (
            ("没有安装求解器 z3，不能证明", "the solver z3 is not installed; nothing can be proved"),
            ("只有证明要用它，所以要另外安装", "only proofs need it, so it is installed apart"),
            (
                "请运行：pip install z3-solver（在源码目录里，也可以运行：pip install -e '.[smt]'）",
                "run: pip install z3-solver (in a checkout, also: pip install -e '.[smt]')",
            ),
        )
