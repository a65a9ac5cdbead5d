"""The claims that differ, worked out once more with their explanations.

In: a chunk of applications, as it was worked out, and the differences found in it.  Out: the lines of each explanation, and the
caps that lowered the amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from ..batch.options import Options
from ..batch.outcome import CAPPED, REASONS
from ..batch.run import Run
from ..batch.seen import Again
from ..tables.source import Chunk
from .asked import Asked, Difference


@dataclass(frozen=True, slots=True)
class Explained:
    lines: list[tuple[str, ...]]
    caps: list[str]


@dataclass(slots=True)
class Explaining:
    """The rows that differ, worked out once more with their explanations."""

    asked: Asked
    run: Run
    options: Options
    _again: Run | None = None

    def of(self, chunk: Chunk, found: Sequence[Difference], names: Mapping[int, str]) -> Explained:
        if not found:
            return Explained([], [])
        rows = sorted({each.row for each in found})
        if self._again is None:
            again = replace(self.options, explain=True, settle=False, clauses=self.run.plan.ids)
            self._again = Run(self.asked.policy, Again(self.asked.applications), again, self.run.items)
        source: Any = self._again.source
        flaws = tuple(flaw for flaw in chunk.flaws if flaw.column and flaw.row in set(chunk.rows[rows].tolist()))
        source.chunk = Chunk(rows=chunk.rows[rows], batch=chunk.batch.take(pa.array(rows)), flaws=flaws)
        (part,) = self._again.parts()
        at = {row: place for place, row in enumerate(rows)}
        lines: list[tuple[str, ...]] = []
        caps: list[str] = []
        for each in found:
            name = names[each.place]
            said = part.batch.column(name + REASONS)[at[each.row]].as_py()
            cap = part.batch.column(name + CAPPED)[at[each.row]].as_py()
            lines.append(tuple(said.split("\n")) if said else ())
            caps.append(cap or "")
        return Explained(lines, caps)
