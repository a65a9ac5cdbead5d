"""A sum of what is paid out and what is to be paid in, or of amounts in different units, is no sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..model.clause import Bounded, Clause
from ..promises.settled import is_settled
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts

if TYPE_CHECKING:
    from ..model.policy import Policy


def unlike_sum(policy: Policy) -> Iterator[UnlikeSum]:
    for clause in policy.clauses.values():
        for promise in clause.promises:
            for name in promise.meant.others if isinstance(promise.meant, Bounded) else ():
                other = policy.clauses.get(name)
                if other is not None and not _can_be_added(clause, other):
                    yield UnlikeSum(
                        span=promise.span, clause=clause.id, kind=_kind(clause), other=name, other_kind=_kind(other)
                    )


def _can_be_added(clause: Clause, other: Clause) -> bool:
    if clause.amount is None or other.amount is None or clause.unit != other.unit:
        return False
    return clause.form == other.form or (is_settled(clause) and is_settled(other))


def _kind(clause: Clause) -> str:
    return clause.heading if clause.amount is None else f"{clause.heading}（{clause.unit or '数'}）"


@dataclass(frozen=True, kw_only=True)
class UnlikeSum(Plain):
    """合计的几条，不是一类。

    错误示例：`承诺：本条与规则2合计不超过10万元`，而本条是补助，规则2是征收
    正确示例：`承诺：应得不超过10万元`，两条分别承诺
    理由：发出去的与收上来的、元与平方米，加在一起不成一个数。
    """

    code: ClassVar[str] = "T0330"
    clause: str
    kind: str
    other: str
    other_kind: str

    def texts(self) -> Texts:
        return (
            (
                f"本条是{self.kind}，规则{self.other}是{self.other_kind}，不能合计",
                f"clause {self.clause} and clause {self.other} cannot be added up",
            ),
            (
                "发出去的与收上来的、单位不同的，加在一起不成一个数",
                "what is paid out and what is paid in, or numbers in different units, make no sum",
            ),
            ("两条分别承诺：应得不超过……", "promise it of each clause by itself: 应得不超过……"),
        )
