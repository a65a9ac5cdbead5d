"""A list of years that grows throughout: 销售额逐年增长, 前三年销售额逐年增长10%以上（首年也比上年）.

Each number is compared with the one before it in the order of the list.  Of some of the years it must be said whether the first of
them is compared with the year before it, too, which is one year more.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from ...bind.binder import Binder, Refused
from ...bind.names import list_type
from ...bind.ranges import inside, ranges_of
from ...bind.units import quotient
from ...model.expr import All, AnyOf, Compare, Difference, Expr, Literal
from ...model.quantity import number_type, unit_of
from ...model.types import NumberType
from ...reading.of_lists import ListSaid, grown_said
from ...reading.syntax import Form, Word
from ...report.errors.types import WrongType
from .each_item import EveryItem, ItemCount, item_of
from .of_list import Said, in_order, picked, said_words
from .pick import Pick
from .place import ItemPlace


def bind_ever_grown(binder: Binder, form: Form) -> Expr:
    """Whether each number of a list, or of some of its years, is above (below) the one before, or by how much."""
    word, grown = next(form.words("NAME")), form.word("EVER_GROWN")
    assert grown is not None
    found = item_of(binder, word)
    kind = list_type(binder, found[0][0]) if found else None
    if found is None or kind is None or not isinstance(found[1].type, NumberType):
        wanted = ("一列数，每年（每月、每期）一个", "a list of numbers, one for each year")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    lists, body = found
    said = said_words(form, lists[0], kind) if form.has("WHICH") else ListSaid()
    about = Said(lists=lists, kind=kind, body=body, said=said, span=form.span)
    ranges = form.form("ranges")
    first = form.word("FIRST_YEAR")
    how = grown_said(grown.text, first.text if first else "")
    if first is None and not how.count and not said.take:
        if ranges is not None:
            raise Refused(_by_how_much(form, word))
        return _throughout(binder, about, how.falls)
    if not said.take or (how.count and how.count != str(said.count)) or not how.first:
        raise Refused(_of_which_years(form, word, grown, about))
    assert said.count is not None
    pick = picked(binder, about)
    assert pick is not None
    count = said.count + (how.first == "too")
    if count <= 1:
        raise Refused(_of_which_years(form, word, grown, about))
    years = _each(about, pick, count)
    test = _test(binder, form, ranges, how.falls)
    pairs = tuple(test(later, earlier) for earlier, later in pairwise(years))
    return All(parts=(_count(binder, about, pick.skip + count), *pairs))


def _throughout(binder: Binder, about: Said, falls: bool) -> Expr:
    """That of all items each has the place in the list that it has by its size; of two at least."""
    first = in_order(replace(about, said=ListSaid("first")))
    place = ItemPlace(lists=(about.list,), each=about.kind.each, pick=replace(first, count=None))
    by_size = ItemPlace(
        lists=about.lists,
        each=about.kind.each,
        pick=Pick(order="largest" if falls else "smallest", key=about.body),
        is_tied=True,
    )
    each = Compare(left=by_size, operator="=", right=place)
    every = EveryItem(list=about.list, each=about.kind.each, condition=each, also=about.lists[1:])
    return All(parts=(_count(binder, about, 2), every))


def _each(about: Said, pick: Pick, count: int) -> list[Expr]:
    """The numbers of so many years, the earliest first."""
    is_back = pick.order in ("last", "largest")
    made: list[Expr] = []
    for at in range(count):
        one = replace(pick, skip=pick.skip + at, count=1)
        made.append(about.total(one, f"{one.words(about.kind.each)}的{about.body_name}"))
    return made[::-1] if is_back else made


def _test(binder: Binder, form: Form, ranges: Form | None, falls: bool) -> Callable[[Expr, Expr], Expr]:
    if ranges is None:
        return lambda later, earlier: Compare(left=later, operator="<" if falls else ">", right=earlier)

    def by_how_much(later: Expr, earlier: Expr) -> Expr:
        assert isinstance(later.type, NumberType) and ranges is not None
        high, low = (earlier, later) if falls else (later, earlier)
        more = Difference(left=high, right=low, type=later.type, may_be_negative=True, span=form.span)
        growth = quotient(more, earlier, form.span)
        tests = tuple(inside(growth, one) for one in ranges_of(binder, ranges, growth))
        return tests[0] if len(tests) == 1 else AnyOf(parts=tests)

    return by_how_much


def _count(binder: Binder, about: Said, count: int) -> Expr:
    """That there are so many at least."""
    unit = unit_of(about.kind.each, binder.names.terms.units)
    assert unit is not None
    many = ItemCount(list=about.list, each=about.kind.each, condition=None, type=number_type(unit))
    least = Literal(value=Fraction(count), type=number_type(unit), text=f"{count}{about.kind.each}")
    return Compare(left=many, operator=">=", right=least)


def _of_which_years(form: Form, word: Word, grown: Word, about: Said) -> WrongType:
    """连续三年增长: of which years, and whether the first of them is compared with the year before it."""
    plain = re.sub("连续[^，；]*?[年月期季]", "逐年", grown.text)
    bound = "".join(part.span.text for part in form.forms("ranges"))
    which, said = form.word("WHICH"), about.said
    number = grown_said(grown.text, "").count or (str(said.count) if said.count else "3")
    years = (
        which.text
        if which and said.count and number == str(said.count)
        else f"{'最后' if about.kind.this_year else '前'}{number}年"
    )
    what = f"{years}{word.text}{plain}{bound}"
    wanted = (
        "写明是哪几年的数，最早的一年比不比它的上一年",
        "which years, and whether the first of them is compared with the year before it",
    )
    advice = (
        f"只在这{number}年之间比的，写「{what}（首年不比）」；最早的一年也要比它的上一年的，写「{what}（首年也比上年）」",
        f"among these years alone {what}（首年不比）; the first with the year before it, too, {what}（首年也比上年）",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def _by_how_much(form: Form, word: Word) -> WrongType:
    """逐年增长10%以上, of no certain years."""
    said = form.span.text.removeprefix(word.text)
    wanted = ("写明是哪几年", "which years")
    advice = (
        f"写明几年，如「前3年{word.text}{said}（首年不比）」",
        f"name the years, as in 前3年{word.text}{said}（首年不比）",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


ATOMS = {"ever_grown": bind_ever_grown}
