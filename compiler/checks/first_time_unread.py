"""首次达到 looks at what was reached before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from ..model.clause import Clause, Fact
from ..model.expr import Compare, Expr, FactRef, operands_of
from ..model.types import ListType, NumberType
from ..reading.syntax import Word
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_OF_NOW = re.compile("^(上?年度?|当年度?|本年度?|今年|全年)")
_TOLD = re.compile(
    "首次|初次|第一次|以前|从未|未曾|上一?年|往年|历史|以往|此前|之前|曾|前[一二三两0-9]+年|去年|前年|已达|已获|已奖"
)
_BEFORE = re.compile("上一?年|往年|历史|以往|此前|之前|曾|前[一二三两0-9]*年|上[一期次]")


class FirstTimeUnread(Plain):
    """首次达到，没有看以前达到过没有。

    错误示例：`填报：销售额、历史最高销售额：金额。奖励：销售额首次达到1亿元的，10万元。`
    正确示例：`奖励：销售额达到1亿元，且历史最高销售额不满1亿元的，10万元。`
    理由：句子只比今年的数，以前达到过的也给；填报里有以前的数，要看它；没有的，要填报，或者在口径里写明由谁核实。
    """

    code: ClassVar[str] = "T0409"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    said: str
    subject: str
    # the fact that nothing looks at; empty where there is none
    before: str

    def texts(self) -> Texts:
        return self._unread() if self.before else self._unasked()

    def _unasked(self) -> Texts:
        reached = self.said.removeprefix("首次")
        return (
            (
                f"规则 {self.clause} 说「{self.subject}{self.said}」，没有填报以前达到过没有",
                f"clause {self.clause} says {self.said} of {self.subject}, and no fact says whether it was reached before",
            ),
            (
                f"句子只看今年的「{self.subject}」，以前达到过的，照这一句每次都给",
                f"the sentence looks at {self.subject} alone; who had reached it before is given it again",
            ),
            (
                f"填报「以前达到过：是否」，写「{self.subject}{reached}……，且非以前达到过的」；由主管部门核实的，在「口径」里写明，如「首次由主管部门核实」",
                f"declare 以前达到过：是否 and write {self.subject}{reached}…，且非以前达到过的; or say under 口径 who verifies it",
            ),
        )

    def _unread(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 说「{self.subject}{self.said}」，没有看「{self.before}」",
                f"clause {self.clause} says {self.said} of {self.subject} and does not look at {self.before}",
            ),
            (
                "以前达到过的，照这一句也给",
                "who had reached it before is given it, too",
            ),
            (
                f"只给首次的，写「{self.subject}达到……，且{self.before}不满……的」；不论以前的，删去「首次」",
                f"for the first time only: {self.subject}达到…，且{self.before}不满…的; else leave 首次 out",
            ),
        )


@looks_at("rule")
def first_time_unread(policy: Policy) -> Iterator[FirstTimeUnread]:
    for clause in policy.clauses.values():
        for subject, word in _first_times(policy, clause):
            before = next(_before(clause, subject.text), "")
            if before or not _is_told(clause, subject.text):
                said = word.text
                yield FirstTimeUnread(span=word.span, clause=clause.id, said=said, subject=subject.text, before=before)


def _is_told(clause: Clause, subject: str) -> bool:
    """Whether a fact, or words that are not calculated, speak of what was before."""
    if any(isinstance(fact.type, ListType) and fact.type.this_year is not None for fact in clause.facts):
        return True  # the years before are filled in, and looked at
    names = (name for fact in clause.facts for name in _names(fact) if name != subject)
    return any(_TOLD.search(name) for name in names) or any(_TOLD.search(words) for _, words in clause.told)


def _names(fact: Fact) -> Iterator[str]:
    yield fact.name
    yield from (field.name for field in (fact.reading.item.fields if fact.reading.item else ()))


def _first_times(policy: Policy, clause: Clause) -> Iterator[tuple[Word, Word]]:
    """The names of which 首次达到 is said, each with these words."""
    for section in policy.read[clause.id].sections:
        for sentence in section.sentences:
            name: Word | None = None
            for word in sentence.tokens:
                if word.terminal == "NAME":
                    name = word
                elif word.terminal == "LOWER" and word.text.startswith("首次") and name:
                    yield name, word


def _before(clause: Clause, subject: str) -> Iterator[str]:
    """The facts that are the subject in a time before, and that no bound looks at."""
    base = _OF_NOW.sub("", subject)
    looked_at = set(_bounded(clause))
    for fact in clause.facts:
        is_before = base in fact.name and fact.name != subject and _BEFORE.search(fact.name.replace(base, ""))
        if is_before and isinstance(fact.type, NumberType) and fact.name not in looked_at:
            yield fact.name


def _bounded(clause: Clause) -> Iterator[str]:
    """The facts that some bound keeps low."""
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [clause.amount] if clause.amount is not None else []
    while waiting:
        found = waiting.pop()
        if isinstance(found, Compare) and found.operator in ("<", "<=") and isinstance(found.left, FactRef):
            yield found.left.name
        waiting += operands_of(found)
