"""取自, 同一事项 and 承诺 name clauses of this policy."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..report.errors.names import UnknownClause
from ..text.source import Span, fold

if TYPE_CHECKING:
    from ..model.policy import Policy


def unknown_clause(policy: Policy) -> Iterator[UnknownClause]:
    known = [block.head for block in policy.document.blocks if block.kind == "规则"]
    for name, span in _named(policy):
        if name not in known:
            near = get_close_matches(name, known, 1)
            yield UnknownClause(span=span, clause=name, similar=near[0] if near else "")


def _named(policy: Policy) -> Iterator[tuple[str, Span | None]]:
    for clause in policy.clauses.values():
        for fact in clause.facts:
            if fact.from_clause:
                yield fact.from_clause, fact.span
        for promise in clause.promises:
            yield from ((name, promise.span) for name in promise.clauses)
    for block in policy.document.blocks:
        terms = policy.terms.get(block.source.name) or policy.terms.get("")
        if block.kind == "政策" and terms:
            yield from ((name, promise.span) for promise in terms.promises for name in promise.clauses)
            for name in (name for names in terms.same_matter for name in names):
                at = fold(block.source.read.text).find(name, block.body.start, block.body.end)
                yield name, Span(block.source, at, at + len(name)) if at >= 0 else block.head_span
