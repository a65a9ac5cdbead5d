"""What stands at a place of a file: the block, its rule, the section, the sentence, the name.

In: what was checked, a file and an offset.  Out: a ``Spot``, whose places are in the texts that were read; ``Checked.places``
leads back to the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ..document.document import Block
from ..model.clause import Clause
from ..model.resolved import Occurrence, Resolved
from ..reading.syntax import Section, Sentence, Word
from ..text.source import Span
from .desk import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """``block`` is as it was read, ``at`` the offset in its text; ``rule`` None of a block that is no rule."""

    checked: Checked
    block: Block
    in_file: Block
    at: int

    @property
    def rule(self) -> Resolved | None:
        return rule_of(self.checked, self.block)

    @property
    def clause(self) -> Clause | None:
        rule = self.rule
        return self.checked.policy.clauses.get(self.block.head) if rule else None

    @property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.checked, self.block)

    @property
    def section(self) -> Section | None:
        """The section in whose text the place is, its heading too."""
        return next((each for each in self.sections if each.span.start <= self.at <= each.span.end), None)

    @property
    def sentence(self) -> Sentence | None:
        section = self.section
        return _around(section.sentences, self.at, lambda each: each.span) if section else None

    @property
    def word(self) -> Word | None:
        sentence = self.sentence
        return _around(sentence.tokens, self.at, lambda each: each.span) if sentence else None

    @property
    def occurrence(self) -> Occurrence | None:
        """The name that stands here."""
        rule = self.rule
        own = [each for each in rule.occurrences if each.span.source is self.block.source] if rule else []
        return _around(own, self.at, lambda each: each.span)

    def span(self, span: Span) -> Span:
        """A place of the block, in its file."""
        return self.checked.places.span(span)


_Each = TypeVar("_Each")


def _around(parts: Iterable[_Each], at: int, span_of) -> _Each | None:  # type: ignore[no-untyped-def]
    """That in which a place is; of two that meet there, the one that begins."""
    found = [each for each in parts if span_of(each).start <= at <= span_of(each).end]
    return max(found, key=lambda each: (span_of(each).start, -span_of(each).end), default=None)


def spot(checked: Checked, file: str, at: int) -> Spot | None:
    """What stands at an offset; None where it is the document's own text."""
    for block, there in zip(checked.policy.document.blocks, checked.blocks, strict=True):
        if there.span.source.name == file and there.span.start <= at < max(there.span.end, there.span.start + 1):
            return Spot(checked=checked, block=block, in_file=there, at=at - there.span.start + block.span.start)
    return None


def rule_of(checked: Checked, block: Block) -> Resolved | None:
    """What was read of a block; None where it is no rule, or the second of one number."""
    found = checked.policy.read.get(block.head) if block.kind == "规则" else None
    return found if found is not None and found.block is block else None


def sections_of(checked: Checked, block: Block) -> tuple[Section, ...]:
    """The sections of a rule or of a 【定义】."""
    if (rule := rule_of(checked, block)) is not None:
        return rule.sections
    lent = (each.sections for each in checked.policy.lent if each.block is block)
    return next(lent, ())


def rules(checked: Checked) -> Iterator[tuple[Block, Block, Resolved | None]]:
    """Every block as it was read, and in its file, with what was read of it."""
    for block, there in zip(checked.policy.document.blocks, checked.blocks, strict=True):
        yield block, there, rule_of(checked, block)
