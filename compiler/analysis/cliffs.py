"""Where one smallest unit more of a fact costs: a cliff, shown by the interpreter, with an edit that removes it.

In: a policy and a clause.  Out: its ``Cliff``s.  For what is given to the applicant (and for 核算) a cliff is a fall of
the result where it otherwise grows with the fact; for 交纳 it is a rise by more than the fact rises by.  Only a change
of sides at a condition or a case makes a cliff: caps, bands and 每增加 do not.  What is varied may be a number of each
item of a list too, and a grade (星级), of which a higher one must not get less where others get more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ..meaning.faults import facts_in
from ..model.clause import Clause, Requirement
from ..model.expr import Mechanism
from ..model.quantity import MONEY
from ..model.types import NumberType, OptionType
from .cliff import Cliff
from .edges import Edge, branches_of, decides, direction_of, edges_of
from .mending import mend_of
from .probing import Outcome, Probe, Values, bases, shown
from .varied import Varied, varied_of

if TYPE_CHECKING:
    from ..model.policy import Policy

# So many applicants are looked at for each fact.
_BASES = 4
# What a change is told in, in the fact's unit, from large to small: 300万元 and 300.01万元, 20亩 and 20.01亩.
_MONEY_STEPS = (Fraction(100), Fraction(1))
_STEPS = (Fraction(1), Fraction(1, 100))
# … where that is so small a part of the value.
_SMALL = 1000


def cliffs(policy: Policy, clause: Clause) -> tuple[Cliff, ...]:
    """The cliffs of a clause, for each fact and edge the first that is found."""
    return _kept(clause, _Of(policy))


@dataclass(frozen=True, slots=True)
class _Of:
    """The policy of a clause, which has but one."""

    policy: Policy = field(compare=False)


@lru_cache(maxsize=256)
def _kept(clause: Clause, of: _Of) -> tuple[Cliff, ...]:
    return tuple(_cliffs(of.policy, clause))


def _cliffs(policy: Policy, clause: Clause) -> Iterator[Cliff]:
    edges = list(edges_of(clause))
    if clause.amount is None or not edges:
        return
    probe, applicants = Probe(clause), list[Values]()
    for varied in varied_of(clause):
        name, is_grade = varied.fact.name, isinstance(varied.type, OptionType)
        # a fact with which the result cannot grow has no cliffs: 裁员人数, 已获补助
        theirs = [edge for edge in edges if decides(edge, name) or (is_grade and name in edge.facts)]
        if not theirs or (not is_grade and direction_of(clause.amount, name) in (-1, 0)):
            continue
        found: dict[int, Cliff] = {}
        applicants = applicants or list(islice(bases(policy, clause), _BASES))
        for base in (made for each in applicants if (made := varied.based_on(each)) is not None):
            if is_grade:
                listed = _of_grades(probe, varied, base, theirs)
            else:
                listed = iter(()) if _falls_about(probe, varied, base) else _of_number(probe, varied, base, theirs)
            for cliff in listed:
                found.setdefault(id(cliff.edge), cliff)
        yield from sorted(found.values(), key=lambda cliff: cliff.value)


# ── the values of one number ──


@dataclass(frozen=True, slots=True)
class _Sample:
    value: int
    got: Outcome


def _of_number(probe: Probe, varied: Varied, base: Values, edges: Sequence[Edge]) -> Iterator[Cliff]:
    clause = probe.clause
    samples = _samples(probe, varied, base)
    is_due = clause.form == "交纳"
    slack = clause.rounding.step if not is_due else max(clause.rounding.step, varied.scale)
    if is_due and varied.type != MONEY:
        return
    is_smooth = any(b.got.amount > a.got.amount > 0 and b.value > a.value + 1 for a, b in pairwise(samples))
    if is_due and not is_smooth:
        return
    # whether the result has grown until here: without ever falling, or since the last fall without a jump
    has_grown = has_fallen = grows = False
    for one, other in pairwise(samples):
        change = other.got.amount - one.got.amount
        is_next = other.value == one.value + 1
        is_cliff = change > slack if is_due else change < -slack
        stops = is_due and change < -slack and other.got.amount == 0
        if is_next and (is_cliff or stops) and (is_due or grows or (has_grown and not has_fallen)):
            edge = _crossed(clause, varied, base, one.value, edges)
            if edge is not None and _is_met(clause, varied, base, one.value, edge, edges):
                continue
            made = _cliff(probe, varied, base, one, edge, edges) if edge else None
            # what each item must be is said of all of them: no end of what is paid for one
            is_of_all = varied.in_item and edge is not None and isinstance(edge.of, Requirement)
            if made is not None and (made.ends or not stops) and not is_of_all:
                yield made
        if change < 0:
            has_fallen, grows = True, False
        elif change > 0 and one.got.amount > 0:
            has_grown, grows = True, grows or not is_next


def _of_grades(probe: Probe, varied: Varied, base: Values, edges: Sequence[Edge]) -> Iterator[Cliff]:
    """Where a higher grade gets less: of an award, which rises with the grade at least as often; not where a case is
    for some grades only, and there is none for the next one."""
    if probe.clause.form != "奖补":
        return
    samples = [
        _Sample(value, got)
        for value in range(len(varied.reading.options))
        if (got := varied.outcome(probe, base, value)) is not None
    ]
    steps = [(one, other) for one, other in pairwise(samples) if other.value == one.value + 1]
    falls = [one for one, other in steps if other.got.amount < one.got.amount]
    if len(falls) <= sum(other.got.amount > one.got.amount for one, other in steps):
        for one in falls:
            edge = _crossed(probe.clause, varied, base, one.value, edges)
            made = _cliff(probe, varied, base, one, edge, edges) if edge else None
            if made is not None and not made.ends:
                yield made


def _falls_about(probe: Probe, varied: Varied, base: Values) -> bool:
    """Whether an applicant with half as much gets more, and one with half as much again gets less: looked at before
    all else, since a result that falls with a fact has no cliffs."""
    value, one = varied.value(base), varied.reading.scale
    about = (value // 2, value, value + value // 2) if value else (0, 10**4 * one, 10**6 * one)
    got = [varied.outcome(probe, base, each) for each in about]
    amounts = [each.amount for each in got if each is not None]
    return len(amounts) > 1 and all(less > more for less, more in pairwise(amounts))


def _samples(probe: Probe, varied: Varied, base: Values) -> list[_Sample]:
    """Before, at and behind every point at which something changes, and between them."""
    points = varied.turning_points(probe.clause, base)
    values = {value for point in points for value in (point - 1, point, point + 1)}
    values |= {(low + high) // 2 for low, high in pairwise([varied.reading.least, *points])}
    values |= {points[-1] * 2, points[-1] * 3} if points else set()
    found: list[_Sample] = []
    for value in sorted(values):
        got = varied.outcome(probe, base, value)
        if got is not None:
            found.append(_Sample(value, got))
    return found


def _crossed(clause: Clause, varied: Varied, base: Values, value: int, edges: Sequence[Edge]) -> Edge | None:
    """The comparison that changes its mind between a value and the next."""
    now, then = (varied.evaluated(clause, base, at) for at in (value, value + 1))
    reached = (edge for edge in edges if _is_within(clause, varied, edge))
    return next((edge for edge in reached if now.truth(edge.test) != then.truth(edge.test)), None)


def _is_within(clause: Clause, varied: Varied, edge: Edge) -> bool:
    """Whether the comparison can be asked: of items, only of those of the list that is gone through."""
    lists = {fact.name for fact in clause.facts if fact.reading.kind == "list"}
    return not ({*facts_in(edge.test)} & lists) - ({varied.fact.name} if varied.in_item else set())


def _begins(edge: Edge, edges: Sequence[Edge]) -> Iterator[Edge]:
    """Where the upper end of one amount is the lower of another beside it: 1亿元以下的，…；同时，超过1亿元的，…"""
    for other in edges:
        is_same = (other.test.left, other.test.right) == (edge.test.left, edge.test.right)
        if (
            is_same
            and other.of is not edge.of
            and isinstance(other.of, Mechanism)
            and other.test.operator in (">", ">=")
        ):
            yield other


def _is_met(clause: Clause, varied: Varied, base: Values, value: int, edge: Edge, edges: Sequence[Edge]) -> bool:
    """Whether it falls only since at the end two amounts met (overlapping_tiers tells of that)."""
    now, before = varied.evaluated(clause, base, value), varied.evaluated(clause, base, max(value - 1, 0))
    return any(now.truth(each.test) and not before.truth(each.test) for each in _begins(edge, edges))


def _cliff(probe: Probe, varied: Varied, base: Values, one: _Sample, edge: Edge, others: Sequence[Edge]) -> Cliff:
    clause, value = probe.clause, one.value
    then = varied.evaluated(clause, base, value + 1)
    conditions_hold = all(then.truth(made.condition) for made in clause.conditions)
    takes = any(then.truth(branch.condition) for branch in branches_of(edge.of)) or any(
        then.truth(other.test) for other in _begins(edge, others)
    )
    last, first = one, _Sample(value + 1, _got(probe, varied, base, value + 1))
    # 300万元 is the threshold that 300万元 and 300.01万元 lie at, 6万平方米 that of 59999平方米 and 6万平方米
    is_passed = isinstance(varied.type, NumberType) and _zeros(value) >= _zeros(value + 1)
    for step in _steps(varied):
        there = value + step if is_passed else value + 1 - step
        told = varied.outcome(probe, base, there)
        near = first if is_passed else last
        fall = abs(first.got.amount - last.got.amount)
        if told and step * _SMALL <= value and abs(told.amount - near.got.amount) * _SMALL <= fall * 100:
            last, first = (last, _Sample(there, told)) if is_passed else (_Sample(there, told), first)
            break
    made = Cliff(
        clause=clause,
        varied=varied,
        base=base,
        value=value,
        told=(shown(varied.reading, last.value), shown(varied.reading, first.value)),
        before=last.got,
        after=first.got,
        edge=edge.test,
        of=edge.of,
        is_passed=is_passed,
        ends=not conditions_hold or (isinstance(edge.of, Mechanism) and not takes),
    )
    return replace(made, mend=mend_of(made))


def _got(probe: Probe, varied: Varied, base: Values, value: int) -> Outcome:
    got = varied.outcome(probe, base, value)
    assert got is not None
    return got


def _steps(varied: Varied) -> list[int]:
    """What a change may be told in, in smallest steps of the number."""
    if not isinstance(varied.type, NumberType):
        return []
    steps = _MONEY_STEPS if varied.reading.unit == "元" else _STEPS
    return [int(step * varied.reading.scale) for step in steps if step * varied.reading.scale > 1]


def _zeros(value: int) -> int:
    text = str(value)
    return len(text) - len(text.rstrip("0"))
