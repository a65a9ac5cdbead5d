"""Where what stands here is declared, and everywhere that it stands: names, clauses, quotations and the text they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...document.document import Block
from ...document.passages import quote_parts
from ...model.resolved import Occurrence
from ...resolve.citation import quotations
from ...text.source import SPACE, Span
from ..answers import Range
from ..desk import Checked
from ..spot import Spot, rules, sections_of, spot

_BEFORE = "上年"
# Between the rules of one matter: 1.1与2.1.
_WITH = ("与", "和", "、")
_ID = r"[0-9A-Za-z][0-9A-Za-z.\-]*(?:\([^()]*\))?"


def definition(checked: Checked, file: str, at: int) -> tuple[Range, ...]:
    """Of a name where it is declared; of a clause its head; of a quotation where the text has it; of the text, the blocks
    that quote it."""
    found = spot(checked, file, at)
    if found is None:
        return tuple(_quoting(checked, file, at))
    if occurrence := found.occurrence:
        declared = occurrence.declared_at
        return (Range.of(checked.places.span(declared)),) if declared else ()
    if head := clause_at(found):
        return tuple(Range.of(there.head_span) for block, there, _ in rules(checked) if _is_rule(block, head))
    if quote := quotation_at(found):
        return tuple(Range.of(each) for each in quoted(checked, found.block, quote))
    return ()


def references(checked: Checked, file: str, at: int) -> tuple[Range, ...]:
    """Everywhere that the name, the clause, or the quoted words stand; the declaration first where there is one."""
    found = spot(checked, file, at)
    if found is None:
        return tuple(_quoting(checked, file, at))
    if occurrence := found.occurrence:
        return tuple(Range.of(each) for each in dict.fromkeys(span for span, _ in places_of(checked, occurrence)))
    if head := clause_at(found):
        return tuple(Range.of(each) for each in clause_places(checked, head))
    return definition(checked, file, at)


# ── names ──


def places_of(checked: Checked, wanted: Occurrence) -> Iterator[tuple[Span, str]]:
    """Every place of a name, in the files, with the name that stands or is meant there; that of the year before goes along.
    A name that is lent stands in several rules."""
    seen: dict[Span, str] = {}
    base = _of_this_year(wanted.name)
    together = {each.declared_at for each in _all(checked) if _of_this_year(each.name) == base and each.declared_at}
    own = {wanted.declared_at} if wanted.declared_at is None else _joined(checked, wanted, together, base)
    for each in _all(checked):
        if each.declared_at in own and (wanted.declared_at is not None or each.name == wanted.name):
            if each.declared_at is not None and _of_this_year(each.name) != base:
                continue
            seen.setdefault(checked.places.span(each.span), each.name)
    yield from sorted(seen.items(), key=lambda pair: (pair[0].source.name, pair[0].start))


def _joined(checked: Checked, wanted: Occurrence, together: set[Span], base: str) -> set[Span | None]:
    """Where a name is declared, and that of the year before, in one rule."""
    in_rules = [
        {each.declared_at for each in rule.occurrences if each.declared_at and _of_this_year(each.name) == base}
        for rule in checked.policy.read.values()
    ]
    joined: set[Span | None] = {wanted.declared_at}
    is_growing = True
    while is_growing:
        more = {each for group in in_rules if group & joined for each in group} & together
        is_growing = not more <= joined
        joined |= more
    return joined


def _all(checked: Checked) -> Iterator[Occurrence]:
    for rule in checked.policy.read.values():
        yield from rule.occurrences


def _of_this_year(name: str) -> str:
    return name.removeprefix(_BEFORE) or name


# ── clauses ──


def clause_at(found: Spot) -> str:
    """The clause that is named at a place: in a head, behind 取自, among those of one matter; "" where none is."""
    block, at = found.block, found.at
    if block.kind == "规则" and block.head_span.start <= at <= block.head_span.end:
        return block.head
    for span, head in _named_in(found.checked, block):
        if span.start <= at <= span.end:
            return head
    return ""


def clause_places(checked: Checked, head: str) -> tuple[Span, ...]:
    """The number of a rule in its head, and wherever it is named."""
    found: dict[Span, None] = {}
    for block, _, _ in rules(checked):
        if _is_rule(block, head):
            text = block.source.read.text
            at = text.index(head, block.head_span.start) if head in block.head_span.text else -1
            if at >= 0:
                found[checked.places.span(Span(block.source, at, at + len(head)))] = None
    for block, _, _ in rules(checked):
        for span, named in _named_in(checked, block):
            if named == head:
                found[checked.places.span(span)] = None
    return tuple(found)


def _named_in(checked: Checked, block: Block) -> Iterator[tuple[Span, str]]:
    """Where a block names rules: 取自7.1, 同一事项：10.1、11.4, a promise of several."""
    text, heads = block.source.read.text, {each.head for each in checked.policy.document.blocks if each.kind == "规则"}
    free = [
        each.content_span
        for each in (sections_of(checked, block))
        if each.kind.numbers in ("quoted", "read") or each.kind.room == "cases"
    ]
    for found in re.finditer(rf"(?<![0-9.A-Za-z]){_ID}(?![0-9A-Za-z%])", text[block.body.start : block.body.end]):
        start, end = block.body.start + found.start(), block.body.start + found.end()
        if found[0] not in heads or any(each.start <= start < each.end for each in free):
            continue
        lead = re.sub(f"[{SPACE}]", "", text[max(block.body.start, start - 40) : start])
        behind = text[end : end + 1]
        is_named = re.search("取自(?:规则)?$|规则$|条款$", lead) or (
            block.kind == "政策" and (lead.endswith(_WITH) or behind in _WITH)
        )
        is_promised = any(
            each.heading == "承诺" and each.content_span.start <= start < each.content_span.end
            for each in sections_of(checked, block)
        )
        if is_named or (is_promised and behind in "、和与及的，；。"):
            yield Span(block.source, start, end), found[0]


def _is_rule(block: Block, head: str) -> bool:
    return block.kind == "规则" and block.head == head


# ── quotations ──


def quotation_at(found: Spot) -> Span | None:
    """The quotation that a place is in, under 依据."""
    for quote in quotations(found.block.body):
        if quote.start - 1 <= found.at <= quote.end + 1:
            section = found.section
            return quote if section is None or section.kind.numbers == "quoted" else None
    return None


def quoted(checked: Checked, block: Block, quote: Span) -> tuple[Span, ...]:
    """Where the document has what is quoted, in the files; nothing where it has it not."""
    parts = quote_parts(quote.text)
    found = checked.policy.document.find_quote(parts, block.article) if parts else None
    return tuple(map(checked.places.span, found or ()))


def _quoting(checked: Checked, file: str, at: int) -> Iterator[Range]:
    """The quotations of the words that stand at a place of the text."""
    for block, _, _ in rules(checked):
        for quote in quotations(block.body):
            spans = quoted(checked, block, quote)
            if any(span.source.name == file and span.start <= at <= span.end for span in spans):
                yield Range.of(checked.places.span(quote))
