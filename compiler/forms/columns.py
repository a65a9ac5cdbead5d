"""The columns of a form: each fact once, however many clauses ask for it.

In: clauses, each with its facts.  Out: columns in the order of the document, those that several clauses share first.  Where
clauses mean different things by one name (类型: 发明、实用新型 here, 创建、复评 there) each has a column of its own, headed with
its number, as in the columns of results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.quantities import CLOCK

from ..intake.headings import Headed, column_of, heading_for
from ..model.clause import Clause, Fact
from ..model.policy import Policy


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact as one clause asks for it."""

    clause: Clause
    fact: Fact

    @property
    def is_needed(self) -> bool:
        return self.fact.reading.default is None and not self.fact.reading.optional


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``heading`` is what stands above it; ``of`` what may be filled in, the widest of what its clauses take; ``unit`` that of
    its numbers ("" where the heading says none); ``clause`` is the one that it is for alone, "" for all that ask for it."""

    heading: str
    of: FactType
    unit: str
    asked: tuple[Asked, ...]
    clause: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether a clause cannot be worked out without it."""
        return any(each.is_needed for each in self.asked)

    @property
    def is_table(self) -> bool:
        """Whether it is a list or a record, which has a sheet of its own."""
        return self.of.kind in ("list", "record")

    @property
    def fields(self) -> tuple[FactType, ...]:
        """What a row of its sheet has; a list of plain values has them under its own name."""
        item = self.of.item if self.of.kind == "list" else self.of
        if item is None:
            return ()
        return item.fields or (replace(item, name=self.of.name),)


def columns_of(policy: Policy, clauses: Sequence[Clause]) -> tuple[Column, ...]:
    """All columns of these clauses, the shared ones first."""
    ids = {clause.id for clause in clauses}
    by_name: dict[str, list[Asked]] = {}
    for asked in _asked(policy, clauses, ids):
        by_name.setdefault(asked.fact.name, []).append(asked)
    found = [column for asked in by_name.values() for column in _of_name(asked, by_name, ids)]
    place = {clause.id: at for at, clause in enumerate(clauses)}
    return tuple(sorted(found, key=lambda column: (_is_own(column), place[column.asked[0].clause.id])))


def fed(policy: Policy, clauses: Iterable[Clause]) -> tuple[tuple[Asked, str], ...]:
    """The facts that are not asked for, since another clause of the form works them out, and that clause."""
    chosen = tuple(clauses)
    ids = {clause.id for clause in chosen}
    return tuple(
        (Asked(clause, fact), fact.from_clause)
        for clause in chosen
        for fact in clause.facts
        if fact.from_clause in ids and fact.from_clause in policy.clauses
    )


def needs(policy: Policy, clause: Clause, ids: Collection[str]) -> tuple[Asked, ...]:
    """What must be filled in to claim a clause: its facts, and for those that another clause of the form works out the facts
    of that clause."""
    found: dict[str, Asked] = {}
    waiting, seen = [clause], {clause.id}
    for each in waiting:
        for fact in each.facts:
            source = policy.clauses.get(fact.from_clause)
            if source is not None and source.id in ids:
                if source.id not in seen:
                    waiting.append(source)
                    seen.add(source.id)
            else:
                found.setdefault(fact.name, Asked(each, fact))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """The clauses whose claims cannot do without a column, and all that look at it."""

    needed: tuple[str, ...]
    looking: tuple[str, ...]


def wanted(policy: Policy, clauses: Sequence[Clause], columns: Sequence[Column]) -> Mapping[str, Wanted]:
    """Who wants each column, by its heading; those, too, that take what another clause of the form works out from it."""
    ids = {clause.id for clause in clauses}
    headings = heading_of(columns)
    needed: dict[str, list[str]] = {column.heading: [] for column in columns}
    looking: dict[str, list[str]] = {column.heading: [] for column in columns}
    for clause in clauses:
        for asked in needs(policy, clause, ids):
            heading = headings[asked.clause.id, asked.fact.name]
            looking[heading].append(clause.id)
            if asked.is_needed:
                needed[heading].append(clause.id)
    return {heading: Wanted(tuple(needed[heading]), tuple(looking[heading])) for heading in needed}


def heading_of(columns: Iterable[Column]) -> Mapping[tuple[str, str], str]:
    """The heading under which a clause finds a fact, by both."""
    return {(asked.clause.id, asked.fact.name): column.heading for column in columns for asked in column.asked}


def _asked(policy: Policy, clauses: Sequence[Clause], ids: Collection[str]) -> Iterable[Asked]:
    worked_out = {id(asked.fact) for asked, _ in fed(policy, clauses)}
    for clause in clauses:
        yield from (Asked(clause, fact) for fact in clause.facts if id(fact) not in worked_out)


def _is_own(column: Column) -> bool:
    return len({asked.clause.id for asked in column.asked}) == 1


def _of_name(asked: Sequence[Asked], names: Collection[str], ids: Collection[str]) -> list[Column]:
    """The columns of one name: one where its clauses mean the same by it, else one a clause."""
    of: FactType | None = asked[0].fact.reading
    for each in asked[1:]:
        of = None if of is None else together(of, each.fact.reading)
    if of is not None:
        return [_column(of, tuple(asked), names, ids, "")]
    return [_column(each.fact.reading, (each,), names, ids, each.clause.id) for each in asked]


def _column(
    of: FactType, asked: tuple[Asked, ...], names: Collection[str], ids: Collection[str], clause: str
) -> Column:
    unit = unit_of(of, names, ids, clause)
    return Column(heading=heading_for(of.name, unit, clause), of=of, unit=unit, asked=asked, clause=clause)


def unit_of(of: FactType, names: Collection[str], ids: Collection[str], clause: str = "") -> str:
    """The unit that a heading says: that of the fact where bare numbers under it are read in it.  A ratio has none, since a
    cell that shows 15% holds 0.15; a time of day is a text."""
    if of.kind != "number" or of.unit in ("", "%", CLOCK):
        return ""
    if column_of(heading_for(of.name, of.unit, clause), names, ids) != Headed(of.name, of.unit, clause):
        return ""
    plain = replace(of, low=None, high=None, negative=False)
    try:
        return of.unit if read_value(plain, f"1{of.unit}") == read_value(plain, 1) else ""
    except FactError:
        return ""


# ── what two clauses ask for under one name ──


def together(one: FactType, other: FactType) -> FactType | None:
    """The widest of two types; None where what is one of them may be none of the other."""
    if one.kind != other.kind or one.unit != other.unit:
        return None
    default = one.default if one.default == other.default and one.decimals == other.decimals else None
    shared = replace(one, default=default, optional=one.optional and other.optional)
    match one.kind:
        case "number":
            return _numbers(shared, other)
        case "date":
            return replace(shared, low=_least(one.low, other.low), high=_most(one.high, other.high))
        case "option":
            return shared if set(one.options) == set(other.options) else None
        case "list":
            item = together(one.item, other.item) if one.item and other.item else None
            return None if item is None or one.length != other.length else replace(shared, item=item)
        case "record":
            if [each.name for each in one.fields] != [each.name for each in other.fields]:
                return None
            fields = [together(*pair) for pair in zip(one.fields, other.fields, strict=True)]
            known = tuple(field for field in fields if field is not None)
            return replace(shared, fields=known) if len(known) == len(fields) else None
        case _:
            return shared


def _numbers(one: FactType, other: FactType) -> FactType:
    decimals = max(one.decimals, other.decimals)

    def scaled(of: FactType, bound: int | None) -> int | None:
        return None if bound is None else bound * 10 ** (decimals - of.decimals)

    default = scaled(one, one.default) if isinstance(one.default, int) else None
    return replace(
        one,
        decimals=decimals,
        negative=one.negative or other.negative,
        low=_least(scaled(one, one.low), scaled(other, other.low)),
        high=_most(scaled(one, one.high), scaled(other, other.high)),
        default=default,
    )


def _least(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _most(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)
