"""One thing that a clause promises, and a case against it.

An obligation speaks twice of the same thing: of results that have been worked out (``seen``), and of claims that a solver
has in view (``broken``, in the words that a ``World`` gives it).  Nothing here knows the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol

from tiaowen.runtime.result import Result

from ..model.clause import Clause
from ..model.expr import Expr
from ..report.diagnostic import Language, Text
from ..text.source import Span
from .differences import Difference

if TYPE_CHECKING:
    from ..meaning.interpret import Evaluator

# A condition, a number and a sum of payments of the solver, which has no types.
Formula = Any
Number = Any
Paid = tuple[tuple[int, Any], ...]


class World(Protocol):
    """The words in which a promise speaks of claims that a solver has in view; ``proofs.world.World`` gives them."""

    def constant(self, value: Fraction | int) -> Number: ...

    def scaled(self, number: Number, by: Fraction) -> Number: ...

    def sum(self, *numbers: Number) -> Number: ...

    def greatest(self, *numbers: Number) -> Number: ...

    def paid(self, paid: Paid) -> Number:
        """A sum of payments as a number."""

    def every(self, *parts: Formula) -> Formula: ...

    def some(self, *parts: Formula) -> Formula: ...

    def no(self, part: Formula) -> Formula: ...

    def above(self, paid: Paid, offset: Number, *, or_equal: bool = False, aligned: bool = False) -> Formula: ...


class Claim(Protocol):
    """A clause worked out for an applicant by a solver: ``held`` where every condition holds (and so something is
    paid), ``defined`` where there is an amount."""

    @property
    def world(self) -> World: ...

    @property
    def clause(self) -> Clause: ...

    @property
    def held(self) -> Formula: ...

    @property
    def defined(self) -> Formula: ...

    @property
    def parts(self) -> tuple[Paid, ...]: ...

    @property
    def total(self) -> Paid: ...

    def number_of(self, expr: Expr, /) -> Number: ...

    def truth_of(self, expr: Expr, /) -> Formula: ...

    def payment(self, amount: Number) -> Any:
        """An amount rounded as the result is."""

    def above(self, limit: Number, *, aligned: bool = False) -> Formula:
        """That more than ``limit`` is paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One claim of a case.  Facts of the same name are the same in all claims, save those in which this one ``differs``
    from the first.  ``valid`` is when a claim may be made; ``called`` is what it is called in a case, where that is not
    enough to tell it.

    A claim whose facts are refused is no claim, and the case no case; of claims made ``together`` such a one counts as
    nothing, and so does one that is out of its time, and what is 取自 another clause comes from the claim of that one.
    ``dated``: on which day it is made must be said."""

    clause: Clause
    valid: tuple[date, date] | None = None
    differs: tuple[Difference, ...] = ()
    called: Text | None = None
    together: bool = False
    dated: bool = False

    @property
    def asks_for_date(self) -> bool:
        return self.dated or self.clause.uses_date

    def difference(self, name: str) -> Difference | None:
        """How it differs in a fact."""
        return next((made for made in self.differs if made.fact == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A claim by ``clause`` worked out by the interpreter: ``parts`` are the amounts paid, one where the result is not several.
    ``refused`` where the facts are, and so nothing is paid; ``undefined`` where no result could be worked out."""

    clause: Clause
    result: Result | None
    parts: tuple[Fraction, ...]
    evaluation: Evaluator
    refused: bool = False

    @property
    def undefined(self) -> bool:
        return self.result is None and not self.refused

    @property
    def eligible(self) -> bool:
        """Whether its conditions hold."""
        return self.result is not None and self.result.eligible

    @property
    def total(self) -> Fraction:
        return sum(self.parts, Fraction(0))


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of an obligation without a solver: that it is proved; that there is nothing to prove where others of
    the promise are asked (``not asked``), or at all (``not decided``)."""

    status: Literal["proved", "not asked", "not decided"]
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """``kind`` is the name of the promise; ``settled`` is what comes of it where no solver is needed to know that;
    ``items`` how many items every list has, where it is only about that.  ``clause`` promises it, or (None) 【政策】.

    A case that is ``seen`` (of which a solver is told ``broken``) is one against it; where it ``is_wanted``, the case is
    what shows that it holds, and that there is none refutes it.  Where nobody can meet the ``premise``, nothing is promised."""

    clause: Clause | None
    kind: str
    words: Text
    applicants: tuple[Applicant, ...] = ()
    broken: Callable[[Sequence[Claim]], Formula] = field(default=lambda _: False, repr=False)
    seen: Callable[[Sequence[Replayed]], bool] = field(default=lambda _: False, repr=False)
    settled: Settled | None = None
    items: int | None = None
    is_wanted: bool = False
    premise: Callable[[Sequence[Claim]], Formula] | None = field(default=None, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)

    def heading(self, lang: Language) -> str:
        """Who promises it: 规则 1.1 研发补助."""
        if self.clause is None:
            return "【政策】" if lang == "zh" else "【政策】 (all clauses)"
        return f"{'规则' if lang == 'zh' else 'clause'} {self.clause.id} {self.clause.title}"

    @property
    def owner(self) -> str:
        return "政策" if self.clause is None else self.clause.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of a counterexample, as people read it."""

    clause: str
    facts: tuple[tuple[str, str], ...]
    result: Text
    called: Text | None = None
