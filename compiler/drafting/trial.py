"""A draft is tried before it is written: compiled as the rule that it would be, with the article that it quotes.

In: a skeleton and the text that it stands in.  Out: ``Tried``, or None where anything is wrong with it that
a person would be told of.
"""

from dataclasses import dataclass

from ..model.clause import Clause
from ..model.policy import Policy
from ..pipeline import compile_sources
from ..text.source import Source
from .skeleton import Skeleton, block

_NAME = "草稿"
# What is said of the text itself or of what a person is yet to do.
_FINE = frozenset({"T0420", "T0421", "T0422", "T0423", "T0446", "T0447", "T0448", "T0449", "T0439", "T0440", "T0441"})


@dataclass(frozen=True, slots=True)
class Tried:
    """The clause that a draft makes, and the policy of this one clause."""

    policy: Policy
    clause: Clause


def tried(rule: Skeleton, text: str, terms: str = "") -> Tried | None:
    """``text`` is the article; ``terms`` are the blocks 【政策】 and 【定义】 of the document as they stand."""
    ours = block("规则", "x", rule)
    policy, report = compile_sources([Source.of(_NAME, f"{text}\n{ours}\n{terms}")])
    start, end = len(text), len(text) + len(ours) + 1
    wrong = [
        found
        for found in report.diagnostics
        if found.severity != "hint"
        and found.code not in _FINE
        and found.span is not None
        and start <= found.span.start <= end
    ]
    clause = policy.clauses.get("x")
    return None if wrong or clause is None else Tried(policy, clause)
