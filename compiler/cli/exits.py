"""How a command ends: its exit code, and what stops it on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .bilingual import pick

if TYPE_CHECKING:
    from tiaowen.runtime.errors import FactError

    from ..report.diagnostic import Diagnostic, Language
    from ..report.render import Json

FINE, FAULTY, MISUSED, OURS, INTERRUPTED, UNREAD = 0, 1, 2, 3, 130, 141
# What each says, for people.
SAID = {
    FINE: "没有错误；警告、不符合条件也是 0 | fine; warnings and “not eligible” too",
    FAULTY: "政策有错误，算例算得不对，fmt --check 会改动文件 | errors in the policy, a failing 算例, files that fmt would change",
    MISUSED: "用法不对，文件读不了、写不了，填报的内容不对 | wrong usage, a file that cannot be read or written, bad facts",
    OURS: "程序自己的错误 | a fault of ours",
    INTERRUPTED: "被中断 | interrupted",
    UNREAD: "输出没有人读了 | nobody reads the output",
}
# What the environment may say.
ENVIRONMENT = {
    "TIAOWEN_LANG": "输出的语言，zh 或 en；--lang 先于它 | language of the output, zh or en; --lang goes before it",
    "NO_COLOR": "有值的，输出不带颜色 | no colours, where it has a value",
    "FORCE_COLOR": "有值的，不是终端也带颜色 | colours even where there is no terminal",
    "TERM": "dumb 是没有颜色的终端 | dumb is a terminal without colours",
    "TIAOWEN_DEBUG": "1：程序自己的错误连同出处列出 | 1: a fault of ours with its traceback",
    "TIAOWEN_CACHE": "存可以再做一遍的东西的目录 | the folder for what can be made again",
    "XDG_CACHE_HOME": "没有 TIAOWEN_CACHE 时的缓存目录（Linux、麒麟） | the folder of caches without it, on Linux",
    "LOCALAPPDATA": "没有 TIAOWEN_CACHE 时的缓存目录（Windows） | the folder of caches without it, on Windows",
    "TIAOWEN_CC": "批量计算用的 C 编译器 | the C compiler for batches",
    "PATH": "在哪里找 C 编译器、Node、浏览器、Java | where a C compiler, Node and Java are looked for",
    "JAVA_HOME": "Spark 用的 Java，先于 PATH | the Java of Spark, before PATH",
    "PYSPARK_PYTHON": "集群各台机器上的 Python | the Python on the machines of a cluster",
    "_TIAOWEN_COMPLETE": "补全的脚本用它来问 | by which the scripts of completion ask",
}


class Stopped(Exception):
    """The command ends here, with a message and an exit code; ``data`` is the same for programs, where they ask for it."""

    def __init__(self, code: int, text: str, data: Mapping[str, Json] | None = None) -> None:
        super().__init__(text)
        self.code, self.text, self.data = code, text, data


def faulty(code: int, diagnostics: Sequence[Diagnostic], lang: Language) -> Stopped:
    """What is wrong with a policy, so that nothing can be done with it."""
    from ..report.published import said
    from ..report.render import as_data, render_text

    data = said("errors", {"diagnostics": as_data(diagnostics, lang)})
    return Stopped(code, render_text(diagnostics, lang), data)


def refused(diagnostic: Diagnostic, lang: Language) -> Stopped:
    """What was given cannot be used; the diagnostic says why."""
    return faulty(MISUSED, [diagnostic], lang)


def bad_facts(error: FactError, lang: Language) -> Stopped:
    """Facts that cannot be used, each fault in a line."""
    from ..report.published import faults_data, said
    from ..report.render import visible

    lines = (pick(lang, f"错误[{f.code}]：{f.message}", f"error[{f.code}]: {f.message_en}") for f in error.faults)
    data = said("faults", {"faults": faults_data(error)})
    return Stopped(MISUSED, "".join(f"{visible(line)}\n" for line in lines), data)
