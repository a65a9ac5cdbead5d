"""The clauses that payments are audited by.

In: the policies.  Out: what each may be called, whether it pays money, who answers for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document.document import answering
from ..intake.headings import folded
from ..model.clause import Clause
from ..model.policy import Policy
from ..report.diagnostic import Language
from .asked import Asked

PAYING, DUE = ("奖补", "减免"), ("交纳",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A clause that may be paid by: the title of its policy, what that may be called, and its id."""

    policy: str
    called: frozenset[str]
    clause: str


def payable_of(asked: Sequence[Asked]) -> list[Payable]:
    """All clauses that a payment may name, in the order of the policies."""
    return [
        Payable(policy=each.policy.title, called=_called(each), clause=clause)
        for each in asked
        for clause in each.policy.clauses
    ]


def _called(each: Asked) -> frozenset[str]:
    return frozenset(folded(name) for name in (each.policy.title, each.name) if name)


def paying(asked: Sequence[Asked]) -> frozenset[int]:
    pairs = [(each.policy, clause) for each in asked for clause in each.policy.clauses.values()]
    return frozenset(place for place, (policy, clause) in enumerate(pairs) if pays_money(policy, clause))


def pays_money(policy: Policy, clause: Clause) -> bool:
    """Whether what a clause gives is paid, or left off, in money; of a policy that gives nothing, whether it is to be paid to it."""
    return clause.form in (DUE if is_due(policy) else PAYING) and clause.unit == "元"


def is_due(policy: Policy) -> bool:
    """Whether a policy gives no money, and asks for some: taxes, fees.  Then the payments are those that it was paid."""
    forms = {clause.form for clause in policy.clauses.values() if clause.unit == "元"}
    return not forms & set(PAYING) and bool(forms & set(DUE))


def department_of(policy: Policy, clause: str, lang: Language) -> str:
    """Who leads, or else answers for, what a clause pays."""
    named = answering(policy.read[clause].block) if clause in policy.read else None
    names = (named.leads or named.responsible) if named else ()
    return "、".join(dict.fromkeys(names)) or ("（没有写明部门）" if lang == "zh" else "(no department named)")
