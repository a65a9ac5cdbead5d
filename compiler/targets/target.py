"""What a target is: a printer of a policy's module, by its name.

A target is given nothing but the ``Module`` and says in the report what of it its language cannot express.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..program.module import Module
from ..report.diagnostic import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``emit`` gives the text of each file by what is put in place of the output's suffix: "" is the output itself.
    ``suffixes`` are all that there may be.  What cannot be said goes into the report (``NotInTarget``)."""

    name: str
    suffixes: tuple[str, ...]
    emit: Callable[[Module, Report], Mapping[str, str]]
