"""The checks of a policy that compiles, one file each, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..diagnostic import Diagnostic
from ..worked_cases import run_cases
from .case_out_of_reach import case_out_of_reach
from .number_not_quoted import number_not_quoted
from .number_not_used import number_not_used
from .official_text import official_text
from .quote_not_found import quote_not_found
from .unknown_clause import unknown_clause
from .unused_name import unused_name

if TYPE_CHECKING:
    from ..pipeline import Policy

CHECKS: tuple[Callable[[Policy], Iterable[Diagnostic]], ...] = (
    official_text,
    unknown_clause,
    unused_name,
    quote_not_found,
    number_not_used,
    number_not_quoted,
    case_out_of_reach,
    run_cases,
)
