"""A page of the web as a person sees it.

In: the text of the page, and how <ins> and <del> are to be read.  Out: ``Imported``.  Menus, buttons and scripts are left
out and counted, what the page itself hides, and lines that a site puts around a document (``around``).  Numbers of <ol> are written out; cells of a table have tabs between them.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .around import is_around
from .imported import Changes, Imported, Tally, joined
from .numerals import written

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul"
)
_EMPTY_TAGS = "area base br col embed hr img input link meta source track wbr"
_BLOCKS, _EMPTY = frozenset(_BLOCK_TAGS.split()), frozenset(_EMPTY_TAGS.split())
_SILENT = frozenset(("head", "style", "title", "template"))
_OF_PAGE = frozenset(("script", "noscript", "nav", "button", "select", "textarea", "svg", "iframe", "object", "canvas"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS = {
    "decimal": "decimal",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "none": "none",
}
_PARTED = ("chineseCounting", "chineseLegalSimplified")


def read_page(text: str, changes: Changes) -> Imported:
    page = _Page(changes == "accepted")
    page.feed(text)
    page.close()
    page.end_line()
    return joined(page.lines, page.tally)


@dataclass(slots=True)
class _List:
    form: str
    next: int
    step: int


@dataclass(slots=True)
class _Table:
    """``row`` are the cells of the row that is open, each with its lines; ``in_cell``: whether one of them is being read;
    ``is_shown``: whether it has rows of several cells, and is no frame around paragraphs; ``below``: into how many rows more
    the cell above goes, of each column."""

    row: list[list[str]] | None = None
    in_cell: bool = False
    spanned: int = 0
    is_shown: bool = False
    below: dict[int, int] = field(default_factory=dict)

    def next_cell(self, columns: int, rows: int) -> None:
        """Open a cell that is so wide and high, behind those that come down from above."""
        row = self.row = self.row or []
        row += [[] for _ in range(self.spanned)]
        while self.below.get(len(row), 0):
            self.below[len(row)] -= 1
            row.append([])
        self.below |= dict.fromkeys(range(len(row), len(row) + columns), rows - 1)
        row.append([])
        self.in_cell, self.spanned = True, columns - 1

    def end_row(self) -> list[list[str]]:
        """The cells of the row, if one is open."""
        if self.row is None:
            return []
        cells, to = self.row, len(self.row) + self.spanned
        self.below |= {column: rows - 1 for column, rows in self.below.items() if column >= to and rows}
        self.row, self.spanned = None, 0
        return cells


class _Page(HTMLParser):
    def __init__(self, accepts: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.accepts = accepts
        self.lines: list[str] = []
        self.tally = Tally()
        self._line = ""
        self._skipped: list[str] = []
        self._hidden: list[str] = []
        self._hid = ""
        self._lists: list[_List] = []
        self._tables: list[_Table] = []

    # ── what html.parser calls ──

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: said or "" for name, said in attrs}
        if self._skipped:
            if tag == self._skipped[-1] and tag not in _EMPTY:
                self._skipped.append(tag)
            return
        if tag in _SILENT or tag in _OF_PAGE or self._is_changed_away(tag):
            self._skip(tag)
            return
        if "hidden" in given or _HIDDEN.search(given.get("style", "")):
            if tag not in _EMPTY:
                self._hidden.append(tag)
        elif self._hidden and tag == self._hidden[-1]:
            self._hidden.append(tag)
        match tag:
            case "br":
                self._line += "\n"
            case "img":
                self.tally.add("pictures", given.get("alt", ""))
            case "ol" | "ul":
                self.end_line()
                self._lists.append(_list(tag, given))
            case "li":
                self.end_line()
                self._item(given)
            case "table":
                self.end_line()
                self._tables.append(_Table())
            case "tr" if self._tables:
                self._end_row(self._tables[-1])
            case "td" | "th" if self._tables:
                self._end_cell(self._tables[-1])
                self._tables[-1].next_cell(
                    *(max(1, min(_count(given.get(name)), 100)) for name in ("colspan", "rowspan"))
                )
            case _ if tag in _BLOCKS:
                self.end_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
            return
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
            if not self._hidden and self._hid.strip():
                self.tally.add("hidden", self._hid)
                self._hid = ""
        match tag:
            case "ol" | "ul":
                self.end_line()
                del self._lists[-1:]
            case "td" | "th" if self._tables:
                self._end_cell(self._tables[-1])
            case "tr" if self._tables:
                self._end_row(self._tables[-1])
            case "table" if self._tables:
                self._end_row(self._tables[-1])
                if self._tables.pop().is_shown:
                    self.tally.add("tables")
            case _ if tag in _BLOCKS:
                self.end_line()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self._hidden:
            self._hid += text
        else:
            self._line += text

    # ── lines ──

    def end_line(self) -> None:
        """A paragraph ends: of the page, or of the cell that is being read."""
        if line := re.sub(" *\n *", "\n", re.sub(" +", " ", self._line)).strip(" \n"):
            self._add(line)
        self._line = ""

    def _add(self, line: str) -> None:
        of = next((each for each in reversed(self._tables) if each.in_cell), None)
        if of is None or not of.row:
            for part in line.split("\n"):
                if "\t" not in part and is_around(part):  # what a cell of a table says stays
                    self.tally.add("navigation", part)
                else:
                    self.lines.append(part)
        else:
            of.row[-1].append(line)

    def _end_cell(self, table: _Table) -> None:
        self.end_line()
        table.in_cell = False

    def _end_row(self, table: _Table) -> None:
        """A row is a line; one in which a single cell says something is a frame around paragraphs."""
        self._end_cell(table)
        cells = table.end_row()
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            for line in filled[0]:
                self._add(line)
        elif filled:
            table.is_shown = True
            self._add("\t".join(" ".join(" ".join(cell).split()) for cell in cells))

    # ── the rest ──

    def _skip(self, tag: str) -> None:
        if tag in _OF_PAGE:
            self.tally.add("controls")
        if tag not in _EMPTY:
            self._skipped.append(tag)

    def _is_changed_away(self, tag: str) -> bool:
        if tag not in ("ins", "del"):
            return False
        self.tally.add("accepted" if self.accepts else "refused")
        return tag == ("del" if self.accepts else "ins")

    def _item(self, given: dict[str, str]) -> None:
        if not self._lists:
            return
        of = self._lists[-1]
        if re.fullmatch("-?[0-9]{1,6}", given.get("value", "")):
            of.next = int(given["value"])
        if of.form == "none":
            return
        if of.form == "bullet":
            self.handle_data("• ")
            return
        self.tally.add("numbers")
        self.handle_data(f"{written(of.next, of.form)}{'、' if of.form in _PARTED else '. '}")
        of.next += of.step


def _list(tag: str, given: dict[str, str]) -> _List:
    style = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", given.get("style", ""), re.IGNORECASE)
    css = _CSS.get(style[1].lower()) if style else None
    form = css or ("bullet" if tag == "ul" else _TYPES.get(given.get("type", "1"), "decimal"))
    start = given.get("start", "1")
    return _List(form, int(start) if re.fullmatch("-?[0-9]{1,6}", start) else 1, -1 if "reversed" in given else 1)


def _count(said: str | None) -> int:
    return int(said) if said and re.fullmatch("[0-9]{1,4}", said) else 1
