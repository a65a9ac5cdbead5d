"""What is left over beside whole steps must be thought of: 每增加2000万元 leaves 1999万元 unpaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from tiaowen.runtime.errors import FactError

from ..accounts.accounting import Account, accounts_of
from ..analysis.boundaries import expressions_of
from ..answers.calculate import read_claim
from ..ir import core
from ..meaning.wording import plain_words
from ..model.case_facts import case_facts
from ..model.clause import Clause
from ..model.expr import DefinitionRef, Element, Expr, Field, Stepped, anatomy_of, operands_of
from ..program.lower import Lowerer
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_SAID = re.compile("不足|不满|未满|每满|每足|整数|整个|不计|按比例|比例计|尾数|四舍五入|取整|零头")


class RestOfStep(Plain):
    """每增加若干，不足一步的怎么算，原文、口径、算例都没有说到。

    错误示例：`依据：“年销售收入每增加2000万元的再奖励2万元”`，规则照写，没有口径，算例都是整数步
    正确示例：加 `口径：增加不足2000万元的部分不计。`，或写一个不足一步的算例
    理由：每增加只计整数步；原文没有说不足的怎么算，申报人会问，起草时要想到。
    """

    code: ClassVar[str] = "T0437"
    severity: ClassVar = "hint"
    clause: str
    size: str
    subject: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause}：不足{self.size}的怎么算，没有写到",
                f"clause {self.clause}: nothing says what comes of less than {self.size}",
            ),
            (
                f"{self.subject}每{self.size}算一步，不足的不计；依据、口径没有说，算例也没有不足一步的",
                "whole steps only are counted; neither quotation nor 口径 says so, and no worked case has a rest",
            ),
            (
                f"在「口径」里写明不足{self.size}的不计，或写一个有零头的算例；要按比例的，写（不足的按比例计）",
                "say so under 口径, or write a worked case with a rest; （不足……的按比例计） counts parts",
            ),
        )


@looks_at("rule")
def rest_of_step(policy: Policy) -> Iterator[RestOfStep]:
    for account in accounts_of(policy):
        clause = account.clause
        for expr in expressions_of(clause):
            steps = anatomy_of(expr).steps
            if steps and _is_unsaid(account, steps) and not _is_tried(policy, clause, steps):
                yield RestOfStep(
                    span=steps.size.span, clause=clause.id, size=steps.size.text, subject=plain_words(steps.subject)
                )


def _is_unsaid(account: Account, steps: Stepped) -> bool:
    place = steps.size.span
    if steps.partial != "down" or place is None or not _has_rest(account.clause, steps):
        return False
    said = [quotation.text for quotation in account.quotations]
    return not any(_SAID.search(text) for text in (*said, account.said, _sentence(place)))


def _sentence(place: Span) -> str:
    """The rule's own words around a place."""
    text = place.source.read.text
    ends = [at for mark in "；。\n" if (at := text.find(mark, place.end)) >= 0]
    return text[max(0, place.start - 3) : min(ends, default=len(text))]


def _has_rest(clause: Clause, steps: Stepped) -> bool:
    """Whether there may be less than a step: not of persons counted one by one or of years of
    age, nor within the items of a list."""
    is_age = "岁" in [word for word, _ in steps.size.type.unit.powers]
    if is_age or any(isinstance(part, Element | Field) for part in _parts(steps.subject)):
        return False
    node = Lowerer(clause).number(steps.subject)
    return not isinstance(node, core.Input) or node.scale < steps.size.value


def _parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    for part in (expr.definition.body,) if isinstance(expr, DefinitionRef) else operands_of(expr):
        yield from _parts(part)


def _is_tried(policy: Policy, clause: Clause, steps: Stepped) -> bool:
    """Whether a worked case has a rest."""
    for case in (case for case in clause.cases if case.accepted):
        facts, on = case_facts(clause, case)
        try:
            evaluation = read_claim(policy, clause, facts, on).evaluation  # type: ignore[arg-type]  # read or refused
        except FactError:
            continue
        exact = steps.exact(evaluation)
        if exact is not None and exact.denominator != 1:
            return True
    return False
