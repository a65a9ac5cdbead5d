"""The second stage: a budget shared out among all applicants.

In: a policy that says what happens when claims exceed its budget (预算不足：…), and the claims of each applicant.  Out:
an ``Allocation``: each one's share, what is left, and why.  What is due to an applicant is what its claims settle to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import TYPE_CHECKING

from tiaowen.runtime.allocate import Allocation
from tiaowen.runtime.claims import BUDGET_TYPE, SCORE_TYPE, allocate_claims
from tiaowen.runtime.errors import FactError, Fault, visible

from .claims import CLAIM_DATE, read_json
from .settlement import book_of

if TYPE_CHECKING:
    from ..model.policy import Policy

_APPLICANTS, _BUDGET, _SCORES = "申报", BUDGET_TYPE.name, SCORE_TYPE.name


def allocate(
    policy: Policy,
    claims: Mapping[str, Mapping[str, Mapping[str, object]]],
    budget: object = None,
    scores: Mapping[str, object] | None = None,
    date: Date | str | None = None,
) -> Allocation:
    """The shares of a budget (default: the policy's 预算) among applicants, each with its claims, name → facts, in the
    order in which they applied.  ``scores`` are needed where the policy pays by score.  Raises ``FactError``."""
    return allocate_claims(book_of(policy), claims, budget, scores, date)


def read_allocation(text: str) -> tuple[dict[str, object], object, object, object]:
    """Claims by applicant, 预算, 得分 and 申报日期 (or None) of a JSON object; numbers as they are written."""
    return allocation_in(read_json(text))


def allocation_in(given: Mapping[str, object]) -> tuple[dict[str, object], object, object, object]:
    """The same of an object that has been read."""
    keys = (_APPLICANTS, _BUDGET, _SCORES, CLAIM_DATE)
    faults = [_fault(name, "没有这一项", "unknown key") for name in given if name not in keys]
    claims = given.get(_APPLICANTS)
    if not isinstance(claims, dict):
        faults.append(
            _fault(_APPLICANTS, "应是 {申报人: {条款: {填报项: 值}}}", "must be {applicant: {clause: facts}}")
        )
    if faults or not isinstance(claims, dict):
        raise FactError(faults)
    return claims, given.get(_BUDGET), given.get(_SCORES), given.get(CLAIM_DATE)


def _fault(name: str, message: str, message_en: str) -> Fault:
    return Fault("T0620", name, f"「{visible(str(name))}」{message}", f"{visible(str(name))}: {message_en}")
