"""A budget, or several pots, shared out among the rows of a table, in their order or by the scores that a column has.

In: what each row comes to, chunk by chunk.  Out: the shares, once all are known.  A row without a claim is no applicant.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.allocate import PotShare, Reason, SharingRule, admitted, shared
from tiaowen.runtime.claims import SCORE_TYPE
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import read_value

from ..answers.pots import drawn
from ..intake.headings import folded
from ..intake.values import is_empty, value_of
from ..model.policy import Policy
from ..report.errors.tables import BadOption
from ..tables.source import TableError
from .money import fen_of_column
from .options import Budget
from .outcome import ELIGIBLE, UNPAID, Shared
from .results import MONEY, decimals
from .run import Part, Run
from .settling import unpaid_in


class Sharing:
    """Raises ``TableError`` where the policy pays by score and the table has none."""

    def __init__(self, policy: Policy, run: Run, budget: Budget) -> None:
        terms = tuple(policy.terms.values())
        self.rule = next((each.sharing for each in terms if each.sharing), None) or SharingRule()
        self.budget = budget
        self.rows = 0
        self.due: dict[int, int] = {}
        # What is paid by clause, which several pots ask for.
        self.by_clause: dict[int, dict[str, int]] = {}
        self.names = run.settling.names if run.settling else []
        self.scores: dict[int, int] = {}
        self.scored = ""
        self._shares: dict[int, int] | None = None
        self._pots: tuple[PotShare, ...] = ()
        if self.rule.order == "score":
            name = SCORE_TYPE.name
            self.scored = next((each for each in run.plan.carried if folded(each) == name), "")
            if not self.scored:
                cause = (
                    "政策按得分分配预算，表里没有「得分」一列",
                    "the policy pays by score, and the table has no column 得分",
                )
                advice = "请加上「得分」一列，一个申报人一个得分", "add a column 得分"
                raise TableError(BadOption(option="--budget", cause=cause, advice=advice))

    def add(self, part: Part) -> None:
        """What one more chunk comes to."""
        assert part.settled is not None
        rows = np.flatnonzero(part.settled.claims).tolist()
        totals = part.settled.totals.tolist()
        self.due |= {self.rows + row: int(totals[row]) for row in rows}
        if not isinstance(self.budget, int):
            self._add_clauses(part.batch, rows)
        if self.scored:
            cells = part.batch.column(self.scored).to_pylist()
            self.scores |= {self.rows + row: _score(cells[row]) for row in rows}
        self.rows += part.batch.num_rows

    def _add_clauses(self, batch: pa.RecordBatch, rows: list[int]) -> None:
        theirs: dict[int, dict[str, int]] = {self.rows + row: {} for row in rows}
        unpaid = {row: unpaid_in(text) for row, text in enumerate(batch.column(UNPAID).to_pylist()) if text}
        for name in self.names:
            eligible = batch.column(name + ELIGIBLE).fill_null(False).to_numpy(zero_copy_only=False)
            amounts: NDArray[Any] = np.where(eligible, fen_of_column(batch.column(name)), 0)
            for row in np.flatnonzero(amounts > 0).tolist():
                if name not in unpaid.get(row, ()):
                    theirs[self.rows + row][name] = int(amounts[row])
        self.by_clause |= theirs

    def shares(self) -> dict[int, int]:
        """The share of each row that has a claim, in 分; of the budget, what was paid and is left in ``shared``."""
        if self._shares is None:
            scores = self.scores if self.scored else None
            if isinstance(self.budget, int):
                wanted, order = admitted(self.due, self.rule, scores, _tell_nobody)
                self._shares = shared(wanted, order, self.budget, self.rule, _tell_nobody)
            else:
                clauses = {name: name for name in self.names}
                made = drawn(self.by_clause, self.budget, clauses, self.rule, scores, _tell_nobody)
                _, self._shares, self._pots = made
        return self._shares

    def column(self) -> pa.Array:
        """The share of each row; null where it has no claim."""
        made, valid = np.zeros(self.rows, np.int64), np.zeros(self.rows, bool)
        for row, share in self.shares().items():
            made[row], valid[row] = share, True
        return decimals(made, valid, MONEY)

    def shared(self) -> Shared:
        """What became of the budget."""
        shares, due = self.shares(), self.due
        budget = self.budget if isinstance(self.budget, int) else sum(pot.budget for pot in self.budget)
        return Shared(
            budget=budget,
            due=sum(due.values()),
            paid=sum(shares.values()),
            in_full=sum(1 for row, amount in due.items() if amount and shares[row] == amount),
            in_part=sum(1 for row, amount in due.items() if 0 < shares[row] < amount),
            nothing=sum(1 for row, amount in due.items() if amount and not shares[row]),
            pots=self._pots,
        )


def _tell_nobody(_row: int, _reason: Reason) -> None:
    """Of so many rows nobody asks how each share came about."""


def _score(cell: Any) -> int:
    """A score in ten-thousandths."""
    if is_empty(cell):
        cause = "有申报的一行没有得分", "a row with claims has no score"
        raise TableError(BadOption(option="--budget", cause=cause, advice=("请补上得分", "fill in the score")))
    try:
        held = read_value(SCORE_TYPE, value_of(SCORE_TYPE, cell))
    except FactError as error:
        cause = error.faults[0].message, error.faults[0].message_en
        raise TableError(BadOption(option="--budget", cause=cause, advice=("请改正得分", "mend the score"))) from None
    assert isinstance(held, int)
    return held
