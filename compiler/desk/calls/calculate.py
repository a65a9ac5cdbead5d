"""One clause worked out for its facts, with each step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...service.answers import calculate
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, given: Mapping[str, Any], lang: Language) -> Json:
    return calculate(made.offer, str(given["clause"]), given["facts"], lang)


CALCULATE = Call("calculate", answer)
