"""The one way to write it, as ``tiaowen fmt`` has it; only the lines that become others are changed.

INVARIANT: the meaning never changes: what is printed is read again, and a rule that would mean something else stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ...format.formatter import block_text, is_same
from ...text.source import Span
from ..answers import Change, Range
from ..desk import Checked, Desk
from ..spot import rules
from ..trying import tried


def formatting(desk: Desk, file: str) -> tuple[Change, ...]:
    """The changes of one file, in the order of the text."""
    checked = desk.checked
    printed = {
        block.head: (there.span, block_text(rule))
        for block, there, rule in rules(checked)
        if rule is not None and rule.clause is not None and there.span.source.name == file
    }
    printed = {head: (span, text) for head, (span, text) in printed.items() if _written(checked, span) != text}
    while printed:
        changes = [Change(Range.of(span), text) for span, text in printed.values()]
        again = tried(desk, changes).policy
        others = [head for head in printed if not is_same(checked.policy, again, head)]
        if not others:
            break
        printed = {head: made for head, made in printed.items() if head not in others}
    return tuple(change for span, text in printed.values() for change in _lines(_written(checked, span), text, span))


def _written(checked: Checked, span: Span) -> str:
    return span.source.text[span.start : span.end]


def _lines(before: str, after: str, span: Span) -> Iterator[Change]:
    """The lines that become others."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [span.start]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(Range(span.source.name, starts[first], starts[last]), "".join(new[begin:end]))
