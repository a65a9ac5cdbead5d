"""Who stands near a number at which a rule decides: misses it by less than 5%, or stands where a little more costs.

In: a policy, a table, what its rows are paid.  Out: ``Near``s.  That it is near is seen in the number; that it matters is worked
out: those rows are calculated once more with the number of the threshold in the place of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from .near_worked import NearWorked
from .paying import Payer, Paying

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


@dataclass(slots=True)
class _Found:
    """At one line, so far."""

    applicants: int = 0
    amount: int | None = None


class Nearby:
    """By clause and number, those who would get more on the other side of it (of what is due: pay less), and by clause and cliff,
    those who have stepped over it by less than 5% and what that costs them.  ``left`` are the clauses with cliffs in the items
    of a list, where nobody is counted."""

    def __init__(self, policy: Policy, clauses: Sequence[str], payer: Payer) -> None:
        self.policy, self.payer = policy, payer
        self.lines = {name: list(dict.fromkeys(_lines(policy.clauses[name]))) for name in clauses}
        self.worked = {name: NearWorked(policy.clauses[name]) for name in clauses}
        self.over: dict[str, list[_Line]] = {}
        left: list[str] = []
        for name in clauses:
            for cliff in cliffs(policy, policy.clauses[name]):
                if cliff.varied.in_item:
                    left.append(name)
                    continue
                reading = cliff.varied.reading
                is_grade = isinstance(cliff.varied.type, OptionType)
                high = cliff.value + 1 if is_grade else cliff.value + max(abs(cliff.value) * _NEAR // 100, 1)
                line = _Line(reading, cliff.value, cliff.value + 1, high, cliff.threshold)
                self.over.setdefault(name, []).append(line)
        self.over = {name: list(dict.fromkeys(lines)) for name, lines in self.over.items()}
        self.left = tuple(dict.fromkeys(left))
        self._counted: dict[tuple[str, _Line, bool], _Found] = {}

    def add(self, table: pa.Table, paid: Paying) -> None:
        """One more chunk, and what its rows are paid."""
        heads = headed(self.policy, table.column_names)
        for name in paid.claimed:
            for line in self.over.get(name, ()):
                self._stands(table, heads, paid, name, line, is_cliff=True)
            for line in self.lines[name]:
                self._stands(table, heads, paid, name, line, is_cliff=False)
            self.worked[name].add(self.policy, table, heads, paid, self.payer.how)

    def near(self) -> tuple[Near, ...]:
        over = {(each.clause, each.fact, each.threshold) for each in self.cliffs()}
        found: list[Near] = []
        for name, lines in self.lines.items():
            found += [made for line in lines if (made := self._near(name, line, is_cliff=False)) is not None]
            found += self.worked[name].found()
        return tuple(each for each in found if (each.clause, each.fact, each.threshold) not in over)

    def cliffs(self) -> tuple[Near, ...]:
        made = (self._near(name, line, is_cliff=True) for name, lines in self.over.items() for line in lines)
        return tuple(each for each in made if each is not None)

    def _near(self, name: str, line: _Line, *, is_cliff: bool) -> Near | None:
        if (found := self._counted.get((name, line, is_cliff))) is None:
            return None
        return Near(
            clause=name,
            title=self.policy.clauses[name].title,
            fact=line.reading.name,
            threshold=line.text,
            applicants=found.applicants,
            amount=found.amount,
            is_cliff=is_cliff,
        )

    def _stands(
        self, table: pa.Table, heads: dict[str, Headed], paid: Paying, name: str, line: _Line, *, is_cliff: bool
    ) -> None:
        """Those on the near side of a line who would have more behind it."""
        import numpy as np

        reading = line.reading
        if reading.kind != "option" and not reading.least <= line.value <= reading.most:
            return
        column = column_for(heads, name, reading.name)
        if column is None or line.low > line.high:
            return
        values, given = held(table, column, reading, heads[column].unit)
        rows = np.flatnonzero(given & (values >= line.low) & (values <= line.high) & paid.claimed[name])
        if not len(rows):
            return
        there = with_value(table.take(rows), column, name, reading, line.value)
        again = self.payer.pay(there, {name: np.ones(len(rows), dtype=np.bool_)})
        better, amount = _better(self.policy.clauses[name], paid, again, rows)
        if better.any():
            found = self._counted.setdefault((name, line, is_cliff), _Found(0, None if amount is None else 0))
            found.applicants += int(better.sum())
            if amount is not None:
                found.amount = (found.amount or 0) + int(amount[better].sum())


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


def _better(clause: Clause, before: Paying, after: Paying, rows: Whole) -> tuple[Truth, Whole | None]:
    """Who has more afterwards, and how much; where the result is no money, who is eligible then and was not."""
    name = clause.id
    if name not in before.amounts:
        return after.eligible[name] & ~before.eligible[name][rows], None
    change = after.amounts[name] - before.amounts[name][rows]
    if clause.form in DUE:
        change = -change
    return after.claimed[name] & (change > 0), change
