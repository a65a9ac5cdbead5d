"""Worked cases that do not come out (T0410, T0411)."""

from typing import ClassVar

from ..diagnostic import Text
from .base import Plain
from .syntax import Texts


class FailingCase(Plain):
    """算例的结果与规则算出的不同。

    错误示例：`补助：研发费用的5%。算例：研发费用100万元，得10万元。`
    正确示例：`算例：研发费用100万元，得5万元。`
    理由：算例是起草人手算的结果，两者不同，不是算例错就是规则错。
    """

    code: ClassVar[str] = "T0410"
    clause: str
    expected: Text
    got: Text
    because: tuple[tuple[str, ...], tuple[str, ...]]
    advice: tuple[str, str] = ("核对算例，或改规则", "check the worked case, or change the rule")

    def texts(self) -> Texts:
        told, told_en = (
            mark.join(line.strip() for line in lines) for mark, lines in zip(("；", "; "), self.because, strict=True)
        )
        return (
            (
                f"规则 {self.clause} 的算例应得{self.expected.zh}，算出的是{self.got.zh}",
                f"clause {self.clause}: the worked case expects {self.expected.en}, the rule gives {self.got.en}",
            ),
            (
                told or "按规则算出的数不同",
                f"the calculation says: {told_en}" if told_en else "the rule computes another figure",
            ),
            self.advice,
        )


class RefusedCase(Plain):
    """算例的填报不合要求。

    错误示例：`算例：研发费用100万元，得5万元。`而营业收入也要填报
    正确示例：`算例：研发费用100万元，营业收入2亿元，得5万元。`
    理由：算例与申报一样，填报齐全、合乎类型和核对才能计算。
    """

    code: ClassVar[str] = "T0411"
    clause: str
    faults: tuple[tuple[str, str], ...]

    def texts(self) -> Texts:
        return (
            (f"规则 {self.clause} 的算例不能计算", f"clause {self.clause}: the worked case cannot be calculated"),
            ("；".join(zh for zh, _ in self.faults), "; ".join(en for _, en in self.faults)),
            (
                "补上或改正；没有提到的可写「其余为零」",
                "complete or correct it; 其余为零 says that everything else is zero",
            ),
        )
