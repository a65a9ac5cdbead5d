"""Into HTML: a template filled in, every text of a policy escaped on its way (the environment's ``finalize``).

Only what this room itself declares to be ``Markup`` is markup.  Characters that cannot be seen (marks that turn the
direction of writing) are written as \\u202e; those without width are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup
from markupsafe import escape as quoted

from ...report.diagnostic import Language
from ...text.source import SPACE
from ..templating import environment_of
from ..words import WORDS, Say, speaker
from .words import WORDS_OF_SITE

_WIDTHLESS = re.compile(f"(?!\\s)[{SPACE}]")


def escape(text: str) -> Markup:
    """``text`` as HTML that shows it as it is, in an element or in a quoted attribute."""
    return quoted(visible(text))


def visible(text: str) -> str:
    """``text`` in which everything can be seen."""
    return "".join(map(_visible, _WIDTHLESS.sub("", text)))


def _visible(char: str) -> str:
    if char.isspace() and unicodedata.category(char) != "Cc":
        return char
    if char in "\n\t":
        return " "
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


def exact(text: str) -> Markup:
    """A name as it is, for an attribute that a script or an address looks for."""
    return quoted(text)


def parted(title: str) -> Markup:
    """A title that is broken, where it must be, between its parts: 关于……的 / 若干政策（2025年版）."""
    return Markup("<wbr>").join(escape(part) for part in _PARTS.split(str(title)) if part)


_PARTS = re.compile("(?<=关于)|(?<=关于印发)|(?<=[的、，》”])(?!通知)|(?=[《“（])")


def fragment(name: str) -> str:
    """The part of an address that leads to the element with this id."""
    return quote(name, safe="-._~", errors="surrogatepass")


def away(at: str, file: str, anchor: str = "") -> Markup:
    """The address of a file, or of a place in it, as it is written in the file ``at``; of both / is between folders."""
    place = "" if at == file and anchor else "../" * at.count("/") + file
    return quoted(place + (f"#{fragment(anchor)}" if anchor else ""))


def share(value: Fraction | int, of: Fraction | int) -> Markup:
    """A part of a whole for a style: 0.625.  Whatever is more than nothing can be seen."""
    thousandths = int(Fraction(value) * 1000 / of) if of else 0
    thousandths = max(thousandths, 4 if value else 0)
    return Markup(f"{thousandths // 1000}.{thousandths % 1000:03}")


def fill(template: str, shown: dict[str, object], at: str, lang: Language) -> bytes:
    """A template filled in for the file ``at``."""
    environment = _environment(lang)
    text = environment.get_template(template).render(shown, at=at, href=_from(at))
    return (re.sub(r"\n\s*\n", "\n", text).strip() + "\n").encode("utf-8", "replace")


def _from(at: str) -> Callable[..., Markup]:
    def href(file: str, anchor: str = "") -> Markup:
        return away(at, file, anchor)

    return href


def say_in(lang: Language) -> Say:
    """The words of the site, and of the guide."""
    return speaker(lang, escape, {**WORDS, **WORDS_OF_SITE})


@cache
def _environment(lang: Language) -> Environment:
    environment = environment_of(("site",), escape, lang)
    environment.filters.update(exact=exact, parted=parted, share=share)
    environment.globals.update(
        say=say_in(lang),
        lang=Markup("en" if lang == "en" else "zh-CN"),
        # what the policy says, on a page whose own words are English
        zh=Markup(' lang="zh-CN"') if lang == "en" else Markup(""),
    )
    return environment
