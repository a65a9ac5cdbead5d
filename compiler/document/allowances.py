"""【容许】: a warning or hint that the author has seen, and why it stays.

In: documents, and what was found in them.  Out: the same report, what is allowed set apart with its reason.  A block
stands right behind what it speaks of, a rule (or other block) or a paragraph of the text, and allows what was found
there under its code: 【容许 T0421】原文如此。【完】  Words behind the code narrow it to the messages that name them.
Errors are never allowed.  What is found between two policies may be allowed in either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..report.diagnostic import Diagnostic, Report
from ..report.errors.allowances import AllowanceWithoutReason, UselessAllowance
from ..text.source import Span, squeeze
from .document import Block, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Allowance:
    """``place`` is what the block speaks of: the nearest block or paragraph before it."""

    block: Block
    code: str
    named: tuple[str, ...]
    reason: str
    place: Span | None

    @property
    def is_across(self) -> bool:
        """Whether this allows what is found between policies only."""
        return self.code.startswith(_ACROSS)

    def covers(self, found: Diagnostic) -> bool:
        if found.severity == "error" or found.code != self.code or found.span is None or self.place is None:
            return False
        spans = [found.span, *((span for span, _ in found.related) if self.is_across else ())]
        here = any(
            span.source is self.place.source and self.place.start <= span.start < self.place.end for span in spans
        )
        return here and all(word in found.title.zh for word in self.named)


# T0450 to T0459 are found where several policies are checked together: alone, a block that allows them is not idle.
_ACROSS = "T045"


def set_apart(documents: Sequence[Document], report: Report) -> Report:
    """The report without what 【容许】 allows, which is in its ``allowed``; with T0121 and T0122 for the blocks
    themselves."""
    allowances = [allowance for document in documents for allowance in _allowances(document)]
    kept = Report()
    used: set[int] = set()
    for found in report.diagnostics:
        covering = [index for index, allowance in enumerate(allowances) if allowance.covers(found)]
        used.update(covering)
        if covering:
            kept.allow(found, allowances[covering[0]].reason)
        else:
            kept.add(found)
    for index, allowance in enumerate(allowances):
        if not allowance.reason:
            kept.add(AllowanceWithoutReason(span=allowance.block.head_span))
        if index not in used and not (allowance.is_across and len(documents) == 1):
            kept.add(UselessAllowance(span=allowance.block.head_span, allowed=allowance.block.head))
    return kept


def _allowances(document: Document) -> Iterator[_Allowance]:
    places = [paragraph.span for paragraph in document.paragraphs]
    places += [block.span for block in document.blocks if block.kind != "容许"]
    for block in document.blocks:
        if block.kind != "容许":
            continue
        code, *named = block.head.split() or [""]
        before = (span for span in places if span.source is block.source and span.end <= block.span.start)
        yield _Allowance(
            block=block,
            code=code.upper(),
            named=tuple(named),
            reason=squeeze(block.body.text).text.removesuffix("。"),
            place=max(before, key=lambda span: span.start, default=None),
        )
