"""``tiaowen goals``: the 指标 of a policy, and how far actual figures have come.

In: a policy, and actual figures by the names of its goals (CSV with two columns, or JSON).  Out: the goals by chapter
and department; with figures, which are met, by how much, and which are not reported.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tiaowen.runtime.errors import FactError, Fault, hint, visible
from tiaowen.runtime.facts import FactType, format_quantity, read_value
from tiaowen.runtime.units import Unit, parse_unit

from .claims import read_json

if TYPE_CHECKING:
    from .model import Goal
    from .pipeline import Policy

Status = Literal["达到", "未达到", "未报告"]
_ENGLISH: dict[Status, str] = {"达到": "met", "未达到": "not met", "未报告": "not reported"}
# 左右: within a twentieth of the number.
ABOUT = Fraction(1, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A goal with its actual figure (None where it is not reported); ``gap`` is actual less target."""

    goal: Goal
    actual: Fraction | None

    @property
    def status(self) -> Status:
        if self.actual is None:
            return "未报告"
        number = self.goal.number.value
        met = {
            "at least": self.actual >= number,
            "more than": self.actual > number,
            "at most": self.actual <= number,
            "less than": self.actual < number,
            "about": abs(self.actual - number) <= abs(number) * ABOUT,
            "exactly": self.actual == number,
        }[self.goal.aim]
        return "达到" if met else "未达到"

    @property
    def gap(self) -> Fraction | None:
        return None if self.actual is None else self.actual - self.goal.number.value


def progress(policy: Policy, actuals: Mapping[str, object] | None = None) -> tuple[Progress, ...]:
    """Every goal with its actual figure.  Raises ``FactError`` for figures of unknown goals, and unreadable ones."""
    given = actuals or {}
    by_name = {goal.name: goal for goal in policy.goals}
    faults: list[Fault] = []
    for name in given:
        if name not in by_name:
            zh, en = hint(name, by_name)
            shown = visible(name)
            faults.append(Fault("T0624", name, f"没有指标「{shown}」{zh}", f"there is no goal “{shown}”{en}"))
    found: list[Progress] = []
    for goal in policy.goals:
        actual: Fraction | None = None
        if goal.name in given:
            try:
                actual = _actual(goal, given[goal.name])
            except FactError as error:
                faults += error.faults
        found.append(Progress(goal=goal, actual=actual))
    if faults:
        raise FactError(faults)
    return tuple(found)


def _actual(goal: Goal, given: object) -> Fraction:
    """The figure in the canonical unit of its goal."""
    kind = goal.number.type
    unit = "%" if kind.is_ratio else kind.shown
    of = FactType(name=goal.name, kind="number", unit=unit, decimals=8, negative=True)
    read = read_value(of, given)
    assert isinstance(read, int)
    factor = (parse_unit(unit) or Unit()).factor if unit not in ("", "%") else Fraction(1)
    return Fraction(read, of.scale) * factor


def read_actuals(text: str, is_json: bool) -> dict[str, object]:
    """Actual figures by name: a JSON object, or CSV of name and figure (a heading line 指标,实际 may stand first)."""
    if is_json:
        return read_json(text)
    found: dict[str, object] = {}
    faults: list[Fault] = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[:1] == ["指标"]):
            continue
        if len(cells) != 2:
            said = f"第{number}行应有两格：指标和实际数", f"line {number} must have two cells: goal and figure"
            faults.append(Fault("T0620", visible(cells[0]), *said))
        elif cells[0] in found:
            name = visible(cells[0])
            faults.append(Fault("T0621", name, f"第{number}行：「{name}」重复", f"line {number}: {name} twice"))
        elif cells[1]:
            found[cells[0]] = cells[1]
    if faults:
        raise FactError(faults)
    return found


def goals_text(found: tuple[Progress, ...], lang: str, *, with_actuals: bool) -> str:
    """The goals by chapter and department, one a line; then how many are met."""
    lines: list[str] = []
    last: tuple[str, str] = ("", "")
    for each in found:
        chapter = each.goal.place.chapter
        group = (f"{chapter.label}{chapter.heading}" if chapter else "", "、".join(each.goal.departments))
        if group != last:
            lines.append(f"{group[0]}　{group[1]}".strip())
            last = group
        lines.append(f"  {_line(each, lang, with_actuals=with_actuals)}")
    if with_actuals:
        counts = {status: sum(each.status == status for each in found) for status in _ENGLISH}
        said = "，".join(f"{_said(status, lang)} {count}" for status, count in counts.items())
        lines.append(said)
    return "\n".join(lines) + "\n"


def _line(each: Progress, lang: str, *, with_actuals: bool) -> str:
    goal = each.goal
    line = f"{goal.name}：{goal.target}" + (f"（{goal.year}年）" if goal.year else "")
    if not with_actuals:
        return line
    if each.actual is None or each.gap is None:
        return f"{line}　{_said('未报告', lang)}"
    shown = format_quantity(*each.actual.as_integer_ratio(), goal.number.type.shown)
    gap = format_quantity(*abs(each.gap).as_integer_ratio(), goal.number.type.shown)
    words = ("高出", "低") if lang == "zh" else ("above by ", "below by ")
    difference = "" if not each.gap else f"，{words[0] if each.gap > 0 else words[1]}{gap}"
    return f"{line}　{'实际' if lang == 'zh' else 'actual '}{shown}，{_said(each.status, lang)}{difference}"


def _said(status: Status, lang: str) -> str:
    return status if lang == "zh" else _ENGLISH[status]


def goals_json(found: tuple[Progress, ...]) -> list[dict[str, object]]:
    """The goals as data; numbers as exact decimal text in canonical units."""
    return [
        {
            "name": each.goal.name,
            "aim": each.goal.aim,
            "target": each.goal.target,
            "number": _decimal(each.goal.number.value),
            "unit": each.goal.number.type.shown,
            "year": each.goal.year,
            "departments": list(each.goal.departments),
            "chapter": each.goal.place.chapter.heading if each.goal.place.chapter else None,
            "article": each.goal.place.article.number if each.goal.place.article else None,
            "citation": each.goal.citation.text,
            "actual": None if each.actual is None else _decimal(each.actual),
            "status": each.status,
            "gap": None if each.gap is None else _decimal(each.gap),
        }
        for each in found
    ]


def _decimal(value: Fraction) -> str:
    """An exact decimal where it is one, else the fraction (三分之二 is 2/3)."""
    scaled = value * 10**8
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(abs(int(scaled)), 10**8)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}" + (f".{rest:08}".rstrip("0") if rest else "")
