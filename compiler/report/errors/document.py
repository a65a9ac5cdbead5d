"""What can be wrong with the blocks and the numbering of a document."""

from typing import ClassVar

from ...text.source import Span
from ..diagnostic import Diagnostic, Edit, Severity, Text


class MissingBlockEnd(Diagnostic):
    """块没有写【完】。

    错误示例：`【指标】依据：“力争达到3.5%”；研发投入强度：3.5%以上。`
    正确示例：`【指标】依据：“力争达到3.5%”；研发投入强度：3.5%以上。【完】`
    理由：没有【完】，就分不清后面的文字是规则还是文件原文。
    """

    code: ClassVar[str] = "T0101"
    head: str

    @property
    def title(self) -> Text:
        return Text(f"{self.head}没有写【完】", f"{self.head} has no 【完】")

    @property
    def reason(self) -> Text:
        return Text(
            "每个块以【完】结束；没有它，就分不清后面是规则还是文件原文",
            "a block ends with 【完】; without it, rule and official text cannot be told apart",
        )

    @property
    def suggestion(self) -> Text:
        return Text("在这个块最后一句的后面加上【完】", "add 【完】 after the last sentence of the block")


class StrayBlockEnd(Diagnostic):
    """【完】前面没有块。

    错误示例：`（一）加强平台建设。【规则 1.1】……【完】`（块没有另起一行）
    正确示例：`【规则 1.1】……【完】`（写在单独的一行）
    理由：块要从一行的开头写起，一个块只有一个【完】。
    """

    code: ClassVar[str] = "T0102"

    @property
    def title(self) -> Text:
        return Text("这个【完】前面没有块", "this 【完】 ends no block")

    @property
    def reason(self) -> Text:
        return Text(
            "块要从一行的开头写起，一个块只有一个【完】",
            "a block begins at the start of a line and has one 【完】",
        )

    @property
    def suggestion(self) -> Text:
        return Text(
            "删去多余的【完】；或让它的块（如【规则 7.1】）另起一行",
            "delete it, or start its block (such as 【规则 7.1】) on a new line",
        )


class UnknownBlockKind(Diagnostic):
    """块的种类写错了。

    错误示例：`【规侧 7.1】`
    正确示例：`【规则 7.1】`
    理由：块只有【政策】【定义】【规则】【指标】【不计算】【容许】六种。
    """

    code: ClassVar[str] = "T0103"
    found: str
    nearest: str

    @property
    def title(self) -> Text:
        return Text(f"没有「{self.found}」这种块", f"there is no block 「{self.found}」")

    @property
    def reason(self) -> Text:
        return Text(
            "块只有【政策】【定义】【规则】【指标】【不计算】【容许】六种",
            "the blocks are 【政策】, 【定义】, 【规则】, 【指标】, 【不计算】 and 【容许】",
        )

    @property
    def suggestion(self) -> Text:
        return Text(f"是不是想写【{self.nearest}】？", f"did you mean 【{self.nearest}】?")

    @property
    def edit(self) -> Edit | None:
        return Edit(self.span, self.nearest) if self.span else None


class UnbalancedQuotation(Diagnostic):
    """引号不成对。

    错误示例：`依据：“对企业研发费用给予补助；`
    正确示例：`依据：“对企业研发费用给予补助”；`
    理由：引号里是文件原文，引号不成对，就不知道原文到哪里为止。
    """

    code: ClassVar[str] = "T0104"
    opens: bool

    @property
    def title(self) -> Text:
        if self.opens:
            return Text("这个“没有对应的”", "this “ is not closed")
        return Text("这个”前面没有“", "this ” closes nothing")

    @property
    def reason(self) -> Text:
        return Text(
            "引号里是文件原文，引号不成对，就不知道原文从哪里起、到哪里止",
            "quotation marks hold the official text; unpaired, they do not say where it begins and ends",
        )

    @property
    def suggestion(self) -> Text:
        return Text(
            "补上另一半引号；引文里面的引号也要成对", "add the other mark; quotations within a quotation are paired too"
        )


class DuplicateArticle(Diagnostic):
    """两条用了同一个编号。

    错误示例：`（七）支持企业……`之后又有`（七）培育……`
    正确示例：`（七）支持企业……`、`（八）培育……`
    理由：条文以编号称呼，编号重复就不知道说的是哪一条。文件原文本来如此的，可以保留，所以只是警告。
    """

    code: ClassVar[str] = "T0105"
    severity: ClassVar[Severity] = "warning"
    label: str
    first: Span

    @property
    def title(self) -> Text:
        return Text(f"编号{self.label}用了两次", f"{self.label} is the number of two articles")

    @property
    def reason(self) -> Text:
        return Text(
            "条文以编号称呼，编号重复就不知道说的是哪一条",
            "articles are called by their numbers; a number used twice names neither",
        )

    @property
    def suggestion(self) -> Text:
        return Text(
            "请核对原文的编号；原文本来如此的，可以不改",
            "compare with the official text; if it has the number twice, leave it",
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.first, Text("前一处在这里", "used here before")),)


class UnclosedBlockHead(Diagnostic):
    """块的开头缺少】。

    错误示例：`【规则 7.1 研发投入补助`
    正确示例：`【规则 7.1】研发投入补助`
    理由：块的种类和编号写在同一行的【】之间。
    """

    code: ClassVar[str] = "T0106"
    kind: str

    @property
    def title(self) -> Text:
        return Text(f"【{self.kind}后面缺少】", f"【{self.kind} is not closed with 】")

    @property
    def reason(self) -> Text:
        return Text(
            "块的种类和编号写在同一行的【】之间",
            "the kind and number of a block stand between 【 and 】 on one line",
        )

    @property
    def suggestion(self) -> Text:
        return Text("在编号后面加上】", "add 】 after the number")


class UnknownNumbering(Diagnostic):
    """【政策】里「条款」写的不是一种编号。

    错误示例：`条款：按款；`
    正确示例：`条款：1.；`（条文是1.、2.、3.；也可以写（一）、一、或第一条）
    理由：「条款」说文件里哪一种编号是条文，以上的是章节，以下的是条文里的项。不写的，由全文的编号自己看出来。
    """

    code: ClassVar[str] = "T0125"
    said: str

    @property
    def title(self) -> Text:
        return Text(f"「{self.said}」不是一种编号", f"“{self.said}” is no numbering")

    @property
    def reason(self) -> Text:
        return Text(
            "「条款」说文件里哪一种编号是条文：以上的是章节，以下的是项",
            "条款 says which numbers are the articles: those above are headings, those below items",
        )

    @property
    def suggestion(self) -> Text:
        return Text("写出一个编号的样子：条款：1.；（或（一）、一、、第一条）", "write such a number: 条款：1.；")
