"""What the agreement suite asks, and who answers: one file a target, so that a further one is a file and its row.

In: a policy and claims, as callers spell them.  Out: of each claim what this target tells, in a form of its own; ``told``
brings what the interpreter gives into that form, and the two must be equal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from tiaowen.compiler.answers.calculate import calc, fed
from tiaowen.compiler.pipeline import Loaded
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import Value, read_date, read_facts


@dataclass(frozen=True, slots=True)
class Claim:
    """The facts of one clause as a caller spells them, or what is given in their place; and the day (ISO text, None, or
    what is no day)."""

    clause: str
    facts: Any
    day: object


# What ``to_dict`` gives, or a list of faults: each its code, its fact and its words in both languages.
Outcome = Any


class Silence(Enum):
    """In place of an answer: the claim is one that this target is not asked (a text in place of an amount, for SQL)."""

    NOT_ASKED = "not asked"


NOT_ASKED: Final = Silence.NOT_ASKED


class Answerer(ABC):
    """One target of one policy, made ready; a context manager, since it may hold a process or a connection."""

    name: ClassVar[str]
    # Whether it needs what pip cannot install.
    needs_system: ClassVar[bool] = False
    # The most claims of a clause that there is time to put to it.
    most: ClassVar[int] = 10**6
    # How many in a hundred claims of each clause must be such that they can be put to it.
    least: ClassVar[int] = 100
    # By policy how many of its clauses the target cannot say.
    unsaid: ClassVar[Mapping[str, int]] = {}

    def __init__(self, policy: Loaded, folder: Path) -> None:
        """``folder`` is empty, and its own."""
        self.policy, self.folder = policy, folder

    def __enter__(self) -> Answerer:
        return self

    def __exit__(self, *_: object) -> None:  # noqa: B027 - most hold nothing
        """Let go of what it holds."""

    def can(self, clause: str) -> bool:
        """Whether the target can say this clause; what it cannot is a T0501 that it reported."""
        return True

    @abstractmethod
    def answers(self, claims: Sequence[Claim]) -> list[object]:
        """Of each claim what it tells; ``NOT_ASKED`` where the claim cannot be put to it."""

    def told(self, claim: Claim, outcome: Outcome) -> object:
        """What of the interpreter's outcome this target tells."""
        return outcome


class Interpreter:
    """What every target is held to."""

    def __init__(self, policy: Loaded) -> None:
        self.policy = policy

    def outcome(self, claim: Claim) -> Outcome:
        return outcome_of(partial(calc, self.policy), FactError, claim)


def outcome_of(calc: Callable[..., Any], fact_error: type[FactError], claim: Claim) -> Outcome:
    """What ``calc`` of the interpreter or of a compiled Python module gives."""
    try:
        return calc(claim.clause, claim.facts, date=claim.day).to_dict()
    except fact_error as error:
        return [[fault.code, fault.fact, fault.message, fault.message_en] for fault in error.faults]


def held(policy: Loaded, claim: Claim) -> tuple[Mapping[str, Value], int | None] | None:
    """The facts as the runtime holds them and the day as its number, for targets that read no texts; None where the
    facts or the day cannot be read."""
    clause = policy.clauses[claim.clause]
    try:
        facts = read_facts(clause.asked, fed(policy, clause, claim.facts))
    except FactError:
        return None
    if claim.day is None:
        return facts, usual_day(policy, claim.clause)
    day = read_date(claim.day)
    return None if day is None else (facts, day.toordinal())


def usual_day(policy: Loaded, clause_id: str) -> int | None:
    """The day that is taken where none is given."""
    clause = policy.clauses[clause_id]
    valid = policy.terms_of(clause).valid or clause.valid
    return valid[1].toordinal() if valid else None


def exact(value: Any) -> Any:
    """A value, written or as a number, as exact fractions."""
    if isinstance(value, Mapping):
        return {name: exact(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [exact(part) for part in value]
    return value if isinstance(value, bool) else Fraction(value)
