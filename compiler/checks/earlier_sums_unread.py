"""累计不超过 looks at what was given before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..model.clause import Clause
from ..model.types import ListType
from ..reading.syntax import Word
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# What is said of former sums, in names and in words that are not calculated.
_TOLD = re.compile("已|累计|历年|以前|此前|之前|往年|本次|当次|单次|核实|控制")


class EarlierSumsUnread(Plain):
    """累计不超过若干，没有看以前得过多少。

    错误示例：`填报：费用：金额。补助：费用的10%，同一企业累计不超过50万元。`
    正确示例：`填报：费用、已获补助：金额。补助：费用的10%，连同已获补助累计不超过50万元。`
    理由：句子只比这一次的数，分几次申报的，每次都能得50万元；由主管部门核实以前的，在口径里写明。
    """

    code: ClassVar[str] = "T0456"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    said: str
    limit: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 说「{self.said}{self.limit}」，没有填报以前得过多少",
                f"clause {self.clause} says {self.said}{self.limit}, and no fact says what was given before",
            ),
            (
                "现在只管这一次的数，分几次申报的，每次都能到这个数",
                "it limits this claim alone; who claims several times may reach it each time",
            ),
            (
                f"填报以前得的（如「已获补助：金额」），写「，连同已获补助累计不超过{self.limit}」；"
                "由主管部门核实的，在「口径」里写明，如「以前已得的由主管部门核实」",
                f"declare 已获补助：金额 and write ，连同已获补助累计不超过{self.limit}; or say under 口径 who verifies it",
            ),
        )


@looks_at("rule")
def earlier_sums_unread(policy: Policy) -> Iterator[EarlierSumsUnread]:
    for clause in policy.clauses.values():
        if not _is_told(clause):
            for word, limit in _limits(policy, clause):
                yield EarlierSumsUnread(span=word.span, clause=clause.id, said=word.text, limit=limit.text)


def _is_told(clause: Clause) -> bool:
    """Whether it is of several (years, instalments, items), or facts or words speak of former sums."""
    if clause.series is not None or any(isinstance(fact.type, ListType) for fact in clause.facts):
        return True
    return any(_TOLD.search(fact.name) for fact in clause.facts) or any(_TOLD.search(words) for _, words in clause.told)


def _limits(policy: Policy, clause: Clause) -> Iterator[tuple[Word, Word]]:
    """The words 累计不超过 of amounts, each with the number that they limit it to."""
    for section in policy.read[clause.id].sections:
        for sentence in section.sentences:
            for word, limit in zip(sentence.tokens, sentence.tokens[1:], strict=False):
                if word.terminal == "CAP" and "累计" in word.text and limit.terminal == "QUANTITY":
                    yield word, limit
