"""A shorter way to write a diagnostic whose texts are plain: subclasses give ``texts``."""

import re
from abc import abstractmethod
from dataclasses import dataclass

from ..diagnostic import Diagnostic, Edit, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A sentence as it can be written, tried in its rule: ``shown`` of it, the ``facts`` that are to be declared for it
    (享受月数：月), a word of the author's that is ``dropped`` in it, and the change that makes it."""

    shown: str
    change: Edit
    facts: str = ""
    dropped: str = ""

    @property
    def said(self) -> tuple[str, str]:
        zh, en = f"写作「{self.shown}」", f"write 「{self.shown}」"
        if self.facts:
            lines = "".join(f"「{line}」" for line in self.facts.split("；"))
            zh, en = f"填报里加上{lines}", f"declare {lines} under 填报"
            if self.shown:
                zh, en = f"{zh}，写作「{self.shown}」", f"{en} and write 「{self.shown}」"
        if self.dropped:
            zh += f"；「{self.dropped}」没有写进去，是条件的，另填报"
            en += f"; {self.dropped} is left out: declare a fact for it, if it is a condition"
        return zh, en


class Plain(Diagnostic):
    """``texts`` gives title, reason and suggestion at once, each as (Chinese, English) or None for no suggestion.
    Where there is a ``proposal``, it is the suggestion, with what the author may have meant ``otherwise``."""

    proposal: Proposal | None = None

    @abstractmethod
    def texts(self) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str] | None]: ...

    @property
    def title(self) -> Text:
        return Text(*self.texts()[0])

    @property
    def reason(self) -> Text:
        return Text(*self.texts()[1])

    @property
    def suggestion(self) -> Text | None:
        if self.proposal is None:
            said = self.texts()[2]
            return Text(*said) if said else None
        said, other = self.proposal.said, self.otherwise
        return Text(f"{said[0]}；{other[0]}", f"{said[1]}; {other[1]}") if other else Text(*said)

    @property
    def otherwise(self) -> tuple[str, str] | None:
        """What to write where what is proposed is not meant."""
        return None

    @property
    def edit(self) -> Edit | None:
        return self.proposal.change if self.proposal else None


def days_in_english(text: str) -> str:
    """
    >>> days_in_english("2025年1月1日至2025年12月31日")
    '2025-01-01 to 2025-12-31'
    """
    days = re.sub("([0-9]+)年([0-9]+)月([0-9]+)日", lambda day: f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", text)
    return days.replace("至", " to ")
