"""What is of the whole, and what of an item, a group, a year (T032x)."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Plain
from .syntax import Texts


@dataclass(frozen=True, kw_only=True)
class OfNoItem(Plain):
    """逐项算的一栏里，有一句不是各项的。

    错误示例：`奖励（逐项）：认定为甲的，30万元；认定为乙的，10万元；同时，销售额2000万元以上的，20万元。`（有几项就给几个20万元）
    正确示例：`其中（逐项）：各项奖励：认定为甲的，30万元；认定为乙的，10万元。` 和 `奖励：各项奖励总额；同时，销售额2000万元以上的，20万元。`
    理由：逐项算的，每项算一次再相加；整个申报的数写在里面，有几项就会算几次。
    """

    code: ClassVar[str] = "T0320"
    what: str
    each: str
    is_condition: bool = False

    def texts(self) -> Texts:
        each = self.each
        title = (f"「{self.what}」不是各{each}自己的", f"“{self.what}” is not of each {each}")
        if self.is_condition:
            return (
                title,
                (
                    f"对每{each}都问一遍的条件，要说到这一{each}自己的数",
                    f"what is asked of each {each} must be about it",
                ),
                (
                    "整个申报的条件写在「条件：」里；要问各项的，写各项自己的名称",
                    "what is asked once stands under 条件：",
                ),
            )
        once = (
            f"先写「其中（逐{each}）：各{each}应得：……」，再写「各{each}应得总额；同时，……」，封顶、扣除另起一栏",
            f"name what each {each} gets in 其中（逐{each}） and add to its 总额, a cap or deduction under a heading of its own",
        )
        if each == "组":
            once = ("封顶、扣除另起一栏，另给的另写一条规则", "under a heading, or in a rule, of its own")
        return (
            title,
            (
                f"逐{each}算的，每{each}算一次再相加，它就会有几{each}算几次",
                f"each {each} is worked out and added up, so that it would count once for each",
            ),
            (
                f"只算一次的，{once[0]}；每{each}都算的，写明「每{each}」，如每{each}2000元、每{each}最高……",
                f"where it counts once, {once[1]}; where each gets it, say 每{each}",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class OfWhichGroup(Plain):
    """一组里用了一个名称，说的是这一组的还是全部的，没有说清。

    错误示例：`其中：总价：价格总额。` 而 `补贴（逐支付）：总价的15%。`
    正确示例：`补贴（逐支付）：价格总额的15%。`（每组自己的）
    理由：在「其中」里定义的名称说的是全部；一组自己的，在这一栏里直接写。
    """

    code: ClassVar[str] = "T0321"
    name: str
    text: str
    list: str

    def texts(self) -> Texts:
        return (
            (f"「{self.name}」是这一组的，还是全部{self.list}的？", f"is “{self.name}” of this group, or of all?"),
            (
                "这一栏每组算一次；其中定义的名称说的是全部，用在每一组里就会重复",
                "this is worked out for each group, and a name defined in 其中 is of all",
            ),
            (f"每组自己的，直接写「{self.text}」", f"of each group, write {self.text} here"),
        )


@dataclass(frozen=True, kw_only=True)
class ComparedWithItself(Plain):
    """一个数与它自己比较。

    错误示例：`申请人中基础分超过基础分的数量`（说的是“其他申请人”，还是同一个人？）
    正确示例：`申请人中基础分超过本人基础分的数量`，本人基础分另外填报
    理由：同一项的同一个数与自己比，总是成立或总是不成立；“其他各项”还不能说。
    """

    code: ClassVar[str] = "T0322"
    name: str
    each: str

    def texts(self) -> Texts:
        cause = (
            f"这里两边都是同一{self.each}的；要与其他{self.each}比的，还不能这样说",
            f"both sides are of the same {self.each}; the others cannot be said yet",
        )
        advice = (
            f"要比的那个数（如本人的、最高的）另外填报，写「超过本人{self.name}」",
            "declare the number to compare with as a fact of its own",
        )
        return ((f"「{self.name}」与自己比较", f"“{self.name}” is compared with itself"), cause, advice)
