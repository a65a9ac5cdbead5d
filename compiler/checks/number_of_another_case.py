"""Two numbers must not be exchanged between two cases: 甲企业10万元，乙企业20万元."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of
from ..accounts.pairing import exchanged
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class NumberOfAnotherCase(Plain):
    """两种情形的数，规则写反了。

    错误示例：`依据：“对甲类企业奖励10万元，对乙类企业奖励20万元”`，而规则写 `甲类的，20万元；乙类的，10万元。`
    正确示例：`甲类的，10万元；乙类的，20万元。`
    理由：原文里情形和数的先后是一致的，规则里不一致，多半是两个数对调了。
    """

    code: ClassVar[str] = "T0461"
    severity: ClassVar = "warning"
    clause: str
    number: str
    case: str
    used: Span | None
    other: str
    other_span: Span | None

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        places = ((self.used, self.number), (self.other_span, self.other))
        return tuple((span, Text(f"规则里的{said}", f"{said} in the rule")) for span, said in places if span)

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.number}」和「{self.other}」与依据里的情形对不上",
                f"clause {self.clause} has “{self.number}” and “{self.other}” the other way round than its quotation",
            ),
            (
                f"依据里「{self.case}」和这两个数的先后，与规则里的相反",
                f"the cases (「{self.case}」) and these numbers stand in another order in the quotation than in the rule",
            ),
            (
                f"核对「{self.case}」是哪个数，把两个数对调；原文确是这样的，在「口径」里写明这两个数",
                f"check which number 「{self.case}」 has, and exchange them; if the text means it so, say so under 口径",
            ),
        )


@looks_at("rule")
def number_of_another_case(policy: Policy) -> Iterator[NumberOfAnotherCase]:
    for account in accounts_of(policy):
        for found in exchanged(account):
            yield NumberOfAnotherCase(
                span=found.span,
                clause=account.clause.id,
                number=found.first.text,
                case=found.case,
                used=found.first.span,
                other=found.second.text,
                other_span=found.second.span,
            )
