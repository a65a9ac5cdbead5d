"""The second stage: a budget shared out among all applicants.

In: a policy that says what happens when claims exceed its budget (预算不足：…), and the claims of each applicant.  Out:
an ``Allocation``: each one's share, what is left, and why.  What is due to an applicant is what its claims settle to; a claim that
cannot be read is refused, and the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING

from tiaowen.runtime.allocate import Allocation, SharingRule
from tiaowen.runtime.claims import (
    APPROVED_NAME,
    BUDGET_TYPE,
    SCORE_TYPE,
    allocate_claims,
    clause_of,
    owed_of,
    scores_of,
)
from tiaowen.runtime.errors import FactError, Fault, hint, visible
from tiaowen.runtime.settle import SAME_MATTER_NAME

from .claims import CLAIM_DATE, read_json
from .pots import read_pots, share_pots
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
    same_matter: Mapping[str, Sequence[Sequence[str]]] | None = None,
    approved: Mapping[str, Mapping[str, object]] | None = None,
) -> Allocation:
    """The shares of a budget (default: the policy's 预算) among applicants, each with its claims, name → facts, in the
    order in which they applied.

    A ``budget`` that is a mapping is several pots, drawn on in their order: see pots.py.  ``scores`` are needed where the policy
    pays by score.  ``same_matter``: applicant → sets of names of its claims, of each of which one is paid.  ``approved``:
    applicant → claim → what was approved under a ceiling; where it is given, a ceiling that it does not have takes no money.
    Raises ``FactError`` for what is wrong with any of these; a claim with wrong facts is ``refused``.
    """
    book = book_of(policy)
    if not isinstance(budget, Mapping):
        return allocate_claims(book, claims, budget, scores, date, same_matter, approved)
    faults: list[Fault] = []
    rule = book.sharing or SharingRule()
    pots = read_pots(policy, budget, faults)
    owed = owed_of(book, claims, same_matter, approved, date, faults)
    read = scores_of(claims, scores, faults) if rule.order == "score" else None
    if faults:
        raise FactError(faults)
    clauses = {name: clause_of(book, name) or name for each in owed.values() for name in each.paid}
    return share_pots(owed, pots, clauses, rule, read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands in the JSON of an allocation, as ``allocate`` takes it."""

    claims: dict[str, object]
    budget: object = None
    scores: object = None
    date: object = None
    same_matter: object = None
    approved: object = None


_KEYS = (_APPLICANTS, _BUDGET, _SCORES, CLAIM_DATE, SAME_MATTER_NAME, APPROVED_NAME)


def read_allocation(text: str) -> Given:
    """What is in a JSON object; numbers as they are written."""
    return allocation_in(read_json(text))


def allocation_in(given: Mapping[str, object]) -> Given:
    """The same of an object that has been read."""
    faults: list[Fault] = []
    for name in given:
        if name not in _KEYS:
            zh, en = hint(name, _KEYS)
            listed = "、".join(f"「{key}」" for key in _KEYS)
            faults.append(_fault(name, f"没有这一项{zh or f'，可以有{listed}'}", f"unknown key{en}"))
    claims = given.get(_APPLICANTS)
    if not isinstance(claims, dict):
        faults.append(
            _fault(_APPLICANTS, "应是 {申报人: {条款: {填报项: 值}}}", "must be {applicant: {clause: facts}}")
        )
    if faults or not isinstance(claims, dict):
        raise FactError(faults)
    return Given(
        claims=claims,
        budget=given.get(_BUDGET),
        scores=given.get(_SCORES),
        date=given.get(CLAIM_DATE),
        same_matter=given.get(SAME_MATTER_NAME),
        approved=given.get(APPROVED_NAME),
    )


def _fault(name: str, message: str, message_en: str) -> Fault:
    return Fault("T0620", name, f"「{visible(str(name))}」{message}", f"{visible(str(name))}: {message_en}")
