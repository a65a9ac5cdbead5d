"""How a command ends: its exit code, and what stops it on the way.

0 fine, warnings, not eligible · 1 errors in the policy, a failing 算例, files that fmt would change · 2 wrong usage, a
file that cannot be read or written, bad facts · 3 a fault of ours · 130 interrupted · 141 nobody reads the output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bilingual import pick

if TYPE_CHECKING:
    from tiaowen.runtime.errors import FactError

    from ..report.diagnostic import Diagnostic, Language

FINE, FAULTY, MISUSED, OURS, INTERRUPTED, UNREAD = 0, 1, 2, 3, 130, 141


class Stopped(Exception):
    """The command ends here, with a message and an exit code."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


def refused(diagnostic: Diagnostic, lang: Language) -> Stopped:
    """What was given cannot be used; the diagnostic says why."""
    from ..report.render import render_text

    return Stopped(MISUSED, render_text([diagnostic], lang))


def bad_facts(error: FactError, lang: Language) -> Stopped:
    """Facts that cannot be used, each fault in a line."""
    from ..report.render import visible

    said = (pick(lang, f"错误[{f.code}]：{f.message}", f"error[{f.code}]: {f.message_en}") for f in error.faults)
    return Stopped(MISUSED, "".join(f"{visible(line)}\n" for line in said))
