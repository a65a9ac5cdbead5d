"""What any applicant gets, and applicants to ask about.

In: a clause.  Out: what an applicant gets (``Probe.result``), and applicants to start from (``bases``: those of the worked
cases, then made up).  All by the interpreter, over the integers that the runtime reads; so whatever is found is a case
that can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, format_quantity, read_facts

from ..ir.shape import Answer, One, PerItem, Several
from ..meaning.faults import fact_checks
from ..meaning.interpret import Evaluator, amounts_of, evaluator
from ..model import clause as model
from ..model.case_facts import case_facts
from ..model.clause import Clause
from ..model.shape import shape_of
from ..model.types import CLAIM_DATE

if TYPE_CHECKING:
    from ..model.policy import Policy

# The facts of an applicant as the runtime reads them: scaled integers, options by place, days by ordinal.
Values = Mapping[str, object]
_MADE_UP_DAY = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an applicant gets: ``amount`` is the sum of what is paid, rounded as the clause rounds; 0 where a condition
    fails, and for 资格 1 where none does.  ``parts`` are the payments of several, before they are rounded."""

    eligible: bool
    amount: Fraction
    parts: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A clause, ready to be asked."""

    clause: Clause

    def result(self, values: Values) -> Outcome | None:
        """What an applicant gets; None where the facts are refused (核对)."""
        evaluation = evaluator(self.clause, values)
        if not all(evaluation.truth(check.holds) for check in fact_checks(self.clause)):
            return None
        if not all(evaluation.truth(made.condition) for made in self.clause.conditions):
            return Outcome(False, Fraction(0))
        amounts = tuple(amount or Fraction(0) for amount in amounts_of(self.clause, evaluation))
        return Outcome(True, self._paid(evaluation, amounts), amounts if self.clause.series is not None else ())

    def _paid(self, evaluation: Evaluator, amounts: tuple[Fraction, ...]) -> Fraction:
        match shape := shape_of(self.clause):
            case Answer():
                return Fraction(1)
            case One():
                payments = amounts
            case Several():
                payments = (sum(amounts, Fraction(0)),) if shape.remainder else amounts
            case PerItem():
                payments = amounts
            case _:
                assert_never(shape)
        paid = sum((shape.of.rounded(each) if shape.of.is_rounded else each for each in payments), Fraction(0))
        series = self.clause.series
        if isinstance(series, model.PerItem) and series.up_to is not None:
            return min(paid, shape.of.rounded(evaluation.number(series.up_to) or Fraction(0)))
        return paid

    def with_fact(self, values: Values, name: str, value: object) -> Outcome | None:
        """The result with one fact changed; None where that is out of the fact's range, or refused."""
        reading = next(fact.reading for fact in self.clause.facts if fact.name == name)
        is_out = isinstance(value, int) and reading.kind == "number" and not reading.least <= value <= reading.most
        return None if is_out else self.result({**values, name: value})


# ── applicants to start from ──


def bases(policy: Policy, clause: Clause) -> Iterator[Values]:
    """Applicants whose facts are accepted, the eligible ones first: of the worked cases; where there is none that is
    eligible, made up: one with every 是否 是, and one with every 否."""
    probe = Probe(clause)
    eligible: list[Values] = []
    others: list[Values] = []
    for values in _of_cases(policy, clause):
        result = probe.result(values)
        if result is not None and values not in (*eligible, *others):
            (eligible if result.eligible else others).append(values)
    for flag in () if eligible else (True, False):
        made = (values for values in _made_up(policy, clause, flag) if _is_eligible(probe, values))
        found = next(made, None)
        eligible += [found] if found is not None and found not in eligible else []
    yield from eligible
    yield from others


def _of_cases(policy: Policy, clause: Clause) -> Iterator[Values]:
    for case in (case for case in clause.cases if case.accepted):
        facts, on = case_facts(clause, case)
        try:
            values: dict[str, object] = dict(read_facts([fact.reading for fact in clause.facts], _own(clause, facts)))
        except FactError:
            continue
        if clause.uses_date:
            values[CLAIM_DATE] = (_day(on) or _valid_day(policy, clause)).toordinal()
        yield values


def _own(clause: Clause, facts: Mapping[str, object]) -> dict[str, object]:
    """Without 核定金额, and without what a case gives for the clause that a fact is 取自 of."""
    return {name: value for name, value in facts.items() if any(fact.name == name for fact in clause.facts)}


def _day(on: object) -> date | None:
    try:
        return date.fromisoformat(on) if isinstance(on, str) else on if isinstance(on, date) else None
    except ValueError:
        return None


def _valid_day(policy: Policy, clause: Clause) -> date:
    valid = clause.valid or policy.terms_of(clause).valid
    return valid[1] if valid else _MADE_UP_DAY


def _is_eligible(probe: Probe, values: Values) -> bool:
    found = probe.result(values)
    return found is not None and found.eligible


def _made_up(policy: Policy, clause: Clause, flag: bool) -> Iterator[Values]:
    """Applicants who have much of everything, or little; with the last option, or another."""
    for place in (-1, 0, 1):
        for size in (10**6, 10**4, 100, 10**8, 10, 1):
            values: dict[str, object] = {
                fact.name: _some(fact.reading, flag, place, size, policy, clause) for fact in clause.facts
            }
            if clause.uses_date:
                values[CLAIM_DATE] = _valid_day(policy, clause).toordinal()
            yield values


def _some(of: FactType, flag: bool, place: int, size: int, policy: Policy, clause: Clause) -> object:
    match of.kind:
        case "number":
            return min(max(size * of.scale, of.least), of.most) if of.unit != "%" else min(of.scale // 2, of.most)
        case "boolean":
            return flag
        case "option":
            return (len(of.options) + place) % len(of.options) if place < 0 else min(place, len(of.options) - 1)
        case "date":
            day = _valid_day(policy, clause).toordinal()
            return min(max(day, of.low or day), of.high or day)
        case "text":
            return "其他"
        case "record":
            return tuple(_some(part, flag, place, size, policy, clause) for part in of.fields)
        case "list":
            assert of.item is not None
            return (_some(of.item, flag, place, size, policy, clause),) * (of.length or 2)


# ── for people ──


def shown(reading: FactType, value: object) -> str:
    """A value in the drafter's units."""
    match reading.kind:
        case "number":
            assert isinstance(value, int)
            return format_quantity(value, reading.scale, reading.unit)
        case "boolean":
            return "是" if value else "否"
        case "option":
            assert isinstance(value, int)
            return reading.options[value]
        case "date":
            assert isinstance(value, int)
            return date.fromordinal(value).isoformat()
        case "list":
            assert isinstance(value, tuple) and reading.item is not None
            return "、".join(shown(reading.item, part) for part in value) or "无"
        case "record":
            assert isinstance(value, tuple)
            each = zip(reading.fields, value, strict=True)
            return f"（{'，'.join(f'{part.name}{shown(part, one)}' for part, one in each)}）"
        case "text":
            return str(value)


def money_or_number(amount: Fraction, unit: str) -> str:
    """A result for people: 24万元."""
    return format_quantity(amount.numerator, amount.denominator, unit)
