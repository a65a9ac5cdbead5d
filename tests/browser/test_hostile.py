"""No text of a policy runs or becomes an element in any page, and no fact that is typed does."""

from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browser import watched
from support.forms import shown
from support.hostile import HOSTILE, POLICY
from support.site import MEDIA, pages_of
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs_system

# What templates and scripts make of themselves.
NOT_OURS = (
    "iframe, object, embed, b[onclick], img, u, i, svg[onload], [onerror], [onmouseover], base, form[action*=':']"
)
NAME = "数<i>量</i>'`${pwned=1}"
each_medium = pytest.mark.parametrize("medium", list(MEDIA))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    policy, report = compile_sources([Source.of("恶.policy", POLICY)])
    assert not report.has_errors
    return {medium: make(policy, tmp_path_factory.mktemp(medium)) for medium, make in MEDIA.items()}


class Scripts(HTMLParser):
    """The texts of the script elements of a page, as a browser delimits them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.count = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += tag == "script"
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name, value)
            assert not (value or "").strip().lower().startswith("javascript:"), (tag, name)


@each_medium
def test_no_text_becomes_markup(medium: str, folders: dict[str, Path], browser: "Browser") -> None:
    for place in pages_of(folders[medium]):
        text = place.read_text("utf-8")
        assert Scripts(text).count <= 1
        with watched(browser) as tab:
            page = tab.open(place)
            for details in page.locator("summary").all():
                details.press("Enter")
            page.wait_for_timeout(100)
            assert not tab.wrong, place.name
            assert page.evaluate("'pwned' in window || 'pwned' in document") is False
            assert page.evaluate("(selector) => document.querySelectorAll(selector).length", NOT_OURS) == 0
            assert "恶<script>pwned=1</script>某办法" in unescape(text)


@each_medium
def test_the_form_works_all_the_same(medium: str, folders: dict[str, Path], browser: "Browser") -> None:
    (place,) = (page for page in pages_of(folders[medium]) if 'data-clause="1.1"' in page.read_text("utf-8"))
    with watched(browser) as tab:
        page = tab.open(place)
        page.get_by_role("button", name="填入算例").press("Enter")
        assert shown(page, "1.1")["value"] == "200000.00"
        page.wait_for_function("location.hash.includes('?')")
        page.reload()
        assert shown(page, "1.1")["value"] == "200000.00"
        assert not tab.wrong
        assert page.evaluate(
            "Object.prototype.toString.call(({}).__proto__) === '[object Object]' && !('pwned' in window)"
        )


@each_medium
def test_texts_that_are_typed_stay_texts(medium: str, folders: dict[str, Path], browser: "Browser") -> None:
    (place,) = (page for page in pages_of(folders[medium]) if 'data-clause="1.1"' in page.read_text("utf-8"))
    with watched(browser, has_own_clock=True) as tab:
        page = tab.open(place)
        field = page.locator(f'[name="{NAME}"]')
        for text in (*HOSTILE, "<img src=x onerror=pwned=1>", "\"'><script>pwned=1</script>"):
            field.fill("".join(char for char in text if char.isprintable()))
            field.press("Tab")
            said = shown(page, "1.1")
            assert said["value"] is None
            assert NAME in said["wrong"], text
            page.clock.run_for(350)
            page.reload()
        assert not tab.wrong
        assert page.evaluate("'pwned' in window") is False
        assert page.evaluate("(selector) => document.querySelectorAll(selector).length", NOT_OURS) == 0


@each_medium
@pytest.mark.parametrize(
    "fragment",
    [
        "#1.1?",
        "#1.1?%",
        "#1.1?%E0%A4%A",
        "#1.1?<img src=x onerror=pwned=1>=<script>pwned=1</script>",
        "#__proto__?constructor=1",
        "#1.1?__proto__=是&constructor=1&toString=2",
        "#1.1?批<u>次</u>=;;;,,,;",
        "#9.9?甲=1/1.1?乙=2//#?&&==",
        "#" + "1.1?" * 5000,
        "#1.1?constructor=" + "9" * 100_000,
    ],
    ids=lambda text: text[:24],
)
def test_addresses_of_any_kind(medium: str, fragment: str, folders: dict[str, Path], browser: "Browser") -> None:
    (place,) = (page for page in pages_of(folders[medium]) if 'data-clause="1.1"' in page.read_text("utf-8"))
    with watched(browser) as tab:
        page = tab.open(place, fragment)
        page.get_by_role("button", name="填入算例").press("Enter")
        assert shown(page, "1.1")["value"] == "200000.00"
        assert not tab.wrong
        assert page.evaluate("'pwned' in window || 'constructor' in Object.create(null)") is False
