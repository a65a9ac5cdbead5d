"""结果总能算出: where the facts pass and the conditions hold, there is an amount: nothing is divided by zero.

No case can be missing: where none of 各种情形 holds, the amount is zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostic import Text
from .obligation import Obligation
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model import Clause
    from ..pipeline import Policy


def well_defined(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    if clause.amount is None:
        return
    yield Obligation(
        clause=clause,
        kind="well-defined",
        words=Text("结果总能算出", "there is always a result"),
        applicants=(applicant(policy, clause),),
        broken=lambda claims: claims[0].world.every(claims[0].held, claims[0].world.no(claims[0].defined)),
        seen=lambda claims: claims[0].undefined,
        span=clause.span,
    )
