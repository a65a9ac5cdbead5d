"""Which number goes with which case: 对甲企业奖励10万元、乙企业奖励20万元.

In: an ``Account``.  Out: pairs of numbers that the rule gives to each other's cases.  A text names its cases and their
numbers in one order, in turn (甲10万元，乙20万元) or one list behind the other (甲、乙分别10万元、20万元); a rule whose cases stand
in the one order and whose numbers in the other has exchanged them.  Only of what stands in the quotation once is that
known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TypeVar

from ..document.figures import DATE, PLACE, Figure, Value
from ..language.bounds_words import BOUNDS_WORDS
from ..model.clause import Clause
from ..model.expr import (
    Addition,
    All,
    Branch,
    Compare,
    Definition,
    DefinitionRef,
    Expr,
    FactRef,
    Field,
    Literal,
    Not,
    OptionLiteral,
    TextLiteral,
    anatomy_of,
    operands_of,
)
from ..text.source import Span
from .accounting import Account, Quotation, Stated, value_of


@dataclass(frozen=True, slots=True)
class Bound:
    """A threshold by which a case is told, and whether the case begins or ends there."""

    value: Value
    side: str


Anchor = str | Bound


@dataclass(frozen=True, slots=True)
class Exchanged:
    """``first`` and ``second`` of the rule: the text has the one where the rule has the other."""

    first: Stated
    second: Stated
    figure: Figure
    span: Span
    case: str


@dataclass(frozen=True, slots=True)
class _Case:
    """What a case is told by, and the places of the numbers it gives."""

    anchors: frozenset[Anchor]
    numbers: tuple[Literal, ...]


def exchanged(account: Account) -> Iterator[Exchanged]:
    stated = {(made.span.start, made.span.end): made for made in (*account.stated, *account.lent) if made.span}
    told: set[int] = set()
    places = _Places(account)
    for cases in _cases_of(account.clause):
        # with what each has in which place, since each is held against every other
        placed = [(case, _by_place(case, stated)) for case in cases]
        for (one, in_one), (other, in_other) in _pairs(placed):
            for mine, theirs in _alike(in_one, in_other):
                if id(mine) in told or id(theirs) in told or mine.value == theirs.value:
                    continue
                if found := _crossed(places, one, other, mine, theirs):
                    told |= {id(mine), id(theirs)}
                    yield found
    yield from (found for found in _of_another_step(account, stated) if id(found.first) not in told)


_T = TypeVar("_T")
# Of more cases than these, each is held against so many behind it: nobody exchanges the first with the hundredth.
_NEAR = 32


def _pairs(listed: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    if len(listed) <= 2 * _NEAR:
        return combinations(listed, 2)
    return ((one, other) for at, one in enumerate(listed) for other in listed[at + 1 : at + 1 + _NEAR])


def _of_another_step(account: Account, stated: Mapping[tuple[int, int], Stated]) -> Iterator[Exchanged]:
    """每增加2000万元再奖励2万元: what is given for a step stands right behind the step."""
    for expr in _all_of(account.clause):
        steps = anatomy_of(expr).steps
        if steps is None:
            continue
        others = (part for part in operands_of(expr) if part is not steps.size and part is not steps.start)
        each = next((part for part in others if isinstance(part, Literal)), None)
        mine = stated.get((each.span.start, each.span.end)) if each and each.span else None
        if mine is None:
            continue
        size = value_of(steps.size)
        behind = [found for found in _behind_steps(account, size) if found[0].values[0].kind == mine.value.kind]
        if len(behind) != 1 or behind[0][0].is_same((mine.value, *mine.otherwise)) or mine.is_same(account.read):
            continue
        figure, span = behind[0]
        theirs = next(
            (
                made
                for made in stated.values()
                if figure.is_same([made.value]) and any("给付" in use for use in made.uses)
            ),
            None,
        )
        is_elsewhere = any(other.is_same([mine.value]) and "给付" in other.roles for other, _ in account.quoted)
        if theirs and is_elsewhere:
            yield Exchanged(mine, theirs, figure, span, f"每{steps.size.text}")


def _behind_steps(account: Account, size: Value) -> Iterator[tuple[Figure, Span]]:
    """The awards right behind the steps of such a size."""
    for quotation in account.quotations:
        for one, other in pairwise(quotation.figures):
            between = quotation.text[one.end : other.start]
            if (
                "步长" in one.roles
                and one.is_same([size])
                and "给付" in other.roles
                and not re.search("[。；]", between)
            ):
                yield other, quotation.span(other.start, other.end)


def _by_place(case: _Case, stated: dict[tuple[int, int], Stated]) -> dict[object, list[Stated]]:
    """The numbers of a case by the place that they stand in."""
    found: dict[object, list[Stated]] = {}
    for literal in case.numbers:
        made = stated.get((literal.span.start, literal.span.end)) if literal.span else None
        if made and made.uses and made.value.kind not in (DATE, PLACE):
            found.setdefault((made.value.kind, made.uses), []).append(made)
    return found


def _alike(one: dict[object, list[Stated]], other: dict[object, list[Stated]]) -> Iterator[tuple[Stated, Stated]]:
    """The numbers of two cases that stand in the same place of each: the only award, the only cap."""
    for key, mine in one.items():
        theirs = other.get(key, [])
        if len(mine) == len(theirs) == 1:
            yield mine[0], theirs[0]


@dataclass(slots=True)
class _Places:
    """Where the quotation has what is asked for, each looked for once."""

    account: Account
    _numbers: dict[int, tuple[Stated, tuple[tuple[int, int], Figure, Span] | None]] = field(default_factory=dict)
    _anchors: dict[Anchor, tuple[tuple[int, int], str] | None] = field(default_factory=dict)

    def of_number(self, made: Stated) -> tuple[tuple[int, int], Figure, Span] | None:
        if id(made) not in self._numbers:
            read = made.is_same(self.account.read)
            self._numbers[id(made)] = made, None if read else _place_of_number(self.account, made)
        return self._numbers[id(made)][1]

    def of(self, anchor: Anchor) -> tuple[tuple[int, int], str] | None:
        if anchor not in self._anchors:
            self._anchors[anchor] = _place_of(self.account, anchor)
        return self._anchors[anchor]


def _crossed(places: _Places, one: _Case, other: _Case, mine: Stated, theirs: Stated) -> Exchanged | None:
    here, there = places.of_number(mine), places.of_number(theirs)
    if here is None or there is None:
        return None
    (at, figure, span), (their_at, *_) = here, there
    own = [found for anchor in one.anchors - other.anchors if (found := places.of(anchor))]
    others = [found for anchor in other.anchors - one.anchors if (found := places.of(anchor))]
    orders = {(first < second) == (at < their_at) for first, _ in own for second, _ in others if first != second}
    return Exchanged(mine, theirs, figure, span, others[0][1]) if orders == {False} else None


def _place_of_number(account: Account, made: Stated) -> tuple[tuple[int, int], Figure, Span] | None:
    found = account.figures.of(made.values)
    return found[0] if len(found) == 1 else None


def _place_of(account: Account, anchor: Anchor) -> tuple[tuple[int, int], str] | None:
    """Where the quotation has what a case is told by, with the words; None where it has it nowhere, or more than once."""
    if isinstance(anchor, Bound):
        found = [
            (place, figure.text)
            for place, figure, _ in account.figures.of([anchor.value])
            if figure.roles.isdisjoint({"给付", "封顶", "保底"})
            and _side(account.quotations[place[0]], figure) in ("", anchor.side)
        ]
    else:
        found = [
            ((index, at), anchor)
            for index, quotation in enumerate(account.quotations)
            for at in _occurrences(quotation.text, anchor, account)
        ]
    return found[0] if len(found) == 1 else None


_HIGH, _LOW = "high", "low"
_WORDS_BEFORE = sorted((row.word for row in BOUNDS_WORDS.values() if row.place != "behind"), key=len, reverse=True)
_WORDS_BEHIND = sorted((row.word for row in BOUNDS_WORDS.values() if row.place == "behind"), key=len, reverse=True)


def _side(quotation: Quotation, figure: Figure) -> str:
    """Whether something begins or ends at a number of the text; nothing where no word next to it says so."""
    before, behind = quotation.text[: figure.start], quotation.text[figure.end :]
    if word := next((word for word in _WORDS_BEHIND if re.match(f"(?:（[^）]*）)?{word}", behind)), ""):
        return BOUNDS_WORDS[word].side
    word = next((word for word in _WORDS_BEFORE if before.endswith(word)), "")
    return BOUNDS_WORDS[word].side if word else ""


def _occurrences(text: str, name: str, account: Account) -> Iterator[int]:
    """Where a name stands in a text, not as part of a longer one of the rule."""
    longer = [each for each in _names(account.clause) if name in each and each != name]
    taken = [span for each in longer for span in _written(each, text)]
    for start, end in _written(name, text):
        if not any(low <= start and end <= high for low, high in taken):
            yield start


def _written(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has a name, as it may write it: 首次“小升规”企业."""
    plain, places = _without_quotes(text)
    looked_for = name.translate(_NO_QUOTES)
    at = plain.find(looked_for)
    while at >= 0 and looked_for:
        yield places[at], places[at + len(looked_for) - 1] + 1
        at = plain.find(looked_for, at + len(looked_for))


_QUOTES = "“”‘’「」"
_NO_QUOTES = dict.fromkeys(map(ord, _QUOTES))


@lru_cache(maxsize=64)
def _without_quotes(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without quotation marks, and where each character of that stands."""
    return text.translate(_NO_QUOTES), tuple(at for at, character in enumerate(text) if character not in _QUOTES)


def _names(clause: Clause) -> tuple[str, ...]:
    options = (option for fact in clause.facts for option in getattr(fact.type, "options", ()))
    return (*(fact.name for fact in clause.facts), *options)


def _cases_of(clause: Clause) -> Iterator[tuple[_Case, ...]]:
    """The cases of each choice, the parts of each sum, the tests of each condition of a rule."""
    guarded = (made for made in clause.conditions if made.guard is not None)
    yield tuple(
        _Case(
            frozenset((*_anchors(made.guard or made.condition), *_anchors(made.condition, with_numbers=False))), numbers
        )
        for made in guarded
        if (numbers := tuple(_numbers(made.condition)))
    )
    yield tuple(case for made in clause.conditions if made.guard is None for case in _tests(made.condition))
    inner: set[int] = set()
    for expr in _all_of(clause):
        cases = anatomy_of(expr).cases
        if cases:
            yield tuple(_of_branch(branch) for branch in cases.branches)
        if isinstance(expr, All):
            yield tuple(_tests(expr))
        if isinstance(expr, Addition) and id(expr) not in inner:
            inner |= {id(part) for part in expr.parts}
            yield tuple(case for part in _flat(expr) for case in _of_part(part))


def _all_of(clause: Clause) -> Iterator[Expr]:
    """Every expression of the amounts, each once, the outer before the inner."""
    waiting: list[Expr] = [*clause.amounts, *([clause.amount] if clause.amount is not None else [])]
    seen: set[int] = set()
    while waiting:
        expr = waiting.pop()
        if id(expr) not in seen:
            seen.add(id(expr))
            yield expr
            waiting += [expr.definition.body] if isinstance(expr, DefinitionRef) else operands_of(expr)


def _flat(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Addition):
        for part in expr.parts:
            yield from _flat(part)
    else:
        yield expr


def _tests(condition: Expr) -> Iterator[_Case]:
    """Each quantity with what is asked of it."""
    tests = condition.parts if isinstance(condition, All) else (condition,)
    for test in tests:
        if isinstance(test, Compare) and isinstance(test.right, Literal):
            yield _Case(frozenset(_anchors(test.left)), (test.right,))


def _of_part(part: Expr) -> Iterator[_Case]:
    """A part of a sum: 甲企业的，10万元 is a case of its own there, too."""
    made = anatomy_of(part)
    if made.cases:
        yield from (_of_branch(branch) for branch in made.cases.branches)
    else:
        yield _Case(frozenset(_anchors(part)), tuple(_numbers(part)))


def _of_branch(branch: Branch) -> _Case:
    anchors = frozenset((*_anchors(branch.condition), *_anchors(branch.amount, with_numbers=False)))
    return _Case(anchors, tuple(_numbers(branch.amount)))


def _anchors(expr: Expr, *, with_numbers: bool = True) -> Iterator[Anchor]:
    """Names, options and thresholds; nothing of what is denied."""
    match expr:
        case Not():
            return
        case FactRef(name=name) | Field(name=name):
            yield name
        case DefinitionRef(definition=Definition(name=name)):
            yield name
        case OptionLiteral() | TextLiteral():
            yield expr.text
        case Compare(right=Literal() as number) if with_numbers:
            yield Bound(value_of(number), _HIGH if expr.operator in ("<", "<=") else _LOW)
            yield from _anchors(expr.left)
        case All(parts=parts):
            for part in parts:
                yield from _anchors(part, with_numbers=with_numbers and not _is_upper_end(part, parts))
        case _:
            is_amount = bool(anatomy_of(expr).limits or anatomy_of(expr).cases)
            segment = anatomy_of(expr).segment
            end = (segment.low or segment.high) if segment else None
            if segment and isinstance(end, Literal) and with_numbers:
                yield Bound(value_of(end), _LOW if segment.low else _HIGH)
            for operand in operands_of(expr):
                yield from _anchors(operand, with_numbers=with_numbers and not is_amount)


def _is_upper_end(test: Expr, beside: Sequence[Expr]) -> bool:
    """500万元 of 100万元以上不满500万元: a case goes by where it begins."""
    if not isinstance(test, Compare) or test.operator not in ("<", "<="):
        return False
    lows = (other for other in beside if isinstance(other, Compare) and other.operator in (">", ">="))
    return any(other.left == test.left for other in lows)


def _numbers(expr: Expr) -> Sequence[Literal]:
    """The numbers of an amount, those of cases within it left out."""
    if isinstance(expr, Literal):
        return (expr,)
    if anatomy_of(expr).cases or isinstance(expr, DefinitionRef):
        return ()
    return tuple(found for operand in operands_of(expr) for found in _numbers(operand))
