"""A case against a promise as people read it: facts in the drafter's units, and what each claim is paid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.result import Result

from ..diagnostic import Text
from ..probing import shown
from .obligation import Obligation, Told
from .replay import Assignment, Calc, numbers_of, readings_of, replay, values_of

if TYPE_CHECKING:
    from ..diagnostic import Language
    from ..pipeline import Policy
    from ..render import Json


def told(policy: Policy, obligation: Obligation, case: Assignment, calc: Calc | None = None) -> tuple[Told, ...]:
    """The claims of a case that shows, as people read them."""
    done = replay(policy, obligation, case, calc)
    assert done is not None
    lines = []
    for applicant, one in zip(obligation.applicants, done, strict=True):
        values = values_of(applicant, case)
        assert values is not None
        facts = tuple((name, shown(reading, values[name])) for name, reading in readings_of(applicant))
        lines.append(Told(clause=applicant.clause.id, facts=facts, result=_result(one.result)))
    return tuple(lines)


def facts_told(lines: Sequence[Told]) -> list[tuple[tuple[str, str], ...]]:
    """The facts of each claim: of the later ones only those that are not as in the first."""
    first = lines[0].facts
    return [first, *(tuple(fact for fact in line.facts if fact not in first) for line in lines[1:])]


def case_lines(case: Sequence[Told], lang: Language) -> list[str]:
    """The counterexample: 反例：设备投资300万元，……，得24万元; then what differs in the next claim."""
    if not case:
        return []
    lines: list[str] = []
    for number, (told, facts) in enumerate(zip(case, facts_told(case), strict=True)):
        listed = [f"{name} {value}" for name, value in facts]
        other = told.clause != case[0].clause
        if lang == "zh":
            head = "反例：" if number == 0 else f"规则 {told.clause}：" if other else "改为："
            lines.append(f"{head}{'，'.join([*listed, told.result.zh])}")
        else:
            head = "case: " if number == 0 else f"clause {told.clause}: " if other else "with: "
            lines.append(f"{head}{', '.join([*listed, told.result.en])}")
    return lines


def case_json(case: Sequence[Told]) -> list[Json]:
    """The same for machines."""
    return [{"clause": told.clause, "facts": dict(told.facts), "result": told.result.zh} for told in case]


def _result(result: Result | None) -> Text:
    if result is None:
        return Text("算不出结果", "no result can be worked out")
    if isinstance(result.value, bool):
        return Text("符合", "eligible") if result.value else Text("不符合", "not eligible")
    if not result.eligible:
        return Text("不予（不符合条件）", "nothing (not eligible)")
    said = "、".join(
        format_quantity(*Fraction(part).as_integer_ratio(), result.unit) for part in numbers_of(result.value)
    )
    return Text(f"得{said}", f"gives {said}")
