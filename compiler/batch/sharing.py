"""A budget shared out among the rows of a table, in their order or by the scores that a column has.

In: what each row comes to, chunk by chunk.  Out: the shares, once all are known.  A row without a claim is no applicant.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from tiaowen.runtime.allocate import SharingRule, share_out
from tiaowen.runtime.claims import SCORE_TYPE
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import read_value
from tiaowen.runtime.result import cents

from ..intake.headings import folded
from ..intake.values import is_empty, value_of
from ..model.policy import Policy
from ..report.errors.tables import BadOption
from ..tables.source import TableError
from .results import MONEY, decimals
from .run import Part, Run


class Sharing:
    """Raises ``TableError`` where the policy pays by score and the table has none."""

    def __init__(self, policy: Policy, run: Run, budget: int) -> None:
        terms = tuple(policy.terms.values())
        self.rule = next((each.sharing for each in terms if each.sharing), None) or SharingRule()
        self.budget = budget
        self.due: list[int | None] = []
        self.scores: list[int] = []
        self.scored = ""
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
        claims = part.settled.claims.tolist()
        totals = part.settled.totals.tolist()
        self.due += [int(total) if has else None for total, has in zip(totals, claims, strict=True)]
        if self.scored:
            self.scores += map(_score, part.batch.column(self.scored).to_pylist(), claims)

    def column(self) -> pa.Array:
        """The share of each row; null where it has no claim."""
        due = {str(row): amount for row, amount in enumerate(self.due) if amount is not None}
        scores = {name: self.scores[int(name)] for name in due} if self.scored else None
        shares = share_out(due, self.budget, self.rule, scores).shares
        made = np.zeros(len(self.due), np.int64)
        valid = np.zeros(len(self.due), bool)
        for name, share in shares.items():
            made[int(name)], valid[int(name)] = cents(share), True
        return decimals(made, valid, MONEY)


def _score(cell: Any, claims: bool) -> int:
    """A score in ten-thousandths; of a row without a claim it does not matter."""
    if not claims:
        return 0
    if is_empty(cell):
        cause = "有申报的一行没有得分", "a row with claims has no score"
        raise TableError(BadOption(option="--budget", cause=cause, advice=("请补上得分", "fill in the score")))
    try:
        held = read_value(SCORE_TYPE, value_of(SCORE_TYPE, cell, "sheet"))
    except FactError as error:
        cause = error.faults[0].message, error.faults[0].message_en
        raise TableError(BadOption(option="--budget", cause=cause, advice=("请改正得分", "mend the score"))) from None
    assert isinstance(held, int)
    return held
