"""The end of a range must not be the beginning of the next: 100万元至500万元, 500万元至1000万元."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of
from ..analysis.boundaries import claimed_twice
from ..meaning.wording import plain_words
from ..report.errors.boundaries import ClaimedTwice
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class EndOfTwoRanges(ClaimedTwice):
    """依据里前一段止于、后一段起于同一个数，没有写含不含。

    错误示例：`依据：“投资额100万元至500万元的，补助5%；500万元至1000万元的，补助8%”`，规则只写 `投资额100万元至500万元（不含）的，投资额的5%`
    正确示例：`依据：“投资额100万元（含）至500万元（不含）的，补助5%；500万元（含）至1000万元的，补助8%”`；原文不能改的，写 `口径：正好500万元的按8%。`
    理由：甲至乙两头都包括，正好是分界的数，按哪一段，原文没有说；规则取了一段，要说明。
    """

    code: ClassVar[str] = "T0431"

    def texts(self) -> Texts:
        numbers = "、".join(self.numbers)
        return (
            (
                f"依据里{numbers}是前一段的止点，也是后一段的起点，没有写含不含",
                f"{numbers} ends one range of the quotation and begins the next, and it is not said which has it",
            ),
            (
                f"甲至乙两头都包括，正好{numbers}的按哪一段，原文没有说；规则 {self.clause} 取了「{self.taken}」这一边",
                f"a range includes both its ends, so the text does not say which it is; clause {self.clause} has "
                f"taken “{self.taken}”",
            ),
            (
                f"请起草部门写明（含）、（不含）；原文不能改的，在「口径」里写明正好{numbers}的怎样算",
                "have the text say （含） or （不含）; where it stays, say under 口径 which range the number is in",
            ),
        )


@looks_at("rule")
def end_of_two_ranges(policy: Policy) -> Iterator[EndOfTwoRanges]:
    for account in accounts_of(policy):
        declared = policy.terms_of(account.clause).inclusive
        if found := [each for each in claimed_twice(account, declared) if each.is_of_ranges]:
            one = found[0]
            yield EndOfTwoRanges(
                span=one.quotation.span(one.second.figure.start, one.second.end),
                clause=account.clause.id,
                numbers=tuple(each.second.figure.text for each in found),
                taken=plain_words(one.line.compare),
                places=tuple(each.quotation.span(each.first.figure.start, each.first.end) for each in found),
            )
