"""What a form cannot have, or is told of (T0540 to T0543).  These have no span: they are about columns."""

from typing import ClassVar

from tiaowen.runtime.errors import visible

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class KeyIsTaken(Plain):
    """申报表的主键栏和别的栏同名。

    错误示例：`tiaowen form 金东.policy --key 年销售收入 -o 申报表.xlsx`，而年销售收入是填报项
    正确示例：`tiaowen form 金东.policy --key 身份证号 -o 申报表.xlsx`，或者不写 --key，主键就是统一社会信用代码
    理由：主键只用来认出是谁申报的；一栏又是主键又是填报项，汇总时分不清。
    """

    code: ClassVar[str] = "T0540"
    key: str

    def texts(self) -> Texts:
        name = visible(self.key, 60)
        return (
            (f"主键「{name}」不能做申报表的第一栏", f"“{name}” cannot be the key of the form"),
            (
                "它和一个填报项或申报表自己的栏同名，或者不是一行能印出来的字",
                "a fact or another column of the form has this name, or it is not a line of printable characters",
            ),
            (
                "请用 --key 另写一个名字，如 --key 身份证号；不写的，主键是统一社会信用代码",
                "name another with --key, such as --key 身份证号; without it the key is 统一社会信用代码",
            ),
        )


class OneNameSeveralThings(Plain):
    """几条规则用同一个名字问不同的事，申报表里各占一栏。

    错误示例：一条规则填报“类型：发明、实用新型”，另一条填报“类型：创建、复评”
    正确示例：分别叫“专利类型”和“申请类型”
    理由：同名的填报项，申报表只问一次；问的不是一回事的，只好在名字前写上条款号，各问一次。
    """

    code: ClassVar[str] = "T0541"
    severity: ClassVar[Severity] = "hint"
    name: str
    clauses: tuple[str, ...]

    def texts(self) -> Texts:
        name, listed = visible(self.name, 60), "、".join(visible(each, 60) for each in self.clauses)
        first = visible(self.clauses[0], 60)
        return (
            (
                f"「{name}」在规则 {listed} 里问的不是一回事，申报表里各占一栏",
                f"clauses {listed.replace('、', ', ')} ask different things under the name “{name}”: each has its own column",
            ),
            (
                f"这几栏的名字前写上了条款号，如「{first} {name}」，汇总时各归各条",
                f"the number of the clause stands before the name, as in “{first} {name}”, and the batch reads it so",
            ),
            (
                "想让申报人少看一眼条款号的，请在规则里改成不同的名字",
                "give them different names in the clauses where applicants are to be spared the numbers",
            ),
        )


class TooManyColumns(Plain):
    """填报项太多，一张申报表放不下。

    错误示例：一份文件一万七千个填报项，都放进一张申报表
    正确示例：`tiaowen form 文件.policy --clause 1.1 --clause 1.2 -o 申报表.xlsx`，分几张做
    理由：一张表最多16384列。
    """

    code: ClassVar[str] = "T0542"
    count: int
    most: int

    def texts(self) -> Texts:
        return (
            (f"填报项有{self.count}个，一张申报表放不下", f"a form cannot have {self.count} facts"),
            (f"一张申报表最多放{self.most}个", f"{self.most} are the most"),
            ("请用 --clause 写明条款，分几张做", "name clauses with --clause, and make several forms"),
        )


class NameIsTaken(Plain):
    """填报项的名字和申报表自己的栏同名，或者会被读成别的栏。

    错误示例：规则填报“申报条款：文字”
    正确示例：改叫“所申报的条款”
    理由：汇总时按列名认出每一栏；认错了，钱就算错了。
    """

    code: ClassVar[str] = "T0543"
    name: str

    def texts(self) -> Texts:
        name = visible(self.name, 60)
        return (
            (f"填报项「{name}」不能做申报表的一栏", f"the fact “{name}” cannot be a column of the form"),
            (
                "申报表自己有这样一栏，或者这个列名会被读成另一个填报项",
                "the form has such a column of its own, or the heading would be read as another fact",
            ),
            ("请在规则里给它换一个名字", "give it another name in the clause"),
        )
