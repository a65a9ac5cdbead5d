"""The page of a message: what is wrong, a wrong and a right example, and why, from the docstring of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules

from tiaowen.runtime.errors import FAULT_WORDS

from .. import checks
from ..report import errors
from ..report.diagnostic import Diagnostic, Language, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One kind of message: ``title`` says what is wrong; ``parts`` are 错误示例, 正确示例 and 理由, each with its text, in
    Chinese as policies are.  Of what is wrong with facts there is the title alone, in English too."""

    code: str
    severity: Severity
    title: str
    parts: tuple[tuple[str, str], ...] = ()
    title_en: str = ""

    def text(self, lang: Language) -> str:
        """As it is shown; the examples are policies, and so in Chinese."""
        severity = _SEVERITIES[self.severity][lang]
        if lang == "zh":
            head, parts = f"{self.code} {self.title}（{severity}）", [f"  {name}：{said}" for name, said in self.parts]
        else:
            head = f"{self.code} ({severity}) {self.title_en or self.title}"
            parts = [f"  {_LABELS[name]}: {said}" for name, said in self.parts]
        return "\n".join([head, *parts])

    def data(self) -> dict[str, str]:
        """As plain data."""
        return {"code": self.code, "severity": self.severity, "title": self.title, **dict(self.parts)}


_SEVERITIES: Mapping[Severity, Mapping[Language, str]] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "hint": {"zh": "提示", "en": "hint"},
}
_LABELS = {"错误示例": "wrong", "正确示例": "right", "理由": "why"}


def pages() -> Mapping[str, tuple[Page, ...]]:
    """Every code, in order, with the kinds of message that have it."""
    return {**{code: tuple(map(_page, kinds)) for code, kinds in by_code().items()}, **_of_facts()}


@cache
def by_code() -> Mapping[str, tuple[type[Diagnostic], ...]]:
    """The kinds of diagnostics by their codes, in order."""
    found: dict[str, tuple[type[Diagnostic], ...]] = {}
    for kind in sorted(_kinds(), key=lambda kind: (kind.code, kind.__name__)):
        found[kind.code] = (*found.get(kind.code, ()), kind)
    return found


def _kinds() -> Iterator[type[Diagnostic]]:
    for package in (errors, checks):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    waiting = [Diagnostic]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if "code" in vars(kind) and kind.__module__.startswith("tiaowen."):
                yield kind


def _page(kind: type[Diagnostic]) -> Page:
    title, *rest = cleandoc(kind.__doc__ or "").split("\n")
    parts: list[tuple[str, str]] = []
    for line in filter(None, rest):
        name, colon, text = line.partition("：")
        if colon:
            parts.append((name, text))
        else:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}\n    {line}")
    return Page(code=kind.code, severity=kind.severity, title=title.removesuffix("。"), parts=tuple(parts))


# What is refused before a fact is read, or by one target alone; the texts of each case say more.
_OF_ENTRANCES = {
    "T0552": (
        "预算分几笔的，每一笔要写明政策里有的章、部门、条款，或“全部”",
        "each pot of a budget must name a chapter, department or clause of the policy, or 全部",
    ),
    "T0618": (
        "填的数超出了这个视图的整数能算的范围（只在 SQL 里有；范围写在文件开头和编译时的 T0504 里）",
        "a number beyond what the integers of this view can work with (in SQL only; T0504 and the head of the file say the bound)",
    ),
    "T0620 form": (
        "填报的 JSON 写得不对，或者不是应有的样子（docs/json.md）",
        "the JSON of the facts is malformed, or has not the shape it should have (docs/json.md)",
    ),
    "T0621": ("同一项填了两次", "a fact is given twice"),
    "T0622": ("填报应写作 名称=值，如 营业收入=3000万元", "facts are written NAME=VALUE, such as 营业收入=3000万元"),
    "T0624": ("没有这个指标", "there is no such goal"),
}


def _of_facts() -> dict[str, tuple[Page, ...]]:
    """What can be wrong with what is given to calc: words of the runtime, with … for what each case puts in."""
    found: dict[str, tuple[Page, ...]] = {}
    for key, words in (*FAULT_WORDS.items(), *_OF_ENTRANCES.items()):
        code = key.partition(" ")[0]
        title, title_en = (re.sub("({[a-z]+})+", "…", said) for said in words)
        page = Page(code=code, severity="error", title=title, title_en=title_en)
        found[code] = (*found.get(code, ()), page)
    return found
