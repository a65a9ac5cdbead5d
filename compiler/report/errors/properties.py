"""What property tests need and do not find (T0593).  It has no span."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class MissingHypothesis(Plain):
    """没有安装 Hypothesis。

    错误示例：没有安装 hypothesis，运行 `tiaowen test 金东.policy --properties 100`
    正确示例：先运行 `pip install hypothesis`；在源码目录里，也可以运行 `pip install -e '.[properties]'`
    理由：只有试算承诺要用 Hypothesis，所以它不随程序一起安装。
    """

    code: ClassVar[str] = "T0593"

    def texts(self) -> Texts:
        return (
            ("没有安装 Hypothesis，不能试算承诺", "Hypothesis is not installed; no promise can be tried"),
            ("只有试算要用它，所以要另外安装", "only property tests need it, so it is installed apart"),
            (
                "请运行：pip install hypothesis（在源码目录里，也可以运行：pip install -e '.[properties]'）",
                "run: pip install hypothesis (in a checkout, also: pip install -e '.[properties]')",
            ),
        )
