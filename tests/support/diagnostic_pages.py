"""The pages about diagnostics: one a code, from the docstrings of its classes, and an index."""

import re
from collections.abc import Mapping, Sequence
from inspect import cleandoc

from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.service.messages import by_code
from tiaowen.runtime.errors import FAULT_WORDS

_SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
_STAGES = {
    "T01": "文件、块和句子",
    "T02": "名称和规则号",
    "T03": "类型和单位",
    "T04": "检查和算例",
    "T05": "编译的目标和结果的文件",
}
_FAULTS = "T06"


def pages() -> dict[str, str]:
    """File name → text, the index among them."""
    kinds = by_code()
    return {"README.md": _index(kinds)} | {f"{code}.md": _page(code, same) for code, same in kinds.items()}


def _page(code: str, kinds: Sequence[type[Diagnostic]]) -> str:
    return f"# {code}\n" + "".join(_section(kind) for kind in kinds)


def _section(kind: type[Diagnostic]) -> str:
    title, *rest = cleandoc(kind.__doc__ or "").split("\n")
    said = [f"\n## {title.removesuffix('。')}（{_SEVERITIES[kind.severity]}）\n"]
    for line in filter(None, rest):
        name, colon, text = line.partition("：")
        said.append(f"- **{name}**：{text}" if colon else f"  {line}")
    return "\n".join(said) + "\n"


def _index(by_code: Mapping[str, Sequence[type[Diagnostic]]]) -> str:
    said = [
        "# 诊断",
        "",
        "`tiaowen check` 会说的每一种话。这些页由程序里的说明生成。",
    ]
    for stage, name in _STAGES.items():
        said += ["", f"## {stage} {name}", "", "| 码 | 说什么 | |", "|---|---|---|"]
        for code, kinds in by_code.items():
            if code.startswith(stage):
                titles = "；".join((kind.__doc__ or "").split("\n")[0].strip().removesuffix("。") for kind in kinds)
                said.append(f"| [{code}]({code}.md) | {titles} | {_SEVERITIES[kinds[0].severity]} |")
    said += ["", f"## {_FAULTS} 填报的内容", "", "| 码 | 说什么 |", "|---|---|"]
    for code, (words, _) in FAULT_WORDS.items():
        said.append(f"| {code} | {re.sub('{[a-z]+}', '…', words)} |")
    return "\n".join(said) + "\n"
