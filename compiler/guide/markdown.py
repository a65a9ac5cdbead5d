"""The guide in one file of Markdown, its contents with links.

Every text of the policy is escaped on its way into a template (the environment's ``finalize``), so that none becomes
markup; only what this module itself declares to be ``Markup`` is not.  The same policy gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from ..answers.goals import target_said
from ..report.diagnostic import Language
from ..text.source import SPACE
from .content import content_of
from .format import Asked, Format
from .original import Written
from .templating import environment_of
from .words import said, speaker

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Report

FILE = "指南.md"


def guide(policy: Policy, lang: Language = "zh", *, text_only: bool = False) -> str:
    """The title, the contents with links, then everything; with ``text_only`` the document's own text."""
    content = content_of(policy, lang)
    title = render_template("title.md.j2", {"policy": policy}, lang)
    if text_only:
        levels = {"title": 0, "chapter": 2, "section": 3}
        shown = [(levels.get(each.role, 0), each.text) for each in content.text if not _is_title(each, policy)]
        marks = [Markup("#" * level) for level in range(4)]
        body = render_template("text.md.j2", {"paragraphs": shown, "marks": marks}, lang)
    else:
        body = render_template("guide.md.j2", {"content": content, "policy": policy}, lang)
    heading = f"## {said('index', lang)}\n"
    links = _contents(f"{title}{heading}{body}", skip=2)
    return "\n".join((title, heading, links, body)) if links else f"{title}\n{body}"


def _is_title(each: Written, policy: Policy) -> bool:
    """Whether it stands above the contents already."""
    return each.part == 0 and each.role in ("title", "subtitle")


def _contents(text: str, skip: int) -> str:
    """A list of links to the headings of chapters, articles and rules, but for the first ones."""
    anchors: dict[str, int] = {}
    lines = []
    for at, (marks, heading) in enumerate(_HEADING.findall(text)):
        anchor = _anchor(heading, anchors)
        if at >= skip and len(marks) <= _DEEPEST:
            lines.append(f"{'  ' * (len(marks) - 2)}- [{heading}](#{anchor})\n")
    return "".join(lines)


_HEADING = re.compile("^(#{1,6}) (.*)$", re.MULTILINE)
_DEEPEST = 4


def _anchor(heading: str, taken: dict[str, int]) -> str:
    """What GitHub, and most others, call a heading in a link: its letters and digits in lower case with - for spaces,
    and a number where another has this name."""
    shown = unescape(re.sub(r"\\(.)", r"\1", heading))
    name = made = re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")
    while made in taken:
        taken[name] += 1
        made = f"{name}-{taken[name]}"
    taken[made] = 0
    return made


def _write(policy: Policy, asked: Asked, _report: Report) -> Mapping[str, bytes]:
    return {FILE: guide(policy, asked.lang, text_only=asked.text_only).encode()}


MARKDOWN = Format(name="md", write=_write, alone=True, has_text_only=True)

# ── into Markdown ──


def render_template(template: str, shown: dict[str, object], lang: Language = "zh") -> str:
    """A template filled in; what it prints of texts is escaped, its own words are those of ``say`` (words.py)."""
    text = _environment(lang).get_template(template).render(shown)
    return re.sub("\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment(lang: Language = "zh") -> Environment:
    environment = environment_of((), lambda text: Markup(escape(text)), lang)
    environment.globals["say"] = speaker(lang, escape)
    environment.globals["target"] = lambda goal: target_said(goal, lang)
    return environment


_WIDTHLESS = re.compile(f"(?!\\s)[{SPACE}]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "$": "&#36;"}
_SPECIAL = re.compile(r"[\\`*_\[\]|~#!^]|:(?=\S)|^:|(?<![0-9])\.|\.(?![0-9])|^[-+=]")
_NUMBERED = re.compile(r"^([0-9]+)\)")


def escape(text: str) -> str:
    """``text`` as Markdown that shows it as it is, wherever it stands in a line: in a paragraph, a list, a heading or
    a cell.  Line ends become spaces; characters without width are left out, others that cannot be seen (marks that
    turn the direction of writing) are written as \\u202e."""
    seen = _WIDTHLESS.sub("", text)
    seen = "".join(" " if char.isspace() and unicodedata.category(char) != "Zs" else _visible(char) for char in seen)
    marked = _NUMBERED.sub(r"\1\\)", _SPECIAL.sub(lambda match: f"\\{match[0]}", seen.strip()))
    return re.sub("[&<>{}$]", lambda match: _ENTITIES[match[0]], marked)


def _visible(char: str) -> str:
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
