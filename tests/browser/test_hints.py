"""What a page says would bring more, and what it says is lacking, is what calc gives when it is done."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from support.browser import watched
from support.drawn import drawn, held_as_typed
from support.forms import Typed, fill, typed
from support.policies import loaded
from support.site import Sites, each_policy, pages_of
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import Entry, module_of
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType, format_quantity, read_value
from tiaowen.runtime.result import Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs_system

LATER = 2000  # ms, of the clock of the page: of all its cards
ROUNDS = 4

_MOVE = "(?P<way>再增加|减少|再提高|降低|每增加|每减少|每提高|每降低)(?P<by>[0-9.]+[^（，；。]*?)(?:（[^）]*）)?，(?P<what>.+)"
_CHOICE = re.compile("「(?P<fact>.+)」为(?P<option>.+?)的，(?P<what>.+)")
_MORE = re.compile("(?:可得.*?|.*?(?P<change>增加|减少))(?P<amount>[0-9.]+[^，；]*?)(?:；.*)?")
_LACK = "(?P<way>还差|多了|高出)(?P<by>[0-9.]+.*?)（现为(?P<now>.+?)，须(?P<must>.+?)）"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was filled in, and what the page said of it."""

    policy: Loaded
    entry: Entry
    claim: Typed
    result: Result

    @property
    def kinds(self) -> Mapping[str, FactType]:
        return {of.name: of for of in self.entry.asked}

    def with_fact(self, name: str, value: Any) -> Result | None:
        """The result with another value of a fact; None where that is refused."""
        try:
            return self.policy.calc(self.entry.id, {**self.claim.facts, name: value}, self.claim.day)
        except FactError:
            return None

    def moved(self, name: str, way: str, by: str) -> Result | None:
        of = self.kinds[name]
        held = read_value(of, self.claim.facts[name])
        step = read_value(replace(of, low=None, high=None), by.replace("个百分点", "%"))
        assert isinstance(held, int) and isinstance(step, int)
        new = held - step if way in ("减少", "降低", "多了", "高出", "每减少", "每降低") else held + step
        return self.with_fact(name, held_as_typed(of, new))


@each_policy
def test_what_is_said_is_so(policy: Path, browser: "Browser", site_of: Sites) -> None:
    there = loaded(policy)
    wrong: list[str] = []
    confirmed = 0
    with watched(browser, has_own_clock=True) as tab:
        (place,) = pages_of(site_of(policy, "html"))
        page = tab.open(place)
        for round_ in range(ROUNDS):
            asked = list(filled(there, page, round_))
            page.clock.run_for(LATER)
            for each in asked:
                for list_, tried in (("next", brings), ("missing", lacks)):
                    card = page.locator(f'section[data-clause="{each.entry.id}"] [data-{list_}]')
                    for text in card.locator("li").all_text_contents() if card.is_visible() else ():
                        said = tried(each, text)
                        confirmed += said is not None
                        wrong += [f"{each.entry.id} {each.claim.facts}: {text}: {said}"] if said else []
        assert not tab.wrong
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])
    assert confirmed > len(there.clauses) // 2


def filled(policy: Loaded, page: Any, round_: int) -> Iterator[Asked]:
    """Every card with some facts that are accepted."""
    for entry in module_of(policy).entries:
        rng = Random(f"{entry.id} {round_}")
        for claim in drawn(policy, policy.clauses[entry.id], rng, 20):
            made = typed(entry, claim, rng)
            if made is None or not made.inputs:
                continue
            try:
                result = policy.calc(entry.id, made.facts, made.day)
            except FactError:
                continue
            fill(page, entry.id, [made])
            yield Asked(policy, entry, made, result)
            break


def brings(asked: Asked, text: str) -> str | None:
    """What is wrong with 研发费用再增加100元（达到300万元），可得补助6万元; "" for nothing, None where it is not of a kind that
    is tried here (it moves something within a list, or says what binds)."""
    before = asked.result.value
    for name, of in asked.kinds.items():
        if of.kind == "number" and (found := re.fullmatch(re.escape(name) + _MOVE, text)):
            return _compared(asked, before, asked.moved(name, found["way"], found["by"]), found["what"])
    found = _CHOICE.fullmatch(text)
    if found is not None and found["fact"] in asked.kinds:
        return _compared(asked, before, asked.with_fact(found["fact"], found["option"]), found["what"])
    return None


def _compared(asked: Asked, before: Any, result: Result | None, what: str) -> str | None:
    if result is None:
        return "that is refused"
    after = result.value
    if what.startswith("即符合"):
        return "" if after is True else f"gives {after}"
    found = _MORE.fullmatch(what)
    assert found is not None, what
    if not isinstance(before, Decimal | int) or not isinstance(after, Decimal | int):
        return None
    change = Fraction(after) - Fraction(before)
    if found["change"] == "减少":
        change = -change
    want = format_quantity(change.numerator, change.denominator, asked.result.unit)
    if asked.result.unit == "%":
        want = want.removesuffix("%") + ("个百分点" if found["change"] else "%")
    return "" if found["amount"] == want else f"brings {want}"


def lacks(asked: Asked, text: str) -> str | None:
    """What is wrong with 投入还差20万元（现为0元，须达到20万元）: it must do away with a condition that does not hold."""
    failing = sum("：不符合" in line for line in asked.result.trace)
    tried = None
    for part in text.split("；或者"):
        for name, of in asked.kinds.items():
            if of.kind == "number" and (found := re.fullmatch(re.escape(name) + _LACK, part)):
                after = asked.moved(name, found["way"], found["by"])
                if after is None:
                    return f"{part} is refused"
                if sum("：不符合" in line for line in after.trace) >= failing:
                    return f"{part} does not help: {after.trace}"
                tried = ""
    return tried
