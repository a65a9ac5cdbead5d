"""What is asked of an audit, and a difference that it comes upon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import TYPE_CHECKING

from ..model.policy import Policy
from ..report.diagnostic import Language
from ..tables.source import Source

if TYPE_CHECKING:
    from ..batch.outcome import RowFault

# Below this, a difference is one of rounding.
TOLERANCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``tolerance``: differences below it, in 分, are of rounding.  The others are those of ``batch.Options``."""

    key: str = ""
    date: Date | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    tolerance: int = TOLERANCE
    lang: Language = "zh"


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim to be told of: the place of its row in the chunk, of the clause among all, of the payments (-1 for none), what was
    paid and due in 分, and whether it is ``eligible``, a ceiling that is ``open``, was ``dropped``, was paid after the validity while
    nothing says that it was claimed in time (``is_late``), or could not be read (why)."""

    row: int
    place: int
    at: int
    paid: int
    due: int
    eligible: bool
    is_open: bool
    dropped: tuple[str, ...]
    is_late: bool
    fault: RowFault | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One policy to audit by, its applications with the tables of lists, and what it may be called beside its title: the name
    of its file."""

    policy: Policy
    applications: Source
    name: str = ""
    lists: Mapping[str, Source] = field(default_factory=dict)
