"""What checks find that readers should know: where a little more gets less, and who is at a boundary the text leaves open.

In: a policy.  Out: for each rule its remarks, in both languages.  What 【容许】 sets apart is told too: the author knows of
it, a reader does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ...checks.boundary_differs import boundary_differs
from ...checks.cliff import cliff
from ...checks.end_of_two_ranges import end_of_two_ranges
from ...checks.gap_between_tiers import gap_between_tiers
from ...checks.jump_between_tiers import jump_between_tiers
from ...checks.newcomer_left_out import newcomer_left_out
from ...checks.number_in_two_cases import number_in_two_cases
from ...checks.overlapping_tiers import OverlappingTiers, overlapping_tiers
from ...checks.rest_of_step import rest_of_step
from ...report.diagnostic import Language
from ...report.errors.base import Plain

if TYPE_CHECKING:
    from ...model.policy import Policy

# What an applicant can act on; what is wrong in a text is for its author.
_TOLD: tuple[Callable[[Policy], Iterator[Any]], ...] = (
    cliff,
    jump_between_tiers,
    gap_between_tiers,
    overlapping_tiers,
    number_in_two_cases,
    end_of_two_ranges,
    boundary_differs,
    rest_of_step,
    newcomer_left_out,
)
_OF_RULE = re.compile(r"^(?:规则 [^\s：]+(?:：| 的)|clause [^\s:]+: )")


def remarks_of(policy: Policy, lang: Language) -> dict[str, tuple[tuple[str, str], ...]]:
    """By the ids of the rules: each in a sentence, with what it means."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for made in chain.from_iterable(check(policy) for check in _TOLD):
        assert isinstance(made, Plain)
        title, reason = (_without_rule(text.said(lang)) for text in (made.title, made.reason))
        names = (made.clause, made.other) if isinstance(made, OverlappingTiers) else (getattr(made, "clause", ""),)
        for name in filter(None, names):
            found.setdefault(name, {})[(title, reason)] = None
    return {name: tuple(told) for name, told in found.items()}


def _without_rule(said: str) -> str:
    """The card has the number of its rule already."""
    return _OF_RULE.sub("", said)
