"""What a rule is resolved from, and nothing else of the document: its block, what governs it, what is lent to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from ..document.document import Block
from ..model.clause import Terms
from ..model.resolved import Lent
from ..report.diagnostic import Edit
from ..text.source import SPACE, Source, Span, squeeze
from .context import sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``lent`` are the 【定义】 whose facts and names the rule may use; what it does not use of them is no part of it.
    ``fed_by`` are the rules that it names behind 取自.  Where one of its quotation marks ``is_unpaired``, that is told
    already, and what only follows from it is not.  Of so many sentences that cannot be read it is looked for how they
    could be written (``rewrites``)."""

    block: Block
    terms: Terms
    lent: tuple[Lent, ...] = ()
    fed_by: Mapping[str, Block] = field(default_factory=dict)
    is_unpaired: bool = False
    rewrites: int = 20

    @property
    def key(self) -> str:
        """The same for rules that resolve to the same, wherever in a document they stand: a hash of all texts."""
        article = self.block.article
        where = (article.number, article.heading) if article else None
        lent = [each.block.body.text for each in self.lent]
        fed = [(head, block.body.text) for head, block in self.fed_by.items()]
        told = (self.block.span.text, self.block.head, where, self.terms, lent, fed, self.is_unpaired, self.rewrites)
        return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def mended(given: Given, edit: Edit) -> tuple[Block, Span] | None:
    """The block with a correction, alone in a source of its own, and the place of the sentence that it is in; None where
    it is of another block."""
    block, source = given.block, given.block.source
    if edit.span.source is not source or not block.holds(edit.span):
        return None
    start, text = block.span.start, source.read.text
    before, behind = text[start : edit.span.start], text[edit.span.end : block.span.end]
    own = Source.of(source.name, f"{before}{edit.replacement}{behind}")
    longer = len(edit.replacement) - (edit.span.end - edit.span.start)

    def moved(span: Span) -> Span:
        end = span.end - start
        return Span(own, span.start - start, end + longer if span.end >= edit.span.end else end)

    first = max(before.rfind(mark) for mark in _MARKS) + 1
    last = min((at for mark in _MARKS if (at := behind.find(mark)) >= 0), default=len(behind))
    sentence = Span(own, first, len(before) + len(edit.replacement) + last)
    return replace(block, head_span=moved(block.head_span), body=moved(block.body), span=moved(block.span)), sentence


def declaring(given: Given, edit: Edit, facts: str) -> Edit | None:
    """A correction together with facts that 填报 does not have yet, as one change of the rule from the one to the other;
    None where it has no 填报 for them before the place, or the place is of another block."""
    asked = [each for each in sections_of(given.block) if each.kind.room == "facts" and not each.scope]
    source = given.block.source
    if not asked or edit.span.source is not source or not given.block.holds(edit.span):
        return None
    place, text = asked[-1].content_span, source.read.text
    said = text[place.start : place.end].rstrip(f"{SPACE}\n。；")
    at = place.start + len(said)
    if at > edit.span.start:
        return None
    lead = "；\n  " if "\n" in said else "；"
    added = "".join(f"{lead}{line}" for line in facts.split("；"))
    return Edit(Span(source, at, edit.span.end), f"{added}{text[at : edit.span.start]}{edit.replacement}")


_TAKEN = re.compile(f"取[{SPACE}]*自")
# Between these stands one sentence.
_MARKS = "：；。"


def lent_by(block: Block) -> Lent:
    """What a 【定义】 lends."""
    return Lent(block=block, sections=sections_of(block))


def feeding(block: Block, lent: Iterable[Lent], blocks: Mapping[str, Block]) -> dict[str, Block]:
    """The rules that a rule, or what is lent to it, names behind 取自."""
    bodies = [block.body, *(each.block.body for each in lent)]
    if not any(_TAKEN.search(body.source.read.text, body.start, body.end) for body in bodies):
        return {}
    said = "".join(squeeze(body.source.read.text, body.start, body.end).text for body in bodies)
    if "取自" not in said:
        return {}
    return {head: fed for head, fed in blocks.items() if f"取自{head}" in said or f"取自规则{head}" in said}
