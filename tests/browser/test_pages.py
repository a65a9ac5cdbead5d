"""Every page of every site: it opens without a word, asks for nothing, can be read by everybody, on a phone and on paper."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support.browser import AXE, DESK, PHONE, Scheme, resize, watched
from support.policies import FOLDER, loaded
from support.site import Share, Sites, each_share, page_of_clause, pages_of, printed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

# Everything in two windows; what colours decide in the other two.
CONTRAST = {"runOnly": ["color-contrast"]}
WINDOWS: tuple[tuple[int, Scheme, dict[str, Any]], ...] = (
    (DESK, "light", {}),
    (DESK, "dark", CONTRAST),
    (PHONE, "dark", {}),
    (PHONE, "light", CONTRAST),
)


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
            for width, scheme, options in WINDOWS:
                resize(page, width, scheme)
                wrong += [f"{place.name} {width} {scheme}: {said}" for said in violations(page, options)]
    assert not wrong, "\n".join(wrong)


def violations(page: "Page", options: dict[str, Any]) -> list[str]:
    """What axe finds: rule, element, reason."""
    found: list[dict[str, Any]] = page.evaluate(
        "(options) => axe.run(document, { ...options, preload: false }).then(({ violations }) => violations)", options
    )
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}\n  {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def test_in_english(browser: "Browser", tmp_path: Path) -> None:
    """The words around the policy's own are English, in forms and results too."""
    policy = loaded(FOLDER / "labour.policy")
    site = printed(policy, tmp_path, "en")
    with watched(browser) as tab:
        page = tab.open(page_of_clause(site, "lab.n"))
        assert page.evaluate("document.documentElement.lang") == "en"
        card = page.locator('section[data-clause="lab.n"]')
        card.get_by_role("button", name="Example 1", exact=True).press("Enter")
        assert card.locator("output[data-result]").get_attribute("value") == "35000.00"
        assert "35,000 yuan" in card.locator("output[data-result]").inner_text()
        page.evaluate(AXE.read_text("utf-8"))
        assert not violations(page, {})
        for place in pages_of(site):
            tab.open(place)
        assert not tab.wrong


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


@each_share
def test_paper_has_what_is_said_and_no_controls(
    share: Share, browser: "Browser", site_of: Sites, tmp_path: Path
) -> None:
    """Printed: the text of the page, without navigation, search, buttons and what only a screen needs."""
    with watched(browser) as tab:
        for place in some_pages(share, site_of)[::5]:
            page = tab.open(place)
            page.emulate_media(media="print")
            for control in ("nav", "[role=search]", "button", "form.calc-form .calc-actions"):
                assert not any(each.is_visible() for each in page.locator(control).all()), (place.name, control)
            wanted = page.locator("main").inner_text()
            page.pdf(path=tmp_path / "page.pdf", format="A4")
            command: list[str | Path] = ["pdftotext", "-enc", "UTF-8", tmp_path / "page.pdf", "-"]
            printed = "".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
            title = "".join(page.locator("h1").first.inner_text().split())
            assert title in printed, place.name
            assert len(printed) >= len("".join(wanted.split())) * 9 // 10 > 0, place.name
