"""What can be wrong with 【指标】 and 【不计算】, and with the actual figures that goals are held against."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class IncompleteBlock(Plain):
    """【指标】或【不计算】缺少一项。

    错误示例：`【不计算】依据：“给予一定奖补”。【完】`
    正确示例：`【不计算】依据：“给予一定奖补”；理由：幅度未定。【完】`
    理由：指标要有依据和名称、数；不计算要有依据和理由。
    """

    code: ClassVar[str] = "T0312"
    kind: str
    missing: str

    def texts(self) -> Texts:
        return (
            (f"【{self.kind}】缺少「{self.missing}」", f"【{self.kind}】 has no {self.missing}"),
            (
                "【指标】写依据和指标，【不计算】写依据和理由",
                "【指标】 has 依据 and goals, 【不计算】 has 依据 and 理由",
            ),
            (
                "写作：依据：“文件的原话”；全区研发投入强度：3.5%以上"
                if self.kind == "指标"
                else "写作：依据：“文件的原话”；理由：幅度未定",
                "write 依据：“the words of the document”；and then "
                + ("全区研发投入强度：3.5%以上" if self.kind == "指标" else "理由：幅度未定"),
            ),
        )


class UnknownItem(Plain):
    """【不计算】里只写依据和理由。

    错误示例：`【不计算】依据：“给予一定奖补”；原因：幅度未定。【完】`
    正确示例：`【不计算】依据：“给予一定奖补”；理由：幅度未定。【完】`
    理由：不计算的内容只需要说明是哪句话、为什么不算。
    """

    code: ClassVar[str] = "T0123"
    found: str

    def texts(self) -> Texts:
        return (
            (f"【不计算】里没有「{self.found}」这一项", f"【不计算】 has no item 「{self.found}」"),
            ("【不计算】里只写依据和理由", "【不计算】 has 依据 and 理由, nothing else"),
            ("写作「理由：幅度未定」", "write 理由：幅度未定"),
        )
