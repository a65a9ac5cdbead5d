"""What the 算例 of a policy reach: every condition held and failed, every case, cap, tier and step.

In: a policy.  Out: its points, each a clause, a place and what should happen there in some worked case, with whether it
does.  A condition of several tests asks each test to hold and to fail; tests that are not looked at (behind one that
decides) are not reached.  A case whose facts are refused, or whose result is another, is an error of its own
(worked_cases.py) and still counts for what it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError

from ..meaning.interpret import Evaluator
from ..meaning.wording import plain_words
from ..model.case_facts import case_facts
from ..model.clause import Clause
from ..model.expr import All, AnyOf, Branch, DefinitionRef, Expr, Mechanism, Not, Truth, operands_of
from ..model.types import BOOLEAN
from ..report.render import visible
from ..text.source import position
from .calculate import read_claim

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language
    from ..report.render import Json
    from ..text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """``what`` should happen in a worked case of ``clause``; ``span`` is where it is written."""

    clause: str
    what: str
    reached: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """The points of a policy, in the order of the document."""

    points: tuple[Point, ...]

    @property
    def missed(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if not point.reached)

    @property
    def percent(self) -> Fraction:
        """How many of a hundred points are reached; all, where there is none."""
        count = len(self.points)
        return Fraction(100 * (count - len(self.missed)), count) if count else Fraction(100)


def case_coverage(policy: Policy) -> CaseCoverage:
    """What the worked cases of each clause reach."""
    return CaseCoverage(tuple(point for clause in policy.clauses.values() for point in _points(policy, clause)))


def coverage_text(coverage: CaseCoverage, lang: Language) -> str:
    """How much is reached, then what is not: a line each, with its clause and place."""
    count, reached = len(coverage.points), len(coverage.points) - len(coverage.missed)
    percent = _percent(coverage)
    lines = [
        f"条件、情形、分档、封顶等 {count} 处，算例用到 {reached} 处（{percent}%）"
        if lang == "zh"
        else f"{reached} of {count} conditions, cases, tiers and caps reached ({percent}%)"
    ]
    for point in coverage.missed:
        name, line, column = _where(point)
        clause = f"规则 {point.clause}" if lang == "zh" else f"clause {point.clause}"
        lines.append(
            f"  {name}:{line}:{column} {clause} {'没有用到：' if lang == 'zh' else 'does not reach: '}{point.what}"
        )
    return "".join(f"{visible(line)}\n" for line in lines)


def coverage_json(coverage: CaseCoverage) -> dict[str, Json]:
    """The same for machines; the percentage as text."""
    missed: list[Json] = []
    for point in coverage.missed:
        name, line, column = _where(point)
        missed.append({"clause": point.clause, "what": point.what, "file": name, "line": line, "column": column})
    count = len(coverage.points)
    return {"points": count, "reached": count - len(missed), "percent": _percent(coverage), "missed": missed}


def _percent(coverage: CaseCoverage) -> str:
    """With one decimal, cut off: 100.0 is all."""
    tenths = floor(coverage.percent * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _where(point: Point) -> tuple[str, int, int]:
    if point.span is None:
        return "", 0, 0
    return point.span.source.name, *position(point.span.source, point.span.start)


def _points(policy: Policy, clause: Clause) -> Iterator[Point]:
    watched: dict[tuple[int, int], _Watched] = {}
    for made in _of_clause(clause):
        watched.setdefault((id(made.expr), made.outcome), made)
    seen = _seen(policy, clause, {id(made.expr) for made in watched.values()})
    # A cap behind 分别 is written once and stands in each tier: to reach it in one of them is enough.
    written: dict[tuple[str, Span | None], bool] = {}
    for key, made in watched.items():
        place = made.what, made.span or clause.span
        written[place] = written.get(place, False) or key in seen
    for (what, span), reached in written.items():
        yield Point(clause=clause.id, what=what, reached=reached, span=span)
    yield Point(clause=clause.id, what="符合全部条件", reached=_ELIGIBLE in seen, span=clause.span)


# ── what to look for ──

# What became of an expression: whether a condition held, or the number of the outcome of a mechanism.
_Seen = set[tuple[int, int]]
_ELIGIBLE = (0, True)
_BOTH = (True, False)


@dataclass(frozen=True, slots=True)
class _Watched:
    """An outcome that an expression should have."""

    expr: Expr
    outcome: int
    what: str
    span: Span | None


def _of_clause(clause: Clause) -> Iterator[_Watched]:
    """All of a clause, the conditions first; some may come more than once."""
    for made in clause.conditions:
        for held in _BOTH if not isinstance(made.condition, Truth) else ():
            yield _Watched(made.condition, held, _said(f"条件「{made.text}」", held), made.span)
        yield from _within(made.condition, made.span, _BOTH)
    for amount in clause.amounts:
        yield from _within(amount, None, _BOTH)


def _within(expr: Expr, span: Span | None, wanted: tuple[bool, ...]) -> Iterator[_Watched]:
    """The outcomes of an expression and of what it is made of; ``span`` is that of the sentence it stands in, and a
    test should come out in each of the ``wanted`` ways."""
    here = _place(expr) or span
    if isinstance(expr, DefinitionRef):
        yield from _within(expr.definition.body, expr.definition.span, wanted)
        return
    if isinstance(expr, Not):
        yield from _within(expr.part, here, tuple(not held for held in wanted))
        return
    outcomes = tuple(expr.outcomes()) if isinstance(expr, Mechanism) else ()
    for number, outcome in enumerate(outcomes):
        what = "".join(part if isinstance(part, str) else plain_words(part.expr) for part in outcome.words)
        yield _Watched(expr, number, what, _place(outcome.at) or here)
    if expr.type == BOOLEAN and not isinstance(expr, (All, AnyOf, Truth)):
        for held in wanted:
            yield _Watched(expr, held, _said(f"「{plain_words(expr)}」", held), here)
    for operand in operands_of(expr):
        if isinstance(expr, (All, AnyOf)):
            below = wanted
        elif outcomes and operand.type == BOOLEAN:
            # Whether the whole condition holds is an outcome already; of several ways to hold, each should be seen.
            below = (True,) if _has_choice(operand) else ()
        else:
            below = _BOTH
        yield from _within(operand, here, below)


def _has_choice(condition: Expr) -> bool:
    return isinstance(condition, AnyOf) or any(map(_has_choice, operands_of(condition)))


def _said(test: str, held: bool) -> str:
    return f"{test}符合" if held else f"{test}不符合"


def _place(expr: Expr) -> Span | None:
    """Where an expression is written: its own span, else from the first to the last number in it."""
    own: Span | None = getattr(expr, "span", None)
    if own is not None:
        return own
    found = [place for operand in operands_of(expr) if (place := _place(operand))]
    if not found:
        return None
    return min(found, key=lambda place: place.start).to(max(found, key=lambda place: place.end))


# ── what is seen ──


def _seen(policy: Policy, clause: Clause, watched: set[int]) -> _Seen:
    """What became of the watched expressions (by ``id``) in the worked cases of a clause."""
    seen: _Seen = set()
    for case in (case for case in clause.cases if case.accepted):
        facts, on = case_facts(clause, case)
        try:
            claim = read_claim(policy, clause, facts, on)  # type: ignore[arg-type]  # whatever it is, it is read or refused
        except FactError:
            continue
        watching = _Watching(claim.evaluation, watched, seen)
        # Every condition is looked at, whatever came of the one before.
        held = [watching.truth(made.condition) for made in clause.conditions]
        if all(held) and claim.counts:
            seen.add(_ELIGIBLE)
            for amount in clause.amounts:
                watching.number(amount)
    return seen


class _Watching(Evaluator):
    """An evaluator that notes what becomes of the watched expressions, wherever it meets them."""

    __slots__ = ("_seen", "_watched")

    def __init__(self, of: Evaluator, watched: set[int], seen: _Seen) -> None:
        super().__init__(of.facts, of.declared, of.lists, of.elements, of.places)
        self._watched = watched
        self._seen = seen

    def number(self, expr: Expr) -> Fraction | None:
        if isinstance(expr, Mechanism) and id(expr) in self._watched:
            # By an evaluator that notes nothing: asking about an outcome is not reaching it.
            plain = Evaluator(self.facts, self.declared, self.lists, self.elements, self.places)
            self._seen |= {
                (id(expr), made) for made, outcome in enumerate(expr.outcomes()) if plain.truth(outcome.when)
            }
        return super().number(expr)

    def truth(self, expr: Expr) -> bool:
        held = super().truth(expr)
        if id(expr) in self._watched:
            self._seen.add((id(expr), held))
        return held

    def first(self, branches: Sequence[Branch]) -> Branch | None:
        return next((branch for branch in branches if self.truth(branch.condition)), None)

    def with_item(self, list_name: str, item: object) -> _Watching:
        return _Watching(super().with_item(list_name, item), self._watched, self._seen)

    def each_item(self, lists: Sequence[str]) -> Iterator[Evaluator]:
        for present in super().each_item(lists):
            yield _Watching(present, self._watched, self._seen)

    def with_items(self, list_name: str, items: Sequence[object]) -> _Watching:
        return _Watching(super().with_items(list_name, items), self._watched, self._seen)
