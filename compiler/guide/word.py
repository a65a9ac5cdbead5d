"""The guide as one document of Word (.docx), laid out as ``paper`` says.

The same paper gives the same bytes: the archive has a fixed time, and the properties of the document have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .content import content_of
from .format import Asked, Format
from .paper import AFTER_TABLE, BEFORE_TABLE, BREAK, STYLES, Block, Gap, Grid, Line, Paper
from .printed import paper_of
from .word_frame import TABLE_WIDTH, packed, run_of, style_id
from .word_xml import Xml, element

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Report

FILE = "指南.docx"


def _write(policy: Policy, asked: Asked, _: Report) -> Mapping[str, bytes]:
    return {FILE: docx_of(paper_of(content_of(policy, asked.lang), asked.lang, text_only=asked.text_only))}


DOCX = Format(name="docx", write=_write, alone=True, has_text_only=True)


def docx_of(paper: Paper) -> bytes:
    return packed(paper.title, list(_blocks(paper)))


def _blocks(paper: Paper) -> Iterator[Xml]:
    for number, part in enumerate(paper.parts):
        for before, block, behind in zip((None, *part), part, (*part[1:], None), strict=False):
            yield _block(before, block, behind, begins=number > 0 and before is None)


def _block(before: Block | None, block: Block, behind: Block | None, *, begins: bool) -> Xml:
    """A block between two others; ``begins``: on a new page."""
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Gap):
        return element("p", [element("pPr", [element("pStyle", val=style_id("body")), element("keepNext")])])
    style = STYLES[block.style]
    above = max(style.before, AFTER_TABLE) if isinstance(before, Grid) else style.before
    below = max(style.after, BEFORE_TABLE) if isinstance(behind, Grid) else style.after
    is_apart = (above, below) != (style.before, style.after)
    return _paragraph(block, begins=begins, apart=(above, below) if is_apart else None)


def _paragraph(block: Line, *, begins: bool = False, apart: tuple[int, int] | None = None) -> Xml:
    """``apart``: the distances to what stands before and behind it, where these are not its style's."""
    properties = [element("pStyle", val=style_id(block.style))]
    if block.keep and not STYLES[block.style].keep:
        properties.append(element("keepNext"))
    if begins:
        properties.append(element("pageBreakBefore"))
    if apart:
        properties.append(element("spacing", before=apart[0], after=apart[1]))
    if block.right:
        properties.append(element("ind", rightChars=block.right, right=block.right * STYLES[block.style].size // 10))
    face = STYLES[block.style].face
    runs = [
        element("r", [element("br")]) if run is BREAK else run_of(run.text, run.face, of=face) for run in block.runs
    ]
    return element("p", [element("pPr", properties), *runs])


def _table(grid: Grid) -> Xml:
    widths = [width * TABLE_WIDTH // 1000 for width in grid.widths]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(side, val="single", sz=4, space=0, color="000000") for side in sides]
    margins = [
        element(side, w=width, type="dxa") for side, width in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80))
    ]
    properties = element(
        "tblPr",
        [
            element("tblW", w=TABLE_WIDTH, type="dxa"),
            element("jc", val="center"),
            element("tblBorders", borders),
            element("tblLayout", type="fixed"),
            element("tblCellMar", margins),
        ],
    )
    columns = element("tblGrid", [element("gridCol", w=width) for width in widths])
    last = len(grid.rows) - 1
    rows = [_row(row, widths, keep=at == 0 < last) for at, row in enumerate(grid.rows)]
    heads = [_row(grid.heads, widths, is_head=True)] if grid.heads else []
    return element("tbl", [properties, columns, *heads, *rows])


def _row(cells: tuple[Line, ...], widths: list[int], *, is_head: bool = False, keep: bool = False) -> Xml:
    """A row that is not broken; ``keep`` holds it to the next one."""
    properties = element("trPr", [element("cantSplit"), *([element("tblHeader")] if is_head else [])])
    made = []
    for cell, width in zip(cells, widths, strict=True):
        shown = Line(cell.style, cell.runs, keep or cell.keep, cell.right)
        inner = [element("tcW", w=width, type="dxa"), element("vAlign", val="center")]
        made.append(element("tc", [element("tcPr", inner), _paragraph(shown)]))
    return element("tr", [properties, *made])
