"""One number of a rule varied: what the policy costs with each value of it.

In: a policy, what is to be varied (``"5.2 20万元"`` and ``"10万元..50万元"``), the rows and what they are paid.  Out: a ``Curve``.
The number is replaced in the words of the rule, and the rule is read anew, so that whatever stands there may be varied and means
what it would mean.  The document is left as it is: it says what holds today, so its quotations and worked cases are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import hint, visible
from tiaowen.runtime.facts import decimal_text
from tiaowen.runtime.quantities import Refusal, read_quantity

from ..model.clause import Clause
from ..model.expr import Literal
from ..report.diagnostic import Diagnostic
from ..report.errors.simulation import NoSuchNumber, NotReadWith, UnreadableRange
from ..text.source import Source, position, squeeze
from .figures import COST, DUE, Curve, Point
from .paying import How, Payer, Paying, only

if TYPE_CHECKING:
    import pyarrow as pa

    from ..batch.lists import Items
    from ..batch.options import EngineName
    from ..model.policy import Policy

# Reads a policy anew in which the words of one rule are others; what is wrong with that rule.
Reworded = Callable[["Policy", str, Sequence[Source]], "tuple[Policy, tuple[Diagnostic, ...]]"]
# Into so many parts a range is divided, the first that gives round numbers.
_PARTS = (10, 8, 9, 12, 7, 6, 5, 4, 3, 2)
_MOST_PARTS = 200
_DECIMALS = 4
_ALL = ("全部", "all")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RANGE = re.compile(r"(.+?)\s*(?:\.{2,3}|…+|~|～|至)\s*([^/]+?)\s*(?:/\s*([0-9]{1,4})\s*)?")
_SENTENCE = "。；\n"


class VaryError(Exception):
    """What is to be varied cannot be; ``diagnostics`` say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(each.title.zh for each in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class Varied:
    """Numbers of a clause, by their places among its numbers, that are one; the values to try."""

    clause: Clause
    said: str
    places: tuple[int, ...]
    values: tuple[Fraction, ...]

    @property
    def literals(self) -> tuple[Literal, ...]:
        return tuple(self.clause.numbers[place] for place in self.places)


def varied(policy: Policy, number: str, values: str) -> Varied:
    """What is meant by ``number`` (5.2 20万元, or 5.2 20万元#2 of several) and the range ``values`` (10万元..50万元)."""
    clause, said = _clause(policy, number)
    text, _, which = said.replace("＃", "#").partition("#")
    places = _places(policy, clause, text.strip(), which.strip(), number)
    return Varied(clause=clause, said=text.strip(), places=places, values=_values(clause.numbers[places[0]], values))


def _clause(policy: Policy, number: str) -> tuple[Clause, str]:
    found = [name for name in policy.clauses if number.startswith(name) and number[len(name) :][:1].isspace()]
    if found:
        name = max(found, key=len)
        return policy.clauses[name], number[len(name) :].strip()
    first = number.split()[0] if number.split() else ""
    near = hint(first, list(policy.clauses))
    why = (f"没有规则「{visible(first)}」{near[0]}", f"there is no clause {visible(first)}{near[1]}")
    if first in policy.clauses:
        why = ("只写了规则，没有写要变动的数", "this names a clause, but no number of it")
    mend = ('写作 "规则号 数"，如 "5.2 20万元"', 'write "CLAUSE NUMBER", such as "5.2 20万元"')
    raise VaryError(NoSuchNumber(said=visible(number), why=why, mend=mend))


def _places(policy: Policy, clause: Clause, text: str, which: str, number: str) -> tuple[int, ...]:
    own = _numbers(policy, clause)
    wanted = _read(text, own)
    found = [place for place, literal in own if squeeze(literal.text).text == squeeze(text).text]
    found = found or [
        place for place, literal in own if wanted is not None and literal.value == wanted[literal.type.shown]
    ]
    if not found:
        listed = "、".join(dict.fromkeys(literal.text for _, literal in own)) or "（没有数）"
        why = (f"规则 {clause.id} 里没有「{visible(text)}」", f"clause {clause.id} has no {visible(text)}")
        mend = (f"规则 {clause.id} 里有：{listed}", f"clause {clause.id} has {listed}")
        raise VaryError(NoSuchNumber(said=visible(number), why=why, mend=mend))
    if which in _ALL:
        return tuple(found)
    if len(found) == 1 and not which:
        return (found[0],)
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return (found[int(which) - 1],)
    told = [(at, _sentence(clause.numbers[place]), _line(clause.numbers[place])) for at, place in enumerate(found, 1)]
    zh = "；".join(f"{text}#{at}：{words}（第{line}行）" for at, words, line in told)
    en = "; ".join(f"{text}#{at}: {words} (line {line})" for at, words, line in told)
    why = (f"规则 {clause.id} 里有{len(found)}处「{text}」", f"clause {clause.id} has {text} in {len(found)} places")
    mend = (f"写明是哪一处：{zh}；一起变动的写 {text}#全部", f"say which: {en}; for all of them {text}#all")
    raise VaryError(NoSuchNumber(said=visible(number), why=why, mend=mend))


def _numbers(policy: Policy, clause: Clause) -> list[tuple[int, Literal]]:
    """The numbers that stand in the words of the rule itself, in digits."""
    block = policy.read[clause.id].block
    return [
        (place, literal)
        for place, literal in enumerate(clause.numbers)
        if literal.span is not None and block.holds(literal.span) and _NUMBER.match(literal.span.text)
    ]


def _read(text: str, own: Sequence[tuple[int, Literal]]) -> dict[str, Fraction | None] | None:
    """What a text is in each of the units that the rule has: 0.2亿元 may be meant where it says 2000万元."""
    found: dict[str, Fraction | None] = {}
    for _, literal in own:
        if literal.type.shown not in found:
            try:
                found[literal.type.shown] = read_quantity(text, literal.type.shown) * _per_unit(literal)
            except Refusal:
                found[literal.type.shown] = None
    return found


def _per_unit(literal: Literal) -> Fraction:
    """What one of the unit that is shown is, in that of the value."""
    try:
        said = read_quantity(literal.text, literal.type.shown)
    except Refusal:
        return Fraction(1)
    return literal.value / said if said else Fraction(1)


def _values(literal: Literal, said: str) -> tuple[Fraction, ...]:
    """The values of a range, and the present one where it lies between its ends."""
    found = _RANGE.fullmatch(said.strip())
    if found is None:
        why = (f"「{visible(said)}」里没有 ..", f"there is no .. in {visible(said)}")
        raise VaryError(UnreadableRange(said=visible(said), why=why))
    ends = []
    for text in found.groups()[:2]:
        try:
            ends.append(read_quantity(text.strip(), literal.type.shown) * _per_unit(literal))
        except Refusal:
            unit = literal.type.shown
            zh, en = f"「{visible(text)}」不是以{unit}计的数", f"{visible(text)} is no number in {unit}"
            if not unit:
                zh, en = f"「{visible(text)}」不是数", f"{visible(text)} is no number"
            raise VaryError(UnreadableRange(said=visible(said), why=(zh, en))) from None
    low, high = ends
    if low >= high or low < 0:
        why = ("起应小于止，都不小于零", "the first must be below the last, and neither below zero")
        raise VaryError(UnreadableRange(said=visible(said), why=why))
    size = literal.value / _digits(literal)
    parts = int(found[3]) if found[3] else _parts((high - low) / size)
    if not 1 <= parts <= _MOST_PARTS:
        why = (f"份数应在1至{_MOST_PARTS}之间", f"there are from 1 to {_MOST_PARTS} parts")
        raise VaryError(UnreadableRange(said=visible(said), why=why))
    values = {low + (high - low) * at / parts for at in range(parts + 1)}
    if low <= literal.value <= high:
        values.add(literal.value)
    if any((value / size * 10**_DECIMALS).denominator != 1 for value in values):
        why = (
            f"分成{parts}份，各点的小数超过{_DECIMALS}位",
            f"{parts} parts are at numbers of more than {_DECIMALS} decimals",
        )
        raise VaryError(UnreadableRange(said=visible(said), why=why))
    return tuple(sorted(values))


def _parts(width: Fraction) -> int:
    """Into how many parts: such as give the roundest numbers."""
    for decimals in range(_DECIMALS + 1):
        for parts in _PARTS:
            if (width * 10**decimals / parts).denominator == 1:
                return parts
    return 1


def _digits(literal: Literal) -> Fraction:
    assert literal.span is not None
    found = _NUMBER.match(literal.span.text)
    assert found is not None
    return Fraction(found.group()) or Fraction(1)


def _line(literal: Literal) -> int:
    assert literal.span is not None
    return position(literal.span.source, literal.span.start).line


def _sentence(literal: Literal) -> str:
    """The words in which a number stands."""
    span = literal.span
    assert span is not None
    text = span.source.read.text
    start = max(text.rfind(mark, 0, span.start) for mark in _SENTENCE) + 1
    ends = [at for mark in _SENTENCE if (at := text.find(mark, span.end)) >= 0]
    return squeeze(text[start : min(ends, default=len(text))]).text


# ── the curve ──


class Curving:
    """What the policy costs at each value, over all chunks; clauses that the number has nothing to do with are not calculated
    again.  Raises ``VaryError`` where a value cannot be read in its place."""

    def __init__(
        self,
        policy: Policy,
        made: Varied,
        calculated: Sequence[str],
        how: How,
        items: Mapping[str, Items],
        reworded: Reworded,
        engine: EngineName,
    ) -> None:
        self.policy, self.made = policy, made
        name = made.clause.id
        self.touched = [each for each in _touched(policy, name) if each in calculated]
        form = COST if _is_cost(policy) else DUE
        self.counted = [each for each in calculated if policy.clauses[each].form in form]
        self.points: list[Point] = []
        self.payers: list[Payer | None] = []
        # The other clauses are not asked for.
        alone = replace(how, clauses=())
        for value in made.values:
            is_present = all(literal.value == value for literal in made.literals)
            text = _written(made.literals[0], value)
            self.points.append(Point(value=value, text=text, cost=0, paid=0, recipients=0, is_present=is_present))
            found = policy if is_present else _with(policy, made, value, text, reworded)
            self.payers.append(None if is_present else Payer(only(found, self.touched), alone, items, engine))

    def add(self, table: pa.Table, base: Paying) -> None:
        """One more chunk, and what it is paid."""
        claims = {each: base.claimed[each] for each in self.touched}
        counted = [each for each in self.counted if each in base.paid]
        others = sum(int(base.paid[each].sum()) for each in counted if each not in self.touched)
        for place, payer in enumerate(self.payers):
            found = base if payer is None else payer.pay(table, claims)
            own, point = found.paid.get(self.made.clause.id), self.points[place]
            cost = others + sum(int(found.paid[each].sum()) for each in self.touched if each in counted)
            self.points[place] = replace(
                point,
                cost=point.cost + cost,
                paid=point.paid + (0 if own is None else int(own.sum())),
                recipients=point.recipients + (0 if own is None else int((own > 0).sum())),
            )

    def curve(self) -> Curve:
        made = self.made
        words = _sentence(made.literals[0])
        return Curve(
            clause=made.clause.id, title=made.clause.title, number=made.said, words=words, points=tuple(self.points)
        )


def _is_cost(policy: Policy) -> bool:
    return any(clause.form in COST for clause in policy.clauses.values())


def _written(literal: Literal, value: Fraction) -> str:
    """A value in the words of the rule: 12.5万元 where it says 20万元."""
    assert literal.span is not None
    number = value / (literal.value / _digits(literal)) if literal.value else value
    return _NUMBER.sub(decimal_text(number.numerator, number.denominator, _DECIMALS), literal.span.text, count=1)


def _with(policy: Policy, made: Varied, value: Fraction, text: str, reworded: Reworded) -> Policy:
    sources = []
    for source in policy.document.sources:
        spans = [each.span for each in made.literals if each.span is not None and each.span.source is source]
        written = source.text
        for span in sorted(spans, key=lambda each: -each.start):
            written = f"{written[: span.start]}{text}{written[span.end :]}"
        sources.append(Source.of(source.name, written) if spans else source)
    found, wrong = reworded(policy, made.clause.id, sources)
    now = found.clauses.get(made.clause.id)
    if now is None or wrong:
        said = wrong[0] if wrong else None
        why = (said.title.zh, said.title.en) if said else ("规则没有读通", "the rule is not understood")
        raise VaryError(NotReadWith(said=made.said, value=text, why=why))
    if len(now.numbers) != len(made.clause.numbers) or any(now.numbers[at].value != value for at in made.places):
        why = (f"「{text}」在这里不是{made.said}那样的数", f"{text} is no number of the kind here")
        raise VaryError(NotReadWith(said=made.said, value=text, why=why))
    return found


def _touched(policy: Policy, name: str) -> list[str]:
    """The clauses whose payment may change with a clause: those that take facts from it, and those of one matter with any."""
    found, waiting = {name}, [name]
    while waiting:
        this = waiting.pop()
        near = {each.id for each in policy.clauses.values() if any(fact.from_clause == this for fact in each.facts)}
        for terms in policy.terms.values():
            near |= {other for matter in terms.same_matter if this in matter for other in matter}
        waiting += sorted(near - found)
        found |= near
    return [each for each in policy.clauses if each in found]
