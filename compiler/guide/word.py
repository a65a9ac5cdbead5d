"""The guide as one document of Word (.docx), laid out as ``paper`` says; python-docx writes it.

Every text goes in as text of an XML element, which escapes it.  The same paper gives the same bytes: the archive has a
fixed time, and the properties of the document have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..report.errors.output import MissingLibrary
from .content import content_of
from .format import Asked, Format
from .paper import AFTER_TABLE, BEFORE_TABLE, BREAK, STYLES, Block, Gap, Grid, Line, Paper
from .printed import paper_of
from .word_frame import DOCUMENT, TABLE_WIDTH, element, framed, packed, run_of, style_id, titled

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Report

FILE = "指南.docx"


def _write(policy: Policy, asked: Asked, report: Report) -> Mapping[str, bytes]:
    try:
        import docx  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name not in ("docx", "lxml"):
            raise
        report.add(MissingLibrary(library="python-docx", extra="docx"))
        return {}
    return {FILE: docx_of(paper_of(content_of(policy, asked.lang), asked.lang, text_only=asked.text_only))}


DOCX = Format(name="docx", write=_write, alone=True, has_text_only=True)


def docx_of(paper: Paper) -> bytes:
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    parts = framed()
    root = parse_xml(parts[DOCUMENT])
    last = root.body[-1]
    for number, part in enumerate(paper.parts):
        for before, block, behind in zip((None, *part), part, (*part[1:], None), strict=False):
            last.addprevious(_block(before, block, behind, begins=number > 0 and before is None))
    return packed({**parts, DOCUMENT: serialize_part_xml(root), **titled(paper.title)})


def _block(before: Block | None, block: Block, behind: Block | None, *, begins: bool) -> Any:
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


def _paragraph(block: Line, *, begins: bool = False, apart: tuple[int, int] | None = None) -> Any:
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


def _table(grid: Grid) -> Any:
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


def _row(cells: tuple[Line, ...], widths: list[int], *, is_head: bool = False, keep: bool = False) -> Any:
    """A row that is not broken; ``keep`` holds it to the next one."""
    properties = element("trPr", [element("cantSplit"), *([element("tblHeader")] if is_head else [])])
    made = []
    for cell, width in zip(cells, widths, strict=True):
        shown = Line(cell.style, cell.runs, keep or cell.keep, cell.right)
        inner = [element("tcW", w=width, type="dxa"), element("vAlign", val="center")]
        made.append(element("tc", [element("tcPr", inner), _paragraph(shown)]))
    return element("tr", [properties, *made])
