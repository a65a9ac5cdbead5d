"""A .docx as a person sees it: the words of its paragraphs behind their numbers, tables as rows with tabs between the cells.

In: the bytes of the file, and how tracked changes are to be read.  Out: ``Imported``.  What has no words (pictures) or is
not seen on the page (hidden text, comments) is counted.  Raises ``NotImported``.

What text boxes say stands before the paragraph that they hang on where they hang at its beginning, else behind it; notes
stand behind the paragraph or the table that refers to them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..report.errors.importing import DamagedDocument
from .formulas import linear
from .imported import Changes, Imported, NotImported, Tally, joined
from .inline import Field, circled, form_field, margin_words, symbol
from .numbering import Numbering, Styles, numbering_of, styles_of
from .package import Package, attribute, is_on, opened, value


def read_word(path: str, data: bytes, changes: Changes) -> Imported:
    package = opened(path, data)
    try:
        return _read(package, changes)
    except RecursionError:
        cause = ("里面的内容嵌套得太深", "its contents are nested too deeply")
        raise NotImported(DamagedDocument(path=path, cause=cause)) from None


def _read(package: Package, changes: Changes) -> Imported:
    root = package.tree(package.main)
    styles = styles_of(package.of_kind("styles"))
    reader = _Reader(
        styles=styles,
        numbering=numbering_of(package.of_kind("numbering"), styles),
        accepts=changes == "accepted",
        notes={
            "footnote": _by_id(package.of_kind("footnotes"), "w_footnote"),
            "endnote": _by_id(package.of_kind("endnotes"), "w_endnote"),
        },
    )
    body = root.find("w_body")
    lines = reader.blocks(root if body is None else body)
    for kind in ("header", "footer"):
        for part in package.of_kind(kind):
            if words := margin_words(part):
                reader.tally.add("margins", words)
    for part in package.of_kind("comments"):
        for comment in part.findall("w_comment"):
            reader.tally.add("comments", "".join(node.text or "" for node in comment.iter("w_t")))
    return joined(lines, reader.tally)


def _by_id(parts: Iterator[Element], name: str) -> dict[str, Element]:
    return {attribute(node, "id") or "": node for part in parts for node in part.findall(name)}


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    accepts: bool
    notes: dict[str, dict[str, Element]]
    tally: Tally = field(default_factory=Tally)
    fields: list[Field] = field(default_factory=list)
    _noted: dict[str, int] = field(default_factory=dict)
    # what the paragraph that is read brings with it
    _before: list[str] = field(default_factory=list)
    _behind: list[str] = field(default_factory=list)
    _below: list[str] = field(default_factory=list)
    # the words of a paragraph whose end is gone, and its number
    _open: str = ""

    # ── paragraphs and tables ──

    def blocks(self, parent: Element) -> list[str]:
        """The lines of what stands below a node: a body, a cell, a text box, a note."""
        opened_outside, self._open = self._open, ""
        lines: list[str] = []
        self._blocks(parent, lines)
        if self._open:
            lines.append(self._open)
        self._open = opened_outside
        return lines

    def _blocks(self, parent: Element, lines: list[str]) -> None:
        for node in parent:
            match node.tag:
                case "w_p":
                    lines += self._paragraph(node)
                case "w_tbl":
                    if not self._is_gone(node):
                        lines += self._table(node)
                case "w_sdt" | "w_sdtContent" | "w_customXml" | "w_ins" | "w_moveTo" | "w_del" | "w_moveFrom":
                    if not self._is_gone(node):
                        self._blocks(node, lines)
                case "mc_AlternateContent":
                    chosen = _chosen(node)
                    if chosen is not None:
                        self._blocks(chosen, lines)
                case "w_altChunk":
                    self.tally.add("parts")
                case _:
                    pass

    def _paragraph(self, node: Element) -> list[str]:
        outside = self._before, self._behind, self._below
        self._before, self._behind, self._below = [], [], []
        properties = self._properties(node)
        style = value(properties.find("w_pStyle")) if properties is not None else None
        style = style or self.styles.default
        text = self._inline(node, hidden=self.styles.hides(style))
        mark = node.find("w_pPr/w_rPr")
        ends = not self._is_end_gone(mark)
        line = self._open + (text if self._open else self._labelled(text, properties, style, ends=ends))
        self._open = "" if ends else line
        lines = [*self._before, *([line] if ends else []), *self._behind, *self._below]
        self._before, self._behind, self._below = outside
        if self.fields and not self.fields[-1].is_shown:
            return []  # within the code of a field
        return lines

    def _labelled(self, text: str, properties: Element | None, style: str | None, *, ends: bool) -> str:
        """The text behind its number.  A paragraph that is gone with its end counts for nothing."""
        if not ends and not text:
            return ""
        label = self.numbering.label(properties, style)
        if label.strip():
            self.tally.add("numbers")
        # 1. before 3家 would be 1.3
        return f"{label.rstrip() if text[:1] == ' ' else label}{text}"

    def _properties(self, node: Element) -> Element | None:
        """What a paragraph says of itself; where changes are refused, what it said before them."""
        now = node.find("w_pPr")
        if self.accepts or now is None:
            return now
        before = now.find("w_pPrChange/w_pPr")
        if now.find("w_numPr/w_ins") is not None and before is None:
            self.tally.add("refused")
            return Element("w_pPr")
        if before is None:
            return now
        if any(value(now.find(each)) != value(before.find(each)) for each in _OF_NUMBERS):
            self.tally.add("refused")
        return before

    def _is_end_gone(self, mark: Element | None) -> bool:
        """Whether the next paragraph goes on in the same line: the end was taken out (or is refused), or is hidden."""
        if mark is None:
            return False
        changed = mark.find("w_del") is not None or mark.find("w_ins") is not None
        changed = changed or mark.find("w_moveFrom") is not None or mark.find("w_moveTo") is not None
        if changed:
            self.tally.add(self._changes)
        gone = ("w_del", "w_moveFrom") if self.accepts else ("w_ins", "w_moveTo")
        return any(mark.find(each) is not None for each in gone) or is_on(mark.find("w_specVanish"))

    def _is_gone(self, node: Element) -> bool:
        """Whether a part that was changed is not read."""
        match node.tag:
            case "w_ins" | "w_moveTo":
                self.tally.add(self._changes)
                return not self.accepts
            case "w_del" | "w_moveFrom":
                self.tally.add(self._changes)
                return self.accepts
            case "w_tr":
                return self._is_changed_away(node.find("w_trPr"), "w_ins", "w_del")
            case "w_tc":
                return self._is_changed_away(node.find("w_tcPr"), "w_cellIns", "w_cellDel")
            case _:
                return False

    def _is_changed_away(self, properties: Element | None, put_in: str, taken_out: str) -> bool:
        if properties is None:
            return False
        came, went = properties.find(put_in) is not None, properties.find(taken_out) is not None
        if came or went:
            self.tally.add(self._changes)
        return went if self.accepts else came

    @property
    def _changes(self) -> str:
        return "accepted" if self.accepts else "refused"

    def _table(self, node: Element) -> list[str]:
        """A row a line; a frame around paragraphs, which has one cell a row, is those paragraphs."""
        below, self._below = self._below, []
        rows = [row for each in _all_of(node, "w_tr") if (row := self._row(each)) is not None]
        notes, self._below = self._below, below
        if all(len(row) < 2 for row in rows):
            return [*(line for row in rows for cell in row for line in cell), *notes]
        self.tally.add("tables")
        said = ["\t".join(" ".join(filter(None, (_in_cell(line) for line in cell))) for cell in row) for row in rows]
        return [*(row for row in said if row.strip()), *notes]

    def _row(self, node: Element) -> list[list[str]] | None:
        """The lines of each cell; empty ones for columns that a wide cell goes over, and below a tall one."""
        if self._is_gone(node):
            return None
        properties = node.find("w_trPr")
        if properties is not None and is_on(properties.find("w_hidden")):
            self.tally.add("hidden", "".join(text.text or "" for text in node.iter("w_t")))
            return None
        before = value(properties.find("w_gridBefore")) if properties is not None else None
        cells: list[list[str]] = [[] for _ in range(_small(before, 0))]
        for cell in _all_of(node, "w_tc"):
            if self._is_gone(cell):
                continue
            merged = cell.find("w_tcPr/w_vMerge")
            goes_on = merged is not None and value(merged, "continue") == "continue"
            cells.append([] if goes_on else [line for line in self.blocks(cell) if line.strip()])
            cells += [[] for _ in range(_small(value(cell.find("w_tcPr/w_gridSpan")), 1) - 1)]
        return cells

    # ── within a paragraph ──

    def _inline(self, parent: Element, *, hidden: bool) -> str:
        return "".join(self._piece(node, hidden=hidden) for node in parent)

    def _piece(self, node: Element, *, hidden: bool) -> str:
        match node.tag:
            case "w_r":
                return self._run(node, hidden=hidden)
            case "w_ins" | "w_del" | "w_moveFrom" | "w_moveTo":
                return "" if self._is_gone(node) else self._inline(node, hidden=hidden)
            case (
                "w_hyperlink"
                | "w_smartTag"
                | "w_sdt"
                | "w_sdtContent"
                | "w_customXml"
                | "w_fldSimple"
                | "w_dir"
                | "w_bdo"
            ):
                return self._inline(node, hidden=hidden)
            case "mc_AlternateContent":
                chosen = _chosen(node)
                return "" if chosen is None else self._inline(chosen, hidden=hidden)
            case "m_oMath" | "m_oMathPara":
                self.tally.add("formulas")
                return linear(node)
            case _:
                return ""

    def _run(self, node: Element, *, hidden: bool) -> str:
        properties = node.find("w_rPr")
        if properties is not None:
            own = properties.find("w_vanish")
            style = value(properties.find("w_rStyle"))
            hidden = is_on(own) if own is not None else hidden or self.styles.hides(style)
        text = "".join(self._content(part) for part in node)
        if not hidden:
            return text
        if text.strip():
            self.tally.add("hidden", text)
        return ""

    def _content(self, node: Element) -> str:
        """What a part of a run shows; it may belong to the code of a field, which nobody sees."""
        match node.tag:
            case "w_fldChar":
                return self._field(node)
            case "w_instrText" | "w_delInstrText":
                if self.fields:
                    self.fields[-1].code += node.text or ""
                return ""
        if any(not each.is_shown for each in self.fields):
            return ""
        match node.tag:
            case "w_t" | "w_delText":
                return (node.text or "").replace("\n", " ")
            case "w_tab" | "w_ptab":
                return "\t"
            case "w_br" | "w_cr":
                return "\n"
            case "w_noBreakHyphen":
                return "-"
            case "w_sym":
                sign = symbol(attribute(node, "font") or "", attribute(node, "char") or "")
                if sign == "〓":
                    self.tally.add("symbols")
                return sign
            case "w_footnoteReference" | "w_endnoteReference":
                return self._note(node)
            case "w_ruby":
                self.tally.add("rubies")
                base = node.find("w_rubyBase")
                return "" if base is None else self._inline(base, hidden=False)
            case "mc_AlternateContent":
                chosen = _chosen(node)
                return "" if chosen is None else "".join(self._content(part) for part in chosen)
            case "w_drawing" | "w_pict" | "w_object":
                self._drawing(node)
                return ""
            case _:
                return ""

    def _field(self, node: Element) -> str:
        match attribute(node, "fldCharType"):
            case "begin":
                self.fields.append(Field())
                # a box to tick has no text of its own
                return form_field(node)
            case "separate" if self.fields:
                self.fields[-1].is_shown = True
                return ""
            case "end" if self.fields:
                done = self.fields.pop()
                return "" if done.is_shown or any(not each.is_shown for each in self.fields) else circled(done.code)
            case _:
                return ""

    def _note(self, node: Element) -> str:
        kind, zh = ("footnote", "注") if node.tag == "w_footnoteReference" else ("endnote", "尾注")
        note = self.notes[kind].get(attribute(node, "id") or "")
        if note is None:
            return ""
        self._noted[kind] = self._noted.get(kind, 0) + 1
        mark = f"［{zh}{self._noted[kind]}］"
        self.tally.add("notes")
        below, self._below = self._below, []
        lines = [line.strip() for line in self.blocks(note) if line.strip()]
        self._below = [*below, *(mark + line if at == 0 else line for at, line in enumerate(lines)), *self._below]
        return mark

    def _drawing(self, node: Element) -> None:
        """Words of a text box, or of letters drawn as a picture; else a picture, which has none."""
        boxes = list(_outermost(node, "w_txbxContent"))
        drawn = [said for path in node.iter("v_textpath") if (said := path.get("string"))]
        at_begin = not self._behind
        for box in boxes:
            fields, self.fields = self.fields, []
            lines = self.blocks(box)
            self.fields = fields
            if any(line.strip() for line in lines):
                self.tally.add("boxes")
                (self._before if at_begin else self._behind).extend(lines)
        if drawn:
            self.tally.add("boxes")
            self._before.extend(drawn)
        if node.tag == "w_object":
            self.tally.add("parts")
        elif not boxes and not drawn and any(each.tag in _PICTURES for each in node.iter()):
            self.tally.add("pictures")


_OF_NUMBERS = ("w_pStyle", "w_numPr/w_numId", "w_numPr/w_ilvl")
_PICTURES = ("x_pic", "v_imagedata", "dgm_relIds", "c_chart")


def _small(said: str | None, default: int) -> int:
    """A number of columns."""
    return min(int(said), 100) if said is not None and said.isdigit() else default


def _in_cell(line: str) -> str:
    return " ".join(line.split())


def _chosen(node: Element) -> Element | None:
    """Of what is there for programs of several ages, the first that has something."""
    return next((each for each in node if each.tag in ("mc_Choice", "mc_Fallback") and len(each)), None)


def _all_of(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, the cells of a row, also those that something is wrapped around; not those of a table within."""
    for node in parent:
        if node.tag == name:
            yield node
        elif node.tag in ("w_sdt", "w_sdtContent", "w_customXml", "w_ins", "w_del", "w_moveTo", "w_moveFrom"):
            yield from _all_of(node, name)


def _outermost(parent: Element, name: str) -> Iterator[Element]:
    for node in parent:
        if node.tag == name:
            yield node
        elif node.tag == "mc_AlternateContent":
            chosen = _chosen(node)
            if chosen is not None:
                yield from _outermost(chosen, name)
        else:
            yield from _outermost(node, name)
