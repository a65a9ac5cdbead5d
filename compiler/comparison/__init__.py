"""``tiaowen diff``: what a revision changes in the document's words, and what that means for those who apply.

In: two policies without errors.  Out: a ``Comparison``: what 【政策】 declares, the text article by article, and every
rule with its verdict (equal, more or less generous, mixed, new, gone), how it was come to, and an applicant for each
direction.  Printed as 修订对照表 by revision.py, and as JSON by report.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .agreements import agreement_changes
from .clauses import ClauseChange, Difference, clause_changes
from .meaning import TIMEOUT_SECONDS, Solver
from .texts import ArticleChange, text_changes

if TYPE_CHECKING:
    from ..model.policy import Policy

__all__ = ["TIMEOUT_SECONDS", "Comparison", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    old: Policy
    new: Policy
    agreements: tuple[Difference, ...]
    articles: tuple[ArticleChange, ...]
    clauses: tuple[ClauseChange, ...]


def compare(old: Policy, new: Policy, timeout: float = TIMEOUT_SECONDS) -> Comparison:
    """The old policy beside the new one; each question to the solver takes ``timeout`` seconds at most."""
    articles = text_changes(old.document, new.document)
    clauses = clause_changes(old, new, articles, Solver(timeout))
    return Comparison(
        old=old, new=new, agreements=agreement_changes(old, new, clauses), articles=articles, clauses=clauses
    )
