"""The checks of a policy that compiles, one file each, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..diagnostic import Diagnostic
from ..worked_cases import run_cases

if TYPE_CHECKING:
    from ..pipeline import Policy

CHECKS: tuple[Callable[[Policy], Iterable[Diagnostic]], ...] = (run_cases,)
