"""The panels of the desk page: what changed since last year, what was read of a document, all of it in English."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browser import PHONE, Watched, watched
from support.desk_keys import Keys
from support.word_files import File, changed, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs_system

TEXT = (
    "某区若干政策\n\n（一）支持研发。按研发费用的8%给予补助，最高50万元。\n\n"
    "【规则 1】研发补助\n依据：“按研发费用的8%给予补助，最高50万元”\n填报：研发费用：金额。\n"
    "补助：研发费用的8%，封顶50万元。\n算例：研发费用100万元，得8万元。\n【完】\n"
)
# Words in Chinese characters that are shown, beside those of the policy.
CHINESE = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: of } = texts.currentNode;
    if (/[\\u4e00-\\u9fff]/.test(data) && of.offsetParent !== null && !of.closest("script, style, noscript, .cm-content")) found.push(data);
  }
  for (const name of ["title", "aria-label", "placeholder"])
    for (const of of document.querySelectorAll(`[${name}]`))
      if (/[\\u4e00-\\u9fff]/.test(of.getAttribute(name)) && of.offsetParent !== null) found.push(of.getAttribute(name));
  return found;
}"""


@pytest.fixture(scope="module")
def tab(browser: "Browser", desk_file: Path) -> Iterator[Watched]:
    with watched(browser, width=1440) as found:
        found.page.set_default_timeout(120_000)
        found.open(desk_file)
        found.page.evaluate("window.tiaowenReady")
        found.page.evaluate("() => { window.showOpenFilePicker = undefined; }")
        yield found
        assert found.wrong == []


def give(page: "Page", button: str, place: Path) -> None:
    """A file, where a button asks for one."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).click()
    chooser.value.set_files(place)


def test_what_changed_stands_side_by_side_with_what_it_means(tab: Watched, tmp_path: Path) -> None:
    page, keys = tab.page, Keys(tab.page)
    page.click("#panel-text .cm-content")
    keys.paste(TEXT)
    old = tmp_path / "去年.policy"
    old.write_text(TEXT.replace("8%", "5%").replace("得8万元", "得5万元"), "utf-8")
    page.click("#tab-compare")
    give(page, "选去年的文件", old)
    page.wait_for_selector(".changed .verdict")
    assert page.inner_text(".changed > .pair del .number") == "5%"
    assert page.inner_text(".changed > .pair ins .number") == "8%"
    assert page.inner_text(".verdict .chip") == "更有利（经证明）"
    assert "现得" in page.inner_text(".verdict li")
    sides = page.locator(".changed > .pair > .side-text")
    boxes = [sides.nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"]
    page.get_by_role("button", name="到这一条").click()
    line = page.evaluate("document.activeElement.querySelector('.cm-activeLine').textContent")
    assert line.startswith("（一）支持研发")
    # On a phone one stands under the other, and on paper it is what is printed.
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.click("#tab-compare")
    boxes = [sides.nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0] and boxes[1] and boxes[0]["x"] == boxes[1]["x"] and boxes[0]["y"] < boxes[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media="print")
    assert page.is_visible(".changed .verdict") and not page.is_visible(".cm-content")
    page.emulate_media(media="screen")


def test_a_document_says_what_was_read_and_its_changes_are_taken_or_not(tab: Watched, tmp_path: Path) -> None:
    page, keys = tab.page, Keys(tab.page)
    file = File()
    file.line("某区若干政策")
    file.line("（一）按投资额的", runs=changed("del", "5%") + changed("ins", "8%") + run("给予补助。"))
    place = tmp_path / "通知.docx"
    place.write_bytes(file.bytes)
    give(page, "打开", place)
    page.wait_for_selector(".brought section")
    keys.answered()
    assert "8%" in keys.text and "5%" not in keys.text
    said = page.inner_text(".brought")
    assert "读到：《某区若干政策》" in said and "1条" in said and "2处修订按接受" in said
    page.get_by_label("没有接受的").check()
    page.wait_for_function("() => window.tiaowenDesk.state.text.includes('5%')")
    assert "8%" not in keys.text
    # What somebody has changed is not read again.
    page.click("#panel-text .cm-content")
    page.keyboard.insert_text("甲")
    page.wait_for_selector(".brought fieldset input:disabled")


def test_in_english_the_page_has_no_chinese(tab: Watched, desk_file: Path) -> None:
    page, keys = tab.page, Keys(tab.page)
    page.goto(f"{desk_file.as_uri()}?lang=en")
    page.evaluate("window.tiaowenReady")
    page.click("#panel-text .cm-content")
    keys.press("Control+a", "Delete")
    keys.answered("window.tiaowenDesk.state.text === ''")
    for name in ("problems", "calculator", "cases", "guide", "proofs", "compare", "export"):
        page.click(f"#tab-{name}")
        shown = page.evaluate(CHINESE)
        # How articles are numbered is quoted.
        assert {said for said in shown if "（一）, 第一条" not in said} <= {"中文", "通知.policy"}, name
    page.get_by_role("button", name="中文").click()
    page.wait_for_function("() => document.documentElement.lang === 'zh-CN' && window.tiaowenDesk")
    assert page.inner_text("#tab-problems").startswith("问题")
