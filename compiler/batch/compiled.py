"""The clauses of a run as a compiled module in memory, with what its results do not say: which caps lowered an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Any

from tiaowen.runtime.result import Result

from ..model.policy import Policy
from ..program.module import Entry, Module, module_of, only
from ..report.diagnostic import Language
from ..targets.executed import executed
from ..targets.python_caps import caps_text


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """``calc`` is that of ``policy``, to the 分; it raises ``error``, which has ``faults`` as ``FactError`` has."""

    module: Module
    code: ModuleType
    entries: Mapping[str, Entry]

    @property
    def error(self) -> type[Exception]:
        raised: type[Exception] = self.code.FactError
        return raised

    def calc(self, clause: str, facts: Mapping[str, object], day: date | str | None) -> Result:
        result: Result = self.code.calc(clause, facts, day)
        return result

    def caps(self, clause: str, facts: Mapping[str, object], result: Result) -> str:
        """The words of the caps that lowered the amount of a result, "" for none."""
        if clause not in self.code.CAPS or not (result.eligible or self.entries[clause].is_on_any_day):
            return ""
        binds, words = self.code.CAPS[clause]
        try:
            held = binds(facts, result.date, True)
        except self.code.UNSURE:
            policy: Any = self.code._POLICY
            plain, _ = policy._read(policy._known[clause], facts, result.date)
            held = binds(plain, result.date, True)
        # Where nothing is paid there is nothing held.
        return "；".join(word for word, is_bound in zip(words, held, strict=False) if is_bound)


@lru_cache(maxsize=8)
def compiled(policy: Policy, ids: tuple[str, ...], lang: Language) -> Compiled:
    """The module of these clauses and of those that their facts may be taken from; made once for several tables."""
    module = only(module_of(policy, lang), ids)
    code = executed(module)
    exec(compile(caps_text(module), f"{code.__name__}_caps", "exec"), code.__dict__)
    return Compiled(module, code, {entry.id: entry for entry in module.entries})
