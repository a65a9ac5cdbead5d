"""An applicant who shows what a revision changes."""

from dataclasses import dataclass

from ..report.diagnostic import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An applicant, and what the two clauses give; facts in the drafter's units."""

    facts: tuple[tuple[str, str], ...]
    old: Text
    new: Text
