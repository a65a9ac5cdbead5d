"""A sum of what is paid out and what is to be paid in, or of amounts in different units, is no sum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..model.clause import Clause
from ..model.promise import Bounded, Ordered, Promise
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts

if TYPE_CHECKING:
    from ..model.policy import Policy


def unlike_sum(policy: Policy) -> Iterator[UnlikeSum]:
    said = [(clause, promise) for clause in policy.clauses.values() for promise in clause.promises]
    for own, promise in (*said, *((None, promise) for terms in policy.terms.values() for promise in terms.promises)):
        first, *others = _held_together(policy, own, promise) or (None,)
        for other in others:
            if first is not None and other is not None and not _can_be_added(first, other):
                kinds = (_kind(first), _kind(other))
                yield UnlikeSum(span=promise.span, clause=first.id, kind=kinds[0], other=other.id, other_kind=kinds[1])


def _held_together(policy: Policy, own: Clause | None, promise: Promise) -> list[Clause | None]:
    """The rules whose amounts are added, or compared."""
    match promise.meant:
        case Bounded(others=others, own=is_own):
            return [*([own] if is_own else []), *map(policy.clauses.get, others)]
        case Ordered(more=more, less=less):
            return [policy.clauses.get(more), policy.clauses.get(less)]
    return []


def _can_be_added(clause: Clause, other: Clause) -> bool:
    if clause.amount is None or other.amount is None or clause.unit != other.unit:
        return False
    if clause.form == other.form:
        return True
    # Few policies promise anything of two rules, and what all promises are need not be read for the others.
    from ..promises.settled import is_settled

    return is_settled(clause) and is_settled(other)


def _kind(clause: Clause) -> str:
    return clause.heading if clause.amount is None else f"{clause.heading}（{clause.unit or '数'}）"


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
