"""What a newcomer's quarter of an hour in the desk page costs, and how it looks: from a .docx to a checked rule with worked cases.

A real document (tests/documents) is made a Word file, opened in a real Chromium, and a rule is written of one of its sentences with the mouse and
what is offered.  Prints the size of the page, the time until it answers, and from a keystroke to the message about it (the middle of ten), in wall time
of a machine that may be doing other work, too.  The exit code is 1 where a goal is missed.

    python benchmarks/desk.py                        the figures
    python benchmarks/desk.py --pictures docs/desk   the pictures of docs/desk.md, too (pip install pillow)
"""

import argparse
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.browser import started, watched  # noqa: E402
from tiaowen.compiler.desk.brought import brought  # noqa: E402
from tiaowen.compiler.desk.built import page as built  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOCUMENT = ROOT / "tests" / "documents" / "40-柳河旅游业意见.txt"
TITLE = "柳河县人民政府关于促进旅游业发展的实施意见"
MOST_BYTES, MOST_READY, MOST_MESSAGE = 25_000_000, 5.0, 1.0
WIDTH, HEIGHT, COLOURS = 1280, 720, 128

Look = Callable[[str], None]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, help="the folder that the pictures are written to")
    given = parser.parse_args()
    figures = measured(given.pictures)
    for name, (value, most, unit) in figures.items():
        print(f"{name:<12} {value:8.2f} {unit}  (under {most:g} {unit})")
    return int(any(value >= most for value, most, _ in figures.values()))


def measured(pictures: Path | None = None) -> dict[str, tuple[float, float, str]]:
    """Each figure with the goal that it must stay under, and the unit of both."""
    with TemporaryDirectory() as folder, started() as browser, watched(browser, width=WIDTH) as tab:
        place, word = Path(folder) / "条文.html", Path(folder) / "旅游业意见.docx"
        place.write_bytes(built(brought()))
        word_file(word)
        page = tab.page
        page.set_default_timeout(120_000)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        tab.open(place)  # once for the disk
        page.evaluate("window.tiaowenReady")
        begun = perf_counter()
        page.reload()
        page.evaluate("window.tiaowenReady")
        ready = perf_counter() - begun
        settled(page)
        tour(page, word, looking(page, pictures))
        message = median(keystrokes(page))
        if tab.wrong:
            raise SystemExit("\n".join(tab.wrong))
        return {
            "size": (place.stat().st_size / 1e6, MOST_BYTES / 1e6, "MB"),
            "ready": (ready, MOST_READY, "s"),
            "message": (message, MOST_MESSAGE, "s"),
        }


def word_file(place: Path) -> None:
    """The document as Word has it: its title in the middle, a paragraph a line."""
    from docx import Document

    made = Document()
    made.add_paragraph(TITLE).alignment = 1
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if line.strip():
            made.add_paragraph(line.strip())
    made.save(str(place))


def looking(page: "Page", pictures: Path | None) -> Look:
    def look(name: str) -> None:
        if pictures is None:
            return
        from PIL import Image

        pictures.mkdir(parents=True, exist_ok=True)
        shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
        shown.quantize(COLOURS, dither=Image.Dither.NONE).save(pictures / f"{name}.png", optimize=True)

    return look


def tour(page: "Page", word: Path, look: Look) -> None:
    """As docs/desk.md says it, step by step."""
    page.evaluate("() => { window.showOpenFilePicker = undefined; }")  # the window of the system cannot be looked into
    look("1-打开")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="打开").click()
    chooser.value.set_files(word)
    page.wait_for_function("() => window.tiaowenDesk.state.files[0].name.startsWith('旅游业意见')")
    settled(page)
    page.wait_for_selector("#told:not(.shown)", state="attached")
    look("2-读入")
    page.get_by_role("button", name="精品美食街建设").click()
    page.get_by_role("button", name="写规则 7.1").hover()
    look("3-选一句")
    page.get_by_role("button", name="写规则 7.1").click()
    for step in range(4):
        page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected]")
        page.wait_for_timeout(300)
        if step == 0:
            look("4-写规则")
        before = text_of(page)
        page.keyboard.press("Enter")
        page.wait_for_function("(before) => window.tiaowenDesk.state.text !== before", arg=before)
    settled(page)
    # A slip, and what is said of it.
    page.locator(".cm-line", has_text="奖励：1万元。").last.click()
    page.keyboard.press("End")
    for _ in range(4):
        page.keyboard.press("Backspace")
    page.keyboard.insert_text("10万元。")
    settled(page)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#panel-problems button:enabled:text('用依据里还没用的「1万元」')")
    look("5-改错")
    page.get_by_role("button", name="用依据里还没用的「1万元」").click()
    settled(page)
    page.click("#tab-calculator")
    frame = page.frame_locator("#panel-calculator iframe")
    frame.locator("input").first.wait_for()
    page.wait_for_timeout(600)
    look("6-试算")
    page.click("#tab-cases")
    page.wait_for_selector(".cases td .good")
    look("7-算例")
    page.click("#tab-proofs")
    page.get_by_role("button", name="证明规则 7.1").click()
    page.wait_for_selector("#panel-proofs section li .good")
    look("8-证明")
    page.click("#tab-compare")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选去年的文件").click()
    chooser.value.set_files(last_year(page, word.with_name("去年.policy")))
    page.wait_for_selector(".changed .verdict")
    page.locator(".changed:has(.verdict)").scroll_into_view_if_needed()
    look("9-对照")


def last_year(page: "Page", place: Path) -> Path:
    """The policy with half of what it gives."""
    place.write_text(text_of(page).replace("1万元", "0.5万元"), "utf-8")
    return place


def keystrokes(page: "Page") -> list[float]:
    """Seconds from a key to the answer about the text with it, the page's own pause of a quarter of a second in it."""
    page.click("#tab-problems")
    page.locator(".cm-line", has_text="奖励：1万元。").last.click()
    page.keyboard.press("End")
    found = []
    for key in ("Backspace", "。") * 5:
        begun = perf_counter()
        page.keyboard.press(key) if key == "Backspace" else page.keyboard.insert_text(key)
        page.wait_for_function("() => window.tiaowenDesk.state.isFresh", polling=10)
        found.append(perf_counter() - begun)
    return found


def settled(page: "Page") -> None:
    page.wait_for_function(
        "() => window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.outlined === window.tiaowenDesk.state.checked"
    )


def text_of(page: "Page") -> str:
    text: str = page.evaluate("window.tiaowenDesk.state.text")
    return text


if __name__ == "__main__":
    sys.exit(main())
