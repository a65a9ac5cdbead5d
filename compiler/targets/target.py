"""What a target is: a printer of a policy's module, by its name.

A target is given nothing but the ``Module`` and what is wanted of it, and says in the report what of the module its language
cannot express.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..program.module import Module
from ..report.diagnostic import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked beside the module: ``stem`` is the output's name without its suffix ("" for standard output),
    ``package`` the dotted name of the package that a class stands in, ``dialect`` one of the target's ("" for its first),
    ``table`` what a database calls the table of applications, ``keys`` those of its columns that go on to the results (none:
    all that are no facts)."""

    stem: str = ""
    package: str = ""
    dialect: str = ""
    table: str = "填报"
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``emit`` gives each file by what is put in place of the output's suffix: "" is the output itself.  ``suffixes`` are
    all that there may be.  What cannot be said of a clause goes into the report (``NotInTarget``), of every such clause.
    A target with ``dialects`` is of databases, and reads a table; one with ``packages`` may stand in one."""

    name: str
    suffixes: tuple[str, ...]
    emit: Callable[[Module, Report, Wanted], Mapping[str, str | bytes]]
    dialects: tuple[str, ...] = ()
    packages: bool = False
