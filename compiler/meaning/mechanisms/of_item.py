"""一列数里某一年的：（逐年，共3年）一栏里，清单在第2年那笔中是第2个数。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from ...ir import core
from ...model.expr import Anatomy, Evaluation, Expr, Lowering, Mechanism, Phrase, Slot, Wording
from ...model.types import BOOLEAN, NumberType, Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class OfItem(Mechanism):
    """``body`` of the item at one place of a list (of several at the same place), which has so many items in any case."""

    lists: tuple[str, ...]
    place: int
    body: Expr
    type: NumberType | Plain

    def value(self, of: Evaluation) -> Fraction | bool | None:
        present = next(islice(of.each_item(self.lists), self.place, None), None)
        if present is None:
            return None
        return present.truth(self.body) if self.type == BOOLEAN else present.number(self.body)

    def lower(self, to: Lowering) -> core.Node:
        there = to.at(self.lists, self.place)
        return there.truth(self.body) if self.type == BOOLEAN else there.number(self.body)

    def anatomy(self) -> Anatomy:
        first, *also = self.lists
        return Anatomy(list=first, also=tuple(also))

    def words(self, say: Wording) -> Phrase:
        said = (part if isinstance(part, str) else self._slot(part) for part in say.of(self.body))
        # What is worked out stands behind ＝; the last number of its words is none of it.
        return (*(part for part in said if part is not None), "")

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        yield self.body, None

    def lifted(self, condition: Expr) -> Expr:
        return replace(self, body=condition, type=BOOLEAN)

    def _slot(self, slot: Slot) -> Slot | None:
        """What is shown of a part: its number, or whether it holds, for this item."""
        part = slot.expr
        if not isinstance(part.type, NumberType) and part.type != BOOLEAN:
            return None
        return replace(slot, expr=replace(self, body=part, type=part.type))
