"""What is found between policies: ``tiaowen check A B …``, say of two years, or of a city and a district.

In: policies that are read together.  Out: diagnostics that quote both: each points into the later policy, with the
passage of the other beside it.  One check is one file, listed in ``ACROSS``.  An edition that ends before the next one
begins is never paid twice; what became of its rules is for ``tiaowen diff`` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from ..report.diagnostic import Diagnostic
from .contradicting_numbers import contradicting_numbers
from .differing_definition import differing_definition
from .expired_basis import expired_basis
from .paid_twice import paid_twice
from .side_by_side import Pair, side_by_side

if TYPE_CHECKING:
    from ..model.policy import Policy

ACROSS: tuple[Callable[[Pair], Iterable[Diagnostic]], ...] = (
    paid_twice,
    contradicting_numbers,
    differing_definition,
    expired_basis,
)


def across(policies: Sequence[Policy]) -> Iterator[Diagnostic]:
    """What is found between each two of the policies."""
    for one, other in combinations(policies, 2):
        pair = side_by_side(one, other)
        for check in ACROSS:
            yield from check(pair)
