"""What the hints about 公平竞争审查 have in common: a passage, the provision to look at, what a reviewer would ask."""

from __future__ import annotations

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class FairCompetition(Plain):
    """A kind says its ``concern``, ``provision`` and ``question``, each in both languages.  Never a verdict: conditions
    that are fair, clear and open to all name no 特定经营者, and article 12 of the regulation has exceptions."""

    severity: ClassVar = "hint"
    concern: ClassVar[tuple[str, str]]
    provision: ClassVar[tuple[str, str]]
    question: ClassVar[tuple[str, str]]
    passage: str

    def texts(self) -> Texts:
        zh, en = self.concern
        shown = self.passage if len(self.passage) <= 30 else f"{self.passage[:29]}…"
        return (
            (f"公平竞争审查会看「{shown}」：{zh}", f"a fair competition review looks at “{shown}”: {en}"),
            self.provision,
            (
                f"审查时会问：{self.question[0]}；有上位依据的写明",
                f"a reviewer asks: {self.question[1]}; name the legal basis where there is one",
            ),
        )
