"""Every page of every site: it opens without a word, asks for nothing, can be read by everybody, on a phone and on paper."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.browser import AXE, DESK, PHONE, Scheme, resize, watched
from support.site import POLICIES, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from .conftest import Sites

pytestmark = pytest.mark.needs_system

# Each site in several tests, so that they can go to several processes.
PARTS = 4
EACH_PART = [(place, part) for place in POLICIES for part in range(PARTS if place.is_dir() else 1)]
each_part = pytest.mark.parametrize(
    ("policy", "part"), EACH_PART, ids=[f"{place.stem}-{part}" for place, part in EACH_PART]
)
WINDOWS: tuple[tuple[int, Scheme], ...] = ((DESK, "light"), (PHONE, "dark"), (PHONE, "light"), (DESK, "dark"))


def some_pages(site: Path, policy: Path, part: int) -> list[Path]:
    pages = pages_of(site)
    assert pages
    return pages[part::PARTS] if policy.is_dir() else pages


@each_part
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opens_without_a_word(
    policy: Path, part: int, scheme: Scheme, browser: "Browser", site_of: "Sites"
) -> None:
    for place in some_pages(site_of(policy), policy, part):
        with watched(browser, scheme=scheme) as tab:
            page = tab.open(place)
            page.wait_for_timeout(50)
            assert not tab.wrong, place.name
            assert page.title()


@each_part
def test_can_be_read_by_everybody(policy: Path, part: int, browser: "Browser", site_of: "Sites") -> None:
    wrong = []
    with watched(browser) as tab:
        for place in some_pages(site_of(policy), policy, part):
            page = tab.open(place)
            page.evaluate(AXE.read_text("utf-8"))
            for width, scheme in WINDOWS:
                resize(page, width, scheme)
                wrong += [f"{place.name} {width} {scheme}: {said}" for said in violations(page)]
    assert not wrong, "\n".join(wrong)


def violations(page: "Page") -> list[str]:
    """What axe finds: rule, element, reason."""
    found: list[dict[str, Any]] = page.evaluate("() => axe.run().then(({ violations }) => violations)")
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}\n  {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


@each_part
def test_fits_a_phone(policy: Path, part: int, browser: "Browser", site_of: "Sites") -> None:
    with watched(browser, width=PHONE) as tab:
        for place in some_pages(site_of(policy), policy, part):
            page = tab.open(place)
            wide = page.evaluate(
                """() => [...document.querySelectorAll("body *")]
                  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
                  .slice(0, 5).map((each) => each.outerHTML.slice(0, 100))"""
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, (place.name, wide)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda place: place.stem)
def test_links_lead_somewhere(policy: Path, site_of: "Sites") -> None:
    site = site_of(policy)
    texts = {place.relative_to(site).as_posix(): place.read_text("utf-8") for place in pages_of(site)}
    ids = {name: set(re.findall(r'\bid="([^"]*)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        for link in re.findall(r'\b(?:href|src)="([^"]*)"', text):
            assert not re.match(r"[a-z]+:|//|/", link), (name, link)
            file, _, mark = link.partition("#")
            target = Path(name).parent / file if file else Path(name)
            assert (site / target).is_file(), (name, link)
            if mark and target.suffix == ".html":
                assert mark.partition("?")[0] in ids[target.as_posix()] or "=" in mark, (name, link)
