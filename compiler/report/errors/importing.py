"""Documents that cannot be imported (T057x).  These have no span: there is no text yet."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class DamagedDocument(Plain):
    """.docx 打不开。

    错误示例：下载了一半的 `通知.docx`
    正确示例：在 WPS 或 Word 中打得开的 `通知.docx`
    理由：.docx 是压缩包，缺了一部分就读不出来；读不全的文件不写出半份原文。
    """

    code: ClassVar[str] = "T0570"
    path: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (f"「{self.path}」打不开", f"cannot open {self.path}"),
            self.cause,
            (
                "请在 WPS 或 Word 中打开，“另存为”Word 文档（*.docx），再读入",
                "open it in WPS or Word, save it as a Word document (*.docx), and import that",
            ),
        )


# What a file is, and what is to be done with it, by what files.py finds.
_KINDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "old": (
        ("它是旧的 .doc、.wps、.rtf 或 .odt，不是 .docx", "it is an old .doc, .wps, .rtf or .odt, no .docx"),
        (
            "请在 WPS 或 Word 中打开，“另存为”Word 文档（*.docx），再读入",
            "open it in WPS or Word, save it as a Word document (*.docx), and import that",
        ),
    ),
    "locked": (
        ("它有打开密码", "it is locked by a password"),
        (
            "请在 WPS 或 Word 中去掉密码，“另存为”*.docx，再读入",
            "remove the password, save it as *.docx, and import that",
        ),
    ),
    "pdf": (
        ("它是 PDF，没有段落，只有每个字的位置", "it is a PDF, which has places of characters and no paragraphs"),
        (
            "请在 WPS 中“PDF 转 Word”后另存为 *.docx；或者全选、复制，贴进 *.txt",
            "turn it into *.docx, or copy its text into *.txt",
        ),
    ),
    "ofd": (
        (
            "它是 OFD 版式文件，没有段落，只有每个字的位置",
            "it is an OFD, which has places of characters and no paragraphs",
        ),
        (
            "请用原来的 *.docx；没有的，全选、复制，贴进 *.txt",
            "use the *.docx it was made from, or copy its text into *.txt",
        ),
    ),
    "picture": (
        ("它是图片，没有文字", "it is a picture, which has no text"),
        ("请先识别成文字，校对后存为 *.txt", "have its text recognised, proofread it, and save it as *.txt"),
    ),
    "table": (
        ("它是表格或演示文稿，不是文档", "it is a table or slides, no document"),
        ("请把原文的文字贴进 *.docx 或 *.txt", "put the text of the document into *.docx or *.txt"),
    ),
    "mht": (
        ("它是单个文件的网页（*.mht）", "it is a page in a single file (*.mht)"),
        ("请在浏览器中另存为 *.html，或者在 WPS、Word 中另存为 *.docx", "save it as *.html, or as *.docx"),
    ),
}


class OtherKindOfFile(Plain):
    """这种文件读不了，要先另存为 .docx。

    错误示例：`tiaowen import 通知.doc -o 通知.policy`
    正确示例：在 WPS 或 Word 中“另存为”`通知.docx`，再 `tiaowen import 通知.docx -o 通知.policy`
    理由：能读的是 .docx、网页和纯文本；看文件的内容，不看后缀。
    """

    code: ClassVar[str] = "T0571"
    path: str
    kind: str

    def texts(self) -> Texts:
        reason, suggestion = _KINDS[self.kind]
        return ((f"「{self.path}」读不了", f"cannot import {self.path}"), reason, suggestion)


class RulesInTheWay(Plain):
    """要写的文件里已经有规则。

    错误示例：`tiaowen import 通知.docx -o 通知.policy`，而 `通知.policy` 里已经写了规则
    正确示例：`tiaowen import 通知.docx -o 通知-新.policy`，再用 `tiaowen diff` 看改了什么
    理由：读入的是原文，写过去，已经写的规则就没有了。
    """

    code: ClassVar[str] = "T0572"
    path: str
    count: int

    def texts(self) -> Texts:
        return (
            (
                f"「{self.path}」里已经有 {self.count} 个块（规则、约定等）",
                f"{self.path} has {self.count} blocks (rules, terms) already",
            ),
            ("读入的只有原文，写过去，它们就没有了", "what is imported is the text alone; they would be lost"),
            ("请换一个文件名，再用 tiaowen diff 对照", "choose another name, and compare with tiaowen diff"),
        )


class EmptyDocument(Plain):
    """文件里没有文字。

    错误示例：扫描成图片的 `通知.docx`
    正确示例：有文字的 `通知.docx`
    理由：没有原文，写不出政策文件。
    """

    code: ClassVar[str] = "T0573"
    path: str
    pictures: int

    def texts(self) -> Texts:
        is_scanned = self.pictures > 0
        return (
            (f"「{self.path}」里没有文字", f"{self.path} has no text"),
            ("里面只有图片" if is_scanned else "文件是空的", "it has pictures only" if is_scanned else "it is empty"),
            (
                "请先识别成文字，校对后存为 *.docx 或 *.txt" if is_scanned else "请核对文件",
                "have its text recognised and save that" if is_scanned else "check the file",
            ),
        )
