"""What is said of a list: 期权费最高者, 前3笔期权费合计, 上一年销售额, 人员中在岗的年薪平均值（不计零的）.

One form for all of it: which items (``Pick``), what of each (the item, a field of it, a name of 其中（逐笔）), and what is made
of these: their sum, the highest, the lowest, the mean, how many there are.  Of no items the sum is nothing, and so are the
highest and the lowest; a mean there is none.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from tiaowen.runtime.numerals import read_numeral

from ...bind.binder import Binder, Refused
from ...bind.conditions import base_of, condition_of_items
from ...bind.elided import form_of
from ...bind.levels import check_amount, check_condition
from ...bind.names import list_type, named, within_list
from ...bind.units import quotient
from ...model.expr import Branch, Compare, Expr, FactRef, Field, Literal
from ...model.levels import Each
from ...model.quantity import CLOCK_TIME, NUMBER, number_type, unit_of
from ...model.types import BOOLEAN, DATE, TEXT, ListType, NumberType, OptionType, Plain, Type
from ...model.why import Apart
from ...reading.of_lists import (
    ADDS_NOTHING,
    ANY_KIND,
    Listed,
    ListSaid,
    of_years,
    said_of_list,
    said_of_place,
    said_of_top,
)
from ...reading.syntax import Form, Word
from ...report.errors.lists import HowAreTiesPlaced, WhichIsFirst, WhichOfThem, WhichYears
from ...report.errors.names import UnknownName
from ...report.errors.types import NeedsScope, WrongType
from ...text.source import Span
from .alternatives import Alternatives, one_where
from .each_item import ItemCount, ItemTotal, item_of
from .one_item import OneItem
from .pick import Pick
from .place import ItemPlace, among, goes_by_place, not_among


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a form is about: the list, what of each item, and the words that say which and what."""

    lists: tuple[str, ...]
    kind: ListType
    body: Expr
    said: ListSaid
    span: Span

    @property
    def list(self) -> str:
        return self.lists[0]

    @property
    def body_name(self) -> str:
        return getattr(self.body, "name", "") or self.list

    @property
    def type(self) -> NumberType:
        assert isinstance(self.body.type, NumberType)
        return self.body.type

    @property
    def text(self) -> str:
        return "".join(self.span.text.split()).removeprefix("取").strip("（）：")

    def count(self, pick: Pick | None, kind: NumberType, text: str) -> ItemCount:
        first, *also = self.lists
        return ItemCount(
            list=first, each=self.kind.each, condition=None, type=kind, pick=pick, of_list=text, also=tuple(also)
        )

    def total(self, pick: Pick | None, text: str = "") -> ItemTotal:
        each, of_list = self.kind.each, text or self.text
        first, *also = self.lists
        return ItemTotal(
            list=first, each=each, body=self.body, type=self.type, pick=pick, of_list=of_list, also=tuple(also)
        )


def bind_of_list(binder: Binder, form: Form) -> Expr:
    """首笔某数；某数最高者；清单中某条件的某数总额."""
    owner, *_ = names = list(form.words("NAME"))
    word = names[-1]
    found = _counted(binder, form) or item_of(binder, word)
    kind = list_type(binder, found[0][0]) if found else None
    words = said_words(form, found[0][0], kind) if found and kind else ListSaid()
    if found is None or kind is None or not (words.what == "kinds" or _has_a_height(found[1].type)):
        raise Refused(WrongType(span=word.span, what=word.text, wanted=_WANTED))
    lists, body = found
    if not isinstance(body, Literal):
        check_amount(Each(lists[0], also=lists[1:]), body, word.span, kind.each)
    if words.take == "year" and not (words.skip or words.what) and lists[0] in binder.names.open:
        # 当年实缴, in a column of years: that of the present one.
        return body
    about = Said(lists=lists, kind=kind, body=body, said=words, span=form.span)
    where = None
    for condition in form.forms():
        if owner.text not in lists:
            raise Refused(UnknownName(span=word.span, name=word.text, similar=""))
        where = condition_of_items(within_list(binder, *lists), owner, kind, condition)
        check_condition(Each(lists[0], also=lists[1:]), where, condition.span, kind.each)
    _note_numbers(binder, about)
    is_plain = about.said.what in ("sum", "count") and not about.said.take
    if is_plain and where is not None and goes_by_place(where):
        return _placed(binder, about, where)
    if not (is_plain and where is None) and any(goes_by_place(part) for part in (body, where) if part is not None):
        raise Refused(not_among(form.span, about.text))
    if about.said.what == "rank":
        return ranked(binder, about)
    pick = picked(binder, about)
    if where is not None:
        pick = Pick(where=where) if pick is None else replace(pick, of=Pick(where=where))
    return _made(binder, about, pick)


def _placed(binder: Binder, about: Said, where: Expr) -> Expr:
    """企业中名次前3名的产值合计: places are among all items, so each adds its number, or nothing."""
    if about.said.what == "count":
        unit = unit_of(about.kind.each, binder.names.terms.units)
        assert unit is not None
        return replace(about, body=replace(one_where(where), type=number_type(unit))).total(None)
    branch = Branch(condition=where, amount=about.body, text="")
    return replace(about, body=Alternatives(branches=(branch,), type=about.type, why=Apart())).total(None)


_WANTED = (
    "一列数，一列有高低的选项（由低到高），或一列日期",
    "a list of numbers, of options from low to high, or of dates",
)


def _has_a_height(kind: Type) -> bool:
    return isinstance(kind, NumberType) or kind == DATE or (isinstance(kind, OptionType) and kind.ordered)


def _counted(binder: Binder, form: Form) -> tuple[tuple[str, ...], Expr] | None:
    """人员人数: of a list of records, or of options, too, it can be said how many there are."""
    word = next(form.words("NAME"))
    kind = list_type(binder, word.text)
    if kind is None or isinstance(kind.item, NumberType) or said_words(form, word.text, kind).what != "count":
        return None
    named(binder, word.text, word.span)
    return (word.text,), Literal(value=Fraction(1), type=NUMBER, text="1")


def said_words(form: Form, name: str, kind: ListType) -> ListSaid:
    """The words before and behind the name; 取, and 人员中 of a field, add nothing."""
    before, behind, of = form.word("WHICH"), form.word("OF_LIST"), [*form.words("NAME")][-1].text
    first = before.text if before else ""
    if first.startswith(name):
        first = first.removeprefix(name).removeprefix("中").removeprefix("的")
    if ADDS_NOTHING.fullmatch(first):
        first = ""
    return said_of_list(Listed(kind.each, kind.names, name, kind.kinds), first, behind.text if behind else "", of)


def _made(binder: Binder, about: Said, pick: Pick | None) -> Expr:
    said, kind = about.said, about.kind
    if said.what == "kinds":
        return _kinds_of(binder, about, pick)
    if isinstance(about.body.type, OptionType | Plain):
        return _one(about, pick)
    if said.is_of_time and about.body.type != CLOCK_TIME:
        raise Refused(
            WrongType(span=about.span, what=about.text, wanted=("一列日期或时刻", "a list of dates or times"))
        )
    match said.what:
        case "sum":
            return about.total(pick)
        case "highest" | "lowest":
            is_high = said.what == "highest"
            return about.total(Pick(order="largest" if is_high else "smallest", count=1, key=about.body, of=pick))
        case "count":
            unit = unit_of(kind.each, binder.names.terms.units)
            assert unit is not None
            return about.count(pick, number_type(unit), about.text)
        case "mean":
            return _mean(about, pick)
    if pick is None or pick.count != 1 or pick.each:
        raise Refused(
            WhichOfThem(
                span=about.span,
                said=about.text,
                list=about.list,
                each=kind.each,
                pick=pick.words(kind.each) if pick else "",
            )
        )
    return about.total(pick)


def _kinds_of(binder: Binder, about: Said, pick: Pick | None) -> ItemCount:
    """品类数: how many are the first of their kind."""
    field = about.body
    assert isinstance(field, Field)
    is_year = isinstance(field.type, NumberType)
    unit = unit_of("年" if is_year else "个" if field.type == TEXT else "种", binder.names.terms.units)
    assert unit is not None
    firsts = Pick(count=1, each=(field.index,), each_names=(field.name,), of=pick)
    return about.count(firsts, number_type(unit), about.text)


def _one(about: Said, pick: Pick | None) -> OneItem:
    """星级最高者, 取证日最早的一次: of what cannot be added up, one item."""
    said, kind = about.said, about.body.type
    assert isinstance(kind, OptionType | Plain)
    if said.what in ("highest", "lowest") and said.is_of_time == (kind == DATE):
        pick = Pick(order="largest" if said.what == "highest" else "smallest", count=1, key=about.body, of=pick)
    elif said.what or pick is None or pick.count != 1 or pick.each:
        high, low = ("最晚者", "最早者") if kind == DATE else ("最高者", "最低者")
        wanted = (f"其中的一个：{high}、{low}、第几{about.kind.each}的", f"one of them: {high}, {low}")
        raise Refused(WrongType(span=about.span, what=about.text, wanted=wanted))
    return OneItem(lists=about.lists, each=about.kind.each, body=about.body, pick=pick, of_list=about.text, type=kind)


def _mean(about: Said, pick: Pick | None) -> Expr:
    """The sum over how many there are; of those that are not zero, where it says so."""
    if about.said.without_zero:
        zero = Literal(value=Fraction(0), type=about.type, text="0")
        pick = Pick(where=Compare(left=about.body, operator="≠", right=zero), of=pick)
    of = about.text.split("平均")[0].removesuffix("的")
    aside = "不为零的" if about.said.without_zero else ""
    count = about.count(pick, NUMBER, f"{of}{aside}{about.kind.each}数")
    return quotient(about.total(pick, f"{of}合计"), count, about.span)


def bind_of_years(binder: Binder, form: Form) -> Expr:
    """本年出口额超过前两年最高额: of 往年出口额, the one list of years, where what is said before it is of the same quantity."""
    (word,) = form.parts
    assert isinstance(word, Word)
    years = [fact for fact in binder.names.facts if isinstance(fact, FactRef) and isinstance(fact.type, ListType)]
    (name,) = (fact.name for fact in years if isinstance(fact.type, ListType) and fact.type.each == "年")
    end, _ = of_years(word.text, 0)
    first, last = word.text[:end], word.text[end:]
    source = form.span.source.read.text
    before = "".join(re.split("[，；：。]", source[: form.span.start])[-1].split())
    said = re.sub("(超过|超出|高于|大于|低于|少于|不[低少]于|不超过|不高于|达到|较|比|与|减去?|占)的?$", "", before)
    subjects = [fact.name for fact in binder.names.facts if isinstance(fact, FactRef) and said.endswith(fact.name)]
    subject = max(subjects, key=len, default="")
    if said == before or not subject or base_of(subject) not in name:
        wanted = (f"写明是谁的，如「{first}{name}{last}」", f"of what list, as in {first}{name}{last}")
        raise Refused(WrongType(span=form.span, what=word.text, wanted=wanted))
    made = Word(terminal="NAME", text=name, span=form.span)
    parts = (replace(word, terminal="WHICH", text=first), made, replace(word, terminal="OF_LIST", text=last))
    return bind_of_list(binder, form_of("of_list", parts, form.span))


# ── which items ──


def picked(binder: Binder, about: Said) -> Pick | None:
    """Which items are meant; None where it is all of them."""
    said = about.said
    if not said.take:
        return None
    each, names = _kinds(about)
    if said.take in ("largest", "smallest"):
        key = about.body
        if said.key:
            inner = within_list(binder, *about.lists)
            if said.key not in inner.names.known:
                raise Refused(UnknownName(span=about.span, name=said.key))
            key = named(inner, said.key, _place_of(about.span, said.key))
            if goes_by_place(key):
                raise Refused(not_among(about.span, about.text))
        is_high = said.take == "largest"
        made = Pick(order="largest" if is_high else "smallest", count=said.count, key=key)
    else:
        made = in_order(about)
    return replace(made, each=each, each_names=names)


def in_order(about: Said) -> Pick:
    """Of a list that has an order, by the place in it."""
    said, kind = about.said, about.kind
    is_last, skip = said.take == "last", said.skip
    if said.take == "year":
        is_last, skip = True, _years_back(about)
    if kind.order is None:
        fields = tuple(name for name, of in kind.fields if of not in (BOOLEAN, TEXT))
        raise Refused(WhichIsFirst(span=about.span, list=about.list, each=kind.each, fields=fields))
    if not kind.order:
        return Pick(order="last" if is_last else "first", skip=skip, count=said.count)
    index = list(kind.names).index(kind.order)
    key = Field(list=about.list, name=kind.order, index=index, type=kind.fields[index][1])
    return Pick(order="largest" if is_last else "smallest", skip=skip, count=said.count, key=key)


def _years_back(about: Said) -> int:
    """How many of the last years are left out: those after the ones that are meant."""
    said, has = about.said, about.kind.this_year
    if has is None or (has and said.is_recent):
        raise Refused(WhichYears(span=about.span, said=about.text, list=about.list, has_this_year=has))
    if not has and not said.skip:
        raise Refused(WhichYears(span=about.span, said=about.text, list=about.list, is_this_year=True))
    return said.skip if has else said.skip - 1


def _kinds(about: Said) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """每品类: the field by which records are put together; 每类 is of the one field that it can be."""
    kind, said = about.kind, about.said
    if not said.kind:
        return (), ()
    if len(about.lists) > 1:
        wanted = ("一个清单的栏（几列一起走的，没有栏）", "a field of one list")
        raise Refused(WrongType(span=about.span, what=f"每{said.kind}", wanted=wanted))
    fields = list(kind.names)
    word = said.kind
    if word in ANY_KIND and word not in fields:
        can = [name for name, of in kind.fields if isinstance(of, OptionType) or of == TEXT]
        if len(can) != 1:
            wanted = (f"写明是哪一栏，如「每{'、'.join(can) or '品类'}」", "which field, as in 每品类")
            raise Refused(WrongType(span=about.span, what=f"每{word}", wanted=wanted))
        (word,) = can
    return (fields.index(word),), (word,)


def _note_numbers(binder: Binder, about: Said) -> None:
    """前3笔: three is a number of the rule."""
    unit = unit_of(about.kind.each, binder.names.terms.units)
    assert unit is not None
    for number in about.said.numbers:
        span = _place_of(about.span, number)
        text = f"{number}{about.kind.each}"
        binder.out.literals.append(Literal(value=read_numeral(number), type=number_type(unit), text=text, span=span))


def _place_of(span: Span, word: str) -> Span:
    at = span.text.find(word)
    return span if at < 0 else Span(span.source, span.start + at, span.start + at + len(word))


# ── which the present item is ──


def bind_own_place(binder: Binder, form: Form) -> Expr:
    """首件的，前2件的，每类首件的: the place of the present item, by the order of its list."""
    (word,) = form.parts
    assert isinstance(word, Word)
    name, also = binder.names.list_scope, binder.names.also
    kind = list_type(binder, name)
    assert kind is not None
    said = said_of_place(Listed(kind.each, kind.names), word.text)
    if said is None:
        wanted = (f"第几{kind.each}、首{kind.each}、前几{kind.each}", f"which {kind.each} it is")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    _refuse_of_years(binder, word, kind.each)
    whole = Literal(value=Fraction(1), type=NUMBER, text="1")
    about = Said(lists=(name, *also), kind=kind, body=whole, said=said, span=word.span)
    pick = picked(binder, about)
    assert pick is not None
    every = Pick(order=pick.order, key=pick.key, each=pick.each, each_names=pick.each_names)
    return ItemPlace(lists=(name,), each=kind.each, pick=every)


def ranked(binder: Binder, about: Said) -> Expr:
    """得分由高到低的名次: of the present item, by what of it is meant."""
    closed = [each for each in about.lists if each not in binder.names.open]
    if closed:
        raise Refused(NeedsScope(span=about.span, name=closed[0], each=about.kind.each))
    _refuse_of_years(binder, about, about.kind.each)
    ties, order = about.said.ties, about.said.take
    assert order in ("largest", "smallest")
    if not ties or (ties == "first" and about.kind.order is None):
        raise Refused(HowAreTiesPlaced(span=about.span, said=about.text, list=about.list, each=about.kind.each))
    return ItemPlace(
        lists=about.lists, each=about.kind.each, pick=Pick(order=order, key=about.body), is_tied=ties == "same"
    )


def bind_at_top(binder: Binder, form: Form) -> Expr:
    """贡献最高的, 得分前3名（并列的都算）的: whether the present item is of these."""
    word, top = next(form.words("NAME")), form.word("AT_TOP")
    assert top is not None
    found = item_of(binder, word)
    if found is None or not isinstance(found[1].type, NumberType):
        raise Refused(WrongType(span=word.span, what=word.text, wanted=_WANTED))
    lists, body = found
    kind = list_type(binder, lists[0])
    assert kind is not None
    if goes_by_place(body):
        raise Refused(not_among(form.span, form.span.text))
    about = Said(lists=lists, kind=kind, body=body, said=said_of_top(top.text), span=form.span)
    place = ranked(binder, about)
    _note_numbers(binder, about)
    return among(place, about.said.skip, about.said.count)


def _refuse_of_years(binder: Binder, about: Word | Said, each: str) -> None:
    """In a column of so many years (逐年，共3年) each year is said by its number."""
    if binder.here.width and binder.heading.is_series:
        wanted = (f"第几{each}，写在句子前面：「第一{each}，……」", f"which {each}, before the sentence")
        raise Refused(WrongType(span=about.span, what=about.text, wanted=wanted))


ATOMS = {"of_list": bind_of_list, "own_place": bind_own_place, "at_top": bind_at_top, "of_years": bind_of_years}
