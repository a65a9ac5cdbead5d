"""Cases of which it is not said what becomes of the others, or whether they add (T034x)."""

from typing import ClassVar, Literal

from .base import Plain
from .syntax import Texts


class RestNotSaid(Plain):
    """某情形才有单价（比例），没有说其余的怎样算。

    错误示例：`填报：面积：亩；类别：甲、乙、丙。补助：面积，甲的，每亩100元，乙的，每亩50元。`
    正确示例：`补助：面积，甲的，每亩100元，乙的，每亩50元，其余的，不予补助。`
    理由：丙没有单价，面积本身不是钱。
    """

    code: ClassVar[str] = "T0340"
    said: str
    is_money: bool = False

    def texts(self) -> Texts:
        if self.is_money:
            return (
                (
                    f"「{self.said}」的单价乘在已经是钱的数上",
                    f"the price of “{self.said}” is taken of what is money already",
                ),
                (
                    "前面的数已经算成了钱，不能再乘一次单价",
                    "the amount before it has been multiplied by a price, or is money as it stands",
                ),
                (
                    "同一个数量各有单价的，写「数量，某情形的，每……元，其余的，每……元」；另一种情形的，另起一句「；某情形的，……」",
                    "write 数量，某情形的，每…元，其余的，每…元; or a sentence of its own for the other case, behind ；",
                ),
            )
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


class OthersOrOption(Plain):
    """「其他的」是其余各项，还是叫「其他」的那个选项。

    错误示例：`填报：类别：甲、乙、其他。奖励：类别为甲的，10万元；其他的，5万元。`
    正确示例：`奖励：类别为甲的，10万元；其余的，5万元。`，或 `奖励：类别为甲的，10万元；类别为其他的，5万元。`
    理由：填“乙”的给不给5万元，有两种读法。
    """

    code: ClassVar[str] = "T0342"
    severity: ClassVar[Literal["warning"]] = "warning"
    word: str
    fact: str
    option: str
    left: tuple[str, ...]
    is_option: bool

    def texts(self) -> Texts:
        left = "、".join(self.left)
        taken = f"现在{left}不算在内" if self.is_option else f"现在连{left}也算在内"
        taken_en = "it is taken to be the option" if self.is_option else "it is taken to be whatever is left"
        return (
            (
                f"「{self.word}」是「{self.fact}」的选项，还是其余各项",
                f"is “{self.word}” an option of “{self.fact}”, or whatever is left",
            ),
            (
                f"「{self.fact}」有一个选项叫「{self.option}」，而{left}前面没有写到；{taken}",
                f"“{self.fact}” has an option of this name, and {left} has no case before it; {taken_en}",
            ),
            (
                f"连{left}也算的，写「其余的」；只指这个选项的，写「{self.fact}为{self.option}的」",
                f"write 其余的 for whatever is left, or {self.fact}为{self.option}的 for the option",
            ),
        )


class FreeOfWhat(Plain):
    """「减免」栏里只说免费、免征，没有说免的是什么。

    错误示例：`填报：检测费：金额；小微企业：是否。减免：小微企业的，免费。`
    正确示例：`减免：小微企业的，免收检测费。`
    理由：这一栏算的是少交多少；只写免费，程序不知道少交的是哪一笔，也不能当作少交0元。
    """

    code: ClassVar[str] = "T0343"
    said: str
    heading: str

    def texts(self) -> Texts:
        return (
            (f"没有说「{self.said}」免的是什么", f"it is not said what is free (“{self.said}”)"),
            (
                f"「{self.heading}」算的是给多少、少交多少，不是要交多少",
                f"{self.heading} says how much is given or waived, not what is to be paid",
            ),
            (
                "写「免收某费」，如「小微企业的，免收检测费」；不给的写「不予」；算要交多少的，栏目写「交纳：」",
                "write 免收 with what is waived; 不予 where nothing is given; or head it 交纳：",
            ),
        )
