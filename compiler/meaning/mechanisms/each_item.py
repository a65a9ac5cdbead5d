"""逐项：奖励（逐笔，取最高2）：贷款额的1%，再合计；条件（逐笔）每一项都要满足；贷款额超过100万元的数量。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ...bind.binder import Binder, Refused
from ...bind.conditions import condition_of, condition_of_items
from ...bind.levels import check_amount, check_condition
from ...bind.names import list_type, lists_of, meaning_of, named, within_list
from ...ir import core
from ...model.expr import (
    Anatomy,
    Compare,
    DefinitionRef,
    Element,
    Evaluation,
    Expr,
    FactRef,
    Field,
    Literal,
    Lowering,
    Mechanism,
    Outline,
    Part,
    Phrase,
    Repeated,
    Slot,
    Telling,
    Wording,
)
from ...model.levels import Each
from ...model.quantity import NUMBER, number_type, unit_of
from ...model.types import BOOLEAN, ListType, NumberType, Plain
from ...reading.syntax import Form, Word
from ...report.errors.types import WrongType
from .. import phrases as p
from .alternatives import one_where
from .pick import Pick, brackets_around, picked_said


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
        it = say.value(self)
        if say.lang == "en":
            return self._in_english(say)
        if self.of_list:
            return (self.of_list, it)
        said = p.PICKED_ADDED_UP if self._picked(say) else p.EACH_ADDED_UP
        return say.say(said, each=self.each, body=say.plain(self.body), picked=self._picked(say), it=it)

    def _in_english(self, say: Wording) -> Phrase:
        parts: dict[str, Part] = {
            "list": self._list(say),
            "body": brackets_around(self.body, say),
            "it": say.value(self),
        }
        if self.pick is None:
            said = p.SUM_OF_LIST if isinstance(self.body, Element) else p.EACH_ADDED_UP
            return say.say(said, each=say.item(self.each), **parts)
        which = self._picked(say)
        if self.pick.count == 1 and not self.pick.each:
            return say.say(p.ITEM_OF_LIST if isinstance(self.body, Element) else p.ONE_OF_LIST, which=which, **parts)
        return say.say(p.SUM_OF_ITEMS if isinstance(self.body, Element) else p.SUM_OVER, which=which, **parts)

    @property
    def is_named(self) -> bool:
        return bool(self.of_list)

    def _picked(self, say: Wording) -> str:
        """Which items, in words; nothing where it is all of them."""
        return picked_said(self.pick, self.each, self.body, say) if self.pick is not None else ""

    def _list(self, say: Wording) -> str:
        return p.LIST_COMMA.said(say.lang).join((self.list, *self.also))

    def outline(self, write: Outline) -> str:
        if self.of_list:
            return ""
        say = write.spoken
        each, top = say.item(self.each), self._picked(say)
        one = write.repeated(write.say(p.FOR_EACH, list=self._list(say), each=each), self.body)
        words, formula = (p.PICKED_ONLY, p.PICKED_SUM_FORMULA) if top else (p.ADDED_UP, p.SUM_FORMULA)
        parts = {"each": each, "one": one, "picked": top}
        return write.step(write.say(words, **parts), write.say(formula, **parts), p.SUM_LABEL)

    def explain(self, tell: Telling) -> None:
        if self.of_list:
            tell.result(self)
            return
        tell.each((self.list, *self.also), self.each, self.body)
        picked = self._picked(tell.words)
        tell.line(p.SUM_OF_PICKED if picked else p.SUM, picked=picked, value=Slot(self))

    def lifted(self, condition: Expr) -> Expr:
        return EveryItem(list=self.list, each=self.each, condition=condition, also=self.also)

    def for_one(self, condition: Expr) -> Expr:
        if self.pick is None:
            return Mechanism.for_one(self, condition)
        zero = Literal(value=Fraction(0), type=NUMBER, text="0")
        counted = replace(self, body=one_where(condition), type=NUMBER, of_list="")
        return Compare(left=counted, operator=">", right=zero)


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
        each, condition = say.item(self.each), say.plain(self.condition)
        return say.say(p.EVERY_ITEM, each=each, list=self.list, condition=condition)

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
        it = say.value(self)
        if self.condition is not None:
            return say.say(p.HOW_MANY_THAT, list=self.list, condition=say.plain(self.condition), it=it)
        if say.lang == "zh" and self.of_list:
            return (self.of_list, it)
        if self.pick is not None:
            return say.say(p.COUNT_OF, list=self.list, which=picked_said(self.pick, self.each, None, say), it=it)
        return say.say(p.HOW_MANY, list=self.list, it=it)

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
        condition = condition_of_items(inner, word, kind, form.parts[1])
        check_condition(Each(word.text), condition, form.span, kind.each)
    unit = unit_of(kind.each, binder.names.terms.units)
    assert unit is not None
    return ItemCount(list=word.text, each=kind.each, condition=condition, type=number_type(unit))


def bind_count_of_kind(binder: Binder, form: Form) -> Expr:
    """发明5件以上: of the items of the list that has the option."""
    (word,) = form.parts
    assert isinstance(word, Word)
    option = max((each for each in binder.names.options if word.text.endswith(each)), key=len)
    (owner, *others) = binder.names.options[option]
    lists = [
        fact.name
        for fact in binder.names.facts
        if isinstance(fact, FactRef) and isinstance(fact.type, ListType) and owner in (fact.name, *fact.type.names)
    ]
    if others or len(lists) != 1:
        wanted = ("写明是哪一项的选项，如「专利中类别为甲的数量」", "the fact that it is an option of")
        raise Refused(WrongType(span=word.span, what=option, wanted=wanted))
    (name,) = lists
    kind = list_type(binder, name)
    assert kind is not None
    inner = within_list(binder, name)
    at = replace(word, terminal="VALUE", text=option)
    condition = condition_of(inner, Form(kind="one_of", parts=(at,), span=word.span))
    unit = unit_of(kind.each, binder.names.terms.units)
    assert unit is not None
    return ItemCount(list=name, each=kind.each, condition=condition, type=number_type(unit))


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


ATOMS = {
    "count": bind_count,
    "count_of_kind": bind_count_of_kind,
    "how_many": bind_count,
    "list_total": bind_total,
}
