"""Parts of one quantity do not overlap: what lies in both is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.bands import bands_of
from ..analysis.in_words import in_words
from ..analysis.places import place_of
from ..meaning.wording import plain_words
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class PartCountedTwice(Plain):
    """两段部分重叠，落在两段里的算了两次。

    错误示例：`补助：面积不超过10亩的部分，每亩100元；面积超过5亩的部分，每亩200元。`
    正确示例：`补助：面积不超过10亩的部分，每亩100元；面积超过10亩的部分，每亩200元。`
    理由：各段相加，5亩到10亩的每亩得300元；多半是起点抄错了。
    """

    code: ClassVar[str] = "T0416"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    subject: str
    both: tuple[str, str]
    parts: tuple[str, str]

    def texts(self) -> Texts:
        one, two = self.parts
        return (
            (
                f"规则 {self.clause}：{self.subject}{self.both[0]}的部分，算了两次",
                f"clause {self.clause}: the part of {self.subject} {self.both[1]} is counted twice",
            ),
            (
                f"「{one}」和「{two}」相加，落在两段里的两样都算",
                f"“{one}” and “{two}” are added up, and what lies in both counts in both",
            ),
            (
                "后一段从前一段的终点起；确实再加一笔的，前一段写成全部的数：「……；同时，……超过……的部分，……」",
                "let the second begin where the first ends; where something is added, the first is of the whole quantity",
            ),
        )


@looks_at("rule")
def part_counted_twice(policy: Policy) -> Iterator[PartCountedTwice]:
    for clause in policy.clauses.values():
        for subject, ordered in bands_of(clause):
            for (one, first), (two, second) in pairwise(ordered):
                both = one.narrowed(two)
                if one.high is not None and one != two and two.low is not None and not both.is_empty:
                    yield PartCountedTwice(
                        span=place_of(clause, "", *([second.low] if second.low else []), subject),
                        clause=clause.id,
                        subject=plain_words(subject),
                        both=in_words(clause, subject, both),
                        parts=(f"{first.words}的部分", f"{second.words}的部分"),
                    )
