"""Who misses a number that is worked out of several facts (研发费用占营业收入比重高于3%) by less than 5%.

In: a clause, the rows that claim it and are not eligible.  Out: ``Near``s without an amount: no single fact can be set to the
threshold, so what they would get is not said.  Counted are those who fail nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date

from ..meaning.interpret import Evaluator, evaluator
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import All, AnyOf, Compare, DefinitionRef, Expr, FactRef, Literal, operands_of
from ..model.types import CLAIM_DATE, NumberType
from .figures import Near
from .held import column_for, held

if TYPE_CHECKING:
    import pyarrow as pa

    from ..intake.headings import Headed
    from ..model.policy import Policy
    from .paying import How, Paying

_NEAR = 5


class NearWorked:
    """Of one clause, counted over all chunks."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.counts = dict.fromkeys(_tests(clause), 0)

    def add(self, policy: Policy, table: pa.Table, heads: dict[str, Headed], paid: Paying, how: How) -> None:
        import numpy as np

        clause = self.clause
        rows = np.flatnonzero(paid.claimed[clause.id] & ~paid.eligible[clause.id])
        applicants = _applicants(policy, table.take(rows), heads, clause, how) if self.counts and len(rows) else None
        for values in applicants or ():
            evaluation = evaluator(clause, values)
            for test in self.counts:
                if _is_near(evaluation, test) and all(
                    _holds(evaluation, each.condition, test) for each in clause.conditions
                ):
                    self.counts[test] += 1

    def found(self) -> Iterator[Near]:
        for test, count in self.counts.items():
            if count:
                assert isinstance(test.right, Literal)
                yield Near(
                    clause=self.clause.id,
                    title=self.clause.title,
                    fact=plain_words(test.left),
                    threshold=test.right.text,
                    applicants=count,
                    amount=None,
                )


def _tests(clause: Clause) -> Iterator[Compare]:
    """The comparisons of the conditions of a worked-out number with a number of the rule."""
    waiting: list[Expr] = [each.condition for each in clause.conditions]
    while waiting:
        expr = waiting.pop(0)
        if not isinstance(expr, Compare):
            waiting += operands_of(expr) if isinstance(expr, All | AnyOf) else ()
        elif _is_worked_out(expr) and expr.operator in (">", ">=", "<", "<="):
            yield expr


def _is_worked_out(test: Compare) -> bool:
    is_number = isinstance(test.right, Literal) and isinstance(test.left.type, NumberType)
    return is_number and not isinstance(test.left, FactRef)


def _is_near(evaluation: Evaluator, test: Compare) -> bool:
    if evaluation.truth(test):
        return False
    left, right = evaluation.number(test.left), evaluation.number(test.right)
    return left is not None and right is not None and abs(left - right) * 100 < abs(right) * _NEAR


def _holds(evaluation: Evaluator, condition: Expr, test: Compare) -> bool:
    """Whether a condition would hold if that comparison did."""
    match condition:
        case Compare() if condition == test:
            return True
        case All():
            return all(_holds(evaluation, part, test) for part in condition.parts)
        case AnyOf():
            return any(_holds(evaluation, part, test) for part in condition.parts)
        case DefinitionRef():
            return _holds(evaluation, condition.definition.body, test)
        case _:
            return bool(evaluation.truth(condition))


def _applicants(
    policy: Policy, table: pa.Table, heads: dict[str, Headed], clause: Clause, how: How
) -> Iterator[Mapping[str, object]] | None:
    """The facts of the rows as the interpreter takes them; None where some of them are lists or texts."""
    columns = {}
    for fact in clause.facts:
        column = column_for(heads, clause.id, fact.name)
        if fact.reading.kind not in ("number", "boolean", "option", "date"):
            return None
        if column is None:
            columns[fact.name] = [fact.reading.default] * table.num_rows
        else:
            values, given = held(table, column, fact.reading, heads[column].unit)
            pairs = zip(values.tolist(), given.tolist(), strict=True)
            columns[fact.name] = [value if is_given else fact.reading.default for value, is_given in pairs]
        if fact.reading.kind == "boolean":
            columns[fact.name] = [None if value is None else bool(value) for value in columns[fact.name]]
    valid = clause.valid or policy.terms_of(clause).valid
    day = parse_date(how.on, None) or (valid[1] if valid else None)
    if clause.uses_date and day is None:
        return None
    dated = {CLAIM_DATE: day.toordinal()} if day is not None and clause.uses_date else {}
    rows = (dict(zip(columns, row, strict=True)) | dated for row in zip(*columns.values(), strict=True))
    return (row for row in rows if None not in row.values())
