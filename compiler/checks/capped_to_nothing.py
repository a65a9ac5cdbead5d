"""A cap that some cases have, under its own heading, is nothing for the others: 封顶：非困难人员的，40万元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from tiaowen.runtime.facts import FactType

from ..analysis.places import expressions_of, place_of
from ..analysis.probing import Probe, bases, shown
from ..meaning.interpret import evaluator
from ..model.clause import Clause
from ..model.expr import Branch, Expr, Truth, anatomy_of
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# So many applicants to start from.
_BASES = 6


class CappedToNothing(Plain):
    """封顶分情形写，没有写到的封顶算0元，一分钱都得不到。

    错误示例：`补助：费用的50%。封顶：非困难人员的，40万元。`
    正确示例：`补助：困难人员的，费用的50%；其余的，费用的50%，封顶40万元。`
    理由：封顶是一个数，没有一种情形写到的，这个数是0；困难人员原文说不封顶，这样却什么都得不到。
    """

    code: ClassVar[str] = "T0418"
    clause: str
    fact: str
    value: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的封顶没有写到「{self.fact}」为{self.value}的，得0元",
                f"clause {self.clause}: the cap names no case for {self.fact} {self.value}, who get nothing",
            ),
            (
                "封顶分情形写的，没有一种情形写到，封顶就是0元",
                "a cap in cases is nothing where none of its cases applies",
            ),
            (
                "不封顶的，在结果一栏分句写：「某某的，费用的50%；其余的，费用的50%，封顶40万元」；另有封顶的，在封顶后面写「；其余的，……万元」",
                "where there is no cap, write the cases in the result: 某某的，费用的50%；其余的，费用的50%，封顶40万元; else add "
                "；其余的，… to the cap",
            ),
        )


@looks_at("rule")
def capped_to_nothing(policy: Policy) -> Iterator[CappedToNothing]:
    for clause in policy.clauses.values():
        capped = list(_capped(clause))
        if not capped:
            continue
        probe = Probe(clause)
        for amount, cases in capped:
            if found := next(_without_cap(policy, probe, amount, cases), None):
                reading, value = found
                yield CappedToNothing(
                    span=place_of(clause, cases[0].text, cases[0].condition, cases[0].amount),
                    clause=clause.id,
                    fact=reading.name,
                    value=shown(reading, value),
                )


def _capped(clause: Clause) -> Iterator[tuple[Expr, tuple[Branch, ...]]]:
    """The amounts whose cap is a list of cases without the rest."""
    for made in expressions_of(clause):
        cap = anatomy_of(made).cap
        cases = anatomy_of(cap.limit).cases if cap else None
        if cap and cases and not isinstance(cases.branches[-1].condition, Truth):
            yield cap.amount, cases.branches


def _without_cap(
    policy: Policy, probe: Probe, amount: Expr, cases: tuple[Branch, ...]
) -> Iterator[tuple[FactType, object]]:
    """A fact, and a value of it, with which something is given and no case has a cap."""
    for values in islice(bases(policy, probe.clause), _BASES):
        for reading, changed in _around(probe.clause, values):
            result = probe.result(changed)
            evaluation = evaluator(probe.clause, changed)
            if result is None or not result.eligible or evaluation.first(cases) is not None:
                continue
            if (evaluation.number(amount) or 0) > 0:
                yield reading, changed[reading.name]


def _around(clause: Clause, values: Mapping[str, object]) -> Iterator[tuple[FactType, dict[str, object]]]:
    """An applicant with each 是否 and each option changed to every other."""
    for fact in clause.facts:
        reading = fact.reading
        others = {"boolean": (False, True), "option": tuple(range(len(reading.options)))}.get(reading.kind, ())
        for value in others:
            yield reading, {**values, reading.name: value}
