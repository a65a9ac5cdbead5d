"""A case of the solver, worked out by the interpreter, made simple, and told.

In: an assignment, the value of each variable as the runtime reads it.  Out: the facts of each claim as anybody could
give them, the results, and the same case with the simplest numbers that still show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, format_quantity
from tiaowen.runtime.result import Outcome, Result

from ..calculate import read_claim
from ..diagnostic import Text
from ..model import CLAIM_DATE
from ..probing import shown
from .obligation import Applicant, Obligation, Replayed, Told

if TYPE_CHECKING:
    from ..pipeline import Policy

# A value as the runtime holds it, by the name of the fact and the mark of the claim that has it for its own.
Raw = bool | int | str | tuple["Raw", ...]
Assignment = Mapping[tuple[str, str], Raw]
# How often a case is worked out anew to make it simpler.
_TRIES_MAX = 3000


def replay(policy: Policy, obligation: Obligation, case: Assignment) -> tuple[Replayed, ...] | None:
    """The claims of a case worked out; None where the facts are refused."""
    done: list[Replayed] = []
    for applicant in obligation.applicants:
        values = _values(applicant, case)
        if values is None:
            return None
        facts, on = _given(applicant, values)
        try:
            evaluation = read_claim(policy, applicant.clause, facts, on).evaluation
            result = policy.calc(applicant.clause.id, facts, on)
        except FactError:
            return None
        except AssertionError:
            # The interpreter asserts that an amount is defined wherever one is asked for.
            done.append(Replayed(result=None, parts=(), evaluation=evaluation))
            continue
        parts = tuple(Fraction(part) for part in _numbers(result.value))
        done.append(Replayed(result=result, parts=parts, evaluation=evaluation))
    return tuple(done)


def shows(policy: Policy, obligation: Obligation, case: Assignment) -> bool:
    """Whether the case shows, worked out by the interpreter, that the promise is broken."""
    done = replay(policy, obligation, case)
    return done is not None and obligation.seen(done)


def simplest(policy: Policy, obligation: Obligation, case: Assignment) -> Assignment:
    """The case with values as simple as can be, one after the other, as long as it still shows."""
    tries = _TRIES_MAX
    readings = {name: reading for made in obligation.applicants for name, reading in _readings(made)}
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
                if shows(policy, obligation, trial):
                    present, changed = trial, True
                    break
    return present


def told(policy: Policy, obligation: Obligation, case: Assignment) -> tuple[Told, ...]:
    """The claims of a case that shows, as people read them."""
    done = replay(policy, obligation, case)
    assert done is not None
    lines = []
    for applicant, one in zip(obligation.applicants, done, strict=True):
        values = _values(applicant, case)
        assert values is not None
        facts = tuple((name, shown(reading, values[name])) for name, reading in _readings(applicant))
        lines.append(Told(clause=applicant.clause.id, facts=facts, result=_result(one.result)))
    return tuple(lines)


def facts_told(lines: Sequence[Told]) -> list[tuple[tuple[str, str], ...]]:
    """The facts of each claim: of the later ones only those that are not as in the first."""
    first = lines[0].facts
    return [first, *(tuple(fact for fact in line.facts if fact not in first) for line in lines[1:])]


# ── facts ──


def _readings(applicant: Applicant) -> Iterator[tuple[str, FactType]]:
    for fact in applicant.clause.facts:
        yield fact.name, fact.reading
    if applicant.clause.uses_date:
        yield CLAIM_DATE, FactType(name=CLAIM_DATE, kind="date")


def _values(applicant: Applicant, case: Assignment) -> dict[str, Raw] | None:
    """The values of a claim's facts; None where the case does not keep to what is meant by ``varied``."""
    values: dict[str, Raw] = {}
    for name, reading in _readings(applicant):
        found = case.get((f"{applicant.clause.id} {name}", ""), case.get((name, "")))
        values[name] = plainest(reading, applicant.valid) if found is None else found
        if name == applicant.varied:
            first = values[name]
            second = case.get((name, "′"), first) if applicant.more is None else None
            assert isinstance(first, int)
            values[name] = first + (applicant.more or 0) if second is None else second
            if isinstance(second, int) and second < first:
                return None
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


def _given(applicant: Applicant, values: Mapping[str, Raw]) -> tuple[dict[str, object], str | None]:
    facts = {name: _as_given(reading, values[name]) for name, reading in _readings(applicant)}
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


# ── results ──


def _numbers(value: Outcome) -> Iterator[int | Decimal]:
    if isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _numbers(part)
    else:
        yield value


def _result(result: Result | None) -> Text:
    if result is None:
        return Text("算不出结果", "no result can be worked out")
    if not result.eligible:
        return Text("不予（不符合条件）", "nothing (not eligible)")
    said = "、".join(
        format_quantity(*Fraction(part).as_integer_ratio(), result.unit) for part in _numbers(result.value)
    )
    return Text(f"得{said}", f"gives {said}")


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
