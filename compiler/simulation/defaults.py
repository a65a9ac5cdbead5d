"""Distributions where nobody declared any: from the type of a fact, its range, and the thresholds of the rules that ask for it.

In: a policy, and the clauses to apply for.  Out: ``Declared``.  They are no estimate of anything: they spread the applicants
about the numbers at which the rules decide, so that every rule has work to do; an analyst puts real ones in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import isqrt
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType

from ..analysis.edges import direction_of
from ..analysis.named import days_of
from ..analysis.places import expressions_of
from ..analysis.probing import bases
from ..analysis.ranges import ranges_if_eligible
from ..analysis.turning_points import item_turning_points, turning_points, turns
from ..meaning.faults import fact_checks, facts_in
from ..model.clause import Clause, Fact
from ..model.expr import All, AnyOf, Compare, Expr, FactRef, Literal, Not, TextLiteral
from ..model.types import NumberType
from .distribution import (
    MILLION,
    Asked,
    Days,
    Declared,
    Distribution,
    Items,
    LogNormal,
    Simple,
    Uniform,
    Weighted,
    Words,
    Yes,
)

if TYPE_CHECKING:
    from ..model.policy import Policy

# An applicant applies for so many clauses, on the average; for one in two at most.
_CLAUSES, _MOST = 3, MILLION // 2
_RELATED = 600_000
_WIDE, _WIDEST = Decimal(3), Decimal(10)
# What is counted singly, of which an applicant has none, one or a few.
_SINGLE = ("家", "项", "个", "套", "")
_FEW = Weighted(values=(0, 1, 2, 3), weights=(2, 5, 2, 1))
_LARGEST_FEW = 5
# Counted in whole ones, though a rule may divide them.
_WHOLE = ("年", "月", "天", "周岁", "岁", "级", "届")
_MONEY, _QUANTITY = 1_000_000, 100
_HUGE, _OF_CALENDAR = 10**11, 1900


def columns_of(policy: Policy, clauses: Sequence[str]) -> tuple[Asked, ...]:
    """The columns that a population for these clauses has: facts of one name and one kind are one."""
    by_name: dict[str, list[tuple[str, FactType]]] = {}
    for name in clauses:
        for fact in policy.clauses[name].facts:
            by_name.setdefault(fact.name, []).append((name, fact.reading))
    found: list[Asked] = []
    for name, asked in by_name.items():
        if len({_kind(reading) for _, reading in asked}) == 1:
            found.append(
                Asked(name=name, reading=_narrowest([r for _, r in asked]), clauses=tuple(c for c, _ in asked))
            )
        else:
            found += [Asked(name=name, reading=reading, clauses=(clause,), of=clause) for clause, reading in asked]
    return tuple(found)


def _kind(reading: FactType) -> object:
    item = reading.item
    inner = None if item is None else (item.kind, item.unit, item.decimals, item.options, *map(_kind, item.fields))
    return (reading.kind, reading.unit, reading.decimals, reading.options, reading.length, inner)


def _narrowest(readings: Sequence[FactType]) -> FactType:
    """The range that all of them accept."""
    lows = [each.low for each in readings if each.low is not None]
    highs = [each.high for each in readings if each.high is not None]
    negative = all(each.negative for each in readings)
    return replace(readings[0], low=max(lows, default=None), high=min(highs, default=None), negative=negative)


def defaults(policy: Policy, clauses: Sequence[str]) -> Declared:
    """The distributions that are taken where nobody declares others."""
    share = min(_MOST, _CLAUSES * 1000 // max(len(clauses), 1) * 1000) if len(clauses) > 1 else MILLION
    asked = columns_of(policy, clauses)
    points = {each.heading: _points(policy, each, [policy.clauses[name] for name in each.clauses]) for each in asked}
    facts = {each.heading: _of(policy, each, points[each.heading]) for each in asked}
    return Declared(shares=dict.fromkeys(clauses, share), facts=_beside(policy, asked, points, facts), asked=asked)


def _beside(
    policy: Policy, asked: Sequence[Asked], points: Mapping[str, Sequence[int]], facts: Mapping[str, Distribution]
) -> dict[str, Distribution]:
    """An amount about which no rule decides anything is a third of the least of those beside it in its rule; one that a rule
    wants to be no more than another, or takes off it, is a fifth of that one."""
    made = dict(facts)
    for each in asked:
        for clause in (policy.clauses[name] for name in each.clauses):
            own, others = made[each.heading], _medians(clause, asked, made)
            if not isinstance(own, LogNormal) or each.reading.unit != "元":
                continue
            wholes = [others[name] for name in _wholes(clause, each.name) if name in others]
            nearby = [
                median for name, median in others.items() if name != each.name and _has_points(name, asked, points)
            ]
            if wholes:
                made[each.heading] = replace(own, median=_rounded(max(min(own.median, min(wholes) // 5), 100)))
            elif not points[each.heading] and nearby:
                made[each.heading] = replace(own, median=_rounded(max(min(nearby) // 3, 100)))
    return made


def _has_points(name: str, asked: Sequence[Asked], points: Mapping[str, Sequence[int]]) -> bool:
    return any(each.name == name and points[each.heading] for each in asked)


def _medians(clause: Clause, asked: Sequence[Asked], facts: Mapping[str, Distribution]) -> dict[str, int]:
    """The medians of the amounts of money that a clause asks for."""
    found: dict[str, int] = {}
    for each in asked:
        spread = facts[each.heading]
        if clause.id in each.clauses and each.reading.unit == "元" and isinstance(spread, LogNormal):
            found[each.name] = spread.median
    return found


def _wholes(clause: Clause, name: str) -> list[str]:
    """The facts that must not be exceeded by this one, among others."""
    found: list[str] = []
    for check in fact_checks(clause):
        holds = check.holds.parts[-1] if isinstance(check.holds, AnyOf) else check.holds
        if isinstance(holds, Compare) and holds.operator in (">=", "<="):
            more, less = (holds.left, holds.right) if holds.operator == ">=" else (holds.right, holds.left)
            if direction_of(more, name) == -1 or (direction_of(less, name) == 1 and direction_of(more, name) == 0):
                found += [other for other in facts_in(more) if direction_of(more, other) == 1]
    return found


def _of(policy: Policy, asked: Asked, points: Sequence[int]) -> Distribution:
    reading, clauses = asked.reading, [policy.clauses[name] for name in asked.clauses]
    if reading.kind != "list":
        return _simple(policy, reading, clauses, points, asked.name)
    item = reading.item
    assert item is not None
    least, most = (reading.length, reading.length) if reading.length else (1, 3)
    if item.kind != "record":
        return Items(
            least=least, most=most, each=_simple(policy, item, clauses, _item_points(policy, asked, clauses), "")
        )
    fields = tuple(
        (part.name, _simple(policy, part, clauses, _item_points(policy, asked, clauses, index), ""))
        for index, part in enumerate(item.fields)
    )
    return Items(least=least, most=most, each=fields)


def _simple(policy: Policy, reading: FactType, clauses: Sequence[Clause], points: Sequence[int], name: str) -> Simple:
    match reading.kind:
        case "boolean":
            return Yes(share=_share_of_yes(clauses, name))
        case "option":
            count = len(reading.options)
            return Weighted(values=tuple(range(count)), weights=(1,) * count)
        case "date":
            return _days(policy, reading, clauses)
        case "text":
            texts = tuple(dict.fromkeys((*(w for c in clauses for w in _words(c)), "甲", "乙", "丙")))
            return Words(texts=texts, weights=(1,) * len(texts))
        case _:
            return _number(reading, points, _bounds(clauses, name))


def _share_of_yes(clauses: Sequence[Clause], name: str) -> int:
    """Most of those who apply hold what is asked of them."""
    for clause in clauses:
        for part in (part for made in clause.conditions for part in _parts(made.condition)):
            if isinstance(part, FactRef) and part.name == name:
                return 850_000
            if isinstance(part, Not) and isinstance(part.part, FactRef) and part.part.name == name:
                return 150_000
    return MILLION // 2


def _parts(condition: Expr) -> Iterator[Expr]:
    yield from condition.parts if isinstance(condition, All) else (condition,)


def _days(policy: Policy, reading: FactType, clauses: Sequence[Clause]) -> Days:
    valid = next((v for c in clauses if (v := c.valid or policy.terms_of(c).valid)), None)
    if valid is not None:
        first, last = valid[0].toordinal(), valid[1].toordinal()
    else:
        named = [day for clause in clauses for day in days_of(clause)]
        first, last = (
            (min(named), max(named)) if named else (date(2024, 1, 1).toordinal(), date(2025, 12, 31).toordinal())
        )
    low, high = reading.low or first, reading.high or last
    first = min(max(first, low), high)
    return Days(first=first, last=max(first, min(last, high)))


def _words(clause: Clause) -> Iterator[str]:
    yield from (expr.text for expr in expressions_of(clause) if isinstance(expr, TextLiteral))


# ── numbers ──


def _bounds(clauses: Sequence[Clause], name: str) -> tuple[int | None, int | None]:
    """Between what the conditions of the clauses want a number, in its smallest part; None where they do not say."""
    lows: list[int] = []
    highs: list[int] = []
    for clause in clauses:
        fact = next((each for each in clause.facts if each.name == name), None)
        if fact is None or not isinstance(fact.type, NumberType):
            continue
        known = ranges_if_eligible(clause)
        if known.is_impossible:
            continue
        takes = known.of(FactRef(name=name, type=fact.type))
        low, high = (None if end is None else int(end / fact.scale) for end in (takes.low, takes.high))
        # An amount above zero is no threshold, nor is the end of what can be filled in.
        if low is not None and low > max(fact.reading.least, fact.reading.scale):
            lows.append(low)
        if high is not None and high < min(fact.reading.most, _HUGE * fact.reading.scale):
            highs.append(high)
    return (min(lows) if lows else None, max(highs) if highs else None)


def _number(reading: FactType, points: Sequence[int], bounds: tuple[int | None, int | None]) -> Simple:
    one = reading.scale
    low, high = bounds
    if reading.unit in _SINGLE and not reading.decimals and low is None and max(points, default=0) <= _LARGEST_FEW:
        return _few(reading)
    if reading.low is not None and reading.high is not None:
        return Uniform(low=reading.low, high=reading.high, step=_nice_step(reading.high - reading.low, one))
    if reading.unit in _WHOLE:
        most = max((high or 0, *points, 3 * one)) * 3 // 2
        years = [point for point in points if point > _OF_CALENDAR * one]
        if years:
            return _whole(reading, max(years) + 2 * one, min(years) - 2 * one)
        return _whole(reading, most)
    if reading.unit == "%":
        most = min(max(points) * 2 if points else one // 5, reading.most, one)
        return Uniform(low=max(reading.least, 0), high=most, step=one // 1000 or 1)
    usual = (_MONEY if reading.unit == "元" else _QUANTITY) * one
    above = [point for point in points if point > 0]
    if low is not None and high is not None:
        return Uniform(low=low * 3 // 4, high=min(high * 5 // 4, reading.most), step=_fine(reading))
    if low is not None:
        median = low * 2
    elif high is not None:
        median = high // 2
    else:
        median = isqrt(above[0] * above[-1]) if above else usual
    spread = min(max(_WIDE, Decimal(isqrt(above[-1] // above[0]))), _WIDEST) if above and low is None else _WIDE
    median = min(max(_rounded(median), one), reading.most)
    related = _RELATED if reading.unit in ("元", "人") else 0
    return LogNormal(median=median, spread=spread, related=related, step=_fine(reading))


def _few(reading: FactType) -> Weighted:
    pairs = [(value, weight) for value, weight in zip(_FEW.values, _FEW.weights, strict=True)]
    kept = [(v * reading.scale, w) for v, w in pairs if reading.least <= v * reading.scale <= reading.most]
    kept = kept or [(reading.least, 1)]
    return Weighted(values=tuple(v for v, _ in kept), weights=tuple(w for _, w in kept))


def _whole(reading: FactType, most: int, least: int = 0) -> Uniform:
    one = reading.scale
    low = max(reading.least, one, least // one * one)
    high = max(low, min(most // one * one, reading.most))
    return Uniform(low=low, high=high, step=one)


def _fine(reading: FactType) -> int:
    """As finely as people write it: 分 of money, hundredths of an area, whole ones of what is counted."""
    return max(reading.scale // 100, 1)


def _nice_step(width: int, one: int) -> int:
    return one // 1000 if width < one * 10 and one >= 1000 else one if width >= one else 1


def _rounded(number: int) -> int:
    """To two digits, as people say a usual size."""
    unit: int = 10 ** max(len(str(number)) - 2, 0)
    return number // unit * unit


def _points(policy: Policy, asked: Asked, clauses: Sequence[Clause]) -> list[int]:
    """The values of a number at which the clauses decide something: above zero, in order."""
    if asked.reading.kind != "number":
        return []
    found: set[int] = set()
    for clause in clauses:
        fact = _fact(clause, asked.name)
        found |= {int(value / fact.scale) for value in _compared(clause, fact)}
        for values in islice(bases(policy, clause), 2):
            found |= set(turning_points(clause, values, asked.name))
    return _plain(found, asked.reading)


def _item_points(policy: Policy, asked: Asked, clauses: Sequence[Clause], index: int | None = None) -> list[int]:
    item = asked.reading.item
    assert item is not None
    part = item if index is None else item.fields[index]
    if part.kind != "number":
        return []
    found: set[int] = set()
    for clause in clauses:
        for values in islice(bases(policy, clause), 2):
            if values[asked.name]:
                found |= set(item_turning_points(clause, values, asked.name, index))
    return _plain(found, part)


def _plain(found: set[int], reading: FactType) -> list[int]:
    """Without what lies right beside another, and what no applicant has."""
    kept = [each for each in sorted(found) if 0 < each <= 10**9 * reading.scale]
    return [each for each in kept if each - 1 not in found or each % 10 == 0]


def _fact(clause: Clause, name: str) -> Fact:
    return next(each for each in clause.facts if each.name == name)


def _compared(clause: Clause, fact: Fact) -> Iterator[Fraction]:
    for turn in turns(clause):
        match turn.left, turn.right:
            case FactRef(name=name), Literal(value=value) if name == fact.name:
                yield value
            case Literal(value=value), FactRef(name=name) if name == fact.name:
                yield value
