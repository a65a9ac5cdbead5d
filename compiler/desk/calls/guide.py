"""The guide as it will look: its pages by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...guide.format import Asked
from ...guide.site import SITE
from ...report.diagnostic import Report
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, _: Mapping[str, object], lang: Language) -> Json:
    files = SITE.write(made.policy, Asked(lang=lang), Report())
    return {name: data.decode() for name, data in files.items()}


GUIDE = Call("guide", answer)
