"""What can be done about what stands here: the corrections of messages, and work that a drafter would else do by hand.

A further action is a function here and a row in ``ACTIONS``; none gives a change that makes the policy worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from ...checks.number_not_quoted import NumberNotQuoted
from ...report.diagnostic import Diagnostic, Language
from ...text.source import Span
from ..answers import Action, Change, Range
from ..desk import Checked, Desk
from ..spot import rules, spot
from ..trying import tried
from .about_sentences import finished_draft, sentence_of_text
from .cases import threshold_cases
from .mending import mendings

# So many worked cases are offered at once.
_CASES = 4


def actions(desk: Desk, file: str, start: int, end: int, lang: Language = "zh") -> tuple[Action, ...]:
    """What is offered for a place or a selection, the corrections first."""
    return tuple(action for offer in ACTIONS for action in offer(desk, file, start, end, lang))


def _here(checked: Checked, file: str, start: int, end: int) -> Iterator[Diagnostic]:
    for found in checked.report.diagnostics:
        span = found.span
        if span is not None and span.source.name == file and span.start <= end and start <= span.end:
            yield found


def _said(lang: Language, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def corrections(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """The change that a message offers."""
    for found in _here(desk.checked, file, start, end):
        if edit := found.edit:
            new = " ".join(edit.replacement.split()) or _said(lang, "（删去）", "(nothing)")
            title = _said(lang, f"改成「{_short(new)}」", f"change to {_short(new)}")
            yield Action(
                title=title,
                changes=(Change(Range.of(edit.span), edit.replacement),),
                fixes=(found.code,),
                is_best=True,
            )


def further_corrections(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """Of a message without a change of its own, what mends it."""
    for found in _here(desk.checked, file, start, end):
        if found.edit is None:
            for made in mendings(desk, found):
                yield Action(
                    title=_said(lang, made.zh, made.en), changes=made.changes, fixes=(found.code,), is_best=True
                )


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"


def all_corrections(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """The corrections of a whole file at once, where there are several and none is in another's place."""
    edits = [found.edit for found in desk.checked.report.diagnostics if found.edit]
    edits = sorted(
        {edit for edit in edits if edit.span.source.name == file}, key=lambda edit: (edit.span.start, edit.span.end)
    )
    if len(edits) < 2 or any(a.span.end > b.span.start for a, b in pairwise(edits)):
        return
    changes = tuple(Change(Range.of(edit.span), edit.replacement) for edit in edits)
    if len(tried(desk, changes).report.errors) < len(desk.checked.report.errors):
        yield Action(
            title=_said(lang, f"一起改好这 {len(edits)} 处", f"make these {len(edits)} corrections"), changes=changes
        )


def number_left(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """For a number that the quotation does not have, the one that it has and the rule does not use."""
    before = len(desk.checked.report.diagnostics)
    for found in _here(desk.checked, file, start, end):
        if isinstance(found, NumberNotQuoted) and found.span is not None:
            for number in found.unused:
                change = Change(Range.of(found.span), number)
                after = tried(desk, [change]).report
                if len(after.diagnostics) < before and len(after.errors) <= len(desk.checked.report.errors):
                    title = _said(lang, f"用依据里还没用的「{number}」", f"use {number}, which the quotation has left")
                    yield Action(title=title, changes=(change,), fixes=(found.code,))


def cases_at_thresholds(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """A worked case where something changes that no case of the rule has; what it gives is for the drafter to confirm."""
    checked = desk.checked
    found = spot(checked, file, start)
    clause, rule = (found.clause, found.rule) if found else (None, None)
    if found is None or clause is None or rule is None:
        return
    section = next((each for each in rule.sections if each.kind.room == "cases" and not each.rows), None)
    for text in threshold_cases(checked, clause, rule):
        if section is not None:
            content = section.content_span
            written = content.source.read.text[content.start : content.end]
            stop = content.start + len(written.rstrip().rstrip("；。"))
            place = found.span(Span(content.source, stop, content.start + len(written.rstrip())))
            several = "\n" in written.strip() or not written.strip()
            lead = ("；\n  " if several else "；") if written.strip() else "\n  "
            change = Change(Range.of(place), f"{lead}{text}。")
        else:
            body = found.in_file.body
            kept = body.source.text[body.start : body.end]
            at = body.start + len(kept.rstrip())
            change = Change(Range(file, at, body.end), f"\n算例：{text}。\n")
        yield Action(
            title=_said(lang, f"补一个算例：{_short(text)}", f"add a worked case: {_short(text)}"), changes=(change,)
        )


def allowances(desk: Desk, file: str, start: int, end: int, lang: Language) -> Iterator[Action]:
    """That a warning stays: the block for it, in which the reason is still to be written."""
    checked = desk.checked
    for found in _here(checked, file, start, end):
        if found.severity == "error" or found.span is None or found.code.startswith("T012"):
            continue
        there = next((each for _, each, _ in rules(checked) if each.holds(found.span)), None)
        if there is None:
            spans = map(checked.places.span, (each.span for each in checked.policy.document.paragraphs))
            place = next(
                (
                    each
                    for each in spans
                    if each.source is found.span.source and each.start <= found.span.start < each.end
                ),
                None,
            )
            if place is None:
                continue
            at = place.end
        else:
            at = there.span.end
        yield Action(
            title=_said(
                lang, f"容许 {found.code}，在【容许】里写理由", f"allow {found.code}, with a reason in 【容许】"
            ),
            changes=(Change(Range(file, at, at), f"\n【容许 {found.code}】【完】"),),
            fixes=(found.code,),
        )


ACTIONS: tuple[Callable[[Desk, str, int, int, Language], Iterator[Action]], ...] = (
    corrections,
    further_corrections,
    number_left,
    all_corrections,
    cases_at_thresholds,
    sentence_of_text,
    finished_draft,
    allowances,
)
