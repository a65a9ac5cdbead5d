"""Where one smallest unit more of a fact costs: a cliff, shown by the interpreter, with an edit that removes it.

In: a policy and a clause.  Out: its ``Cliff``s.  For what is given to the applicant (and for 核算) a cliff is a fall of
the result where it otherwise grows with the fact; for 交纳 it is a rise by more than the fact rises by.  Only a change
of sides at a condition or a case makes a cliff: caps, bands and 每增加 do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ..meaning.interpret import evaluator
from ..model.clause import Clause, Fact
from ..model.expr import Mechanism
from ..model.quantity import MONEY
from ..model.types import NumberType
from ..model.unit_words import AGES_AND_RANKS
from .cliff import Cliff
from .edges import Edge, branches_of, decides, direction_of, edges_of
from .mending import mend_of
from .probing import Outcome, Probe, Values, bases, shown
from .turning_points import turning_points

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
    for fact in clause.facts:
        theirs = [edge for edge in edges if decides(edge, fact.name)]
        # a fact with which the result cannot grow has no cliffs: 裁员人数, 已获补助
        if not theirs or not _is_amount(fact) or direction_of(clause.amount, fact.name) in (-1, 0):
            continue
        found: dict[int, Cliff] = {}
        applicants = applicants or list(islice(bases(policy, clause), _BASES))
        for base in (base for base in applicants if not _falls_about(probe, fact, base)):
            for cliff in _of_fact(probe, fact, base, theirs):
                found.setdefault(id(cliff.edge), cliff)
        yield from sorted(found.values(), key=lambda cliff: cliff.value)


def _is_amount(fact: Fact) -> bool:
    """Whether it is a quantity: not a rank (伤残等级), of which one more is something else."""
    return isinstance(fact.type, NumberType) and fact.type.shown not in AGES_AND_RANKS


# ── the values of one fact ──


@dataclass(frozen=True, slots=True)
class _Sample:
    value: int
    got: Outcome


def _of_fact(probe: Probe, fact: Fact, base: Values, edges: Sequence[Edge]) -> Iterator[Cliff]:
    clause = probe.clause
    samples = _samples(probe, fact, base)
    is_due = clause.form == "交纳"
    slack = clause.rounding.step if not is_due else max(clause.rounding.step, fact.scale)
    if is_due and fact.type != MONEY:
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
            edge = _crossed(clause, fact, base, one.value, edges)
            made = _cliff(probe, fact, base, one, edge) if edge else None
            if made is not None and (made.ends or not stops):
                yield made
        if change < 0:
            has_fallen, grows = True, False
        elif change > 0 and one.got.amount > 0:
            has_grown, grows = True, grows or not is_next


def _falls_about(probe: Probe, fact: Fact, base: Values) -> bool:
    """Whether an applicant with half as much gets more, and one with half as much again gets less: looked at before
    all else, since a result that falls with a fact has no cliffs."""
    value = base[fact.name]
    assert isinstance(value, int)
    about = (
        (value // 2, value, value + value // 2)
        if value
        else (0, 10**4 * fact.reading.scale, 10**6 * fact.reading.scale)
    )
    got = [probe.with_fact(base, fact.name, each) for each in about]
    amounts = [each.amount for each in got if each is not None]
    return len(amounts) > 1 and all(less > more for less, more in pairwise(amounts))


def _samples(probe: Probe, fact: Fact, base: Values) -> list[_Sample]:
    """Before, at and behind every point at which something changes, and between them."""
    points = turning_points(probe.clause, base, fact.name)
    values = {value for point in points for value in (point - 1, point, point + 1)}
    values |= {(low + high) // 2 for low, high in pairwise([fact.reading.least, *points])}
    values |= {points[-1] * 2, points[-1] * 3} if points else set()
    found: list[_Sample] = []
    for value in sorted(values):
        got = probe.with_fact(base, fact.name, value)
        if got is not None:
            found.append(_Sample(value, got))
    return found


def _crossed(clause: Clause, fact: Fact, base: Values, value: int, edges: Sequence[Edge]) -> Edge | None:
    """The comparison that changes its mind between a value and the next."""
    now, then = (evaluator(clause, {**base, fact.name: at}) for at in (value, value + 1))
    return next((edge for edge in edges if now.truth(edge.test) != then.truth(edge.test)), None)


def _cliff(probe: Probe, fact: Fact, base: Values, one: _Sample, edge: Edge) -> Cliff:
    clause, value = probe.clause, one.value
    then = evaluator(clause, {**base, fact.name: value + 1})
    conditions_hold = all(then.truth(made.condition) for made in clause.conditions)
    takes = any(then.truth(branch.condition) for branch in branches_of(edge.of))
    last, first = one, _Sample(value + 1, _got(probe, fact, base, value + 1))
    # 300万元 is the threshold that 300万元 and 300.01万元 lie at, 6万平方米 that of 59999平方米 and 6万平方米
    is_passed = _zeros(value) >= _zeros(value + 1)
    for step in _steps(fact):
        there = value + step if is_passed else value + 1 - step
        told = probe.with_fact(base, fact.name, there)
        near = first if is_passed else last
        fall = abs(first.got.amount - last.got.amount)
        if told and step * _SMALL <= value and abs(told.amount - near.got.amount) * _SMALL <= fall * 100:
            last, first = (last, _Sample(there, told)) if is_passed else (_Sample(there, told), first)
            break
    made = Cliff(
        clause=clause,
        fact=fact,
        base=base,
        value=value,
        told=(shown(fact.reading, last.value), shown(fact.reading, first.value)),
        before=last.got,
        after=first.got,
        edge=edge.test,
        of=edge.of,
        is_passed=is_passed,
        ends=not conditions_hold or (isinstance(edge.of, Mechanism) and not takes),
    )
    return replace(made, mend=mend_of(made))


def _got(probe: Probe, fact: Fact, base: Values, value: int) -> Outcome:
    got = probe.with_fact(base, fact.name, value)
    assert got is not None
    return got


def _steps(fact: Fact) -> list[int]:
    """What a change may be told in, in smallest steps of the fact."""
    steps = _MONEY_STEPS if fact.reading.unit == "元" else _STEPS
    return [int(step * fact.reading.scale) for step in steps if step * fact.reading.scale > 1]


def _zeros(value: int) -> int:
    text = str(value)
    return len(text) - len(text.rstrip("0"))
