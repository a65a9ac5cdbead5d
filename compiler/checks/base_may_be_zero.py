"""Who honestly reports zero must not be told to fill in again: last year's output as a divisor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from tiaowen.runtime.errors import FactError

from ..analysis.boundaries import expressions_of
from ..answers.calculate import read_claim
from ..meaning.faults import fact_checks
from ..model.case_facts import case_facts
from ..model.clause import Clause
from ..model.expr import FactRef, Quotient
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# What a newcomer, or one who has stopped, has none of: an area or a number of months is another matter.
_MAY_BE_NONE = re.compile(
    "^(?:上年|上期|上届|上季|上月|去年|前年|基期)|(?:收入|产值|销售额|营业额|利润|税收|税额|出口额|研发费用|研发投入)$"
)

_DIVISOR_OF_ZERO = "T0617"


class BaseMayBeZero(Plain):
    """除以一个可能是0的数，填0的申报人会被当作填错。

    错误示例：`奖励：10万元，乘以增幅。`，而 `其中：增量：产值超过上年产值的部分；增幅：增量除以上年产值。`
    正确示例：同上，加 `条件：上年产值超过0元。`
    理由：上年没有产值的新企业填0是如实填报，不写明怎样办，程序只能要他改填。
    """

    code: ClassVar[str] = "T0443"
    severity: ClassVar = "hint"
    clause: str
    base: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：{self.base}为0的，会被当作填错",
                f"clause {self.clause}: facts with {self.base} at zero are refused",
            ),
            (
                f"{self.base}作了除数，不能是0，要求改填；确实是0的申报人并没有填错",
                "it is a divisor, and so zero is refused as an error of the facts, though it may be the truth",
            ),
            (
                f"写明{self.base}为0的怎样办：不给的，在「条件」里写{self.base}超过0元；要给的，加一种情形",
                f"say what comes of zero: {self.base}超过0元 as a condition, or a case for those who have none",
            ),
        )


@looks_at("rule")
def base_may_be_zero(policy: Policy) -> Iterator[BaseMayBeZero]:
    for clause in policy.clauses.values():
        if any(check.code == _DIVISOR_OF_ZERO for check in fact_checks(clause)):
            yield from _bases(policy, clause)


def _bases(policy: Policy, clause: Clause) -> Iterator[BaseMayBeZero]:
    told: set[str] = set()
    for expr in expressions_of(clause):
        if not isinstance(expr, Quotient) or not isinstance(expr.right, FactRef):
            continue
        name = expr.right.name
        if name not in told and _MAY_BE_NONE.search(name) and _is_refused(policy, clause, name):
            told.add(name)
            yield BaseMayBeZero(span=expr.span or clause.span, clause=clause.id, base=name)


def _is_refused(policy: Policy, clause: Clause, name: str) -> bool:
    """Whether an applicant of a worked case who has none of it is told to fill in again, for that and nothing else."""
    for case in (case for case in clause.cases if case.accepted):
        facts, on = case_facts(clause, case)
        if name in facts:
            try:
                read_claim(policy, clause, {**facts, name: "0"}, on)  # type: ignore[arg-type]  # read or refused
            except FactError as error:
                if all(fault.code == _DIVISOR_OF_ZERO and fault.fact == name for fault in error.faults):
                    return True
    return False
