"""What a sentence that is read and means nothing in its rule can be written as.

In: a rule with what is wrong with it.  Out: the same, each with a proposal where another text was found that has no fault
there.  Only of faults that leave one thing to be meant: what has two readings is asked.
"""

from ..reading.rewrite import Written, corrected, proposed
from ..reading.syntax import Sentence
from ..report.diagnostic import Diagnostic, Edit
from ..report.errors.base import Plain
from ..report.errors.names import UnknownName
from ..report.errors.types import BarePercentage, MissingRespectively, UnitMismatch, WrongResult, WrongType
from ..text.source import Span, Squeezed, squeeze
from .context import Rule

_ADVISED = (BarePercentage, MissingRespectively, UnitMismatch, UnknownName, WrongResult, WrongType)
# What is told of the heading of a result is mended in its sentences.
_OF_A_RESULT = (BarePercentage, WrongResult)
_RULES = ("line", "requirement", "definition")


def advised(rule: Rule, found: Diagnostic) -> Diagnostic:
    """A diagnostic with what can be written instead, as long as it may be looked for."""
    if not isinstance(found, _ADVISED) or found.edit or found.span is None or rule.report.rewrites <= 0:
        return found
    if isinstance(found, UnknownName) and found.similar:
        return found
    sentences = _sentences(rule, found, found.span)
    if not sentences or any(each.form is None or each.rule not in _RULES for each in sentences):
        return found
    rule.report.rewrites -= 1
    return _proposing(rule, found, sentences)


def _sentences(rule: Rule, found: Diagnostic, span: Span) -> list[Sentence]:
    """The sentences that are to be mended: the one of the place, or all of the result."""
    result = rule.draft.result
    if isinstance(found, _OF_A_RESULT) and result is not None and not result.rows and _meet(result.head_span, span):
        return rule.read.get(result.span, [])
    return [each for read in rule.read.values() for each in read if _meet(each.span, span)][:1]


def _meet(one: Span, other: Span) -> bool:
    return one.source is other.source and one.start <= other.start and other.end <= one.end


def _proposing(rule: Rule, found: Plain, sentences: list[Sentence]) -> Diagnostic:
    source = sentences[0].span.source
    place = squeeze(source.read.text, sentences[0].span.start, sentences[-1].span.end)
    change: Edit | None = None

    def holds(made: Written) -> bool:
        nonlocal change
        change = rule.report.offers(_edit(made, place, sentences), made.facts)
        return change is not None

    written = corrected(rule.reader, place.text, sentences[0].rule, holds)
    if written is None or change is None:
        return found
    return found.with_(proposal=proposed(place.text, written, change))


def _edit(made: Written, place: Squeezed, sentences: list[Sentence]) -> Edit:
    """The change; of sentences that stand on lines of their own, so that they do."""
    source = sentences[0].span.source
    whole = place.span(source, 0, len(place.text))
    if "\n" not in source.read.text[whole.start : whole.end]:
        return Edit(place.span(source, made.start, made.end), made.replacement)
    return Edit(whole, "；\n  ".join(made.text.split("；")))
