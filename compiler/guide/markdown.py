"""The guide in Markdown: a file a chapter and 目录.md.

Every text of the policy is escaped on its way into a template (the environment's ``finalize``), so that none becomes
markup; only what this module itself declares to be ``Markup`` is not.  The same policy gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from ..answers.goals import target_said
from ..report.diagnostic import Language
from ..text.source import SPACE
from .content import Page, content_of
from .format import Asked, Format
from .outline import Node
from .words import said, speaker

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Report

INDEX = "目录.md"
WHOLE = "指南.md"


def guide(policy: Policy, lang: Language = "zh") -> dict[str, str]:
    """The pages by their file names: the index, then the chapters.  The names are the same in both languages."""
    content = content_of(policy, lang)
    files = {_file(page, number): page for number, page in _numbered(content.pages)}
    # A file's name is made of letters, digits and - only.
    links = [Markup(f"<{file}>") for file in files]
    texts = {INDEX: render_template("index.md.j2", {"content": content, "policy": policy, "links": links}, lang)}
    for file, page in files.items():
        texts[file] = render_template("chapter.md.j2", {"content": content, "policy": policy, "page": page}, lang)
    return texts


def _numbered(pages: Sequence[Page]) -> Iterator[tuple[int, Page]]:
    """Chapters and annexes, each counted from 1."""
    counts: dict[bool, int] = {}
    for page in pages:
        counts[page.annex] = counts.get(page.annex, 0) + 1
        yield counts[page.annex], page


def _file(page: Page, number: int) -> str:
    if page.loose:
        return WHOLE
    return f"附件{number:02}{_slug(page.heading)}.md" if page.annex else f"{number:02}{_slug(page.heading)}.md"


def _slug(heading: str) -> str:
    """What of a heading may stand in a file name: letters and digits."""
    words = "".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFC", heading)[:60]).split()
    return "".join(f"-{word}" for word in words)


def _write(policy: Policy, asked: Asked, _report: Report) -> Mapping[str, bytes]:
    return {name: text.encode() for name, text in guide(policy, asked.lang).items()}


MARKDOWN = Format(name="md", write=_write)

# ── into Markdown ──


def render_template(template: str, shown: dict[str, object], lang: Language = "zh") -> str:
    """A template filled in; what it prints of texts is escaped, its own words are those of ``say`` (words.py)."""
    text = _environment(lang).get_template(template).render(shown)
    return re.sub("\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment(lang: Language = "zh") -> Environment:
    folder = resources.files("tiaowen.compiler") / "guide" / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,  # macros give Markup, which is not escaped a second time
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["runs"] = _runs
    environment.filters["listed"] = lambda names: said("list comma", lang).join(map(str, names))
    environment.globals["say"] = speaker(lang, escape)
    environment.globals["target"] = lambda goal: target_said(goal, lang)
    return environment


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Steps that follow each other make one table; every other node stands for itself."""
    for kind, run in groupby(nodes, key=lambda node: type(node).__name__):
        if kind == "Step":
            yield kind, tuple(run)
        else:
            yield from ((kind, (node,)) for node in run)


def _finalize(value: object) -> object:
    """What a template prints: Markup as it is, texts and counts escaped, nothing else."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, (str, int)):
        return Markup(escape(str(value)))
    raise TypeError(f"a template prints texts, not {type(value).__name__}")


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
