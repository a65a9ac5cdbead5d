"""Help in columns of a terminal, in which a 汉字 takes two.  In: terms and texts in either language.  Out: lines that end
before the width; Chinese breaks behind any character but before none that closes, English at spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

# A word with what closes it or opens before it, or one wide character likewise.
_PIECES = re.compile(r"\s+|[（「《“]*(?:[^\s⺀-￯]+|[⺀-￯])[，。；：、）」》”！？]*")


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than ``width`` unless one word is.

    >>> list(wrapped("补全命令、选项 and files", 12))
    ['补全命令、选', '项 and files']
    """
    line = ""
    for piece in _PIECES.findall(text):
        if line and columns((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line or not piece.isspace() else ""
    if line.rstrip():
        yield line.rstrip()


class Formatter(click.HelpFormatter):
    """click's, by columns."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}{'：' if columns(heading[-1:]) == 2 else ':'}\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in wrapped(text, max(self.width - self.current_indent, 11)):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, each in a column of its own; a longer term has its line to itself."""
        listed = list(rows)
        first = min(max((columns(term) for term, _ in listed), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - first - self.current_indent, 10)
        for term, text in listed:
            lines = list(wrapped(text, room)) or [""]
            gap = first - columns(term)
            if gap < col_spacing:
                self.write(f"{indent}{term}\n")
                term, gap = "", first
            self.write(f"{indent}{term}{' ' * gap}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * first}{line}\n")
