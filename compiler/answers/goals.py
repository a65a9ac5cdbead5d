"""``tiaowen goals``: the 指标 of a policy, and how far actual figures have come.

In: a policy, and actual figures by the names of its goals (CSV with two columns, or JSON).  Out: the goals by chapter
and department; with figures, which are met, by how much, and which are not reported.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from tiaowen.runtime.errors import FactError, Fault, hint, visible
from tiaowen.runtime.facts import FactType, format_quantity, read_value
from tiaowen.runtime.units import Unit, parse_unit

from ..meaning.english import quantity_in_english
from ..report.diagnostic import Text
from .claims import read_json

if TYPE_CHECKING:
    from ..model.clause import Aim, Goal
    from ..model.policy import Policy
    from ..report.diagnostic import Language

Status = Literal["达到", "未达到", "未报告"]
_WORDS: dict[str, Text] = {
    "达到": Text("达到", "met"),
    "未达到": Text("未达到", "not met"),
    "未报告": Text("未报告", "not reported"),
    "none": Text("没有指标", "no goals"),
    "comma": Text("，", ", "),
    "goal": Text("{name}：{target}", "{name}: {target}"),
    "goal of a year": Text("{name}：{target}（{year}年）", "{name}: {target} ({year})"),
    "actual": Text("实际{actual}", "actual {actual}"),
    "above": Text("高出{gap}", "above by {gap}"),
    "below": Text("低{gap}", "below by {gap}"),
    "points": Text("{points}个百分点", "{points} percentage points"),
}
_STATUSES: tuple[Status, ...] = ("达到", "未达到", "未报告")
# What is asked of a number, in English; in Chinese it is as written (3.5%以上).
_AIMS: dict[Aim, str] = {
    "at least": "at least {number}",
    "more than": "more than {number}",
    "at most": "at most {number}",
    "less than": "less than {number}",
    "about": "about {number}",
    "exactly": "{number}",
}
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
    """The figure in the canonical unit of its goal; one without a unit is in the unit that the goal is written in."""
    unit = _unit(goal)
    of = FactType(name=goal.name, kind="number", unit=unit, decimals=8, negative=True)
    read = read_value(of, given)
    assert isinstance(read, int)
    return Fraction(read, of.scale) * _size(unit)


def _unit(goal: Goal) -> str:
    """The unit that a goal is written in (6公里 is not 6000米), as far as a figure may be given in it."""
    kind = goal.number.type
    if kind.is_ratio:
        return "%"
    canonical = parse_unit(kind.shown)
    written = _UNIT.search(goal.target)
    said = parse_unit(written[1]) if written and canonical else None
    return written[1] if written and canonical and said and said.same_dimension(canonical) else kind.shown


_UNIT = re.compile(
    r"[0-9一二两三四五六七八九十百千万亿]([^0-9一二两三四五六七八九十百千万亿]+?)(?:及?以[上下内]|左右|上下)?$"
)


def _size(unit: str) -> Fraction:
    """How much of the canonical unit one ``unit`` is."""
    return (parse_unit(unit) or Unit()).factor if unit not in ("", "%") else Fraction(1)


def read_actuals(text: str, is_json: bool) -> dict[str, object]:
    """Actual figures by name: a JSON object, or CSV of name and figure (a heading line 指标,实际 may stand first)."""
    if is_json:
        return read_json(text)
    found: dict[str, object] = {}
    faults: list[Fault] = []
    for number, row in _rows(text, faults):
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


def _rows(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their numbers, up to the first that is none, which becomes a fault."""
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        yield from enumerate(rows, 1)
    except csv.Error:
        zh, en = (
            "读不成表格：引号没有配对，或一格太长",
            "is no table: a quotation mark without a partner, or a cell too long",
        )
        faults.append(Fault("T0620", "", f"第{rows.line_num}行{zh}", f"line {rows.line_num} {en}"))


def goals_text(found: tuple[Progress, ...], lang: Language, *, with_actuals: bool) -> str:
    """The goals by chapter and department, one a line; then how many are met."""
    if not found:
        return f"{_said('none', lang)}\n"
    groups: dict[tuple[str, str], list[Progress]] = {}
    for each in found:
        chapter = each.goal.place.chapter
        group = (f"{chapter.label}{chapter.heading}" if chapter else "", each.goal.answering.said_in(lang))
        groups.setdefault(group, []).append(each)
    lines: list[str] = []
    for (heading, departments), theirs in groups.items():
        lines.append(f"{heading}　{departments}".strip())
        lines += [f"  {_line(each, lang, with_actuals=with_actuals)}" for each in theirs]
    if with_actuals:
        counts = {status: sum(each.status == status for each in found) for status in _STATUSES}
        listed = (f"{_said(status, lang)} {count}" for status, count in counts.items())
        lines.append(_said("comma", lang).join(listed))
    return "\n".join(lines) + "\n"


def _line(each: Progress, lang: Language, *, with_actuals: bool) -> str:
    goal = each.goal
    line = _said(
        "goal of a year" if goal.year else "goal", lang, name=goal.name, target=target_said(goal, lang), year=goal.year
    )
    if not with_actuals:
        return line
    if each.actual is None or each.gap is None:
        return f"{line}　{_said('未报告', lang)}"
    said = [_said("actual", lang, actual=figure_text(goal, each.actual, lang)), _said(each.status, lang)]
    if each.gap:
        gap = figure_text(goal, abs(each.gap), lang)
        if goal.number.type.is_ratio:
            gap = _said("points", lang, points=gap.removesuffix("%"))
        said.append(_said("above" if each.gap > 0 else "below", lang, gap=gap))
    return f"{line}　{_said('comma', lang).join(said)}"


def target_said(goal: Goal, lang: Language) -> str:
    """What is to be reached: as written, or in English at least 3.5%."""
    return goal.target if lang == "zh" else _AIMS[goal.aim].format(number=figure_text(goal, goal.number.value, lang))


def figure_text(goal: Goal, value: Fraction, lang: Language = "zh") -> str:
    """A number in the goal's unit, in Chinese large ones in 万 and 亿 where two decimals hold them."""
    unit = _unit(goal)
    value /= _size(unit)
    if lang == "en":
        return quantity_in_english(value, unit)
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if unit not in ("", "%", "元") and abs(value) >= size and (value * 100 / size).denominator == 1:
            return format_quantity(*(value / size).as_integer_ratio(), name + unit)
    return format_quantity(*value.as_integer_ratio(), unit)


def _said(key: str, lang: Language, **parts: object) -> str:
    return _WORDS[key].said(lang).format(**parts)


def goals_json(found: tuple[Progress, ...]) -> list[dict[str, object]]:
    """The goals as data; numbers as exact decimal text, in the unit that the goal is written in (of 元: in yuan)."""
    return [
        {
            "name": each.goal.name,
            "aim": each.goal.aim,
            "target": each.goal.target,
            "number": _decimal(each.goal.number.value / _size(_unit(each.goal))),
            "unit": _unit(each.goal),
            "year": each.goal.year,
            "departments": list(each.goal.departments),
            "roles": {role: list(dict.fromkeys(names)) for role, names in each.goal.answering.by_role},
            "deadline": each.goal.answering.deadline or None,
            "chapter": each.goal.place.chapter.heading if each.goal.place.chapter else None,
            "article": each.goal.place.article.number if each.goal.place.article else None,
            "citation": each.goal.citation.text,
            "actual": None if each.actual is None else _decimal(each.actual / _size(_unit(each.goal))),
            "status": each.status,
            "gap": None if each.gap is None else _decimal(each.gap / _size(_unit(each.goal))),
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
