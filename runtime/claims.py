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

from .allocate import Allocation, Owed, SharingRule, share_out
from .errors import FactError, Fault, hint, make_fault, show, visible
from .facts import FactType, read_value
from .result import Result, parse_date
from .settle import SAME_MATTER_NAME, Settlement, best_settlement, fen_of, is_open

# As they come from outside: anything may stand where names and facts should.
Given: TypeAlias = Mapping[Any, Any]

BUDGET_TYPE = FactType(name="预算", kind="number", unit="元", decimals=2)
APPROVED_NAME = "核定金额"
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
    results, faulty = _results(book, claims, clauses, on)
    if faulty:
        raise FactError(
            [_of_claim(name, fault) for name, found in faulty.items() for fault in found if not _is_fed(fault)]
        )
    return best_settlement(results, _exclusions(book, clauses, same_matter))


def _exclusions(book: Book, clauses: Mapping[str, str], same_matter: Sequence[Any]) -> list[tuple[str, str]]:
    named = (pair for names in same_matter for pair in combinations(dict.fromkeys(names), 2))
    return [*_declared(book, clauses), *named]


def _clauses_of(book: Book, claims: Given) -> tuple[dict[str, str], list[Fault]]:
    """The clause of each claim, in the order of the document; of one clause the claim that bears its bare name, then the
    others as they were given."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for name, facts in claims.items():
        clause = clause_of(book, name)
        if clause is None:
            said = name if isinstance(name, str) else show(name)
            faults.append(make_fault("T0615", (said,), hint=hint(name, book.facts)))
        elif not isinstance(facts, Mapping):
            faults.append(make_fault("T0603 claim", (name,)))
        else:
            found[name] = clause
    return _by_document(book, found), faults


def _by_document(book: Book, clauses: Mapping[str, str]) -> dict[str, str]:
    order = {clause: place for place, clause in enumerate(book.facts)}
    return dict(sorted(clauses.items(), key=lambda claim: (order[claim[1]], claim[0] != claim[1])))


def clause_of(book: Book, name: object) -> str | None:
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


def _results(
    book: Book, claims: Given, clauses: Mapping[str, str], on: date | None
) -> tuple[dict[str, Result], dict[str, list[Fault]]]:
    """The result of each claim or its faults, both in the order of ``clauses``; what feeds another is calculated first.

    INVARIANT: no clause feeds itself, on whatever way (T0207).
    """
    results: dict[str, Result] = {}
    faults: dict[str, list[Fault]] = {}

    def work_out(name: str) -> None:
        if name in results or name in faults:
            return
        facts = dict(claims[name])
        unknown: dict[str, str] = {}
        for fact, feeder in _feeders(book, name, facts, clauses):
            work_out(feeder)
            if feeder in results:
                facts[fact] = results[feeder].value
            else:
                unknown[fact] = feeder
        fed = [make_fault(_FED, (fact,), claim=visible(feeder)) for fact, feeder in unknown.items()]
        try:
            made = book.calc(clauses[name], facts, on)
        except FactError as error:
            # What a faulty claim should have given is missing through no fault of this one.
            faults[name] = [*(fault for fault in error.faults if fault.fact not in unknown), *fed]
        else:
            if fed:
                faults[name] = fed
            else:
                results[name] = made

    for name in clauses:
        work_out(name)
    return (
        {name: results[name] for name in clauses if name in results},
        {name: faults[name] for name in clauses if name in faults},
    )


# Of a claim that takes a fact from one which is faulty itself.
_FED = "T0550"


def _is_fed(fault: Fault) -> bool:
    return fault.code == _FED


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


def allocate_claims(
    book: Book,
    claims: Given,
    budget: object,
    scores: object,
    given_date: object,
    same_matter: object = None,
    approved: object = None,
) -> Allocation:
    """The shares of a budget (None: the policy's) among applicants, each with its claims, in the order in which they
    applied.  ``scores``, applicant → score, are needed where the policy pays by score.  What else may be given, and what
    becomes of claims that cannot be read: ``owed_of``.  Raises FactError."""
    rule = book.sharing or SharingRule()
    faults: list[Fault] = []
    pot = budget_of(book, budget, faults)
    owed = owed_of(book, claims, same_matter, approved, given_date, faults)
    read = scores_of(claims, scores, faults) if rule.order == "score" else None
    if faults:
        raise FactError(faults)
    return share_out({name: sum(each.paid.values()) for name, each in owed.items()}, pot, rule, read, owed)


def owed_of(
    book: Book, claims: Given, same_matter: object, approved: object, given_date: object, faults: list[Fault]
) -> dict[str, Owed]:
    """What is due to each applicant, by claim, on a date.

    A claim that cannot be read is refused, and none else for its sake; so is one that takes a fact from it.
    ``same_matter``: applicant → sets of names of its claims, of each of which one is paid.  ``approved``: the register of
    what was approved (核定金额) under ceilings, applicant → claim → amount; where there is one, what it does not have under
    a ceiling is no debt yet.  What is wrong with these, or with the date, goes to ``faults``.
    """
    try:
        on = parse_date(given_date, None)
    except FactError as error:
        faults += error.faults
        return {}
    sets = _by_applicant(SAME_MATTER_NAME, claims, same_matter, faults)
    register = _by_applicant(APPROVED_NAME, claims, approved, faults)
    owed: dict[str, Owed] = {}
    for applicant, theirs in claims.items():
        said = applicant if isinstance(applicant, str) else show(applicant)
        try:
            if not isinstance(theirs, Mapping):
                raise FactError([make_fault("T0620 claims", (said,))])
            made = cast("Mapping[object, object]", theirs)
            if approved is not None:
                made = _approved(book, made, register.get(applicant))
            owed[applicant] = _owed(book, made, sets.get(applicant, ()), on, approved is not None)
        except FactError as error:
            faults += [_of_applicant(said, fault) for fault in error.faults]
    return owed


def _by_applicant(name: str, claims: Given, given: object, faults: list[Fault]) -> Given:
    """What is given for each applicant; nothing of those that have not applied."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        faults.append(make_fault("T0551", (name,), shown=show(given)))
        return {}
    found = cast("Mapping[object, object]", given)
    for applicant in found:
        if applicant not in claims:
            said = applicant if isinstance(applicant, str) else show(applicant)
            faults.append(make_fault("T0620 stranger", (name,), name=visible(said)))
    return found


def _approved(book: Book, claims: Given, register: object) -> Given:
    """The claims with what the register has for them; raises FactError where it has something else."""
    if register is None:
        return claims
    if not isinstance(register, Mapping):
        raise FactError([make_fault("T0551 amounts", (APPROVED_NAME,), shown=show(register))])
    made: dict[object, object] = dict(claims)
    faults: list[Fault] = []
    for name, amount in cast("Mapping[object, object]", register).items():
        said = visible(name) if isinstance(name, str) else show(name)
        clause, facts = clause_of(book, name), claims.get(name)
        if name not in claims:
            faults.append(make_fault("T0551 claim", (APPROVED_NAME,), claim=said, hint=hint(name, claims)))
        elif clause is not None and APPROVED_NAME not in book.facts[clause]:
            faults.append(make_fault("T0551 ceiling", (APPROVED_NAME,), claim=said))
        elif isinstance(facts, Mapping) and APPROVED_NAME in facts:
            faults.append(make_fault("T0551 twice", (APPROVED_NAME,), claim=said))
        elif isinstance(facts, Mapping) and amount is not None:
            made[name] = {**facts, APPROVED_NAME: amount}
    if faults:
        raise FactError(faults)
    return made


def _owed(book: Book, claims: Given, same_matter: object, on: date | None, is_by_register: bool) -> Owed:
    """What is due to one applicant."""
    if not isinstance(same_matter, Sequence) or isinstance(same_matter, str):
        raise FactError([make_fault("T0551 sets", (SAME_MATTER_NAME,), shown=show(same_matter))])
    sets = cast("Sequence[object]", same_matter)
    if faults := list(_faulty_sets(claims, sets)):
        raise FactError(faults)
    refused: dict[str, tuple[Fault, ...]] = {}
    clauses: dict[str, str] = {}
    for name, facts in claims.items():
        found, faults = _clauses_of(book, {name: facts})
        clauses |= found
        if faults:
            refused[name if isinstance(name, str) else show(name)] = tuple(faults)
    clauses = _by_document(book, clauses)
    results, faulty = _results(book, claims, clauses, on)
    refused |= {name: tuple(found) for name, found in faulty.items()}
    ceilings = {name: fen_of(result) for name, result in results.items() if is_by_register and is_open(result)}
    # A ceiling that nobody has approved yet stands in nobody's way.
    settled = best_settlement(
        {name: result for name, result in results.items() if name not in ceilings}, _exclusions(book, clauses, sets)
    )
    return Owed(
        paid={name: fen_of(result) for name, result in settled.paid.items()},
        refused=refused,
        unapproved={name: fen for name, fen in ceilings.items() if fen},
    )


def budget_of(book: Book, given: object, faults: list[Fault]) -> int:
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


def scores_of(claims: Given, given: object, faults: list[Fault]) -> dict[str, int]:
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
