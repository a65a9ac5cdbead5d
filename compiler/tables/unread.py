"""Cells of a workbook that read as empty and are not: errors (#DIV/0!), and formulas that were never worked out.

In: an .xlsx and the name of a sheet.  Out: those cells, by row and column.  The sheet's XML is gone through in pieces, so that
memory stays bounded.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree

_PIECE = 4 * 2**20
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell with a formula, and all that is in it; or one that holds an error.
_FORMULA = re.compile(rb"<c\s([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(<v>\s*</v>|<v\s*/>|<v(?:\s[^>]*)?>|</c>)")
_ERROR = re.compile(rb'<c\s([^>]*\bt="e"[^>]*)>.*?</c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")

# Row (from 1) and column (from 0).
Place = tuple[int, int]


def unread_cells(path: str, sheet: str) -> dict[Place, tuple[str, str]]:
    """What is the matter with each such cell, in Chinese and English.  Raises OSError, ``zipfile.BadZipFile``, KeyError or
    ``ElementTree.ParseError`` where the file is no workbook of the kind."""
    found: dict[Place, tuple[str, str]] = {}
    with zipfile.ZipFile(path) as file:
        for piece in _pieces(file, _part_of(file, sheet)):
            if b"<f" in piece:
                for cell in _FORMULA.finditer(piece):
                    if cell[2].startswith(b"<v>") and not cell[2].rstrip().endswith(b"</v>"):
                        continue
                    if cell[2].startswith(b"<v ") and not cell[2].endswith(b"/>"):
                        continue
                    if b't="str"' in cell[1] and cell[2] != b"</c>":
                        continue  # worked out, to an empty text
                    if (place := _place(cell[1])) is not None:
                        said = "是没有算过的公式，格子里没有值", "is a formula that was never worked out"
                        found[place] = said
            if b't="e"' in piece:
                for cell in _ERROR.finditer(piece):
                    if (place := _place(cell[1])) is not None:
                        value = _VALUE.search(cell[0])
                        shown = value[1].decode("ascii", "replace") if value else "#"
                        found[place] = (f"是错误值 {shown}", f"is the error {shown}")
    return found


def _place(attributes: bytes) -> Place | None:
    found = _PLACE.search(attributes)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column - 1


def _pieces(file: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML in pieces that end with a row."""
    with file.open(part) as stream:
        rest = b""
        while piece := stream.read(_PIECE):
            head, mark, tail = (rest + piece).rpartition(b"</row>")
            if mark:
                yield head + mark
            rest = tail
        yield rest


def _part_of(file: zipfile.ZipFile, sheet: str) -> str:
    """The file in which a sheet is."""
    book = ElementTree.fromstring(file.read("xl/workbook.xml"))
    wanted = next(
        each.attrib[_REL] for each in book.iter() if each.tag.endswith("}sheet") and each.attrib.get("name") == sheet
    )
    links = ElementTree.fromstring(file.read("xl/_rels/workbook.xml.rels"))
    target = next(each.attrib["Target"] for each in links if each.attrib.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
