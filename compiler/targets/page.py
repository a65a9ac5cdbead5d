"""What a page runs: one classic script around the compiled calculator, for the guide and for the target html.

In: a module.  Out: a function called at once, since browsers refuse module scripts from file://.  Within it stand the text
of the JavaScript module, the clauses as data, and the page's own scripts; of all that a page sees ``window.tiaowen``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from tiaowen.runtime.english_units import english_unit
from tiaowen.runtime.facts import FactType

from ..program.module import Module
from ..report.diagnostic import Report
from .identifiers import literal
from .ir import Data, clause_data, written
from .javascript import JAVASCRIPT
from .target import Wanted

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
    "polynomials",
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
_SHOWN = (
    "calc",
    "settle",
    "allocate",
    "FactError",
    "CLAUSES",
    "FACTS",
    "SAME_MATTER",
    "SHARING",
    "BUDGET",
    "TITLE",
    "SOURCE_SHA256",
    "COMPILER_VERSION",
)


def page_script(module: Module, report: Report) -> str:
    """The script of a page.  INVARIANT: it may stand within a script element, since no text of the policy has a "<" in it."""
    calculator = re.sub(r"^export ", "", str(JAVASCRIPT.emit(module, report, Wanted())[""]), flags=re.MULTILINE)
    parts = [
        '(function () {\n"use strict";',
        calculator,
        f"const UNITS_SAID = {written(_units(module))};",
        f"const PROGRAMS = JSON.parse({literal(_programs(module))});",
        *(of_page(f"{name}.js") for name in _SCRIPTS),
        f"window.tiaowen = Object.freeze({{ {', '.join(_SHOWN)} }});",
        "})();",
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _units(module: Module) -> dict[str, Data]:
    """The units of facts and results, and ten thousand of an amount, in the language of the explanations where that is another."""
    if module.lang == "zh":
        return {}
    units = {of.unit for entry in module.entries for of in _numbers(entry.asked)} | {e.unit for e in module.entries}
    said: dict[str, Data] = {unit: english_unit(unit)[0] for unit in sorted(units - {""})}
    return said | {f"万{unit}": f"10,000 {name}" for unit, name in said.items() if unit.startswith("元")}


def _numbers(facts: Iterable[FactType]) -> Iterator[FactType]:
    for of in facts:
        yield of
        yield from _numbers((*of.fields, *([of.item] if of.item else [])))


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
