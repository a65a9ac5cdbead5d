"""A case must be reachable: of several the first that holds applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ..errors.base import Plain
from ..errors.syntax import Texts
from ..mechanisms.alternatives import Alternatives
from ..model import All, AnyOf, Clause, Compare, DefinitionRef, Expr, Literal, OptionLiteral, Truth, operands_of

if TYPE_CHECKING:
    from ..pipeline import Policy


@dataclass(frozen=True, kw_only=True)
class CaseOutOfReach(Plain):
    """后面的情形永远轮不到。

    错误示例：`补助：投资额5000万元以上的，投资额的3%；投资额1亿元以上的，投资额的5%。`
    正确示例：`补助：投资额5000万元以上、1亿元以上的，分别按投资额的3%、5%。`
    理由：几种情形依次看，第一个符合的算数；1亿元以上的也在5000万元以上，后一句就永远轮不到。
    """

    code: ClassVar[str] = "T0405"
    clause: str
    case: str
    earlier: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.case}」永远轮不到",
                f"clause {self.clause}: the case “{self.case}” is never reached",
            ),
            (
                f"几种情形依次看，第一个符合的算数，而前面的「{self.earlier}」已经包括了它",
                f"of several cases the first that holds applies, and “{self.earlier}” before it covers this one",
            ),
            (
                "把高的一档写在前面，或用「分别」把各档写在一句里；都要给的写「同时，」",
                "write the higher case first, or all of them in one sentence with 分别; 同时， pays both",
            ),
        )


def case_out_of_reach(policy: Policy) -> Iterator[CaseOutOfReach]:
    for clause in policy.clauses.values():
        for alternatives in _alternatives(clause):
            for index, branch in enumerate(alternatives.branches):
                earlier = (one for one in alternatives.branches[:index] if _covers(one.condition, branch.condition))
                if found := next(earlier, None):
                    yield CaseOutOfReach(
                        span=clause.span, clause=clause.id, case=branch.text, earlier=found.text.removesuffix("的")
                    )


def _alternatives(clause: Clause) -> Iterator[Alternatives]:
    """Those of the result and of the definitions, in which the first case applies."""
    waiting: list[Expr] = [made.body for made in clause.definitions]
    waiting += [] if clause.amount is None else [clause.amount]
    while waiting:
        expr = waiting.pop(0)
        if isinstance(expr, Alternatives) and not expr.highest:
            yield expr
        waiting += [] if isinstance(expr, DefinitionRef) else operands_of(expr)


@dataclass(frozen=True, slots=True)
class _Interval:
    """What a number, or the place of an option, may be; None is without end."""

    low: Fraction | int | None = None
    low_included: bool = False
    high: Fraction | int | None = None
    high_included: bool = False

    def within(self, other: _Interval) -> bool:
        low_fits = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (other.low_included or not self.low_included)))
        )
        high_fits = other.high is None or (
            self.high is not None
            and (
                self.high < other.high or (self.high == other.high and (other.high_included or not self.high_included))
            )
        )
        return low_fits and high_fits

    def narrowed(self, by: _Interval) -> _Interval:
        """What lies in both."""
        low = max(
            (end for end in (self, by) if end.low is not None),
            key=lambda end: (end.low, not end.low_included),
            default=by,
        )
        high = min(
            (end for end in (self, by) if end.high is not None),
            key=lambda end: (end.high, end.high_included),
            default=by,
        )
        return _Interval(low.low, low.low_included, high.high, high.high_included)


def _covers(earlier: Expr, later: Expr) -> bool:
    """Whether the earlier condition is known to hold wherever the later one does: each of its tests is one of the
    later's, or a wider interval of the same subject."""
    if isinstance(later, AnyOf):
        return all(_covers(earlier, part) for part in later.parts)
    if isinstance(earlier, AnyOf):
        return any(_covers(part, later) for part in earlier.parts)
    wanted, asked = _tests(earlier)
    given, told = _tests(later)
    return all(test in told for test in asked) and all(
        subject in given and given[subject].within(interval) for subject, interval in wanted.items()
    )


def _tests(condition: Expr) -> tuple[dict[Expr, _Interval], list[Expr]]:
    """The tests of a condition: of a subject against constants, as intervals; and all others."""
    intervals: dict[Expr, _Interval] = {}
    others: list[Expr] = []
    waiting = [condition]
    while waiting:
        test = waiting.pop()
        interval = _interval(test) if isinstance(test, Compare) else None
        if isinstance(test, All):
            waiting += test.parts
        elif isinstance(test, Compare) and interval:
            intervals[test.left] = intervals.get(test.left, _Interval()).narrowed(interval)
        elif test != Truth(value=True):
            others.append(test)
    return intervals, others


def _interval(test: Compare) -> _Interval | None:
    right = test.right
    value = right.value if isinstance(right, Literal) else right.index if isinstance(right, OptionLiteral) else None
    match test.operator:
        case _ if value is None:
            return None
        case ">" | ">=":
            return _Interval(low=value, low_included=test.operator == ">=")
        case "<" | "<=":
            return _Interval(high=value, high_included=test.operator == "<=")
        case "=":
            return _Interval(value, True, value, True)
    return None
