"""The policies that are offered side by side, each under a name that can stand in an address.

>>> names_of(["政策/2025版.policy", "b/jindong-2025", "c/jindong-2025/", "check"], ["check"])
['2025版', 'jindong-2025', 'jindong-2025-2', 'check-2']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..program.module import Module, module_of
from ..targets.executed import executed

if TYPE_CHECKING:
    from ..pipeline import Loaded
    from ..report.diagnostic import Language


@dataclass(frozen=True, eq=False)
class Offer:
    """A policy without errors under its name, compiled in either language when that is first asked for: what is compiled
    answers as the interpreter does, and a hundred times as fast."""

    policy: Loaded
    name: str = ""
    _programs: dict[str, Module] = field(default_factory=dict, init=False, repr=False)
    _made: dict[str, ModuleType] = field(default_factory=dict, init=False, repr=False)

    def program(self, lang: Language) -> Module:
        """What a target is given, explained in a language."""
        if lang not in self._programs:
            self._programs[lang] = module_of(self.policy, lang)
        return self._programs[lang]

    def module(self, lang: Language) -> ModuleType:
        """The calculators, explained in a language."""
        if lang not in self._made:
            self._made[lang] = executed(self.program(lang))
        return self._made[lang]


def names_of(paths: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """A name for the policy at each path: that of its folder or file, of letters (Chinese ones too), digits, - _ and .
    only, each once and none of those ``taken``; the second of one name is name-2."""
    found: list[str] = []
    for path in paths:
        place = Path(path).absolute()
        stem = place.name if place.is_dir() else place.stem
        name = re.sub(r"[^\w.-]+", "-", normalize("NFC", stem)).strip("-._") or "policy"
        said, number = name, 1
        while said in found or said in taken:
            number += 1
            said = f"{name}-{number}"
        found.append(said)
    return found
