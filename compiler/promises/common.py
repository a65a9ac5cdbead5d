"""Which facts of the claims of a case are one: those of the same name.

In: the claims of a case.  Out: for each of their facts its ``Place``: under which key the case has it, and how the claim
reads it there.  A number of one name is one number, in the range in which all of the claims take it, however finely each
of them reads it; an option is one of the words that all of them know.  What the claims read differently is ``noted``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, gcd
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType

from ..analysis.probing import shown
from ..model.types import CLAIM_DATE, NumberType
from ..report.diagnostic import Text
from .differences import Raw

if TYPE_CHECKING:
    from ..model.clause import Clause, Fact
    from .obligation import Applicant

DAY_OF_CLAIM = FactType(name=CLAIM_DATE, kind="date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a claim finds a fact in a case: under ``key``; a number ``times`` what stands there, an option at the place
    that ``options`` gives for the one that stands there."""

    key: str
    times: int = 1
    options: tuple[int, ...] = ()

    def own(self, value: Raw) -> Raw:
        """The value of the case as this claim holds it."""
        if self.options:
            assert isinstance(value, int)
            return self.options[value]
        return value if self.times == 1 or not isinstance(value, int) else value * self.times

    def of_case(self, value: Raw) -> Raw:
        """The value of the case that this claim holds as the value (or as one near it)."""
        if self.options:
            assert isinstance(value, int)
            return self.options.index(value) if value in self.options else 0
        return value if self.times == 1 or not isinstance(value, int) else value // self.times


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """``readings`` of the case, by key; ``fed``: the facts that come from the claim of another clause; ``days``: when
    any of the claims can be made (None: ever)."""

    places: Mapping[tuple[str, str], Place]
    readings: Mapping[str, FactType]
    fed: Mapping[tuple[str, str], int]
    noted: tuple[Text, ...]
    days: tuple[date, date] | None

    def place(self, clause: Clause, fact: str) -> Place:
        return self.places.get((clause.id, fact)) or Place(key=fact)

    @property
    def note(self) -> Text | None:
        """What the claims read differently, as one text."""
        if not self.noted:
            return None
        return Text("；".join(each.zh for each in self.noted), "; ".join(each.en for each in self.noted))


@lru_cache(maxsize=64)
def in_common(applicants: tuple[Applicant, ...]) -> Common:
    clauses = {made.clause.id: made.clause for made in applicants}
    fed = dict(_fed(applicants))
    named: dict[str, list[tuple[Clause, Fact]]] = {}
    sources: dict[str, str] = {}
    for clause in clauses.values():
        for fact in clause.facts:
            if (clause.id, fact.name) not in fed:
                # What two clauses take from a third is one thing, whatever they call it.
                name = sources.setdefault(fact.from_clause, fact.name) if fact.from_clause else fact.name
                named.setdefault(name, []).append((clause, fact))
    places: dict[tuple[str, str], Place] = {}
    readings: dict[str, FactType] = {}
    noted: list[Text] = []
    for name, facts in named.items():
        for key, group in _groups(name, facts, noted):
            reading, made = _joined([fact for _, fact in group])
            readings[key] = reading
            for (clause, fact), place in zip(group, made, strict=True):
                places[clause.id, fact.name] = replace(place, key=key)
            noted += _differences(name, reading, [fact for _, fact in group])
    if any(made.asks_for_date for made in applicants):
        readings[CLAIM_DATE] = DAY_OF_CLAIM
    periods = [made.valid for made in applicants]
    days = (min(p[0] for p in periods if p), max(p[1] for p in periods if p)) if all(periods) and periods else None
    return Common(places=places, readings=readings, fed=fed, noted=tuple(noted), days=days)


def _fed(applicants: Sequence[Applicant]) -> Iterator[tuple[tuple[str, str], int]]:
    """The facts that are 取自 a clause of which there is a claim too, each with the place of that claim; none of a
    clause that is itself fed by the one that it feeds."""
    at = {made.clause.id: place for place, made in enumerate(applicants) if made.together}
    feeders = {
        made.clause.id: [fact.from_clause for fact in made.clause.facts if fact.from_clause in at]
        for made in applicants
        if made.together
    }

    def leads_to(clause: str, wanted: str, seen: frozenset[str]) -> bool:
        nexts = [each for each in feeders.get(clause, []) if each not in seen]
        return clause == wanted or any(leads_to(each, wanted, seen | {clause}) for each in nexts)

    for made in applicants:
        for fact in made.clause.facts if made.together else ():
            source = at.get(fact.from_clause)
            if source is not None and not leads_to(fact.from_clause, made.clause.id, frozenset()):
                yield (made.clause.id, fact.name), source


def _groups(
    name: str, facts: Sequence[tuple[Clause, Fact]], noted: list[Text]
) -> Iterator[tuple[str, list[tuple[Clause, Fact]]]]:
    """The facts of a name that can be one, each group with its key."""
    groups: list[list[tuple[Clause, Fact]]] = []
    for clause, fact in facts:
        group = next((each for each in groups if _can_be_one(each[0][1], fact)), None)
        if group is None:
            groups.append([(clause, fact)])
        else:
            group.append((clause, fact))
    if groups[1:]:
        noted.append(
            Text(
                f"各条的「{name}」不是同一种填报，当作各填各的",
                f"“{name}” is of different kinds in the clauses, taken as facts of their own",
            )
        )
    for at, group in enumerate(groups):
        yield (f"{group[0][0].id} {name}" if at else name), group


def _can_be_one(one: Fact, other: Fact) -> bool:
    mine, theirs = one.reading, other.reading
    if mine.kind != theirs.kind:
        return False
    if mine.kind == "option":
        return bool(set(mine.options) & set(theirs.options))
    if mine.kind == "number":
        kinds = (one.type, other.type)
        units = [kind.unit for kind in kinds if isinstance(kind, NumberType)]
        return len(units) == 2 and units[0].same_dimension(units[1])
    return mine.kind != "list" or (mine.item is not None and theirs.item is not None and _alike(mine.item, theirs.item))


def _alike(one: FactType, other: FactType) -> bool:
    """Whether items (or fields) are read alike, but for the range."""
    bare = [replace(each, low=None, high=None, negative=False, default=None, optional=False) for each in (one, other)]
    if one.kind == "record":
        pairs = zip(one.fields, other.fields, strict=False)
        return len(one.fields) == len(other.fields) and all(a.name == b.name and _alike(a, b) for a, b in pairs)
    return replace(bare[0], name="") == replace(bare[1], name="")


def _joined(facts: Sequence[Fact]) -> tuple[FactType, list[Place]]:
    """The reading that serves all, and how each finds its own in it."""
    first = facts[0].reading
    if all(fact.reading == first and fact.scale == facts[0].scale for fact in facts):
        return first, [Place(key="")] * len(facts)
    match first.kind:
        case "number":
            return _one_number(facts)
        case "option":
            words = tuple(word for word in first.options if all(word in fact.reading.options for fact in facts))
            options = [tuple(fact.reading.options.index(word) for word in words) for fact in facts]
            return replace(first, options=words, default=None), [Place(key="", options=each) for each in options]
        case "list":
            items = [fact.reading.item for fact in facts if fact.reading.item is not None]
            length = next((fact.reading.length for fact in facts if fact.reading.length is not None), None)
            joined = replace(first, item=_narrowed(items), default=None, length=length)
            return joined, [Place(key="")] * len(facts)
        case "date":
            return _narrowed([fact.reading for fact in facts]), [Place(key="")] * len(facts)
        case _:
            return first, [Place(key="")] * len(facts)


def _one_number(facts: Sequence[Fact]) -> tuple[FactType, list[Place]]:
    step = facts[0].scale
    for fact in facts[1:]:
        top, bottom = step.numerator * fact.scale.denominator, fact.scale.numerator * step.denominator
        step = Fraction(top * bottom // gcd(top, bottom), step.denominator * fact.scale.denominator)
    times = [int(step / fact.scale) for fact in facts]
    ends = [
        (ceil(Fraction(f.reading.least, k)), floor(Fraction(f.reading.most, k)))
        for f, k in zip(facts, times, strict=True)
    ]
    low, high = max(low for low, _ in ends), min(high for _, high in ends)
    if low > high:
        # No number that all take: each takes what it does, and is refused elsewhere.
        low, high = min(low for low, _ in ends), max(high for _, high in ends)
    finest = next((fact.reading for fact, k in zip(facts, times, strict=True) if k == 1), None)
    reading = finest or FactType(name=facts[0].name, kind="number")
    made = replace(reading, low=low, high=high, negative=low < 0, default=None)
    return made, [Place(key="", times=k) for k in times]


def _narrowed(readings: Sequence[FactType]) -> FactType:
    """The range in which all take an item, a field or a date."""
    first = readings[0]
    if first.kind == "record":
        fields = (_narrowed([each.fields[at] for each in readings]) for at in range(len(first.fields)))
        return replace(first, fields=tuple(fields), default=None)
    if first.kind not in ("number", "date"):
        return replace(first, default=None)
    lows = [each.least if each.kind == "number" else each.low for each in readings]
    highs = [each.most if each.kind == "number" else each.high for each in readings]
    low = max((low for low in lows if low is not None), default=None)
    high = min((high for high in highs if high is not None), default=None)
    return replace(first, low=low, high=high, negative=all(each.negative for each in readings), default=None)


def _differences(name: str, reading: FactType, facts: Sequence[Fact]) -> Iterator[Text]:
    """What is said of facts that are one although the clauses do not say the same of them."""
    readings = [fact.reading for fact in facts]
    values = [(fact.reading.least * fact.scale, fact.reading.most * fact.scale) for fact in facts]
    if reading.kind == "number" and max(low for low, _ in values) > min(high for _, high in values):
        yield Text(
            f"「{name}」的范围各条不同，没有都准填的数，填了不准填的数的那一条不受理",
            f"no number of “{name}” is accepted by all; a clause that does not accept it refuses the claim",
        )
    elif reading.kind == "number" and len(set(values)) > 1:
        low, high = shown(reading, reading.least), shown(reading, reading.most)
        yield Text(
            f"「{name}」的范围各条不同，按都准填的{low}至{high}",
            f"the ranges of “{name}” differ; taken from {low} to {high}, which all accept",
        )
    if reading.kind == "option" and any(set(r.options) != set(readings[0].options) for r in readings):
        words = "、".join(reading.options)
        yield Text(
            f"「{name}」的选项各条不同，只取都有的{words}",
            f"the options of “{name}” differ; only {words}, which all have",
        )
    defaults = {
        (shown(r, r.default), r.default) for r in readings if r.default is not None and r.kind not in ("list", "record")
    }
    if len({told for told, _ in defaults}) > 1:
        listed = "、".join(sorted(told for told, _ in defaults))
        yield Text(
            f"「{name}」不填时的默认值各条不同（{listed}），当作填了同一个数",
            f"the defaults of “{name}” differ ({listed}); it is taken as given, the same for all",
        )
