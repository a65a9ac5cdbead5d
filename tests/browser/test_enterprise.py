"""The page of one enterprise settles as the interpreter does: what is paid, what for, and what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from support.browser import watched
from support.drawn import drawn
from support.forms import Typed, canonical, typed, with_filling
from support.policies import loaded
from support.site import Sites, each_policy
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import Entry, module_of
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs_system

DRAWN = 40
PAGE = "enterprise.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """Claims by clause in the order of the document; a fact that several ask alike is the same for all."""

    claims: Mapping[str, Typed]
    matters: list[list[str]]
    day: str | None

    def for_page(self) -> dict[str, Any]:
        claims = [{"name": name, "facts": each.inputs, "units": each.units} for name, each in self.claims.items()]
        return {"claims": claims, "matters": self.matters, "day": self.day}


def enterprises(policy: Loaded, rng: Random) -> Iterator[Enterprise]:
    """Some of neighbouring clauses, which share facts and matters, some of clauses from all over."""
    entries = module_of(policy).entries
    for _ in range(DRAWN):
        count = min(rng.randint(2, 6), len(entries))
        start = rng.randrange(len(entries) - count + 1)
        some = entries[start : start + count] if rng.random() < 0.5 else rng.sample(entries, count)
        some = sorted(some, key=entries.index)
        claims = dict(claims_of(policy, some, rng))
        names = list(claims)
        matters = [sorted(rng.sample(names, 2), key=names.index)] if rng.random() < 0.5 and len(names) > 1 else []
        day = rng.choice(("2025-06-30", "2026-01-01", "2030-02-28")) if rng.random() < 0.2 else None
        if claims:
            yield Enterprise(claims=claims, matters=matters, day=day)


def claims_of(policy: Loaded, entries: list[Entry], rng: Random) -> Iterator[tuple[str, Typed]]:
    """Facts for each clause; what another of them gives is left out, and what another has asked is taken from it."""
    chosen = {entry.id for entry in entries}
    shared: dict[FactType, tuple[Any, Any, Any] | None] = {}
    for entry in entries:
        made = [typed(entry, claim, rng) for claim in drawn(policy, policy.clauses[entry.id], rng, 12)]
        claim = rng.choice([each for each in made if each is not None])
        fed = {fact for fact, source in entry.feeds if source in chosen}
        inputs, units, facts = {}, {}, {}
        for of in entry.asked:
            found = None
            if of.name in claim.inputs:
                found = claim.inputs[of.name], claim.units[of.name], claim.facts[of.name]
            if of.name != "核定金额":
                found = shared.setdefault(of, found)
            if found is not None and of.name not in fed:
                inputs[of.name], units[of.name], facts[of.name] = found
        yield entry.id, Typed(inputs=inputs, units=units, facts=facts, day=None)


def settled(policy: Loaded, enterprise: Enterprise) -> dict[str, Any]:
    """What the page should show: claims whose facts are refused wait, and the others are settled without them."""
    left = {name: claim.facts for name, claim in enterprise.claims.items()}
    while left:
        matters = [names for names in enterprise.matters if set(names) <= set(left)]
        try:
            found = policy.settle(left, matters, enterprise.day)
        except FactError as error:
            faulty = [name for name in left if any(each.fact.startswith(f"{name}：") for each in error.faults)]
            assert faulty, error
            left = {name: facts for name, facts in left.items() if name not in faulty}
            continue
        groups: dict[str, Any] = {
            "paid": found.paid,
            "dropped": found.dropped,
            "refused": found.refused,
            "others": found.others,
        }
        values = {name: canonical(result.to_dict()["value"]) for name, result in found.results.items()}
        return {
            "total": str(found.total),
            "groups": {key: {name: values[name] for name in group} for key, group in groups.items() if group},
            "dropped": {name: list(instead) for name, instead in found.dropped.items()},
            "lines": {name: list(result.trace) for name, result in found.results.items()},
        }
    return {"total": None, "groups": {}, "dropped": {}, "lines": {}}


@each_policy
def test_what_is_paid(policy: Path, browser: "Browser", site_of: Sites) -> None:
    there = loaded(policy)
    wrong = []
    paid = 0
    with watched(browser) as tab:
        page = tab.open(site_of(policy, "site") / PAGE)
        with_filling(page)
        for enterprise in enterprises(there, Random(policy.stem)):
            shown = page.evaluate("(asked) => tried.settle(asked)", enterprise.for_page())
            want = settled(there, enterprise)
            waiting = shown["groups"].pop("open", {})
            groups = {key: {name: row["value"] for name, row in rows.items()} for key, rows in shown["groups"].items()}
            lines = {name: row["lines"] for rows in shown["groups"].values() for name, row in rows.items()}
            # A fee is no payment: of a policy of fees only, what is worked out.
            paid += len(want["groups"].get("paid", ())) + len(want["groups"].get("others", ()))
            if (shown["total"], groups, lines) != (want["total"], want["groups"], want["lines"]):
                wrong.append(
                    f"{enterprise}\n  shows {shown['total']} {groups}, should be {want['total']} {want['groups']}"
                )
                continue
            assert set(waiting) == set(enterprise.claims) - set(lines)
            for name, instead in want["dropped"].items():
                assert all(other in shown["groups"]["dropped"][name]["said"] for other in instead)
        assert not tab.wrong
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:5])
    assert paid > DRAWN // 2


@each_policy
def test_what_is_filled_in_is_kept_in_the_address(policy: Path, browser: "Browser", site_of: Sites) -> None:
    with watched(browser) as tab, watched(browser) as other:
        page = tab.open(site_of(policy, "site") / PAGE)
        for enterprise in list(enterprises(loaded(policy), Random(policy.stem)))[:4]:
            page.goto("about:blank")
            tab.open(site_of(policy, "site") / PAGE)
            with_filling(page)
            before = page.evaluate("(asked) => tried.settle(asked)", enterprise.for_page())
            page.wait_for_timeout(400)
            for again in (page, other.page):
                if again is page:
                    page.reload()
                else:
                    again.goto("about:blank")
                    again.goto(page.url)
                with_filling(again)
                assert again.evaluate("tried.settled(document.querySelector('main[data-enterprise]'))") == before
        assert not tab.wrong + other.wrong
