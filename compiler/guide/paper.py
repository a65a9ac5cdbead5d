"""What stands on paper, whatever prints it: lines in styles, tables, parts that begin on a new page.

``STYLES`` is the layout of official documents (GB/T 9704-2012): 三号 仿宋 for the text, 22 lines of 28 characters on a page,
二号 小标宋 for titles, 黑体 for 一、 and 楷体 for （一）; explanations below them are set smaller.

Lengths are whole numbers: sizes of type in half points, lines and distances in twentieths of a point, indents in hundredths
of a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Literal

from ..text.source import SPACE

Face = Literal["song", "hei", "kai", "fang"]
Align = Literal["left", "center", "right", "both"]

# Of the page, in tenths of a millimetre: A4, the area of type 156 × 225 mm.
PAGE_WIDTH, PAGE_HEIGHT = 2100, 2970
TOP, LEFT, TYPE_WIDTH, TYPE_HEIGHT = 370, 280, 1560, 2250
LINES, CHARACTERS = 22, 28
# 三号, in half points.
BODY = 32
# Between a table and the text below and above it.
AFTER_TABLE, BEFORE_TABLE = 80, 50
# 225 mm ÷ 22, rounded down, so that the last line has room.
PITCH = 579


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a paragraph is set: ``level`` is that of a heading (0: none), ``keep``: never at the foot of a page without what
    follows."""

    name: str
    face: Face
    size: int = BODY
    align: Align = "both"
    first: int = 0
    left: int = 0
    line: int = PITCH
    before: int = 0
    after: int = 0
    level: int = 0
    keep: bool = False


STYLES: Mapping[str, Style] = {
    "title": Style(name="公文标题", face="song", size=44, align="center", line=680, level=1, keep=True),
    "subtitle": Style(name="公文副标题", face="kai", align="center", keep=True),
    "letterhead": Style(name="公文文头", face="fang", align="center", keep=True),
    "addressee": Style(name="主送机关", face="fang"),
    "chapter": Style(name="章标题", face="hei", align="center", level=2, keep=True),
    "first": Style(name="一级标题", face="hei", first=200, level=2, keep=True),
    "second": Style(name="二级标题", face="kai", first=200, level=3, keep=True),
    "body": Style(name="公文正文", face="fang", first=200),
    "annex": Style(name="附件序号", face="hei", align="left", keep=True),
    "signature": Style(name="落款", face="fang", align="right", keep=True),
    "imprint": Style(name="版记", face="fang", size=28, left=100),
    "rule": Style(
        name="规则标题", face="hei", size=28, align="left", line=480, before=200, after=60, level=4, keep=True
    ),
    "label": Style(name="说明标题", face="hei", size=24, align="left", line=400, before=120, keep=True),
    "quotation": Style(name="依据引文", face="kai", size=24, line=400, first=200),
    "note": Style(name="说明正文", face="fang", size=24, line=400, first=200),
    "item": Style(name="说明列项", face="fang", size=24, line=400, left=300),
    "working": Style(name="算例算式", face="fang", size=21, line=330, left=200),
    "cell": Style(name="表格文字", face="fang", size=21, line=310, align="left"),
    "middle": Style(name="表格居中", face="fang", size=21, line=310, align="center"),
    "amount": Style(name="表格金额", face="fang", size=21, line=310, align="right"),
    "head": Style(name="表格表头", face="hei", size=21, line=310, align="center", keep=True),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A text; ``face`` where it is set in another one than its paragraph."""

    text: str
    face: Face | None = None


# Ends a line within a paragraph.
BREAK = Run("\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``keep`` as in its style; ``right`` is what a line at the right stands off."""

    style: str
    runs: tuple[Run, ...]
    keep: bool = False
    right: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the heads (or none), which are repeated on every page, and rows, which are never broken.  ``widths`` add up to 1000."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


Block = Line | Gap | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Parts, each of which begins on a new page."""

    title: str
    parts: tuple[tuple[Block, ...], ...]


def line(style: str, *texts: str | Run, keep: bool = False, right: int = 0) -> Line:
    """A paragraph of texts, each made fit to print."""
    runs = (text if isinstance(text, Run) else Run(text) for text in texts)
    shown = (run if run is BREAK else Run(printable(run.text), run.face) for run in runs)
    return Line(style, tuple(run for run in shown if run.text), keep, right)


def grid(heads: Sequence[str], rows: Sequence[Sequence[str | Line]]) -> Grid:
    """A table with a column for each head, but for columns in which nothing stands, or one without heads; a row that is
    too short is filled up."""
    count = max(len(heads), *(len(row) for row in rows))
    cells = [[_cell(cell) for cell in (*row, *[""] * (count - len(row)))] for row in rows]
    filled = [at for at in range(count) if any(row[at].text for row in cells)] or list(range(count))
    tops = tuple(line("head", heads[at]) for at in filled) if heads else ()
    shown = tuple(tuple(row[at] for at in filled) for row in cells)
    return Grid(tops, shown, _widths([*([tops] if tops else []), *shown]))


def _cell(cell: str | Line) -> Line:
    return cell if isinstance(cell, Line) else line("cell", cell)


def _widths(rows: Sequence[Sequence[Line]]) -> tuple[int, ...]:
    """Columns that need no more than their share have what they need; the others share what is left by the roots of their
    needs."""
    needs = [max(map(_need, column)) + _MARGIN for column in zip(*rows, strict=True)]
    widths = dict(enumerate(needs))
    wide, left = set(widths), _CAPACITY
    while small := [at for at in wide if needs[at] * len(wide) <= left]:
        wide -= set(small)
        left -= sum(needs[at] for at in small)
    roots = {at: isqrt(needs[at] * 100) for at in wide}
    widths |= {at: left * root // sum(roots.values()) for at, root in roots.items()}
    whole = sum(widths.values())
    thousandths = [widths[at] * 1000 // whole for at in range(len(needs))]
    thousandths[thousandths.index(max(thousandths))] += 1000 - sum(thousandths)
    return tuple(thousandths)


def _need(cell: Line) -> int:
    """Half characters; an amount, which is never broken, has room in bold and where Times New Roman is lacking."""
    return -(-width_of(cell.text) * 7 // 5) if cell.style == "amount" else width_of(cell.text)


# Half characters of a cell that a row holds; and what stays free in each column.
_CAPACITY, _MARGIN = 84, 3


def width_of(text: str) -> int:
    """In half characters."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WFA") for char in text)


def is_chinese(text: str) -> bool:
    """Whether a text has any Chinese (or ①, which letters' fonts lack), so that “” and — in it are Chinese, too."""
    return any(unicodedata.east_asian_width(char) in "WF" or "①" <= char <= "⓿" for char in text)


# ── texts ──

_WIDTHLESS = re.compile(f"(?!\\s)[{SPACE}]")


def printable(text: str) -> str:
    """A text as it can stand on paper and in XML: line ends and tabs are spaces, what has no width is left out as are
    characters that are none; marks that turn the direction of writing are written as \\u202e."""
    return "".join(_shown(char) for char in _WIDTHLESS.sub("", text))


def _shown(char: str) -> str:
    if char == "\n" or (char.isspace() and unicodedata.category(char) != "Zs"):
        return " "
    match unicodedata.category(char):
        case "Cf":
            return f"\\u{ord(char):04x}"
        case "Cc" | "Cs":
            return ""
        case "Cn" if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
            return ""
        case _:
            return char


def lines_of(paper: Paper) -> Iterator[Line]:
    """All, those in tables too, in the order of reading."""
    for block in (block for part in paper.parts for block in part):
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Grid):
            for row in (block.heads, *block.rows):
                yield from row
