"""What is given, waived or levied is not below zero: a loss as a base, a fall as a rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from tiaowen.runtime.facts import FactType

from ..analysis.probing import Probe, bases, money_or_number, shown
from ..model.clause import Clause, Fact
from ..model.expr import DefinitionRef, Difference, Expr, Mechanism, operands_of
from ..model.types import BOOLEAN
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# So many applicants to start from, and what a fact is tried at: a loss of 1万元, of 1元.
_BASES = 6
_LOSSES = (10_000, 1)


class AwardBelowZero(Plain):
    """算出来的数可以是负的：亏损的企业，补助是负数。

    错误示例：`填报：利润：金额，可为负。补助：利润的10%。`
    正确示例：`条件：利润超过0元。补助：利润的10%。`
    理由：亏损100万元的，补助是-10万元，等于要申报人交钱；原文说的是给钱，多半没有想到亏损的。
    """

    code: ClassVar[str] = "T0414"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    heading: str
    fact: str
    value: str
    amount: str
    none: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：{self.fact}{self.value}的，{self.heading}是{self.amount}",
                f"clause {self.clause}: with {self.fact} {self.value} the result is {self.amount}",
            ),
            (
                "结果是负数，等于反过来：给的变成要交的，交的变成退的",
                "below zero it is the other way round: what is given is to be paid, what is levied is paid back",
            ),
            (
                f"不给的，在「条件」里写「{self.fact}超过{self.none}」；按0元算的，后面写「，保底0元」；不会是负数的，删去「可为负」",
                f"say when it is given (条件：{self.fact}超过{self.none}); write ，保底0元; or leave 可为负 out where it is never below zero",
            ),
        )


@looks_at("rule")
def award_below_zero(policy: Policy) -> Iterator[AwardBelowZero]:
    for clause in policy.clauses.values():
        if clause.form in ("奖补", "减免", "交纳") and clause.amount is not None and _may_sink(clause, clause.amount):
            yield from islice(_found(policy, clause), 1)


def _may_sink(clause: Clause, amount: Expr) -> bool:
    """Whether something in the amount may be below zero: a fact, a growth."""
    if any(_is_negative(fact.reading) for fact in clause.facts):
        return True
    waiting, seen = [amount], set[int]()
    while waiting:
        expr = waiting.pop()
        if id(expr) in seen or expr.type == BOOLEAN:
            continue
        seen.add(id(expr))
        if isinstance(expr, Difference) and expr.may_be_negative:
            return True
        if isinstance(expr, DefinitionRef):
            waiting.append(expr.definition.body)
        elif isinstance(expr, Mechanism) and (cases := expr.anatomy().cases):
            waiting += [branch.amount for branch in cases.branches]
        else:
            waiting += operands_of(expr)
    return False


def _is_negative(reading: FactType) -> bool:
    parts = (*reading.fields, *((reading.item,) if reading.item else ()))
    return reading.least < 0 if reading.kind == "number" else any(map(_is_negative, parts))


def _found(policy: Policy, clause: Clause) -> Iterator[AwardBelowZero]:
    probe = Probe(clause)
    for values in islice(bases(policy, clause), _BASES):
        for fact in clause.facts:
            for value in _tries(fact, values):
                result = probe.with_fact(values, fact.name, value)
                if result is not None and result.amount < 0:
                    yield AwardBelowZero(
                        span=fact.span or clause.span,
                        clause=clause.id,
                        heading=clause.heading,
                        fact=fact.name,
                        value=shown(fact.reading, value),
                        none=f"0{_unit(fact.reading)}",
                        amount=money_or_number(result.amount, clause.unit),
                    )


def _unit(reading: FactType) -> str:
    return _unit(reading.item) if reading.item else reading.unit


def _tries(fact: Fact, values: Mapping[str, object]) -> Iterator[object]:
    reading = fact.reading
    if reading.kind == "number":
        yield from _lower(reading)
    elif reading.kind == "list" and reading.item is not None and _is_negative(reading.item):
        listed = values[fact.name]
        assert isinstance(listed, tuple)
        for item in _items(reading.item, listed[0] if listed else None):
            yield (item,)


def _lower(reading: FactType) -> Iterator[int]:
    """Losses where the number may be below zero; else none of it."""
    if reading.least < 0:
        yield from (value for loss in _LOSSES if (value := -loss * reading.scale) >= reading.least)
        yield reading.least
    elif reading.least == 0:
        yield 0


def _items(item: FactType, given: object) -> Iterator[object]:
    if item.kind == "number":
        yield from _lower(item)
    elif isinstance(given, tuple):
        for index, field in enumerate(item.fields):
            if field.kind == "number" and field.least < 0:
                for value in _lower(field):
                    yield (*given[:index], value, *given[index + 1 :])
