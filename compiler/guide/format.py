"""A format of the guide: files made from a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language, Report


def _nothing(_done: int, _all: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a format: the language of the guide's own words; with ``text_only`` the document's own text and
    nothing of its rules; ``actuals``: figures by the names of goals, to be shown beside them.  ``tell`` is told of long
    work how much is done, and of how much."""

    lang: Language = "zh"
    text_only: bool = False
    actuals: Mapping[str, object] | None = None
    tell: Callable[[int, int], None] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """``write`` gives the bytes of each file by its name within the folder of the guide, / between folders; what it lacks
    (a library, a font) goes to the report, and after an error there is no file.  ``alone``: it makes one file, which may
    be called as one likes.  ``has_text_only``: it can leave the rules out.  ``shows_actuals``: it shows
    the figures that goals have reached."""

    name: str
    write: Callable[[Policy, Asked, Report], Mapping[str, bytes]]
    alone: bool = False
    has_text_only: bool = False
    shows_actuals: bool = False
