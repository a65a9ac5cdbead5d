"""Files that cannot be read as text.  These have no span: there is no text to point into."""

from typing import ClassVar

from ..diagnostic import Diagnostic, Text

_SAVE_AS_UTF8 = Text(
    "在 WPS 或 Word 中“另存为”纯文本（*.txt），编码选 UTF-8；在记事本中“另存为”，编码选 UTF-8",
    "save it as plain text (*.txt) with the encoding UTF-8",
)


class MissingFile(Diagnostic):
    """文件不存在。

    错误示例：`tiaowen check 金东.policy`，而目录里只有 `jindong.policy`
    正确示例：`tiaowen check jindong.policy`
    理由：路径写错，或文件在读取之前已被移走、改名。
    """

    code: ClassVar[str] = "T0191"
    path: str

    @property
    def title(self) -> Text:
        return Text(f"找不到文件「{self.path}」", f"no such file: {self.path}")

    @property
    def reason(self) -> Text:
        return Text("路径写错，或文件已被移走、改名", "the path is wrong, or the file was moved or renamed")

    @property
    def suggestion(self) -> Text:
        return Text("请核对路径和文件名", "check the path and the file's name")


class NotAFile(Diagnostic):
    """不是普通文件。

    错误示例：把目录、管道或设备当作政策文件
    正确示例：一个 `.policy` 或 `.txt` 文本文件
    理由：只有普通文件有确定的长度和内容，重复编译才能得到同样的结果。
    """

    code: ClassVar[str] = "T0192"
    path: str
    is_directory: bool

    @property
    def title(self) -> Text:
        return Text(f"「{self.path}」不是文本文件", f"not a text file: {self.path}")

    @property
    def reason(self) -> Text:
        if self.is_directory:
            return Text("这是一个目录", "it is a directory")
        return Text("这是管道或设备，不是普通文件", "it is a pipe or a device")

    @property
    def suggestion(self) -> Text:
        return Text("请给出 .policy 或 .txt 文件", "give a .policy or .txt file")


class UnreadableFile(Diagnostic):
    """文件读不出来。

    错误示例：没有读取权限的文件
    正确示例：当前用户可以读取的文件
    理由：操作系统拒绝读取，原因见提示。
    """

    code: ClassVar[str] = "T0193"
    path: str
    cause: str

    @property
    def title(self) -> Text:
        return Text(f"读不出文件「{self.path}」", f"cannot read {self.path}")

    @property
    def reason(self) -> Text:
        return Text(f"操作系统提示：{self.cause}", f"the operating system says: {self.cause}")

    @property
    def suggestion(self) -> Text:
        return Text(
            "请检查文件的读取权限，或是否被其他程序占用", "check the permissions, and whether another program holds it"
        )


class BinaryFile(Diagnostic):
    """不是文本，而是二进制文件。

    错误示例：直接给出 `.doc`、`.docx`、`.wps`、`.pdf` 或图片
    正确示例：另存为纯文本（UTF-8）后的 `.txt` 或 `.policy`
    理由：政策文件是纯文本，文档软件的格式里夹着排版数据。
    """

    code: ClassVar[str] = "T0194"
    path: str

    @property
    def title(self) -> Text:
        return Text(f"「{self.path}」不是文本，是二进制文件", f"{self.path} is binary, not text")

    @property
    def reason(self) -> Text:
        return Text(
            "内容不能按文字读取（例如 .doc、.docx、.wps、.pdf 和图片）",
            "it does not read as text (.docx, .pdf and pictures do not)",
        )

    @property
    def suggestion(self) -> Text:
        return _SAVE_AS_UTF8


class Gb18030File(Diagnostic):
    """文件是 GB18030（GBK）编码。

    错误示例：旧版记事本或 WPS 默认保存的 ANSI 文本
    正确示例：UTF-8 文本，或加 `--encoding gb18030`
    理由：默认按 UTF-8 读取；猜测编码可能悄悄读错字，所以要由人说明。
    """

    code: ClassVar[str] = "T0195"
    path: str

    @property
    def title(self) -> Text:
        return Text(
            f"「{self.path}」不是 UTF-8 编码，像是 GB18030（GBK）",
            f"{self.path} is not UTF-8; it looks like GB18030 (GBK)",
        )

    @property
    def reason(self) -> Text:
        return Text("政策文件默认按 UTF-8 读取", "policies are read as UTF-8 unless told otherwise")

    @property
    def suggestion(self) -> Text:
        return Text(
            f"{_SAVE_AS_UTF8.zh}；或者加上 --encoding gb18030",
            f"{_SAVE_AS_UTF8.en}, or add --encoding gb18030",
        )


class Utf16File(Diagnostic):
    """文件是 UTF-16 编码。

    错误示例：记事本中按“Unicode”（UTF-16）保存的文本
    正确示例：UTF-8 文本，或加 `--encoding utf-16`
    理由：默认按 UTF-8 读取。
    """

    code: ClassVar[str] = "T0196"
    path: str

    @property
    def title(self) -> Text:
        return Text(f"「{self.path}」不是 UTF-8 编码，而是 UTF-16（Unicode）", f"{self.path} is UTF-16, not UTF-8")

    @property
    def reason(self) -> Text:
        return Text("政策文件默认按 UTF-8 读取", "policies are read as UTF-8 unless told otherwise")

    @property
    def suggestion(self) -> Text:
        return Text(
            f"{_SAVE_AS_UTF8.zh}；或者加上 --encoding utf-16",
            f"{_SAVE_AS_UTF8.en}, or add --encoding utf-16",
        )


class DamagedText(Diagnostic):
    """个别字节读不成文字。

    错误示例：传输中断或被截断的文本
    正确示例：完整的文本
    理由：读不出的字如果跳过，可能恰好是金额或条件。
    """

    code: ClassVar[str] = "T0197"
    path: str
    encoding: str
    line: int
    is_utf8: bool = False

    @property
    def title(self) -> Text:
        return Text(
            f"「{self.path}」第 {self.line} 行有读不出的字节",
            f"{self.path} has bytes on line {self.line} that are not text",
        )

    @property
    def reason(self) -> Text:
        return Text(f"按 {self.encoding} 读到这里时字节不完整", f"they are not valid {self.encoding}")

    @property
    def suggestion(self) -> Text:
        if self.is_utf8:
            return Text("这个文件是 UTF-8 编码，请去掉 --encoding", "the file is UTF-8: leave --encoding out")
        return Text("请重新取得完整的文件，或重新保存该行", "get the whole file again, or write that line anew")


class FileTooLarge(Diagnostic):
    """文件太大。

    错误示例：几百兆的日志误作政策文件
    正确示例：一份政策通常不到 1 MB
    理由：超出上限的文件不会是政策，读取只会耗尽内存。
    """

    code: ClassVar[str] = "T0198"
    path: str
    limit_mb: int
    limit_files: int = 0

    @property
    def title(self) -> Text:
        return Text(f"「{self.path}」太大", f"{self.path} is too large")

    @property
    def reason(self) -> Text:
        files, files_en = (
            (f"，{self.limit_files} 个文件", f" in {self.limit_files} files") if self.limit_files else ("", "")
        )
        return Text(f"上限是 {self.limit_mb} MB{files}", f"the limit is {self.limit_mb} MB{files_en}")

    @property
    def suggestion(self) -> Text:
        return Text("请确认给出的是政策文本", "make sure it is the text of a policy")


class UnknownEncoding(Diagnostic):
    """不认识的编码名称。

    错误示例：`--encoding 国标`
    正确示例：`--encoding gb18030`
    理由：编码名称用通行的英文写法。
    """

    code: ClassVar[str] = "T0199"
    path: str
    encoding: str

    @property
    def title(self) -> Text:
        return Text(f"不认识编码「{self.encoding}」", f"unknown encoding: {self.encoding}")

    @property
    def reason(self) -> Text:
        return Text("编码名称用通行的英文写法", "the encoding must be one that Python knows")

    @property
    def suggestion(self) -> Text:
        return Text("可用 utf-8、gb18030、utf-16", "use utf-8, gb18030 or utf-16")


class EmptyDirectory(Diagnostic):
    """目录里没有政策文件。

    错误示例：`tiaowen check 空目录`
    正确示例：目录里有 `.policy` 或 `.txt` 文件
    理由：政策是一个文件，或一个目录里的 `.policy` 和 `.txt` 文件。
    """

    code: ClassVar[str] = "T0190"
    path: str

    @property
    def title(self) -> Text:
        return Text(f"目录「{self.path}」里没有政策文件", f"no policy files in {self.path}")

    @property
    def reason(self) -> Text:
        return Text("政策是 *.policy 或 *.txt 文件", "a policy is made of *.policy or *.txt files")
