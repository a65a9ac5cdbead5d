"""A Chromium that is on this machine, and pages in it that are watched: whatever they say or ask for is kept.

Comes in: a folder of pages, or a server on this machine.  Goes out: pages of it opened from ``file://``, without a network,
or from that server and nowhere else, each with a list of what went wrong there: errors and warnings of the console, exceptions, dialogs, anything asked for from elsewhere.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

Scheme = Literal["light", "dark"]
PHONE, DESK = 360, 1200

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
AXE = Path(__file__).resolve().parents[2] / "build" / "tools" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def started() -> Iterator["Browser"]:
    """A browser for many pages; RuntimeError where this machine has none."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RuntimeError("no Chromium: apt install chromium fonts-noto-cjk (.ci/run does)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A tab; ``wrong`` is what went wrong in it since it was opened."""

    def __init__(
        self,
        browser: "Browser",
        *,
        width: int = DESK,
        scheme: Scheme = "light",
        origin: str = "",
        locale: str = "zh-CN",
        has_own_clock: bool = False,
    ) -> None:
        self.wrong: list[str] = []
        self._origin = origin
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=not origin, locale=locale
        )
        context.set_default_timeout(10_000)
        context.route("**/*", self._served)
        self.page: Page = context.new_page()
        if has_own_clock:
            context.clock.install()
        self.page.on("console", lambda said: self._told(said.type, said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(f"exception: {error}"))
        self.page.on("requestfailed", lambda asked: self.wrong.append(f"failed: {asked.url}"))
        self.page.on("dialog", self._asked)
        self.page.on("popup", lambda opened: self.wrong.append(f"window: {opened.url}"))

    def open(self, place: Path, hash_: str = "") -> "Page":
        self.page.goto(place.as_uri() + hash_, wait_until="load")
        return self.page

    def close(self) -> None:
        self.page.context.close()

    def _served(self, route: "Route") -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:")) or (self._origin and url.startswith(self._origin)):
            route.continue_()
            return
        self.wrong.append(f"asked for: {url}")
        route.abort()

    def _asked(self, dialog: "Dialog") -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _told(self, kind: str, text: str) -> None:
        if kind in ("error", "warning", "assert"):
            self.wrong.append(f"{kind}: {text}")


@contextmanager
def watched(
    browser: "Browser",
    *,
    width: int = DESK,
    scheme: Scheme = "light",
    origin: str = "",
    locale: str = "zh-CN",
    has_own_clock: bool = False,
) -> Iterator[Watched]:
    """A tab for as long as it is needed; ``origin`` (http://127.0.0.1:8000/) is a server that it may ask.  With a clock of
    its own, what a page puts off is done by ``page.clock.run_for``, whole and without waiting."""
    tab = Watched(browser, width=width, scheme=scheme, origin=origin, locale=locale, has_own_clock=has_own_clock)
    try:
        yield tab
    finally:
        tab.close()


def resize(page: "Page", width: int, scheme: Scheme) -> None:
    """The page that is open, in another window: nothing is loaded again."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
