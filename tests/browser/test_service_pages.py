"""The pages of the web service: they ask for nothing but what the service has, anyone can read them, and what they send is
answered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from support.browser import AXE, DESK, PHONE, Scheme, resize, watched
from support.policies import SEED
from support.server import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs_system
NAME = "jindong-2025"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("service"), SEED) as started:
        yield started


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_is_asked_for_from_elsewhere(server: Server, browser: "Browser", locale: str) -> None:
    with watched(browser, origin=server.address, locale=locale) as tab:
        asked: list[str] = []
        tab.page.on("request", lambda request: asked.append(request.url))
        for path in ("", "api/", NAME, f"{NAME}/index.html", f"{NAME}/enterprise.html"):
            tab.page.goto(server.address + path, wait_until="networkidle")
            assert tab.page.title() and not tab.wrong, path
        assert tab.page.evaluate("document.documentElement.lang") == "zh-CN"
        assert asked and all(url.startswith((server.address, "data:")) for url in asked)


def test_the_guide_calculates_where_it_is_served(server: Server, browser: "Browser") -> None:
    with watched(browser, origin=server.address) as tab:
        page = tab.page
        page.goto(server.address + NAME, wait_until="networkidle")
        page.locator(".articles a").nth(3).click()
        page.wait_for_load_state("networkidle")
        assert page.url.startswith(f"{server.address}{NAME}/") and page.evaluate("typeof tiaowen.calc") == "function"
        assert not tab.wrong


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_operation_is_tried(server: Server, browser: "Browser", width: int) -> None:
    with watched(browser, origin=server.address, width=width) as tab:
        page = tab.page
        page.goto(f"{server.address}api/#{NAME}-calc-5.2", wait_until="networkidle")
        operation = page.locator(f'[id="{NAME}-calc-5.2"]')
        assert operation.get_attribute("open") is not None
        body = operation.locator("textarea")
        body.fill('{"完成省科技成果登记并产业化": true, "年销售收入": 75000000}')
        operation.locator("button").click()
        operation.get_by_text("200 OK").wait_for()
        assert '"value": "140000.00"' in operation.locator(".answer").inner_text()
        assert server.address in operation.locator(".curl").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        facts = page.locator(f'[id="{NAME}-facts"]')
        facts.locator("summary").click()
        facts.locator("select").select_option("7.1")
        facts.locator("button").click()
        facts.get_by_text("研发费用合计").first.wait_for()
        assert not tab.wrong
        body.fill("{")
        operation.locator("button").click()
        operation.get_by_text("T0620").wait_for()
        # The browser itself tells of every answer that is a refusal.
        assert [said for said in tab.wrong if "400" not in said] == []


def test_pages_can_be_read_by_everybody(server: Server, browser: "Browser") -> None:
    windows: list[tuple[int, Scheme]] = [(DESK, "light"), (PHONE, "dark")]
    with watched(browser, origin=server.address) as tab:
        for path in ("", "api/"):
            tab.page.goto(server.address + path, wait_until="networkidle")
            if path:
                tab.page.evaluate(
                    "for (const each of [...document.querySelectorAll('details')].slice(0, 12)) each.open = true"
                )
            tab.page.evaluate(AXE.read_text("utf-8"))
            for width, scheme in windows:
                resize(tab.page, width, scheme)
                found = tab.page.evaluate("axe.run()")["violations"]
                assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
