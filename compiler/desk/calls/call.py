"""What a call of the page is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..made import Made

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


@dataclass(frozen=True, slots=True)
class Call:
    """``answer`` takes the policy at hand, what was given beside its texts, and the language of what is told."""

    name: str
    answer: Callable[[Made, Mapping[str, object], Language], Json]
