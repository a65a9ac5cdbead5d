"""Every spelling to the one way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...format.formatter import format_sources
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, _: Mapping[str, object], _lang: Language) -> Json:
    """The texts of the files, by name."""
    sources = made.policy.document.sources
    return {source.name: text for source, text in zip(sources, format_sources(sources), strict=True)}


FORMAT = Call("format", answer)
