"""A number of the quotation must be used by the rule."""

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


class NumberNotUsed(Plain):
    """依据里的数，规则没有用到。

    错误示例：`依据：“按5%补助，每家最高补助100万元”`，而补助只写 `研发费用的5%`
    正确示例：`补助：研发费用的5%，封顶100万元。`
    理由：引了的数没有用，多半是漏写了一句；确实不参与计算的，在「口径」里说明。
    """

    code: ClassVar[str] = "T0402"
    clause: str
    number: str
    unquoted: tuple[str, ...] = ()

    def texts(self) -> Texts:
        return (
            (
                f"依据里的「{self.number}」，规则 {self.clause} 没有用到",
                f"clause {self.clause} does not use the “{self.number}” that it quotes",
            ),
            (
                "依据里的每个数都要在规则里有着落，否则多半是漏写了一句",
                "every number of a quotation has its place in the rule; one left over is probably a sentence forgotten",
            ),
            self._suggested(),
        )

    def _suggested(self) -> tuple[str, str]:
        if self.unquoted:
            theirs = "".join(f"「{number}」" for number in self.unquoted)
            return (
                f"规则里的{theirs}依据里没有：应是这个数的改过来；不是的，在规则里用上，或在「口径」里写明这个数和理由",
                f"the rule has {theirs}, which is not quoted: correct it, if it should be this one; "
                "else use this number, or name it under 口径 with the reason",
            )
        return (
            "在规则里用上；不参与计算的，在「口径」里写明这个数和理由，或用……略去",
            "use it; or name it under 口径 with the reason; or leave it out with ……",
        )


@looks_at("rule")
def number_not_used(policy: Policy) -> Iterator[NumberNotUsed]:
    for account in accounts_of(policy):
        unused = list(account.unused())
        unquoted = dict.fromkeys(made.text for made in account.unquoted()) if unused else ()
        for figure, span in unused:
            yield NumberNotUsed(
                span=span, clause=account.clause.id, number=figure.text, unquoted=tuple(islice(unquoted, _SHOWN_MAX))
            )
    for broken in unsound_accounts(policy):
        unquoted = dict.fromkeys(figure.text for figure, _ in broken.unquoted)
        for figure, span in broken.unused:
            yield NumberNotUsed(
                span=span, clause=broken.id, number=figure.text, unquoted=tuple(islice(unquoted, _SHOWN_MAX))
            )
