"""What is of the whole, and what of an item, a group, a year (T032x)."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


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
    is_of_years: bool = False

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
        if self.is_of_years:
            return (
                (f"「{self.what}」每{each}都算一次，还是只算一次？", f"does “{self.what}” count each {each}, or once?"),
                (
                    f"结果分几{each}给，它各{each}都一样，就会有几{each}算几次",
                    f"the result is of several {each}, in each of which it would count",
                ),
                (
                    f"每{each}都给的，写明「每{each}」，如每{each}5万元；只算一次的，扣除另起一栏「扣除：」，另给的另写一条规则",
                    f"where it counts each {each}, say 每{each}; else a deduction stands under 扣除：, an award in a rule of its own",
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


class SharesNotTheWhole(Plain):
    """各方、各期的比例合计不是 100%：是分这一笔数的比例，还是各自的费率，没有说清。

    错误示例：`缴纳：缴费基数的1%。` 和 `分配：单位0.5%、个人0.5%。`（读作1%的0.5%）
    正确示例：`缴纳：单位、个人分别按缴费基数的0.5%、0.5%。`，或 `缴纳：缴费基数的1%。` 和 `分配：单位50%、个人50%。`
    理由：分配、分期分的是上面算出的那一笔数，合计应当是它的 100%。
    """

    code: ClassVar[str] = "T0323"
    total: str
    labels: tuple[str, ...]
    rates: tuple[str, ...]
    base: str
    is_named: bool

    def texts(self) -> Texts:
        listed = "、".join(self.rates)
        own = f"{'、'.join(self.labels)}分别按{self.base}的{listed}"
        if not self.is_named:
            unit = self.labels[0][-1] if self.labels else "年"
            own = f"补助（逐{unit}，共{len(self.labels)}{unit}）：{self.base}，分别按{listed}"
        whose = "各方" if self.is_named else "各期"
        return (
            (f"{whose}的比例合计{self.total}，不是100%", f"the shares add up to {self.total}, not to 100%"),
            (
                f"分的是上面算出的那一笔数，{whose}合计应当是它的100%",
                "what is shared is the amount above, of which the shares make 100%",
            ),
            (
                f"分这一笔的，{whose}合计写成100%；{whose}各有自己的比例的，写「{own}」",
                f"to share that amount, make them 100%; where each has a rate of its own, write {own}",
            ),
        )


class SharedTwice(Plain):
    """已经分了年（期、方、逐年一列）的结果，又要分。

    错误示例：`支持（逐年）：各年地方贡献。` 和 `分年：80%、60%。`（各年的分，还是合计的分？）
    正确示例：`各年：每年含地方贡献（金额）、第几年（整数）`，`支持（逐年）：第几年为1、2的，分别按地方贡献的80%、60%。`
    理由：一个比例管一年自己的数，还是管各年合计的一部分，两种读法的钱不一样。
    """

    code: ClassVar[str] = "T0324"
    heading: str
    each: str
    is_capped: bool = False
    is_of_items: bool = False

    def texts(self) -> Texts:
        each = self.each
        if self.is_capped and self.is_of_items:
            is_floor = self.heading == "保底"
            beyond, word = ("不足的部分各补多少", "不低于") if is_floor else (f"超过的部分各{each}各少多少", "不超过")
            less = "more" if is_floor else "less"
            return (
                (f"「{self.heading}」管每{each}，还是管合计？", f"does {self.heading} bind each {each}, or their sum?"),
                (
                    f"结果是每{each}一个数；合计{self.heading}的，{beyond}，没有说",
                    f"there is an amount for each {each}; where the sum is limited, who gets {less} is not said",
                ),
                (
                    f"管每{each}的，写「{self.heading}：每{each}{word}……」；管合计的，去掉「分别给予」，结果是合计的一个数",
                    f"of each, {self.heading}：每{each}{word}…; of the sum, leave 分别给予 out: the result is then their sum",
                ),
            )
        if self.is_capped and each == "方":
            return (
                (f"「{self.heading}」管每方，还是管各方合计？", f"does {self.heading} bind each party, or their sum?"),
                ("合计封顶的，超过的部分各方各少多少，没有说", "where the sum is capped, who gets less is not said"),
                (
                    f"管每方的，写「{self.heading}：每方不超过……」；管合计的，先算合计并封顶，再写「分配：」各方的比例",
                    f"of each, {self.heading}：每方不超过…; of the sum, cap that first and share it under 分配：",
                ),
            )
        if self.is_capped:
            return (
                (
                    f"「{self.heading}」管每{each}，还是管各{each}合计？",
                    f"does {self.heading} bind each {each}, or their sum?",
                ),
                (
                    f"结果分几{each}给，两种读法的钱不一样",
                    f"the result is of several {each}, and the two readings pay differently",
                ),
                (
                    f"管合计的，写「{self.heading}：累计不超过……」；管每{each}的，写「{self.heading}：每{each}不超过……」",
                    f"of the sum, {self.heading}：累计不超过…; of each, {self.heading}：每{each}不超过…",
                ),
            )
        if each == "方":
            return (
                (
                    f"结果已经分了{each}，不能再「{self.heading}」",
                    f"the result is shared already, {self.heading} would share it again",
                ),
                ("一笔数只能分一次", "an amount is shared once"),
                (
                    "只留一栏；又分方又分期的，各方另写一条规则",
                    "leave one of the two, or give each party a rule of its own",
                ),
            )
        return (
            (
                f"结果已经分了{each}，「{self.heading}」分的是什么？",
                f"the result is of several {each} already: what does {self.heading} share?",
            ),
            (
                f"各{each}自己的数各按各的比例，还是各{each}合计再分，两种读法的钱不一样",
                "each one's own amount at its own share, or the sum in shares: the two pay differently",
            ),
            (
                f"各{each}自己的，每{each}填报第几{each}，写「第几{each}为1、2的，分别按……的80%、60%」；合计再分的，"
                f"先在「其中」里算出合计，再写结果和「{self.heading}：」",
                f"each at its own share: declare the number of the {each} and write 第几{each}为1、2的，分别按…; to share the sum, name it in 其中 first",
            ),
        )
