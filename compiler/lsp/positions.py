"""Offsets as lines and columns, and back, as editors count them.

In: a text.  Out: lines from 0, ended by ``\\n``, ``\\r\\n`` or ``\\r`` and by nothing else; columns in the units of an encoding:
of UTF-16 𠮷 takes two.

>>> Lines("一𠮷二\\n三").position(2, "utf-16")
(0, 3)
>>> Lines("一𠮷二\\n三").offset(0, 3, "utf-16")
2
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_LINE_END = re.compile("\r\n|\n|\r")


class Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends: list[int] = []
        for found in _LINE_END.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def position(self, offset: int, encoding: Encoding) -> tuple[int, int]:
        """The line and the column of an offset; of one beyond the text, its end."""
        at = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, at) - 1
        start, end = self._starts[line], self._ends[line]
        return line, _units(self.text[start : min(at, end)], encoding)

    def offset(self, line: int, column: int, encoding: Encoding) -> int:
        """The offset of a line and a column; a column beyond the line is its end, a line beyond the text the text's."""
        if line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[line], self._ends[line]
        if encoding == "utf-32":
            return min(start + column, end)
        at, left = start, column
        while at < end and left > 0:
            left -= _units(self.text[at], encoding)
            at += 1
        # Amid a character is before it.
        return at if left >= 0 else at - 1

    @property
    def last(self) -> int:
        """How many lines there are, less one."""
        return len(self._starts) - 1

    def line_of(self, line: int) -> tuple[int, int]:
        """Where a line begins, and where it ends, without what ends it."""
        return self._starts[line], self._ends[line]


def _units(text: str, encoding: Encoding) -> int:
    match encoding:
        case "utf-32":
            return len(text)
        case "utf-16":
            return len(text) + sum(char > "\uffff" for char in text)
        case "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
