"""The form of every clause gives what the interpreter gives: the value, the explanation, what is refused and why.

Some thousand sets of facts over all clauses of all policies, at their thresholds and around their worked cases, go through
the inputs of the forms; some tens are typed on the keyboard.
"""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from support.browser import watched
from support.drawn import drawn
from support.forms import Typed, differences, fill, shown, type_in, typed
from support.policies import loaded
from support.site import Share, Sites, each_share, page_of_clause
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import Entry, module_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

SETTLED = 1200  # ms, of the clock of the page; what would bring more is worked out when nobody types
# Of each clause; one page of calculators is what the pages of a site have, with nothing around it.
MOST = {"site": 80, "html": 12}


def claims_of(policy: Loaded, entry: Entry, most: int) -> list[Typed]:
    rng = Random(entry.id)
    found = (typed(entry, claim, rng) for claim in drawn(policy, policy.clauses[entry.id], rng, most))
    return [claim for claim in found if claim is not None and claim.inputs]


@each_share
def test_forms_give_what_the_interpreter_gives(share: Share, browser: "Browser", site_of: Sites) -> None:
    policy = loaded(share.policy)
    wrong = []
    with watched(browser) as tab:
        for place, entries in by_page(share, site_of).items():
            page = tab.open(place)
            for entry in entries:
                claims = claims_of(policy, entry, MOST[share.medium])
                assert claims, entry.id
                wrong += differences(policy, entry.id, claims, fill(page, entry.id, claims))
        assert not tab.wrong
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:20])


@each_share
def test_facts_typed_on_the_keyboard(share: Share, browser: "Browser", site_of: Sites) -> None:
    policy = loaded(share.policy)
    wrong = []
    with watched(browser) as tab:
        for place, entry in some(share, site_of, 3):
            page = tab.open(place)
            for claim in claims_of(policy, entry, 2):
                wrong += differences(policy, entry.id, [claim], [type_in(page, entry.id, claim)])
        assert not tab.wrong
    assert not wrong, "\n".join(wrong)


@each_share
def test_what_is_filled_in_is_kept_in_the_address(share: Share, browser: "Browser", site_of: Sites) -> None:
    with watched(browser, has_own_clock=True) as tab, watched(browser, has_own_clock=True) as other:
        for place, entry in some(share, site_of, 3):
            claim = claims_of(loaded(share.policy), entry, 3)[-1]
            page = tab.open(place)
            fill(page, entry.id, [claim])
            before = settled(page, entry)
            assert "?" in page.url
            page.reload()
            assert settled(page, entry) == before, page.url
            other.page.goto("about:blank")
            other.page.goto(page.url)
            assert settled(other.page, entry) == before, page.url
        assert not tab.wrong + other.wrong


def settled(page: "Page", entry: Entry) -> dict[str, Any]:
    """What it shows when all that comes a little later is there."""
    page.clock.run_for(SETTLED)
    return shown(page, entry.id)


def by_page(share: Share, site_of: Sites) -> dict[Path, list[Entry]]:
    """The clauses of a share, by the page that each is on."""
    found: dict[Path, list[Entry]] = {}
    site = site_of(share.policy, share.medium)
    for entry in share.of(module_of(loaded(share.policy)).entries):
        found.setdefault(page_of_clause(site, entry.id), []).append(entry)
    return found


def some(share: Share, site_of: Sites, count: int) -> list[tuple[Path, Entry]]:
    """So many clauses, those with lists first."""
    every = [(place, entry) for place, entries in by_page(share, site_of).items() for entry in entries]
    drawn = Random(str(share)).sample(every, len(every))
    return sorted(drawn, key=lambda found: all(of.kind != "list" for of in found[1].asked))[:count]
