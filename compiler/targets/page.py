"""What a page runs: one classic script around the compiled calculator, for the guide and for the target html.

In: a module.  Out: a function called at once, since browsers refuse module scripts from file://.  Within it stand the text
of the JavaScript module, the clauses as data, and the page's own scripts; of all that a page sees ``window.tiaowen``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from ..program.module import Module
from ..report.diagnostic import Report
from .identifiers import literal
from .ir import clause_data, written
from .javascript import JAVASCRIPT

# The files of page/, in the order in which they are printed.
_SCRIPTS = (
    "words",
    "decimals",
    "state",
    "build",
    "controls",
    "fields",
    "rows",
    "form",
    "outcome",
    "line",
    "walk_words",
    "applicants",
    "curves",
    "walk",
    "scales",
    "picture",
    "further",
    "card",
    "claims_form",
    "settlement",
    "enterprise",
    "start",
)
_TOLD_ELSEWHERE = ("title", "quote", "heading", "explanation")
_STYLES = ("tokens", "calculator", "result", "picture", "enterprise")
_SHOWN = ("calc", "FactError", "CLAUSES", "FACTS", "TITLE", "SOURCE_SHA256", "COMPILER_VERSION")


def page_script(module: Module, report: Report) -> str:
    """The script of a page.  INVARIANT: it may stand within a script element, since no text of the policy has a "<" in it."""
    calculator = re.sub(r"^export ", "", JAVASCRIPT.emit(module, report)[""], flags=re.MULTILINE)
    parts = [
        '(function () {\n"use strict";',
        calculator,
        f"const PROGRAMS = JSON.parse({literal(_programs(module))});",
        *(of_page(f"{name}.js") for name in _SCRIPTS),
        f"window.tiaowen = Object.freeze({{ {', '.join(_SHOWN)} }});",
        "})();",
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _programs(module: Module) -> str:
    """The clauses as data by their ids (docs/ir.md), without what the module's own tables and functions say."""
    programs = {}
    for entry in module.entries:
        data = clause_data(entry)
        programs[entry.id] = {name: part for name, part in data.items() if name not in _TOLD_ELSEWHERE}
    return written(programs)


def page_style() -> str:
    """The styles of the calculators, with the colours they name."""
    return "\n".join(of_page(f"{name}.css") for name in _STYLES)


@cache
def of_page(name: str) -> str:
    """A file of page/."""
    return resources.files("tiaowen.compiler").joinpath("targets", "page", name).read_text("utf-8")
