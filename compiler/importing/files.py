"""A file of whatever kind as the text that it shows.

In: its name and bytes.  Out: ``Imported``.  What a file is, its first bytes say before its name does: pages saved as .doc
are pages, and an old .doc is one under any name.  Raises ``NotImported`` or ``SourceError``.
"""

import re

from ..document.files import SourceError, decoded
from ..report.errors.importing import OtherKindOfFile
from ..report.errors.source import Gb18030File, Utf16File
from .imported import Changes, Imported, NotImported, Tally, joined
from .page import read_page
from .word import read_word

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def read_file(name: str, data: bytes, changes: Changes, encoding: str | None = None) -> Imported:
    """``encoding`` is that of a text or page; without one it is found out (UTF-8, GB18030, UTF-16, what a page says)."""
    kind = _kind(name, data)
    if kind is not None:
        raise NotImported(OtherKindOfFile(path=name, kind=kind))
    if data.startswith(_ZIP):
        return read_word(name, data, changes)
    text = _text(name, data, encoding)
    if _PAGE.search(data[:4096]) or name.lower().endswith((".html", ".htm", ".xhtml", ".mht")):
        return read_page(text, changes)
    return joined(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), Tally())


def _kind(name: str, data: bytes) -> str | None:
    """What a file is that is not read."""
    ending = name.lower().rpartition(".")[2]
    if data.startswith(_OLE):
        return "locked" if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data else "old"
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "old"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM6")):
        return "picture"
    if data.startswith(_ZIP):
        start = data[:200]
        if b"mimetypeapplication/vnd.oasis" in start or ending in ("odt", "ods", "ofd"):
            return "ofd" if ending == "ofd" else "old"
        return "table" if ending in ("xlsx", "xlsm", "et", "pptx") else None
    return "mht" if data.lstrip()[:13].lower() == b"mime-version:" else None


def _text(name: str, data: bytes, encoding: str | None) -> str:
    if encoding is not None:
        return decoded(name, data, encoding)
    said = _CHARSET.search(data[:4096])
    named = "gb18030" if said and said[1].lower() in (b"gb2312", b"gbk", b"gb18030") else None
    try:
        return decoded(name, data, named or "utf-8").removeprefix("\ufeff")
    except SourceError as error:
        others = {Gb18030File: "gb18030", Utf16File: "utf-16"}
        other = "utf-8" if named else others.get(type(error.diagnostic))
        if other is None:
            raise
        return decoded(name, data, other)
