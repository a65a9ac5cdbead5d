"""Several claims of one enterprise, settled together: 就高从优，不重复享受.

In: a policy and claims, each a name (7.1, or 10.1#二期 for a further claim of the same clause) with its facts.  Out: a
``Settlement``, as the runtime has it for compiled modules too (runtime/claims.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import TYPE_CHECKING

from tiaowen.runtime.claims import Book, settle_claims
from tiaowen.runtime.errors import FactError, Fault, hint, visible
from tiaowen.runtime.result import Result
from tiaowen.runtime.settle import SAME_MATTER_NAME, Settlement

from .calculate import calc
from .claims import CLAIM_DATE, read_json

if TYPE_CHECKING:
    from ..model.policy import Policy

_CLAIMS = "claims"


def settle(
    policy: Policy,
    claims: Mapping[str, Mapping[str, object]],
    same_matter: Sequence[Sequence[str]] = (),
    date: Date | str | None = None,
) -> Settlement:
    """What is paid of several claims.  Raises ``FactError`` with the faults of all of them."""
    return settle_claims(book_of(policy), claims, same_matter, date)


def book_of(policy: Policy) -> Book:
    """What settling and sharing out ask of a policy."""
    clauses, terms = policy.clauses, tuple(policy.terms.values())
    budget = next((each.budget for each in terms if each.budget is not None), None)

    def result(clause: str, facts: Mapping[str, object], on: Date | None) -> Result:
        return calc(policy, clause, facts, on)

    return Book(
        facts={name: [fact.name for fact in clause.asked] for name, clause in clauses.items()},
        feeds={
            name: {fact.name: fact.from_clause for fact in clause.facts if fact.from_clause in clauses}
            for name, clause in clauses.items()
        },
        same_matter=[matter for each in terms for matter in each.same_matter],
        sharing=next((each.sharing for each in terms if each.sharing), None),
        budget=None if budget is None else int(budget * 100),
        calc=result,
    )


def read_settlement(text: str) -> tuple[dict[str, object], list[object], object]:
    """Claims, sets of 同一事项 and 申报日期 (or None) of a JSON object; numbers as they are written.

    >>> read_settlement('{"claims": {"15.2": {"家数": 1.50}}, "同一事项": [["15.2", "15.3"]], "申报日期": "2025-03-01"}')
    ({'15.2': {'家数': Decimal('1.50')}}, [['15.2', '15.3']], '2025-03-01')
    """
    return settlement_in(read_json(text))


def settlement_in(given: Mapping[str, object]) -> tuple[dict[str, object], list[object], object]:
    """The same of an object that has been read."""
    keys = (_CLAIMS, SAME_MATTER_NAME, CLAIM_DATE)
    faults = []
    for name in given:
        if name not in keys:
            zh, en = hint(name, keys)
            listed = "、".join(f"「{key}」" for key in keys)
            faults.append(
                _fault("T0620", name, f"没有「{visible(name)}」一项{zh or f'，可以有{listed}'}", f"unknown key{en}")
            )
    claims, sets = given.get(_CLAIMS, {}), given.get(SAME_MATTER_NAME, [])
    if _CLAIMS not in given or not isinstance(claims, dict):
        zh = "应有「claims」一项：{条款: {填报项: 值}}"
        faults.append(_fault("T0620", _CLAIMS, zh, "“claims” must be an object: {clause: {fact: value}}"))
    if not isinstance(sets, list):
        zh = '「同一事项」应是名单的列表：[["15.2", "15.3"]]'
        faults.append(_fault("T0620", SAME_MATTER_NAME, zh, "同一事项 must be a list of lists of claims"))
    if faults or not isinstance(claims, dict) or not isinstance(sets, list):
        raise FactError(faults)
    return claims, sets, given.get(CLAIM_DATE)


def _fault(code: str, fact: str, message: str, message_en: str) -> Fault:
    return Fault(code, fact, message, message_en)
