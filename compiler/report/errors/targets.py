"""What a target cannot say (T0501, T0502), a name that it cannot have (T0503, T0505), numbers that it cannot hold (T0504), a
compiler that there is not (T0506), what a database leaves to the compiled module (T0507), a
cluster that does not answer (T0508) or calculates slowly (T0509).  These have no span: a target does not know the text."""

from typing import ClassVar

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import format_quantity

from ..diagnostic import Severity
from .base import Plain
from .syntax import Texts


def _lacks(target: str, zh: str, en: str) -> tuple[str, str]:
    return f"{target}{'' if target.endswith('）') else ' '}没有{zh}", f"{_in_english(target)} has no {en}"


def _in_english(target: str) -> str:
    """sql（duckdb） with brackets of English."""
    return target.replace("（", " (").replace("）", ")")


class NotInTarget(Plain):
    """编译的目标说不出这条规则。

    错误示例：编译到 SQL，而规则把每一项相除的商合计起来
    正确示例：这条规则编译到 python 或 javascript，其余的编译到 SQL
    理由：一条规则要么原样编译，要么不编译并说明原因；少算一部分的程序会算错钱。
    """

    code: ClassVar[str] = "T0501"
    target: str
    clause: str
    what: tuple[str, str]

    def texts(self) -> Texts:
        zh, en = self.what
        return (
            (
                f"规则 {self.clause} 不能编译到 {self.target}",
                f"clause {self.clause} cannot be compiled to {_in_english(self.target)}",
            ),
            _lacks(self.target, zh, en),
            (
                "请换一个目标；或者加 --skip，略过这样的规则，编译其余的",
                "choose another target, or leave such clauses out with --skip and print the others",
            ),
        )


class SkippedByTarget(Plain):
    """编译的目标说不出这条规则，按 --skip 略过了。

    错误示例：`tiaowen compile 金东 --target sql --dialect sqlite --skip -o 金东.sql`，而规则 7.1 要把两个金额相乘
    正确示例：这条规则另用 `--clause ID --target python` 编译
    理由：写出的文件里没有这条规则，用的人要知道。
    """

    code: ClassVar[str] = "T0502"
    severity: ClassVar[Severity] = "warning"
    target: str
    clause: str
    what: tuple[str, str]

    def texts(self) -> Texts:
        zh, en = self.what
        return (
            (f"规则 {self.clause} 已略过，写出的文件里没有它", f"clause {self.clause} is left out of what was written"),
            _lacks(self.target, zh, en),
            ("这条规则请另用别的目标编译", "compile this clause to another target"),
        )


class NoClassName(Plain):
    """输出文件的名字不能作类名。

    错误示例：tiaowen compile 政策 --target java -o 2025.java
    正确示例：tiaowen compile 政策 --target java -o Policy2025.java
    理由：Java 的公有类与文件同名，类名由字母（汉字也可以）、数字和下划线组成，不以数字开头，也不能是 Java 和这个程序已经用了的词。
    """

    code: ClassVar[str] = "T0503"
    name: str
    fit: str

    def texts(self) -> Texts:
        said = visible(self.name)
        return (
            (f"「{said}」不能作 Java 的类名", f"“{said}” cannot be the name of a Java class"),
            (
                "Java 的公有类与文件同名；类名由字母、数字和下划线组成，不以数字开头，也不能是已经用了的词",
                "a public class has the name of its file: letters, digits and _, no digit first, and no word that is in use",
            ),
            (f"请写作 -o {self.fit}.java", f"write -o {self.fit}.java"),
        )


class NoPackageName(Plain):
    """这个名字不能作 Java 的包名。

    错误示例：tiaowen compile 政策 --target java --package cn.政策-2025 -o Jindong.java
    正确示例：tiaowen compile 政策 --target java --package cn.gov.policies -o Jindong.java
    理由：包名是用点隔开的几个名字，每个由字母、数字和下划线组成，不以数字开头，也不能是 Java 的词。
    """

    code: ClassVar[str] = "T0505"
    name: str

    def texts(self) -> Texts:
        said = visible(self.name)
        return (
            (f"「{said}」不能作 Java 的包名", f"“{said}” cannot be the name of a Java package"),
            (
                "包名是用点隔开的几个名字，每个由字母、数字和下划线组成，不以数字开头，也不能是 Java 的词",
                "names with dots between, each of letters, digits and _, no digit first, and no word of Java",
            ),
            ("写作如 --package cn.gov.policies", "write it like --package cn.gov.policies"),
        )


class NarrowedByTarget(Plain):
    """编译的目标算不下这条规则可能有的最大的数。

    错误示例：编译到 SQLite，而规则要把两个金额相乘
    正确示例：数不会那么大的，照用；会的，编译到 duckdb 或 postgresql
    理由：数据库的整数有尽头，超过了有的报错、有的不声不响变成浮点数。填报的数超过写明的范围时，那一行只给错误，不给结果。
    """

    code: ClassVar[str] = "T0504"
    severity: ClassVar[Severity] = "warning"
    target: str
    clause: str
    bound: int

    def texts(self) -> Texts:
        bound = format_quantity(self.bound, 1, "元").removesuffix("元")
        if self.target == "c":
            return (
                (
                    f"规则 {self.clause} 在 c 里只算绝对值不超过{bound}的数",
                    f"clause {self.clause} takes numbers up to {self.bound:,} only in c",
                ),
                (
                    "再大，算到一半就可能超出 64 位整数；那样的行，status 是 1",
                    "beyond it, what is computed might not fit 64 bits; such rows have the status 1",
                ),
                (
                    "数不会那么大的不用管；status 是 1 的行，请用 python 目标的模块算",
                    "nothing to do where numbers stay below; work out rows of status 1 by the module of target python",
                ),
            )
        return (
            (
                f"规则 {self.clause} 在{self.target}里只收绝对值不超过{bound}的数",
                f"clause {self.clause} takes numbers up to {self.bound:,} only in {self.target}",
            ),
            (
                "再大，算到一半就超出它的整数；那样的行，「错误」是 T0618",
                "beyond it, what is computed would not fit its integers; such rows have the fault T0618",
            ),
            (
                "数不会那么大的不用管；会的，换一种数据库（postgresql 没有这个限制）",
                "nothing to do where numbers stay below; else use another database (postgresql has no such limit)",
            ),
        )


class LeftToModule(Plain):
    """用 --engine 写明的数据库算不了这条规则，由编译出的模块逐行计算。

    错误示例：`tiaowen batch 政策 --engine duckdb …`，而规则把每一项相除的商合计起来
    正确示例：行数不多的不用管；行数多的，用 `--engine native`
    理由：结果是一样的，只是慢；写明了用哪一种算，就要说哪几条不是用它算的。
    """

    code: ClassVar[str] = "T0507"
    severity: ClassVar[Severity] = "hint"
    engine: str
    clause: str
    what: tuple[str, str]

    def texts(self) -> Texts:
        zh, en = self.what
        return (
            (
                f"规则 {self.clause} 不由 {self.engine} 算，由编译出的模块逐行计算",
                f"clause {self.clause} is worked out row by row by the compiled module, not by {self.engine}",
            ),
            _lacks(self.engine, zh, en),
            (
                "结果一样，只是慢；行数多的，用 --engine native",
                "the results are the same, and slower; for many rows use --engine native",
            ),
        )


class NoSpark(Plain):
    """Spark 没有启动，或者中途停了。

    错误示例：没有装 Java，运行 `tiaowen batch 政策 --engine spark …`
    正确示例：装好 Java 17 以上；--master 写集群的地址，如 spark://主机:7077
    理由：Spark 在 Java 里运行；几台机器算的，少一台没算完，就不是全部的结果。没有写完的结果不算数。
    """

    code: ClassVar[str] = "T0508"
    master: str
    cause: tuple[str, str]
    advice: tuple[str, str] = (
        "请检查：--master 的地址对；各台机器的 Python 和这里的一样，看得到同样的目录。一台机器够用的，去掉 --engine spark",
        "check that --master is right, and that every machine has the Python of this one and sees the same folders; where one"
        " machine is enough, leave --engine spark out",
    )

    def texts(self) -> Texts:
        zh, en = (visible(" ".join(said.split()), 400) for said in self.cause)
        return (
            (f"Spark（{self.master}）没有算完", f"Spark ({self.master}) did not finish"),
            (zh, en),
            self.advice,
        )


class WithoutKernels(Plain):
    """集群里有的机器没有用编译的核，用 NumPy 算的。

    错误示例：有的机器上没有 C 编译器，运行 `tiaowen batch 政策 --engine spark --master spark://主机:7077 …`
    正确示例：在每台机器上运行 `pip install 'tiaowen[native]'`，或者各台的处理器和主机的一样，主机编译好的就送过去用
    理由：结果是一样的，只是慢几倍；按机器码估的时间，就不对了。
    """

    code: ClassVar[str] = "T0509"
    severity: ClassVar[Severity] = "hint"
    parts: int
    of: int
    said: str

    def texts(self) -> Texts:
        said = visible(" ".join(self.said.split()), 300)
        return (
            (
                f"{self.of}段里有{self.parts}段是用 NumPy 算的，没有用编译的核",
                f"{self.parts} of {self.of} parts were worked out by NumPy, not by compiled kernels",
            ),
            (f"那台机器上没有能用的 C 编译器：{said}", f"there is no compiler of C that works on that machine: {said}"),
            (
                "结果一样，只是慢；要快，请在每台机器上运行：pip install 'tiaowen[native]'",
                "the results are the same, and slower; to be faster run on each machine: pip install 'tiaowen[native]'",
            ),
        )


class NoCompilerOfC(Plain):
    """没有能用的 C 编译器。

    错误示例：机器上没有 cc，运行 `tiaowen batch 政策 --engine native …`
    正确示例：先运行 `pip install 'tiaowen[native]'`，或者不写 `--engine`
    理由：native 是把规则编译成机器码再算，要有 C 编译器；没有时用 NumPy 算，结果一样，慢几倍。
    """

    code: ClassVar[str] = "T0506"
    said: str

    def texts(self) -> Texts:
        said = visible(" ".join(self.said.split()), 300)
        return (
            ("没有能用的 C 编译器，native 不能算", "there is no C compiler that works, so native cannot calculate"),
            (f"试过的：{said}", f"tried: {said}"),
            (
                "请运行：pip install 'tiaowen[native]'；或者不写 engine，改用 NumPy，结果一样",
                "run: pip install 'tiaowen[native]'; or name no engine: NumPy gives the same results",
            ),
        )
