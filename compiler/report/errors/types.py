"""Quantities that do not go together (T03xx)."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class UnitMismatch(Plain):
    """单位不同的数不能比较或相加。

    错误示例：`油茶连片面积超过20万元`
    正确示例：`油茶连片面积20亩以上`
    理由：亩和元不是同一种量。
    """

    code: ClassVar[str] = "T0301"
    left: str
    right: str

    @property
    def otherwise(self) -> tuple[str, str] | None:
        price = self.left if "/" in self.left else self.right
        each = price.partition("/")[2]
        if not each or "·" in each:
            return None
        one = f"按一{_counter(each)}计算"
        return f"只算一{_counter(each)}的，在「口径：」里写明「{one}」", f"of one {each} alone, say so: 口径：{one}"

    def texts(self) -> Texts:
        left, right = self.left or "没有单位", self.right or "没有单位"
        advice = (
            f"核对单位：一边是「{left}」，一边是「{right}」；要换算的，先乘以单价，如「……，每亩2000元」；是几样各算各的，分成两句",
            "check the units; multiply by a price first (……，每亩2000元), or write a sentence for each",
        )
        if not self.left or not self.right:
            advice = (f"补上单位「{self.left or self.right}」", f"add the unit {self.left or self.right}")
            if (self.left or self.right) == "元":
                advice = ("数后面写上「元」或「万元」", "write 元 or 万元 behind the number")
            if (self.left or self.right) == "分":
                advice = (
                    "分是钱的单位；得分直接写数：90以上",
                    "分 is a unit of money; scores are plain numbers: 90以上",
                )
        elif {left, right} <= {"年", "季度", "月", "天"}:
            advice = (
                f"月和天没有固定的换算（年、季度、月之间有）：填报的单位改为「{right}」，或把数写成{left}数",
                f"a month has no fixed number of days: declare the fact in {right}, or say the bound in {left}",
            )
        elif "/" in left or "/" in right:
            advice = ("单价要先乘以数量（如每亩、每月）", "multiply the price by its quantity first")
            price, amount = (left, right) if "/" in left else (right, left)
            of, _, each = price.partition("/")
            if of == amount and "·" not in each:
                one = f"按一{_counter(each)}计算"
                advice = (
                    f"先乘以{each}数，或者两边都写成{price}；只算一{_counter(each)}的，在「口径：」里写明「{one}」",
                    f"multiply by the number of {each} first, or write both in {price}; of one {each} alone, say so: 口径：{one}",
                )
        return (
            (
                f"单位不同：「{left}」与「{right}」",
                f"different units: {self.left or 'none'} and {self.right or 'none'}",
            ),
            ("只有同一种量才能比较、相加、封顶", "only quantities of one kind can be compared, added or capped"),
            advice,
        )


class WrongType(Plain):
    """这里要的是另一种内容。

    错误示例：`条件：营业收入。`（营业收入是金额，不是是否）
    正确示例：`条件：营业收入100万元以上。`
    理由：条件要能判断是或否，金额要能算出数。
    """

    code: ClassVar[str] = "T0302"
    what: str
    wanted: tuple[str, str]
    advice: tuple[str, str] | None = None

    def texts(self) -> Texts:
        return (
            (f"「{self.what}」不能用在这里", f"“{self.what}” cannot be used here"),
            (f"这里要的是{self.wanted[0]}", f"what is wanted here is {self.wanted[1]}"),
            self.advice,
        )


class DifferentLengths(Plain):
    """「分别」两边个数不同。

    错误示例：`为三星、四星、五星的，分别10万元、20万元`
    正确示例：`为三星、四星、五星的，分别10万元、20万元、30万元`
    理由：「分别」把两列一一对应，个数必须相同。
    """

    code: ClassVar[str] = "T0303"
    left: int
    right: int

    def texts(self) -> Texts:
        return (
            (
                f"「分别」前面列了{self.left}项，后面列了{self.right}项",
                f"分别 pairs {self.left} with {self.right} items",
            ),
            ("「分别」把两列一一对应，个数必须相同", "分别 pairs two lists of the same length"),
            ("补上或删去，使两边个数相同", "make both lists equally long"),
        )


class MissingRespectively(Plain):
    """列了几个数而没有「分别」。

    错误示例：`为三星、四星、五星的，10万元、20万元、30万元`
    正确示例：`为三星、四星、五星的，分别10万元、20万元、30万元`
    理由：没有「分别」就不知道是一一对应还是相加。
    """

    code: ClassVar[str] = "T0304"

    def texts(self) -> Texts:
        return (
            ("这里列了几个数，却没有「分别」", "several amounts and no 分别"),
            ("一一对应的写「分别」，相加的写「同时」", "write 分别 to pair them, 同时 to add them"),
            ("在前面加「分别」", "put 分别 before the list"),
        )


class SayTogether(Plain):
    """两个数并列而没有说是否相加。

    错误示例：`奖励：10万元；年销售收入的1%。`
    正确示例：`奖励：10万元；同时，年销售收入的1%。`
    理由：同一个量的几个部分，或者几个不同的量各按自己的比例、单价，才可以并列相加；其他的要写明「同时」。
    """

    code: ClassVar[str] = "T0305"

    def texts(self) -> Texts:
        return (
            ("这里没有说明是不是相加", "it is not said whether this is added"),
            (
                "同一个量的几个部分，或者几个不同的量各按自己的比例、单价，才可以直接并列",
                "only parts of one quantity, or different quantities each at a rate of its own, may stand side by side",
            ),
            ("要相加的写「同时，……」；另一种情形的写「……的，……」", "write 同时，… to add, or …的，… for another case"),
        )


class CapBehindList(Plain):
    """封顶管每一项还是管合计，没有说清。

    错误示例：`甲、乙，每家分别200万元、100万元，封顶250万元`
    正确示例：`甲、乙，每家分别200万元、100万元` 之后另起一栏 `封顶：250万元。`
    理由：几项之后的封顶有两种读法。
    """

    code: ClassVar[str] = "T0306"
    word: str

    def texts(self) -> Texts:
        advice = (
            f"逐项的写「分别{self.word}」，合计的另起一栏「{self.word}：」",
            f"write 分别{self.word} for each, or a heading {self.word}： for the sum",
        )
        if self.word in ("，", "每", "按", "乘"):
            advice = (
                "各部分的单价、比例不同的，每一部分另起一句",
                "where the parts have prices or rates of their own, give each a sentence",
            )
        return (
            (f"「{self.word}」管每一项还是管合计？", f"does {self.word} apply to each item or to the sum?"),
            ("前面有几项，两种读法的钱不一样", "several items stand before it, and the two readings pay differently"),
            advice,
        )


class BarePercentage(Plain):
    """百分比没有说是什么的百分比。

    错误示例：`补助：5%。`
    正确示例：`补助：研发费用的5%。`
    理由：百分比总是某个数的百分比。
    """

    code: ClassVar[str] = "T0307"
    text: str

    def texts(self) -> Texts:
        return (
            (f"「{self.text}」是什么的{self.text}？", f"{self.text} of what?"),
            ("百分比总是某个数的百分比", "a percentage is always of something"),
            (
                f"写作「某某的{self.text}」，或「某某，按{self.text}」",
                f"write 某某的{self.text} or 某某，按{self.text}",
            ),
        )


class WrongResult(Plain):
    """结果的单位不对。

    错误示例：`补助：油茶连片面积。`（结果是亩，不是元）
    正确示例：`补助：油茶连片面积，每亩2000元。`
    理由：奖励、补助、减免、交纳的结果是金额。
    """

    code: ClassVar[str] = "T0308"
    heading: str
    unit: str
    # What it is still for each of (月), as it is said behind 每, with the name of a number of these where there is one;
    # and the words of the price.
    missing: str = ""
    known: str = ""
    price: str = ""
    # Whether such a number, once it is declared, multiplies the price without a word.
    by_itself: bool = False

    def texts(self) -> Texts:
        unit = self.unit or "没有单位"
        cause = (
            "奖励、补助、减免、交纳的结果是元；其他的数用「核算：」",
            "such a result is in yuan; other figures use 核算：",
        )
        if self.missing:
            cause = (
                f"这是每{self.missing}的数，没有说算几{_counter(self.missing)}",
                f"this is what each {self.missing} gives, and it is not said how many of these there are",
            )
        return (
            (
                f"「{self.heading}」的结果是「{unit}」，不是金额",
                f"the result of {self.heading} is {self.unit or 'a plain number'}, not money",
            ),
            cause,
            self._advice(),
        )

    @property
    def otherwise(self) -> tuple[str, str] | None:
        if not self.missing:
            return None
        one = f"按一{_counter(self.missing)}计算"
        return (
            f"只算一{_counter(self.missing)}的，在「口径：」里写明「{one}」",
            f"of one {self.missing} alone, say so: 口径：{one}",
        )

    def _advice(self) -> tuple[str, str]:
        of, _, counted = self.unit.partition("·")
        if of == "元" and counted and "/" not in counted:
            return (
                f"其中的金额若是每{counted}的，类型写「元/{counted}」；比例若是每{counted}的，写「，每{counted}万分之五，乘以{counted}数」",
                f"where an amount is for each {counted}, its type is 元/{counted}; a rate for each is ，每{counted}万分之五",
            )
        if of == "元" and counted.count("/") == 1 and "·" not in counted:
            had, each = counted.split("/")
            return (
                f"前面的数以「{had}」计，「每{each}」写成「每{had}」；另有{each}数的，再乘以它",
                f"what stands before it is in {had}: write 每{had}, or multiply by the number of {each} too",
            )
        if not self.unit:
            return (
                "数后面写上单位，如「5元」「5万元」；是几份的，写每份多少，如「每亩2000元」",
                "give the number a unit: 5元, 5万元",
            )
        if self.unit == "%":
            return ("写明是什么的百分之几，如「投资额的50%」", "say what it is a percentage of: 投资额的50%")
        if not self.missing:
            return ("补上单价（每亩2000元）或乘以缺的数量（月数）", "add a price or multiply by what is missing")
        name = self.known or f"{self.missing}数"
        declared = "" if self.known else f"填报「{name}：{self.missing}」，"
        said = f"{name}，{self.price}" if self.price else f"……，乘以{name}"
        zh, en = self.otherwise or ("", "")
        if declared and self.by_itself:
            # what is declared multiplies the price by itself
            return f"填报里加上「{name}：{self.missing}」，句子不用改；{zh}", f"declare {name}：{self.missing}; {en}"
        return f"{declared}写「{said}」；{zh}", f"{'declare ' + name + ' and ' if declared else ''}write {said}; {en}"


def _counter(unit: str) -> str:
    """月 as it is counted: 一个月."""
    return f"个{unit}" if unit in ("月", "季度", "小时", "项目", "单位", "企业") else unit


class MissingSection(Plain):
    """规则缺少一栏。

    错误示例：只有填报，没有补助
    正确示例：有依据、填报和补助（奖励、减免、交纳、核算、资格）
    理由：规则要说明依据哪句话、算出什么。
    """

    code: ClassVar[str] = "T0309"
    clause: str
    section: str

    def texts(self) -> Texts:
        return (
            (f"规则 {self.clause} 没有「{self.section}」", f"clause {self.clause} has no {self.section}"),
            ("规则要说明依据哪句话、算出什么", "a rule says which words it rests on and what it computes"),
            (f"补上「{self.section}：」", f"add {self.section}："),
        )


class NeedsScope(Plain):
    """一列数要逐项算，没有写明范围。

    错误示例：`资助：期权费的40%。`（期权费是每笔一个数）
    正确示例：`资助（逐笔）：期权费的40%。`
    理由：一列数要么逐项算再合计，要么先合计。
    """

    code: ClassVar[str] = "T0310"
    name: str
    each: str
    is_of_column: bool = True

    def texts(self) -> Texts:
        advice = (
            f"在栏目后写「（逐{self.each}）」，或写「{self.name}总额」",
            f"write （逐{self.each}） after the heading, or {self.name}总额",
        )
        if not self.is_of_column:
            advice = (
                f"写「{self.name}总额」；各{self.each}自己的，写在（逐{self.each}）的那一栏里，或者先写「其中（逐{self.each}）：某数：……」，这里写「某数总额」",
                f"write {self.name}总额; what is of each stands in the column with （逐{self.each}）, or under 其中（逐{self.each}）",
            )
        return (
            (f"「{self.name}」有若干{self.each}", f"“{self.name}” is a list"),
            ("一列数要么逐项算再合计，要么先合计", "a list is either gone through or summed first"),
            advice,
        )


class BadRange(Plain):
    """界写反了或写重了。

    错误示例：`油茶连片面积20亩以上2亩以下`
    正确示例：`油茶连片面积2亩以上20亩以下`
    理由：下界高于上界，没有数能满足。
    """

    code: ClassVar[str] = "T0311"
    text: str

    def texts(self) -> Texts:
        return (
            (f"「{self.text}」没有数能满足", f"no number satisfies “{self.text}”"),
            ("下界不低于上界", "the lower bound is not below the upper one"),
            ("核对两个界和单位", "check both bounds and their units"),
        )


class AmbiguousShare(Plain):
    """「超过上年10%」有两种读法：超过上年的10%，还是比上年多10%。

    错误示例：`销售额超过上年销售额10%`
    正确示例：`销售额较上年销售额增长10%以上`，或 `销售额超过上年销售额的10%`
    理由：两种读法差得很远，要写明是哪一种。
    """

    code: ClassVar[str] = "T0313"
    word: str
    base: str
    rate: str

    def texts(self) -> Texts:
        more = self.word in ("超过", "超", "高于", "大于", "多于")
        verb, sign = ("增长", "more") if more else ("低", "less")
        has_bound = "至" in self.rate or self.rate.endswith("以下")
        of_it = f"{self.word}{self.base}的{self.rate}"
        if self.rate.endswith("以下"):
            of_it = f"不超过{self.base}的{self.rate.removesuffix('以下')}"
        more_than_it = f"较{self.base}{verb}{self.rate}{'' if has_bound else '以上'}"
        return (
            (
                f"「{self.word}{self.base}{self.rate}」有两种读法",
                f"{self.word}{self.base}{self.rate} can be read in two ways",
            ),
            (
                f"{self.base}的{self.rate}，还是比{self.base}{'多' if more else '低'}{self.rate}？",
                f"{self.rate} of {self.base}, or {self.rate} {sign} than it?",
            ),
            (f"写「{of_it}」，或「{more_than_it}」", f"write {of_it}, or {more_than_it}"),
        )


class NothingToRaise(Plain):
    """「提高至」前面没有可以换的比例或封顶。

    错误示例：`补助：100万元，专精特新的，提高至120万元。`
    正确示例：`补助：专精特新的，120万元；其余的，100万元。`
    理由：提高至换的是前面的比例或封顶；换掉整笔数，就是另一种情形。
    """

    code: ClassVar[str] = "T0314"
    said: str
    to: str
    is_ratio: bool

    def texts(self) -> Texts:
        what, english = ("比例", "percentage") if self.is_ratio else ("封顶", "cap")
        earlier = "某数的10%" if self.is_ratio else "某数，封顶……"
        return (
            (
                f"「{self.said}」前面没有可以换成{self.to}的{what}",
                f"no {english} stands before “{self.said}” that {self.to} can take the place of",
            ),
            (
                f"提高至一个{'比例' if self.is_ratio else '数'}，换的是前面的{what}，其余照旧",
                f"提高至 puts {'a percentage' if self.is_ratio else 'an amount'} in the place of the {english} before it, "
                "and leaves the rest",
            ),
            (
                f"两种情形各写一句：「某情形的，……{self.to}；其余的，……」；换{what}的，前面先写「{earlier}」",
                f"write a sentence for each case (某情形的，……{self.to}；其余的，……); or {earlier} before it, a {english}",
            ),
        )
