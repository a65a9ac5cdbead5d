"""The compiled Python of a module, in memory: what ``compile --target python`` writes, without a file."""

from __future__ import annotations

import sys
from itertools import count
from types import ModuleType

from ..program.module import Module
from ..report.diagnostic import Report
from .python import PYTHON
from .target import Wanted

_NUMBERS = count(1)


def executed(module: Module) -> ModuleType:
    """The Python module, executed under a name of its own."""
    made = ModuleType(f"compiled_policy_{next(_NUMBERS)}")
    text = PYTHON.emit(module, Report(), Wanted())[""]
    sys.modules[made.__name__] = made  # where dataclasses look for their module
    try:
        exec(compile(text, made.__name__, "exec"), made.__dict__)
    finally:
        del sys.modules[made.__name__]
    return made
