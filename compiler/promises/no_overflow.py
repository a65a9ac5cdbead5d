"""整数不溢出: where 64 bits do not suffice, the compiled code has wider integers.

Decided by the intervals of the integer form, for facts in their ranges; no solver is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..ir import integer
from ..program.lower import lower
from ..program.scale import scale
from ..report.diagnostic import Text
from .obligation import Obligation, Settled

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

_MOST = 2**63 - 1


def no_overflow(policy: Policy, clause: Clause) -> Iterator[Obligation]:
    wide = _wider_than_64_bits(clause)
    reason = Text("64位整数足够", "64 bits suffice")
    if wide:
        expressions = "expression" if wide == 1 else "expressions"
        reason = Text(
            f"有{wide}处可能超出64位，编译出的程序在那里用更长的整数",
            f"{wide} {expressions} may exceed 64 bits; there the compiled code has wider integers",
        )
    yield Obligation(
        clause=clause,
        kind="no-overflow",
        words=Text("整数不溢出", "no integer overflows"),
        settled=Settled("proved", reason),
        span=clause.span,
    )


def _wider_than_64_bits(clause: Clause) -> int:
    """How many expressions of the result may be beyond 64 bits; of a series, what its amounts come to is one."""
    program = scale(lower(clause))
    summed = () if clause.series is None else scale(lower(replace(clause, series=None))).amounts
    found: dict[integer.IntExpr, None] = {}
    waiting: list[object] = [program.lets, program.checks, program.conditions, program.amounts, program.whole, summed]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif isinstance(node, integer.IntExpr) and node not in found:
            low, high = integer.interval(node)
            if low < -_MOST or high > _MOST:
                found[node] = None
        waiting += [getattr(node, name) for name in getattr(node, "__dataclass_fields__", ())]
    return len(found)
