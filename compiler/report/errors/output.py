"""Results that cannot be written (T059x).  These have no span."""

from typing import ClassVar

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


class UnwritableOutput(Plain):
    """结果写不进文件。

    错误示例：`-o` 指向一个目录，或没有写入权限的地方
    正确示例：`-o build/jindong.py`，而目录 build 存在且可写
    理由：写不进时不留下半个文件，原有的文件也不动。
    """

    code: ClassVar[str] = "T0590"
    path: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"写不进「{self.path}」", f"cannot write {self.path}"),
            self.cause,
            ("请换一个可以写入的文件；原有的文件都没有改动", "choose another file; nothing has been changed"),
        )


class OutputIsInput(Plain):
    """结果会盖掉政策文件本身。

    错误示例：`tiaowen compile 金东.policy --target python -o 金东.policy`
    正确示例：`tiaowen compile 金东.policy --target python -o 金东.py`
    理由：编译的结果不能写到它的来源里。
    """

    code: ClassVar[str] = "T0591"
    path: str

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」是政策文件本身", f"{self.path} is the policy itself"),
            ("结果不能写到它的来源里", "a result cannot replace its own source"),
            ("请换一个文件名", "choose another name"),
        )


class ManyOfOneKind(Plain):
    """同一种问题太多，没有逐处列出。

    错误示例：两万条都用（一）编号，问题一万九千多处
    正确示例：先改列出的，再核对一次
    理由：列到一千处为止，其余的只说有多少处；改好前面的，后面的多半也就没有了。
    """

    code: ClassVar[str] = "T0594"
    severity: ClassVar[Severity] = "hint"
    kind: str
    more: int

    def texts(self) -> Texts:
        return (
            (f"{self.kind} 另有 {self.more} 处没有列出", f"{self.more} more of {self.kind} are not listed"),
            (
                "同一种问题只列前一千处；这里是没有列出的第一处",
                "of one kind, the first thousand are listed; here is the first left out",
            ),
            ("先改列出的，再核对一次", "mend those that are listed and check again"),
        )


class MissingLibrary(Plain):
    """没有安装印成这种格式要用的库。

    错误示例：没有安装 typst，运行 `tiaowen docs 金东.policy --format pdf -o 读本`
    正确示例：先运行 `pip install 'tiaowen[pdf]'`；Word 文件不用另装
    理由：只有印成 PDF、计算表要用这些库，所以它们不随程序一起安装。
    """

    code: ClassVar[str] = "T0595"
    library: str
    extra: str

    def texts(self) -> Texts:
        return (
            (
                f"没有安装 {self.library}，不能印成 {self.extra}",
                f"{self.library} is not installed; nothing can be printed as {self.extra}",
            ),
            ("只有这种格式要用它，所以要另外安装", "only this format needs it, so it is installed apart"),
            (
                f"请运行：pip install 'tiaowen[{self.extra}]'（在源码目录里：pip install -e '.[{self.extra}]'）",
                f"run: pip install 'tiaowen[{self.extra}]' (in a checkout: pip install -e '.[{self.extra}]')",
            ),
        )


class MissingChineseFont(Plain):
    """没有找到中文字体。

    错误示例：在没有中文字体的服务器上运行 `tiaowen docs 金东.policy --format pdf -o 读本`
    正确示例：先安装仿宋、楷体、黑体、小标宋，或运行 `apt-get install fonts-noto-cjk`；也可以印成 docx
    理由：没有中文字体，印出来的每个字都是方框。
    """

    code: ClassVar[str] = "T0596"

    def texts(self) -> Texts:
        return (
            ("没有找到中文字体，不能印成 pdf", "no Chinese font is found; nothing can be printed as pdf"),
            (
                "找过仿宋、楷体、黑体、小标宋、宋体，以及 Noto CJK、思源、文泉驿等字体",
                "looked for 仿宋, 楷体, 黑体, 小标宋 and 宋体, and for Noto CJK, Source Han, WenQuanYi and others",
            ),
            (
                "请安装其中一种（Debian、Ubuntu：apt-get install fonts-noto-cjk），或者印成 docx",
                "install one of them (Debian, Ubuntu: apt-get install fonts-noto-cjk), or print as docx",
            ),
        )


class OtherFonts(Plain):
    """公文用的字体没有装全，用别的字体代替。

    错误示例：机器上没有仿宋，印出来的正文是 Noto Serif CJK SC
    正确示例：安装仿宋、楷体、黑体、小标宋、宋体之后再印
    理由：版面（每页22行、每行28字）不变，只是字形与公文格式标准不同。
    """

    code: ClassVar[str] = "T0597"
    severity: ClassVar[Severity] = "hint"
    missing: tuple[str, ...]
    taken: tuple[str, ...]

    def texts(self) -> Texts:
        missing, taken = "、".join(self.missing), "、".join(self.taken)
        return (
            (f"没有找到{missing}，用 {taken} 代替", f"{missing} not found; {taken} used instead"),
            (
                "版面不变，只是字形与公文格式标准不同",
                "the layout is the same; the shapes of characters are not the standard's",
            ),
            ("要用标准字体的，请先安装再印", "install them and print again where the standard fonts are needed"),
        )
