"""Applicants at and around every threshold, cap and tier that the compiler knows.

In: an obligation.  Out: ``seeds``, each a case that is tried in any case; and ``cases``, from which Hypothesis draws:
one of the seeds' applicants with some facts at an edge, one smallest unit beside it, or anywhere at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tiaowen.runtime.facts import FactType

from ..analysis.named import counts_of, days_from_others, days_of
from ..analysis.probing import bases
from ..analysis.turning_points import item_turning_points, turning_points
from ..model.clause import Clause
from ..model.expr import Definition, DefinitionRef, Expr, Mechanism, TextLiteral, operands_of
from ..promises.common import in_common
from ..promises.differences import Apart, Difference, Part, value_in
from ..promises.obligation import Applicant, Obligation
from ..promises.replay import Assignment, Raw, plainest, readings_of

if TYPE_CHECKING:
    from ..model.policy import Policy

Values = Mapping[str, Raw]
# How many applicants of a clause are looked around at, and in how many choices of all its options.
_BASES = 8
_CHOICES = 64
_SEEDS = 4000
# Of more claims together fewer cases are tried, but so many.
_FEW_CLAIMS, _FEWEST = 3, 200
_EDGES_OF_ITEMS = 100
# In how many ways a claim that differs in several facts is tried.
_DIFFERENT = 100
# Lists are tried with so many items at most, and with as many as a rule counts, one more and one less.
_ITEMS = 4
_MADE_UP_DAY = date(2025, 6, 30)
_LEAP_DAY = date(2024, 2, 29).toordinal()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of those who claim by one clause: applicants to start from, and the words and days of its rule."""

    applicant: Applicant
    readings: Mapping[str, FactType]
    bases: Sequence[Values]
    words: tuple[str, ...]
    days: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, policy: Policy, applicant: Applicant, items: int | None = None) -> Ground:
        """``items``: how many items every list has."""
        clause = applicant.clause
        readings = dict(readings_of(applicant))
        found: list[Values] = [_plain(values, readings, applicant) for values in islice(bases(policy, clause), _BASES)]
        found = found or [{name: plainest(reading, applicant.valid) for name, reading in readings.items()}]
        if items is not None:
            found = [{name: _resized(readings[name], value, items) for name, value in one.items()} for one in found]
        lengths = {*range(_ITEMS), *counts_of(clause)}
        return cls(
            applicant=applicant,
            readings=readings,
            bases=(*found, *_in_leap_years(readings, found[0])),
            words=(*dict.fromkeys(_words(clause)), "其他"),
            days=tuple(days_of(clause, applicant.valid or (_MADE_UP_DAY, _MADE_UP_DAY))),
            lengths=tuple(sorted(lengths)) if items is None else (items,),
        )

    def choices(self) -> Iterator[Values]:
        """Every combination of options and of 是否."""
        names = [name for name, reading in self.readings.items() if reading.kind in ("option", "boolean")]
        for chosen in product(*(_all(self.readings[name]) for name in names)):
            yield dict(zip(names, chosen, strict=True))

    def edges(self, values: Values, name: str) -> list[Raw]:
        """The values of a fact at which, or right beside which, something changes for an applicant."""
        reading, value = self.readings[name], values[name]
        if reading.kind == "number":
            return _beside(reading, turning_points(self.applicant.clause, values, name))
        if reading.kind == "list":
            assert isinstance(value, tuple)
            return list(self._lists(values, name, value))
        if reading.kind == "date":
            near = days_from_others(self.applicant.clause, self.readings, values, name)
            return [day for day in dict.fromkeys((*self.days, *near)) if _is_within(reading, day)]
        return self._simple(reading)

    def _simple(self, reading: FactType) -> list[Raw]:
        """The values worth trying of a fact that is no number and no list."""
        if reading.kind == "date":
            return [day for day in self.days if _is_within(reading, day)]
        return list(self.words) if reading.kind == "text" else _all(reading)

    def _lists(self, values: Values, name: str, value: tuple[Raw, ...]) -> Iterator[Raw]:
        """Lists of other lengths, and with an item, or all of them, at an edge."""
        item = self.readings[name].item
        assert item is not None
        first = value[0] if value else plainest(item, self.applicant.valid)
        length_of = self.readings[name].length
        lengths = self.lengths if length_of is None else (length_of,)
        for length in lengths:
            yield (*value, *(first,) * length)[:length]
        for edge in islice(self._items({**values, name: (first, *value[1:])}, name, item, first), _EDGES_OF_ITEMS):
            if value:
                yield (edge, *value[1:])
            yield from ((edge,) * length for length in lengths if length)

    def _items(self, values: Values, name: str, item: FactType, first: Raw) -> Iterator[Raw]:
        """Items at an edge; of a record one field after the other, in each choice of its options and of 是否."""
        clause = self.applicant.clause
        if item.kind == "number":
            yield from _beside(item, item_turning_points(clause, values, name))
        elif item.kind != "record":
            yield from self._simple(item)
        else:
            assert isinstance(first, tuple)
            choices = [_all(part) or [one] for part, one in zip(item.fields, first, strict=True)]
            records = list(islice(product(*choices), _CHOICES))
            yield from records
            for record in records:
                for index, part in enumerate(item.fields):
                    if part.kind == "number":
                        edges = _beside(part, item_turning_points(clause, values, name, index))
                    else:
                        edges = [] if _all(part) else self._simple(part)
                    yield from ((*record[:index], edge, *record[index + 1 :]) for edge in edges)

    def others(self, values: Values, differs: Difference) -> Iterator[Raw]:
        """What a claim that differs may have instead, at the edges."""
        first = values[differs.fact]
        for edge in self.edges(values, differs.fact):
            if isinstance(differs, Part) and isinstance(edge, int) and isinstance(first, int):
                yield from (part for part in (edge, first - edge) if 0 <= part <= first)
            elif edge != first and value_in(differs, first, {(differs.fact, differs.mark): edge}) is not None:
                yield edge
        if isinstance(differs, Part) and isinstance(first, int):
            yield first // differs.of

    def any_other(self, values: Values, differs: Difference) -> st.SearchStrategy[Any]:
        """Anything that a claim that differs may have instead."""
        first, reading = values[differs.fact], self.readings[differs.fact]
        if not isinstance(first, int) or reading.kind not in ("number", "option"):
            return self.anything(reading)
        low, high = (reading.least, reading.most) if reading.kind == "number" else (0, len(reading.options) - 1)
        if isinstance(differs, Part):
            low, high = 0, first
        elif isinstance(differs, Apart):
            low = low if differs.least is None else first + differs.least
            high = high if differs.most is None else first + differs.most
        return st.integers(min_value=min(low, high), max_value=max(low, high))

    def anything(self, reading: FactType) -> st.SearchStrategy[Any]:
        """Any value that a fact may have."""
        match reading.kind:
            case "number":
                return _any_number(reading)
            case "record":
                return st.tuples(*(self.anything(part) for part in reading.fields))
            case "list":
                assert reading.item is not None
                fixed = reading.length or (self.lengths[0] if len(self.lengths) == 1 else None)
                least, most = (0, max(self.lengths)) if fixed is None else (fixed, fixed)
                return st.lists(self.anything(reading.item), min_size=least, max_size=most).map(tuple)
            case _:
                return st.sampled_from(self._simple(reading))


def grounds(policy: Policy, obligation: Obligation) -> list[Ground]:
    """What is known of the applicants of an obligation, clause by clause."""
    clauses = {made.clause.id: made for made in reversed(obligation.applicants)}
    return [Ground.of(policy, made, obligation.items) for made in reversed(clauses.values())]


def _most(obligation: Obligation) -> int:
    claims = len(obligation.applicants)
    return _SEEDS if claims <= _FEW_CLAIMS else max(_SEEDS // claims, _FEWEST)


def seeds(obligation: Obligation, known: Sequence[Ground]) -> Iterator[Assignment]:
    """The cases that are tried in any case, each once."""
    found: set[tuple[object, ...]] = set()
    for case in islice(_seeds(obligation, known), _most(obligation)):
        key = tuple(case.items())
        if key not in found:
            found.add(key)
            yield case


def _seeds(obligation: Obligation, known: Sequence[Ground]) -> Iterator[Assignment]:
    first, rest = known[0], {ground.applicant.clause.id: ground.bases[0] for ground in known[1:]}
    for values in _around(first):
        yield from _varied(obligation, first, {**rest, first.applicant.clause.id: values})
    for ground in known[1:]:
        others = {each.applicant.clause.id: each.bases[0] for each in known if each is not ground}
        for values in _around(ground):
            yield from _varied(obligation, first, {**others, ground.applicant.clause.id: values})


def _around(ground: Ground) -> Iterator[Values]:
    """Applicants to start from, each with one fact after the other at its edges; then so in every choice of options."""
    for values in ground.bases:
        yield values
        for name in ground.readings:
            yield from ({**values, name: edge} for edge in ground.edges(values, name))
    for chosen in islice(ground.choices(), _CHOICES):
        for base in ground.bases[:2]:
            values = {**base, **chosen}
            yield values
            for name in ground.readings:
                if name not in chosen:
                    yield from ({**values, name: edge} for edge in ground.edges(values, name))


def _varied(obligation: Obligation, ground: Ground, values: Mapping[str, Values]) -> Iterator[Assignment]:
    """The case; where a claim differs from the first, with each edge for what it has of its own."""
    case = _assignment(obligation, values)
    own = _of_their_own(obligation)
    mine = values[ground.applicant.clause.id]
    for chosen in islice(product(*(ground.others(mine, each) for each in own)), _DIFFERENT if own[1:] else None):
        yield {**case, **{(each.fact, each.mark): value for each, value in zip(own, chosen, strict=True)}}


def _of_their_own(obligation: Obligation) -> list[Difference]:
    """The differences of all claims that have a value of their own in a case, each once."""
    found = {(each.fact, each.mark): each for made in obligation.applicants for each in made.differs if each.mark}
    return list(found.values())


def _assignment(obligation: Obligation, values: Mapping[str, Values]) -> dict[tuple[str, str], Raw]:
    """The facts of all claims: those of one name are one, which the first claim has."""
    common = in_common(obligation.applicants)
    case: dict[tuple[str, str], Raw] = {}
    for made in obligation.applicants:
        for name, _ in readings_of(made):
            if (made.clause.id, name) not in common.fed:
                place = common.place(made.clause, name)
                case.setdefault((place.key, ""), place.of_case(values[made.clause.id][name]))
    return case


@st.composite
def cases(draw: st.DrawFn, obligation: Obligation, known: Sequence[Ground]) -> Assignment:
    """Cases of which some facts are at an edge for such an applicant, and some anywhere."""
    values: dict[str, Values] = {}
    for ground in known:
        made = dict(draw(st.sampled_from(ground.bases)))
        for name, reading in ground.readings.items():
            how = draw(st.sampled_from(("as it is", "edge", "edge", "any")))
            edges = ground.edges(made, name) if how == "edge" else []
            if edges:
                made[name] = draw(st.sampled_from(edges))
            elif how != "as it is":
                made[name] = draw(ground.anything(reading))
        values[ground.applicant.clause.id] = made
    case = _assignment(obligation, values)
    ground = known[0]
    for each in _of_their_own(obligation):
        mine = values[ground.applicant.clause.id]
        edges = list(ground.others(mine, each))
        wide = ground.any_other(mine, each)
        case[each.fact, each.mark] = draw(st.sampled_from(edges) | wide if edges else wide)
    return case


# ── values ──


def _plain(values: Mapping[str, object], readings: Mapping[str, FactType], applicant: Applicant) -> Values:
    """The values of a base, each that is left out as plain as can be."""
    made: dict[str, Any] = {}
    for name, reading in readings.items():
        value = values.get(name)
        made[name] = plainest(reading, applicant.valid) if value is None else value
    return made


def _in_leap_years(readings: Mapping[str, FactType], values: Values) -> Iterator[Values]:
    """An applicant with each date in turn on 29 February."""
    for name, reading in readings.items():
        if reading.kind == "date" and _is_within(reading, _LEAP_DAY):
            yield {**values, name: _LEAP_DAY}


def _is_within(reading: FactType, day: int) -> bool:
    return (reading.low or day) <= day <= (reading.high or day)


def _resized(reading: FactType, value: Raw, items: int) -> Raw:
    if reading.kind != "list" or reading.item is None or reading.length is not None:
        return value
    assert isinstance(value, tuple)
    return (*value, *(value[:1] or (plainest(reading.item),)) * items)[:items]


def _all(reading: FactType) -> list[Raw]:
    """Every value of an option or 是否; none of anything else."""
    if reading.kind == "option":
        return list(range(len(reading.options)))
    return [False, True] if reading.kind == "boolean" else []


def _beside(reading: FactType, points: Sequence[int]) -> list[Raw]:
    """Each point with the numbers one smallest unit below and above it; the least and the most; one unit."""
    found = {point + more for point in points for more in (-1, 0, 1)}
    found |= {reading.least, reading.most, reading.scale}
    return sorted(number for number in found if reading.least <= number <= reading.most)


def _any_number(reading: FactType) -> st.SearchStrategy[int]:
    """Any number, small ones as often as large ones."""
    digits = len(str(reading.most))

    def within(count: int) -> st.SearchStrategy[int]:
        high = min(max(10**count, reading.least), reading.most)
        low = max(reading.least, -(10**count)) if reading.least < 0 else reading.least
        return st.integers(min_value=min(low, high), max_value=high)

    return st.integers(min_value=0, max_value=digits).flatmap(within)


def _words(clause: Clause) -> Iterator[str]:
    """The words that a rule names."""
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [part for _, part in clause.parts]
    waiting += [] if clause.amount is None else [clause.amount]
    seen: set[Definition] = set()
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, TextLiteral):
            yield expr.text
        elif isinstance(expr, DefinitionRef):
            if expr.definition not in seen:
                seen.add(expr.definition)
                waiting.append(expr.definition.body)
        else:
            waiting += operands_of(expr)
            if isinstance(expr, Mechanism):
                waiting += [outcome.when for outcome in expr.outcomes()]
