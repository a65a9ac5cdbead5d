"""What came of a promise: proved, refuted, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..promises.obligation import Obligation, Told
from ..report.diagnostic import Text

Status = Literal["proved", "refuted", "not decided", "not asked", "defect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``case`` are the claims of the counterexample, replayed; ``refusals`` the solvers that have found none, each with
    what it was asked."""

    obligation: Obligation
    status: Status
    case: tuple[Told, ...] = ()
    reason: Text | None = None
    refusals: tuple[Any, ...] = field(default=(), repr=False)
