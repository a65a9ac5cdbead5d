"""Where one smallest unit more of a fact costs: a cliff, shown by the interpreter, with an edit that removes it.

In: a policy and a clause.  Out: its ``Cliff``s.  For what is given to the applicant (and for 核算) a cliff is a fall of
the result where it otherwise grows with the fact; for 交纳 it is a rise by more than the fact rises by.  Only a change
of sides at a condition or a case makes a cliff: caps, bands and 每增加 do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, cast
from typing import Literal as OneOf

from ..meaning.faults import facts_in
from ..meaning.interpret import evaluator
from ..meaning.mechanisms.cap import Cap
from ..model.clause import Clause, Fact, Requirement
from ..model.expr import (
    Addition,
    Branch,
    Cases,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Expr,
    FactRef,
    Literal,
    Mechanism,
    OptionLiteral,
    Product,
    Quotient,
    TextLiteral,
    Truth,
    anatomy_of,
    operands_of,
)
from ..model.quantity import MONEY
from ..model.types import ListType, NumberType
from ..model.unit_words import AGES_AND_RANKS
from .probing import Outcome, Probe, Values, bases, shown, turning_points

if TYPE_CHECKING:
    from ..model.policy import Policy

# So many applicants are looked at for each fact.
_BASES = 4
# What a change is told in, in the fact's unit, from large to small: 300万元 and 300.01万元, 20亩 and 20.01亩.
_MONEY_STEPS = (Fraction(100), Fraction(1))
_STEPS = (Fraction(1), Fraction(1, 100))
# … where that is so small a part of the value.
_SMALL = 1000


@dataclass(frozen=True, slots=True)
class Cliff:
    """With ``value`` of ``fact`` an applicant, ``base``, is on one side and with one more step on the other.  It is
    ``told`` of two values near there: who has the first gets ``before``, who has the second ``after``; the threshold is
    the first where it ``is_passed``, else the second.  ``edge`` is the comparison that changes sides: of a condition
    (``of``) or in a list of cases.  ``ends`` where nothing takes what is behind it: no case, or a condition fails.
    ``mend`` is the limit that would remove it, tried out."""

    clause: Clause
    fact: Fact
    base: Mapping[str, object]
    value: int
    told: tuple[str, str]
    before: Outcome
    after: Outcome
    edge: Compare
    of: Requirement | Mechanism
    is_passed: bool
    ends: bool
    mend: Expr | None = None

    @property
    def threshold(self) -> str:
        """In the drafter's units."""
        return self.told[0] if self.is_passed else self.told[1]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A comparison at which a clause decides, and where it stands."""

    test: Compare
    of: Requirement | Mechanism
    facts: frozenset[str]


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
    edges = list(_edges(clause))
    if clause.amount is None or not edges:
        return
    probe, applicants = Probe(clause), list[Values]()
    for fact in clause.facts:
        theirs = [edge for edge in edges if _decides(edge, fact.name)]
        # a fact with which the result cannot grow has no cliffs: 裁员人数, 已获补助
        if not theirs or not _is_amount(fact) or _direction(clause.amount, fact.name) in (-1, 0):
            continue
        found: dict[int, Cliff] = {}
        applicants = applicants or list(islice(bases(policy, clause), _BASES))
        for base in (base for base in applicants if not _falls_about(probe, fact, base)):
            for cliff in _of_fact(probe, fact, base, theirs):
                found.setdefault(id(cliff.edge), cliff)
        yield from sorted(found.values(), key=lambda cliff: cliff.value)


def _edges(clause: Clause) -> Iterator[_Edge]:
    """The comparisons of numbers in the conditions, and in the cases of the result; not those of items of a list."""
    lists = {fact.name for fact in clause.facts if isinstance(fact.type, ListType)}
    for made in clause.conditions:
        for test in _compared(made.condition):
            named = frozenset(facts_in(test))
            if not named & lists:
                yield _Edge(test, made, named)
    seen: set[str] = set()
    waiting: list[Expr] = [] if clause.amount is None else [clause.amount]
    while waiting:
        expr = waiting.pop(0)
        if isinstance(expr, DefinitionRef):
            if expr.name not in seen:
                seen.add(expr.name)
                waiting.append(expr.definition.body)
            continue
        branches = _branches(expr)
        if isinstance(expr, Mechanism) and not any(lists & {*facts_in(branch.condition)} for branch in branches):
            for branch in branches:
                for test in _compared(branch.condition):
                    yield _Edge(test, expr, frozenset(facts_in(test)))
        waiting += operands_of(expr)


def _branches(of: Requirement | Expr) -> tuple[Branch, ...]:
    """The cases of a mechanism."""
    cases: Cases | None = None if isinstance(of, Requirement) else anatomy_of(of).cases
    return cases.branches if cases else ()


def _is_amount(fact: Fact) -> bool:
    """Whether it is a quantity: not a rank (伤残等级), of which one more is something else."""
    return isinstance(fact.type, NumberType) and fact.type.shown not in AGES_AND_RANKS


def _decides(edge: _Edge, name: str) -> bool:
    """Whether more of a fact may change the comparison for the worse.  Not 投资额100万元以上, a condition that more of
    it only helps; nor a share of others in the fact (境外人数占参会人数10%以上), which falls with it by itself."""
    if name not in edge.facts or _divides(edge.test.left, name) or _divides(edge.test.right, name):
        return False
    sides = _direction(edge.test.left, name), _direction(edge.test.right, name)
    rises = sides[0] in (0, 1) and sides[1] in (0, -1)
    return not (isinstance(edge.of, Requirement) and edge.test.operator in (">", ">=") and rises)


def _divides(expr: Expr, name: str) -> bool:
    """Whether a fact stands below another in a ratio."""
    if isinstance(expr, DefinitionRef):
        return _divided(expr.definition, name)
    return (isinstance(expr, Quotient) and name in facts_in(expr.right)) or any(
        _divides(part, name) for part in operands_of(expr)
    )


@lru_cache(maxsize=1024)
def _divided(made: Definition, name: str) -> bool:
    return _divides(made.body, name)


def _direction(expr: Expr, name: str) -> int | None:
    """Whether a number rises (1) or falls (-1) with a fact, or has nothing to do with it (0); None where that is not
    seen at once."""
    if name not in facts_in(expr):
        return 0
    match expr:
        case FactRef():
            return 1
        case DefinitionRef():
            return _directed(expr.definition, name)
        case Addition():
            parts = [_direction(part, name) for part in expr.parts]
        case Difference():
            parts = [_direction(expr.left, name), _turned(_direction(expr.right, name))]
        case Quotient() | Product():
            left, right = _direction(expr.left, name), _direction(expr.right, name)
            parts = [left, right if isinstance(expr, Product) else _turned(right)]
        case Mechanism():
            parts = _directions(expr, name)
        case _:
            return None
    if None in parts or {1, -1} <= set(parts):
        return None
    return 1 if 1 in parts else -1


def _directions(made: Mechanism, name: str) -> list[int | None]:
    """Of a step on an amount: with what it acts on and what limits it, against what it takes away."""
    anatomy = made.anatomy()
    rising = [anatomy.acts_on, *(limit.limit for limit in anatomy.limits)]
    if {id(part) for part in operands_of(made)} != {id(part) for part in (*rising, *anatomy.takes)}:
        return [None]
    directed = [_direction(part, name) for part in rising if part is not None]
    return [*directed, *(_turned(_direction(part, name)) for part in anatomy.takes)]


@lru_cache(maxsize=1024)
def _directed(made: Definition, name: str) -> int | None:
    return _direction(made.body, name)


def _turned(direction: int | None) -> int | None:
    return None if direction is None else -direction


def _compared(condition: Expr) -> Iterator[Compare]:
    """The comparisons of numbers that a condition is made of, those of a definition once."""
    seen: set[Definition] = set()
    waiting = [condition]
    while waiting:
        expr = waiting.pop(0)
        if isinstance(expr, DefinitionRef):
            if expr.definition not in seen:
                seen.add(expr.definition)
                waiting.append(expr.definition.body)
        elif not isinstance(expr, Compare):
            waiting += operands_of(expr)
        elif isinstance(expr.left.type, NumberType) and not isinstance(expr.right, OptionLiteral | TextLiteral):
            yield expr


def given(cliff: Cliff) -> str:
    """The other facts of the applicant on which the result depends: 社平8000元、年15年."""
    clause = cliff.clause
    named = {*(facts_in(clause.amount) if clause.amount is not None else ()), *facts_in(cliff.edge)}
    said: list[str] = []
    for fact in clause.facts:
        if fact.name == cliff.fact.name or fact.name not in named:
            continue
        value = cliff.base[fact.name]
        match fact.reading.kind:
            case "boolean":
                said.append(f"{'' if value else '非'}{fact.name}")
            case "number" if value or fact.name in facts_in(cliff.edge):
                said.append(f"{fact.name}{shown(fact.reading, value)}")
            case "option" | "date":
                said.append(f"{fact.name}{shown(fact.reading, value)}")
    return "、".join(said)


# ── the values of one fact ──


@dataclass(frozen=True, slots=True)
class _Sample:
    value: int
    got: Outcome


def _of_fact(probe: Probe, fact: Fact, base: Values, edges: Sequence[_Edge]) -> Iterator[Cliff]:
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


def _crossed(clause: Clause, fact: Fact, base: Values, value: int, edges: Sequence[_Edge]) -> _Edge | None:
    """The comparison that changes its mind between a value and the next."""
    now, then = (evaluator(clause, {**base, fact.name: at}) for at in (value, value + 1))
    return next((edge for edge in edges if now.truth(edge.test) != then.truth(edge.test)), None)


def _cliff(probe: Probe, fact: Fact, base: Values, one: _Sample, edge: _Edge) -> Cliff:
    clause, value = probe.clause, one.value
    then = evaluator(clause, {**base, fact.name: value + 1})
    conditions_hold = all(then.truth(made.condition) for made in clause.conditions)
    takes = any(then.truth(branch.condition) for branch in _branches(edge.of))
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
    return replace(made, mend=_mend(made))


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


# ── what would remove it ──


def _mend(cliff: Cliff) -> Expr | None:
    """The limit that would remove it: of the whole, where nothing takes the next value (a cap at what was paid last);
    of the case behind the edge otherwise (not less, or for 交纳 not more, than the case before it gives there)."""
    clause = cliff.clause
    if clause.amount is None or clause.series is not None:
        return None
    if cliff.ends:
        return _cap_at_end(cliff)
    if not isinstance(cliff.of, Mechanism):
        return None
    first, then = (_case(cliff, value) for value in (cliff.value, cliff.value + 1))
    if first is None or then is None or cliff.edge.operator not in ("<", "<=", ">", ">="):
        return None
    last = _swapped(first.amount, cliff.edge.left, cliff.edge.right)
    if clause.form == "交纳":
        kind = _number(then.amount)
        more = Difference(left=cliff.edge.left, right=cliff.edge.right, type=kind, may_be_negative=True)
        last = Addition(parts=(last, more), type=kind)
    word: OneOf["封顶", "保底"] = "封顶" if clause.form == "交纳" else "保底"
    limited = Cap(amount=then.amount, limit=last, word=word, type=_number(then.amount))
    return last if _is_mended(cliff, _with_cases(cliff, then, replace(then, amount=limited))) else None


def _cap_at_end(cliff: Cliff) -> Literal | None:
    """What is paid at the end of all, as a cap of a clause that does not end there."""
    clause, opened = cliff.clause, _opened(cliff)
    if opened is None or opened.amount is None:
        return None
    threshold = cliff.value if cliff.is_passed else cliff.value + 1
    last = Probe(opened).with_fact(cliff.base, cliff.fact.name, threshold)
    if last is None:
        return None
    kind = _number(opened.amount)
    limit = Literal(value=last.amount, type=kind, text="")
    capped = replace(opened, amount=Cap(amount=opened.amount, limit=limit, word="封顶", type=kind))
    return limit if clause.amount is not None and _is_mended(cliff, capped) else None


def _opened(cliff: Cliff) -> Clause | None:
    """The clause without the upper end."""
    clause, edge, endless = cliff.clause, cliff.edge, Truth(value=True)
    if clause.amount is None or edge.operator not in ("<", "<="):
        return None
    if isinstance(cliff.of, Mechanism):
        last = _case(cliff, cliff.value)
        condition = _swapped(last.condition, edge, endless) if last else endless
        return None if last is None else _with_cases(cliff, last, replace(last, condition=condition))
    conditions = tuple(replace(made, condition=_swapped(made.condition, edge, endless)) for made in clause.conditions)
    return replace(clause, conditions=conditions)


def _with_cases(cliff: Cliff, old: Branch, new: Branch) -> Clause:
    """The clause with one case of the list in another form."""
    assert isinstance(cliff.of, Mechanism) and cliff.clause.amount is not None
    amount = _swapped(cliff.clause.amount, cliff.of, _swapped(cliff.of, old, new))
    return replace(cliff.clause, amount=amount)


def _case(cliff: Cliff, value: int) -> Branch | None:
    there = evaluator(cliff.clause, {**cliff.base, cliff.fact.name: value})
    return next((branch for branch in _branches(cliff.of) if there.truth(branch.condition)), None)


def _is_mended(cliff: Cliff, clause: Clause) -> bool:
    """Whether the edited clause gives as much before the edge as it did, and has no cliff there."""
    probe, name = Probe(clause), cliff.fact.name
    before = probe.with_fact(cliff.base, name, cliff.value)
    after = probe.with_fact(cliff.base, name, cliff.value + 1)
    now = Probe(cliff.clause).with_fact(cliff.base, name, cliff.value)
    if before is None or after is None or now is None or before.amount != now.amount:
        return False
    change = after.amount - before.amount
    return change <= max(clause.rounding.step, cliff.fact.scale) if clause.form == "交纳" else change >= 0


def _swapped(tree: Expr, old: Expr | Branch, new: Expr | Branch) -> Expr:
    """An expression with another in a place of it; a definition that has the old one becomes another definition."""
    return cast("Expr", _with_new(tree, old, new, {}))


def _with_new(tree: object, old: Expr | Branch, new: Expr | Branch, done: dict[Definition, object]) -> object:
    if tree is old or (isinstance(tree, FactRef | DefinitionRef) and tree == old):
        return new
    if isinstance(tree, DefinitionRef):
        made = tree.definition
        if made not in done:
            body = cast("Expr", _with_new(made.body, old, new, done))
            done[made] = tree if body is made.body else replace(tree, definition=replace(made, body=body))
        return done[made]
    if isinstance(tree, tuple):
        parts = tuple(_with_new(part, old, new, done) for part in tree)
        return tree if all(one is other for one, other in zip(parts, tree, strict=True)) else parts
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    changed: dict[str, Any] = {}
    for each in fields(tree):
        value = getattr(tree, each.name)
        if each.name not in ("type", "span") and (found := _with_new(value, old, new, done)) is not value:
            changed[each.name] = found
    return replace(tree, **changed) if changed else tree


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type
