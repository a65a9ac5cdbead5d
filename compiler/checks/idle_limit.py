"""A limit must be able to bind, and must not bind always."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from tiaowen.runtime.facts import format_quantity

from ..analysis.interval import Interval
from ..analysis.places import Place, literals_in, place_of, walk
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import (
    Addition,
    Compare,
    Comparison,
    Definition,
    DefinitionRef,
    Expr,
    FactRef,
    Limit,
    Mechanism,
    anatomy_of,
)
from ..model.expr import Literal as Number
from ..model.types import NumberType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_How = Literal["never", "always", "within"]
_NEVER: _How = "never"
_ALWAYS: _How = "always"
_WITHIN: _How = "within"


class IdleLimit(Plain):
    """封顶（保底）永远用不到，或者总是用到。

    错误示例：`奖励：每家10万元，封顶5万元。`
    正确示例：`奖励：每家10万元，封顶50万元。`
    理由：最少也有10万元，一律按5万元给，10万元就成了空话；多半是两个数里有一个写错了单位或少了一位。
    """

    code: ClassVar[str] = "T0424"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    word: str
    limit: str
    how: _How
    number: str

    def texts(self) -> Texts:
        most, most_en = ("最多", "at most") if self.word == "封顶" else ("最少", "at least")
        least, least_en = ("最少", "at least") if self.word == "封顶" else ("最多", "at most")
        match self.how:
            case "never":
                title = f"规则 {self.clause} 的{self.word}{self.limit}永远用不到", "can never bind"
                reason = (
                    f"这里的数{most}是{self.number}，到不了{self.limit}",
                    f"what it limits is {most_en} {self.number}, so {self.limit} is never reached",
                )
            case "always":
                title = f"规则 {self.clause} 的{self.word}{self.limit}总是用到", "always binds"
                reason = (
                    f"这里的数{least}也有{self.number}，一律按{self.limit}算，前面怎样算都没有意义",
                    f"what it limits is {least_en} {self.number}, so the result is {self.limit} whatever is computed",
                )
            case "within":
                title = f"规则 {self.clause} 里面的{self.word}{self.limit}用不到", "can never bind"
                reason = (
                    f"它在总的{self.word}{self.number}之内，自己却比{self.number}还高",
                    f"it stands within a limit of {self.number} and is itself above that",
                )
        said = f"clause {self.clause}: the {'cap' if self.word == '封顶' else 'floor'} of {self.limit} {title[1]}"
        return (
            (title[0], said),
            reason,
            (
                "核对这个数和它所限的数（单位、位数、比例）；确实多余的，删去",
                "check the limit and what it limits (units, digits, percentages); leave it out where it is not needed",
            ),
        )


@looks_at("rule")
def idle_limit(policy: Policy) -> Iterator[IdleLimit]:
    for clause in policy.clauses.values():
        # a limit that is written once for several cases (分别按5%、6%，封顶50万元) is idle where it is so in each
        written: dict[object, list[tuple[IdleLimit, ...]]] = {}
        for place in walk(clause):
            for number, limit in enumerate(anatomy_of(place.expr).limits):
                spans = [literal.span for literal in literals_in(_as_written(limit.limit)) if literal.span]
                found = (*_idle(clause, place, limit), *_inner(clause, place, limit))
                written.setdefault(tuple(spans) or (id(place.expr), number), []).append(found)
        for places in written.values():
            for first in places[0]:
                if all(any(other.how == first.how for other in found) for found in places):
                    yield first


def _as_written(limit: Expr) -> Expr:
    """The limit of all years, of which a later one has what the earlier leave."""
    if isinstance(limit, DefinitionRef) and not limit.definition.text:
        return anatomy_of(limit.definition.body).acts_on or limit
    return limit


def _idle(clause: Clause, place: Place, made: Limit) -> Iterator[IdleLimit]:
    word, kind = made.word, made.amount.type
    assert isinstance(kind, NumberType)
    reached = [(way.of(made.amount), way.of(made.limit)) for way in place.ways]
    if any(amount.is_empty or limit.is_empty for amount, limit in reached):
        return
    if not isinstance(made.limit, Number | FactRef) and (how := _by_ratio(place, made)):
        yield IdleLimit(
            span=place_of(clause, "", made.limit, made.amount),
            clause=clause.id,
            word=word,
            limit=plain_words(made.limit),
            how=how,
            number=plain_words(made.amount),
        )
        return
    if word == "保底":
        reached = [(_turned(amount), _turned(limit)) for amount, limit in reached]
    sign = -1 if word == "保底" else 1
    never = [amount.high for amount, limit in reached if _is_below(amount, limit)]
    always = [amount.low for amount, limit in reached if _is_below(limit, amount)]
    for how, found in (_NEVER, never), (_ALWAYS, always):
        known = [value for value in found if value is not None]
        if len(known) == len(reached):
            value = (max(known) if how == _NEVER else min(known)) * sign
            yield IdleLimit(
                span=place_of(clause, "", made.limit, made.amount),
                clause=clause.id,
                word=word,
                limit=plain_words(made.limit),
                how=how,
                number=format_quantity(value.numerator, value.denominator, kind.shown),
            )


def _by_ratio(place: Place, made: Limit) -> _How | None:
    """Whether a limit that is part of something (10% of 投资额) is never, or always, reached: wherever it is above zero
    what it limits is below it, or above."""
    assert isinstance(made.limit.type, NumberType)
    zero = Number(value=Fraction(0), type=made.limit.type, text="")
    ways = [way.given(Compare(left=made.limit, operator=">", right=zero)) for way in place.ways]
    below: tuple[tuple[_How, Comparison], ...] = ((_NEVER, "<"), (_ALWAYS, ">"))
    above: tuple[tuple[_How, Comparison], ...] = ((_NEVER, ">"), (_ALWAYS, "<"))
    for how, operator in below if made.word == "封顶" else above:
        compared = Compare(left=made.amount, operator=operator, right=made.limit)
        if all(not way.is_impossible and way.truth(compared) is True for way in ways):
            return how
    return None


def _turned(interval: Interval) -> Interval:
    return interval.times(Interval.at(-1))


def _is_below(one: Interval, other: Interval) -> bool:
    """Whether every number of the one is below every number of the other; equal ones are another matter: a limit that
    says what is the most anyway does no harm."""
    return one.high is not None and other.low is not None and one.high < other.low


def _inner(clause: Clause, place: Place, made: Limit) -> Iterator[IdleLimit]:
    """Whether a cap stands within a cap of the whole that is lower."""
    for outer in walk(clause):
        whole = anatomy_of(outer.expr).cap
        if whole is None or made.word != "封顶" or not any(part is place.expr for part in _capped(whole.amount)):
            continue
        tops, lows = (
            [way.of(whole.limit).high for way in outer.ways],
            [way.of(made.limit).low for way in place.ways],
        )
        if all(low is not None and top is not None and low > top for low in lows for top in tops):
            yield IdleLimit(
                span=place_of(clause, "", made.limit, made.amount),
                clause=clause.id,
                word="封顶",
                limit=plain_words(made.limit),
                how=_WITHIN,
                number=plain_words(whole.limit),
            )


def _capped(amount: Expr) -> Iterator[Mechanism]:
    """What is capped within an amount and counts in it in full, so that it alone may come to a cap of the whole."""
    seen: set[Definition] = set()
    waiting = [amount]
    while waiting:
        match waiting.pop(0):
            case Addition(parts=parts):
                waiting += parts
            case DefinitionRef(definition=made) if made not in seen:
                seen.add(made)
                waiting.append(made.body)
            case Mechanism() as expr:
                found = expr.anatomy()
                if any(limit.word == "封顶" for limit in found.limits):
                    yield expr
                if found.cap is None:
                    waiting += [branch.amount for branch in (found.cases.branches if found.cases else ())]
                    waiting += [found.repeated.body] if found.repeated else []
