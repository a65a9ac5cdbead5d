"""What is at work in the desk page is there when it is opened again: after reloads, in two tabs, and it is said where a browser keeps nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browser import Watched, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

LONG = 120_000
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tiaowen-desk/')).map((key) => JSON.parse(localStorage.getItem(key)).files[0].text)"


def opened(page: "Page", file: Path) -> None:
    page.goto(file.as_uri())
    up(page)


def up(page: "Page") -> None:
    """The page is there, and what was kept is in it; it need not be ready to check."""
    page.wait_for_function("() => window.tiaowenDesk?.state.files.length && !document.querySelector('[aria-busy]')")


def write(page: "Page", text: str) -> None:
    page.click("#panel-text .cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def text_of(page: "Page") -> str:
    text: str = page.evaluate("window.tiaowenDesk.state.text")
    return text


def kept(page: "Page", *texts: str) -> None:
    page.wait_for_function(f"(texts) => JSON.stringify({KEPT}.sort()) === JSON.stringify(texts)", arg=sorted(texts))


@pytest.fixture
def tab(browser: "Browser", desk_file: Path) -> Iterator[Watched]:
    with watched(browser, width=1280) as found:
        found.page.context.set_default_timeout(LONG)
        yield found


def test_five_times_again_and_nothing_is_lost_or_there_twice(tab: Watched, desk_file: Path) -> None:
    page = tab.page
    opened(page, desk_file)
    for number in range(5):
        write(page, f"某区政策\n（一）第{number}稿。\n")
        page.reload()  # at once: before the pause after which it is kept
        up(page)
        assert text_of(page) == f"某区政策\n（一）第{number}稿。\n"
        kept(page, text_of(page))
    page.evaluate("window.tiaowenReady")
    page.wait_for_function("() => window.tiaowenDesk.state.isFresh")
    # What was still being read of the page when it was loaded again.
    assert [said for said in tab.wrong if not said.startswith("failed: blob:")] == []


def test_two_tabs_have_each_their_own(tab: Watched, desk_file: Path) -> None:
    first = tab.page
    opened(first, desk_file)
    write(first, "甲\n")
    second = first.context.new_page()
    opened(second, desk_file)
    assert "示例" in text_of(second)
    write(second, "乙\n")
    kept(first, "甲\n", "乙\n")
    for page, text in ((first, "甲\n"), (second, "乙\n")):
        page.reload()
        up(page)
        assert text_of(page) == text
    # What a tab that was closed had goes on in the next.
    second.close()
    third = first.context.new_page()
    opened(third, desk_file)
    assert text_of(third) == "乙\n"
    assert "接着打开" in third.inner_text("#told")
    kept(first, "甲\n", "乙\n")


def test_it_is_said_where_nothing_more_can_be_kept(tab: Watched, desk_file: Path) -> None:
    page = tab.page
    opened(page, desk_file)
    page.evaluate("localStorage.setItem('other', '')")
    page.evaluate(
        "() => { for (let size = 5_000_000; size >= 1; size = Math.floor(size / 2)) try { for (;;) localStorage.setItem('other', localStorage.getItem('other') + 'x'.repeat(size)); } catch {} }"
    )
    write(page, "甲" * 3000)
    page.wait_for_selector("#status.bad")
    assert page.inner_text("#status").startswith("浏览器没有存下")
    assert "存成文件" in page.inner_text("#told")
    # It asks before it is closed.
    with page.expect_event("dialog"):
        page.evaluate("void setTimeout(() => location.reload())")
    assert [said.partition(":")[0] for said in tab.wrong] == ["dialog"]


def test_a_page_that_may_keep_nothing_says_so_and_works(tab: Watched, desk_file: Path) -> None:
    page = tab.page
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });"
    )
    opened(page, desk_file)
    assert "无痕窗口" in page.inner_text("#told")
    write(page, "甲\n")
    page.evaluate("window.tiaowenReady")
    page.wait_for_selector("#status.bad")
    assert page.inner_text("#status").startswith("浏览器没有存下")
    assert tab.wrong == []
