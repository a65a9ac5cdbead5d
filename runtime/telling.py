"""The lines of an explanation that every clause has."""

from datetime import date

from .facts import format_quantity
from .result import Outcome


def shown_quantity(numerator: int, denominator: int, unit: str) -> str:
    """A quantity for people; one divided by nothing cannot be shown."""
    return format_quantity(numerator, denominator, unit) if denominator > 0 else "（不能计算）"


def date_lines(on: date | None, first: date, last: date) -> list[str]:
    """Why nothing is payable on a date outside the validity; no line inside it."""
    if on is None or first <= on <= last:
        return []
    return [f"申报日期 {on.isoformat()} 不在有效期（{first.isoformat()} 至 {last.isoformat()}）内"]


def approved_line(approved: int) -> str:
    """What the authority approved, in 分, under a ceiling."""
    return f"核定金额{format_quantity(approved, 100, '元')}，按核定金额与上限中较低者"


def result_line(heading: str, unit: str, pays: bool, value: Outcome) -> str:
    """The last line: the value with its unit, or that the conditions are not met."""
    if isinstance(value, bool):
        return "结果：符合" if value else "结果：不符合"
    if not pays:
        return f"结果：不符合条件，{heading}0{unit}"
    return f"结果：{heading}{_shown_outcome(unit, value)}"


def _shown_outcome(unit: str, value: Outcome) -> str:
    if isinstance(value, tuple):
        return "、".join(_shown_outcome(unit, part) for part in value)
    if isinstance(value, dict):
        return "、".join(f"{name}{_shown_outcome(unit, part)}" for name, part in value.items())
    return format_quantity(*value.as_integer_ratio(), unit)
