"""The view of each clause, over a table whose columns have the types of the facts.

A column holds no text in place of a number and no fact that there is not: such claims are not put to it, nor texts with
characters that databases refuse (U+0000, half of a pair).  What a table can hold but a fact may not be (NULL, a number out
of range, an option that there is not) it must refuse with the interpreter's first code.  The caps that bound, which a result
does not say in words of their own, are those of the evaluator of docs/ir.md.  T0618, a number beyond the
integers of the database, it says of itself: it is not counted as an answer.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from support.answerers.answerer import NOT_ASKED, Answerer, Claim, Outcome, held
from support.ir_evaluator import caps
from support.sql import Database, Row
from support.targets import emitted, written
from tiaowen.compiler.answers.calculate import fed
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.targets.target import Wanted
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType, read_date, read_value
from tiaowen.runtime.quantities import CLOCK

_DAY = "申报日期"
_TOO_LARGE = "T0618"


class Sql(Answerer):
    """By a ``Database``."""

    most = 200
    least = 40

    def __init__(self, policy: Loaded, folder: Path) -> None:
        super().__init__(policy, folder)
        self._module = module_of(policy)
        self._clauses = {clause["id"]: clause for clause in json.loads(emitted(policy, "ir")[""])["clauses"]}
        self._database = self.database()
        self._unsaid = written(policy, "sql", Wanted(dialect=self._database.dialect))[1]

    @abstractmethod
    def database(self) -> Database:
        """A connection, with a table of its own."""

    def can(self, clause: str) -> bool:
        return clause not in self._unsaid

    def answers(self, claims: Sequence[Claim]) -> list[object]:
        found: list[object] = [NOT_ASKED] * len(claims)
        asked: dict[str, list[tuple[int, Mapping[str, object]]]] = {}
        for at, claim in enumerate(claims):
            if (row := _row(self.policy, claim)) is not None:
                asked.setdefault(claim.clause, []).append((at, row))
        for clause, rows in asked.items():
            said = self._database.answers(self._module, clause, [row for _, row in rows])
            for (at, _), answer in zip(rows, said, strict=True):
                found[at] = _answer(answer)
        return found

    def told(self, claim: Claim, outcome: Outcome) -> object:
        if isinstance(outcome, list):
            return None, None, None, outcome[0][0]
        read = held(self.policy, claim)
        assert read is not None
        bound = caps(self._clauses[claim.clause], *read)
        return _exact(outcome["value"]), outcome["eligible"], "；".join(bound) or None


def _answer(row: Row) -> object:
    if row.fault == _TOO_LARGE:
        return NOT_ASKED
    if row.fault is not None:
        return row.value, row.eligible, row.cap, row.fault
    return _exact(row.value), row.eligible, row.cap


def _exact(value: Any) -> Any:
    """A value in numbers, whichever of their types a database has."""
    if isinstance(value, Mapping):
        return {name: _exact(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(part) for part in value]
    return value if isinstance(value, bool) or value is None else Decimal(value)


class _NoColumn(Exception):
    """No column of this type holds this value."""


def _row(policy: Loaded, claim: Claim) -> Mapping[str, object] | None:
    """The claim as a row; None where there is none that means the same."""
    clause = policy.clauses[claim.clause]
    if not isinstance(claim.facts, Mapping) or None in claim.facts.values():
        return None
    try:
        given = fed(policy, clause, claim.facts)
    except FactError:
        return None
    asked = {fact.name: fact for fact in clause.asked}
    if not given.keys() <= asked.keys():
        return None
    if any(fact.from_clause and fact.name not in given for fact in clause.facts):
        return None  # a column has no other clause to be taken from
    day = read_date(claim.day)
    if claim.day is not None and day is None:
        return None
    try:
        return {name: _held(asked[name], value) for name, value in given.items()} | {_DAY: day}
    except _NoColumn:
        return None


def _held(of: FactType, value: Any) -> Any:
    """A value as a column holds it."""
    match of.kind:
        case "number":
            return _number(of, value)
        case "boolean":
            if value in ("是", "否") or isinstance(value, bool):
                return value in ("是", True)
        case "option" | "text":
            if isinstance(value, str) and "\0" not in value and value.isprintable() | value.isspace():
                return value
        case "date":
            if (day := read_date(value)) is not None:
                return day
        case "list":
            if isinstance(value, list | tuple) and of.item is not None:
                return [_held(of.item, part) for part in value]
        case "record":
            values = value
            if isinstance(value, list | tuple) and len(value) == len(of.fields):
                values = dict(zip((part.name for part in of.fields), value, strict=True))
            if isinstance(values, Mapping) and values.keys() == {part.name for part in of.fields}:
                return {part.name: _held(part, values[part.name]) for part in of.fields}
    raise _NoColumn


def _number(of: FactType, value: Any) -> Decimal:
    try:
        held = read_value(of, value)
        assert isinstance(held, int)
        if of.unit == CLOCK and held % 3:
            raise _NoColumn  # 10:01 is no decimal number of hours
        return Decimal(held).scaleb(-of.decimals) if of.unit != CLOCK else Decimal(held) / 60
    except FactError:
        pass
    # What may not be given, but stands in the column.
    try:
        number = Decimal(value) if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) >= 10**25 or int(number.as_tuple().exponent) < -12:
        raise _NoColumn
    if isinstance(value, str) and value != f"{number:f}":
        raise _NoColumn  # 1e5, +5 and full width are texts to be read, which it is not asked to do
    return number
