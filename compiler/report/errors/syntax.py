"""Sentences that cannot be read (T011x)."""

from typing import ClassVar

from .base import Plain

Texts = tuple[tuple[str, str], tuple[str, str], tuple[str, str] | None]


class UnreadableWords(Plain):
    """这里读不懂。

    错误示例：`补助：研发费用的5%，限高100万元。`
    正确示例：`补助：研发费用的5%，封顶100万元。`
    理由：规则的句子由固定的词、名称和数组成，读到这里没有一种写法能接下去。
    """

    code: ClassVar[str] = "T0110"
    found: str
    expected: tuple[tuple[str, str], ...]
    hint: tuple[str, str] | None = None

    def texts(self) -> Texts:
        zh = "、".join(word for word, _ in self.expected)
        en = ", ".join(word for _, word in self.expected)
        title = (f"读不懂「{self.found}」", f"cannot read “{self.found}”")
        if not self.found:
            title = ("句子没有写完", "the sentence is not finished")
        if self.proposal:
            reason = (
                "规则的句子由固定的词、名称和数组成",
                "sentences of rules are made of words of the language, names and numbers",
            )
            return title, reason, self.hint
        return title, (f"此处可写：{zh}", f"what may stand here: {en}"), self.hint


class WordWithoutMeaning(Plain):
    """这个词在这里没有意思。

    错误示例：`补助：按费用的10%给予首次补助。`
    正确示例：`补助：首次申报的，按费用的10%给予补助。`（填报里有「首次申报：是否」）
    理由：规则里的每个词都有意思，或者在这个地方没有意思的词之列（给予、一次性、企业、安家……）；两样都不是的，读过去就会照没有它的算。
    """

    code: ClassVar[str] = "T0124"
    word: str
    instead: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"「{self.word}」在这里没有意思", f"“{self.word}” has no meaning here"),
            (
                "规则里的每个词都要有意思；读过去，就会照没有这个词的算",
                "every word of a rule means something; read over, it would be paid as if it were not there",
            ),
            self.instead,
        )


class MissingSemicolon(Plain):
    """一项之后少了分号。

    错误示例：`填报：` 之下 `首次申报：是否` 换行 `年销售收入：金额`
    正确示例：`首次申报：是否；` 换行 `年销售收入：金额`
    理由：换行不算标点，两项之间要有「；」。
    """

    code: ClassVar[str] = "T0111"

    def texts(self) -> Texts:
        return (
            ("这一项后面少了「；」", "a ； is missing after this item"),
            ("换行不算标点，两项之间要有「；」", "a line break is no punctuation; items are separated by ；"),
            ("在行末补「；」", "add ； at the end of the line"),
        )


class UnbalancedBracket(Plain):
    """括号不成对。

    错误示例：`投资额的（基准比例加提高比例`
    正确示例：`投资额的（基准比例加提高比例）`
    理由：左右括号要一一对应，否则不知道括号管到哪里。
    """

    code: ClassVar[str] = "T0112"
    bracket: str

    def texts(self) -> Texts:
        other = "）" if self.bracket == "（" else "（"
        return (
            (f"这个「{self.bracket}」没有配上「{other}」", f"this {self.bracket} has no {other}"),
            ("左右括号要一一对应", "brackets come in pairs"),
            (f"补上「{other}」，或删去「{self.bracket}」", f"add {other} or delete {self.bracket}"),
        )


class UnreadableNumeral(Plain):
    """数写得不对。

    错误示例：`封顶1,00万元`、`封顶二十百万元`
    正确示例：`封顶100万元`、`封顶二千万元`
    理由：千分位逗号三位一段，小数点至多一个，中文数字要合乎读法。
    """

    code: ClassVar[str] = "T0113"
    numeral: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"数字「{self.numeral}」读不出来", f"cannot read the number “{self.numeral}”"),
            self.cause,
            (
                "可写 20万元、2.5亿元、1,000万元、二十万元、百分之二、六五折",
                "write 20万元, 2.5亿元, 1,000万元, 百分之二",
            ),
        )


class VagueNumeral(Plain):
    """规则里的数不能含糊。

    错误示例：`奖励：约20万元。`
    正确示例：`奖励：20万元。`
    理由：约、余、左右没有确定的数，同一个申报人会算出不同的钱。
    """

    code: ClassVar[str] = "T0114"
    numeral: str

    def texts(self) -> Texts:
        return (
            (f"「{self.numeral}」不是确定的数", f"“{self.numeral}” is not a definite number"),
            (
                "约、余、左右没有确定的数，规则里不能用",
                "约, 余 and 左右 name no definite number; a rule cannot use them",
            ),
            (
                "写确定的数；原文含糊的，写入【不计算】并说明理由",
                "write a definite number, or a 【不计算】 block with the reason",
            ),
        )


class TooPrecise(Plain):
    """数比它的单位能表示的还细。

    错误示例：`奖励：0.123元。`
    正确示例：`奖励：0.12元。`
    理由：金额精确到分，个数是整数；更细的数多半是抄错了小数点。
    """

    code: ClassVar[str] = "T0115"
    numeral: str
    places: int

    def texts(self) -> Texts:
        return (
            (f"「{self.numeral}」太细", f"“{self.numeral}” is too precise"),
            (f"这个单位最多{self.places}位小数", f"this unit has at most {self.places} decimal places"),
            ("核对小数点和万、亿", "check the decimal point and 万 or 亿"),
        )


class UnknownHeading(Plain):
    """没有这个栏目。

    错误示例：`前提：数字化转型水平二级以上。`
    正确示例：`条件：数字化转型水平二级以上。`
    理由：规则由固定的栏目组成。
    """

    code: ClassVar[str] = "T0116"
    heading: str
    headings: tuple[str, ...]
    near: str = ""

    def texts(self) -> Texts:
        advice = (
            (f"是不是想写「{self.near}：」？", f"did you mean 「{self.near}：」?")
            if self.near
            else (
                "谁能得写在「条件：」，给多少写在「补助：」，填什么写在「填报：」，别的话写在「说明：」",
                "who is given belongs to 条件：, how much to 补助：, what is filled in to 填报：, other words to 说明：",
            )
        )
        return (
            (f"没有栏目「{self.heading}」", f"no heading “{self.heading}”"),
            (f"栏目有：{'、'.join(self.headings)}", f"headings are {' '.join(self.headings)}"),
            advice,
        )


class UnknownScope(Plain):
    """栏目后面括号里的范围读不懂。

    错误示例：`补贴（每个项目）：…`
    正确示例：`补贴（逐项目）：…`
    理由：括号里写这一栏管什么：含上年、逐笔、逐月、就高、依次等。
    """

    code: ClassVar[str] = "T0117"
    scope: str
    heading: str
    lists: tuple[str, ...] = ()
    is_needless: bool = False
    picks: bool = False
    is_apart: bool = False

    def texts(self) -> Texts:
        advice = None
        if self.is_apart:
            return (
                (
                    f"「{self.heading}（{self.scope}）」里的分别给予读不懂",
                    f"cannot read what {self.heading}（{self.scope}） gives to each",
                ),
                (
                    "分别给予是结果里每项一个数；不是结果的栏目、按组算的，没有每项一个数",
                    "it gives an amount to every item of a result: not in a column that is none, nor of groups",
                ),
                (
                    "写在结果那一栏：「补助（逐笔，分别给予）」，只给几项的「补助（逐笔，取最高3笔，分别给予）」；按组的写「补助（逐品类）」，是各组的合计",
                    "in the result: 补助（逐笔，分别给予）, of some 补助（逐笔，取最高3笔，分别给予）; of groups 补助（逐品类）, which adds them up",
                ),
            )
        if self.is_needless:
            return (
                (f"「{self.heading}」后面不写（{self.scope}）", f"{self.heading} takes no （{self.scope}）"),
                (
                    "这一栏管整个结果，括号里的话不会算进去",
                    "it is about the whole result; the brackets would be read over",
                ),
                (
                    "去掉括号；每家、每年等写在结果那一栏的句子里，如「，每年封顶50万元」",
                    "leave the brackets out; per year and the like goes into the sentence of the result",
                ),
            )
        if self.picks:
            advice = (
                "「取最高几笔」写在结果那一栏，单位与清单的相同：补助（逐笔，取最高3笔）；要先算出一个数的，另立一条规则",
                "some of the items are picked in the column of the result, in the unit of the list: 补助（逐笔，取最高3笔）",
            )
        elif len(self.lists) > 1:
            names = "、".join(f"（逐{name}）" for name in self.lists)
            advice = (f"有几个清单，写明是哪一个：{names}", f"there are several lists; say which: {names}")
        elif self.lists:
            advice = (
                f"清单是「{self.lists[0]}」，写作「{self.heading}（逐{self.lists[0]}）」",
                f"write {self.heading}（逐{self.lists[0]}）",
            )
        return (
            (
                f"「{self.heading}（{self.scope}）」的范围读不懂",
                f"cannot read the scope of {self.heading}（{self.scope}）",
            ),
            (
                "可写：（含上年）、（逐笔）等逐项范围、（逐笔，取最高3笔）、（逐月）、（就高）、（依次）",
                "write （含上年）, （逐笔） and the like, （逐笔，取最高3笔）, （逐月）, （就高）, （依次）",
            ),
            advice,
        )


class RaggedRow(Plain):
    """表的一行与表头格数不同。

    错误示例：表头两格，某行只有一格
    正确示例：每行的格数与表头相同
    理由：格子要与表头一一对应；合并的单元格粘贴后会变空，须逐格补上。
    """

    code: ClassVar[str] = "T0118"
    cells: int
    columns: int

    def texts(self) -> Texts:
        return (
            (
                f"这一行有{self.cells}格，表头有{self.columns}格",
                f"{self.cells} cells here, {self.columns} in the heading",
            ),
            ("格子要与表头一一对应", "each cell belongs to a column"),
            ("补上或删去格子；空格子请写明内容", "add or remove cells; fill in empty ones"),
        )


class TooDeep(Plain):
    """括号套得太深。

    错误示例：上百层括号
    正确示例：用「其中」给中间的数起名
    理由：括号套得太深，人也读不懂。
    """

    code: ClassVar[str] = "T0119"

    def texts(self) -> Texts:
        return (
            ("括号套得太深", "brackets are nested too deeply"),
            ("最多二十层", "twenty levels at most"),
            ("用「其中」给中间的数起名", "name the intermediate quantities under 其中"),
        )


class TooInvolved(Plain):
    """计算一层套一层，太深。

    错误示例：一句里连加上百个数；上百个名称，后一个都用前一个
    正确示例：分成几句，或分成几条规则
    理由：套得太深，人读不懂，也核对不了。
    """

    code: ClassVar[str] = "T0120"

    def texts(self) -> Texts:
        return (
            ("计算一层套一层，太深", "the calculation is nested too deeply"),
            (
                "一句最多一百个运算，名称、步骤和括号套在一起最多一百二十层，一个数最多一千种情形",
                "a sentence has at most a hundred operations; names, steps and brackets nest a hundred and twenty deep; an amount has at most a thousand cases",
            ),
            ("分成几句，用「其中」给中间的数起名，或分成几条规则", "split the sentence, or make several rules"),
        )
