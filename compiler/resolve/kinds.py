"""A cap of all items of a kind, in a column of items: 补助（逐件）：收入的10%，每个品类最高50万元.

In: the sentences of the column.  Out: these without such caps, and the caps, to be put on what the items of a kind come to.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..bind.amounts import number_of
from ..bind.binder import Refused
from ..bind.units import alike
from ..language.word_lists import NUMERALS
from ..meaning.mechanisms.cap import Cap, operand
from ..meaning.mechanisms.each_item import ItemTotal
from ..meaning.mechanisms.groups import GroupTotal
from ..meaning.mechanisms.place import goes_by_place
from ..model.expr import Expr, Literal
from ..model.levels import level_of
from ..model.types import ListType, NumberType
from ..reading.of_lists import kind_said
from ..reading.syntax import Form, Sentence, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .context import Rule

OF_KIND = ("cap_of_kind", "line_cap_of_kind")


def kind_caps_apart(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], list[Form]]:
    """The sentences without the caps of kinds behind them all, and these.  Behind one of several cases such a cap stays, and is
    refused where it is bound: it may be of that case alone."""
    read, caps = list(sentences), list[Form]()
    while read and (form := read[-1].form) is not None and form.kind == "line_cap_of_kind":
        caps.insert(0, form)
        read.pop()
    line = read[-1].form if len(read) == 1 else None
    award = line.parts[-1] if line and line.kind == "line" and line.form("guard") is None else None
    last = award.parts[-1] if isinstance(award, Form) and award.kind == "award" else None
    if line and isinstance(award, Form) and isinstance(last, Form) and last.kind == "cap_of_kind":
        caps.insert(0, last)
        left = replace(award, parts=award.parts[:-1])
        read[-1] = replace(read[-1], form=replace(line, parts=(*line.parts[:-1], left)))
    return tuple(read), caps


def within_each_kind(rule: Rule, amount: Expr, cap: Form) -> Expr:
    """What the items of each kind come to, within a cap; added up."""
    word, place = next(cap.words("OF_KIND")), operand(cap)
    if not isinstance(amount, ItemTotal) or amount.pick is not None or amount.also or _needs_all(amount):
        raise Refused(_not_by_items(cap.span))
    kind = rule.facts[amount.list].type
    assert isinstance(kind, ListType) and isinstance(amount.type, NumberType)
    field = kind_said(kind.kinds, word.text)
    if not field:
        raise Refused(_of_which_field(word, place, kind))
    limit = number_of(rule.binder, place)
    is_count = isinstance(limit, Literal) and limit.type.unit != amount.type.unit
    if isinstance(limit, Literal) and is_count and limit.type.unit.text in (kind.each, _counted(limit).group("of")):
        raise Refused(_how_many(cap.span, field, limit, kind.each))
    body = Cap(amount=amount, limit=alike(limit, amount, place.span), word="封顶", type=amount.type)
    return GroupTotal(list=amount.list, keys=(kind.names.index(field),), names=(field,), body=body, type=amount.type)


def _needs_all(amount: ItemTotal) -> bool:
    """Whether what an item gets depends on the others, which are not all of its kind."""
    return goes_by_place(amount.body) or amount.list in level_of(amount.body).lists


def _not_by_items(span: Span) -> WrongType:
    wanted = (
        "每一项自己算出的数（不挑选、不排名、不与全部的合计比），再按类合计",
        "amounts of single items, which are put together by kind",
    )
    advice = (
        "先写「其中（逐件）：应得：……」，再写「补助（逐类别）：应得合计，封顶……」（类别是清单的一栏）",
        "write 其中（逐件）：应得：…, and 补助（逐类别）：应得合计，封顶…, where 类别 is a field of the list",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)


def _of_which_field(word: Word, place: Form | Word, kind: ListType) -> WrongType:
    named = kind.kinds[0]
    wanted = ("写明是按清单的哪一栏分的类", "by which field of the list items are of a kind")
    advice = (f"如「每{named}最高{place.span.text}」", f"as in 每{named}最高{place.span.text}")
    return WrongType(span=word.span, what=word.text, wanted=wanted, advice=advice)


def _how_many(span: Span, field: str, limit: Literal, each: str) -> WrongType:
    """同一展会最多补助2个展位: of each kind two, and which of them."""
    number = _counted(limit).group("number")
    wanted = ("写明取哪几个", "which of them")
    advice = (
        f"栏目后面写（逐{each}，每{field}取最高{number}{each}）；按先后的，写（逐{each}，取每{field}前{number}{each}）",
        f"say it behind the heading: （逐{each}，每{field}取最高{number}{each}）, or by their order （逐{each}，取每{field}前{number}{each}）",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)


def _counted(limit: Literal) -> re.Match[str]:
    """2个展位: two, of 展位."""
    found = re.match(rf"(?P<number>[{NUMERALS}.]*)个?(?P<of>.*)", limit.text)
    assert found is not None
    return found
