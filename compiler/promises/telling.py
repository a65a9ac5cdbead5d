"""A case against a promise as people read it: facts in the drafter's units, and what each claim is paid."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType, format_quantity
from tiaowen.runtime.result import Result

from ..analysis.probing import shown
from ..report.diagnostic import Text
from .common import Common, in_common
from .obligation import Applicant, Obligation, Told
from .replay import Assignment, Calc, Raw, numbers_of, readings_of, replay, values_of

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json


# From this many items on, those that are alike are told once.
_MANY = 8
_CLAIMS_TOLD = 4
_REFUSED = Text("不予（填报不受理）", "nothing (the facts are refused)")


def told(policy: Policy, obligation: Obligation, case: Assignment, calc: Calc | None = None) -> tuple[Told, ...]:
    """The claims of a case that shows, as people read them."""
    done = replay(policy, obligation, case, calc)
    assert done is not None
    common = in_common(obligation.applicants)
    # Of many claims, those of which something comes.
    is_short = len(done) <= _CLAIMS_TOLD
    return tuple(
        Told(
            clause=made.clause.id,
            facts=facts_told(made, case, common),
            result=_REFUSED if one.refused else result_told(one.result),
            called=made.called,
        )
        for made, one in zip(obligation.applicants, done, strict=True)
        if is_short or any(one.parts)
    )


def facts_told(applicant: Applicant, case: Assignment, common: Common | None = None) -> tuple[tuple[str, str], ...]:
    """The facts of one claim by name, in the drafter's units; not those that another claim of the case gives."""
    common = common or in_common((applicant,))
    values = values_of(applicant, case, common)
    assert values is not None
    asked = (
        (name, reading) for name, reading in readings_of(applicant) if (applicant.clause.id, name) not in common.fed
    )
    return tuple((name, _shown(reading, values[name])) for name, reading in asked)


def _shown(reading: FactType, value: Raw) -> str:
    """A value in the drafter's units; of a long list, items that are alike once."""
    item = reading.item if reading.kind == "list" else None
    if item is None or not isinstance(value, tuple) or len(value) <= _MANY:
        return shown(reading, value)
    runs = [(part, len(list(same))) for part, same in groupby(value)]
    return "、".join(f"{shown(item, part)}{f'（共{count}个）' if count > 1 else ''}" for part, count in runs)


def case_lines(case: Sequence[Told], lang: Language, *, is_wanted: bool = False) -> list[str]:
    """The counterexample: 反例：设备投资300万元，……，得24万元; then what differs in the next claim.  A case that is wanted
    is an example."""
    if not case:
        return []
    lines: list[str] = []
    for number, told in enumerate(case):
        facts = (fact for fact in told.facts if number == 0 or fact not in case[0].facts)
        listed = [f"{name} {value}" for name, value in facts]
        other = told.clause != case[0].clause
        if lang == "zh":
            called = f"{told.called.zh}：" if told.called else ""
            head = (
                ("例如：" if is_wanted else "反例：")
                if number == 0
                else called or (f"规则 {told.clause}：" if other else "改为：")
            )
            lines.append(f"{head}{'，'.join([*listed, told.result.zh])}")
        else:
            called = f"{told.called.en}: " if told.called else ""
            head = "case: " if number == 0 else called or (f"clause {told.clause}: " if other else "with: ")
            lines.append(f"{head}{', '.join([*listed, told.result.en])}")
    return lines


def case_json(case: Sequence[Told]) -> list[Json]:
    """The same for machines."""
    return [{"clause": told.clause, "facts": dict(told.facts), "result": told.result.zh} for told in case]


def result_told(result: Result | None) -> Text:
    """得24万元: what a claim is paid."""
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
