"""From the blocks 【指标】 and 【不计算】 to goals and to what is not computed.

In: blocks, what 【政策】 declares, and the document, in which the quotations are looked up.  Out: ``model.Goal`` and
``model.NotComputed``; what cannot be read is in the report and left out, the other items of its block are not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar, cast

from ..document.departments import Departments
from ..document.document import Block, Document, answering
from ..document.passages import matchable
from ..language.word_lists import ABOUT, AROUND
from ..model.bounds import is_inclusive
from ..model.clause import NO_TERMS, Aim, Citation, Goal, NotComputed, Place, Reason, Terms
from ..model.expr import Literal
from ..model.quantity import read_quantity
from ..reading.layout import items
from ..reading.parse import Reader
from ..reading.syntax import Form, Sentence, Word
from ..reading.vocabulary import Vocabulary
from ..report.diagnostic import Report
from ..report.errors.coverage import IncompleteBlock, UnknownItem
from ..report.errors.names import DuplicateName
from ..text.source import Span, fold, squeeze
from .citation import cited, read_citation

_Found = TypeVar("_Found")
_HEAD = re.compile(r"(依据|理由)\s*：\s*")
_ABOUT = re.compile(rf"^(?:{'|'.join(ABOUT)})(?P<number>.+)|(?P<before>.+?)(?:{'|'.join(AROUND)})$")


# One block's goals, or what it leaves uncomputed: of the block, the document, what governs it, and the report.
_Of = Callable[[Block, Document, Terms, Report], Iterable[_Found]]


def resolve_goals(
    document: Document, terms: Mapping[str, Terms], report: Report, of: "_Of[Goal] | None" = None
) -> tuple[Goal, ...]:
    """The goals of all 【指标】, in the order of the document."""
    found: dict[str, Goal] = {}
    for block in document.blocks:
        if block.kind != "指标":
            continue
        for goal in (of or goals_of)(block, document, _governing(block, terms), report):
            first = found.setdefault(matchable(goal.name), goal)
            if first is not goal:
                report.add(DuplicateName(span=goal.span, name=goal.name, first=first.span))
    return tuple(found.values())


def resolve_not_computed(
    document: Document, terms: Mapping[str, Terms], report: Report, of: "_Of[NotComputed] | None" = None
) -> tuple[NotComputed, ...]:
    """What all 【不计算】 name, in the order of the document."""
    return tuple(
        found
        for block in document.blocks
        if block.kind == "不计算"
        for found in (of or not_computed_of)(block, document, _governing(block, terms), report)
    )


def _governing(block: Block, terms: Mapping[str, Terms]) -> Terms:
    return terms.get(block.source.name) or terms.get("") or NO_TERMS


def goals_of(block: Block, document: Document, terms: Terms, report: Report) -> Iterator[Goal]:
    """The goals of one 【指标】."""
    reader = Reader(Vocabulary.of(units=terms.units))
    citation: Citation | None = None
    has_goal = False
    for item in _items(block):
        if item.head == "依据":
            citation = _citation(item.content, block, document)
            continue
        has_goal = True
        if citation is None:
            report.add(IncompleteBlock(span=block.head_span, kind=block.kind, missing="依据"))
            citation = Citation(text="", parts=(), span=block.head_span)
        sentence = reader.sentence(block.source, item.whole.start, item.whole.end, "goal", report)
        yield from _goal(sentence, citation, block, terms, report)
    if not has_goal:
        report.add(IncompleteBlock(span=block.head_span, kind=block.kind, missing="指标" if citation else "依据"))


def _goal(sentence: Sentence, citation: Citation, block: Block, terms: Terms, report: Report) -> Iterator[Goal]:
    if sentence.form is None:
        return
    target = next(form for form in sentence.form.forms() if form.kind != "when_and_who")
    read = _target(target, terms, report)
    if read is None:
        return
    aim, number = read
    when_and_who = sentence.form.form("when_and_who")
    year = when_and_who.word("YEAR") if when_and_who else None
    offices = when_and_who.word("OFFICES") if when_and_who else None
    for name in sentence.form.words("GOAL_NAME"):
        yield Goal(
            name=name.text,
            aim=aim,
            number=number,
            target="".join(target.span.text.split()),
            year=int(year.text[:4]) if year else _validity_year(terms),
            answering=_named(offices) if offices else answering(block),
            citation=citation,
            place=Place(chapter=block.chapter, article=block.article),
            span=name.span,
        )


def _target(form: Form, terms: Terms, report: Report) -> tuple[Aim, Literal] | None:
    """The comparison and the number of a target; 左右 and 约 are allowed where nothing else is compared."""
    word = form.word("QUANTITY")
    assert word is not None, "a target has a number"
    aim: Aim = "exactly"
    if form.kind == "stated":
        if about := _ABOUT.match(word.text):
            aim, word = "about", replace(word, text=about["number"] or about["before"])
    else:
        said = form.word("ABOVE", "BELOW") or form.word("LOWER", "UPPER")
        assert said is not None, "a bound has its word"
        included = form.word("INCLUDED")
        is_in = included.text.startswith("（含") if included else is_inclusive(said.text, terms.inclusive)
        aims: tuple[Aim, Aim] = ("at least", "more than") if form.kind == "at_least" else ("at most", "less than")
        aim = aims[0 if is_in else 1]
    number = read_quantity(word, report, terms.units, finer=True)
    return (aim, number) if number else None


def _validity_year(terms: Terms) -> int | None:
    """文件明确的各项政策除标明具体实施期限外，均为2025年全年实施有效."""
    return terms.valid[0].year if terms.valid and terms.valid[0].year == terms.valid[1].year else None


def _named(offices: Word) -> Departments:
    return Departments(responsible=tuple(offices.text.removeprefix("责任单位").removeprefix("：").split("、")))


def not_computed_of(block: Block, document: Document, terms: Terms, report: Report) -> Iterator[NotComputed]:
    """What one 【不计算】 names."""
    reader = Reader(Vocabulary.of(units=terms.units))
    citation: Citation | None = None
    reason: Form | None = None
    has_reason = False
    for item in _items(block):
        if item.head == "依据":
            citation = _citation(item.content, block, document)
        elif item.head == "理由":
            has_reason = True
            reason = reader.sentence(block.source, item.content.start, item.content.end, "reason", report).form
        else:
            word = re.split("[：，]", squeeze(block.source.read.text, item.whole.start, item.whole.end).text)[0][:12]
            report.add(UnknownItem(span=item.whole, found=word))
            has_reason = True
    if citation is None or not has_reason:
        missing = "依据" if citation is None else "理由"
        report.add(IncompleteBlock(span=block.head_span, kind=block.kind, missing=missing))
    elif reason and (kind := reason.word("REASON")):
        note = reason.word("NOTE")
        yield NotComputed(
            citation=citation,
            reason=cast(Reason, kind.text),
            note=note.text[1:-1] if note else "",
            place=Place(chapter=block.chapter, article=block.article),
            span=block.head_span,
        )


class _Item(NamedTuple):
    """One item of a block: its head (依据, 理由 or none), what stands behind it, and all of it."""

    head: str
    content: Span
    whole: Span


def _items(block: Block) -> Iterator[_Item]:
    text = fold(block.source.read.text)
    for start, end in items(text, block.body.start, block.body.end):
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        whole = Span(block.source, begin, end)
        head = _HEAD.match(text, begin, end)
        content = Span(block.source, head.end(), end) if head else whole
        yield _Item(head[1] if head else "", content, whole)


def _citation(place: Span, block: Block, document: Document) -> Citation | None:
    citation = read_citation(place)
    return replace(citation, found=cited(document, citation, block.article)) if citation else None
