"""What is said of a list, and can be meant in two ways (T0326 to T0329)."""

import re
from typing import ClassVar

from .base import Plain
from .syntax import Texts


class WhichIsFirst(Plain):
    """说一列里的第一个、前几个，这一列没有先后。

    错误示例：`填报：贷款：每笔金额。补助：首笔贷款的2%。`（先填的一笔，还是最早的一笔？）
    正确示例：`填报：贷款：每笔金额，按先后。补助：首笔贷款的2%。`，或 `贷款：每笔含放款日期（日期）、贷款额（金额），按放款日期先后。`
    理由：填报的次序本来没有意思；第一个是谁，要在填报里说明按什么先后。年、月、期一列，本来就有先后。
    """

    code: ClassVar[str] = "T0326"
    list: str
    each: str
    fields: tuple[str, ...] = ()

    def texts(self) -> Texts:
        by = next(iter(self.fields), "")
        said = f"{self.list}：每{self.each}……，按{by}先后"
        return (
            (
                f"「{self.list}」没有先后，不知道哪一{self.each}是第一",
                f"“{self.list}” has no order: which is the first?",
            ),
            (
                "填报的次序没有意思：先填的、日期最早的、金额最高的，都可能叫第一",
                "the order in which items are filled in means nothing by itself",
            ),
            (
                f"在填报里写明，如「{said}」；要最高的，写「最高的1{self.each}」",
                f"say it where the list is declared: {said}; for the highest, 最高的1{self.each}",
            ),
        )


class WhichOfThem(Plain):
    """挑出了几项，没有说是合计、平均，还是最高的。

    错误示例：`补助：前3笔贷款的2%，封顶5万元。`（每笔封顶，还是合计封顶？）
    正确示例：`补助：前3笔贷款合计的2%，封顶5万元。`，每笔各算的写 `补助（逐笔，取前3笔）：贷款的2%，封顶5万元。`
    理由：几项合成一个数，要有一个词：合计、平均值、最高者、最低者。
    """

    code: ClassVar[str] = "T0327"
    said: str
    list: str
    each: str
    pick: str

    def texts(self) -> Texts:
        return (
            (
                f"「{self.said}」是几个数，没有说怎样合成一个",
                f"“{self.said}” is several numbers: what of them is meant?",
            ),
            (
                "几项从各项到一个数，要有一个词：合计、平均值、最高者、最低者",
                "from several items to one number it takes a word: 合计, 平均值, 最高者, 最低者",
            ),
            (
                f"写「{self.said}合计」「{self.said}平均值」；各项分别算的，栏目后面写（逐{self.each}，取{self.pick}）",
                f"{self.said}合计 or {self.said}平均值; each on its own, behind the heading: （逐{self.each}，取{self.pick}）",
            ),
        )


class HowAreTiesPlaced(Plain):
    """按高低排名次，没有说一样高的怎样排。

    错误示例：`其中（逐家）：名次：得分由高到低的名次。`
    正确示例：`其中（逐家）：名次：得分由高到低的名次（并列的名次相同）。`
    理由：两家同分，是都算第一、下一家第三，还是先填的在前，钱不一样。并列的名次相同：第1、第2、第2、第4。
    """

    code: ClassVar[str] = "T0329"
    said: str
    list: str
    each: str

    def texts(self) -> Texts:
        said = self.said.split("（")[0]
        same = "并列的名次相同"
        if not re.search("[名位]次|排[名位]", said):
            # 贡献最高的，得分前3名的: of the present item
            said, same = f"{said.removesuffix('的')}的", "并列的都算"
        return (
            (f"「{said}」没有说并列的怎样排", f"“{said}” does not say where equal ones stand"),
            (
                "一样高的，可以都是同一个名次，也可以先填的在前",
                "equal ones may all have one place, or the one filled in first comes first",
            ),
            (
                f"写「{said}（{same}）」；先填的在前的，填报写「{self.list}：每{self.each}……，按先后」，再写「{said}（并列的先填的在前）」",
                f"write {said}（{same}）; or declare {self.list} with ，按先后 and write {said}（并列的先填的在前）",
            ),
        )


class WhichYears(Plain):
    """说一列年份里的上一年、前几年，不知道这一列有没有本年。

    错误示例：`填报：销售额：每年金额。奖励：本年销售额超过前两年销售额最高值的部分，按5%。`
    正确示例：`填报：往年销售额：每年金额，不含本年。奖励：本年销售额超过前两年往年销售额最高值的部分，按5%。`
    理由：有本年的，上一年是倒数第二个；没有本年的，上一年是最后一个。前两年也可以说最早的两年。
    """

    code: ClassVar[str] = "T0328"
    said: str
    list: str
    has_this_year: bool | None = None
    is_this_year: bool = False

    def texts(self) -> Texts:
        if self.is_this_year:
            return (
                (f"「{self.list}」不含本年，没有「{self.said}」", f"“{self.list}” is without this year"),
                ("填报里写明了不含本年", "it is declared without this year"),
                ("本年的数另外填报，如「本年销售额：金额」", "declare this year's number as a fact of its own"),
            )
        cause = (
            "有本年的，上一年是倒数第二个；没有的，是最后一个；「前几年」也可以说最早的几年",
            "with this year the year before is the last but one, without it the last; 前…年 may be the earliest ones, too",
        )
        advice = (
            f"在填报里写「{self.list}：每年……，不含本年」或「……，含本年」；最早的几年，写「第1至2年」",
            "declare it with 不含本年 or 含本年; for the earliest years write 第1至2年",
        )
        if self.has_this_year:
            cause = ("「近几年」可以含本年，也可以不含", "近…年 may be with this year, or without")
            advice = ("不含本年的，写「前三年」；含本年的，写「最后3年」", "without it 前三年, with it 最后3年")
        return (
            (f"「{self.said}」是「{self.list}」里的哪几年？", f"which years of “{self.list}” is “{self.said}”?"),
            cause,
            advice,
        )
