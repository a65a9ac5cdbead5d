"""Every page of every site: it opens without a word, asks for nothing, can be read by everybody, on a phone and on paper."""

import posixpath
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from support.browser import AXE, DESK, PHONE, Scheme, resize, watched
from support.site import Share, Sites, each_policy, each_share, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

WINDOWS: tuple[tuple[int, Scheme], ...] = ((DESK, "light"), (PHONE, "dark"), (PHONE, "light"), (DESK, "dark"))


def some_pages(share: Share, site_of: Sites) -> Sequence[Path]:
    pages = share.of(pages_of(site_of(share.policy, share.medium)))
    assert pages
    return pages


@each_share
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_opens_without_a_word(share: Share, scheme: Scheme, browser: "Browser", site_of: Sites) -> None:
    with watched(browser, scheme=scheme) as tab:
        for place in some_pages(share, site_of):
            page = tab.open(place)
            page.wait_for_timeout(50)
            assert not tab.wrong, place.name
            assert page.title()


@each_share
def test_can_be_read_by_everybody(share: Share, browser: "Browser", site_of: Sites) -> None:
    wrong = []
    with watched(browser) as tab:
        for place in some_pages(share, site_of):
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


@each_share
def test_fits_a_phone(share: Share, browser: "Browser", site_of: Sites) -> None:
    with watched(browser, width=PHONE) as tab:
        for place in some_pages(share, site_of):
            page = tab.open(place)
            wide = page.evaluate(
                """() => [...document.querySelectorAll("body *")]
                  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
                  .slice(0, 5).map((each) => each.outerHTML.slice(0, 100))"""
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, (place.name, wide)


@each_policy
def test_links_lead_somewhere(policy: Path, site_of: Sites) -> None:
    site = site_of(policy, "site")
    texts = {place.relative_to(site).as_posix(): place.read_text("utf-8") for place in pages_of(site)}
    ids = {name: {unescape(found) for found in re.findall(r'\bid="([^"]*)"', text)} for name, text in texts.items()}
    for name, text in texts.items():
        for link in map(unescape, re.findall(r'\b(?:href|src|action)="([^"]*)"', text)):
            assert not re.match(r"[a-z]+:|//|/", link), (name, link)
            file, _, mark = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
            assert (site / target).is_file(), (name, link)
            assert not mark or unquote(mark) in ids[target], (name, link)
