"""What is asked of a run, beside the policy and the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from tiaowen.runtime.claims import BUDGET_TYPE
from tiaowen.runtime.errors import FactError, Fault
from tiaowen.runtime.facts import read_value

from ..answers.pots import Pot, read_pots
from ..model.policy import Policy
from ..report.diagnostic import Language

if TYPE_CHECKING:
    from ..tables.source import Source

EngineName: TypeAlias = Literal["auto", "native", "numpy", "duckdb", "spark", "python"]
# Which clauses Spark answers by SQL: none, all that it can say, or those that have no kernel.
SparkWay: TypeAlias = Literal["auto", "kernel", "sql"]
# In 分: one sum, or pots that are drawn on in their order.
Budget: TypeAlias = "int | tuple[Pot, ...]"
# Told again and again: how many rows are done, and of how many (None where that is not known).
Progress: TypeAlias = Callable[[int, "int | None"], None]

# The column that says who applies, where nothing else is named.
KEY = "统一社会信用代码"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``clauses``: ids (none: all that the table has the facts of).  ``key``: the heading of the column that says who applies
    ("": 统一社会信用代码, where there is one).  ``date``: the day of the claims where a row has none.  ``units``: of bare
    numbers, by fact.  Sharing out a ``budget`` settles too.  ``approved``: the register of what was approved under ceilings, by
    applicant and clause; where there is one, a ceiling that it has nothing for is not paid.  ``lists``: the tables of lists, by
    fact."""

    clauses: tuple[str, ...] = ()
    key: str = ""
    date: date | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    explain: bool = False
    settle: bool = False
    budget: Budget | None = None
    approved: Mapping[str, Mapping[str, object]] | None = None
    engine: EngineName = "auto"
    lists: Mapping[str, Source] = field(default_factory=dict)
    lang: Language = "zh"

    def with_lists(self, lists: Mapping[str, Source]) -> Options:
        return replace(self, lists=lists)

    @property
    def settles(self) -> bool:
        return self.settle or self.budget is not None


def budget_of(policy: Policy, given: object, faults: list[Fault]) -> Budget:
    """A budget: one sum, or pots by name (章、部门、条款 → 金额), drawn on in their order."""
    if isinstance(given, Mapping):
        return tuple(read_pots(policy, given, faults))
    try:
        held = read_value(BUDGET_TYPE, given)
    except FactError as error:
        faults += error.faults
        return 0
    assert isinstance(held, int)
    return held
