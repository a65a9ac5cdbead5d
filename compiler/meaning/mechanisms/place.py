"""Which item the present one is: 首件的、前2件的、每类首件的 in the order of its list; 得分由高到低的名次（并列的名次相同）.

A place counts from 1.  Of equal ones the earlier comes first, or all of them have the place of the first, as the rule says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...ir import core
from ...model.expr import (
    All,
    Anatomy,
    Branch,
    Compare,
    DefinitionRef,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Phrase,
    Wording,
)
from ...model.levels import parts_of
from ...model.quantity import NUMBER
from ...model.types import NumberType
from ...model.why import Apart
from ...report.errors.types import WrongType
from ...text.source import Span
from .. import phrases as p
from .alternatives import Alternatives
from .pick import Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlace(Mechanism):
    """The place of the present item of some lists that are gone through together, in the order of ``pick``, which takes all of them;
    where ``is_tied``, of equal ones the same."""

    lists: tuple[str, ...]
    each: str
    pick: Pick
    is_tied: bool = False
    type: NumberType = NUMBER

    def value(self, of: Evaluation) -> Fraction | None:
        first, here = self.lists[0], of.place(self.lists[0])
        items = list(zip(of.items(first), of.each_item(self.lists), strict=False))
        keys = [None if self.pick.key is None else present.number(self.pick.key) for _, present in items]
        if self.pick.key is not None and None in keys:
            return None

        def is_before(at: int) -> bool:
            one, own = keys[at], keys[here]
            if one is not None and own is not None and one != own:
                return one > own if self.pick.order == "largest" else one < own
            return not self.is_tied and (at > here if self.pick.order == "last" else at < here)

        def is_alike(at: int) -> bool:
            one, own = items[at][0], items[here][0]
            if not (isinstance(one, tuple) and isinstance(own, tuple)):
                return True
            return all(one[index] == own[index] for index in self.pick.each)

        return Fraction(1 + sum(is_alike(at) and is_before(at) for at in range(len(items)) if at != here))

    def lower(self, to: Lowering) -> core.Node:
        first, *also = self.lists
        before = core.Place(first, self.pick.lower(to), self.is_tied, tuple(also))
        return core.Add((core.Const(Fraction(1)), before))

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        yield from ((part, None) for part in self.pick.operands())

    def anatomy(self) -> Anatomy:
        return Anatomy(of_item=self.lists)

    @property
    def is_named(self) -> bool:
        return True

    def words(self, say: Wording) -> Phrase:
        kind = p.PLACE_OF_KIND if self.pick.each_names else None
        key, order = self.pick.key, p.PLACE_ORDERS[self.pick.order]
        said = say.say(order, each=say.item(self.each), key="" if key is None else say.plain(key))
        if kind is not None:
            names = p.LIST_COMMA.said(say.lang).join(self.pick.each_names)
            said = say.say(kind, names=names, said=said)
        return (*said, say.value(self))


def goes_by_place(expr: Expr) -> bool:
    """Whether it asks which the present item is, also by what its names stand for."""
    return any(
        isinstance(part, ItemPlace) or (isinstance(part, DefinitionRef) and goes_by_place(part.definition.body))
        for part in parts_of(expr)
    )


def not_among(span: Span, what: str) -> WrongType:
    """Some of the items, by what goes by places among them all."""
    wanted = ("不再挑选、排名的数：它已经是按先后、名次算的", "no choice and no rank of what goes by places itself")
    advice = (
        "把挑哪几项写成逐项一栏里的情形：「名次前3名的，……；其余的，……」，再合计",
        "say which items as cases of the column: 名次前3名的，…；其余的，…",
    )
    return WrongType(span=span, what=what, wanted=wanted, advice=advice)


def apart(pick: Pick, lists: tuple[str, ...], each: str, body: Expr) -> Alternatives:
    """What each item gets where only some are taken: its amount, or nothing."""
    assert isinstance(body.type, NumberType) and pick.where is None and pick.of is None
    place = ItemPlace(
        lists=lists, each=each, pick=Pick(order=pick.order, key=pick.key, each=pick.each, each_names=pick.each_names)
    )
    branch = Branch(condition=among(place, pick.skip, pick.count), amount=body, text=f"{pick.words(each)}的")
    return Alternatives(branches=(branch,), type=body.type, why=Apart())


def among(place: Expr, skip: int, count: int | None) -> Expr:
    """Whether a place is behind the first ``skip`` one of the next ``count`` (None: all)."""
    tests: list[Expr] = []
    if skip:
        tests.append(Compare(left=place, operator=">", right=_number(skip)))
    if count is not None:
        tests.append(Compare(left=place, operator="<=", right=_number(skip + count)))
    return tests[0] if len(tests) == 1 else All(parts=tuple(tests))


def _number(value: int) -> Literal:
    return Literal(value=Fraction(value), type=NUMBER, text=str(value))
