"""分组：补助（逐日期、单位），每组算一次再合计；条件（逐月），有效期内每个月都要满足。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ...ir import core
from ...model.expr import (
    Anatomy,
    Evaluation,
    Expr,
    Lowering,
    Mechanism,
    Outline,
    Phrase,
    Repeated,
    Slot,
    Telling,
    Wording,
)
from ...model.types import BOOLEAN, NumberType, Plain


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
        inner = (part for part in say.of(self.body) if isinstance(part, str))
        return (f"逐{'、'.join(self.names)}计算：", *inner, "，合计", Slot(self))

    def explain(self, tell: Telling) -> None:
        inner = (part for part in tell.words(self.body) if isinstance(part, str))
        tell.line(f"{self.list}中{'、'.join(self.names)}相同的为一组，每组", *inner)
        tell.line("各组合计", Slot(self))

    def outline(self, write: Outline) -> str:
        keys = "、".join(self.names)
        one = write.repeated(f"{self.list}中{keys}相同的归为一组，各组分别计算", self.body)
        return write.step(f"各组算出的{one}相加", f"各组的{one}之和", "合计")


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
        return ("每个月都满足：", *(part for part in say.of(self.condition) if isinstance(part, str)))

    def instances(self) -> Iterator[tuple[str, Expr]]:
        for year, month in self.months:
            first = date(year, month, 1)
            yield f"{year}年{month}月", replace(self, first=first, last=first)
