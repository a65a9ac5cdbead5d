"""What was read, and what was found, before the last change: the passes, with a memory.

In: what the passes ask for.  Out: the same as ``pipeline`` has; made anew only where something that it is made from is
another object now.  Blocks are parts of their files (``places``), which stay the same objects while their texts do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from ..analysis.tiers import bounded_facts
from ..checks import CHECKS
from ..checks.reach import Reach, reach_of
from ..document.document import Block, Document
from ..model.clause import Clause, Goal, NotComputed, Terms
from ..model.policy import Policy
from ..model.remembered import Remembered
from ..model.resolved import Lent, Resolved
from ..pipeline import Loaded, Passes
from ..reading.parse import Reader
from ..report.diagnostic import Diagnostic, Report
from ..resolve import Given, feeding

_Check = Callable[[Policy], Iterable[Diagnostic]]
_Made = TypeVar("_Made")
_Found = Mapping[_Check, tuple[Diagnostic, ...]]
_PLAIN = Passes()


def _looking_at(reach: Reach) -> Iterator[_Check]:
    return (check for check in CHECKS if reach_of(check) == reach)


class _One(Mapping[str, object]):
    """Of a mapping, what stands under one name is gone through; the others are there all the same."""

    def __init__(self, whole: Mapping[str, object], name: str) -> None:
        self._whole, self._name = whole, name

    def __getitem__(self, name: str) -> object:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return iter([self._name] if self._name in self._whole else [])

    def __len__(self) -> int:
        return int(self._name in self._whole)


@dataclass(frozen=True, eq=False)
class _OneRule(Loaded):
    """A policy of which one rule is looked at."""

    whole: Mapping[str, Clause] = field(default_factory=dict)

    @property
    def every(self) -> Iterable[Clause]:
        return self.whole.values()


class Memory:
    """``anew`` is an object for each time that the document's own text was read."""

    def __init__(self) -> None:
        self._values = Remembered[Any]()
        self._anew: object = object()
        self._heads: Mapping[str, Block] = {}
        self._bounds: tuple[object, ...] = ()
        self.read_anew = 0

    def about(self, document: Document, anew: object) -> None:
        """What is read now, and the object of its own text."""
        self._anew = anew
        self._heads = {block.head: block for block in reversed(document.blocks) if block.kind == "规则"}
        self._values.turn()
        self.read_anew = 0

    @property
    def passes(self) -> Passes:
        return Passes(
            terms=self._terms,
            lent=self._lent,
            rule=self._rule,
            goals=self._goals,
            not_computed=self._not_computed,
            leaving=self._leaving,
            checks=self._checks,
        )

    def same(self, key: tuple[object, ...], made_from: tuple[object, ...], make: Callable[[], object]) -> Any:
        """What is remembered under a key, or made."""
        return self._values.of(key, made_from, make)

    # ── blocks ──

    def _terms(self, block: Block, reader: Reader, report: Report) -> Terms:
        def read(own: Report) -> Terms:
            return _PLAIN.terms(block, reader, own)

        return self._reported("terms", block, (), report, read)

    def _lent(self, block: Block) -> Lent:
        made: Lent = self.same(("lent", id(block.source)), (block,), lambda: _PLAIN.lent(block))
        return made

    def _goals(self, block: Block, document: Document, terms: Terms, report: Report) -> tuple[Goal, ...]:
        def read(own: Report) -> tuple[Goal, ...]:
            return tuple(_PLAIN.goals(block, document, terms, own))

        return self._reported("goals", block, (terms, self._anew), report, read)

    def _not_computed(self, block: Block, document: Document, terms: Terms, report: Report) -> tuple[NotComputed, ...]:
        def read(own: Report) -> tuple[NotComputed, ...]:
            return tuple(_PLAIN.not_computed(block, document, terms, own))

        return self._reported("not computed", block, (terms, self._anew), report, read)

    def _reported(
        self,
        what: str,
        block: Block,
        made_from: tuple[object, ...],
        report: Report,
        read: Callable[[Report], _Made],
    ) -> _Made:
        """What is read of a block, with what is told of it; suggestions as many as the report still has for them."""

        def make() -> tuple[_Made, tuple[Diagnostic, ...], int]:
            self.read_anew += 1
            own = Report(rewrites=report.rewrites)
            made = read(own)
            return made, own.found, report.rewrites - own.rewrites

        budget = max(0, report.rewrites)
        kept: tuple[_Made, tuple[Diagnostic, ...], int] = self.same(
            (what, id(block.source)), (block, budget, *made_from), make
        )
        report.extend(kept[1])
        report.rewrites -= kept[2]
        return kept[0]

    # ── rules ──

    def _rule(self, given: Given) -> Resolved:
        article = given.block.article
        where = (article.number, article.heading) if article else ()
        fed = list(self._fed(given))
        made_from = (
            given.block.source,
            given.block.head,
            where,
            given.terms,
            given.is_unpaired,
            given.rewrites,
            len(given.lent),
            *(each.block.source for each in given.lent),
            *(each.source for each in fed),
        )

        def make() -> Resolved:
            self.read_anew += 1
            return _PLAIN.rule(given)

        key = ("rule", id(given.block.source))
        made: Resolved = self.same(key, made_from, make)
        if made.block is given.block:
            return made
        # Its place among the articles has been read anew.
        moved = replace(made, block=given.block)
        self._values.put(key, made_from, moved)
        return moved

    def _fed(self, given: Given) -> Iterator[Block]:
        """The blocks that the rule is 取自, and those that these are."""
        waiting, seen = list(given.fed_by.values()), set[int]()
        while waiting:
            block = waiting.pop()
            if id(block) not in seen:
                seen.add(id(block))
                yield block
                waiting += feeding(block, given.lent, self._heads).values()

    def _leaving(self, clause: Clause, left: tuple[NotComputed, ...]) -> Clause:
        made: Clause = self.same(("leaving", id(clause)), (clause, *left), lambda: _PLAIN.leaving(clause, left))
        return made

    # ── checks ──

    def _checks(self, policy: Loaded) -> Iterator[Diagnostic]:
        bounds = tuple(
            (clause.id, tuple((each.fact, each.takes) for each in bounded_facts(clause)))
            for clause in policy.clauses.values()
        )
        if bounds != self._bounds:
            self._bounds = bounds
        kept: Mapping[Reach, Sequence[_Found]] = {
            "rule": [self._found("rule", policy, name, ()) for name in policy.read],
            "rule beside others": [
                self._found("rule beside others", policy, name, (self._bounds,)) for name in policy.read
            ],
            "block": [self._of_block(policy, block) for block in policy.document.blocks],
            "text": [self._of_text(policy)],
        }
        for check in CHECKS:
            reach = reach_of(check)
            if reach == "policy":
                yield from check(policy)
                continue
            for found in kept[reach]:
                yield from found[check]

    def _found(self, reach: Reach, policy: Loaded, name: str, more: tuple[object, ...]) -> _Found:
        resolved, clause = policy.read[name], policy.clauses.get(name)
        terms = policy.terms.get(resolved.block.source.name) or policy.terms.get("")
        made_from = (resolved, clause, terms, self._anew, *policy.lent, None, *_reached(policy, clause), *more)

        def make() -> _Found:
            alone = _OneRule(
                document=policy.document,
                clauses=_One(policy.clauses, name),  # type: ignore[arg-type]
                terms=policy.terms,
                official=policy.official,
                goals=policy.goals,
                not_computed=policy.not_computed,
                read=_One(policy.read, name),  # type: ignore[arg-type]
                lent=policy.lent,
                whole=policy.clauses,
            )
            return {check: tuple(check(alone)) for check in _looking_at(reach)}

        return cast(_Found, self.same((reach, name), made_from, make))

    def _of_text(self, policy: Loaded) -> _Found:
        # Where nothing stands, it is told of the first file as it is now.
        first = policy.document.sources[:1] if not policy.document.paragraphs else ()
        made_from = (self._anew, policy.official, *first, None, *policy.goals, None, *policy.terms.items())

        def make() -> _Found:
            return {check: tuple(check(policy)) for check in _looking_at("text")}

        return cast(_Found, self.same(("text",), made_from, make))

    def _of_block(self, policy: Loaded, block: Block) -> _Found:
        def make() -> _Found:
            alone = Loaded(policy.document.with_blocks(policy.document.sources, [block]), {}, {})
            return {check: tuple(check(alone)) for check in _looking_at("block")}

        return cast(_Found, self.same(("block", id(block.source)), (block, self._anew), make))


def _reached(policy: Policy, clause: Clause | None) -> Iterator[Clause]:
    """The clauses that one is 取自, and those that these are."""
    waiting, seen = [clause] if clause else [], set[str]()
    while waiting:
        for fact in waiting.pop().facts:
            fed = policy.clauses.get(fact.from_clause) if fact.from_clause else None
            if fed is not None and fed.id not in seen:
                seen.add(fed.id)
                waiting.append(fed)
                yield fed
