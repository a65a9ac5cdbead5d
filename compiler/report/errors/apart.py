"""Cases of which it is not said what becomes of the others, or whether they add (T034x)."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Plain
from .syntax import Texts


@dataclass(frozen=True, kw_only=True)
class RestNotSaid(Plain):
    """某情形才有单价（比例），没有说其余的怎样算。

    错误示例：`填报：面积：亩；类别：甲、乙、丙。补助：面积，甲的，每亩100元，乙的，每亩50元。`
    正确示例：`补助：面积，甲的，每亩100元，乙的，每亩50元，其余的，不予补助。`
    理由：丙没有单价，面积本身不是钱。
    """

    code: ClassVar[str] = "T0340"
    said: str

    def texts(self) -> Texts:
        return (
            ("没有说其余的情形怎样算", "it is not said what the other cases are given"),
            (
                f"「{self.said}」等情形各有单价，不是这些情形的，前面的数还不是钱",
                f"“{self.said}” has a price; in the other cases the quantity before it is no amount of money",
            ),
            (
                "在后面写「，其余的，不予补助」，或者「，其余的，每……元」",
                "write ，其余的，不予补助 behind it, or ，其余的， with another price",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class FurtherAward(Plain):
    """后一种情形说「再」「另」，没有说加在什么上面。

    错误示例：`奖励：母港的，5万元；航程7天以上的，再奖励10万元。`
    正确示例：`奖励：母港的，5万元；同时，航程7天以上的，10万元。`，或 `奖励：母港的，5万元，航程7天以上的，再奖励10万元。`
    理由：「再」是加，各种情形只取一种；不是母港而航程7天以上的，给不给这10万元，也有两种读法。
    """

    code: ClassVar[str] = "T0341"
    word: str
    case: str
    amount: str
    before: str

    def texts(self) -> Texts:
        added = self.amount.removeprefix(self.word)
        return (
            (
                f"「{self.word}」是加，而「；」前后的情形只取一种",
                f"“{self.word}” adds, but of cases parted by ； one is taken",
            ),
            (
                f"「{self.case}」的这一笔，可以是不论「{self.before}」都给，也可以只给「{self.before}」的",
                f"what is given in “{self.case}” may be for everybody, or only on top of “{self.before}”",
            ),
            (
                f"都给的，写「；同时，{self.case}的，{added}」；只给「{self.before}」的，接在那一句后面写「，{self.case}的，{self.amount}」",
                f"for everybody: ；同时，{self.case}的，{added}; only on top of that case: ，{self.case}的，{self.amount} behind it",
            ),
        )
