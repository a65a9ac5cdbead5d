"""A shorter way to write a diagnostic whose texts are plain: subclasses give ``texts``."""

from abc import abstractmethod
from dataclasses import dataclass

from ..diagnostic import Diagnostic, Text


@dataclass(frozen=True, kw_only=True)
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
