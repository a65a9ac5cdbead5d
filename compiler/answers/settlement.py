"""Several claims of one enterprise, settled together: 就高从优，不重复享受.

In: a policy and claims, each a name (7.1, or 10.1#二期 for a further claim of the same clause) with its facts.  Out: a
``Settlement``.  Everything wrong with any claim is told at once, the name of the claim before the fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from itertools import chain, combinations
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError, Fault, hint, visible
from tiaowen.runtime.result import Result, parse_date
from tiaowen.runtime.settle import Settlement, settle

from .calculate import calculate
from .claims import CLAIM_DATE, read_json

if TYPE_CHECKING:
    from ..model.clause import Clause
    from ..model.policy import Policy

SAME_MATTER = "同一事项"
_CLAIMS = "claims"


def settle_claims(
    policy: Policy,
    claims: Mapping[str, Mapping[str, object]],
    same_matter: Sequence[Sequence[str]] = (),
    date: Date | str | None = None,
) -> Settlement:
    """The best admissible selection of ``claims``, name → facts.

    Of each set in ``same_matter``, names of claims, one at most is paid; so it is with claims of two clauses that the
    policy declares to be the same matter.  A fact that is 取自 another clause, and left out, is what the claim of that
    clause gives.  Raises ``FactError`` with the faults of all claims.
    """
    on = parse_date(date, None)
    clauses, faults = _clauses_of(policy, claims)
    faults += _faulty_sets(claims, same_matter)
    if faults:
        raise FactError(faults)
    results = _results(policy, claims, clauses, on)
    pairs = (pair for names in same_matter for pair in _pairs(names))
    return settle(results, chain(_declared(policy, clauses), pairs))


def read_settlement(text: str) -> tuple[dict[str, object], list[object], object]:
    """Claims, sets of 同一事项 and 申报日期 (or None) of a JSON object; numbers as they are written.

    >>> read_settlement('{"claims": {"15.2": {"家数": 1.50}}, "同一事项": [["15.2", "15.3"]], "申报日期": "2025-03-01"}')
    ({'15.2': {'家数': Decimal('1.50')}}, [['15.2', '15.3']], '2025-03-01')
    """
    given = read_json(text)
    keys = (_CLAIMS, SAME_MATTER, CLAIM_DATE)
    faults = []
    for name in given:
        if name not in keys:
            zh, en = hint(name, keys)
            listed = "、".join(f"「{key}」" for key in keys)
            faults.append(
                _fault("T0620", name, f"没有「{visible(name)}」一项{zh or f'，可以有{listed}'}", f"unknown key{en}")
            )
    claims, sets = given.get(_CLAIMS, {}), given.get(SAME_MATTER, [])
    if _CLAIMS not in given or not isinstance(claims, dict):
        zh = "应有「claims」一项：{条款: {填报项: 值}}"
        faults.append(_fault("T0620", _CLAIMS, zh, "“claims” must be an object: {clause: {fact: value}}"))
    if not isinstance(sets, list):
        zh = '「同一事项」应是名单的列表：[["15.2", "15.3"]]'
        faults.append(_fault("T0620", SAME_MATTER, zh, "同一事项 must be a list of lists of claims"))
    if faults or not isinstance(claims, dict) or not isinstance(sets, list):
        raise FactError(faults)
    return claims, sets, given.get(CLAIM_DATE)


def _clauses_of(policy: Policy, claims: Mapping[str, object]) -> tuple[dict[str, Clause], list[Fault]]:
    """The clause of each claim, in document order."""
    found: dict[str, Clause] = {}
    faults: list[Fault] = []
    for name, facts in claims.items():
        clause = _clause_of(policy, name)
        if clause is None:
            zh, en = hint(name, policy.clauses)
            shown = visible(name) if isinstance(name, str) else name
            faults.append(_fault("T0615", name, f"没有「{shown}」这一条款{zh}", f"there is no clause “{shown}”{en}"))
        elif not isinstance(facts, Mapping):
            zh = f"「{visible(name)}」应是 {{填报项: 值}}"
            faults.append(_fault("T0603", name, zh, f"the facts of “{visible(name)}” must be an object"))
        else:
            found[name] = clause
    order = {clause_id: place for place, clause_id in enumerate(policy.clauses)}
    return dict(sorted(found.items(), key=lambda claim: order[claim[1].id])), faults


def _clause_of(policy: Policy, name: object) -> Clause | None:
    """7.1 and 7.1#二期 are claims of 7.1.  An id may itself have a #: the longest that is a clause counts."""
    while isinstance(name, str):
        if name in policy.clauses:
            return policy.clauses[name]
        name, sign, _ = name.rpartition("#")
        if not sign:
            break
    return None


def _faulty_sets(claims: Mapping[str, object], same_matter: Sequence[Sequence[str]]) -> Iterator[Fault]:
    for number, names in enumerate(same_matter, 1):
        if isinstance(names, str) or not isinstance(names, Sequence):
            zh = f'「同一事项」第{number}组应是申报的名单，如 ["15.2", "15.3"]'
            yield _fault("T0623", SAME_MATTER, zh, f"set {number} of 同一事项 must be a list of names of claims")
            continue
        for name in names:
            if not isinstance(name, str) or name not in claims:
                zh, en = hint(name, claims)
                shown = visible(name) if isinstance(name, str) else type(name).__name__
                yield _fault(
                    "T0623",
                    SAME_MATTER,
                    f"「同一事项」第{number}组里的「{shown}」没有申报{zh}",
                    f"“{shown}” in set {number} of 同一事项 is not among the claims{en}",
                )


def _declared(policy: Policy, clauses: Mapping[str, Clause]) -> Iterator[tuple[str, str]]:
    """The claims of clauses that 【政策】 declares to be the same matter, in pairs.  Two claims of one clause are not:
    they are further claims, about something else, unless the caller says so."""
    for terms in policy.terms.values():
        for matter in terms.same_matter:
            for one, other in combinations(dict.fromkeys(matter), 2):
                ones = [name for name, clause in clauses.items() if clause.id == one]
                others = [name for name, clause in clauses.items() if clause.id == other]
                yield from ((name, rival) for name in ones for rival in others)


def _pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    return combinations(dict.fromkeys(names), 2)


def _results(
    policy: Policy, claims: Mapping[str, Mapping[str, object]], clauses: Mapping[str, Clause], on: Date | None
) -> dict[str, Result]:
    """The result of each claim, in the order of ``clauses``; what feeds another is calculated first."""
    results: dict[str, Result] = {}
    faults: dict[str, list[Fault]] = {}

    def work_out(name: str, waiting: tuple[str, ...]) -> None:
        if name in results or name in faults:
            return
        facts = dict(claims[name])
        unknown = set()
        for fact, feeder in _feeders(policy, name, facts, clauses):
            if feeder in waiting:
                continue
            work_out(feeder, (*waiting, feeder))
            if feeder in results:
                facts[fact] = results[feeder].value
            else:
                unknown.add(fact)
        try:
            result = calculate(policy, clauses[name], facts, on)
        except FactError as error:
            # What a faulty claim should have given is missing through no fault of this one.
            faults[name] = [_of_claim(name, fault) for fault in error.faults if fault.fact not in unknown]
        else:
            results[name] = result

    for name in clauses:
        work_out(name, (name,))
    if faults:
        raise FactError(fault for name in clauses for fault in faults.get(name, ()))
    return {name: results[name] for name in clauses}


def _feeders(
    policy: Policy, name: str, facts: Mapping[str, object], clauses: Mapping[str, Clause]
) -> Iterator[tuple[str, str]]:
    """The facts that a claim leaves to a claim of the clause that they are 取自: the claim of the same #text, else the
    only one."""
    clause = clauses[name]
    own = {fact.name for fact in clause.facts}
    for fact in clause.facts:
        source = policy.clauses.get(fact.from_clause)
        if source is None or fact.name in facts or any(f.name in facts for f in source.facts if f.name not in own):
            continue
        made = [other for other, theirs in clauses.items() if theirs.id == source.id]
        same = source.id + name.removeprefix(clause.id)
        feeder = same if same in made else made[0] if len(made) == 1 else None
        if feeder:
            yield fact.name, feeder


def _of_claim(name: str, fault: Fault) -> Fault:
    """The fault with the claim's name in front."""
    return Fault(
        fault.code,
        f"{name}：{fault.fact}",
        f"{visible(name)}：{fault.message}",
        f"{visible(name)}: {fault.message_en}",
    )


def _fault(code: str, fact: object, message: str, message_en: str) -> Fault:
    return Fault(code, str(fact), message, message_en)
