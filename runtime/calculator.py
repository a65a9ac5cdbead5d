"""The clauses of a compiled module: what is known of each, and ``calc``, which works one out.

A clause reads the facts itself where that is plain to see, as nearly all are.  Where it cannot, the full reader tells
every fault, or gives the same facts in plain form.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from .allocate import Allocation, SharingRule
from .calendar_days import day_of
from .claims import Book, allocate_claims, settle_claims
from .errors import FactError, Fault, hint, make_fault
from .facts import PLAIN, UNSURE, FactType, Value, clock_text, read_facts
from .in_chinese import approved_line, date_lines, opening_lines, result_line
from .quantities import CLOCK
from .result import Outcome, Result, money, parse_date
from .settle import Settlement

# A clause at work: the facts, the day, and whether it lies in the validity.
Work: TypeAlias = Callable[[Mapping[str, Any], date | None, bool], Result]
# What every result says of its policy and its clause: title, sha256, compiler; id, title, quote, unit and form.
Said: TypeAlias = tuple[str, str, str, str, str, str, str, str]
Period: TypeAlias = tuple[date, date]


class Clause:
    """What is known of one clause, and its ``work``; see ``Calculator.clause``."""

    def __init__(
        self,
        work: Work,
        said: Said,
        heading: str,
        facts: tuple[FactType, ...],
        valid: Period | None,
        usual_day: date | None,
        feeds: Mapping[str, str],
        told_unit: str,
    ) -> None:
        self.work = work
        # What every result of it says first, and an explanation too.
        self.said = said
        self.heading, self.told_unit, self.feeds = heading, told_unit, feeds
        self.valid, self.usual_day, self.is_usual_in_time = valid, usual_day, _is_within(usual_day, valid)
        self.facts = facts
        self.optional = tuple(of.name for of in facts if of.optional or of.default is not None)
        self.needed = len(facts) - len(self.optional)

    def count(self, facts: Mapping[str, object]) -> int:
        """How many facts there are if nothing is missing, and nothing given that is not asked."""
        return self.needed + sum(name in facts for name in self.optional)

    def told(
        self, on: date | None, pays: bool, value: Outcome, lines: list[str], approved: int | None = None
    ) -> list[str]:
        """The whole explanation around the lines of the case."""
        if self.valid:
            lines[:0] = date_lines(on, *self.valid)
        if approved is not None and pays:
            lines.append(approved_line(approved))
        _, _, _, clause, title, citation, unit, _ = self.said
        last = result_line(self.heading, self.told_unit or unit, pays, value)
        return [*opening_lines(clause, title, citation), *lines, last]


class Calculator:
    """The clauses of a policy by their ids; ``clauses`` and ``facts`` are what a module shows of them.

    ``same_matter``, ``sharing`` and ``budget`` (in 分) govern several claims together.
    """

    def __init__(
        self,
        title: str,
        source_sha256: str,
        compiler: str,
        same_matter: tuple[tuple[str, ...], ...] = (),
        sharing: SharingRule | None = None,
        budget: int | None = None,
    ) -> None:
        self.same_matter, self.sharing, self._cents = same_matter, sharing, budget
        # In yuan, with two decimals.
        self.budget = None if budget is None else money(budget, 100)
        self.clauses: dict[str, dict[str, str]] = {}
        self.facts: dict[str, tuple[FactType, ...]] = {}
        self._policy = (title, source_sha256, compiler)
        self._known: dict[str, Clause] = {}

    def __reduce__(self) -> str:
        """By its name in its module, so that ``calc`` can be handed to another process."""
        return "_POLICY"

    def clause(
        self,
        clause: str,
        title: str,
        form: str,
        kind: str,
        unit: str,
        heading: str,
        citation: str,
        facts: tuple[FactType, ...],
        *,
        valid: Period | None = None,
        usual_day: date | None = None,
        feeds: Mapping[str, str] | None = None,
        told_unit: str = "",
    ) -> Callable[[Work], Clause]:
        """One more clause, worked out by the function below.  ``usual_day`` is the day where none is given (the last of its
        validity, if nothing is said), ``feeds`` the facts that other clauses may work out; an explanation ends with the
        ``heading``, and the value in ``told_unit`` where its unit has another name in the language of explanations."""
        day = usual_day or (valid[1] if valid else None)
        said = (*self._policy, clause, title, citation, unit, form)

        def made(work: Work) -> Clause:
            self._known[clause] = Clause(work, said, heading, facts, valid, day, feeds or {}, told_unit)
            return self._known[clause]

        self.clauses[clause] = {"title": title, "citation": citation, "form": form, "kind": kind, "unit": unit}
        self.facts[clause] = facts
        return made

    def calc(self, clause_id: str, facts: Mapping[str, object], date: "date | str | None" = None) -> Result:
        """The result of a clause for the facts given, on a date (default: the last day of the validity).

        Raises FactError with every fault of the facts.
        """
        clause = self._known.get(clause_id)
        if clause is None:
            raise FactError([make_fault("T0615", (str(clause_id),), hint=hint(clause_id, self._known))])
        try:
            if type(facts) is PLAIN and len(facts) == (clause.count(facts) if clause.optional else clause.needed):
                if date is None:
                    return clause.work(facts, clause.usual_day, clause.is_usual_in_time)
                day = parse_date(date, None)
                return clause.work(facts, day, _is_within(day, clause.valid))
        except UNSURE:
            pass
        plain, on = self._read(clause, facts, date)
        return clause.work(plain, on, _is_within(on, clause.valid))

    def settle(
        self,
        claims: Mapping[str, Mapping[str, object]],
        same_matter: Sequence[Sequence[str]] = (),
        date: "date | str | None" = None,
    ) -> Settlement:
        """What is paid of several claims, name → facts, of one enterprise: the best selection in which of each set in
        ``same_matter``, names of claims, one at most is paid.

        Raises FactError with every fault of all claims.
        """
        return settle_claims(self._book(), claims, same_matter, date)

    def allocate(
        self,
        claims: Mapping[str, Mapping[str, Mapping[str, object]]],
        budget: object = None,
        scores: Mapping[str, object] | None = None,
        date: "date | str | None" = None,
        same_matter: Mapping[str, Sequence[Sequence[str]]] | None = None,
        approved: Mapping[str, Mapping[str, object]] | None = None,
    ) -> Allocation:
        """A budget (default: the policy's) shared out among applicants, each with its claims, in the order in which they
        applied.  ``same_matter``: applicant → sets of its claims of which one is paid; ``approved``: applicant → claim →
        what was approved under a ceiling, without which a ceiling then takes no money.

        A claim with wrong facts is refused, and told; raises FactError with every other fault.
        """
        return allocate_claims(self._book(), claims, budget, scores, date, same_matter, approved)

    def _book(self) -> Book:
        return Book(
            facts={clause: [of.name for of in types] for clause, types in self.facts.items()},
            feeds={clause: known.feeds for clause, known in self._known.items()},
            same_matter=self.same_matter,
            sharing=self.sharing,
            budget=self._cents,
            calc=self.calc,
        )

    def _read(
        self, clause: Clause, facts: Mapping[str, object], given: object
    ) -> tuple[dict[str, object], date | None]:
        """The facts in plain form and the date; the faults of both together."""
        faults: list[Fault] = []
        values: dict[str, Value] = {}
        on: date | None = None
        try:
            on = parse_date(given, clause.usual_day)
        except FactError as error:
            faults += error.faults
        try:
            values = read_facts(clause.facts, self._fed(clause, facts))
        except FactError as error:
            faults += error.faults
        if faults:
            raise FactError(faults)
        return {of.name: _plain(of, values[of.name]) for of in clause.facts if values[of.name] is not None}, on

    def _fed(self, clause: Clause, given: object) -> object:
        """The facts, those of other clauses turned into the fact that they feed; what several of these ask for serves
        them all."""
        if not clause.feeds or not isinstance(given, Mapping):
            return given
        facts = cast("Mapping[str, object]", given)
        own = {of.name for of in clause.facts}
        asked = {name: {of.name for of in self.facts[source]} for name, source in clause.feeds.items()}
        needed = {key for name in asked if name not in facts for key in asked[name] - own}
        made: dict[str, object] = {}
        for name, source in clause.feeds.items():
            theirs = asked[name] - own
            known = {key: value for key, value in {**facts, **made}.items() if key in asked[name]}
            listed = [key for key in known if key in theirs]
            if name not in facts and known and (listed or not theirs):
                made[name] = self.calc(source, known).value
            elif name in facts and (listed := [key for key in listed if key not in needed]):
                raise FactError([make_fault("T0616", (name,), clause=source, listed="、".join(listed))])
        used = {key for name in made for key in asked[name] - own}
        return {**{key: value for key, value in facts.items() if key not in used}, **made}


def lowered(numerator: int, denominator: int, approved: int | None) -> tuple[int, int]:
    """The amount in yuan, or what the authority approved (in 分), where that is less."""
    is_less = approved is not None and approved * denominator < numerator * 100
    return (approved or 0, 100) if is_less else (numerator, denominator)


def _is_within(on: date | None, valid: Period | None) -> bool:
    return valid is None or on is None or valid[0] <= on <= valid[1]


def _plain(of: FactType, value: Any) -> object:
    """A value as it is held, given back in the plainest form in which it may be given."""
    if of.kind == "number" and of.unit == CLOCK:
        return clock_text(int(value))
    if of.kind == "number":
        return Decimal(f"{value}e-{of.decimals}")
    if of.kind == "option":
        return of.options[int(value)]
    if of.kind == "date":
        return day_of(value)
    if of.kind == "list":
        assert of.item is not None
        return [_plain(of.item, part) for part in value]
    if of.kind == "record":
        return tuple(_plain(part, held) for part, held in zip(of.fields, value, strict=True))
    return value
