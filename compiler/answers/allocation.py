"""The second stage: a budget shared out among all applicants.

In: a policy that says what happens when claims exceed its budget (预算不足：…), and the claims of each applicant.  Out:
an ``Allocation``: each one's share, what is left, and why.  What is due to an applicant is what its claims settle to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.allocate import Allocation, SharingRule, share_out
from tiaowen.runtime.errors import FactError, Fault, visible
from tiaowen.runtime.facts import FactType, read_value

from .claims import CLAIM_DATE, read_json
from .settlement import settle_claims

if TYPE_CHECKING:
    from ..model.policy import Policy

APPLICANTS, BUDGET, SCORES = "申报", "预算", "得分"
_MONEY = FactType(name=BUDGET, kind="number", unit="元", decimals=2)
_SCORE = FactType(name=SCORES, kind="number", decimals=4, negative=True)


def allocate(
    policy: Policy,
    claims: Mapping[str, Mapping[str, Mapping[str, object]]],
    budget: object = None,
    scores: Mapping[str, object] | None = None,
    date: Date | str | None = None,
) -> Allocation:
    """The shares of a budget (default: the policy's 预算) among applicants, each with its claims, name → facts, in the
    order in which they applied.  ``scores`` are needed where the policy pays by score.  Raises ``FactError``."""
    terms = next((terms for terms in policy.terms.values() if terms.sharing), None)
    rule = terms.sharing if terms and terms.sharing else SharingRule()
    faults: list[Fault] = []
    pot = _budget(policy, budget, faults)
    due: dict[str, int] = {}
    for applicant, theirs in claims.items():
        try:
            if not isinstance(theirs, Mapping):
                raise FactError([_fault(applicant, "应是 {条款: {填报项: 值}}", "must be {clause: facts}")])
            due[applicant] = int(Fraction(settle_claims(policy, theirs, date=date).total) * 100)
        except FactError as error:
            faults += [_placed(applicant, fault) for fault in error.faults]
    read = _scores(claims, scores, faults) if rule.order == "score" else None
    if faults:
        raise FactError(faults)
    return share_out(due, pot, rule, read)


def read_allocation(text: str) -> tuple[dict[str, object], object, object, object]:
    """Claims by applicant, 预算, 得分 and 申报日期 (or None) of a JSON object; numbers as they are written."""
    given = read_json(text)
    keys = (APPLICANTS, BUDGET, SCORES, CLAIM_DATE)
    faults = [_fault(name, "没有这一项", "unknown key") for name in given if name not in keys]
    claims = given.get(APPLICANTS)
    if not isinstance(claims, dict):
        faults.append(_fault(APPLICANTS, "应是 {申报人: {条款: {填报项: 值}}}", "must be {applicant: {clause: facts}}"))
    if faults or not isinstance(claims, dict):
        raise FactError(faults)
    return claims, given.get(BUDGET), given.get(SCORES), given.get(CLAIM_DATE)


def _budget(policy: Policy, given: object, faults: list[Fault]) -> int:
    if given is None:
        declared = next((terms.budget for terms in policy.terms.values() if terms.budget is not None), None)
        if declared is not None:
            return int(declared * 100)
        faults.append(_fault(BUDGET, "政策没有写明预算，请给出", "the policy states no budget; give one"))
        return 0
    try:
        read = read_value(_MONEY, given)
    except FactError as error:
        faults += error.faults
        return 0
    assert isinstance(read, int)
    return read


def _scores(
    claims: Mapping[str, object], given: Mapping[str, object] | None, faults: list[Fault]
) -> dict[str, Fraction]:
    read: dict[str, Fraction] = {}
    given = given if isinstance(given, Mapping) else {}
    for name in given:
        if name not in claims:
            faults.append(_fault(SCORES, f"「{visible(str(name))}」没有申报", f"{visible(str(name))} has no claims"))
    for name in claims:
        try:
            score = read_value(_SCORE, given[name]) if name in given else None
        except FactError as error:
            faults += [_placed(name, fault) for fault in error.faults]
            continue
        if not isinstance(score, int):
            faults.append(_fault(SCORES, f"「{visible(name)}」没有得分", f"{visible(name)} has no score"))
            continue
        read[name] = Fraction(score, _SCORE.scale)
    return read


def _placed(applicant: str, fault: Fault) -> Fault:
    name = visible(str(applicant))
    return Fault(fault.code, fault.fact, f"{name}：{fault.message}", f"{name}: {fault.message_en}")


def _fault(name: str, message: str, message_en: str) -> Fault:
    return Fault("T0620", name, f"「{visible(str(name))}」{message}", f"{visible(str(name))}: {message_en}")
