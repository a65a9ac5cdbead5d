"""The page that works one clause out, as a portal would embed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...report.diagnostic import Report
from ...targets.html import HTML
from ...targets.target import Wanted
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, object], lang: Language) -> Json:
    """The page as text, or null where there is no such clause without errors."""
    clause = str(given["clause"])
    if clause not in made.policy.clauses:
        return None
    page = HTML.emit(made.module(lang, [clause]), Report(), Wanted())[""]
    return page if isinstance(page, str) else page.decode()


CALCULATOR = Call("calculator", answer)
