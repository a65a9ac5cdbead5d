"""What comes of importing: the text, and what is to be told of it.

In: lines as a document has them.  Out: ``Imported``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..report.diagnostic import Diagnostic, Text

Changes = Literal["accepted", "refused"]
# How tracked changes are read: as if all of them were accepted, or as if none had been made.
CHANGES: tuple[Changes, ...] = ("accepted", "refused")


class NotImported(Exception):
    """A file that is no document that can be read; ``diagnostic`` says why and what to do."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Imported:
    """``text`` ends with a line end; ``counts`` are what was read and what was left, by the names of ``SAID``
    and ``LEFT``; ``left`` are words that are not in the text, each with what it is counted as."""

    text: str
    counts: dict[str, int]
    left: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Tally:
    """What is counted on the way through a document."""

    counts: Counter[str] = field(default_factory=Counter)
    left: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, words: str = "") -> None:
        """One more of a name of ``SAID``; ``words`` are those that are not in the text."""
        self.counts[name] += 1
        if words.strip():
            self.left.append((name, " ".join(words.split())))


# What can be counted: what is in the text (``SAID``), and what is not (``LEFT``); the count stands at {}.
SAID: dict[str, Text] = {
    "paragraphs": Text("{}段", "{} paragraphs"),
    "numbers": Text("{}处自动编号", "{} automatic numbers"),
    "tables": Text("{}张表", "{} tables"),
    "notes": Text("{}条脚注、尾注", "{} notes"),
    "boxes": Text("{}个文本框", "{} text boxes"),
    "formulas": Text("{}个公式写成一行", "{} formulas in a line"),
    "accepted": Text("{}处修订按接受", "{} changes accepted"),
    "refused": Text("{}处修订按不接受", "{} changes refused"),
}
LEFT: dict[str, Text] = {
    "hidden": Text("隐藏的文字 {} 处", "hidden texts: {}"),
    "pictures": Text("图片、图形 {} 个", "pictures: {}"),
    "comments": Text("批注 {} 条", "comments: {}"),
    "margins": Text("页眉、页脚 {} 处", "headers and footers: {}"),
    "parts": Text("嵌入的文件 {} 个", "embedded files: {}"),
    "rubies": Text("注音 {} 处", "phonetic guides: {}"),
    "symbols": Text("认不出的符号 {} 个，写作〓", "unknown symbols, written 〓: {}"),
    "navigation": Text(
        "网页自己的行（导航、打印、分享、版权等）{} 行",
        "lines of the page itself (where it stands, print, share, copyright): {}",
    ),
    "controls": Text("网页的菜单、按钮、脚本 {} 处", "menus, buttons and scripts of the page: {}"),
}


def joined(lines: Sequence[str], tally: Tally) -> Imported:
    """The lines as a text: white space at their ends goes, and of several empty ones all but one."""
    kept: list[str] = []
    for line in "\n".join(lines).split("\n"):
        bare = line.rstrip()
        if bare or (kept and kept[-1]):
            kept.append(bare)
    while kept and not kept[-1]:
        kept.pop()
    tally.counts["paragraphs"] = sum(map(bool, kept))
    counts = {name: tally.counts[name] for name in (*SAID, *LEFT) if tally.counts[name]}
    return Imported("".join(f"{line}\n" for line in kept), counts, tuple(tally.left))
