"""The desk page worked with its keys alone: no mouse, and nothing that a person without one could not do.

Comes in: the page, ready, with the cursor in the text.  Goes out: what is done there; each step waits until the page has answered.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FRESH = "window.tiaowenDesk.state.isFresh && window.tiaowenDesk.state.outlined === window.tiaowenDesk.state.checked"
# So often Tab is pressed before something is said not to be reached.
_MOST = 200


class Keys:
    def __init__(self, page: "Page") -> None:
        self.page = page

    @property
    def text(self) -> str:
        text: str = self.page.evaluate("window.tiaowenDesk.state.text")
        return text

    @property
    def wrong(self) -> list[str]:
        """The errors and warnings that are shown."""
        found: list[str] = self.page.evaluate(
            "window.tiaowenDesk.state.found.diagnostics.filter(({ severity, allowed }) => severity !== 'hint' && !allowed).map(({ code, title }) => `${code} ${title}`)"
        )
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def answered(self, what: str = "true") -> None:
        """Until the text that stands there was checked, and something holds of the page."""
        self.page.wait_for_function(f"() => {_FRESH} && ({what})")

    def paste(self, text: str) -> None:
        """Over everything."""
        self.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.answered()

    def find(self, words: str) -> None:
        """The cursor to the last place where words stand, which are selected."""
        self.press("Control+End", "Control+f")
        self.page.keyboard.insert_text(words)
        # The field hears of what is in it when a key is let go.
        self.press("End", "Shift+Enter", "Escape")

    def replace(self, old: str, new: str) -> None:
        self.find(old)
        self.page.keyboard.insert_text(new)
        self.answered()

    def tab_to(self, words: str, *, back: bool = False) -> None:
        """Tab until something is reached that begins with words: a button, a field by its name."""
        said = "(() => { const it = document.activeElement; return it.matches('button, input, select') ? (it.labels?.[0] ?? it).textContent.trim() : ''; })()"
        for _ in range(_MOST):
            self.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate(said).startswith(words):
                return
        raise AssertionError(f"no key leads to {words}")

    def take(self, words: str) -> None:
        """A correction, or something that can be done where the cursor is, by the words on its button."""
        self.page.wait_for_selector(f"#panel-problems button:enabled:text('{words}')")
        self.tab_to(words)
        before = self.text
        self.press("Enter")
        self.page.wait_for_function("(before) => window.tiaowenDesk.state.text !== before", arg=before)
        self.answered()

    def take_offer(self) -> None:
        """The first that is offered in the text."""
        self.page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected]")
        # What has just appeared is not taken by a key that was meant for the text.
        self.page.wait_for_timeout(150)
        self.press("Enter")

    def to_panel(self, name: str) -> None:
        """The panel whose tab has a name, from anywhere: to the tabs by Tab, along them by the arrows."""
        selected = "document.activeElement.getAttribute('role') === 'tab'"
        for _ in range(_MOST):
            self.press("Tab")
            if self.page.evaluate(selected):
                break
        for _ in range(12):
            if self.page.evaluate("document.activeElement.textContent.trim()").startswith(name):
                return
            self.press("ArrowRight")
        raise AssertionError(f"no key leads to the panel {name}")

    def to_text(self) -> None:
        for _ in range(_MOST):
            self.press("Shift+Tab")
            if self.page.evaluate("document.activeElement.classList.contains('cm-content')"):
                return
        raise AssertionError("no key leads back to the text")
