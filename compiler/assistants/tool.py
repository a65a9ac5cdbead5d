"""What a tool is: a name, what it is for in both languages, what it is given, what it answers.

In: the house (policies, language) and what an assistant gave, read from JSON.  Out: data and the same as text.  Whatever is wrong
with what was given is a ``FactError``: its faults are data with codes, which an assistant reads and mends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tiaowen.runtime.errors import FactError, Fault, hint, visible

from ..answers.claims import CLAIM_DATE, merged, read_json
from ..report.diagnostic import Language, Text
from ..service.offer import Offer

Data = dict[str, Any]
Given = Mapping[str, Any]

# How much is taken at once: characters of facts and of a draft, things within facts, and how deep they are nested.
TEXT_MOST, DRAFT_MOST, ITEMS_MOST, DEPTH_MOST = 400_000, 200_000, 10_000, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The policies by their names, and the language in which everything around their own words is said."""

    offers: Mapping[str, Offer]
    lang: Language = "zh"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a tool answers: data, and the same as an assistant would read it to people."""

    data: Data
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One thing that a tool is given: its JSON Schema without the description."""

    about: Text
    schema: Data
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """``about`` says when to use it.  ``arguments`` are given by name, ``policy`` beside them where ``of_policy``.  ``answer``
    is the schema of the data."""

    name: str
    title: Text
    about: Text
    arguments: Mapping[str, Argument]
    answer: Data
    run: Callable[[House, Given], Answered]
    of_policy: bool = True

    def taken(self, house: House) -> dict[str, Argument]:
        """All that it is given, in this house."""
        return {**({"policy": _policy_of(house)} if self.of_policy else {}), **self.arguments}

    def input_schema(self, house: House) -> Data:
        """What it is given, as JSON Schema."""
        taken = self.taken(house)
        return {
            "type": "object",
            "properties": {
                name: {**each.schema, "description": each.about.said(house.lang)} for name, each in taken.items()
            },
            "required": [name for name, each in taken.items() if each.is_needed],
            "additionalProperties": False,
        }

    def answered(self, house: House, given: Given) -> Answered:
        """What it answers.  Raises ``FactError``."""
        taken = self.taken(house)
        faults = [_unknown(name, taken) for name in given if name not in taken]
        faults += [_missing(name, each) for name, each in taken.items() if each.is_needed and name not in given]
        if faults:
            raise FactError(faults)
        return self.run(house, given)


def _policy_of(house: House) -> Argument:
    names = list(house.offers)
    about = Text("哪一份政策（list_policies 列出名字）", "which policy (list_policies has the names)")
    if len(names) == 1:
        about = Text(
            f"政策，只有一份：{names[0]}，可以不写", f"the policy; there is only {names[0]}, it may be left out"
        )
    return Argument(about=about, schema={"type": "string", "enum": names}, is_needed=len(names) > 1)


# ── what was given, read ──


def fault(name: str, zh: str, en: str, code: str = "T0620") -> Fault:
    """Something wrong with the form of what was given."""
    return Fault(code, name, zh, en)


def refusal(name: str, zh: str, en: str) -> FactError:
    """Likewise, alone."""
    return FactError([fault(name, zh, en)])


def offer_of(house: House, given: Given) -> Offer:
    """The policy that is meant."""
    name = given.get("policy")
    if name is None and len(house.offers) == 1:
        return next(iter(house.offers.values()))
    if not isinstance(name, str) or name not in house.offers:
        listed = "、".join(house.offers)
        zh, en = hint(name, house.offers)
        said = visible(str(name))
        raise refusal(
            "policy",
            f"没有政策「{said}」{zh}；有 {listed}",
            f"there is no policy “{said}”{en}; there are {listed}",
        )
    return house.offers[name]


def text_of(given: Given, name: str, most: int = TEXT_MOST) -> str:
    """A text that was given."""
    text = given.get(name)
    if not isinstance(text, str):
        raise refusal(name, f"{name} 应是文字", f"{name} must be text")
    if len(text) > most:
        raise refusal(name, f"{name} 最多 {most} 个字", f"{name} has at most {most} characters")
    return text


def object_of(given: Given, name: str) -> dict[str, object]:
    """An object that was given as such, or as JSON text, whose numbers are read as they are written."""
    value = given.get(name)
    if isinstance(value, str):
        value = read_json(text_of(given, name))
    if not isinstance(value, dict):
        raise refusal(name, f"{name} 应是一组「名称: 值」", f"{name} must be an object of names and values")
    _bounded(name, value)
    return value


def dated(facts: dict[str, object], given: Given) -> dict[str, object]:
    """The facts with the date of the claim among them, which may be given in one place only."""
    return facts if given.get("date") is None else merged(facts, {CLAIM_DATE: given["date"]})


def _bounded(name: str, value: object) -> None:
    """Raises where something is larger than anybody would report."""
    waiting, count, size = [(value, 1)], 0, 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        size += len(part) if isinstance(part, str) else 0
        if depth > DEPTH_MOST:
            raise refusal(name, f"{name} 最多套 {DEPTH_MOST} 层", f"{name} is nested at most {DEPTH_MOST} deep")
        if isinstance(part, dict):
            waiting += [(each, depth + 1) for each in part.values()]
        elif isinstance(part, list):
            waiting += [(each, depth + 1) for each in part]
        if count + len(waiting) > ITEMS_MOST or size > TEXT_MOST:
            raise refusal(
                name, f"{name} 太大：最多 {ITEMS_MOST} 项", f"{name} is too large: {ITEMS_MOST} items at most"
            )


def _unknown(name: str, taken: Iterable[str]) -> Fault:
    names = list(taken)
    zh, en = hint(name, names)
    said, listed = visible(name), "、".join(names)
    return fault(
        said,
        f"没有参数「{said}」{zh or f'；有 {listed}'}",
        f"there is no argument “{said}”{en or f'; there are {listed}'}",
    )


def _missing(name: str, argument: Argument) -> Fault:
    zh, en = argument.about.zh.partition("；")[0], argument.about.en.partition("; ")[0]
    return fault(name, f"缺少参数 {name}：{zh}", f"{name} is missing: {en}")
