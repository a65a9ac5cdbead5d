"""A formatted text as the bytes of a file, in the way in which the file was written before.

In: the bytes before, their encoding, the new text.  Out: its bytes, with a BOM where there was one, in the same order of
bytes, and each line with the end that it had; a line that is new has that of the line before it.
"""

import codecs
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import islice

_END = re.compile("\r\n|\r|\n")
# With each mark, how the rest is encoded; the longer ones first (that of UTF-32 begins with that of UTF-16).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)


def as_before(before: bytes, text: str, encoding: str) -> bytes:
    """The bytes of a text.  Raises ``UnicodeEncodeError`` where the encoding has not all of its characters."""
    mark, own = _mark(before, encoding)
    lines = _with_ends(before[len(mark) :].decode(own), text)
    return mark + lines.encode(own)


def _mark(before: bytes, encoding: str) -> tuple[bytes, str]:
    """The BOM of a file, and the encoding of what stands behind it."""
    named = codecs.lookup(encoding).name.removesuffix("-sig")
    for mark, own in _MARKS:
        if before.startswith(mark) and own.startswith(named):
            return mark, own
    return b"", named


def _with_ends(before: str, text: str) -> str:
    ends = _END.findall(before)
    if len(set(ends)) <= 1:
        return text.replace("\n", ends[0]) if ends else text
    old, new = _END.split(before), text.split("\n")
    found = [""] * len(new)
    for tag, start, end, at, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        known = ends[start:end] if tag in ("equal", "replace") else []
        found[at:until] = [*islice(known, until - at), *[""] * (until - at - len(known))]
    return "".join(f"{line}{end}" for line, end in zip(new, _filled(found[:-1], ends), strict=False)) + new[-1]


def _filled(found: Sequence[str], ends: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for end in found:
        filled.append(end or (filled[-1] if filled else ends[0]))
    return filled
