"""What a slip in a rule is, and the list of their kinds: each a function from a rule to the edits of every such slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tiaowen.compiler.text.source import Source

from .rule_words import Edit, Edits, Rule


@dataclass(frozen=True)
class Mutant:
    """A slip in a clause: ``kind`` is what sort of slip, ``said`` the words before and after."""

    clause: str
    kind: str
    source: Source
    edits: tuple[Edit, ...]

    @property
    def text(self) -> str:
        """The whole file with the slip."""
        text = self.source.text
        for edit in sorted(self.edits, key=lambda edit: edit.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    @property
    def longer(self) -> int:
        """By how many characters the slip makes the file longer."""
        return len(self.text) - len(self.source.text)

    @property
    def said(self) -> str:
        """封顶500万元 → 封顶1000万元, with a little of what stands around it."""
        first, last = min(edit.start for edit in self.edits), max(edit.end for edit in self.edits)
        begin = max(self.source.text.rfind("\n", 0, first) + 1, first - 12)
        texts = self.source.text[begin : last + 6], self.text[begin : last + self.longer + 6]
        return " → ".join("".join(text.split()) for text in texts)


KINDS: dict[str, Callable[[Rule], Iterable[Edits]]] = {}


def slip(kind: str) -> Callable[[Callable[[Rule], Iterable[Edits]]], Callable[[Rule], Iterable[Edits]]]:
    def listed(make: Callable[[Rule], Iterable[Edits]]) -> Callable[[Rule], Iterable[Edits]]:
        KINDS[kind] = make
        return make

    return listed
