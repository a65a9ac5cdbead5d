"""A length of time that is counted in whole years or months, or in days; and days that are one apart."""

from dataclasses import dataclass
from typing import Literal

Measure = Literal["年", "月", "天"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How many ``measure``s are full from the first to the second of a mechanism's operands; an age (周岁) ``is_age``."""

    measure: Measure
    is_age: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A day that is so many months and days behind that of the mechanism's operand."""

    months: int
    days: int
