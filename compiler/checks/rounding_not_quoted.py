"""A rounding of a rule's own must come from its quotation, as its numbers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from ..model.clause import Clause, Rounding
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# How documents speak of it.
_SAID = re.compile(
    "取整|四舍五入|舍去|舍掉|进位|抹零|抹去|尾数|零头|整数|整元|整万|为单位|以下不计|部分不计|不计|保留|精确到"
)


class RoundingNotQuoted(Plain):
    """规则自己写的取整，依据和口径里都没有说。

    错误示例：`依据：“按研发费用的5%给予补助”`，规则写 `取整：舍去到元。`
    正确示例：不写「取整」（四舍五入到分）；文件里说了的，引在依据里，或写 `口径：按文件附则舍去到元。`
    理由：取整也改变给的钱，和数一样要有出处；整份政策都这样的，写在【政策】的「取整」里。
    """

    code: ClassVar[str] = "T0444"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    rounding: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的取整「{self.rounding}」，依据里没有说",
                f"clause {self.clause} rounds its result ({self.rounding}), of which its quotation says nothing",
            ),
            (
                "依据和口径里都没有取整、舍去、进位、尾数这样的话，而取整会改变给的钱",
                "neither the quotation nor 口径 speaks of rounding, which changes what is paid",
            ),
            (
                "引上说取整的那一句；另有规定的，在「口径」里写明；整份政策都这样的，写在【政策】的「取整」里；没有规定的，删去",
                "quote the sentence that says so; name its origin under 口径; declare it in 【政策】 where it is for all; or leave it out",
            ),
        )


@looks_at("rule")
def rounding_not_quoted(policy: Policy) -> Iterator[RoundingNotQuoted]:
    for clause in policy.clauses.values():
        declared = policy.terms_of(clause).rounding or Rounding()
        is_own = (clause.rounding.mode, clause.rounding.step) != (declared.mode, declared.step)
        if is_own and not _SAID.search(_said(clause)):
            yield RoundingNotQuoted(span=clause.span, clause=clause.id, rounding=clause.rounding.text)


def _said(clause: Clause) -> str:
    return "".join((*clause.citation.parts, *clause.readings))
