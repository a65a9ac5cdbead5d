"""A case against a promise, worked out and made simple.

In: an assignment, the value of each variable as the runtime reads it.  Out: the facts of each claim as anybody could
give them, the results, and the same case with the simplest numbers that still show it.  Who works it out is the
interpreter, or what is given as ``work_out``: a compiled module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, clock_text
from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.result import Outcome, Result

from ..answers.calculate import calc, read_claim
from ..meaning.interpret import evaluator
from ..model.types import CLAIM_DATE
from .common import DAY_OF_CLAIM, Common, in_common
from .differences import Assignment as Assignment
from .differences import Raw as Raw
from .differences import value_in
from .obligation import Applicant, Obligation, Replayed

if TYPE_CHECKING:
    from ..model.policy import Policy

# Clause, facts and date to a result; raises FactError.
Calc = Callable[[str, Mapping[str, object], str | None], Result]
# How often a case is worked out anew to make it simpler.
_TRIES_MAX = 3000


def replay(
    policy: Policy, obligation: Obligation, case: Assignment, work_out: Calc | None = None
) -> tuple[Replayed, ...] | None:
    """The claims of a case worked out; None where the facts of one are refused that must not be."""
    if not _is_case(in_common(obligation.applicants), case):
        return None
    replaying = _Replaying(policy, obligation.applicants, case, work_out or partial(calc, policy))
    for at in range(len(obligation.applicants)):
        if replaying.work_out(at) is None:
            return None
    return tuple(replaying.done[at] for at in range(len(obligation.applicants)))


def _is_case(common: Common, case: Assignment) -> bool:
    """Whether each number of a case is one that all claims take who have it in common."""
    for key, reading in common.readings.items():
        value = case.get((key, ""), 0)
        if reading.kind == "number" and isinstance(value, int) and not reading.least <= value <= reading.most:
            return (key, "") not in case
    return True


class _Replaying:
    """The claims of a case, each worked out once, those that feed others before them."""

    def __init__(self, policy: Policy, applicants: tuple[Applicant, ...], case: Assignment, calc: Calc) -> None:
        self.policy, self.applicants, self.case, self.calc = policy, applicants, case, calc
        self.common = in_common(applicants)
        self.done: dict[int, Replayed] = {}

    def work_out(self, at: int) -> Replayed | None:
        if at in self.done:
            return self.done[at]
        applicant = self.applicants[at]
        values = values_of(applicant, self.case, self.common)
        if values is None:
            return None
        facts, on = as_given(applicant, values)
        for name in values:
            feeder = self.common.fed.get((applicant.clause.id, name))
            source = None if feeder is None else self.work_out(feeder)
            if feeder is not None and (source is None or source.result is None):
                return self._refused(at, values)
            if source is not None and source.result is not None:
                facts[name] = source.result.value
        result: Result | None
        try:
            result = self.calc(applicant.clause.id, facts, on)
        except FactError:
            return self._refused(at, values)
        except (AssertionError, ArithmeticError):
            # The interpreter asserts that an amount is defined wherever one is asked for; compiled code divides.
            result = None
        evaluation = read_claim(self.policy, applicant.clause, facts, on).evaluation
        parts = () if result is None else tuple(Fraction(part) for part in numbers_of(result.value))
        self.done[at] = Replayed(clause=applicant.clause, result=result, parts=parts, evaluation=evaluation)
        return self.done[at]

    def _refused(self, at: int, values: Mapping[str, Raw]) -> Replayed | None:
        """What is paid where the facts are refused: nothing, of claims made together."""
        applicant = self.applicants[at]
        if not applicant.together:
            return None
        evaluation = evaluator(applicant.clause, values)
        made = Replayed(clause=applicant.clause, result=None, parts=(), evaluation=evaluation, refused=True)
        return self.done.setdefault(at, made)


def shows(policy: Policy, obligation: Obligation, case: Assignment) -> bool:
    """Whether the case, worked out by the interpreter, shows that the promise is broken."""
    done = replay(policy, obligation, case)
    return done is not None and obligation.seen(done)


def simplest(obligation: Obligation, case: Assignment, still: Callable[[Assignment], bool]) -> Assignment:
    """The case with values as simple as can be, one after the other, as long as it ``still`` shows."""
    tries = _TRIES_MAX
    common = in_common(obligation.applicants)
    present = dict(case)
    changed = True
    while changed:
        changed = False
        for key in present:
            for simpler in _simpler(common.readings.get(key[0]), present[key], common.days):
                tries -= _work(present)
                if tries < 0:
                    return present
                trial = {**present, key: simpler}
                if still(trial):
                    present, changed = trial, True
                    break
    return present


def _work(case: Assignment) -> int:
    """How much it is to work a case out, in cases without lists."""
    return 1 + sum(len(value) for value in case.values() if isinstance(value, tuple)) // 8


# ── facts ──


def readings_of(applicant: Applicant) -> Iterator[tuple[str, FactType]]:
    """What a claim is asked for."""
    for fact in applicant.clause.facts:
        yield fact.name, fact.reading
    if applicant.asks_for_date:
        yield CLAIM_DATE, DAY_OF_CLAIM


def values_of(applicant: Applicant, case: Assignment, common: Common) -> dict[str, Raw] | None:
    """The values of a claim's facts; None where the case does not keep to what is meant by its differences."""
    values: dict[str, Raw] = {}
    for name, reading in readings_of(applicant):
        place = common.place(applicant.clause, name)
        found = case.get((place.key, ""))
        values[name] = plainest(reading, common.days) if found is None else place.own(found)
        differs = applicant.difference(name)
        if differs is not None:
            own = value_in(differs, values[name], case)
            if own is None or (reading.kind == "option" and own not in range(len(reading.options))):
                return None
            if name == CLAIM_DATE and not _is_in_time(applicant, own):
                return None
            values[name] = own
    return values


def _is_in_time(applicant: Applicant, day: Raw) -> bool:
    return applicant.valid is None or (
        isinstance(day, int) and applicant.valid[0].toordinal() <= day <= applicant.valid[1].toordinal()
    )


def plainest(reading: FactType, valid: tuple[date, date] | None = None) -> Raw:
    """The simplest value of a fact."""
    match reading.kind:
        case "number":
            return min(max(reading.least, 0), reading.most)
        case "boolean":
            return False
        case "option":
            return 0
        case "date":
            return valid[1].toordinal() if valid else date(2025, 1, 1).toordinal()
        case "text":
            return "其他"
        case "record":
            return tuple(plainest(part, valid) for part in reading.fields)
        case _:
            return () if reading.item is None else (plainest(reading.item, valid),) * (reading.length or 0)


def as_given(applicant: Applicant, values: Mapping[str, Raw]) -> tuple[dict[str, object], str | None]:
    """The facts of a claim as anybody could give them, and its date."""
    facts = {name: _as_given(reading, values[name]) for name, reading in readings_of(applicant)}
    on = facts.pop(CLAIM_DATE, None)
    return facts, on if isinstance(on, str) else None


def _as_given(reading: FactType, value: Raw) -> object:
    match reading.kind:
        case "number":
            assert isinstance(value, int)
            clock = reading.unit == CLOCK
            return clock_text(value) if clock else Decimal(f"{value}e-{reading.decimals}")
        case "option":
            assert isinstance(value, int)
            return reading.options[value]
        case "date":
            assert isinstance(value, int)
            return date.fromordinal(value).isoformat()
        case "list":
            assert isinstance(value, tuple) and reading.item is not None
            return [_as_given(reading.item, part) for part in value]
        case "record":
            assert isinstance(value, tuple)
            return [_as_given(part, one) for part, one in zip(reading.fields, value, strict=True)]
        case _:
            return value


def numbers_of(value: Outcome) -> Iterator[int | Decimal]:
    """The amounts of a result, one by one."""
    if isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers_of(part)
    else:
        yield value


# ── simpler values ──


def _simpler(reading: FactType | None, value: Raw, days: tuple[date, date] | None) -> Iterator[Raw]:
    """Simpler values than this, the simplest first."""
    match value:
        case bool():
            if value:
                yield False
        case int():
            if reading is None or reading.kind == "number":
                yield from _simpler_numbers(reading, value)
            elif reading.kind == "option":
                yield from range(value)
            elif days is not None:
                # The last day on which it can be claimed, then the first.
                plain = [day.toordinal() for day in reversed(days)]
                yield from plain[: plain.index(value) if value in plain else None]
        case tuple():
            if reading is not None and reading.kind == "list":
                # Of many, half of them first; of items that are alike, all at once.
                yield from (value[: len(value) // 2],) if len(value) > 3 else ()
                yield from (value[:at] + value[at + 1 :] for at in range(len(value)))
                if len(value) > 1 and len(set(value)) == 1:
                    yield from ((simpler,) * len(value) for simpler in _simpler(reading.item, value[0], days))
            for at, part in enumerate(value):
                inner = reading.item if reading is not None and reading.kind == "list" else None
                if reading is not None and reading.kind == "record":
                    inner = reading.fields[at]
                for simpler in _simpler(inner, part, days):
                    yield (*value[:at], simpler, *value[at + 1 :])


def _simpler_numbers(reading: FactType | None, value: int) -> Iterator[int]:
    scale = reading.scale if reading else 1

    def cost(number: int) -> tuple[bool, int, int]:
        """Whole units before fractions of one, then few digits, then small."""
        return number % scale != 0, len(str(abs(number)).rstrip("0")), abs(number)

    sign = -1 if value < 0 else 1
    found = {sign * digit * 10**power for power in range(len(str(abs(value))) + 1) for digit in range(10)}
    found |= {sign * digit * scale for digit in range(1, 10)}
    for power in range(1, len(str(abs(value)))):
        size = 10**power
        found |= {value // size * size, -(-value // size) * size}
    if reading is not None:
        found |= {reading.least, reading.most}
        found = {number for number in found if reading.least <= number <= reading.most}
    yield from sorted((number for number in found if cost(number) < cost(value)), key=cost)
