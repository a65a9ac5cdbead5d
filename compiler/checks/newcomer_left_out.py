"""An award for growth must not leave out newcomers unseen: a base of zero has no growth rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, accounts_of
from ..analysis.ranges import ranges_of
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import All, Compare, Difference, Expr, FactRef, Quotient
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_NEWCOMERS = re.compile(
    "(?:新设立|新成立|新注册|新开办|新引进|新入驻|新落户|新投产|当年设立|当年成立|当年注册)的?[^，。；]{0,8}?"
    "(?:企业|机构|总部|主体|公司|单位|商户)"
)
_SPOKEN_OF = re.compile("新设|新成立|新注册|新办|新开办|新引进|新入驻|新落户|新投产|上年|上期|基数|为零|为0")


class NewcomerLeftOut(Plain):
    """原文说到新企业，规则要求比上年增长，新企业没有上年，一律不符合。

    错误示例：`依据：“对新引进企业，营业收入较上年增长10%以上的，奖励10万元”`，规则写 `条件：营业收入较上年营业收入增长10%以上。`
    正确示例：同上，加 `口径：新引进企业上年营业收入为0的，不适用增长的要求，另行核定。`
    理由：上年为0的，增长率算不出来，条件不符合；原文说到的新企业就都拿不到。
    """

    code: ClassVar[str] = "T0435"
    severity: ClassVar = "hint"
    clause: str
    newcomers: str
    base: str
    condition: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：「{self.newcomers}」没有{self.base}，一律不符合",
                f"clause {self.clause}: newcomers have no base to grow from, so none of them satisfies",
            ),
            (
                f"{self.base}为0的，增长率算不出来，「{self.condition}」不符合",
                "there is no growth rate where the base is zero, and then the condition does not hold",
            ),
            (
                f"写明新企业怎样算：在「口径」里说明，或加一种情形；{self.base}为0的，写一个算例",
                "say under 口径 how newcomers are treated, or add a case for them; write a worked case with a base of 0",
            ),
        )


@looks_at("rule")
def newcomer_left_out(policy: Policy) -> Iterator[NewcomerLeftOut]:
    for account in accounts_of(policy):
        clause = account.clause
        if found := _newcomers(account):
            words, span = found
            for condition, base, text in _growth_required(clause):
                known = ranges_of(clause).of(base).is_positive or _has_case_without(clause, base)
                if not known and not _SPOKEN_OF.search(account.said):
                    yield NewcomerLeftOut(
                        span=condition or span,
                        clause=clause.id,
                        newcomers=words,
                        base=plain_words(base),
                        condition=text,
                    )


def _newcomers(account: Account) -> tuple[str, Span] | None:
    for quotation in account.quotations:
        if found := _NEWCOMERS.search(quotation.text):
            return found[0], quotation.span(*found.span())
    return None


def _growth_required(clause: Clause) -> Iterator[tuple[Span | None, Expr, str]]:
    """The growth rates that every applicant has to reach: where it is written, what it grows from, the words."""
    for made in clause.conditions:
        waiting: list[Expr] = [made.condition] if made.guard is None else []
        while waiting:
            part = waiting.pop()
            if isinstance(part, All):
                waiting += part.parts
            elif (growth := _growth(part)) is not None:
                yield made.span, growth.right, made.text


def _growth(part: Expr) -> Quotient | None:
    """The growth rate that a test wants to be reached."""
    if not isinstance(part, Compare) or part.operator not in (">", ">=") or not isinstance(part.left, Quotient):
        return None
    more, base = part.left.left, part.left.right
    return part.left if isinstance(more, Difference) and more.right == base else None


def _has_case_without(clause: Clause, base: Expr) -> bool:
    """Whether a worked case has the base at zero: then the drafter has seen what comes of it."""
    if not isinstance(base, FactRef):
        return False
    for case in (case for case in clause.cases if case.accepted):
        given = dict(case.facts).get(base.name)
        if given is None and case.rest == "zero":
            return True
        if isinstance(given, str) and re.match(r"0(?![0-9.])", given):
            return True
    return False
