"""The messages: what ``check`` says, in the same words."""

from __future__ import annotations

from ...report.diagnostic import Diagnostic, Language
from ...report.render import shortened
from ..answers import Change, Message, Range
from ..desk import Checked


def diagnostics(checked: Checked, lang: Language = "zh") -> tuple[Message, ...]:
    """All that is found, in the order of files and places; what 【容许】 allows is not told."""
    return tuple(message(checked, each, lang) for each in shortened(checked.report.diagnostics))


def message(checked: Checked, found: Diagnostic, lang: Language) -> Message:
    first = checked.sources[0].name if checked.sources else ""
    edit = found.edit
    return Message(
        code=found.code,
        severity=found.severity,
        title=found.title.said(lang),
        reason=found.reason.said(lang),
        suggestion=found.suggestion.said(lang) if found.suggestion else "",
        range=Range.of(found.span) if found.span else Range(first, 0, 0),
        related=tuple((Range.of(span), text.said(lang)) for span, text in found.related),
        fix=Change(Range.of(edit.span), edit.replacement) if edit else None,
    )
