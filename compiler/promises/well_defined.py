"""结果总能算出: where the facts pass and the conditions hold, there is an amount: nothing is divided by zero.

Facts that make a divisor zero are refused as a fault of the facts; the promise names them, so that the drafter sees who is
told to fill in again.

No case can be missing: where none of 各种情形 holds, the amount is zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..meaning.faults import fact_checks
from ..report.diagnostic import Text
from .obligation import Obligation
from .of_clause import applicant

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy


def well_defined(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    if clause.amount is None:
        return
    divisors = dict.fromkeys(
        (check.message, check.message_en) for check in fact_checks(clause) if check.code == "T0617"
    )
    words = Text("结果总能算出", "there is always a result")
    if divisors:
        zh, en = "；".join(zh for zh, _ in divisors), "; ".join(en for _, en in divisors)
        words = Text(f"{words.zh}（{zh}，否则退回重填）", f"{words.en} (facts are refused otherwise: {en})")
    yield Obligation(
        clause=clause,
        kind="well-defined",
        words=words,
        applicants=(applicant(policy, clause),),
        broken=lambda claims: claims[0].world.every(claims[0].held, claims[0].world.no(claims[0].defined)),
        seen=lambda claims: claims[0].undefined,
        span=clause.span,
    )
