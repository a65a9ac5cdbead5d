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
from tiaowen.runtime.facts import FactType
from tiaowen.runtime.result import Outcome, Result

from ..answers.calculate import calc, read_claim
from ..model.types import CLAIM_DATE
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
    """The claims of a case worked out; None where the facts are refused."""
    work_out = work_out or partial(calc, policy)
    done: list[Replayed] = []
    for applicant in obligation.applicants:
        values = values_of(applicant, case)
        if values is None:
            return None
        facts, on = as_given(applicant, values)
        result: Result | None
        try:
            result = work_out(applicant.clause.id, facts, on)
        except FactError:
            return None
        except (AssertionError, ArithmeticError):
            # The interpreter asserts that an amount is defined wherever one is asked for; compiled code divides.
            result = None
        evaluation = read_claim(policy, applicant.clause, facts, on).evaluation
        parts = () if result is None else tuple(Fraction(part) for part in numbers_of(result.value))
        done.append(Replayed(result=result, parts=parts, evaluation=evaluation))
    return tuple(done)


def shows(policy: Policy, obligation: Obligation, case: Assignment) -> bool:
    """Whether the case, worked out by the interpreter, shows that the promise is broken."""
    done = replay(policy, obligation, case)
    return done is not None and obligation.seen(done)


def simplest(obligation: Obligation, case: Assignment, still: Callable[[Assignment], bool]) -> Assignment:
    """The case with values as simple as can be, one after the other, as long as it ``still`` shows."""
    tries = _TRIES_MAX
    readings = {name: reading for made in obligation.applicants for name, reading in readings_of(made)}
    present = dict(case)
    changed = True
    while changed:
        changed = False
        for key in present:
            for simpler in _simpler(readings.get(key[0]), present[key]):
                tries -= 1
                if tries < 0:
                    return present
                trial = {**present, key: simpler}
                if still(trial):
                    present, changed = trial, True
                    break
    return present


# ── facts ──


def readings_of(applicant: Applicant) -> Iterator[tuple[str, FactType]]:
    """What a claim is asked for."""
    for fact in applicant.clause.facts:
        yield fact.name, fact.reading
    if applicant.clause.uses_date:
        yield CLAIM_DATE, FactType(name=CLAIM_DATE, kind="date")


def values_of(applicant: Applicant, case: Assignment) -> dict[str, Raw] | None:
    """The values of a claim's facts; None where the case does not keep to what is meant by its differences."""
    values: dict[str, Raw] = {}
    for name, reading in readings_of(applicant):
        found = case.get((f"{applicant.clause.id} {name}", ""), case.get((name, "")))
        values[name] = plainest(reading, applicant.valid) if found is None else found
        differs = applicant.difference(name)
        if differs is not None:
            own = value_in(differs, values[name], case)
            if own is None:
                return None
            values[name] = own
    return values


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
            return ()


def as_given(applicant: Applicant, values: Mapping[str, Raw]) -> tuple[dict[str, object], str | None]:
    """The facts of a claim as anybody could give them, and its date."""
    facts = {name: _as_given(reading, values[name]) for name, reading in readings_of(applicant)}
    on = facts.pop(CLAIM_DATE, None)
    return facts, on if isinstance(on, str) else None


def _as_given(reading: FactType, value: Raw) -> object:
    match reading.kind:
        case "number":
            assert isinstance(value, int)
            return Decimal(value).scaleb(-reading.decimals)
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


def _simpler(reading: FactType | None, value: Raw) -> Iterator[Raw]:
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
        case tuple():
            for at in range(len(value)):
                if reading is not None and reading.kind == "list":
                    yield value[:at] + value[at + 1 :]
            for at, part in enumerate(value):
                inner = reading.item if reading is not None and reading.kind == "list" else None
                if reading is not None and reading.kind == "record":
                    inner = reading.fields[at]
                for simpler in _simpler(inner, part):
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
