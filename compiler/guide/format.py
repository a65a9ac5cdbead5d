"""A format of the guide: files made from a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """``write`` gives the bytes of each file by its name within the folder of the guide, / between folders."""

    name: str
    write: Callable[[Policy], Mapping[str, bytes]]
