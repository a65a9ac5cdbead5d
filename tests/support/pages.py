"""The examples of the documentation: what a page shows is compiled, calculated and run.

A fenced block 条文 is a whole file where it has a 【规则】, else the sections of one rule (its 依据 left out).  A code
behind 条文 (T0304) says that the example is refused with it.  A block 输出 right behind is what is said about the
example: the explanation of its first 算例, or the diagnostics.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tiaowen.compiler import Policy
from tiaowen.compiler.answers.worked_cases import case_result
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.report.render import render_text
from tiaowen.compiler.text.source import Source

ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = re.compile(r"^```条文(?: (T\d{4}))?\n(.*?)^```\n(?:```输出\n(.*?)^```\n)?", re.M | re.S)
# A rule without its 依据 cannot have its numbers compared with it.
_OF_THE_QUOTATION = ("T0402", "T0403")


@dataclass(frozen=True)
class Example:
    """``refused`` is the code that the page promises, ``output`` what it shows, at ``start`` to ``end`` of the page."""

    page: Path
    line: int
    text: str
    refused: str | None
    output: str | None
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples(page: Path) -> Iterator[Example]:
    text = page.read_text("utf-8")
    for match in _EXAMPLE.finditer(text):
        yield Example(page, text.count("\n", 0, match.start()) + 1, match[2], match[1], match[3], *match.span(3))


@dataclass(frozen=True)
class Row:
    """A row of a table 原文 ｜ 填报 ｜ 规则 ｜ 算例."""

    quotation: str
    facts: str
    rule: str
    cases: str

    def __str__(self) -> str:
        return self.quotation

    @property
    def text(self) -> str:
        """The row as a policy of one article and its rule."""
        return (
            f"某市若干政策\n\n（一）给予支持。{self.quotation}。\n\n【规则 1】支持\n依据：“{self.quotation}”\n"
            f"填报：{self.facts}。\n{self.rule}。\n算例：{self.cases}。\n【完】\n"
        )


def rows(page: Path) -> Iterator[Row]:
    for line in page.read_text("utf-8").partition("\n## 二十、")[2].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "原文":
            yield Row(*cells)


def _is_part(example: Example) -> bool:
    return "【规则" not in example.text


def compiled(example: Example) -> tuple[Policy, tuple[Diagnostic, ...]]:
    """The policy of an example, and what is said about it."""
    text = example.text
    if _is_part(example):
        text = f"（一）给予支持。\n【规则 例】例\n依据：“给予支持”\n{text}【完】\n"
    policy, report = compile_sources([Source.of("例.policy", text)])
    return policy, tuple(d for d in report.diagnostics if not (_is_part(example) and d.code in _OF_THE_QUOTATION))


def shown(example: Example, policy: Policy, diagnostics: tuple[Diagnostic, ...]) -> str:
    """What a block 输出 shows; of a part without the lines that name its rule and quotation."""
    if diagnostics:
        return render_text(diagnostics)
    clause = next(iter(policy.clauses.values()))
    trace = case_result(policy, clause, clause.cases[0]).trace
    return "".join(f"{line}\n" for line in (trace[2:] if _is_part(example) else trace))
