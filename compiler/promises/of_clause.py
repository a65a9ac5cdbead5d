"""What the promises ask of a clause, and of several together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.clause import Clause
from ..report.diagnostic import Text
from .differences import Difference
from .obligation import Applicant

if TYPE_CHECKING:
    from ..model.policy import Policy


def applicant(policy: Policy, clause: Clause, *differs: Difference, called: Text | None = None) -> Applicant:
    """One who claims by the clause while it is valid."""
    declared = policy.terms_of(clause).valid
    valid = clause.valid or declared
    # Without a date, a claim is taken to be made when the period of the policy ends.
    dated = declared is not None and valid != declared
    return Applicant(clause=clause, valid=valid, differs=differs, called=called, dated=dated)


def together(policy: Policy, clauses: Iterable[Clause]) -> tuple[Applicant, ...]:
    """One who claims by each of the clauses at once, on one day: refused or out of time, a claim counts as nothing."""
    made = [replace(applicant(policy, clause), together=True) for clause in clauses]
    dated = any(each.dated for each in made) or len({each.valid for each in made}) > 1
    return tuple(replace(each, dated=dated) for each in made)
