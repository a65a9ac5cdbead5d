"""What the columns of a table are: the facts of which clauses, who applies, on what day; and which clauses can be asked.

In: a policy, the headings of a table, and the options.  Out: a ``Plan``, or every reason why there is none (``TableError``,
``FactError`` for an unknown clause).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from tiaowen.runtime.errors import FactError, hint, make_fault
from tiaowen.runtime.facts import FactType, read_value

from ..intake.claims import types_of
from ..intake.headings import Headed, column_of, folded
from ..model.clause import APPROVED
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic
from ..report.errors.tables import BadOption, LacksColumns, NotAColumn, SameHeading
from ..tables.source import Source, TableError
from .options import KEY, Options
from .outcome import CLAIMED


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact is: the heading of its column, and the unit of its bare numbers ("": its own).  A list that has a table of
    its own is ``apart``, under the name of the fact."""

    fact: FactType
    heading: str
    unit: str
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePlan:
    """One clause of the run.  ``places`` are all facts that the table has for it, by name: its own, and those of clauses that
    it takes facts from; ``needed`` are the headings that must be filled; ``own`` are those that no other clause of the run asks
    for."""

    id: str
    places: Mapping[str, Place]
    needed: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``key``, ``day`` and ``claimed`` are headings ("" where there is no such column); ``carried`` are those that are no facts,
    in order; ``left_out`` are the clauses that cannot be asked, with the facts that the table lacks; ``doubts`` are columns
    that are no facts, each with the fact that may be meant; ``unasked`` are the clauses that the options leave out."""

    path: str
    key: str
    day: str
    claimed: str
    clauses: tuple[ClausePlan, ...]
    carried: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    doubts: tuple[tuple[str, str], ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(clause.id for clause in self.clauses)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns with numbers, alone or in lists."""
        places = (place for clause in self.clauses for place in clause.places.values())
        return tuple(dict.fromkeys(each.heading for each in places if each.fact.kind in ("number", "list", "record")))


def parts_of(place: Place) -> int | None:
    """How many of the smallest part of its fact a bare 1 in a column is: 万元 has 1000000 分; None where the unit is none of
    the fact's."""
    of = place.fact
    if not place.unit:
        return of.scale
    try:
        held = read_value(replace(of, low=None, high=None), f"1{place.unit}")
    except FactError:
        return None
    return held if isinstance(held, int) else None


def names_of(policy: Policy) -> tuple[str, ...]:
    """The names of all facts that some clause asks for."""
    return tuple(dict.fromkeys(name for clause in policy.clauses for name in types_of(policy, clause)))


def plan_of(policy: Policy, source: Source, options: Options) -> Plan:
    """The plan of a run."""
    unknown = [name for name in options.clauses if name not in policy.clauses]
    if unknown:
        raise FactError(make_fault("T0615", (name,), hint=hint(name, policy.clauses)) for name in unknown)
    headings = tuple(source.schema.names)
    found: list[Diagnostic] = []
    key = _key(source, headings, options, found)
    special = {said: _one_of(headings, said) for said in (CLAIM_DATE, CLAIMED)}
    taken = {key, *special.values()}
    columns, sames = _columns(policy, source, [name for name in headings if name not in taken], options)
    found += sames
    ids = options.clauses or tuple(policy.clauses)
    places = {clause: _places(policy, clause, columns, options) for clause in ids}
    lacking = {clause: _lacking(policy, clause, places[clause]) for clause in ids}
    asked = [clause for clause in policy.clauses if clause in lacking and not lacking[clause]]
    left_out = tuple((clause, names) for clause, names in lacking.items() if names)
    found += _missing(policy, source, headings, columns, left_out if options.clauses or not asked else (), options)
    found += _approvals(policy, source, asked, columns)
    if found:
        raise TableError(*dict.fromkeys(found))
    carried = _carried(headings, columns)
    return Plan(
        path=source.path,
        key=key,
        day=special[CLAIM_DATE],
        claimed=special[CLAIMED],
        clauses=tuple(_clauses(policy, asked, places)),
        carried=carried,
        left_out=left_out,
        doubts=_doubts(carried, left_out),
        unasked=tuple(clause for clause in policy.clauses if clause not in lacking),
    )


def _one_of(headings: Sequence[str], said: str) -> str:
    return next((name for name in headings if folded(name) == folded(said)), "")


def _key(source: Source, headings: Sequence[str], options: Options, found: list[Diagnostic]) -> str:
    key = _one_of(headings, options.key or KEY)
    if options.key and not key:
        near = tuple(get_close_matches(options.key, headings, 3, 0.3))
        found.append(NotAColumn(path=source.path, option="--key", name=options.key, near=near))
    return key


def _columns(
    policy: Policy, source: Source, headings: Sequence[str], options: Options
) -> tuple[dict[tuple[str, str], Place], list[Diagnostic]]:
    """The column of each fact, by its name and the clause that it is for alone ("" for every one); the fact of a place is
    not known yet, and stands for itself with the type of some clause."""
    names = names_of(policy)
    of = {name: kind for clause in policy.clauses for name, kind in types_of(policy, clause).items()}
    made: dict[tuple[str, str], Place] = {}
    said: dict[tuple[str, str], list[str]] = {}
    found: list[Diagnostic] = []
    for heading in headings:
        headed = column_of(heading, names, tuple(policy.clauses))
        if headed is None or not _is_asked(policy, headed):
            continue
        where = headed.fact, headed.clause
        said.setdefault(where, []).append(heading)
        unit = headed.unit or options.units.get(headed.fact, "")
        made[where] = Place(of[headed.fact], heading, unit)
        if headed.unit and options.units.get(headed.fact, headed.unit) != headed.unit:
            cause = f"表头写的是「{heading}」", f"the heading is “{heading}”"
            advice = "请改表头，或者去掉这个选项", "change the heading, or leave the option out"
            found.append(
                BadOption(option=f"--unit {headed.fact}={options.units[headed.fact]}", cause=cause, advice=advice)
            )
    for (fact, _), several in said.items():
        if len(several) > 1:
            found.append(SameHeading(path=source.path, heading=fact, places=tuple(several)))
    found += _units(source, made, names, options)
    for name in options.lists:
        headed = column_of(name, names, tuple(policy.clauses))
        clause = headed.clause if headed else ""
        if headed is not None and clause and headed.fact in types_of(policy, clause):
            kind = types_of(policy, clause)[headed.fact]
            made.setdefault((headed.fact, clause), Place(kind, name, options.units.get(headed.fact, ""), apart=True))
        elif name not in of or of[name].kind not in ("list", "record"):
            lists = tuple(each for each, kind in of.items() if kind.kind in ("list", "record"))
            near = tuple(get_close_matches(name, lists, 3, 0.1))
            found.append(NotAColumn(path=source.path, option="--lists", name=name, near=near))
        elif (name, "") not in made:
            made[name, ""] = Place(of[name], name, options.units.get(name, ""), apart=True)
    return made, found


def _is_asked(policy: Policy, headed: Headed) -> bool:
    return not headed.clause or headed.fact in types_of(policy, headed.clause)


def _units(
    source: Source, columns: Mapping[tuple[str, str], Place], names: Collection[str], options: Options
) -> Iterator[Diagnostic]:
    """Units that no number can have, and those of columns that are not there."""
    for name in options.units:
        if not any(fact == name for fact, _ in columns):
            near = tuple(get_close_matches(name, names, 3, 0.3))
            yield NotAColumn(path=source.path, option="--unit", name=name, near=near)
    for place in columns.values():
        if place.unit and place.fact.kind == "number" and parts_of(place) is None:
            own = place.fact.unit or "（没有单位）"
            yield BadOption(
                option=f"「{place.heading}」的单位「{place.unit}」",
                cause=(
                    f"这一项的单位是{own}，换算不成",
                    f"its unit is {own}, and the one cannot be turned into the other",
                ),
                advice=("请改表头或 --unit 里的单位", "change the unit of the heading or of --unit"),
            )


def _places(
    policy: Policy, clause: str, columns: Mapping[tuple[str, str], Place], options: Options
) -> dict[str, Place]:
    """Where the facts of a clause are, as it reads them."""
    found: dict[str, Place] = {}
    for name, kind in types_of(policy, clause).items():
        place = columns.get((name, clause)) or columns.get((name, ""))
        if place is not None:
            found[name] = Place(kind, place.heading, place.unit, place.apart)
    return found


def _lacking(policy: Policy, clause: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The facts that are nowhere in the table, those of other clauses too where all of one's could be taken from there."""
    found: list[str] = []
    for fact in policy.clauses[clause].facts:
        of = fact.reading
        if of.name in places or of.optional or of.default is not None:
            continue
        source = fact.from_clause if fact.from_clause in policy.clauses else ""
        if not source or _lacking(policy, source, places):
            found.append(of.name)
    return tuple(found)


def _clauses(policy: Policy, asked: Sequence[str], places: Mapping[str, Mapping[str, Place]]) -> Iterator[ClausePlan]:
    used = {
        clause: {place.heading for name, place in places[clause].items() if name != APPROVED.name} for clause in asked
    }
    for clause in asked:
        others = set().union(*(headings for other, headings in used.items() if other != clause))
        own = tuple(place.heading for place in places[clause].values() if place.heading in used[clause] - others)
        needed = tuple(
            place.heading
            for name, place in places[clause].items()
            if not place.fact.optional and place.fact.default is None and name != APPROVED.name
        )
        yield ClausePlan(id=clause, places=places[clause], needed=needed, own=own)


def _carried(headings: Sequence[str], columns: Mapping[tuple[str, str], Place]) -> tuple[str, ...]:
    """What is no fact: who applies, 申报条款 and 申报日期 too, so that a result says what it is of."""
    facts = {place.heading for place in columns.values() if not place.apart}
    return tuple(name for name in headings if name not in facts)


def _doubts(carried: Sequence[str], left_out: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, str], ...]:
    """Columns that are carried over and may be misspelt facts of clauses that are left out."""
    names = tuple(dict.fromkeys(name for _, lacking in left_out for name in lacking))
    near = ((heading, get_close_matches(heading, names, 1, 0.75)) for heading in carried)
    return tuple((heading, match[0]) for heading, match in near if match)


# ── what is wrong ──


def _missing(
    policy: Policy,
    source: Source,
    headings: Sequence[str],
    columns: Mapping[tuple[str, str], Place],
    lacking: Sequence[tuple[str, tuple[str, ...]]],
    options: Options,
) -> Iterator[Diagnostic]:
    """Of the clauses asked for, what they lack; where nothing can be asked at all, of the one that lacks least."""
    free = [name for name in headings if name not in {place.heading for place in columns.values()}]
    near = {clause: _near(names, free) for clause, names in lacking}
    # The nearest has the most columns that look like its own, then lacks the least.
    said = lacking if options.clauses else sorted(lacking, key=lambda each: (-len(near[each[0]]), len(each[1])))[:1]
    for clause, names in said:
        what: Literal["clause", "nearest"] = "clause" if options.clauses else "nearest"
        kinds = {fact.reading.name: fact.reading.kind for fact in policy.clauses[clause].facts}
        lists = tuple(name for name in names if kinds.get(name) == "list")
        yield LacksColumns(path=source.path, clause=clause, columns=names, near=near[clause], what=what, lists=lists)


def _near(names: Sequence[str], headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Facts that the table lacks, each with the heading that may be meant for it."""
    return tuple((name, match[0]) for name in names if (match := get_close_matches(name, headings, 1, 0.6)))


def _approvals(
    policy: Policy, source: Source, asked: Sequence[str], columns: Mapping[tuple[str, str], Place]
) -> Iterator[Diagnostic]:
    """One 核定金额 column for several ceilings: whose it is cannot be known."""
    bare = columns.get((APPROVED.name, ""))
    ceilings = [clause for clause in asked if policy.clauses[clause].ceiling and (APPROVED.name, clause) not in columns]
    if bare is not None and len(ceilings) > 1:
        example = f"「{ceilings[0]} {APPROVED.name}」「{ceilings[1]} {APPROVED.name}」"
        yield BadOption(
            option=f"「{bare.heading}」一列",
            cause=(f"{'、'.join(ceilings)} 都有核定金额，不知道是哪一条的", f"{', '.join(ceilings)} all have one"),
            advice=(f"请一条一列：{example}", f"give each a column: {example}"),
        )
