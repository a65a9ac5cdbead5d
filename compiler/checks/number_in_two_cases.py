"""A number must not belong to two cases: 100万元以下的 and 100万元以上的 both include it."""

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


class NumberInTwoCases(ClaimedTwice):
    """依据里的以上和以下都包括同一个数。

    错误示例：`依据：“对投资额100万元以下的，补助5万元；100万元以上的，补助10万元”`，规则只写 `投资额超过100万元的，10万元`
    正确示例：`依据：“对投资额不满100万元的，补助5万元；100万元以上的，补助10万元”`；原文不能改的，写 `口径：正好100万元的，按100万元以下。`
    理由：以上、以下都包括本数，正好是这个数的，按哪一档，原文没有说；规则取了一档，要说明。
    """

    code: ClassVar[str] = "T0430"
    first: str
    second: str

    def texts(self) -> Texts:
        numbers = "、".join(self.numbers)
        return (
            (
                f"依据里「{self.first}」和「{self.second}」都包括本数，{numbers}两头都算",
                f"“{self.first}” and “{self.second}” in the quotation both include their number ({numbers})",
            ),
            (
                f"正好{numbers}的按哪一档，原文没有说；规则 {self.clause} 取了「{self.taken}」这一边",
                f"both words include the number, so the text does not say which case it is; clause {self.clause} has "
                f"taken “{self.taken}”",
            ),
            (
                f"请起草部门写明（含）、（不含）；原文不能改的，在「口径」里写明正好{numbers}的怎样算；"
                "文件另有规定的，在【政策】的「本数」里声明",
                "have the text say （含） or （不含）; where it stays, say under 口径 which case the number is; where the "
                "document has a rule for these words, declare it under 本数 of 【政策】",
            ),
        )


@looks_at("rule")
def number_in_two_cases(policy: Policy) -> Iterator[NumberInTwoCases]:
    for account in accounts_of(policy):
        declared = policy.terms_of(account.clause).inclusive
        if found := [each for each in claimed_twice(account, declared) if not each.is_of_ranges]:
            one = found[0]
            yield NumberInTwoCases(
                span=one.quotation.span(one.second.start, one.second.end),
                clause=account.clause.id,
                numbers=tuple(each.second.figure.text for each in found),
                first=one.quotation.text[one.first.start : one.first.end],
                second=one.quotation.text[one.second.start : one.second.end],
                taken=plain_words(one.line.compare),
                places=tuple(each.quotation.span(each.first.start, each.first.end) for each in found),
            )
