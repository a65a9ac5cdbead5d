"""分组：补助（逐日期、单位），每组算一次再合计；条件（逐月），有效期内每个月都要满足。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ...ir import core
from ...model.expr import (
    Anatomy,
    Compare,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Outline,
    Phrase,
    Repeated,
    Slot,
    Telling,
    Wording,
)
from ...model.quantity import NUMBER
from ...model.types import BOOLEAN, NumberType, Plain
from ...report.diagnostic import Text
from .. import phrases as p
from .alternatives import one_where


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTotal(Mechanism):
    """The sum of ``body`` over the groups of records that agree in some fields."""

    list: str
    keys: tuple[int, ...]
    names: tuple[str, ...]
    body: Expr
    type: NumberType

    def value(self, of: Evaluation) -> Fraction | None:
        groups: dict[tuple[object, ...], list[object]] = {}
        for item in of.items(self.list):
            assert isinstance(item, tuple)
            groups.setdefault(tuple(item[key] for key in self.keys), []).append(item)
        values = [of.with_items(self.list, group).number(self.body) for group in groups.values()]
        known = [value for value in values if value is not None]
        return sum(known, Fraction(0)) if len(known) == len(values) else None

    def lower(self, to: Lowering) -> core.Node:
        return core.Fold("sum", self.list, to.number(self.body), core.Groups(self.keys))

    def anatomy(self) -> Anatomy:
        return Anatomy(repeated=Repeated(body=self.body), list=self.list)

    def words(self, say: Wording) -> Phrase:
        return say.say(p.BY_GROUPS, keys=self._keys(say), body=say.plain(self.body), it=say.value(self))

    def explain(self, tell: Telling) -> None:
        tell.line(p.GROUPED, list=self.list, keys=self._keys(tell.words), body=tell.words.plain(self.body))
        tell.line(p.SUM_OF_GROUPS, value=Slot(self))

    def outline(self, write: Outline) -> str:
        keys = self._keys(write.spoken)
        one = write.repeated(write.say(p.FOR_EACH_GROUP, list=self.list, keys=keys), self.body)
        words, formula = write.say(p.GROUPS_ADDED_UP, one=one), write.say(p.GROUPS_FORMULA, one=one)
        return write.step(words, formula, p.SUM_LABEL)

    def for_one(self, condition: Expr) -> Expr:
        zero = Literal(value=Fraction(0), type=NUMBER, text="0")
        return Compare(left=replace(self, body=one_where(condition), type=NUMBER), operator=">", right=zero)

    def _keys(self, say: Wording) -> str:
        return p.LIST_COMMA.said(say.lang).join(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryMonth(Mechanism):
    """Whether every calendar month of a period satisfies a condition, months without a record too."""

    list: str
    key: int
    first: date
    last: date
    condition: Expr
    type: Plain = BOOLEAN

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        begin, end = self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month
        return tuple((month // 12, month % 12 + 1) for month in range(begin, end))

    def value(self, of: Evaluation) -> bool:
        by_month: dict[tuple[int, int], list[object]] = {month: [] for month in self.months}
        for item in of.items(self.list):
            assert isinstance(item, tuple)
            day = date.fromordinal(item[self.key])
            if (day.year, day.month) in by_month:
                by_month[day.year, day.month].append(item)
        return all(of.with_items(self.list, group).truth(self.condition) for group in by_month.values())

    def lower(self, to: Lowering) -> core.Node:
        return core.Fold("all", self.list, to.truth(self.condition), core.Groups((self.key,), self.months))

    def anatomy(self) -> Anatomy:
        return Anatomy(list=self.list)

    def words(self, say: Wording) -> Phrase:
        return say.say(p.EVERY_MONTH, condition=say.plain(self.condition))

    def instances(self) -> Iterator[tuple[Text, Expr]]:
        for year, month in self.months:
            first = date(year, month, 1)
            name = Text(*(said.format(year=year, month=month, padded=f"{month:02d}") for said in p.MONTH))
            yield name, replace(self, first=first, last=first)
