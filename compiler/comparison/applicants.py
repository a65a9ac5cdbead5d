"""Applicants to put to both clauses: those of the worked cases of either, then with each fact moved to every place where
one of the clauses turns, then seeded random ones.

In: two clauses over the same facts.  Out: assignments of values as the runtime reads them, the same each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType

from ..analysis.named import counts_of, days_from_others, days_of
from ..analysis.probing import bases
from ..analysis.turning_points import item_turning_points, turning_points
from ..model.clause import Clause
from ..promises.replay import Raw, plainest
from .common_facts import Joined

if TYPE_CHECKING:
    from ..model.policy import Policy

Values = dict[str, Raw]
# The worked cases of a clause that are looked at, how many applicants are made of them, and how many are random.
_BASES_MAX = 12
_TURNED_MAX = 600
_RANDOM = 200
_SEED = 20250101


def applicants(old: tuple[Policy, Clause], new: tuple[Policy, Clause], pair: Joined) -> Iterator[Values]:
    """Each once."""
    before = list(_starts(*old, pair, of_old=True))
    after = list(_starts(*new, pair, of_old=False))
    starts = list(_whole(before, after, pair.readings))
    points = _Points(pair)
    turned = chain.from_iterable(points.around(values) for values in starts)
    seen: set[tuple[Raw, ...]] = set()
    for values in chain(
        starts, _small(starts, pair.readings), islice(turned, _TURNED_MAX), _random(starts, points, pair.readings)
    ):
        key = tuple(values.values())
        if key not in seen:
            seen.add(key)
            yield values


def _small(starts: Sequence[Values], readings: Mapping[str, FactType]) -> Iterator[Values]:
    """With two items of the least amount in every list of numbers: each rounded alone is not both rounded together."""
    lists = {
        name: (1, 1)
        for name, reading in readings.items()
        if reading.kind == "list" and not reading.length and reading.item is not None and reading.item.kind == "number"
    }
    for values in starts[:1] if lists else ():
        yield {**values, **lists}


def _starts(policy: Policy, clause: Clause, pair: Joined, *, of_old: bool) -> Iterator[Values]:
    for values in islice(bases(policy, clause), _BASES_MAX):
        made = pair.values(values, of_old=of_old)
        if made is not None:
            yield made


def _whole(before: Sequence[Values], after: Sequence[Values], readings: Mapping[str, FactType]) -> Iterator[Values]:
    """The applicants with every fact of both clauses: what one does not ask for is as in some case of the other."""
    plain = {name: plainest(reading) for name, reading in readings.items()}
    for mine, theirs in ((after, before), (before, after)):
        for values in mine or [{}]:
            for others in theirs[:3] or [{}]:
                yield {name: values.get(name, others.get(name, plain[name])) for name in readings}


class _Points:
    """The values of a fact at which one of the two clauses turns."""

    def __init__(self, pair: Joined) -> None:
        self.clauses = (pair.new, pair.old)
        self.readings = pair.readings
        self.days = sorted({day for clause in self.clauses for day in days_of(clause)})
        self.lengths = sorted({*range(4), *(count for clause in self.clauses for count in counts_of(clause))})
        # What was found so far, for the random ones to draw from.
        self.found: dict[str, set[Raw]] = {name: set() for name in self.readings}

    def around(self, values: Values) -> Iterator[Values]:
        for name, reading in self.readings.items():
            for value in self._of(name, reading, values):
                self.found[name].add(value)
                yield {**values, name: value}

    def _of(self, name: str, reading: FactType, values: Values) -> Iterator[Raw]:
        match reading.kind:
            case "number":
                for clause in self.clauses:
                    if any(fact.name == name for fact in clause.facts):
                        yield from turning_points(clause, values, name)
                for end in (reading.low, reading.high):
                    if end is not None:
                        yield end
            case "boolean":
                yield not values[name]
            case "option":
                yield from range(len(reading.options))
            case "date":
                yield from self.days
                for clause in self.clauses:
                    yield from days_from_others(clause, self.readings, values, name)
            case "list":
                yield from self._lists(name, reading, values)

    def _lists(self, name: str, reading: FactType, values: Values) -> Iterator[Raw]:
        """Of other lengths; with one item, which is at a place where a clause turns."""
        items = values[name]
        assert isinstance(items, tuple) and reading.item is not None
        first = items[0] if items else plainest(reading.item)
        for length in self.lengths:
            yield (*items, *(first,) * length)[:length]
        yield from ((part,) for part in items)
        for clause in self.clauses if items else ():
            if any(fact.name == name for fact in clause.facts):
                yield from ((item,) for item in _items_at_turns(clause, values, name, first))


def _items_at_turns(clause: Clause, values: Values, name: str, first: Raw) -> Iterator[Raw]:
    if not isinstance(first, tuple):
        yield from item_turning_points(clause, values, name)
        return
    for index in range(len(first)):
        for point in item_turning_points(clause, values, name, index):
            yield (*first[:index], point, *first[index + 1 :])


def _random(starts: Sequence[Values], points: _Points, readings: Mapping[str, FactType]) -> Iterator[Values]:
    draw = random.Random(_SEED)
    known = {name: sorted(points.found[name], key=repr) for name in readings}
    for _ in range(_RANDOM):
        values = dict(draw.choice(starts))
        for name, reading in readings.items():
            if draw.random() < 0.5:
                choices = known[name]
                values[name] = (
                    draw.choice(choices) if choices and draw.random() < 0.5 else _any(draw, reading, values[name])
                )
        yield values


def _any(draw: random.Random, reading: FactType, value: Raw) -> Raw:
    match reading.kind:
        case "number":
            size: int = draw.choice((1, 2, 5, 15, 25)) * 10 ** draw.randrange(7) * reading.scale
            if reading.unit == "%":
                size = draw.randrange(1, 200) * reading.scale // 100
            return min(max(size, reading.least), reading.most)
        case "boolean":
            return draw.random() < 0.5
        case "option":
            return draw.randrange(len(reading.options))
        case "date":
            return value if isinstance(value, int) and draw.random() < 0.5 else draw.randrange(738_000, 740_000)
        case "list":
            assert isinstance(value, tuple) and reading.item is not None
            items = [
                _any(draw, reading.item, draw.choice(value) if value else plainest(reading.item)) for _ in range(3)
            ]
            return tuple(items[: draw.randrange(1, 4)])
        case "record":
            assert isinstance(value, tuple)
            return tuple(_any(draw, part, one) for part, one in zip(reading.fields, value, strict=True))
        case _:
            return value
