"""Files as sources.

In: a path and an encoding.  Out: a ``Source``.  Everything that cannot be read as text raises ``SourceError`` with a
diagnostic that says what to do.
"""

import re
import stat
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from ..report.diagnostic import Diagnostic
from ..report.errors.source import (
    BinaryFile,
    DamagedText,
    FileTooLarge,
    Gb18030File,
    MissingFile,
    NotAFile,
    UnknownEncoding,
    UnreadableFile,
    Utf16File,
)
from ..text.source import Source

MAX_BYTES = 20 * 1024 * 1024


class SourceError(Exception):
    """A file that is not readable as text; ``diagnostic`` says why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


def read_source(path: str | PathLike[str], encoding: str = "utf-8") -> Source:
    """Read a file whole.  Raises ``SourceError``, and nothing else, where it is missing, a directory, not readable,
    binary, in another encoding or larger than ``MAX_BYTES``."""
    name = str(path)
    return Source.of(name, decoded(name, read_bytes(name), encoding))


def read_stream(name: str, stream: BinaryIO | None, encoding: str = "utf-8") -> Source:
    """What standard input has, as ``read_source`` reads a file; nothing where it is closed (None)."""
    data = stream.read(MAX_BYTES + 1) if stream else b""
    if len(data) > MAX_BYTES:
        raise SourceError(FileTooLarge(path=name, limit_mb=MAX_BYTES // 2**20))
    return Source.of(name, decoded(name, data, encoding))


def read_bytes(path: str | PathLike[str]) -> bytes:
    """The bytes of a regular file.  Raises ``SourceError`` as ``read_source`` does.  A pipe or a device is refused before
    it is opened, since reading it may never end."""
    name = str(path)
    try:
        return _read_bytes(name)
    except FileNotFoundError:
        raise SourceError(MissingFile(path=name)) from None
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character
        raise SourceError(UnreadableFile(path=name, cause=getattr(error, "strerror", None) or str(error))) from None


def _read_bytes(name: str) -> bytes:
    path = Path(name)
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(NotAFile(path=name, is_directory=stat.S_ISDIR(status.st_mode)))
    if status.st_size <= MAX_BYTES:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return data
    raise SourceError(FileTooLarge(path=name, limit_mb=MAX_BYTES // 2**20))


def decoded(name: str, data: bytes, encoding: str) -> str:
    """The text of bytes.  Raises ``SourceError`` where they are none in this encoding."""
    wide = encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))
    if not wide and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(Utf16File(path=name))
    if not wide and b"\0" in data:
        raise SourceError(BinaryFile(path=name))
    try:
        text = data.decode(encoding)
    except LookupError:
        raise SourceError(UnknownEncoding(path=name, encoding=encoding)) from None
    except UnicodeError as error:
        raise SourceError(_undecodable(name, data, encoding, getattr(error, "start", 0))) from None
    if "\0" in text:
        raise SourceError(BinaryFile(path=name))
    return text


def _undecodable(name: str, data: bytes, encoding: str, at: int) -> Diagnostic:
    """Say what a file is that its encoding does not read: damaged text, GB18030, or no text at all."""
    line = data.count(b"\n", 0, at) + 1
    as_utf8 = data.decode("utf-8", "replace")
    bad, foreign = as_utf8.count("\ufffd"), len(re.findall(r"[^\x00-\x7f]", as_utf8))
    # Few bad bytes among many good ones: UTF-8 with an accident.  This must come first, because the bytes of UTF-8
    # also read as (meaningless) GB18030.
    if bad * 20 <= foreign:
        return DamagedText(path=name, encoding=encoding, line=line, is_utf8=bad == 0)
    if encoding.lower() in ("gb18030", "gbk", "gb2312"):
        return DamagedText(path=name, encoding=encoding, line=line)
    try:
        as_gb18030 = data.decode("gb18030")
    except UnicodeError:
        return BinaryFile(path=name)
    foreign = len(re.findall(r"[^\x00-\x7f]", as_gb18030))
    chinese = len(re.findall(r"[\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", as_gb18030))
    return Gb18030File(path=name) if chinese * 10 >= foreign * 9 else BinaryFile(path=name)
