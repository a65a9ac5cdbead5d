"""Numbers as lengths: the largest awards of a chapter, the goals of the departments.

In: a chapter, or goals.  Out: rows for the templates, which print them as tables whose bars are cells: whoever does not see the bar has
the number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...answers.goals import Progress, Status, figure_text
from ...report.diagnostic import Language
from ..content import Rule
from .awards import Award, award_of
from .html import say_in
from .plan import Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """All rules in their order; those with a length, the longest first; those that have none.  ``top`` is the longest."""

    in_order: tuple[tuple[Rule, str, Award], ...]
    rows: tuple[tuple[Rule, str, Award], ...]
    others: tuple[tuple[Rule, str, Award], ...]
    top: Fraction

    @property
    def has_each(self) -> bool:
        return any(award.is_each for _, _, award in self.rows)


def bars_of(branch: Branch, lang: Language) -> Bars:
    rules = [(rule, file, award_of(rule, lang)) for rule, file in branch.rules]
    rows = sorted((each for each in rules if each[2].value), key=lambda each: -(each[2].value or 0))
    return Bars(
        in_order=tuple(rules),
        rows=tuple(rows),
        others=tuple(each for each in rules if not each[2].value),
        top=max((award.value or Fraction(0) for _, _, award in rows), default=Fraction(0)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Degree:
    """A goal's actual figure as text, how far it is from the target, and its part of the target, where that says something."""

    status: Status
    actual: str
    gap: str
    is_above: bool
    part: Fraction | None


def degree_of(made: Progress, lang: Language) -> Degree:
    goal, actual, gap = made.goal, made.actual, made.gap
    target = goal.number.value
    reaches = goal.aim in ("at least", "more than", "about", "exactly") and target > 0
    far = ""
    if gap:
        far = figure_text(goal, abs(gap), lang)
        if goal.number.type.is_ratio:
            far = say_in(lang)("points", points=far.removesuffix("%"))
    return Degree(
        status=made.status,
        actual="" if actual is None else figure_text(goal, actual, lang),
        gap=far,
        is_above=bool(gap and gap > 0),
        part=min(max(actual / target, Fraction(0)), Fraction(1)) if actual is not None and reaches else None,
    )


def by_department(found: Iterable[Progress]) -> tuple[tuple[str, Mapping[Status, int]], ...]:
    """For each department that leads or is responsible, how many of its goals are met, not met and not reported; who has
    most of them first."""
    counts: dict[str, Counter[Status]] = {}
    for made in found:
        for name in made.goal.departments:
            counts.setdefault(name, Counter())[made.status] += 1
    return tuple(sorted(counts.items(), key=lambda each: -each[1].total()))
