"""What the promises ask of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.clause import Clause
from ..report.diagnostic import Text
from .differences import Difference
from .obligation import Applicant

if TYPE_CHECKING:
    from ..model.policy import Policy


def applicant(policy: Policy, clause: Clause, *differs: Difference, called: Text | None = None) -> Applicant:
    """One who claims by the clause while it is valid."""
    valid = clause.valid or policy.terms_of(clause).valid
    return Applicant(clause=clause, valid=valid, differs=differs, called=called)
