"""Who stands near a number at which a rule decides: misses it by less than 5%, or stands where a little more costs.

In: a policy, a table, what its rows are paid.  Out: ``Near``s.  That it is near is seen in the number; that it matters is worked
out: those rows are calculated once more with the number of the threshold in the place of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType

from ..analysis.cliffs import cliffs
from ..analysis.edges import edges_of
from ..model.clause import Clause
from ..model.expr import Compare, Comparison, FactRef, Literal
from ..model.types import OptionType
from .figures import DUE, Near
from .held import column_for, headed, held, with_value
from .near_worked import near_worked
from .paying import How, Paying, paying

if TYPE_CHECKING:
    import pyarrow as pa

    from ..intake.headings import Headed
    from ..model.policy import Policy
    from .paying import Truth
    from .sampling import Whole

# How near: so many hundredths of the threshold.
_NEAR = 5


@dataclass(frozen=True, slots=True)
class _Line:
    """A number at which something changes, as the rule writes it: on the far side an applicant has ``value``, and who is near it
    on the near side has from ``low`` to ``high``."""

    reading: FactType
    value: int
    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """The rows, and where their facts stand."""

    policy: Policy
    table: pa.Table
    heads: dict[str, Headed]
    paid: Paying
    how: How


def near_misses(policy: Policy, table: pa.Table, paid: Paying, how: How) -> tuple[Near, ...]:
    """By clause and number, those who would get more on the other side of it (of what is due: pay less)."""
    ground = _Ground(policy, table, headed(policy, table.column_names), paid, how)
    found: list[Near] = []
    for name in paid.claimed:
        clause = policy.clauses[name]
        for line in dict.fromkeys(_lines(clause)):
            made = _stands(ground, clause, line)
            if made is not None:
                found.append(made)
        found += near_worked(policy, table, ground.heads, paid, clause, how)
    return tuple(found)


def at_cliffs(policy: Policy, table: pa.Table, paid: Paying, how: How) -> tuple[tuple[Near, ...], tuple[str, ...]]:
    """By clause and cliff, those who have stepped over it by less than 5%, and what that costs them; and the clauses with cliffs
    in the items of a list, where nobody is counted."""
    ground = _Ground(policy, table, headed(policy, table.column_names), paid, how)
    found: list[Near] = []
    left: list[str] = []
    for name in paid.claimed:
        clause = policy.clauses[name]
        for cliff in cliffs(policy, clause):
            if cliff.varied.in_item:
                left.append(name)
                continue
            reading = cliff.varied.reading
            is_grade = isinstance(cliff.varied.type, OptionType)
            high = cliff.value + 1 if is_grade else cliff.value + max(abs(cliff.value) * _NEAR // 100, 1)
            line = _Line(reading, cliff.value, cliff.value + 1, high, cliff.threshold)
            made = _stands(ground, clause, line, is_cliff=True)
            if made is not None:
                found.append(made)
    return tuple(found), tuple(dict.fromkeys(left))


def _lines(clause: Clause) -> Iterator[_Line]:
    """The numbers that conditions and cases compare a fact with, each from both of its sides."""
    facts = {fact.name: fact for fact in clause.facts}
    for edge in edges_of(clause):
        test = edge.test
        if test.operator not in _TURNED:
            continue
        if isinstance(test.left, Literal):
            test = Compare(left=test.right, operator=_TURNED[test.operator], right=test.left)
        if not isinstance(test.left, FactRef) or not isinstance(test.right, Literal):
            continue
        fact = facts[test.left.name]
        if fact.reading.kind != "number":
            continue
        at = Fraction(test.right.value) / fact.scale
        # The last below the line, and the first above it.
        below = ceil(at) - 1 if test.operator in (">=", "<") else floor(at)
        above = below + 1
        margin = abs(at) * _NEAR / 100
        yield _Line(fact.reading, above, floor(at - margin) + 1, below, test.right.text)
        yield _Line(fact.reading, below, above, ceil(at + margin) - 1, test.right.text)


_TURNED: Mapping[Comparison, Comparison] = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}


def _stands(ground: _Ground, clause: Clause, line: _Line, *, is_cliff: bool = False) -> Near | None:
    """Those on the near side of a line who would have more behind it."""
    import numpy as np

    reading = line.reading
    if reading.kind != "option" and not reading.least <= line.value <= reading.most:
        return None
    column = column_for(ground.heads, clause.id, reading.name)
    if column is None or line.low > line.high:
        return None
    values, given = held(ground.table, column, reading, ground.heads[column].unit)
    rows = np.flatnonzero(given & (values >= line.low) & (values <= line.high) & ground.paid.claimed[clause.id])
    if not len(rows):
        return None
    there = with_value(ground.table.take(rows), column, clause.id, reading, line.value)
    again = paying(ground.policy, there, ground.how, {clause.id: np.ones(len(rows), dtype=np.bool_)})
    better, amount = _better(clause, ground.paid, again, rows)
    if not better.any():
        return None
    return Near(
        clause=clause.id,
        title=clause.title,
        fact=reading.name,
        threshold=line.text,
        applicants=int(better.sum()),
        amount=None if amount is None else int(amount[better].sum()),
        is_cliff=is_cliff,
    )


def _better(clause: Clause, before: Paying, after: Paying, rows: Whole) -> tuple[Truth, Whole | None]:
    """Who has more afterwards, and how much; where the result is no money, who is eligible then and was not."""
    name = clause.id
    if name not in before.amounts:
        return after.eligible[name] & ~before.eligible[name][rows], None
    change = after.amounts[name] - before.amounts[name][rows]
    if clause.form in DUE:
        change = -change
    return after.claimed[name] & (change > 0), change
