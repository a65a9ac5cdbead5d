"""A number of the quotation must be in the rule what it is in the quotation: a cap is no threshold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of
from ..accounts.roles_held import misplaced
from ..language.roles import ROLE_WORDS, Role
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class NumberInAnotherRole(Plain):
    """依据里的数，规则用作了别的。

    错误示例：`依据：“按投资额的10%给予补助，最高100万元”`，而规则写 `补助：投资额的10%，保底100万元。`
    正确示例：`补助：投资额的10%，封顶100万元。`
    理由：一个数在原文里是门槛、给的数、封顶还是步长，前后的词已经说了；规则里它的位置也说了一次。两边不同，钱就不同。
    """

    code: ClassVar[str] = "T0460"
    severity: ClassVar = "warning"
    clause: str
    number: str
    quoted_as: Role
    used_as: Role
    used: Span | None
    is_besides: bool = False

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        chinese, english = ROLE_WORDS[self.used_as]
        return ((self.used, Text(f"规则里是{chinese}", f"in the rule, {english}")),) if self.used else ()

    def texts(self) -> Texts:
        (theirs, theirs_en), (ours, ours_en) = ROLE_WORDS[self.quoted_as], ROLE_WORDS[self.used_as]
        mended = _MENDED[self.quoted_as].replace("{}", self.number)
        if self.is_besides:
            return (
                (
                    f"依据里的「{self.number}」是{theirs}，规则 {self.clause} 用了它，又用作{ours}",
                    f"“{self.number}” is {theirs_en} in the quotation; clause {self.clause} has it so, and as {ours_en} too",
                ),
                (
                    "一个数在原文里只说一处用处；另一处从哪里来，要写明",
                    "the text says one use of the number; where the other comes from is to be said",
                ),
                (
                    f"原文的意思是两处都用这个数的，在「口径」里写明这个数和理由；不是的，删去{ours}",
                    "where the text means both, name the number under 口径 with the reason; else leave this use out",
                ),
            )
        return (
            (
                f"依据里的「{self.number}」是{theirs}，规则 {self.clause} 用作{ours}",
                f"“{self.number}” is {theirs_en} in the quotation, and {ours_en} in clause {self.clause}",
            ),
            (
                "同一个数，用处不同，得出的钱就不同",
                "the same number gives another amount where it is used for something else",
            ),
            (
                f"{mended}；原文确是这个意思的，在「口径」里写明这个数和理由",
                f"use it as {theirs_en}; if the text does mean it so, name the number under 口径 with the reason",
            ),
        )


_MENDED: dict[Role, str] = {
    "给付": "把{}写在结果一栏里，作为给的数",
    "封顶": "写「，封顶{}」",
    "保底": "写「，保底{}」",
    "扣除": "写「，扣除{}」",
    "门槛": "把{}写进条件或情形",
    "分段": "写「超过{}的部分」「不超过{}的部分」",
    "步长": "写「每增加{}……」",
    "除数": "写「除以{}」",
}


@looks_at("rule")
def number_in_another_role(policy: Policy) -> Iterator[NumberInAnotherRole]:
    for account in accounts_of(policy):
        for found in misplaced(account):
            yield NumberInAnotherRole(
                span=found.span,
                clause=account.clause.id,
                number=found.figure.text,
                quoted_as=_first(found.figure.roles),
                used_as=_first(found.used_as),
                used=found.stated.span,
                is_besides=found.is_besides,
            )


def _first(roles: frozenset[Role]) -> Role:
    """The role that is told of where several are possible; a number that may be a limit of what is given, or of what a
    case asks for (不低于1亿元), is told as the latter."""
    if "门槛" in roles and "给付" not in roles:
        return "门槛"
    return next(role for role in ROLE_WORDS if role in roles)
