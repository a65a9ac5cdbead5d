"""A .docx as its parts: an archive of XML, read with care.

In: bytes.  Out: the parts that are asked for, each as a tree whose names have short prefixes (``w_p``), whichever of the two
sets of namespaces (transitional, strict) the file was written in.  Raises ``NotImported`` for what is no such archive.
A DTD, which no such part has, ends the reading: it could name files and make texts without end.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..report.errors.importing import DamagedDocument
from .imported import NotImported

# The parts of a document hold its words; more than so much of one is no document that people write.
MAX_PART = 100 * 1024 * 1024
_PREFIXES = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "2006/math": "m",
    "officeDocument/math": "m",
    "markup-compatibility/2006": "mc",
    "wordprocessingShape": "wps",
    "schemas-microsoft-com:vml": "v",
    "drawingml/2006/main": "a",
    "drawingml/main": "a",
    "drawingml/2006/diagram": "dgm",
    "drawingml/diagram": "dgm",
    "drawingml/2006/chart": "c",
    "drawingml/chart": "c",
    "package/2006/relationships": "rel",
    "officeDocument/2006/relationships": "r",
    "officeDocument/relationships": "r",
    "office/word/2010/wordml": "w14",
}


@dataclass(frozen=True, slots=True)
class Package:
    """``main`` is the name of the part with the document's text; ``related`` are the others by what they are to it."""

    archive: zipfile.ZipFile
    path: str
    main: str
    related: dict[str, tuple[str, ...]]

    def tree(self, name: str) -> Element:
        return _tree(self.archive, name, self.path)

    def of_kind(self, kind: str) -> Iterator[Element]:
        """The parts that are to the document what ``kind`` says (styles, numbering, header, …)."""
        return (self.tree(name) for name in self.related.get(kind, ()) if name in self.archive.NameToInfo)


def opened(path: str, data: bytes) -> Package:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _damaged(path, "它不是完整的 .docx", "it is no whole .docx") from None
    heads = _related(archive, "_rels/.rels", path, "")
    main = next(iter(heads.get("officeDocument", ())), "word/document.xml")
    if main not in archive.NameToInfo:
        raise _damaged(path, "里面没有正文（word/document.xml）", "it has no text (word/document.xml)")
    folder, name = posixpath.split(main)
    return Package(archive, path, main, _related(archive, f"{folder}/_rels/{name}.rels", path, folder))


def attribute(node: Element, name: str) -> str | None:
    """The attribute w:name."""
    return node.get(f"w_{name}")


def value(node: Element | None, default: str | None = None) -> str | None:
    """w_val of a node, where there is the node."""
    return default if node is None else node.get("w_val", default)


def is_on(node: Element | None) -> bool:
    """Whether a switch (w:vanish) is there and not turned off."""
    return node is not None and node.get("w_val", "1") not in ("0", "false", "off")


def _related(archive: zipfile.ZipFile, name: str, path: str, folder: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if name not in archive.NameToInfo:
        return found
    for node in _tree(archive, name, path):
        kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
        if node.get("TargetMode") != "External":
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[kind] = (*found.get(kind, ()), place)
    return found


def _tree(archive: zipfile.ZipFile, name: str, path: str) -> Element:
    try:
        with archive.open(name) as part:
            data = part.read(MAX_PART + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError, KeyError):
        raise _damaged(path, f"其中的 {name} 读不出来", f"its part {name} cannot be read") from None
    if len(data) > MAX_PART:
        raise _damaged(path, f"其中的 {name} 超过 100 MB", f"its part {name} has more than 100 MB")
    try:
        return ElementTree.XML(data, ElementTree.XMLParser(target=_Builder()))
    except (ElementTree.ParseError, _Doctype, ValueError, LookupError, RecursionError):
        raise _damaged(path, f"其中的 {name} 不是完整的 XML", f"its part {name} is no whole XML") from None


def _damaged(path: str, zh: str, en: str) -> NotImported:
    return NotImported(DamagedDocument(path=path, cause=(zh, en)))


class _Doctype(Exception):
    pass


class _Builder(ElementTree.TreeBuilder):
    """Names with short prefixes; no DTD."""

    def __init__(self) -> None:
        super().__init__()
        self._short: dict[str, str] = {}

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        return super().start(self._name(tag), {self._name(name): said for name, said in attrs.items()})

    def end(self, tag: str, /) -> Element:
        return super().end(self._name(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise _Doctype

    def _name(self, name: str) -> str:
        if name not in self._short:
            space, _, local = name.removeprefix("{").partition("}")
            prefix = next((short for end, short in _PREFIXES.items() if space.endswith(end)), "x")
            self._short[name] = f"{prefix}_{local}" if local else name
        return self._short[name]
