"""逐项：奖励（逐笔，取最高2）：贷款额的1%，再合计；条件（逐笔）每一项都要满足；贷款额超过100万元的数量。"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...bind.binder import Binder, Refused
from ...bind.conditions import condition_of, truth_of
from ...bind.levels import check_amount, check_condition
from ...bind.names import list_type, lists_of, meaning_of, named, within_list
from ...ir import core
from ...model.expr import (
    Anatomy,
    DefinitionRef,
    Element,
    Evaluation,
    Expr,
    Field,
    Lowering,
    Mechanism,
    Outline,
    Phrase,
    Repeated,
    Slot,
    Telling,
    Wording,
)
from ...model.levels import Each
from ...model.quantity import number_type, unit_of
from ...model.types import BOOLEAN, ListType, NumberType, Plain
from ...reading.syntax import Form, Word
from ...report.errors.types import WrongType
from .pick import Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTotal(Mechanism):
    """The sum of ``body`` over the items of a list (and those that are ``also`` gone through, one by one with them), or over
    those that are picked; ``of_list`` where it is said of a list (年薪最高者) rather than worked out for each item
    (补助（逐人）)."""

    list: str
    each: str
    body: Expr
    type: NumberType
    pick: Pick | None = None
    of_list: str = ""
    also: tuple[str, ...] = ()

    def value(self, of: Evaluation) -> Fraction | None:
        lists = (self.list, *self.also)
        taken = (self.pick or Pick()).present(of, lists)
        # Of items that are not picked, too, it must be known.
        values = [present.number(self.body) for present in of.each_item(lists)]
        if taken is None or None in values:
            return None
        if self.pick is not None:
            values = [present.number(self.body) for _, present in taken]
        return sum((value for value in values if value is not None), Fraction(0))

    def lower(self, to: Lowering) -> core.Node:
        to = to.at((self.list, *self.also), None)
        pick = self.pick.lower(to) if self.pick else None
        return core.Fold("sum", self.list, to.number(self.body), pick=pick, also=self.also)

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        yield self.body, None
        yield from ((part, None) for part in (self.pick.operands() if self.pick else ()) if part != self.body)

    def anatomy(self) -> Anatomy:
        repeated = Repeated(body=self.body, each=self.each, picks=self.pick is not None)
        return Anatomy(repeated=repeated, list=self.list, also=self.also)

    def words(self, say: Wording) -> Phrase:
        if self.of_list:
            return (self.of_list, Slot(self))
        top = f"，取{self._picked}" if self._picked else ""
        return (
            f"逐{self.each}计算：",
            *(part for part in say.of(self.body) if isinstance(part, str)),
            f"{top}，合计",
            Slot(self),
        )

    @property
    def is_named(self) -> bool:
        return bool(self.of_list)

    @property
    def _picked(self) -> str:
        """Which items, in words; nothing where it is all of them."""
        if self.pick is None:
            return ""
        of = getattr(self.pick.key, "name", "") if self.pick.key != self.body else ""
        return self.pick.words(self.each, of)

    def outline(self, write: Outline) -> str:
        if self.of_list:
            return ""
        one = write.repeated(f"{'、'.join((self.list, *self.also))}中的每一{self.each}，分别计算", self.body)
        top = self._picked
        words = f"各{self.each}算出的{one}，{f'只取{top}，' if top else ''}相加"
        return write.step(words, f"{top or f'各{self.each}'}的{one}之和", "合计")

    def explain(self, tell: Telling) -> None:
        if self.of_list:
            tell.result(self)
            return
        tell.each((self.list, *self.also), self.each, self.body)
        tell.line(f"{self._picked}合计", Slot(self))

    def lifted(self, condition: Expr) -> Expr:
        return EveryItem(list=self.list, each=self.each, condition=condition, also=self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryItem(Mechanism):
    """Whether every item of a list (with those that are ``also`` gone through) satisfies a condition."""

    list: str
    each: str
    condition: Expr
    type: Plain = BOOLEAN
    also: tuple[str, ...] = ()

    def value(self, of: Evaluation) -> bool:
        return all(present.truth(self.condition) for present in of.each_item((self.list, *self.also)))

    def lower(self, to: Lowering) -> core.Node:
        each = to.at((self.list, *self.also), None)
        return core.Fold("all", self.list, each.truth(self.condition), also=self.also)

    def anatomy(self) -> Anatomy:
        return Anatomy(list=self.list, also=self.also)

    def words(self, say: Wording) -> Phrase:
        return (f"每{self.each}都满足：", *(part for part in say.of(self.condition) if isinstance(part, str)))

    def lifted(self, condition: Expr) -> Expr:
        return EveryItem(list=self.list, each=self.each, condition=condition, also=self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount(Mechanism):
    """How many items of a list, or of those that are picked, satisfy a condition (None: how many there are); ``of_list``
    where there are words for it."""

    list: str
    each: str
    condition: Expr | None
    type: NumberType
    pick: Pick | None = None
    of_list: str = ""
    also: tuple[str, ...] = ()

    def value(self, of: Evaluation) -> Fraction | None:
        if self.pick is not None:
            taken = self.pick.present(of, (self.list, *self.also))
            assert self.condition is None
            return None if taken is None else Fraction(len(taken))
        if self.condition is None:
            return Fraction(len(of.items(self.list)))
        return Fraction(sum(present.truth(self.condition) for present in of.each_item((self.list,))))

    def lower(self, to: Lowering) -> core.Node:
        to = to.at((self.list, *self.also), None)
        body = core.Truth(True) if self.condition is None else to.truth(self.condition)
        pick = self.pick.lower(to) if self.pick else None
        return core.Fold("count", self.list, body, pick=pick, also=self.also)

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        yield from ((part, None) for part in (self.condition,) if part is not None)
        yield from ((part, None) for part in (self.pick.operands() if self.pick else ()))

    def anatomy(self) -> Anatomy:
        return Anatomy(list=self.list, also=self.also)

    def words(self, say: Wording) -> Phrase:
        if self.condition is None:
            return (self.of_list or f"{self.list}的总数", Slot(self))
        inner = (part for part in say.of(self.condition) if isinstance(part, str))
        return (f"{self.list}中", *inner, "的数量", Slot(self))

    @property
    def is_named(self) -> bool:
        return bool(self.of_list)

    def lifted(self, condition: Expr) -> Expr:
        return EveryItem(list=self.list, each=self.each, condition=condition, also=self.also)


def every_item(name: str, each: str, condition: Expr) -> Expr:
    """That every item of a list satisfies a condition."""
    return EveryItem(list=name, each=each, condition=condition)


def bind_count(binder: Binder, form: Form) -> Expr:
    """清单中某条件的数量；清单总数."""
    word = form.parts[0]
    assert isinstance(word, Word)
    meaning_of(binder, word)
    kind = list_type(binder, word.text)
    if kind is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("一列数或记录", "a list")))
    condition = None
    if form.kind == "count":
        inner = within_list(binder, word.text)
        test = form.parts[1]
        condition = truth_of(inner, test) if isinstance(test, Word) else condition_of(inner, test)
        check_condition(Each(word.text), condition, form.span, kind.each)
    unit = unit_of(kind.each, binder.names.terms.units)
    assert unit is not None
    return ItemCount(list=word.text, each=kind.each, condition=condition, type=number_type(unit))


def bind_total(binder: Binder, form: Form) -> Expr:
    """清单总额：its items added up; 某栏总额：one number of each record."""
    word = form.parts[0]
    assert isinstance(word, Word)
    item = item_of(binder, word)
    if item is None or not isinstance(item[1].type, NumberType):
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("一列数", "a list of numbers")))
    (name, *also), body = item
    kind = list_type(binder, name)
    assert kind is not None and isinstance(body.type, NumberType)
    check_amount(Each(name, also=tuple(also)), body, word.span, kind.each)
    return ItemTotal(list=name, each=kind.each, body=body, type=body.type, also=tuple(also))


def item_of(binder: Binder, word: Word) -> tuple[tuple[str, ...], Expr] | None:
    """A list (or several gone through together), and what of each of its items is meant: the item, a field of it, or what 其中 names for each."""
    if word.text not in binder.names.known:
        owners = [
            fact
            for fact in binder.names.facts
            if isinstance(fact.type, ListType) and word.text in dict(fact.type.fields)
        ]
        if len(owners) != 1:
            return None
        name = getattr(owners[0], "name", "")
        return (name,), named(within_list(binder, name), word.text, word.span)
    match binder.names.known[word.text]:
        case DefinitionRef(definition=made) as of_items if made.scope:
            lists = lists_of(of_items)
            return lists, named(within_list(binder, *lists), word.text, word.span)
    found = meaning_of(binder, word)
    if isinstance(found, Field | Element):
        # 工资总额, in a column of people: of all of them
        return (found.list,), found
    item = found.type.item if isinstance(found.type, ListType) else None
    return ((word.text,), Element(list=word.text, type=item)) if item is not None else None


ATOMS = {"count": bind_count, "how_many": bind_count, "list_total": bind_total}
