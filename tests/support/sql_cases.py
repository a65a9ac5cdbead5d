"""Rows of a table for a clause, each with what the interpreter says of them: its worked cases, changed one fact at a time.

In: a policy and a clause.  Out: typed facts as a database holds them, and the value, whether eligible, the code of the fault.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from support.facts import varied_cases
from support.sql import Row
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.calculate import calc, fed
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value

Facts = dict[str, Any]


def rows_of(policy: Policy, clause_id: str, most: int) -> list[Facts]:
    """Worked cases and what is near them, ``most`` of these; then each fact of the first case in turn NULL, or something
    that it may not be."""
    clause = policy.clauses[clause_id]
    varied = list(islice(varied_cases(clause, Random(clause_id)), most))
    rows = [row for facts, day in varied for row in _typed(policy, clause_id, facts, day)]
    for row in rows[:1]:
        # A fact that another clause works out may be left out of a call, but is a column all the same.
        own = [fact.reading for fact in clause.facts if not fact.from_clause]
        asked = [*own, *(of for of in clause.asked if of.optional)]
        rows += [{**row, of.name: wrong} for of in asked for wrong in _wrong(of)]
        rows += [{**row, "申报日期": day} for day in (date(1, 1, 1), date(2031, 1, 1), None)]
    return rows


def typed(policy: Policy, clause_id: str, facts: Mapping[str, Any], day: object = None) -> Facts:
    """Good facts as a table holds them."""
    (row,) = _typed(policy, clause_id, facts, day)
    return row


def expected(policy: Policy, clause_id: str, row: Mapping[str, object]) -> tuple[Any, bool | None, str | None]:
    """What the interpreter has: the value, whether eligible; or the code of the first fault."""
    facts = {name: value for name, value in row.items() if value is not None and name != "申报日期"}
    try:
        result = calc(policy, clause_id, facts, row.get("申报日期"))  # type: ignore[arg-type]  # a date or None
    except FactError as error:
        return None, None, error.code
    value = list(result.value) if isinstance(result.value, tuple) else result.value
    return value, result.eligible, None


def differences(
    policy: Policy, clause_id: str, rows: Sequence[Facts], answers: Sequence[Row]
) -> Iterator[tuple[Facts, object, Row]]:
    """Where the answers of a database are not those of the interpreter; what is beyond its integers it says so of."""
    for row, answer in zip(rows, answers, strict=True):
        found = (answer.value, answer.eligible, answer.fault)
        if answer.fault != "T0618" and found != (known := expected(policy, clause_id, row)):
            yield row, known, answer


def _typed(policy: Policy, clause_id: str, facts: Mapping[str, Any], day: object) -> Iterator[Facts]:
    """The facts as a table holds them; nothing where a column of its type cannot."""
    clause = policy.clauses[clause_id]
    try:
        given = fed(policy, clause, facts)
        row = {of.name: _held(of, given[of.name]) for of in clause.asked if of.name in given}
    except FactError:
        return
    yield {**row, "申报日期": date.fromisoformat(str(day)) if day else None}


def _held(of: FactType, value: Any) -> Any:
    match of.kind:
        case "number":
            held = read_value(of, value)
            assert isinstance(held, int)
            return Decimal(held).scaleb(-of.decimals)
        case "boolean":
            return read_value(of, value)
        case "date":
            held = read_value(of, value)
            assert isinstance(held, int)
            return date.fromordinal(held)
        case "list":
            assert of.item is not None
            return [_held(of.item, part) for part in value]
        case "record":
            values = [value[part.name] for part in of.fields] if isinstance(value, dict) else value
            return {part.name: _held(part, each) for part, each in zip(of.fields, values, strict=True)}
        case _:
            return value


def _wrong(of: FactType) -> list[object]:
    """Nothing, and what a fact may not be though its column can hold it."""
    if of.kind == "number":
        sizes = (0, 1, 10**15, 10**15 - 1, -(10**15), 10**20)
        return [None, Decimal("-0.01"), Decimal("0.005"), Decimal("1.23456789012"), *map(Decimal, sizes)]
    others: dict[str, list[object]] = {
        "option": [None, "没有的", ""],
        "date": [None, date(1, 1, 1), date(9999, 12, 31)],
    }
    return others.get(of.kind, [None])
