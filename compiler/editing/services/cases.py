"""Worked cases where something changes that no case of a rule has; what each gives is for the drafter to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaowen.runtime.facts import FactType

from ...analysis.probing import Outcome, Probe, Values, bases, money_or_number, shown
from ...analysis.turning_points import turning_points
from ...model.clause import Clause
from ...model.resolved import Resolved
from ...model.types import CLAIM_DATE, NumberType
from ...reading.parse import Reader
from ..desk import Checked

# So many worked cases are offered at once.
_CASES = 4


def threshold_cases(checked: Checked, clause: Clause, rule: Resolved) -> list[str]:
    """As they are written in the rule, without a mark at the end."""
    reader = Reader(rule.of_cases)
    offered: list[str] = []
    for values in _values(checked, clause):
        text = _case(checked, clause, values)
        if text and text not in offered and reader.reads("".join(text.split()), "case"):
            offered.append(text)
        if len(offered) == _CASES:
            break
    return offered


def _values(checked: Checked, clause: Clause) -> Iterator[Values]:
    """Applicants at a turning point of one number, right below it and right above, that no case has; of a rule without cases, one
    with each answer that is chosen, too."""
    given = {fact.name: {str(dict(case.facts).get(fact.name)) for case in clause.cases} for fact in clause.facts}
    for base in bases(checked.policy, clause):
        usual = base if clause.cases else _usual(clause, base)
        for fact in clause.facts:
            if not isinstance(fact.type, NumberType) or fact.from_clause:
                continue
            for value in turning_points(clause, usual, fact.name):
                if shown(fact.reading, value) not in given[fact.name]:
                    yield {**usual, fact.name: value}
        if not clause.cases:
            yield usual
            yield from ({**usual, fact.name: value} for fact in clause.facts for value in _answers(fact.reading))
        return


def _answers(reading: FactType) -> Sequence[object]:
    """Those among which an applicant chooses, the last first: of 是否, 否."""
    return (
        range(len(reading.options) - 1, -1, -1)
        if reading.kind == "option"
        else (0,)
        if reading.kind == "boolean"
        else ()
    )


def _usual(clause: Clause, base: Values) -> Values:
    """The applicant with as much of what is counted as a threshold asks for, where a made-up one has a million of it."""
    probe = Probe(clause)
    for fact in clause.facts:
        reading = fact.reading
        if reading.kind != "number" or reading.unit in ("", "元", "%") or fact.from_clause:
            continue
        for value in (*turning_points(clause, base, fact.name), reading.scale):
            tried = {**base, fact.name: value}
            found = (
                probe.result(tried) if reading.least <= value <= reading.most and value % reading.scale == 0 else None
            )
            if found is not None and found.eligible and found.amount:
                base = tried
                break
    return base


def _case(checked: Checked, clause: Clause, values: Values) -> str:
    """A case as it is written: the facts, and what the rule gives; "" where it gives nothing that can be written."""
    told: list[str] = []
    for fact in clause.facts:
        value, reading = values[fact.name], fact.reading
        said = shown(reading, value)
        if reading.kind in ("list", "record", "text") or said.startswith("约"):
            return ""
        told.append(f"{fact.name}{said}")
    found = Probe(clause).result(values)
    said = _outcome(clause, found) if found is not None and CLAIM_DATE not in values else ""
    return f"{'，'.join(told)}{said}" if said else ""


def _outcome(clause: Clause, probe: Outcome) -> str:
    """What comes of it, as a case says it; "" where that cannot be written exactly."""
    if clause.form == "资格":
        return "，符合" if probe.eligible else "，不予"
    if not probe.eligible or not probe.amount:
        return "，不予"
    if clause.series is not None:
        return ""
    said = money_or_number(probe.amount, clause.unit)
    return "" if said.startswith("约") else f"，得{said}"
