"""A shorter way to write a diagnostic whose texts are plain: subclasses give ``texts``."""

import re
from abc import abstractmethod

from ..diagnostic import Diagnostic, Text


class Plain(Diagnostic):
    """``texts`` gives title, reason and suggestion at once, each as (Chinese, English) or None for no suggestion."""

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
        said = self.texts()[2]
        return Text(*said) if said else None


def days_in_english(text: str) -> str:
    """
    >>> days_in_english("2025年1月1日至2025年12月31日")
    '2025-01-01 to 2025-12-31'
    """
    days = re.sub("([0-9]+)年([0-9]+)月([0-9]+)日", lambda day: f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", text)
    return days.replace("至", " to ")
