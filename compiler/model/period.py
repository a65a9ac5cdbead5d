"""A length of time that is counted in whole years or months, or in days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .expr import Expr

Measure = Literal["年", "月", "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one date to another: how many ``measure``s of it are full; an age (周岁) ``is_age``."""

    first: Expr
    last: Expr
    measure: Measure
    is_age: bool
