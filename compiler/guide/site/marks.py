"""The official text with what is bound to it: which words a rule quotes, which number it uses, where a goal is set.

In: a plan.  Out: for each place of the text its ``Run``s, in order; together they are the text, character for character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ...accounts.coverage import Binding, bindings_of, coverage
from ...model.clause import Clause, Goal, NotComputed
from ...text.placed import Placed
from ...text.source import Span
from .plan import Plan

Bound = Clause | Goal | NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """What words are bound to: a rule, a goal, or the reason why they are not computed; ``label`` is short, and ``kind``
    one of rule, goal, left."""

    kind: str
    label: str
    file: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that lead to one place (``to``; None: to none), in pieces of which some are numbers.  ``ids`` are the names of
    the passages that begin here, ``ends`` what they are bound to whose passages end here; ``is_lead``: they are the heading
    with which an article begins."""

    to: Ref | None
    pieces: tuple[tuple[str, bool], ...]
    ids: tuple[str, ...]
    ends: tuple[Ref, ...]
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """Makes the runs; ``passages`` are the file and the id of the first words of each passage, by what they are bound to,
    filled in as pages are made."""

    plan: Plan
    bindings: Placed[Binding]
    numbers: Placed[tuple[Span, Bound]]
    passages: dict[int, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Marks:
        policy = plan.content.policy
        bound = Placed((each.span, each) for each in bindings_of(policy) if each.of is not None)
        numbers = [
            (each.number.span, (each.number.span, each.by.of))
            for each in coverage(policy).numbers
            if each.by is not None and each.by.of is not None
        ]
        return cls(plan, bound, Placed(numbers))

    def runs(self, spans: Sequence[Span], file: str, lead: int = 0) -> tuple[tuple[Run, ...], ...]:
        """A paragraph each, as they stand in a file of the site; ``lead``: where the heading of the first ends."""
        return tuple(tuple(self._paragraph(span, file, 0 if at else lead)) for at, span in enumerate(spans))

    def passage(self, of: Bound) -> tuple[str, str] | None:
        """Where its passage begins, once the page that has it is made."""
        return self.passages.get(id(of))

    def _paragraph(self, span: Span, file: str, lead: int) -> Iterator[Run]:
        bindings = [each for each in self.bindings.at(span) if self._ref(each.of) is not None]
        numbers = [each for each in self.numbers.at(span) if self._ref(each[1]) is not None]
        head = span.start + lead
        cuts = {span.start, span.end, head}
        for place in (*(each.span for each in bindings), *(place for place, _ in numbers)):
            cuts |= {min(max(at, span.start), span.end) for at in (place.start, place.end)}
        segments = [self._segment(Span(span.source, *ends), bindings, numbers, head) for ends in pairwise(sorted(cuts))]
        ids: list[str] = []
        for key, group in groupby(segments, key=lambda each: each.key):
            listed = list(group)
            for each in key.bound:
                ids += self._named(each, file)
            ends = [each for each in key.bound if _end(bindings, each, span) == listed[-1].span.end]
            yield Run(
                to=self._ref(key.to),
                pieces=tuple((text, each.is_number) for each in listed if (text := _shown(each.span))),
                ids=tuple(ids),
                ends=tuple(ref for each in ends if (ref := self._ref(each))),
                is_lead=key.is_lead,
            )
            ids = []

    def _segment(
        self, span: Span, bindings: Sequence[Binding], numbers: Sequence[tuple[Span, Bound]], head: int
    ) -> _Segment:
        bound = tuple(dict.fromkeys(_Same(each.of) for each in bindings if each.of and _holds(each.span, span)))
        of = next((of for place, of in numbers if _holds(place, span)), None)
        to = of if of is not None else bound[0].of if bound else None
        return _Segment(span, _Key(to, tuple(each.of for each in bound), span.end <= head), of is not None)

    def _named(self, of: Bound, file: str) -> Iterator[str]:
        """The id of a passage, where it begins."""
        if id(of) not in self.passages:
            _, anchor = self.plan.place_of(of)
            self.passages[id(of)] = (file, f"text-{anchor}")
            yield f"text-{anchor}"

    def _ref(self, of: Bound | None) -> Ref | None:
        if of is None:
            return None
        file, anchor = self.plan.place_of(of)
        if not file:
            return None
        match of:
            case Clause():
                return Ref(kind="rule", label=of.id, file=file, anchor=anchor)
            case Goal():
                return Ref(kind="goal", label="", file=file, anchor=anchor)
            case NotComputed():
                return Ref(kind="left", label="", file=file, anchor=anchor)


@dataclass(frozen=True, slots=True)
class _Same:
    """Something that is compared as the object it is."""

    of: Bound

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)


@dataclass(frozen=True, slots=True)
class _Key:
    """What segments have in common that are one run."""

    to: Bound | None
    bound: tuple[Bound, ...]
    is_lead: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._ids == other._ids

    def __hash__(self) -> int:
        return hash(self._ids)

    @property
    def _ids(self) -> tuple[int, ...]:
        return (self.is_lead, id(self.to), *map(id, self.bound))


@dataclass(frozen=True, slots=True)
class _Segment:
    span: Span
    key: _Key
    is_number: bool


def _end(bindings: Sequence[Binding], of: Bound, within: Span) -> int:
    """Where the last passage of something in a paragraph ends, or the part of it up to the next gap."""
    return max(min(each.span.end, within.end) for each in bindings if each.of is of)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def _shown(span: Span) -> str:
    return span.text.replace("\n", "")
