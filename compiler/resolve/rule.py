"""【规则】: a block put together as a clause.

In: a block, and what governs it.  Out: a ``model.Clause``, or None where the block has faults; these are reported.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from ..document.document import Article, Block
from ..language.headings import TOLD, WORDS
from ..model.clause import Clause, Terms
from ..reading.syntax import Section
from ..report.diagnostic import Diagnostic, Report
from ..report.errors.document import UnbalancedQuotation
from ..report.errors.names import UnknownName
from ..report.errors.syntax import UnknownHeading
from ..report.errors.types import MissingSection
from ..text.source import Span
from .context import Rule, block_title, sections_of
from .draft import clause_of
from .rooms import ROOMS

_NONE: Mapping[str, Block] = {}


def resolve_rule(
    block: Block,
    article: Article | None,
    terms: Terms,
    report: Report,
    shared: Sequence[Block] = (),
    blocks: Mapping[str, Block] = _NONE,
) -> Clause | None:
    """【规则】: the clause, or None where it has faults.  ``shared`` are the blocks 【定义】 whose facts and names it may
    use; what it does not use of them is no part of it.  ``blocks`` are the rules by their ids, for facts that are 取自
    one of them."""
    rule = resolved(block, article, terms, shared, blocks)
    clause = clause_of(rule)
    unpaired = any(found.span and block.holds(found.span) for found in report.of(UnbalancedQuotation))
    report.extend(found for found in rule.report.diagnostics if not _follows(rule, found, unpaired=unpaired))
    return None if rule.report.has_errors else clause


def resolved(
    block: Block, article: Article | None, terms: Terms, shared: Sequence[Block], blocks: Mapping[str, Block]
) -> Rule:
    """The rule with all its sections read: ``Rule.binder.out`` has where its names stand."""
    rule = declared(block, article, terms, shared, blocks)
    _read(rule, after="facts")
    return rule


def declared(
    block: Block, article: Article | None, terms: Terms, shared: Sequence[Block], blocks: Mapping[str, Block]
) -> Rule:
    """The rule with its facts read and its reader ready."""
    lent = [section for each in shared for section in sections_of(each) if section.kind.is_lent]
    rule = Rule(block, article, terms, sections_of(block), lent, blocks)
    _loose_text(rule)
    _read(rule, until="facts")
    return rule


def _read(rule: Rule, *, after: str = "", until: str = "") -> None:
    """Go through the rooms in their order."""
    names = list(ROOMS)
    begin = names.index(after) + 1 if after else 0
    end = names.index(until) + 1 if until else len(names)
    for name in names[begin:end]:
        for section in rule.sections:
            if section.kind.room == name:
                ROOMS[name].read(rule, section)
        ROOMS[name].done(rule)


def _follows(rule: Rule, found: Diagnostic, *, unpaired: bool) -> bool:
    """Whether a diagnostic only follows from one that is told already: of a declaration, or of a quotation without its
    other mark, which swallows the headings behind it."""
    if isinstance(found, MissingSection):
        return unpaired
    return isinstance(found, UnknownName) and found.name in rule.failed


def _loose_text(rule: Rule) -> None:
    """What stands before the first heading, or behind a quotation, belongs to none: a heading misspelt."""
    source = rule.block.source
    for begin, end in _between_headings(rule.block, rule.own):
        loose = source.text[begin:end].strip("；;。，、 \t\u3000\n")
        if not loose:
            continue
        at = source.text.index(loose, begin)
        word = re.split("[：:\n]", loose)[0][:12]
        near = get_close_matches(word, WORDS, 1, 0.5)
        span = Span(source, at, at + len(word))
        rule.report.add(UnknownHeading(span=span, heading=word, headings=TOLD, near=near[0] if near else ""))


def _between_headings(block: Block, own: Sequence[Section]) -> list[tuple[int, int]]:
    """The places where nothing but white space may stand."""
    places = [(block_title(block.body)[1], own[0].span.start if own else block.body.end)]
    for section in own:
        if section.heading == "依据":
            place = section.content_span
            closed = block.source.text.rfind("”", place.start, place.end)
            places += [(closed + 1, place.end)] if closed >= 0 else []
    return places
