"""A policy from texts at hand: as it is edited, and read whole where somebody asks for more than what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..editing.desk import Desk
from ..pipeline import Loaded, compile_sources
from ..program.module import only
from ..service.offer import Offer
from ..text.source import Source

if TYPE_CHECKING:
    from ..program.module import Module
    from ..report.diagnostic import Language

Files = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Made:
    """``files`` are names and texts in their order; ``desk`` has the same texts, and remembers what it read of those before."""

    files: Files
    desk: Desk

    @cached_property
    def policy(self) -> Loaded:
        """Read anew, so that its places are in the files."""
        policy, _ = compile_sources([Source.of(name, text) for name, text in self.files])
        return policy

    @cached_property
    def offer(self) -> Offer:
        return Offer(self.policy)

    def module(self, lang: Language, clauses: Sequence[str] = ()) -> Module:
        """What a target is given of the policy, or of some clauses of it."""
        whole = self.offer.program(lang)
        return only(whole, clauses) if clauses else whole


def made_of(files: Files) -> Made:
    """Of texts that were not at hand before."""
    return Made(files, Desk(dict(files)))
