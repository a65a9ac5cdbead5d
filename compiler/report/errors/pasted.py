"""What is told of a text that came from a clipboard."""

from typing import ClassVar

from ..diagnostic import Diagnostic, Edit, Severity, Text


class NoBlock(Diagnostic):
    """像是块，却不是块。

    错误示例：`规则 1.1】研发补助`、`【细则 1.1】研发补助`，或者只有栏目、没有开头
    正确示例：`【规则 1.1】研发补助`
    理由：块以【规则 编号】这样的开头写起；开头不对，下面的栏目就成了文件原文，不会计算。
    """

    code: ClassVar[str] = "T0108"
    found: str
    head: str
    is_missing: bool

    @property
    def title(self) -> Text:
        if self.is_missing:
            return Text(
                f"「{self.found}」是规则的栏目，却不在块里", f"「{self.found}」 is a section of a rule, but in no block"
            )
        return Text(
            f"「{self.found}」像是块的开头，却不是", f"「{self.found}」 looks like the head of a block and is none"
        )

    @property
    def reason(self) -> Text:
        return Text(
            "块的开头是【政策】【定义】【规则 编号】【指标】【不计算】【容许 码】；没有它，下面的栏目都当作文件原文，不计算",
            "a block begins with 【政策】, 【定义】, 【规则 number】, 【指标】, 【不计算】 or 【容许 code】; without one, what follows is "
            "official text and is not computed",
        )

    @property
    def suggestion(self) -> Text:
        if self.is_missing:
            return Text(
                f"在它前面加一行「{self.head}名称」，最后一句后面写「【完】」",
                f"add a line 「{self.head}名称」 above it, and 「【完】」 behind the last sentence",
            )
        return Text(f"写成「{self.head}」", f"write 「{self.head}」")

    @property
    def edit(self) -> Edit | None:
        return Edit(self.span, self.head) if self.span and not self.is_missing and "1】" not in self.head else None


class LinesJoined(Diagnostic):
    """一句话被断成几行，已接起来读。

    错误示例：`单个企业最高补助10`换行`0万元`
    正确示例：`单个企业最高补助100万元`（写在一行里）
    理由：从 PDF 粘贴的文字，每行的末尾都断开；行末没有句末标点、下一行接着说的，读作一句，数也接起来读。
    """

    code: ClassVar[str] = "T0109"
    severity: ClassVar[Severity] = "hint"
    said: str
    count: int

    @property
    def title(self) -> Text:
        more = (f"（共{self.count}处）", f" ({self.count} places)") if self.count > 1 else ("", "")
        return Text(
            f"一句话断成了两行，接起来读：「{self.said}」{more[0]}",
            f"a sentence cut by a line end is read as one: 「{self.said}」{more[1]}",
        )

    @property
    def reason(self) -> Text:
        return Text("行末没有句末标点，下一行接着说", "the line ends no sentence, and the next goes on")

    @property
    def suggestion(self) -> Text:
        return Text(
            "本来是一句的，不用改；本来是两段的，给前一段补上句号",
            "leave it where it is one sentence; where it is two, end the first with 。",
        )


class LinePartedInArticles(Diagnostic):
    """一行里有几条，已分开读。

    错误示例：`第一条 补助10万元。第二条 奖励20万元。`写在一行里
    正确示例：每条另起一行
    理由：有的网页、文档粘贴过来，段与段之间不换行；句末后面是接着的编号，就从那里分开，规则才知道写在哪一条。
    """

    code: ClassVar[str] = "T0130"
    severity: ClassVar[Severity] = "hint"
    first: str
    count: int

    @property
    def title(self) -> Text:
        more = (f"（共{self.count}处）", f" ({self.count} places)") if self.count > 1 else ("", "")
        return Text(
            f"一行里不止一条，从「{self.first}」分开读{more[0]}",
            f"a line with more than one article is parted at 「{self.first}」{more[1]}",
        )

    @property
    def reason(self) -> Text:
        return Text("句末后面是接着的编号", "the next number stands behind the end of a sentence")

    @property
    def suggestion(self) -> Text:
        return Text(
            "本来是几条的，不用改；规则写在一条下面，要先在那里换行",
            "leave it where these are articles; to put a rule below one, begin a new line there",
        )
