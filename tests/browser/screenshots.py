"""Pictures of the main pages, for people to look at: on a desk, on a phone, in the dark, on paper.

In: folders of pages, or single ones, and a folder for the pictures.  Out: PNG by page and window; prints as PDF.

    python tests/browser/screenshots.py -o PICTURES [--only desk] PAGE.html|FOLDER…

A fragment behind a page fills in what it says, and what the window then shows is the picture: index.html#7.1?研发费用合计=3000万元
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.browser import DESK, PHONE, Scheme, Watched, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOWS: dict[str, tuple[int, Scheme]] = {
    "desk": (DESK, "light"),
    "desk-dark": (DESK, "dark"),
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 where a page said something on its console."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--only", choices=[*WINDOWS, "print"])
    parser.add_argument("pages", nargs="+")
    given = parser.parse_args(arguments)
    given.output.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with started() as browser:
        for place, fragment in pages_of(given.pages):
            for window in [given.only] if given.only else [*WINDOWS, "print"]:
                wrong += take(browser, place, fragment, window, given.output)
    print("\n".join(wrong))
    return int(bool(wrong))


def pages_of(said: list[str]) -> list[tuple[Path, str]]:
    found = []
    for name in said:
        path, mark, fragment = name.partition("#")
        place = Path(path).resolve()
        found += [(page, mark + fragment) for page in (sorted(place.rglob("*.html")) if place.is_dir() else [place])]
    return found


def take(browser: "Browser", place: Path, fragment: str, window: str, output: Path) -> list[str]:
    """One picture; what the page said."""
    width, scheme = WINDOWS.get(window, (DESK, "light"))
    tab = Watched(browser, width=width, scheme=scheme)
    page = tab.open(place, fragment)
    page.wait_for_timeout(300)
    name = f"{place.parent.name}-{place.stem}-{window}"
    if window == "print":
        page.pdf(path=output / f"{name}.pdf", format="A4", print_background=True)
    else:
        page.screenshot(path=output / f"{name}.png", full_page=not fragment)
    tab.close()
    return [f"{place.name}: {each}" for each in tab.wrong]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
