"""条款：1. in 【政策】: which numbering the articles have, where the document alone does not tell.

In: the blocks of all files.  Out: the style of the numbers, or None where nothing is said.
"""

import re
from collections.abc import Iterator, Sequence

from ..report.diagnostic import Report
from ..report.errors.document import UnknownNumbering
from ..text.source import SPACE, Span, fold
from .blocks import Line, RawBlock
from .numbering import Style, read_marker

# 条款：1.; 条款：（一）; 条款：第一条
SETTING = re.compile(rf"条款[{SPACE}]*：[{SPACE}]*(?P<said>[^；。\n]*?)[{SPACE}]*(?=[；。\n]|$|【)")


def articles_said(contents: Sequence[Line | RawBlock], report: Report) -> Style | None:
    """Adds T0125 to the report."""
    styles = [style for block in contents if isinstance(block, RawBlock) for style in _styles(block, report)]
    return styles[0] if styles else None


def _styles(block: RawBlock, report: Report) -> Iterator[Style]:
    if block.kind != "政策":
        return
    text = fold(block.body.source.read.text)
    for found in re.finditer(rf"(?m)(?:^|[；。])[{SPACE}]*{SETTING.pattern}", text[: block.body.end]):
        if found.start() < block.body.start:
            continue
        said = found["said"].strip()
        marker = read_marker(said) or read_marker(f"{said}、") or read_marker(f"第一{said}")
        if marker:
            yield marker.style
        else:
            report.add(UnknownNumbering(span=Span(block.body.source, *found.span("said")), said=said))
