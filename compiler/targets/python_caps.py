"""Which caps lowered an amount, as Python beside a compiled module: what its results do not say and columns of results do.

In: a module.  Out: functions to be executed in the namespace of the compiled module: ``CAPS`` has for each clause with caps the
function and their words.  A function reads facts as the clause does, so it raises what that raises where they are not plain.
"""

from __future__ import annotations

from ..program.module import Entry, Module
from .python import ClauseText, own_suffixes, taken_names
from .python_runtime import runtime


def caps_text(module: Module) -> str:
    """The text of the functions."""
    _, _, names = runtime(module.lang)
    taken, own = taken_names(names), own_suffixes(module)
    capped = [entry for entry in module.entries if entry.caps]
    parts = [_function(entry, own[entry.id], taken) for entry in capped]
    rows = [
        f"    {entry.id!r}: (_caps_{own[entry.id]}, {tuple(cap.words for cap in entry.caps)!r})," for entry in capped
    ]
    return "\n\n".join([*parts, "\n".join(["CAPS = {", *rows, "}"])]) + "\n"


def _function(entry: Entry, suffix: str, taken: frozenset[str]) -> str:
    made = ClauseText(entry, suffix, taken, None)
    lines = [*made.given(), *made.decision()]
    binds = ", ".join(made.printer.truth(cap.binds) for cap in entry.caps)
    lines.append(f"return ({binds},) if pays else ()")
    head = f"def _caps_{suffix}(facts: Mapping[str, Any], on: date | None, in_time: bool) -> tuple[bool, ...]:"
    return "\n".join([head, *(f"    {line}" for line in lines)])
