"""One thing that a clause promises, and a case against it.

An obligation speaks twice of the same thing: of results that have been worked out (``seen``), and of claims that a solver
has in view (``broken``, in the words that a ``World`` gives it).  Nothing here knows the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.result import Result

from ..diagnostic import Text
from ..model import Clause
from ..source import Span

if TYPE_CHECKING:
    from ..interpret import Evaluator
    from ..proofs.algebra import Claim

# A condition of the solver, which has no types.
Formula = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One claim of a case.  Facts of the same name are the same in all claims, save ``varied``: there this claim has
    ``more`` of its smallest unit than the first has, or, where that is None, any number that is no less.  ``valid`` is
    when a claim may be made."""

    clause: Clause
    valid: tuple[date, date] | None = None
    varied: str = ""
    more: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A claim worked out by the interpreter: ``parts`` are the amounts paid, one where the result is not several.
    ``undefined`` where no result could be worked out."""

    result: Result | None
    parts: tuple[Fraction, ...]
    evaluation: Evaluator

    @property
    def undefined(self) -> bool:
        return self.result is None

    @property
    def total(self) -> Fraction:
        return sum(self.parts, Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """``kind`` is the name of the promise; ``settled`` says why it holds where no solver is needed to know it;
    ``items`` how many items every list has, where it is only about that."""

    clause: Clause
    kind: str
    words: Text
    applicants: tuple[Applicant, ...] = ()
    broken: Callable[[Sequence[Claim]], Formula] = field(default=lambda _: False, repr=False)
    seen: Callable[[Sequence[Replayed]], bool] = field(default=lambda _: False, repr=False)
    settled: Text | None = None
    items: int | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of a counterexample, as people read it."""

    clause: str
    facts: tuple[tuple[str, str], ...]
    result: Text
