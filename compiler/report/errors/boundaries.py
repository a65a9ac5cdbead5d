"""A number that belongs to two cases of a text, of which the rule has taken one."""

from typing import ClassVar

from ...text.source import Span
from ..diagnostic import Severity, Text
from .base import Plain


class ClaimedTwice(Plain):
    """``numbers`` of the rule's quotation stand in two cases; ``taken`` is the test by which the rule puts them into
    one, ``places`` are those of the other case, one for each number."""

    severity: ClassVar[Severity] = "warning"
    clause: str
    numbers: tuple[str, ...]
    taken: str
    places: tuple[Span, ...]

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return tuple(
            (place, Text(f"也包括{number}", f"includes {number} too"))
            for place, number in zip(self.places, self.numbers, strict=True)
        )
