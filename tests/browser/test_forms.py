"""The form of every clause gives what the interpreter gives: the value, the explanation, what is refused and why.

Some thousand sets of facts over all clauses of all policies, at their thresholds and around their worked cases, go through
the inputs of the forms; some tens are typed on the keyboard.
"""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from support.browser import watched
from support.drawn import drawn
from support.forms import Typed, differences, fill, shown, type_in, typed
from support.policies import loaded
from support.site import POLICIES, page_of_clause
from tiaowen.compiler.program.module import Entry, module_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .conftest import Sites

pytestmark = pytest.mark.needs_system

MOST = 80
PARTS = 4
EACH_PART = [(place, part) for place in POLICIES for part in range(PARTS if place.is_dir() else 1)]
each_part = pytest.mark.parametrize(
    ("policy", "part"), EACH_PART, ids=[f"{place.stem}-{part}" for place, part in EACH_PART]
)
each_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda place: place.stem)


def claims_of(policy: Path, entry: Entry, most: int) -> list[Typed]:
    rng = Random(entry.id)
    there = loaded(policy)
    found = (typed(entry, claim, rng) for claim in drawn(there, there.clauses[entry.id], rng, most))
    return [claim for claim in found if claim is not None and claim.inputs]


@each_part
def test_forms_give_what_the_interpreter_gives(policy: Path, part: int, browser: "Browser", site_of: "Sites") -> None:
    entries = module_of(loaded(policy)).entries
    wrong = []
    with watched(browser) as tab:
        for entry in entries[part::PARTS] if policy.is_dir() else entries:
            page = tab.open(page_of_clause(site_of(policy), entry.id))
            claims = claims_of(policy, entry, MOST)
            assert claims, entry.id
            wrong += differences(loaded(policy), entry.id, claims, fill(page, entry.id, claims))
        assert not tab.wrong
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])


@each_policy
def test_facts_typed_on_the_keyboard(policy: Path, browser: "Browser", site_of: "Sites") -> None:
    there = loaded(policy)
    wrong = []
    with watched(browser) as tab:
        for entry in Random(policy.stem).sample(module_of(there).entries, 5):
            page = tab.open(page_of_clause(site_of(policy), entry.id))
            for claim in claims_of(policy, entry, 2):
                wrong += differences(there, entry.id, [claim], [type_in(page, entry.id, claim)])
        assert not tab.wrong
    assert not wrong, "\n".join(wrong)


@each_policy
def test_what_is_filled_in_is_kept_in_the_address(policy: Path, browser: "Browser", site_of: "Sites") -> None:
    there = loaded(policy)
    with watched(browser) as tab, watched(browser) as other:
        for entry in Random(policy.stem).sample(module_of(there).entries, 5):
            place = page_of_clause(site_of(policy), entry.id)
            claim = claims_of(policy, entry, 3)[-1]
            page = tab.open(place)
            (before,) = fill(page, entry.id, [claim])
            page.wait_for_function("location.hash.includes('?')")
            for again in (page, other.page):
                if again is page:
                    page.reload()
                else:
                    again.goto("about:blank")
                    again.goto(page.url)
                assert shown(again, entry.id) == before, (entry.id, page.url)
        assert not tab.wrong + other.wrong
