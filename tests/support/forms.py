"""The forms of a page, filled in and held against the interpreter.

Comes in: facts as they are typed (``support.drawn``).  Goes out: what the page showed, and what it should have.  A box that
has units takes digits in the unit that is chosen; what calc is then given is the digits with that unit behind them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from support.drawn import Claim
from support.targets import in_any_language
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import Entry
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType
from tiaowen.runtime.quantities import CLOCK

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FILLING = Path(__file__).resolve().parents[1] / "browser" / "filling.js"
DAY = "申报日期"
_DIGITS = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One claim: what goes into the inputs, the units chosen for them, and what calc is to be given."""

    inputs: Mapping[str, Any]
    units: Mapping[str, Sequence[str]]
    facts: Mapping[str, Any]
    day: str | None


def typed(entry: Entry, claim: Claim, rng: Random) -> Typed | None:
    """A claim for the form; None for facts that it has no inputs for (those of a clause that feeds this one)."""
    facts, day = claim
    kinds = {of.name: of for of in entry.asked}
    if not set(facts) <= set(kinds):
        return None
    inputs: dict[str, Any] = {}
    units: dict[str, list[str]] = {}
    given: dict[str, Any] = {}
    for name, value in facts.items():
        made = _fact(kinds[name], value, rng)
        if made is None:
            continue
        inputs[name], units[name], given[name] = made
    if day is not None:
        inputs[DAY] = day
    return Typed(inputs=inputs, units=units, facts=given, day=day)


def _fact(of: FactType, value: Any, rng: Random) -> tuple[Any, list[str], Any] | None:
    """What is typed, the units that are chosen, what is given; None where nothing is."""
    if of.item is None:
        unit = rng.choice(_units(of))
        text, said = _one(of, value, unit)
        return None if text == "" else (text, [unit] if len(_units(of)) > 1 else [], said)
    columns = of.item.fields or (of.item,)
    chosen = [rng.choice(_units(column)) for column in columns]
    rows, given = [], []
    for row in value:
        cells = [row.get(column.name, "") for column in columns] if of.item.fields else [row]
        made = [_one(column, cell, unit) for column, cell, unit in zip(columns, cells, chosen, strict=True)]
        if not any(text for text, _ in made):
            return None  # such a row does not count
        rows.append([text or None for text, _ in made])
        if of.item.fields:
            given.append({column.name: said for column, (text, said) in zip(columns, made, strict=True) if text})
        else:
            given.append(made[0][1])
    return rows, [unit for column, unit in zip(columns, chosen, strict=True) if len(_units(column)) > 1], given


def _units(of: FactType) -> tuple[str, ...]:
    """The units that its box has; one word where there is nothing to choose."""
    if of.kind != "number" or of.unit == CLOCK:
        return ("",)
    is_money = of.unit == "元" or re.match("元[/／·]", of.unit)
    return (f"万{of.unit}", of.unit) if is_money else (of.unit,)


def _one(of: FactType, value: Any, unit: str) -> tuple[str, Any]:
    """The text that is typed, and what calc is given for it."""
    if of.kind == "boolean":
        return "是" if value else "否", "是" if value else "否"
    if of.kind != "number" or not _DIGITS.fullmatch(value):
        return value, value
    number = Decimal(value)
    text = f"{number * 100:f}" if unit == "%" else f"{number.scaleb(-4):f}" if unit.startswith("万") else value
    return text, text + unit


def fill(page: "Page", clause_id: str, claims: Sequence[Typed]) -> list[dict[str, Any]]:
    """What the page shows for each of them."""
    with_filling(page)
    given = [{"facts": claim.inputs, "units": claim.units} for claim in claims]
    found: list[dict[str, Any]] = page.evaluate("([clause, claims]) => tried.fill(clause, claims)", [clause_id, given])
    return found


def shown(page: "Page", clause_id: str) -> dict[str, Any]:
    """What the page shows of a clause now."""
    with_filling(page)
    found: dict[str, Any] = page.evaluate("(clause) => tried.shown(tried.card(clause))", clause_id)
    return found


def with_filling(page: "Page") -> None:
    """``tried`` in the page (filling.js)."""
    if not page.evaluate("'tried' in window"):
        page.evaluate(FILLING.read_text("utf-8"))


def differences(policy: Policy, clause_id: str, claims: Sequence[Typed], shown: Sequence[dict[str, Any]]) -> list[str]:
    """A text for each claim of which the page says something else than the interpreter."""
    found = []
    for claim, on_page in zip(claims, shown, strict=True):
        difference = _difference(policy, clause_id, claim, on_page)
        if difference:
            found.append(f"{clause_id} {dict(claim.inputs)} {dict(claim.units)}: {difference}")
    return found


def _difference(policy: Policy, clause_id: str, claim: Typed, on_page: dict[str, Any]) -> str:
    try:
        result = policy.calc(clause_id, claim.facts, date=claim.day).to_dict()
    except FactError as error:
        return _difference_in_faults(error, claim, on_page)
    want = canonical(result["value"])
    if on_page["value"] != want:
        return f"shows {on_page['value']} ({on_page['wrong']}, {on_page['todo']}), should be {want}"
    if on_page["lines"] != result["trace"]:
        return f"explains {on_page['lines']}, should be {result['trace']}"
    return f"finds wrong {on_page['wrong']}, asks for {on_page['todo']}" if on_page["wrong"] or on_page["todo"] else ""


def _difference_in_faults(error: FactError, claim: Typed, on_page: dict[str, Any]) -> str:
    said: dict[str, str] = {}
    for fault in error.faults:
        message = in_any_language([fault.code, fault.fact, fault.message, fault.message_en])[2]
        said.setdefault(fault.fact, message)
    if on_page["value"] is not None or on_page["lines"]:
        return f"shows {on_page['value']}, should refuse: {said}"
    if set(on_page["todo"]) != set(said):
        return f"asks for {on_page['todo']}, should ask for {said}"
    shown = {name: in_any_language(["", name, text, ""])[2] for name, text in on_page["wrong"].items()}
    want = {name: text for name, text in said.items() if name in claim.inputs}
    return "" if shown == want else f"says {shown}, should say {want}"


def type_in(page: "Page", clause_id: str, claim: Typed) -> dict[str, Any]:
    """What the page shows when the claim is typed on the keyboard, field by field."""
    card = page.locator(f'section[data-clause="{clause_id}"]')
    card.get_by_role("button", name="清空").press("Enter")
    for name, value in claim.inputs.items():
        field = card.locator(f'[data-fact="{name}"]')
        if not field.is_visible():
            card.locator("details.calc-more > summary").press("Enter")
        for box, word in zip(field.locator("select.calc-unit").all(), claim.units.get(name, ()), strict=False):
            _choose(box, word)
        if isinstance(value, str):
            _type(field, value)
            continue
        while (remove := field.locator(".calc-remove")).count():
            remove.first.press("Enter")
        for at, row in enumerate(value):
            field.locator("> .calc-button").press("Enter")
            for column, text in enumerate(row):
                if text is not None:
                    _type(field.locator(".calc-row").nth(at).locator(".calc-cell").nth(column), text)
    page.keyboard.press("Tab")
    return shown(page, clause_id)


def _type(place: "Locator", text: str) -> None:
    """In the one control of a field or of a cell."""
    if (radios := place.locator("input[type=radio]")).count():
        radios.first.press("Space")
        while place.locator("input:checked").get_attribute("value") != text:
            place.locator("input:checked").press("ArrowDown")
        return
    control = place.locator("input, select:not(.calc-unit)")
    if control.evaluate("each => each.tagName") == "SELECT":
        _choose(control, text)
    elif control.get_attribute("type") == "date":
        control.fill(text)  # how a date is typed differs by language of the system
    else:
        control.press_sequentially(text)


def _choose(select: "Locator", value: str) -> None:
    """By the arrow keys."""
    select.press("Home")
    for _ in range(select.locator("option").count()):
        if select.input_value() == value:
            return
        select.press("ArrowDown")
    assert select.input_value() == value


def canonical(value: Any) -> str:
    """The value of a result as one text: 700000.00, 1000.00;2500.00, 第一年=1000.00;第二年=500.00, true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ";".join(f"{name}={canonical(part)}" for name, part in value.items())
    return ";".join(map(canonical, value)) if isinstance(value, list) else str(value)
