"""What a simulation cannot be made from (T056x).  These have no span."""

from typing import ClassVar

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class UnreadableDistributions(Plain):
    """分布文件读不了。

    错误示例：`中位数 = "6000万元`，少了一个引号
    正确示例：`中位数 = "6000万元"`
    理由：分布文件是 TOML，名称和带单位的数放在引号里；先用 --print-distributions 印出一份再改，最不容易写错。
    """

    code: ClassVar[str] = "T0560"
    path: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"分布文件「{self.path}」读不了", f"the distributions in {self.path} cannot be read"),
            self.cause,
            (
                '先用 tiaowen population --print-distributions 印出一份再改；一行一项，如 中位数 = "6000万元"',
                'let tiaowen population --print-distributions print one, and edit that; a line each: 中位数 = "6000万元"',
            ),
        )


class WrongDistribution(Plain):
    """分布文件里有一处不能用。

    错误示例：`[填报."年销售收入"]` 下写 `中位数 = "6000亩"`
    正确示例：`中位数 = "6000万元"`
    理由：分布按填报项声明，单位、范围与规则里的填报项相同；写错一处就全部不生成，以免拿错误的人口算账。
    """

    code: ClassVar[str] = "T0561"
    place: str
    why: tuple[str, str]
    mend: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"分布文件里「{self.place}」不能用", f"{self.place} of the distributions cannot be used"),
            self.why,
            self.mend,
        )


class NoSuchNumber(Plain):
    """要变动的数，规则里没有，或者不止一处。

    错误示例：`--vary "5.2 20万元" 10万元..50万元`，而规则里有两处 20万元
    正确示例：`--vary "5.2 20万元#1" 10万元..50万元`
    理由：变动的是规则文字里的一个数；不说清是哪一个，算出来的就可能是另一件事。
    """

    code: ClassVar[str] = "T0562"
    said: str
    why: tuple[str, str]
    mend: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"不知道「{self.said}」要变动哪个数", f"which number “{self.said}” varies is not known"),
            self.why,
            self.mend,
        )


class UnreadableRange(Plain):
    """变动的范围读不了。

    错误示例：`--vary "5.2 20万元" 10-50`
    正确示例：`--vary "5.2 20万元" 10万元..50万元`
    理由：范围写作 起..止，两端都与规则里的数同单位，起小于止；要指定几个点的，写作 10万元..50万元/5。
    """

    code: ClassVar[str] = "T0563"
    said: str
    why: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"变动的范围「{self.said}」读不了", f"the range “{self.said}” cannot be read"),
            self.why,
            ("范围写作 起..止，如 10万元..50万元", "a range is written 10万元..50万元"),
        )


class NotReadWith(Plain):
    """把数换掉以后，规则读不通。

    错误示例：`--vary "10.1 100万元" 50万元..400万元`，而规则是 100万元至300万元
    正确示例：`--vary "10.1 100万元" 50万元..250万元`
    理由：每个取值都把规则的文字换掉重新编译，读不通的取值没有结果可言。
    """

    code: ClassVar[str] = "T0564"
    said: str
    value: str
    why: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (
                f"「{self.said}」换成{self.value}，规则读不通",
                f"with {self.value} for “{self.said}” the rule cannot be read",
            ),
            self.why,
            ("请缩小变动的范围", "choose a narrower range"),
        )


class NobodyClaims(Plain):
    """申报人的文件里没有一项可以计算的申报。

    错误示例：`tiaowen simulate 金东 --population 空表.csv -o 报告.html`
    正确示例：先用 tiaowen population 生成，或者用办事系统导出的申报表（一行一个申报人，一列一个填报项）
    理由：没有申报就没有成本可估，印出一份全是零的报告只会误导。
    """

    code: ClassVar[str] = "T0565"
    path: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」里没有一项可以计算的申报", f"{self.path} has no claim that can be calculated"),
            ("没有一行填了哪条规则要的填报项", "no row has the facts that any clause asks for"),
            (
                "请核对表头与填报项的名称；tiaowen form 印出申报表，tiaowen population 生成合成申报人",
                "compare the headings with the names of facts; tiaowen form prints the form, tiaowen population makes applicants",
            ),
        )


class ClausesNotCompared(Plain):
    """对照的政策里有规则没有比较。

    错误示例：`--against 去年.policy`，而去年的规则要的填报项，申报人的文件里没有
    正确示例：文件里补上这些填报项的列
    理由：没有事实就算不出去年应得多少；这些规则不在得失之内，所以说明。
    """

    code: ClassVar[str] = "T0566"
    severity: ClassVar[Severity] = "warning"
    clauses: tuple[str, ...]
    why: tuple[str, str]

    def texts(self) -> Texts:
        names = "、".join(self.clauses)
        return ((f"没有比较的规则：{names}", f"clauses that are not compared: {names}"), self.why, None)
