"""Files of rows that cannot be read or written as they are, and rows of which something is wrong (T051x, T052x).  These have no
span: a place is a sheet and a cell."""

from typing import ClassVar, Literal

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class UnreadableTable(Plain):
    """表格文件读不出来。

    错误示例：下载到一半的 .xlsx；改了扩展名的文件；加了密码的表
    正确示例：在 WPS 或 Excel 里能打开的 .xlsx，或者 .csv、.parquet
    理由：文件不完整或不是这种格式的，读到一半就用，会漏掉申报人。
    """

    code: ClassVar[str] = "T0510"
    path: str
    cause: tuple[str, str]
    has_password: bool = False

    def texts(self) -> Texts:
        return (
            (f"读不出表格「{self.path}」", f"cannot read the table {self.path}"),
            self.cause,
            (
                "请在 WPS 或 Excel 里用密码打开，在「文件」里把打开密码清空，保存后再试",
                "open it in WPS or Excel, take the password off (in the menu File), save it and try again",
            )
            if self.has_password
            else (
                "请在 WPS 或 Excel 里打开看看，另存为 .xlsx（或 .csv）再试",
                "open it in WPS or Excel, save it as .xlsx (or .csv) and try again",
            ),
        )


class LockFile(Plain):
    """这是打开表格时的锁定文件，不是表格。

    错误示例：`--in ~$申报.xlsx`
    正确示例：`--in 申报.xlsx`
    理由：WPS、Excel 打开文件时在旁边放一个 ~$ 开头的小文件，里面只有是谁打开的。
    """

    code: ClassVar[str] = "T0511"
    path: str
    meant: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」是锁定文件，不是表格", f"{self.path} is a lock file, not a table"),
            (
                "WPS、Excel 打开一个表时在旁边放这样一个文件，表关上就没有了",
                "WPS and Excel put such a file beside a table while it is open",
            ),
            (f"要读的是「{self.meant}」", f"the table is {self.meant}"),
        )


class OtherTableFormat(Plain):
    """不是能读写的表格格式。

    错误示例：`--in 申报.xls`、`--out 结果.pdf`
    正确示例：.xlsx（.xlsm 只读）、.csv、.parquet
    理由：格式按文件名的后缀认。旧格式 .xls、.et 里分不清没有算过的公式和空格子，请另存为 .xlsx。
    """

    code: ClassVar[str] = "T0512"
    path: str
    known: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "、".join(self.known)
        return (
            (f"「{self.path}」不是能用的表格格式", f"{self.path} is no table that can be used"),
            ("格式按文件名的后缀认", "the end of the name says the format"),
            (f"可用的有：{listed}；旧的 .xls、.et 请另存为 .xlsx", f"there are {listed}; save .xls and .et as .xlsx"),
        )


class NoRows(Plain):
    """表格里没有表头，或者没有一行申报。

    错误示例：空的 .csv；只有表头的 .xlsx
    正确示例：一行表头，下面一行一个申报人
    理由：空表多半是导出时出了错；不声不响地写出一个空的结果，会被当作没有人申报。
    """

    code: ClassVar[str] = "T0513"
    path: str
    has_headings: bool

    def texts(self) -> Texts:
        what = ("有表头，没有一行申报", "has headings and no rows") if self.has_headings else ("是空的", "is empty")
        return (
            (f"「{self.path}」{what[0]}", f"{self.path} {what[1]}"),
            ("一行表头，下面一行一个申报人，才算得起来", "a row of headings, then a row an applicant, is needed"),
            ("请核对是不是导出、保存时出了错", "see whether something went wrong when it was exported"),
        )


class SameHeading(Plain):
    """两列是同一个表头，或者是同一个填报项。

    错误示例：两列都叫「研发费用」；一列「研发费用」，一列「研发费用（万元）」
    正确示例：每个填报项一列；各条要填得不一样的，写作「7.1 类型」「8.2 类型」
    理由：按哪一列算，程序不能替人决定。
    """

    code: ClassVar[str] = "T0514"
    path: str
    heading: str
    places: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "、".join(self.places)
        return (
            (
                f"「{self.heading}」有{len(self.places)}列：{listed}",
                f"“{self.heading}” has {len(self.places)} columns: {listed}",
            ),
            (
                f"在「{self.path}」里；按哪一列算，程序不能替人决定",
                f"in {self.path}; which one counts is not for us to say",
            ),
            ("请删去多余的，或者改成不同的表头", "delete what is too much, or give them different headings"),
        )


class NoHeading(Plain):
    """一列没有表头，下面却有内容。

    错误示例：表头到 F 列为止，H5 里有一个数
    正确示例：给这一列写上表头，或者清空它
    理由：没有表头的数不知道是什么；悄悄丢掉，可能丢的就是申报的内容。
    """

    code: ClassVar[str] = "T0515"
    path: str
    cell: str

    def texts(self) -> Texts:
        return (
            (f"{self.cell} 有内容，这一列却没有表头", f"{self.cell} has something, and its column has no heading"),
            (f"在「{self.path}」里；没有表头的数不知道是什么", f"in {self.path}; what has no heading means nothing"),
            ("请给这一列写上表头，或者清空它", "give the column a heading, or clear it"),
        )


class WhichSheet(Plain):
    """几张工作表里不知道读哪一张，或者没有这张表。

    错误示例：每个镇街一张表，表头都一样
    正确示例：`--sheet 多湖街道`，或者合并成一张表
    理由：只读一张，会漏掉别的申报人。
    """

    code: ClassVar[str] = "T0516"
    path: str
    sheets: tuple[str, ...]
    wanted: str = ""

    def texts(self) -> Texts:
        listed = "、".join(f"「{name}」" for name in self.sheets)
        title = (
            (f"「{self.path}」里没有工作表「{self.wanted}」", f"{self.path} has no sheet “{self.wanted}”")
            if self.wanted
            else (f"「{self.path}」里有几张表都像是申报表", f"several sheets of {self.path} look like applications")
        )
        return (
            title,
            (f"有{listed}", f"there are {listed}"),
            ("请用 --sheet 写明，或者合并成一张表", "name one with --sheet, or put them together in one"),
        )


class LacksColumns(Plain):
    """要算的规则，表里缺它的填报项。

    错误示例：`--clause 7.1`，表里没有「研发费用」一列
    正确示例：用 `tiaowen form` 做的申报表，或者补上这几列
    理由：缺了填报项就算不出来；表头写得和政策不一样的，也认不出来。
    """

    code: ClassVar[str] = "T0518"
    path: str
    clause: str
    columns: tuple[str, ...]
    near: tuple[tuple[str, str], ...] = ()
    # Of a clause; of the one that lacks least, where there is none that lacks nothing; of the table of a list.
    what: Literal["clause", "nearest", "list"] = "clause"
    # Of the columns, those that are lists: each has a table of its own.
    lists: tuple[str, ...] = ()

    def texts(self) -> Texts:
        listed = "、".join(f"「{name}」" for name in self.columns)
        listed_en = ", ".join(f"“{name}”" for name in self.columns)
        zh = "；".join(f"表里的「{heading}」是不是「{name}」？" for name, heading in self.near)
        en = "; ".join(f"is “{heading}” meant for “{name}”?" for name, heading in self.near)
        if set(self.columns) - set(self.lists):
            zh = zh or "请补上这几列；tiaowen form 能做出有全部列的申报表"
            en = en or "add them; tiaowen form makes a form that has all of them"
        for name in self.lists:
            zh = "；".join(filter(None, (zh, f"「{name}」是清单，另有一张表：--lists {name}=文件")))
            en = "; ".join(filter(None, (en, f"{name} is a list, which has a table of its own: --lists {name}=FILE")))
        title = {
            "clause": (f"规则{self.clause}缺填报项：{listed}", f"clause {self.clause} lacks columns: {listed_en}"),
            "nearest": (
                f"没有一条规则的填报项是齐的；最接近的{self.clause}还缺{listed}",
                f"no clause has all of its columns; {self.clause}, which is nearest, lacks {listed_en}",
            ),
            "list": (f"「{self.clause}」的清单缺列：{listed}", f"the list “{self.clause}” lacks columns: {listed_en}"),
        }
        return (
            title[self.what],
            (f"在「{self.path}」里没有找到这几列", f"they are not found in {self.path}"),
            (zh, en),
        )


class NotAColumn(Plain):
    """选项里写的列，表里没有。

    错误示例：`--key 信用代码`，而表头是「统一社会信用代码」；`--unit 研发投入=万元`，没有这个填报项
    正确示例：和表头写得一样
    理由：写错一个字，就会按没有这一列算。
    """

    code: ClassVar[str] = "T0519"
    path: str
    option: str
    name: str
    near: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "、".join(f"「{name}」" for name in self.near)
        return (
            (
                f"{self.option} 写的「{self.name}」，表里没有",
                f"{self.option} names “{self.name}”, which the table lacks",
            ),
            (f"在「{self.path}」的表头里没有找到", f"it is not among the headings of {self.path}"),
            (
                f"相近的有{listed}" if self.near else "请和表头写得一样",
                f"near: {listed}" if self.near else "write it as the heading is",
            ),
        )


class BadOption(Plain):
    """选项的值用不了。

    错误示例：`--unit 研发费用=公斤`；`--budget 一千`；政策没有写明怎样分配，却给了 --budget
    正确示例：`--unit 研发费用=万元`；`--budget 1000万元`
    理由：选项管着每一行，写错了，每一行都错。
    """

    code: ClassVar[str] = "T0520"
    option: str
    cause: tuple[str, str]
    advice: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"{self.option} 用不了", f"{self.option} cannot be used"),
            self.cause,
            self.advice,
        )


class UnreadCell(Plain):
    """格子里的内容不能用。

    错误示例：#DIV/0!、#N/A；公式没有算过，格子里没有值；合并了的格子
    正确示例：填好的数、文字、日期
    理由：出错的公式和没有算过的公式，读出来都像是空的；当作没有填，就错了。
    """

    code: ClassVar[str] = "T0521"
    cell: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"{self.cell} {self.cause[0]}", f"{self.cell} {self.cause[1]}"),
            (
                "这样的格子读出来像是空的，不能当作没有填",
                "such a cell reads as empty, and is not to be taken as left out",
            ),
            ("请在 WPS 或 Excel 里改好，重新计算并保存", "mend it in WPS or Excel, recalculate and save"),
        )


class DigitsLost(Plain):
    """数字太长，存成数的格子已经丢了后面几位。

    错误示例：18 位的代码按数字填，存成 9.13307E+17
    正确示例：先把这一列设为文本格式，再填代码
    理由：表格里的数只有 15 位是准的，16 位起都变成了 0。
    """

    code: ClassVar[str] = "T0522"
    cell: str
    shown: str

    def texts(self) -> Texts:
        return (
            (
                f"{self.cell} 是数字 {self.shown}，15 位以后已经不准",
                f"{self.cell} is the number {self.shown}, which is not exact beyond 15 digits",
            ),
            ("表格里的数只有 15 位是准的", "a number of a sheet has 15 exact digits"),
            ("请把这一列设为文本格式，重新填写", "format the column as text and fill it in again"),
        )


class SameKey(Plain):
    """同一个申报人有两行。

    错误示例：第 5 行和第 9 行的统一社会信用代码一样
    正确示例：一个申报人一行；一家有几个项目的，用 --key 指定项目编号一列
    理由：两行都算，就付了两次；后面的一行退回，前面的照常。
    """

    code: ClassVar[str] = "T0523"
    key: str
    first: int

    def texts(self) -> Texts:
        return (
            (f"「{self.key}」在第{self.first}行已经申报", f"“{self.key}” has applied in row {self.first} already"),
            ("两行都算，就付了两次", "if both counted, it would be paid twice"),
            (
                "请合成一行；一家有几个项目的，用 --key 指定项目编号一列",
                "make one row of them; for several projects of one applicant name another column with --key",
            ),
        )


class NoKey(Plain):
    """这一行有内容，却没有申报人。

    错误示例：统一社会信用代码一格是空的，后面填了研发费用
    正确示例：填上统一社会信用代码
    理由：不知道是谁的申报，算出来也没有地方发。
    """

    code: ClassVar[str] = "T0524"
    column: str

    def texts(self) -> Texts:
        return (
            (f"「{self.column}」没有填", f"“{self.column}” is empty"),
            ("不知道是谁的申报", "whose claims these are is not known"),
            (f"请填上「{self.column}」", f"fill in “{self.column}”"),
        )


class TotalRow(Plain):
    """这一行是合计，不是申报。

    错误示例：表的最后一行是“合计”，各列是上面的和
    正确示例：删去合计行
    理由：把合计当作一家企业来算，就多付了一家。
    """

    code: ClassVar[str] = "T0525"
    word: str

    def texts(self) -> Texts:
        return (
            (f"这一行是「{self.word}」，不是申报", f"this row is “{self.word}”, no application"),
            ("把合计当作一家来算，就多付了一家", "counted as an applicant, it would be paid"),
            ("没有计算这一行；删去它就没有这条提示", "it is not worked out; delete it, and this is no longer told"),
        )


class NoItems(Plain):
    """申报了要逐笔填的一条，清单里却没有这一家。

    错误示例：申报条款写了 3.1，「展位费」那张表里没有这一家的一行
    正确示例：在「展位费」里补上，一行一笔；确实一笔也没有的，写一行，金额一格填“无”
    理由：没有一笔的算出来是 0 元，多半是清单漏交了；当作没有，就少付了一家。
    """

    code: ClassVar[str] = "T0567"
    fact: str

    def texts(self) -> Texts:
        return (
            (f"「{self.fact}」的清单里没有这个申报人", f"the list “{self.fact}” has nothing of this applicant"),
            (
                "没有一笔的算出来是 0 元，多半是清单漏交了",
                "with no item it comes to 0, and the list was probably forgotten",
            ),
            (
                f"请在「{self.fact}」里补上，一行一笔；确实一笔也没有的，写一行，填“无”",
                f"add it to “{self.fact}”, a row an item; where there really is none, write a row with 无",
            ),
        )


class WrongLength(Plain):
    """这一行的格数和表头不一样多。

    错误示例：表头 12 列，这一行 17 列（多半是内容里有逗号，没有加引号）
    正确示例：内容里有逗号的，整格加上英文双引号
    理由：多出一格，后面各格就都错了位。
    """

    code: ClassVar[str] = "T0526"
    expected: int
    found: int

    def texts(self) -> Texts:
        return (
            (
                f"这一行有{self.found}格，表头有{self.expected}列",
                f"this row has {self.found} cells, and there are {self.expected} headings",
            ),
            ("多一格、少一格，后面各格就都错了位", "one cell more or less moves all behind it"),
            ("内容里有逗号的，整格请加上英文双引号", "put what has a comma in it between double quotes"),
        )


class ClaimUnknown(Plain):
    """「申报条款」里写的，不是这次计算的规则。

    错误示例：申报条款写 7.9，政策没有这一条；写 7.1，而表里缺 7.1 的填报项
    正确示例：规则编号，几条之间用顿号：7.1、8.2
    理由：写了却算不了的，要让人知道，不能当作没有申报。
    """

    code: ClassVar[str] = "T0527"
    name: str
    listed: str
    lacks: tuple[str, ...] = ()

    def texts(self) -> Texts:
        lacking = "、".join(f"「{name}」" for name in self.lacks)
        return (
            (f"「{self.name}」不在这次计算的规则里", f"“{self.name}” is not among the clauses worked out"),
            (f"表里缺{lacking}", f"the table lacks {lacking}")
            if self.lacks
            else (f"这次计算的有{self.listed}", f"there are {self.listed}"),
            (
                f"请补上这几列；是清单的，另有一张表，写 --lists {self.lacks[0]}=文件",
                f"add these columns; a list has a table of its own: --lists {self.lacks[0]}=FILE",
            )
            if self.lacks
            else ("请改成规则编号，几条之间用顿号", "write ids of clauses, with 、 between them"),
        )


class ClaimsNothing(Plain):
    """一行填了内容，「申报条款」却空着。

    错误示例：研发费用填了500万元，申报条款没有填
    正确示例：申报条款填 7.1；什么都不申报的，填“无”
    理由：表里有「申报条款」一列的，只算写明的那几条；空着的，不知道是不申报还是漏填。
    """

    code: ClassVar[str] = "T0544"

    def texts(self) -> Texts:
        return (
            ("这一行填了内容，却没有写申报哪一条", "the row has facts, and does not say what it applies for"),
            (
                "表里有「申报条款」一列的，只算写明的那几条",
                "where the table has the column 申报条款, only what it says is worked out",
            ),
            (
                "请填上规则编号，几条之间用顿号；什么都不申报的，填“无”",
                "write ids of clauses, with 、 between them; 无 where there is no claim",
            ),
        )


class TooManyRows(Plain):
    """一张工作表放不下这么多行。

    错误示例：三百万行写成 .xlsx
    正确示例：`--out 结果.csv` 或 `--out 结果.parquet`
    理由：一张工作表最多 1048576 行；多的写不进去，也不能悄悄丢掉。
    """

    code: ClassVar[str] = "T0528"
    path: str
    sheet: str

    def texts(self) -> Texts:
        return (
            (
                f"工作表「{self.sheet}」放不下：多于 1048576 行",
                f"the sheet “{self.sheet}” cannot hold it: more than 1048576 rows",
            ),
            (f"在「{self.path}」里；一张工作表最多这么多行", f"in {self.path}; a sheet has no more rows"),
            ("请改用 .csv 或 .parquet", "use .csv or .parquet"),
        )


class OpenElsewhere(Plain):
    """表格正在 WPS 或 Excel 里打开着。

    错误示例：申报.xlsx 旁边有 ~$申报.xlsx
    正确示例：先保存、关上，再计算
    理由：读到的是上次保存的内容，还没有保存的改动不在里面。
    """

    code: ClassVar[str] = "T0529"
    severity: ClassVar[Severity] = "warning"
    path: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」正在 WPS 或 Excel 里打开着", f"{self.path} is open in WPS or Excel"),
            ("读到的是上次保存的内容", "what was saved last is read"),
            ("有改动的，请保存、关上，再计算一次", "save it, close it, and work it out again where it was changed"),
        )
