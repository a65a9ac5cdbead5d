"""A number of the rule must stand in the quotation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of
from ..accounts.unsound import unsound_accounts
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_SHOWN_MAX = 3


class NumberNotQuoted(Plain):
    """规则里的数，依据里没有。

    错误示例：`依据：“按研发费用的5%补助”`，而补助写 `研发费用的6%`
    正确示例：`补助：研发费用的5%。`
    理由：规则只算文件写了的话；数从别处来的，在「口径」里说明。
    """

    code: ClassVar[str] = "T0403"
    clause: str
    number: str
    unused: tuple[str, ...] = ()

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 里的「{self.number}」，依据里没有",
                f"the quotation of clause {self.clause} has no “{self.number}”",
            ),
            ("规则里的每个数都要出自依据", "every number of a rule comes from its quotation"),
            self._suggested(),
        )

    def _suggested(self) -> tuple[str, str]:
        if self.unused:
            theirs = "".join(f"「{number}」" for number in self.unused)
            return (
                f"依据里的{theirs}规则没有用到：应是这个数的改过来；不是的，在「口径」里写明这个数和来由",
                f"the quotation has {theirs}, which is not used: correct the number, if it should be this one; "
                "else name it under 口径 with its origin",
            )
        return (
            "核对数字和单位；数从别处来的，在「口径」里写明这个数和来由",
            "check the number and its unit; if it comes from elsewhere, name it under 口径 with its origin",
        )


@looks_at("rule")
def number_not_quoted(policy: Policy) -> Iterator[NumberNotQuoted]:
    for account in accounts_of(policy):
        unquoted = list(account.unquoted())
        unused = dict.fromkeys(figure.text for figure, _ in account.unused()) if unquoted else ()
        for made in unquoted:
            yield NumberNotQuoted(
                span=made.span, clause=account.clause.id, number=made.text, unused=tuple(islice(unused, _SHOWN_MAX))
            )
    for broken in unsound_accounts(policy):
        unused = dict.fromkeys(figure.text for figure, _ in broken.unused)
        for figure, span in broken.unquoted:
            yield NumberNotQuoted(
                span=span, clause=broken.id, number=figure.text, unused=tuple(islice(unused, _SHOWN_MAX))
            )
