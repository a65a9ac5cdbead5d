"""What editors ask while somebody writes: what may stand here, what this is, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...editing.services import ask
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, Any], lang: Language) -> Json:
    """``service`` is one of ``editing.services.SERVICES``, ``asked`` what it takes."""
    found: Json = ask(made.desk, str(given["service"]), given["asked"], lang)
    return found


ASSIST = Call("assist", answer)
