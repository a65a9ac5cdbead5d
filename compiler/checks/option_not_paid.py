"""An option that the text names is given something by one of the cases, or by the rest."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar, Literal

from ..analysis.interval import Interval
from ..analysis.places import place_of
from ..analysis.ranges import Ranges
from ..analysis.tiers import CaseList, case_lists
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import Compare, DefinitionRef, Expr, OptionLiteral, operands_of
from ..model.types import OptionType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# Options that say that there is nothing to pay for, or that are whatever is left.
_NOTHING = ("无", "未", "不", "非", "否", "没", "其他", "其它", "其余", "均", "都")


class OptionNotPaid(Plain):
    """原文列了的一类，规则里哪一种情形都没有写到。

    错误示例：`填报：技术中心：市级、省级、国家级。奖励：技术中心为国家级、省级的，分别30万元、20万元。`
    正确示例：`奖励：技术中心为国家级、省级、市级的，分别30万元、20万元、10万元。`
    理由：填“市级”的一分钱都得不到，而原文写了市级，多半是「分别」里漏了一项。
    """

    code: ClassVar[str] = "T0427"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    fact: str
    option: str
    paid: tuple[str, ...]

    def texts(self) -> Texts:
        listed = "、".join(self.paid)
        return (
            (
                f"规则 {self.clause} 的「{self.fact}」为「{self.option}」的，没有一种情形写到",
                f"clause {self.clause}: no case is for “{self.option}” of “{self.fact}”",
            ),
            (
                f"原文里有「{self.option}」，「{self.fact}」也可以填它，但各情形只写了{listed}，填「{self.option}」的得零",
                f"the quotation names “{self.option}”, but the cases are for {listed} only, so it is given nothing",
            ),
            (
                f"补上「{self.option}」的数；确实不给的，写明「{self.fact}为{self.option}的，不予」，或删去这个选项",
                f"add what “{self.option}” is given; where it is nothing, say so (不予), or leave the option out",
            ),
        )


@looks_at("rule")
def option_not_paid(policy: Policy) -> Iterator[OptionNotPaid]:
    for clause in policy.clauses.values():
        quoted = "".join(clause.citation.parts)
        named = _named(clause)
        for listed in case_lists(clause):
            for subject, taken in _choosers(listed):
                assert isinstance(subject.type, OptionType)
                for index, option in enumerate(subject.type.options):
                    if index in taken or option in named or not _is_named(option, quoted):
                        continue
                    if any(_may_be(way, subject, index) for way in listed.ways):
                        first = listed.cases.branches[0]
                        yield OptionNotPaid(
                            span=place_of(clause, first.text, first.condition, first.amount),
                            clause=clause.id,
                            fact=plain_words(subject),
                            option=option,
                            paid=tuple(subject.type.options[one] for one in sorted(taken)),
                        )


def _choosers(listed: CaseList) -> Iterator[tuple[Expr, set[int]]]:
    """What options a list of cases tells apart, and the options that some case may be for; nothing where a case takes
    every option."""
    subjects: dict[Expr, None] = {}
    for branch in listed.cases.branches:
        for test in _parts(branch.condition):
            if isinstance(test, Compare) and isinstance(test.right, OptionLiteral):
                subjects[test.left] = None
    for subject in subjects:
        assert isinstance(subject.type, OptionType)
        taken: set[int] = set()
        for branch in listed.cases.branches:
            for way in listed.ways:
                likely = way.given(branch.condition).of(subject)
                asked = (index for index in _within(likely, len(subject.type.options)) if index not in taken)
                taken |= {
                    index for index in asked if not _is(way, subject, index).given(branch.condition).is_impossible
                }
        yield subject, taken


def _within(likely: Interval, count: int) -> range:
    """The options, by their places, that lie within what may be."""
    low = 0 if likely.low is None else max(0, ceil(likely.low))
    high = count - 1 if likely.high is None else min(count - 1, floor(likely.high))
    return range(low, high + 1)


def _is(way: Ranges, subject: Expr, index: int) -> Ranges:
    assert isinstance(subject.type, OptionType)
    return way.given(Compare(left=subject, operator="=", right=OptionLiteral(index=index, type=subject.type)))


def _may_be(way: Ranges, subject: Expr, index: int) -> bool:
    return not _is(way, subject, index).is_impossible


def _parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    if not isinstance(expr, DefinitionRef):
        for operand in operands_of(expr):
            yield from _parts(operand)


def _named(clause: Clause) -> set[str]:
    """The options that the rule says anything of, in a condition or a case."""
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [made.body for made in clause.definitions]
    waiting += [] if clause.amount is None else [clause.amount]
    return {expr.text for root in waiting for expr in _parts(root) if isinstance(expr, OptionLiteral)}


def _is_named(option: str, quoted: str) -> bool:
    return option in quoted and not option.startswith(_NOTHING)
