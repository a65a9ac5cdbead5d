"""算例: what a drafter worked out by hand, held against the rule.

In: a policy.  Out: a diagnostic for each worked case whose result is another, or whose facts are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError, Fault
from tiaowen.runtime.facts import FactType, format_quantity, read_value
from tiaowen.runtime.result import Outcome, Result

from ..ir.shape import Answer
from ..meaning.english import quantity_in_english
from ..model.case_facts import case_facts
from ..model.clause import Clause, PerItem, WorkedCase
from ..model.expr import anatomy_of
from ..model.shape import shape_of
from ..report.diagnostic import Text
from ..report.errors.cases import FailingCase, RefusedCase
from .calculate import calculate

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Diagnostic, Language

# An explanation begins with the rule and its quote, which the page has already.
_HEAD_LINES = 2
_YES_NO = {"是": True, "符合": True, "否": False, "不符合": False}


def run_cases(policy: Policy) -> Iterator[Diagnostic]:
    """Every worked case of every clause, in the order of the document."""
    for clause in policy.clauses.values():
        for case in clause.cases:
            if fault := run_case(policy, clause, case):
                yield fault


def run_case(policy: Policy, clause: Clause, case: WorkedCase) -> Diagnostic | None:
    """What is wrong with one worked case; None where the rule gives what it expects."""
    try:
        wanted = expected(clause, case)
        result = case_result(policy, clause, case)
    except FactError as error:
        return _refused(clause, case, error.faults) if case.accepted else None
    if case.accepted and _agrees(result, wanted):
        return None
    awaited = _NOT_ACCEPTED if not case.accepted else _NOTHING
    if case.accepted and case.expected is not None:
        awaited = Text("、".join(case.expected), ", ".join(case.expected))
    found = FailingCase(
        span=case.span, clause=clause.id, expected=awaited, got=_shown(result), because=_because(result)
    )
    each = _each_of(clause)
    if each and wanted is not None and (len(wanted) > 1) != isinstance(result.value, tuple):
        return found.with_(advice=_list_or_sum(clause.heading, each, is_list=len(wanted) > 1))
    return found


def _each_of(clause: Clause) -> str:
    """What the items are counted in that a result is worked out for, each or all together; nothing where it is not."""
    if isinstance(clause.series, PerItem):
        return clause.series.each
    made = clause.amount
    while made is not None and anatomy_of(made).repeated is None:
        made = anatomy_of(made).acts_on
    repeated = anatomy_of(made).repeated if made is not None and clause.series is None else None
    return repeated.each if repeated is not None else ""


def _list_or_sum(heading: str, each: str, *, is_list: bool) -> tuple[str, str]:
    if is_list:
        said = f"{heading}（逐{each}，分别给予）："
        return (
            f"每{each}一个数的，写「{said}」；现在是各{each}的合计",
            f"for one amount each, write {said}; it is their sum",
        )
    said = f"{heading}（逐{each}）："
    return (
        f"要合计的一个数的，写「{said}」；现在是每{each}一个数",
        f"for their sum, write {said}; it is one amount each",
    )


def case_result(policy: Policy, clause: Clause, case: WorkedCase) -> Result:
    """What the rule gives for a worked case.  Raises ``FactError`` where its facts are refused."""
    facts, on = case_facts(clause, case)
    return calculate(policy, clause, facts, on)  # type: ignore[arg-type]  # whatever it is, calc reads or refuses it


def case_lines(policy: Policy, clause: Clause, case: WorkedCase, lang: Language = "zh") -> tuple[str, ...]:
    """How a worked case is worked out, in lines, without the name of the rule and its quotation; why its facts are refused,
    where they are."""
    try:
        return case_result(policy, clause, case).trace_in(lang)[_HEAD_LINES:]
    except FactError as error:
        return tuple(
            f"不受理：{fault.message}" if lang == "zh" else f"Refused: {fault.message_en}" for fault in error.faults
        )


def expected(clause: Clause, case: WorkedCase) -> tuple[Fraction | bool, ...] | None:
    """The values expected, None for 不予.  Raises ``FactError`` where one is not in the unit of the result."""
    if case.expected is None:
        return None
    shape = shape_of(clause)
    if isinstance(shape, Answer):
        answer = FactType(name="应得", kind="option", options=tuple(_YES_NO))
        return tuple(_YES_NO[answer.options[_whole(read_value(answer, text))]] for text in case.expected)
    places = 2 if shape.of.shown == "money" else 8
    number = FactType(name="应得", kind="number", unit=clause.unit, decimals=places, negative=True)
    return tuple(Fraction(_whole(read_value(number, text)), 10**places) for text in case.expected)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _agrees(result: Result, wanted: tuple[Fraction | bool, ...] | None) -> bool:
    values = tuple(_values(result.value))
    if wanted is None:
        return not result.eligible or not any(values)
    # Of a list without items, each that there is gets nothing.
    return values == wanted if values else not any(wanted)


def _values(value: Outcome) -> Iterator[Fraction | bool]:
    if isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _values(part)
    else:
        yield value if isinstance(value, bool) else Fraction(value)


_NOT_ACCEPTED, _NOTHING = Text("不受理", "that it is refused"), Text("不予", "nothing")


def _shown(result: Result) -> Text:
    value = result.value
    if isinstance(value, bool):
        return Text("符合", "that it qualifies") if value else Text("不符合", "that it does not qualify")
    if not result.eligible:
        return Text("不予（不符合条件）", "nothing (the conditions are not met)")
    numbers = [Fraction(number) for number in _values(value)]
    zh = "、".join(format_quantity(number.numerator, number.denominator, result.unit) for number in numbers)
    return Text(zh, "; ".join(quantity_in_english(number, result.unit) for number in numbers))


def _because(result: Result) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the explanation that decide, in both languages: what was not fulfilled, else the last step."""
    zh, en = result.trace_in("zh"), result.trace_in("en")
    if result.eligible:
        return zh[-2:-1], en[-2:-1]
    return tuple(filter(_denies, zh[:-1])), tuple(filter(_denies, en[:-1]))


def _denies(line: str) -> bool:
    """Whether a line says that a condition does not hold, by how much, or that the day is too late."""
    said = ("：不符合", "不在有效期", " – does not hold", "outside the period of validity")
    return line[:1].isspace() or any(words in line for words in said)


def _refused(clause: Clause, case: WorkedCase, faults: tuple[Fault, ...]) -> RefusedCase:
    return RefusedCase(
        span=case.span, clause=clause.id, faults=tuple((fault.message, fault.message_en) for fault in faults)
    )
