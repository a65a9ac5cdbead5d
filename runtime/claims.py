"""Several claims of one enterprise worked out and settled (就高从优，不重复享受), and a budget shared out among the claims of
many.

In: a ``Book`` and claims, each a name (7.1, or 10.1#二期 for a further claim of the same clause) with its facts.  Out: a
``Settlement``, an ``Allocation``.  Everything wrong with any claim is told at once, the name of the claim before the fact.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, TypeAlias, cast

from .allocate import Allocation, SharingRule, share_out
from .errors import FactError, Fault, hint, make_fault, show, visible
from .facts import FactType, read_value
from .result import Result, cents, parse_date
from .settle import SAME_MATTER_NAME, Settlement, best_settlement

# As they come from outside: anything may stand where names and facts should.
Given: TypeAlias = Mapping[Any, Any]

BUDGET_TYPE = FactType(name="预算", kind="number", unit="元", decimals=2)
SCORE_TYPE = FactType(name="得分", kind="number", decimals=4, negative=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is asked of a policy, by the ids of its clauses in the order of the document.

    ``facts``: the names of what may be given.  ``feeds``: a fact → the clause whose result it is (取自).  ``same_matter``:
    ids of which one is paid.  ``sharing`` and ``budget`` (in 分) are those of the policy, if it has them.  ``calc`` gives
    the result of a clause, or raises FactError.
    """

    facts: Mapping[str, Sequence[str]]
    feeds: Mapping[str, Mapping[str, str]]
    same_matter: Sequence[Sequence[str]]
    sharing: SharingRule | None
    budget: int | None
    calc: Callable[[str, Mapping[str, object], date | None], Result]


# ── one enterprise ──


def settle_claims(book: Book, claims: Given, same_matter: Sequence[Any], given_date: object) -> Settlement:
    """The best admissible selection of ``claims``, name → facts, on a date (None: the last day of each validity).

    Of each set in ``same_matter``, names of claims, one at most is paid; so it is with claims of two clauses that the
    policy declares to be the same matter.  A fact that is 取自 another clause, and left out, is what the claim of that
    clause gives.  Raises FactError with the faults of all claims.
    """
    on = parse_date(given_date, None)
    clauses, faults = _clauses_of(book, claims)
    faults += _faulty_sets(claims, same_matter)
    if faults:
        raise FactError(faults)
    results = _results(book, claims, clauses, on)
    named = (pair for names in same_matter for pair in combinations(dict.fromkeys(names), 2))
    return best_settlement(results, [*_declared(book, clauses), *named])


def _clauses_of(book: Book, claims: Given) -> tuple[dict[str, str], list[Fault]]:
    """The clause of each claim, in the order of the document; of one clause the claim that bears its bare name, then the
    others as they were given."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for name, facts in claims.items():
        clause = _clause_of(book, name)
        if clause is None:
            said = name if isinstance(name, str) else show(name)
            faults.append(make_fault("T0615", (said,), hint=hint(name, book.facts)))
        elif not isinstance(facts, Mapping):
            faults.append(make_fault("T0603 claim", (name,)))
        else:
            found[name] = clause
    order = {clause: place for place, clause in enumerate(book.facts)}
    return dict(sorted(found.items(), key=lambda claim: (order[claim[1]], claim[0] != claim[1]))), faults


def _clause_of(book: Book, name: object) -> str | None:
    """7.1 and 7.1#二期 are claims of 7.1.  An id may itself have a #: the longest that is a clause counts."""
    while isinstance(name, str):
        if name in book.facts:
            return name
        name, sign, _ = name.rpartition("#")
        if not sign:
            break
    return None


def _faulty_sets(claims: Given, same_matter: Sequence[Any]) -> Iterator[Fault]:
    for number, names in enumerate(same_matter, 1):
        where = str(number)
        if isinstance(names, str) or not isinstance(names, Sequence):
            yield make_fault("T0623 set", (SAME_MATTER_NAME,), number=where)
            continue
        for name in cast("Sequence[object]", names):
            if not isinstance(name, str):
                yield make_fault("T0623 name", (SAME_MATTER_NAME,), number=where, shown=show(name))
            elif name not in claims:
                shown = (f"「{visible(name)}」", f"“{visible(name)}”")
                near = hint(name, claims)
                yield make_fault("T0623 claim", (SAME_MATTER_NAME,), number=where, shown=shown, hint=near)


def _declared(book: Book, clauses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The claims of clauses that the policy declares to be the same matter, in pairs.  Two claims of one clause are not:
    they are further claims, about something else, unless the caller says so."""
    for matter in book.same_matter:
        for one, other in combinations(dict.fromkeys(matter), 2):
            others = [name for name, clause in clauses.items() if clause == other]
            yield from ((name, rival) for name, clause in clauses.items() if clause == one for rival in others)


def _results(book: Book, claims: Given, clauses: Mapping[str, str], on: date | None) -> dict[str, Result]:
    """The result of each claim, in the order of ``clauses``; what feeds another is calculated first.

    INVARIANT: no clause feeds itself, on whatever way (T0207).
    """
    results: dict[str, Result] = {}
    faults: dict[str, list[Fault]] = {}

    def work_out(name: str) -> None:
        if name in results or name in faults:
            return
        facts = dict(claims[name])
        unknown: set[str] = set()
        for fact, feeder in _feeders(book, name, facts, clauses):
            work_out(feeder)
            if feeder in results:
                facts[fact] = results[feeder].value
            else:
                unknown.add(fact)
        try:
            results[name] = book.calc(clauses[name], facts, on)
        except FactError as error:
            # What a faulty claim should have given is missing through no fault of this one.
            faults[name] = [_of_claim(name, fault) for fault in error.faults if fault.fact not in unknown]

    for name in clauses:
        work_out(name)
    if faults:
        raise FactError([fault for name in clauses for fault in faults.get(name, ())])
    return {name: results[name] for name in clauses}


def _feeders(book: Book, name: str, facts: Given, clauses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The facts that a claim leaves to a claim of the clause that they are 取自: the claim of the same #text, else the
    only one."""
    clause = clauses[name]
    own = book.facts[clause]
    for fact, source in book.feeds[clause].items():
        if fact in facts or any(other in facts for other in book.facts[source] if other not in own):
            continue
        made = [other for other, theirs in clauses.items() if theirs == source]
        same = source + name.removeprefix(clause)
        feeder = same if same in made else made[0] if len(made) == 1 else None
        if feeder is not None:
            yield fact, feeder


def _of_claim(name: str, fault: Fault) -> Fault:
    """The fault with the claim's name in front."""
    zh, en = f"{visible(name)}：{fault.message}", f"{visible(name)}: {fault.message_en}"
    return Fault(fault.code, f"{name}：{fault.fact}", zh, en)


# ── many applicants ──


def allocate_claims(book: Book, claims: Given, budget: object, scores: object, given_date: object) -> Allocation:
    """The shares of a budget (None: the policy's) among applicants, each with its claims, in the order in which they
    applied.  ``scores``, applicant → score, are needed where the policy pays by score.  Raises FactError."""
    rule = book.sharing or SharingRule()
    faults: list[Fault] = []
    pot = _budget_of(book, budget, faults)
    due: dict[str, int] = {}
    for applicant, theirs in claims.items():
        said = applicant if isinstance(applicant, str) else show(applicant)
        try:
            if not isinstance(theirs, Mapping):
                raise FactError([make_fault("T0620 claims", (said,))])
            due[applicant] = cents(settle_claims(book, cast("Mapping[object, object]", theirs), (), given_date).total)
        except FactError as error:
            faults += [_of_applicant(said, fault) for fault in error.faults]
    read = _scores_of(claims, scores, faults) if rule.order == "score" else None
    if faults:
        raise FactError(faults)
    return share_out(due, pot, rule, read)


def _budget_of(book: Book, given: object, faults: list[Fault]) -> int:
    if given is None and book.budget is not None:
        return book.budget
    if given is None:
        faults.append(make_fault("T0620 budget", (BUDGET_TYPE.name,)))
        return 0
    try:
        read = read_value(BUDGET_TYPE, given)
    except FactError as error:
        faults += error.faults
        return 0
    assert isinstance(read, int)
    return read


def _scores_of(claims: Given, given: object, faults: list[Fault]) -> dict[str, int]:
    """The score of each applicant, in ten-thousandths."""
    read: dict[str, int] = {}
    scores: Mapping[object, object] = cast("Mapping[object, object]", given) if isinstance(given, Mapping) else {}
    for name in scores:
        if name not in claims:
            said = name if isinstance(name, str) else show(name)
            faults.append(make_fault("T0620 stranger", (SCORE_TYPE.name,), name=visible(said)))
    for name in claims:
        said = name if isinstance(name, str) else show(name)
        if name not in scores:
            faults.append(make_fault("T0620 score", (SCORE_TYPE.name,), name=visible(said)))
            continue
        try:
            score = read_value(SCORE_TYPE, scores[name])
        except FactError as error:
            faults += [_of_applicant(said, fault) for fault in error.faults]
            continue
        assert isinstance(score, int)
        read[name] = score
    return read


def _of_applicant(name: str, fault: Fault) -> Fault:
    """The fault with the applicant's name in front."""
    said = visible(name)
    return Fault(fault.code, fault.fact, f"{said}：{fault.message}", f"{said}: {fault.message_en}")
