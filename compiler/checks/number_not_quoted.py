"""A number of the rule must stand in the quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..errors.base import Plain
from ..errors.syntax import Texts

if TYPE_CHECKING:
    from ..pipeline import Policy


@dataclass(frozen=True, kw_only=True)
class NumberNotQuoted(Plain):
    """规则里的数，依据里没有。

    错误示例：`依据：“按研发费用的5%补助”`，而补助写 `研发费用的6%`
    正确示例：`补助：研发费用的5%。`
    理由：规则只算文件写了的话；数从别处来的，在「口径」里说明。
    """

    code: ClassVar[str] = "T0403"
    clause: str
    number: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 里的「{self.number}」，依据里没有",
                f"the quotation of clause {self.clause} has no “{self.number}”",
            ),
            ("规则里的每个数都要出自依据", "every number of a rule comes from its quotation"),
            (
                "核对数字和单位；数从别处来的，在「口径」里写明这个数和来由",
                "check the number and its unit; if it comes from elsewhere, name it under 口径 with its origin",
            ),
        )


def number_not_quoted(policy: Policy) -> Iterator[NumberNotQuoted]:
    for account in policy.accounts:
        known = [value for figure, _ in account.quoted for value in figure.values] + list(account.read)
        for made in account.stated:
            if made.value.number and not any(made.value.is_same(value) for value in known):
                yield NumberNotQuoted(span=made.span, clause=account.clause.id, number=made.text)
