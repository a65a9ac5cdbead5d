"""What the worked cases give, shown beside them; and in the rule, the amount after each step in its first case.

What is shown is what the rule gives now, in the words of its explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiaowen.runtime.errors import FactError

from ...analysis.places import literals_in
from ...answers.calculate import read_claim, slot_text
from ...answers.worked_cases import case_lines, run_case
from ...model.case_facts import case_facts
from ...model.clause import Clause, WorkedCase
from ...model.expr import Expr, Slot, anatomy_of
from ...model.levels import level_of
from ...model.types import NumberType
from ...report.diagnostic import Language
from ...text.source import Span
from ..answers import Inlay
from ..desk import Checked
from ..spot import rules


def inlays(
    checked: Checked, file: str, lang: Language = "zh", start: int = 0, end: int | None = None
) -> tuple[Inlay, ...]:
    """Of the rules that stand in a part of the file, in the order of the text."""
    found: list[Inlay] = []
    for block, there, _ in rules(checked):
        if there.span.source.name != file or block.kind != "规则":
            continue
        if there.span.end < start or (end is not None and there.span.start > end):
            continue
        clause = checked.policy.clauses.get(block.head)
        if clause is not None:
            found += _of_cases(checked, clause, lang)
            found += _of_steps(checked, clause, lang)
    return tuple(sorted(found, key=lambda each: each.at))


def _of_cases(checked: Checked, clause: Clause, lang: Language) -> Iterator[Inlay]:
    for case in clause.cases:
        lines = case_lines(checked.policy, clause, case, lang)
        fault = run_case(checked.policy, clause, case)
        place = checked.places.span(case.span)
        yield Inlay(
            file=place.source.name,
            at=place.end,
            text=f" {'✗' if fault else '✓'} {_result(lines)}",
            tip="\n".join(lines),
            fails=fault is not None,
        )


def _result(lines: tuple[str, ...]) -> str:
    """The last line without what it begins with: 奖励140万元."""
    said = lines[-1] if lines else ""
    return re.sub("^(?:结果：|Result: )", "", said)


def first_case(clause: Clause) -> WorkedCase | None:
    """The first worked case of which something is paid; else the first that is accepted."""
    accepted = [case for case in clause.cases if case.accepted]
    return next((case for case in accepted if case.expected is not None), accepted[0] if accepted else None)


def value_in_case(checked: Checked, clause: Clause, expr: Expr, lang: Language) -> str:
    """What an expression is in the first worked case; "" where it has no one value there."""
    case = first_case(clause)
    if case is None or not isinstance(expr.type, NumberType) or level_of(expr).items:
        return ""
    facts, on = case_facts(clause, case)
    try:
        claim = read_claim(checked.policy, clause, facts, on)  # type: ignore[arg-type]  # read or refused
        return slot_text(Slot(expr), claim.evaluation, lang) if claim.evaluation.number(expr) is not None else ""
    except FactError:
        return ""


def _of_steps(checked: Checked, clause: Clause, lang: Language) -> Iterator[Inlay]:
    """Behind each step of the amount what it comes to, and behind each definition."""
    case = first_case(clause)
    if case is None:
        return
    tip = f"算例：{' '.join(case.text.split())}" if lang == "zh" else f"in the case: {' '.join(case.text.split())}"
    for made in clause.definitions:
        said = "" if made.scope or made.span is None else value_in_case(checked, clause, made.body, lang)
        if said and made.span is not None and _is_own(clause, made.span):
            place = checked.places.span(made.span)
            yield Inlay(file=place.source.name, at=place.end, text=f"＝{said}", tip=tip)
    for span, step in _steps(clause):
        if said := value_in_case(checked, clause, step, lang):
            place = checked.places.span(span)
            yield Inlay(file=place.source.name, at=place.end, text=f" → {said}", tip=tip)


def _is_own(clause: Clause, span: Span) -> bool:
    return clause.span is not None and clause.span.source is span.source


def _steps(clause: Clause) -> Iterator[tuple[Span, Expr]]:
    """Each step that makes another amount of the one before it, with the words it is written in; the last first."""
    step = clause.amount
    taken: set[int] = set()
    while step is not None and (before := anatomy_of(step).acts_on) is not None:
        inner = {id(each.span) for each in literals_in(before) if each.span}
        own = [each.span for each in literals_in(step) if each.span and id(each.span) not in inner]
        for base in (step, before):
            spans = own if base is step else [each.span for each in literals_in(base) if each.span]
            here = [span for span in spans if _is_own(clause, span)]
            if not here:
                continue
            last = max(here, key=lambda span: span.end)
            end = _end_of_phrase(last)
            if end not in taken:
                taken.add(end)
                yield Span(last.source, last.start, end), base
        step = before


def _end_of_phrase(span: Span) -> int:
    found = re.compile("[，；。\n]").search(span.source.read.text, span.end)
    return found.start() if found else span.end
