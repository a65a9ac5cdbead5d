"""With the keyboard alone: every control can be reached, is named and can be seen to have the focus."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from support.browser import Watched, watched
from support.forms import shown
from support.policies import SEED, loaded
from support.site import MEDIA, Sites, page_of_clause

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

each_medium = pytest.mark.parametrize("medium", list(MEDIA))
RESEARCH = {
    "研发费用合计": "3000",
    "政府补助部分": "200",
    "委托外部机构研发费用": "400",
    "上年研发费用合计": "2000",
    "上年政府补助部分": "0",
    "上年委托外部机构研发费用": "0",
    "营业收入": "5亿",
}


@pytest.fixture
def tab(browser: "Browser") -> Iterator[Watched]:
    with watched(browser) as found:
        yield found
        assert not found.wrong


def focused(page: "Page") -> str:
    """The name of the input that has the focus, or what it says."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))


def tab_to(page: "Page", name: str, most: int = 200) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached")


def begin(page: "Page", clause_id: str) -> None:
    """Before the first input of a card."""
    page.locator(f'section[data-clause="{clause_id}"] form').evaluate("form => { form.tabIndex = -1; form.focus(); }")


@each_medium
def test_a_form_is_filled_in(medium: str, tab: Watched, site_of: Sites) -> None:
    page = tab.open(page_of_clause(site_of(SEED, medium), "7.1"))
    begin(page, "7.1")
    while focused(page) != "首次申报":
        page.keyboard.press("Tab")
        name = focused(page)
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
        if name in RESEARCH:
            page.keyboard.type(RESEARCH[name])
    page.keyboard.press("ArrowDown")  # 否
    seen = shown(page, "7.1")
    assert seen["value"] == "700000.00"
    given = {name: value + ("元" if "亿" in value else "万元") for name, value in RESEARCH.items()}
    assert seen["lines"] == list(loaded().calc("7.1", {**given, "首次申报": False}).trace)


@each_medium
def test_what_is_lacking_leads_to_its_input(medium: str, tab: Watched, site_of: Sites) -> None:
    page = tab.open(page_of_clause(site_of(SEED, medium), "7.1"))
    begin(page, "7.1")
    page.keyboard.press("Tab")
    page.keyboard.type("3000")
    card = page.locator('section[data-clause="7.1"]')
    card.get_by_role("button", name="营业收入").press("Enter")
    assert focused(page) == "营业收入"
    page.keyboard.type("5")
    card.get_by_role("button", name="上年政府补助部分").click()  # while what was typed is still being left
    assert focused(page) == "上年政府补助部分"


@each_medium
def test_rows_of_a_list(medium: str, tab: Watched, site_of: Sites) -> None:
    """26.3: 期权费, of each 笔 an amount."""
    page = tab.open(page_of_clause(site_of(SEED, medium), "26.3"))
    policy = loaded()
    begin(page, "26.3")
    tab_to(page, "期权费")
    page.keyboard.type("1000")
    page.keyboard.press("Enter")
    page.keyboard.type("2500")
    page.keyboard.press("Enter")
    page.keyboard.type("3000.01")

    def agrees(*given: str) -> None:
        want = policy.calc("26.3", {"期权费": list(given)}).to_dict()
        seen = shown(page, "26.3")
        assert (seen["value"], seen["lines"]) == (want["value"], want["trace"])

    agrees("1000元", "2500元", "3000.01元")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")  # of an empty row: the row
    agrees("1000元", "3000.01元")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the button that removes it
    assert len(page.query_selector_all('section[data-clause="26.3"] .calc-row')) == 1
    tab_to(page, page.locator('section[data-clause="26.3"] fieldset.calc-list > button').inner_text())
    page.keyboard.press("Enter")
    page.keyboard.type("7")
    assert len(page.query_selector_all('section[data-clause="26.3"] .calc-row')) == 2


@each_medium
def test_another_unit_is_chosen(medium: str, tab: Watched, site_of: Sites) -> None:
    """What stands in the box stays the amount it was."""
    page = tab.open(page_of_clause(site_of(SEED, medium), "4.1"))
    begin(page, "4.1")
    tab_to(page, "科技保险保费")
    page.keyboard.type("10.5")
    page.keyboard.press("Tab")
    box = page.locator("select:focus")
    assert box.input_value() == "万元"
    before = shown(page, "4.1")
    assert before["value"] is not None
    page.keyboard.press("ArrowDown")
    assert box.input_value() == "元"
    assert page.locator('[name="科技保险保费"]').input_value() == "105000"
    assert shown(page, "4.1")["value"] == before["value"]
    page.keyboard.press("ArrowUp")
    assert page.locator('[name="科技保险保费"]').input_value() == "10.5"


def test_the_guide_is_searched(tab: Watched, site_of: Sites) -> None:
    page = tab.open(site_of(SEED, "site") / "index.html")
    page.keyboard.press("/")
    page.keyboard.type("研发 补助")
    results = page.locator("#results a")
    assert results.count() > 1
    assert "研发" in results.first.inner_text()
    assert page.locator("#found").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert results.first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert "研发" in page.locator("main").inner_text()


def test_a_search_from_an_article(tab: Watched, site_of: Sites) -> None:
    page = tab.open(page_of_clause(site_of(SEED, "site"), "7.1"))
    page.locator("form.quick input").press_sequentially("期权费")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html?q=*")
    assert page.locator("#results a").count()
    page.keyboard.press("Escape")
    assert page.locator("#results a").count() == 0
    page.keyboard.type("没有这样的字眼的词")
    assert page.locator("#found").inner_text()
