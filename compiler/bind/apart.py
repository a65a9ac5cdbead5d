"""Whether the form of cases keeps them apart: the reason why they are one list.

In: conditions, in the order of their cases.  Out: which pairs of them may hold together, as far as their form says.
A condition is read as its ways to hold: in each, every quantity that it asks of has the values that are left to it.
Two conditions are apart where in any two ways something is left no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from ..model.expr import (
    EXPRESSIONS,
    All,
    AnyOf,
    Compare,
    DefinitionRef,
    Expr,
    Literal,
    Not,
    OptionLiteral,
    TextLiteral,
    Truth,
    anatomy_of,
    operands_of,
)
from ..model.period import Shift
from ..model.types import BOOLEAN, OptionType

# More ways than these are not told apart: the condition is then one thing that holds or does not.
_MOST_WAYS = 24
# Of more cases than these not every pair is looked at, but those that share a value of what most of them ask of.
_FEW = 40
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "≠", "≠": "="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "≠": "≠"}
_SIGNS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "≠": "<>"}


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from ``low`` to ``high``; None is without end."""

    low: Fraction | None = None
    low_in: bool = True
    high: Fraction | None = None
    high_in: bool = True

    def narrowed(self, by: Between) -> Between:
        made = self
        if by.low is not None and (made.low is None or (by.low, not by.low_in) > (made.low, not made.low_in)):
            made = replace(made, low=by.low, low_in=by.low_in)
        if by.high is not None and (made.high is None or (by.high, by.high_in) < (made.high, made.high_in)):
            made = replace(made, high=by.high, high_in=by.high_in)
        return made

    @property
    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))


Left = Between | frozenset[object]
Way = dict[object, Left]


def together(conditions: Sequence[Expr]) -> list[tuple[int, int]]:
    """The pairs of conditions, an earlier one and a later one, that may hold together where those before them, as far as
    they are steps of one ladder, do not."""
    cases = _laddered([_ways(condition, True) or [] for condition in conditions])
    return [
        (one, two)
        for one, two in _candidates(cases)
        if any(not _apart(first, second) for first in cases[one] for second in cases[two])
    ]


def is_complete(conditions: Sequence[Expr]) -> bool:
    """Whether one of these holds in any case: every option of one fact, 是 and 否, every number; 其余的."""
    if Truth(value=True) in conditions:
        return True
    cases = [way for condition in conditions for way in _ways(condition, True) or []]
    subjects = {subject for way in cases for subject in way}
    if len(subjects) != 1 or not all(cases):
        return False
    (subject,) = subjects
    left = [way[subject] for way in cases]
    sets = [values for values in left if isinstance(values, frozenset)]
    if len(sets) == len(left):
        taken = frozenset[object]().union(*sets)
        if isinstance(subject, EXPRESSIONS) and isinstance(subject.type, OptionType):
            return len(taken) == len(subject.type.options)
        return taken >= {True, False} or taken >= set("<=>")
    ranges = sorted((each for each in left if isinstance(each, Between)), key=_from)
    reached: Between | None = None
    for each in ranges:
        if reached is None:
            if each.low is not None and each.low > 0:
                return False
            reached = each
        elif reached.high is None:
            return True
        elif each.low is not None and (each.low, each.low_in or reached.high_in) > (reached.high, True):
            return False
        elif each.high is None or (each.high, each.high_in) > (reached.high, reached.high_in):
            reached = each
    return reached is not None and reached.high is None


# ── ways ──


def _ways(condition: Expr, holds: bool) -> list[Way] | None:
    """The ways in which a condition holds (or does not); None where they are too many."""
    match condition:
        case Truth(value=value):
            return [{}] if value is holds else []
        case Not(part=part):
            return _ways(part, not holds)
        case DefinitionRef(definition=made) if made.type == BOOLEAN:
            return _ways(made.body, holds)
        case All(parts=parts) | AnyOf(parts=parts):
            listed = [_ways(part, holds) for part in parts]
            known: list[list[Way]] = [
                [{part: frozenset((holds,))}] if ways is None else ways
                for part, ways in zip(parts, listed, strict=True)
            ]
            made_all = _every(known) if isinstance(condition, All) is holds else [way for ways in known for way in ways]
            return made_all if made_all is not None and len(made_all) <= _MOST_WAYS else None
        case Compare():
            return _compared(condition, holds)
    return [{condition: frozenset((holds,))}]


def _every(listed: Sequence[list[Way]]) -> list[Way] | None:
    made: list[Way] = [{}]
    for ways in listed:
        made = [both for one in made for other in ways if (both := _both(one, other)) is not None]
        if len(made) > _MOST_WAYS:
            return None
    return made


def _both(one: Way, other: Way) -> Way | None:
    """Both at once; None where something is left no value."""
    made = dict(one)
    for subject, left in other.items():
        found = _shared(made[subject], left) if subject in made else left
        if _is_empty(found):
            return None
        made[subject] = found
    return made


def _shared(one: Left, other: Left) -> Left:
    if isinstance(one, Between) and isinstance(other, Between):
        return one.narrowed(other)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    return one


def _is_empty(left: Left) -> bool:
    return left.is_empty if isinstance(left, Between) else not left


def _compared(test: Compare, holds: bool) -> list[Way]:
    operator = test.operator if holds else _OPPOSITE[test.operator]
    match test.right:
        case OptionLiteral(index=index, type=kind):
            taken = (at for at in range(len(kind.options)) if _holds(at, operator, index))
            return [{test.left: frozenset(taken)}]
        case Literal(value=value):
            return [{test.left: each} for each in _beside(operator, value)]
        case TextLiteral(text=text) if operator == "=":
            return [{test.left: frozenset((text,))}]
        case TextLiteral():
            return [{(test.left, test.right): frozenset(("≠",))}]
    match anatomy_of(test.right).period:
        case Shift(months=months, days=days) if not (months and days):
            # 自签约日起1年内, 自签约日起2年内
            key = (test.left, *operands_of(test.right), "days" if days else "months")
            return [{key: each} for each in _beside(operator, Fraction(months or days))]
    pair: tuple[Expr, Expr] = (test.left, test.right)
    if repr(test.right) < repr(test.left):
        pair, operator = (test.right, test.left), _TURNED[operator]
    return [{pair: frozenset(_SIGNS[operator])}]


def _holds(at: int, operator: str, index: int) -> bool:
    if at == index:
        return operator in ("=", "<=", ">=")
    return operator in (("<", "<=", "≠") if at < index else (">", ">=", "≠"))


def _beside(operator: str, value: Fraction) -> list[Between]:
    match operator:
        case "<" | "<=":
            return [Between(high=value, high_in=operator == "<=")]
        case ">" | ">=":
            return [Between(low=value, low_in=operator == ">=")]
        case "=":
            return [Between(value, True, value, True)]
    return [Between(high=value, high_in=False), Between(low=value, low_in=False)]


# ── ladders ──


def _laddered(cases: list[list[Way]]) -> list[list[Way]]:
    """2亿元以上的，……；1亿元以上的，……: each threshold takes what those before it leave, up to the one that lies next.  Of
    every number that a case asks of, beside the same other things."""
    reached: dict[tuple[object, object, bool], tuple[Fraction, bool]] = {}
    made: list[list[Way]] = []
    for ways in cases:
        if len(ways) != 1:
            made.append(ways)
            continue
        (way,) = ways
        cut = dict(way)
        for subject, left in way.items():
            if isinstance(left, Between):
                beside = frozenset((other, values) for other, values in way.items() if other != subject)
                cut[subject] = _cut(_cut(left, reached, (subject, beside, True)), reached, (subject, beside, False))
        made.append([cut])
    return made


def _cut(
    left: Between, reached: dict[tuple[object, object, bool], tuple[Fraction, bool]], key: tuple[object, object, bool]
) -> Between:
    """What the thresholds so far leave, whose ends go up (or down) without end."""
    upward = key[2]
    far, near, near_in = (left.high, left.low, left.low_in) if upward else (left.low, left.high, left.high_in)
    known = reached.get(key)
    is_open = far is None or (known is not None and (far >= known[0] if upward else far <= known[0]))
    if not is_open or near is None:
        return left
    if known is None or (near < known[0] if upward else near > known[0]):
        reached[key] = (near, near_in)
    if known is None or not (near < known[0] if upward else near > known[0]):
        return left
    end, is_in = known
    return replace(left, high=end, high_in=not is_in) if upward else replace(left, low=end, low_in=not is_in)


# ── pairs ──


def _candidates(cases: Sequence[Sequence[Way]]) -> Iterator[tuple[int, int]]:
    """Pairs that may hold together; of many cases only those that share a value of what most of them ask of."""
    if len(cases) <= _FEW:
        yield from combinations(range(len(cases)), 2)
        return
    counts: dict[object, int] = {}
    for ways in cases:
        for subject in {subject for way in ways for subject in way}:
            counts[subject] = counts.get(subject, 0) + 1
    if not counts:
        yield from combinations(range(len(cases)), 2)
        return
    most = max(counts, key=lambda subject: counts[subject])
    found = {pair for pairs in (_sharing(cases, most),) for pair in pairs}
    yield from sorted(found)


def _sharing(cases: Sequence[Sequence[Way]], subject: object) -> Iterator[tuple[int, int]]:
    anything: list[int] = []
    by_value: dict[object, list[int]] = {}
    ranges: list[tuple[Between, int]] = []
    for at, ways in enumerate(cases):
        for way in ways:
            left = way.get(subject)
            if left is None:
                anything.append(at)
            elif isinstance(left, Between):
                ranges.append((left, at))
            else:
                for value in left:
                    by_value.setdefault(value, []).append(at)
    for at in dict.fromkeys(anything):
        yield from (_pair(at, other) for other in range(len(cases)) if other != at)
    for listed in by_value.values():
        yield from (_pair(one, two) for one, two in combinations(dict.fromkeys(listed), 2))
    open_now: list[tuple[Between, int]] = []
    for left, at in sorted(ranges, key=lambda each: _from(each[0])):
        open_now = [each for each in open_now if not _is_empty(each[0].narrowed(left))]
        yield from (_pair(at, other) for _, other in open_now if other != at)
        open_now.append((left, at))


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def _from(left: Between) -> tuple[bool, Fraction, bool]:
    return (left.low is not None, left.low or Fraction(0), not left.low_in)


def _apart(one: Way, two: Way) -> bool:
    """Whether no value of something satisfies both; or the first is a special case of the second, as thresholds of a ladder
    are (10亿元以上且增长20%以上, 5亿元以上且增长10%以上; 发明且首次的, 发明的); or they meet in one number only, which is told
    elsewhere."""
    if any(_is_empty(_shared(one[subject], two[subject])) for subject in one if subject in two):
        return True
    if not two.keys() <= one.keys():
        return False
    differing = [subject for subject in two if one[subject] != two[subject]]
    if len(one) > len(two):
        return all(_shared(one[subject], two[subject]) == one[subject] for subject in differing)
    if len(differing) == 1 and _meet(one[differing[0]], two[differing[0]]):
        return True
    return bool(differing) and all(_asks_more(subject, one[subject], two[subject]) for subject in differing)


def _meet(one: Left, two: Left) -> bool:
    """Whether one range ends with the number with which the other begins."""
    if not isinstance(one, Between) or not isinstance(two, Between) or one.low == one.high or two.low == two.high:
        return False
    return (one.high is not None and one.high == two.low) or (one.low is not None and one.low == two.high)


def _asks_more(subject: object, one: Left, two: Left) -> bool:
    """Whether both are thresholds in one direction, the first the stricter."""
    if isinstance(one, frozenset) and isinstance(two, frozenset):
        kind = subject.type if isinstance(subject, EXPRESSIONS) else None
        if not isinstance(kind, OptionType) or not kind.ordered or not one < two:
            return False
        return any(end in one for end in (0, len(kind.options) - 1))
    if not isinstance(one, Between) or not isinstance(two, Between):
        return False
    if one.high is None and two.high is None and one.low is not None and two.low is not None:
        return (one.low, not one.low_in) >= (two.low, not two.low_in)
    if one.low is None and two.low is None and one.high is not None and two.high is not None:
        return (one.high, one.high_in) <= (two.high, two.high_in)
    return False
