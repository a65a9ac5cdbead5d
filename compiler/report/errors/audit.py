"""What is wrong with a table of payments (T0553 to T0559).  These have no span: a place is a row and a column."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class PaymentColumns(Plain):
    """付款表里认不出必要的列。

    错误示例：只有「单位名称」「备注」两列的付款表
    正确示例：「统一社会信用代码」「条款」「金额」「付款日期」四列，一行一笔；或者一行一家，列名是条款号
    理由：不知道付给谁、按哪一条付、付了多少，就没有什么可以核对的。
    """

    code: ClassVar[str] = "T0553"
    path: str
    columns: tuple[str, ...]
    found: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "、".join(f"「{name}」" for name in self.columns)
        there = "、".join(f"「{name}」" for name in self.found)
        return (
            (f"付款表「{self.path}」没有{listed}列", f"the payments {self.path} have no column {listed}"),
            (f"表里有{there}" if there else "表里没有表头", f"there are {there}" if there else "there are no headings"),
            (
                "一行一笔的，请有「统一社会信用代码」（或 --key 写明的列）「条款」「金额」；一行一家的，列名写条款号，如「7.1」",
                "a row a payment needs 统一社会信用代码 (or --key), 条款 and 金额; a row an applicant needs columns named by clauses, as 7.1",
            ),
        )


class NotAClause(Plain):
    """付款表里的条款，政策里没有。

    错误示例：政策只有 7.1、7.2，付款表里写「7.3」
    正确示例：写政策里的条款号；付款依据是另一份政策的，把那份政策也列在命令里
    理由：不知道按哪一条付的，就核不出该不该付。
    """

    code: ClassVar[str] = "T0554"
    name: str
    near: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (
                f"政策里没有「{self.name}」这一条款{self.near[0]}",
                f"the policy has no clause “{self.name}”{self.near[1]}",
            ),
            ("不知道按哪一条付的，就核不出该不该付", "what was paid by no known clause cannot be audited"),
            (
                "这一笔没有核对；请改条款号，或者把那份政策也列进来",
                "not audited; correct the id, or give that policy too",
            ),
        )


class ClauseOfSeveral(Plain):
    """几份政策都有这一条款号，不知道付款按的是哪一份。

    错误示例：两份政策都有 7.1，付款表里只写「7.1」
    正确示例：付款表加「政策」一列，写政策的名称
    理由：按哪一份核对，程序不能替人决定。
    """

    code: ClassVar[str] = "T0555"
    name: str
    policies: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "".join(f"《{title}》" for title in self.policies)
        return (
            (f"{listed}都有「{self.name}」", f"{listed} all have a clause “{self.name}”"),
            ("按哪一份核对，程序不能替人决定", "which of them is meant, a program cannot decide"),
            ("请在付款表里加「政策」一列，写政策的名称", "add a column 政策 with the title of the policy"),
        )


class NoAmount(Plain):
    """付款表的这一行没有金额。

    错误示例：写了统一社会信用代码和条款，金额空着
    正确示例：写付了多少；没有付的，删去这一行
    理由：空着是没有付，还是忘了填，看不出来。
    """

    code: ClassVar[str] = "T0556"
    column: str

    def texts(self) -> Texts:
        return (
            (f"这一行的「{self.column}」是空的", f"“{self.column}” is empty in this row"),
            ("空着是没有付，还是忘了填，看不出来", "whether nothing was paid, or it was forgotten, cannot be seen"),
            ("请填上付了多少；没有付的，删去这一行", "fill in what was paid; where nothing was, delete the row"),
        )


class AuditNeedsKey(Plain):
    """申报表没有认出申报人的列，和付款对不起来。

    错误示例：申报表只有「单位名称」，没有「统一社会信用代码」
    正确示例：两张表都有「统一社会信用代码」；用别的列认人的，写 --key 单位名称
    理由：付款是按人核对的，两张表要用同一列认人。
    """

    code: ClassVar[str] = "T0557"
    path: str
    key: str

    def texts(self) -> Texts:
        return (
            (f"申报表「{self.path}」没有「{self.key}」列", f"the applications {self.path} have no column “{self.key}”"),
            (
                "付款是按人核对的，两张表要用同一列认人",
                "payments are matched by applicant, by one column of both tables",
            ),
            (
                f"请加上「{self.key}」，或者用 --key 写明用哪一列",
                f"add “{self.key}”, or name another column with --key",
            ),
        )


class TooManyFindings(Plain):
    """疑点太多，一张工作表放不下。

    错误示例：付款表和申报表不是同一年的，一百万行都对不上
    正确示例：先核对是不是拿错了表；确实这么多的，写到 .json
    理由：工作表最多 1048576 行；少写几行，就漏了疑点。
    """

    code: ClassVar[str] = "T0558"
    count: int
    most: int

    def texts(self) -> Texts:
        return (
            (f"有{self.count}条疑点，.xlsx 最多写{self.most}条", f"{self.count} findings; an .xlsx takes {self.most}"),
            ("少写几条，就漏了疑点", "what is not written would be missed"),
            (
                "请核对是不是拿错了表；确实这么多的，写到 .json",
                "see whether the tables belong together; else write a .json",
            ),
        )


class ReportFormat(Plain):
    """报告不是能写的格式。

    错误示例：`-o 报告.pdf`
    正确示例：`-o 报告.xlsx`、`-o 报告.html`、`-o 报告.json`
    理由：格式按文件名的后缀认。
    """

    code: ClassVar[str] = "T0559"
    path: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」不是能写的报告", f"{self.path} is no report that can be written"),
            ("格式按文件名的后缀认", "the end of the name says the format"),
            ("可以写 .xlsx、.html、.json", "there are .xlsx, .html and .json"),
        )
