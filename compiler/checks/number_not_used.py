"""A number of the quotation must be used by the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..errors.base import Plain
from ..errors.syntax import Texts
from ..figures import DATE, Figure

if TYPE_CHECKING:
    from ..pipeline import Policy


@dataclass(frozen=True, kw_only=True)
class NumberNotUsed(Plain):
    """依据里的数，规则没有用到。

    错误示例：`依据：“按5%补助，每家最高补助100万元”`，而补助只写 `研发费用的5%`
    正确示例：`补助：研发费用的5%，封顶100万元。`
    理由：引了的数没有用，多半是漏写了一句；确实不参与计算的，在「口径」里说明。
    """

    code: ClassVar[str] = "T0402"
    clause: str
    number: str

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
            (
                "在规则里用上；不参与计算的，在「口径」里写明这个数和理由，或用……略去",
                "use it; or name it under 口径 with the reason; or leave it out with ……",
            ),
        )


def number_not_used(policy: Policy) -> Iterator[NumberNotUsed]:
    for account in policy.accounts:
        known = (*account.used, *account.read)
        for figure, span in account.quoted:
            if not figure.is_bare and not _is_zero(figure) and not figure.is_same(known):
                yield NumberNotUsed(span=span, clause=account.clause.id, number=figure.text)


def _is_zero(figure: Figure) -> bool:
    return any(value.number == 0 and value.kind != DATE for value in figure.values)
