"""One clause for one applicant: the facts read and checked, the conditions, the amount, one rounding, the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from tiaowen.runtime.calendar_days import ordinal_of
from tiaowen.runtime.errors import FactError, Fault, hint, make_fault, refused
from tiaowen.runtime.facts import read_facts
from tiaowen.runtime.result import GIVEN, Outcome, Result, money, number, parse_date, remaining, rounded, used_up
from tiaowen.runtime.tongues import TONGUES

from ..ir.shape import Amount, Answer, One, PerItem, Several
from ..language.headings import heading_said
from ..meaning.english import told_in, unit_said
from ..meaning.explain import Line, plan
from ..meaning.faults import fact_checks
from ..meaning.interpret import Evaluator, amounts_of, evaluator
from ..model import clause as model
from ..model.clause import APPROVED, Clause
from ..model.expr import Element, Expr, FactRef, Field, Slot
from ..model.shape import shape_of
from ..model.types import BOOLEAN, CLAIM_DATE, DATE, NO_ITEM, NumberType, OptionType
from ..report.diagnostic import Language
from ..version import VERSION

if TYPE_CHECKING:
    from ..model.policy import Policy


def calc(policy: Policy, clause_id: str, facts: Mapping[str, object], date: Date | str | None = None) -> Result:
    """The result of one clause.  Raises ``FactError`` with every fault of the facts."""
    clause = policy.clauses.get(clause_id)
    if clause is None:
        raise FactError([make_fault("T0615", (str(clause_id),), hint=hint(clause_id, policy.clauses))])
    return calculate(policy, clause, facts, date)


def calculate(policy: Policy, clause: Clause, facts: Mapping[str, object], date: Date | str | None) -> Result:
    """The result of a clause.  Raises ``FactError`` with every fault: of the date, of the facts, then of 核对."""
    claim = read_claim(policy, clause, facts, date)
    evaluation = claim.evaluation
    held = all(evaluation.truth(condition.condition) for condition in clause.conditions)
    approved = evaluation.facts.get(APPROVED.name) if clause.ceiling else None
    kind = "核定" if approved is not None else clause.kind
    pays = held and claim.counts
    value = _value(claim, pays, approved)

    def tell(lang: Language) -> list[str]:
        return _tell(claim, lang, pays, value, approved)

    return Explained(
        policy=policy.title,
        policy_hash=policy.hash,
        compiler=VERSION,
        clause=clause.id,
        title=clause.title,
        citation=clause.citation.text,
        unit=clause.unit,
        form=clause.form,
        kind=kind,
        value=value,
        eligible=held and claim.in_time,
        date=claim.on,
        explain=tell,
    )


class Explained(Result):
    """A result that is explained in every language."""

    __slots__ = ("_traces",)

    def trace_in(self, lang: str = "") -> tuple[str, ...]:
        lang = lang or self.language
        if lang not in TONGUES:
            raise ValueError(f"explained in {' and '.join(TONGUES)}, not in {lang}")
        if not hasattr(self, "_traces"):
            self._traces: dict[str, tuple[str, ...]] = {}
        if lang not in self._traces:
            self._traces[lang] = tuple(self._explain(*self._told, lang))
        return self._traces[lang]

    @property
    def trace(self) -> tuple[str, ...]:
        """The explanation, line by line."""
        return self.trace_in()

    def __reduce__(self) -> tuple[object, ...]:
        """As plain data: the explanation goes along as its lines in each language."""
        given = (getattr(self, name) for name in GIVEN)
        return type(self), (*given, _kept, {lang: self.trace_in(lang) for lang in TONGUES})


def _kept(traces: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    return traces[lang]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The facts of a claim, read and checked; its date, and when ``clause`` is valid (None: always)."""

    clause: Clause
    evaluation: Evaluator
    on: Date | None
    valid: tuple[Date, Date] | None

    @property
    def in_time(self) -> bool:
        return self.valid is None or self.on is None or self.valid[0] <= self.on <= self.valid[1]

    @property
    def counts(self) -> bool:
        """Whether the date lets anything be worked out: 核算 is, whatever the date."""
        return self.in_time or self.clause.form == "核算"


def read_claim(policy: Policy, clause: Clause, facts: Mapping[str, object], date: Date | str | None) -> Claim:
    """The facts as the clause reads them.  Raises ``FactError`` with every fault: of the date, of the facts, then of
    核对."""
    valid = clause.valid or policy.terms_of(clause).valid
    values, on = _read(policy, clause, facts, date, valid)
    if clause.uses_date:
        values[CLAIM_DATE] = ordinal_of(on)
    evaluation = evaluator(clause, values)
    error = refused(
        (evaluation.truth(check.holds), check.code, check.fact, check.message, check.message_en)
        for check in fact_checks(clause)
    )
    if error:
        raise error
    return Claim(clause=clause, evaluation=evaluation, on=on, valid=valid)


def _read(
    policy: Policy,
    clause: Clause,
    facts: Mapping[str, object],
    date: Date | str | None,
    valid: tuple[Date, Date] | None,
) -> tuple[dict[str, object], Date | None]:
    """The facts read, and the date; the faults of both together."""
    faults: list[Fault] = []
    on: Date | None = None
    values: dict[str, object] = {}
    try:
        terms = policy.terms_of(clause)
        default = terms.valid or valid
        on = parse_date(date, default[1] if default else None)
    except FactError as error:
        faults += error.faults
    try:
        values = dict(read_facts(clause.asked, fed(policy, clause, facts)))
    except FactError as error:
        faults += error.faults
    if faults:
        raise FactError(faults)
    return values, on


def fed(policy: Policy, clause: Clause, facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts, those that are 取自 another clause calculated from that clause's facts where these are given.  What
    several clauses ask for serves them all."""
    feeds = {fact.name: policy.clauses[fact.from_clause] for fact in clause.facts if fact.from_clause in policy.clauses}
    if not feeds or not isinstance(facts, Mapping):
        return facts
    own = {fact.name for fact in clause.asked}
    theirs = {name: {fact.name for fact in source.asked} - own for name, source in feeds.items()}
    needed = set().union(*(theirs[name] for name in feeds if name not in facts))
    made: dict[str, object] = {}
    for name, source in feeds.items():
        asked = {fact.name for fact in source.asked}
        given = {other: value for other, value in {**facts, **made}.items() if other in asked}
        listed = [other for other in given if other in theirs[name]]
        if name not in facts and given and (listed or not theirs[name]):
            made[name] = calculate(policy, source, given, None).value
        elif name in facts and (listed := [other for other in listed if other not in needed]):
            raise FactError([make_fault("T0616", (name,), clause=source.id, listed="、".join(listed))])
    used = set().union(*(theirs[name] for name in made))
    return {**{name: value for name, value in facts.items() if name not in used}, **made}


def _value(claim: Claim, pays: bool, approved: object) -> Outcome:
    """The value of the result: zero (or 不符合) where nothing ``pays``; what was ``approved``, in 分, may lower it."""
    evaluation = claim.evaluation
    amounts = [_defined(amount) for amount in amounts_of(claim.clause, evaluation)] if pays else []
    match shape := shape_of(claim.clause):
        case Answer():
            return pays
        case One():
            (amount,) = amounts or (Fraction(0),)
            if isinstance(approved, int):
                amount = min(amount, Fraction(approved, 100))
            return _written(shape.of, amount)
        case Several():
            return _several(shape, amounts or [Fraction(0)] * len(shape.labels))
        case PerItem():
            paid = amounts or [Fraction(0) for _ in evaluation.each_item(shape.lists)]
            values = tuple(_written(shape.of, amount) for amount in paid)
            return used_up(values, _written(shape.of, _most(claim))) if shape.is_limited and pays else values
        case _:
            assert_never(shape)


def _defined(amount: Fraction | None) -> Fraction:
    assert amount is not None, "an undefined amount is refused by the fact checks"
    return amount


def _most(claim: Claim) -> Fraction:
    """What all items come to at most."""
    series = claim.clause.series
    assert isinstance(series, model.PerItem) and series.up_to is not None
    return _defined(claim.evaluation.number(series.up_to))


def _several(shape: Several, amounts: Sequence[Fraction]) -> Outcome:
    values = [_written(shape.of, amount) for amount in amounts]
    if shape.remainder:
        values[-1] = remaining(_written(shape.of, sum(amounts, Fraction(0))), values[:-1])
    return dict(zip(shape.labels, values, strict=True)) if shape.named else tuple(values)


def _written(of: Amount, amount: Fraction) -> int | Decimal:
    """The amount as it is given: money in yuan with two places, a ratio with eight, a count whole where it is."""
    paid = of.rounded(amount) if of.is_rounded else amount
    match of.shown:
        case "money":
            return money(paid.numerator, paid.denominator)
        case "ratio":
            return rounded(paid.numerator, paid.denominator, 8, "half_up")
        case "count":
            return number(paid.numerator, paid.denominator)
        case _:
            assert_never(of.shown)


def _tell(claim: Claim, lang: Language, pays: bool, value: Outcome, approved: object) -> list[str]:
    clause, evaluation, tongue = claim.clause, claim.evaluation, TONGUES[lang]
    told = plan(clause, lang)
    lines = tongue.opening_lines(clause.id, clause.title, clause.citation.text)
    if claim.valid:
        lines += tongue.date_lines(claim.on, *claim.valid)
    lines += [text for line in (*told.definitions, *told.conditions) for text in fill(line, evaluation, lang)]
    if pays:
        lines += [text for line in told.amount for text in fill(line, evaluation, lang)]
        if isinstance(approved, int):
            lines.append(tongue.approved_line(approved))
    heading, unit = heading_said(clause.heading, lang), unit_said(clause.unit, lang)
    return [*lines, tongue.result_line(heading, unit, pays, value)]


def fill(line: Line, evaluation: Evaluator, lang: Language = "zh") -> list[str]:
    """The line filled in, none where it does not apply; one for each item where it is about each."""
    if line.each:
        before, behind = line.numbered
        return [
            f"{before}{number}{behind}{text}"
            for number, present in enumerate(evaluation.each_item(line.each), 1)
            for text in fill(Line(line.parts, line.when), present, lang)
        ]
    if line.when is not None and not evaluation.truth(line.when):
        return []
    return ["".join(part if isinstance(part, str) else slot_text(part, evaluation, lang) for part in line.parts)]


def slot_text(slot: Slot, evaluation: Evaluator, lang: Language = "zh") -> str:
    """A value as people read it, with what stands around it."""
    before, behind = slot.around
    return f"{before}{_value_text(slot.expr, evaluation, lang)}{behind}"


def _value_text(expr: Expr, evaluation: Evaluator, lang: Language) -> str:
    kind, tongue = expr.type, TONGUES[lang]
    if isinstance(kind, NumberType):
        value = evaluation.number(expr)
        unit, size = told_in(kind, lang)
        return tongue.shown_quantity(*((0, 0) if value is None else (value / size).as_integer_ratio()), unit)
    if isinstance(kind, OptionType):
        index = evaluation.number(expr)
        return tongue.quoted(NO_ITEM if index is None else kind.options[int(index)])
    if kind == BOOLEAN:
        return tongue.shown_truth(evaluation.truth(expr))
    if kind == DATE:
        day = evaluation.number(expr)
        return "" if day is None else tongue.shown_day(int(day))
    assert isinstance(expr, (FactRef, Element, Field))
    return tongue.shown_text(str(evaluation.raw(expr)))
