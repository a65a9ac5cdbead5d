"""A rule must put a number on the side of its line on which the quotation has it: 以上 is not 超过."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, Quotation, accounts_of
from ..analysis.boundaries import TextBound, bounds_in, single_lines
from ..document.figures import Value
from ..meaning.wording import plain_words
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


_AWARD = re.compile("(?:最高|最多|奖励|奖补|补助|补贴|资助|给予|限额|封顶)[^，。；0-9]{0,6}$")


class BoundaryDiffers(Plain):
    """同一个数，一处算在内，一处不算在内。

    错误示例：`依据：“对投资额100万元以上的企业，补助5万元”`，规则写 `条件：投资额超过100万元。`
    正确示例：`条件：投资额100万元以上。`
    理由：以上包括100万元，超过不包括；正好100万元的企业，按原文能领，按规则领不到。
    """

    code: ClassVar[str] = "T0432"
    severity: ClassVar = "warning"
    clause: str
    number: str
    quoted: str
    quoted_span: Span
    other: str
    is_lower: bool
    within_quotation: bool

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.quoted_span, Text(f"依据写「{self.quoted}」", f"the quotation says “{self.quoted}”")),)

    def texts(self) -> Texts:
        sides = (("较小", "lower"), ("较大", "higher"))[:: 1 if self.is_lower else -1]
        if self.within_quotation:
            return (
                (
                    f"依据里一处写「{self.quoted}」，一处写「{self.other}」",
                    f"the quotation says “{self.quoted}” in one place and “{self.other}” in another",
                ),
                (
                    f"一处含{self.number}，一处不含，正好{self.number}的怎样算，原文自相矛盾",
                    f"the number {self.number} belongs in one place and not in the other",
                ),
                (
                    "请起草部门统一；原文不能改的，在「口径」里写明取哪一处",
                    "have the text agree with itself; where it stays, say under 口径 which of them is taken",
                ),
            )
        return (
            (
                f"正好{self.number}的，规则 {self.clause} 与依据算得不一样",
                f"clause {self.clause} and its quotation differ for exactly {self.number}",
            ),
            (
                f"依据写「{self.quoted}」，正好{self.number}的归入{sides[0][0]}的一边；规则写「{self.other}」，归入{sides[1][0]}的一边",
                f"by the quotation, “{self.quoted}”, it goes with what is {sides[0][1]}; by the rule, “{self.other}”, with "
                f"what is {sides[1][1]}",
            ),
            (
                "照依据改规则；有意这样取的，在「口径」里写明这个数和理由",
                "follow the quotation; where it is meant, name the number under 口径 with the reason",
            ),
        )


@looks_at("rule")
def boundary_differs(policy: Policy) -> Iterator[BoundaryDiffers]:
    for account in accounts_of(policy):
        declared = policy.terms_of(account.clause).inclusive
        for quotation in account.quotations:
            bounds = list(bounds_in(quotation, declared))
            for value in dict.fromkeys(value for made in bounds for value in made.figure.values):
                of_value = [made for made in bounds if value in made.figure.values]
                if value not in account.read and not _is_said_otherwise(quotation, value, of_value):
                    yield from _differing(account, quotation, value, of_value)
            for first, second in combinations(bounds, 2):
                if _contradict(first, second) and not any(value in account.read for value in first.figure.values):
                    yield BoundaryDiffers(
                        span=quotation.span(second.start, second.end),
                        clause=account.clause.id,
                        number=first.figure.text,
                        quoted=quotation.text[first.start : first.end],
                        quoted_span=quotation.span(first.start, first.end),
                        other=quotation.text[second.start : second.end],
                        is_lower=first.is_above,
                        within_quotation=True,
                    )


def _is_said_otherwise(quotation: Quotation, value: Value, bounds: list[TextBound]) -> bool:
    """Whether the number is more than a bound in a quotation: 招用3人的……超过3人的.  Awards are no matter, nor is what
    stands in the mark of a bound: （含100万元）."""
    others = (
        figure
        for figure in quotation.figures
        if value in figure.values and not any(made.start <= figure.start < made.end for made in bounds)
    )
    return any(not _AWARD.search(quotation.text, 0, figure.start) for figure in others)


def _differing(
    account: Account, quotation: Quotation, value: Value, bounds: list[TextBound]
) -> Iterator[BoundaryDiffers]:
    """Where all that the quotation says puts a number on one side of the line, and the rule on the other."""
    stated = [made for made in bounds if made.is_stated] or bounds
    sides = {made.is_above for made in stated}
    for line in single_lines(account.clause, value):
        if line.literal.span and sides == {not line.is_above}:
            yield BoundaryDiffers(
                span=line.literal.span,
                clause=account.clause.id,
                number=line.literal.text,
                quoted=quotation.text[stated[0].start : stated[0].end],
                quoted_span=quotation.span(stated[0].start, stated[0].end),
                other=plain_words(line.compare),
                is_lower=not line.is_above,
                within_quotation=False,
            )


def _contradict(first: TextBound, second: TextBound) -> bool:
    """One says （含） and the other （不含） of the same bound."""
    return (
        first.is_stated
        and second.is_stated
        and first.is_low == second.is_low
        and first.is_included != second.is_included
        and first.figure.values == second.figure.values
        and first.may_speak_of(second)
    )
