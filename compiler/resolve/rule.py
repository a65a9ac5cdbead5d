"""【规则】: a block put together as a clause.

In: a block, and what governs it.  Out: ``model.Resolved``, with a clause, or None where the block has faults.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from ..document.document import Block
from ..language.headings import TOLD, WORDS, meant_by
from ..model.resolved import Resolved
from ..reading.syntax import Section
from ..report.diagnostic import Diagnostic, Edit, Report
from ..report.errors.names import DuplicateName, UnknownName
from ..report.errors.syntax import UnknownHeading, UnknownScope
from ..report.errors.types import BarePercentage, MissingSection, NeedsScope, WrongResult
from ..text.source import Span
from .advice import advised
from .cases import vocabulary_of_cases
from .context import Rule, block_title, sections_of, through
from .draft import clause_of
from .given import Given, declaring, mended
from .rooms import ROOMS


def resolve_rule(given: Given) -> Resolved:
    """【规则】: its clause, or None where it has faults, and all that was read.  A function of what is given alone: of two
    that have one ``key`` the result is the same, but for the places."""
    lent = [section for each in given.lent for section in each.sections if section.kind.is_lent]
    report = Report(rewrites=given.rewrites, offers=lambda edit, facts: offered(given, edit, facts))
    rule = Rule(given.block, given.terms, sections_of(given.block), lent, given.fed_by, report)
    of_facts = rule.reader.vocabulary
    _loose_text(rule)
    _repeated(rule)
    for name, room in ROOMS.items():
        for section in rule.sections:
            if section.kind.room == name:
                _check_scope(rule, section)
                room.read(rule, section)
        room.done(rule)
    clause = clause_of(rule)
    found = [advised(rule, each) for each in rule.report.diagnostics]
    return Resolved(
        block=given.block,
        clause=None if rule.report.has_errors else clause,
        sections=tuple(replace(each, sentences=tuple(rule.read.get(each.span, ()))) for each in rule.own),
        occurrences=tuple(dict.fromkeys(rule.binder.out.occurrences)),
        diagnostics=tuple(
            _in_its_column(rule, each) for each in found if not _follows(rule, each, unpaired=given.is_unpaired)
        ),
        vocabulary=rule.reader.vocabulary,
        of_cases=vocabulary_of_cases(rule),
        of_facts=of_facts,
    )


def offered(given: Given, edit: Edit, facts: str) -> Edit | None:
    """A correction, and the facts that it declares, as one change; None where a rule that is corrected so has a fault
    there: the suggestion is resolved as the rule will be."""
    whole = declaring(given, edit, facts) if facts else edit
    other = mended(given, whole) if whole else None
    if other is None:
        return None if facts else edit
    block, place = other
    found = resolve_rule(replace(given, block=block, rewrites=0)).diagnostics
    errors = (each for each in found if each.severity == "error")
    is_faulty = any(isinstance(each, OF_A_RESULT) or _touches(each, place) for each in errors)
    return None if is_faulty else whole


# What is wrong with a result is told of its heading, not of the sentence.
OF_A_RESULT = (WrongResult, BarePercentage)


def _touches(found: Diagnostic, place: Span) -> bool:
    span = found.span
    return span is not None and span.source is place.source and span.start < place.end and place.start < span.end


def _follows(rule: Rule, found: Diagnostic, *, unpaired: bool) -> bool:
    """Whether a diagnostic only follows from one that is told already: of a declaration, or of a quotation without its
    other mark, which swallows the headings behind it."""
    if isinstance(found, MissingSection):
        return unpaired
    return isinstance(found, UnknownName) and found.name in rule.failed


def _in_its_column(rule: Rule, found: Diagnostic) -> Diagnostic:
    """（逐笔） is no advice for a heading that takes no brackets."""
    if isinstance(found, NeedsScope) and found.span:
        place = found.span.start
        column = next((each for each in rule.sections if each.span.start <= place < each.span.end), None)
        # of a column that goes through a list already, it would send in a circle
        is_of_column = column is None or (column.kind.has_scope and not through(column))
        return found.with_(is_of_column=is_of_column)
    return found


def _check_scope(rule: Rule, section: Section) -> None:
    """Brackets behind a heading that takes none would be read over (封顶（每年）); behind free words and 算例 they are words."""
    heading = section.kind
    is_own = heading.rule and heading.numbers == "own"
    if is_own and ((section.scope and not heading.has_scope) or (section.order and not heading.has_cases)):
        found = UnknownScope(span=section.head_span, scope=section.brackets, heading=section.heading, is_needless=True)
        rule.report.add(found)


def _repeated(rule: Rule) -> None:
    """A second 有效期 or 取整 would stand for nothing."""
    seen: dict[str, Section] = {}
    for section in rule.own:
        word = section.kind.words[0]
        if section.kind.is_once and word in seen:
            first = seen[word].head_span
            rule.report.add(DuplicateName(span=section.head_span, name=section.heading, first=first))
        seen.setdefault(word, section)


def _loose_text(rule: Rule) -> None:
    """What stands before the first heading, or behind a quotation, belongs to none: a heading misspelt."""
    source = rule.block.source
    for begin, end in _between_headings(rule.block, rule.own):
        loose = source.read.text[begin:end].strip("；;。，、 \t\u3000\n")
        if not loose:
            continue
        at = source.read.text.index(loose, begin)
        word = re.split("[：:\n]", loose)[0][:12]
        near = get_close_matches(word, WORDS, 1, 0.5)
        span = Span(source, at, at + len(word))
        rule.report.add(
            UnknownHeading(span=span, heading=word, headings=TOLD, near=near[0] if near else meant_by(word))
        )


def _between_headings(block: Block, own: Sequence[Section]) -> list[tuple[int, int]]:
    """The places where nothing but white space may stand."""
    places = [(block_title(block.body)[1], own[0].span.start if own else block.body.end)]
    for section in own:
        if section.heading == "依据":
            place = section.content_span
            closed = block.source.read.text.rfind("”", place.start, place.end)
            places += [(closed + 1, place.end)] if closed >= 0 else []
    return places
