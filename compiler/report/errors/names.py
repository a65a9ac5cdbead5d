"""Names and clauses that are not found, or found twice (T02xx)."""

from typing import ClassVar

from ...text.source import Span
from ..diagnostic import Edit, Severity, Text
from .base import Plain
from .syntax import Texts


class UnknownName(Plain):
    """名称没有定义。

    错误示例：填报了「研发费用」，补助里写 `研发经费的5%`
    正确示例：`研发费用的5%`
    理由：规则里用到的名称都要先在「填报」或「其中」里写明。
    """

    code: ClassVar[str] = "T0201"
    name: str
    similar: str = ""
    change: Edit | None = None
    # The type that it most probably has: 金额.
    kind: str = ""
    # The declared option in whose list it stands.
    beside: str = ""

    @property
    def edit(self) -> Edit | None:
        return self.change or super().edit

    def texts(self) -> Texts:
        return (
            (f"找不到名称「{self.name}」", f"unknown name “{self.name}”"),
            ("名称要先在「填报」或「其中」里写明", "a name must be declared under 填报 or 其中 first"),
            self._advice(),
        )

    def _advice(self) -> tuple[str, str] | None:
        if self.beside:
            return (
                f"填报里有「{self.beside}」的那一项，选项里加上「{self.name}」；不是选项的，在填报里写「{self.name}：是否」",
                f"add {self.name} to the options of the fact that has {self.beside}, or declare {self.name}：是否",
            )
        if self.similar:
            return f"是不是想写「{self.similar}」？", f"did you mean “{self.similar}”?"
        if not self.kind:
            return None
        return (
            f"要人填的，在填报里写「{self.name}：{self.kind}」；算出来的，在其中里写「{self.name}：……」",
            f"what is filled in is declared under 填报: {self.name}：{self.kind}; what is worked out, under 其中",
        )


class DuplicateName(Plain):
    """名称重复。

    错误示例：填报里写了两次「营业收入：金额」
    正确示例：每个名称只写一次
    理由：同名的两个量，不知道句子里说的是哪一个。
    """

    code: ClassVar[str] = "T0202"
    name: str
    first: Span | None = None

    def texts(self) -> Texts:
        return (
            (f"名称「{self.name}」重复", f"the name “{self.name}” is declared twice"),
            ("同名的两个量，不知道句子里说的是哪一个", "with two quantities of one name a sentence could mean either"),
            ("改名，或删去一处", "rename one or delete it"),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.first, Text("第一次在这里", "first declared here")),) if self.first else ()


class NoClauseNumber(Plain):
    """规则没有编号，或者编号里有空格。

    错误示例：`【规则】研发投入补助`
    正确示例：`【规则 7.1】研发投入补助`
    理由：计算、结算、指南都按编号找规则。
    """

    code: ClassVar[str] = "T0107"
    number: str

    def texts(self) -> Texts:
        said = f"编号「{self.number}」里有空格" if self.number else "规则没有编号"
        in_english = f"the number “{self.number}” has a space in it" if self.number else "a rule has no number"
        meant = "-".join(self.number.split()) or "7.1"
        return (
            (said, in_english),
            ("计算、结算、指南都按编号找规则", "rules are found by their numbers"),
            (f"写作「【规则 {meant}】」，编号自己起", f"write 【规则 {meant}】, with a number of your own"),
        )


class DuplicateClause(Plain):
    """规则号重复。

    错误示例：两处【规则 7.1】
    正确示例：【规则 7.1】与【规则 7.2】
    理由：计算和引用都按规则号，重复就不知道是哪一条。
    """

    code: ClassVar[str] = "T0203"
    clause: str
    first: Span | None = None

    def texts(self) -> Texts:
        return (
            (f"规则号「{self.clause}」重复", f"clause “{self.clause}” is declared twice"),
            ("计算和引用都按规则号", "calculation and reference go by the clause's id"),
            ("换一个规则号", "use another id"),
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.first, Text("第一次在这里", "first declared here")),) if self.first else ()


class AmbiguousName(Plain):
    """名称有两种读法。

    错误示例：名称有「费用」和「费用占比」，句子写 `费用占比5%以上`
    正确示例：把其中一个名称改掉
    理由：汉字之间没有空格，一个名称是另一个名称的开头时，句子可能有两种读法。
    """

    code: ClassVar[str] = "T0204"
    name: str
    shorter: str

    def texts(self) -> Texts:
        return (
            (
                f"可以读成「{self.name}」，也可以读成「{self.shorter}」",
                f"reads as “{self.name}” and also as “{self.shorter}”",
            ),
            (
                "一个名称是另一个名称的开头，句子有两种读法",
                "one name begins with the other and both readings are sentences",
            ),
            ("改掉其中一个名称", "rename one of them"),
        )


class ReservedName(Plain):
    """名称用了不能作名称的词。

    错误示例：`填报：核定金额：金额`
    正确示例：换一个名称
    理由：这些词在句子里有固定的意思，或由系统自动给出。
    """

    code: ClassVar[str] = "T0205"
    name: str

    def texts(self) -> Texts:
        return (
            (f"「{self.name}」不能作名称", f"“{self.name}” cannot be a name"),
            ("这个词有固定的意思", "this word has a fixed meaning"),
            ("换一个名称", "choose another name"),
        )


class UnknownClause(Plain):
    """找不到引用的规则。

    错误示例：`取自35.9`，而没有【规则 35.9】
    正确示例：`取自35.6`
    理由：取自、同一事项只能指本政策里有的规则。
    """

    code: ClassVar[str] = "T0206"
    clause: str
    similar: str = ""

    def texts(self) -> Texts:
        return (
            (f"没有规则「{self.clause}」", f"no clause “{self.clause}”"),
            ("只能指本政策里有的规则", "only clauses of this policy can be named"),
            (f"是不是想写「{self.similar}」？", f"did you mean “{self.similar}”?") if self.similar else None,
        )


class CircularDefinition(Plain):
    """名称绕着圈定义。

    错误示例：`甲：乙加1元；乙：甲加1元`
    正确示例：每个名称只用先说清楚的量
    理由：绕成一圈就永远算不出来。
    """

    code: ClassVar[str] = "T0207"
    name: str

    def texts(self) -> Texts:
        return (
            (f"「{self.name}」绕了一圈又用到自己", f"“{self.name}” is defined by itself"),
            ("绕成一圈就永远算不出来", "a circle has no value"),
            ("改写其中一个名称的定义", "rewrite one of the definitions"),
        )


class UnusedName(Plain):
    """名称没有用到。

    错误示例：填报了「首次申报」，规则里没有用
    正确示例：删去，或在规则里用上
    理由：要人填报而不用的数，多半是漏写了一句。
    """

    code: ClassVar[str] = "T0208"
    severity: ClassVar[Severity] = "warning"
    name: str

    def texts(self) -> Texts:
        return (
            (f"「{self.name}」没有用到", f"“{self.name}” is not used"),
            (
                "要人填报而不用的数，多半是漏写了一句",
                "a fact that is asked for and not used is probably a sentence forgotten",
            ),
            ("删去，或在规则里用上", "delete it or use it"),
        )
