"""What of an applicant is varied, all else the same: a number or a grade among the facts, or in the one item of a list.

In: a clause.  Out: for each such fact, field or item a ``Varied``, which says what an applicant gets with a value of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tiaowen.runtime.facts import FactType

from ..language.word_lists import PLACES
from ..meaning.interpret import Evaluator, evaluator
from ..model.clause import Clause, Fact
from ..model.expr import Element, Expr, FactRef, Field
from ..model.types import ListType, NumberType, OptionType, Type
from ..model.unit_words import AGES_AND_RANKS
from ..text.source import squeeze
from .probing import Outcome, Probe, Values
from .turning_points import item_turning_points, turning_points

# Whole numbers without a unit that are places rather than quantities, by their names, or by what is said of them.
_RANK = re.compile(f"{PLACES}|等级|级别|等次")
_RANKS = ("", "名", "位", *AGES_AND_RANKS)


@dataclass(frozen=True, slots=True)
class Varied:
    """``fact``, or (``in_item``) the number that each item of it is, or (``index``) a field of each."""

    fact: Fact
    type: Type
    reading: FactType
    scale: Fraction
    in_item: bool = False
    index: int | None = None

    @property
    def name(self) -> str:
        return self.fact.name if self.index is None else self.reading.name

    @property
    def expr(self) -> Expr:
        """How the rule speaks of it."""
        if not self.in_item:
            return FactRef(name=self.fact.name, type=self.type)
        if self.index is None:
            return Element(list=self.fact.name, type=self.type)
        return Field(list=self.fact.name, name=self.name, index=self.index, type=self.type)

    def based_on(self, values: Values) -> Values | None:
        """An applicant to vary it of: with one item, where it is in one; None where there is none."""
        if not self.in_item:
            return values
        items = values[self.fact.name]
        assert isinstance(items, tuple)
        return {**values, self.fact.name: items[:1]} if items else None

    def value(self, values: Values) -> int:
        found = values[self.fact.name]
        if self.in_item:
            assert isinstance(found, tuple)
            found = found[0] if self.index is None else found[0][self.index]
        assert isinstance(found, int)
        return found

    def with_value(self, values: Values, value: int) -> Values:
        made: object = value
        if self.in_item:
            items = values[self.fact.name]
            assert isinstance(items, tuple)
            item = items[0]
            made = (value if self.index is None else (*item[: self.index], value, *item[self.index + 1 :]),)
        return {**values, self.fact.name: made}

    def outcome(self, probe: Probe, values: Values, value: int) -> Outcome | None:
        """What an applicant gets with another value; None where that is out of range, or refused."""
        most = self.reading.most if self.reading.kind == "number" else len(self.reading.options) - 1
        least = self.reading.least if self.reading.kind == "number" else 0
        return probe.result(self.with_value(values, value)) if least <= value <= most else None

    def evaluated(self, clause: Clause, values: Values, value: int) -> Evaluator:
        """The clause for an applicant with a value, within the item where it is in one."""
        there = self.with_value(values, value)
        of = evaluator(clause, there)
        items = there[self.fact.name]
        return of.with_item(self.fact.name, items[0]) if self.in_item and isinstance(items, tuple) else of

    def turning_points(self, clause: Clause, values: Values) -> list[int]:
        if self.in_item:
            return item_turning_points(clause, values, self.fact.name, self.index)
        return turning_points(clause, values, self.fact.name)


def varied_of(clause: Clause) -> Iterator[Varied]:
    """The quantities and the grades; not a rank (伤残等级, 名次), of which one more is something else."""
    for fact in clause.facts:
        for made in _parts(fact):
            is_graded = isinstance(made.type, OptionType) and made.type.ordered
            if is_graded or (isinstance(made.type, NumberType) and not _is_rank(clause, made)):
                yield made


def _parts(fact: Fact) -> Iterator[Varied]:
    if not isinstance(fact.type, ListType):
        yield Varied(fact, fact.type, fact.reading, fact.scale)
        return
    item = fact.reading.item
    assert item is not None
    if item.kind != "record":
        assert fact.type.item is not None
        yield Varied(fact, fact.type.item, replace(item, name=fact.name), fact.scale, in_item=True)
        return
    for index, ((name, kind), reading) in enumerate(zip(fact.type.fields, item.fields, strict=True)):
        yield Varied(fact, kind, replace(reading, name=name), fact.field_scale(index), in_item=True, index=index)


def _is_rank(clause: Clause, made: Varied) -> bool:
    assert isinstance(made.type, NumberType)
    if made.type.shown in AGES_AND_RANKS:
        return True
    return made.type.shown in _RANKS and bool(_RANK.search(made.name) or _is_said_of_places(clause, made.name))


def _is_said_of_places(clause: Clause, name: str) -> bool:
    """Whether the rule speaks of the number as of a place: 零售额位列前三名的, 第1至5名."""
    if clause.span is None:
        return False
    text = squeeze(clause.span.source.read.text, clause.span.end).text.partition("【完】")[0]
    return bool(re.search(f"{re.escape(name)}(?:为|在|是)?(?:第|前)[^，；。：]{{0,12}}[名位]", text))
