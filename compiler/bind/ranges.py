"""Ranges: 100万元以上不满500万元、前三名、2760千瓦时以下.

In: the forms of a list of ranges, and what they are of.  Out: a ``Range`` each, of the units of that.
"""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from tiaowen.runtime.numerals import read_numeral

from ..language.word_lists import PLACES
from ..model.bounds import Range, is_inclusive
from ..model.expr import (
    All,
    Compare,
    Comparison,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    OptionLiteral,
    Product,
)
from ..model.levels import level_of
from ..model.quantity import read_quantity
from ..model.types import NumberType
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.lists import HowAreTiesPlaced
from ..report.errors.types import AmbiguousShare, WrongType
from .binder import Binder, Refused
from .counted import in_its_price
from .ends import bound_of, counted_bare, end_of, limit_of, of_base, words_in, year_of
from .names import spelled
from .units import alike, is_factor, product
from .values import with_unit_of


def ranges_of(binder: Binder, form: Form, subject: Expr | None) -> list[Range]:
    """The ranges of a list; a bare number behind a range repeats its words (达到300批次、350批次), and an upper end
    behind a lower one belongs to it (100亩以上、不满200亩: either of the two would be every area)."""
    found: list[Range] = []
    unit = _shared_unit(binder, form)
    for part in (each for one in form.forms() for each in _each_place(one)):
        if part.kind == "bound":
            bound, _ = bound_of(binder, part, subject)
            last = found[-1]
            bound = _of_unit(bound, unit) or bound
            if subject is not None:
                bound = alike(bound, subject, part.span)
            found.append(replace(last, low=bound) if last.low is not None else replace(last, high=bound))
        else:
            made = range_of(binder, part, subject, unit)
            if found and _closes(found[-1], made):
                low = found.pop()
                text = f"{low.text}、{made.text}"
                made = replace(made, low=low.low, low_inclusive=low.low_inclusive, text=text)
            if found and _hands_over(found[-1], made):
                found[-1] = replace(found[-1], high_inclusive=False)
            found.append(made)
    return found


def _each_place(form: Form) -> list[Form]:
    """第二、三年: 第二年、第三年."""
    rank = form.word("RANK")
    if rank is None or "、" not in rank.text:
        return [form]
    *places, last = rank.text.removeprefix("第").split("、")
    words = [replace(rank, text=f"第{each.removesuffix(last[-1])}{last[-1]}") for each in (*places, last)]
    return [replace(form, parts=tuple(word if part is rank else part for part in form.parts)) for word in words]


def _shared_unit(binder: Binder, form: Form) -> Literal | None:
    """The last number of 300万、500万、1亿美元以上, whose unit is that of all."""
    words = [word for word in words_in(form) if word.terminal == "QUANTITY"]
    if len(words) < 2 or len(list(form.forms())) < 2:
        return None
    return read_quantity(words[-1], Report(), binder.names.terms.units)


def _of_unit(end: Expr | None, unit: Literal | None) -> Expr | None:
    return with_unit_of(end, unit) if unit is not None and isinstance(end, Literal) else end


def range_of(binder: Binder, form: Form, subject: Expr | None, unit: Literal | None = None) -> Range:
    """One range, with both ends in the unit of what it is of; a number without any has that of the list."""
    if rank := form.word("RANK"):
        return places_of(binder, rank, subject, is_open=form.has("ABOVE", "STARTING"))
    _refuse_over(form, subject)
    found = _of_one_base(_as_said(binder, form, subject), subject)
    low, high = (counted_bare(of_base(binder, end, subject), subject) for end in (found.low, found.high))
    if isinstance(low, Literal) and isinstance(high, Literal):
        low = with_unit_of(low, high)
    low, high = _of_unit(low, unit), _of_unit(high, unit)
    if subject is not None:
        low, high = (end and alike(in_its_price(binder, end, subject), subject, form.span) for end in (low, high))
    return replace(found, low=low, high=high)


def _refuse_over(form: Form, subject: Expr | None) -> None:
    """超过用水定额20%至40%的部分, 超过用水定额20%以下的部分: more than it by so much, or so much of it."""
    if form.kind == "range_over":
        word, name, rate = form.words("LOWER", "NAME", "PERCENTS")
        said = re.sub("[到—～-]", "至", rate.text)
        raise Refused(AmbiguousShare(span=form.span, word=word.text, base=name.text, rate=said))
    above, upper = form.form("after_word"), form.form("upper")
    limit = above.form("name") if above else None
    bound = upper.form("bound") if upper else None
    most = bound.word("QUANTITY") if bound else None
    if (
        above is None
        or limit is None
        or most is None
        or not most.text.endswith("%")
        or subject is None
        or is_factor(subject)
    ):
        return
    word, name = next(above.words("LOWER")), next(limit.words("NAME"))
    raise Refused(AmbiguousShare(span=form.span, word=word.text, base=name.text, rate=f"{most.text}以下"))


def _of_one_base(found: Range, subject: Expr | None) -> Range:
    """超过用水定额的120%至140%: of that, both."""
    match found.low, found.high:
        case Product(left=base, right=Literal(type=kind), sign="的"), Literal(type=NumberType(is_ratio=True)) if (
            kind.is_ratio
        ):
            if subject is not None and not is_factor(subject):
                return replace(found, high=product(base, found.high, "的"))
    return found


def _as_said(binder: Binder, form: Form, subject: Expr | None) -> Range:
    """The ends, and whether each belongs to the range: by its own word or, of a number without one, by the word before
    it (超过100万元至500万元) and by 至."""
    found = Range(low=None, low_inclusive=True, high=None, high_inclusive=True, text=form.span.text)
    loose: list[tuple[Expr, bool | None]] = []
    year = next((year_of(word) for word in words_in(form) if word.terminal == "DATE"), 0)
    for part in form.forms():
        if part.kind == "bound":
            loose.append(bound_of(binder, part, subject, year))
            year = next((year_of(word) for word in part.words("DATE")), 0) or year
        elif part.kind in ("above", "after_word"):
            low, is_in = end_of(binder, part, subject)
            found = replace(found, low=low, low_inclusive=is_in)
        elif part.kind == "upper":
            high, is_in = end_of(binder, part, subject, year)
            found = replace(found, high=high, high_inclusive=is_in)
        else:
            loose.append((limit_of(binder, part, subject), None))
    return _with_loose(binder, form, found, loose)


def _with_loose(binder: Binder, form: Form, found: Range, loose: list[tuple[Expr, bool | None]]) -> Range:
    """The range with its numbers that have no word of their own, each with what （含） says of it."""
    declared = binder.names.terms.inclusive
    if (word := form.word("LOWER")) and loose:
        (low, _), *loose = loose
        found = replace(found, low=low, low_inclusive=is_inclusive(word.text, declared))
    elif loose and found.low is None:
        (low, is_in), *loose = loose
        found = replace(found, low=low, low_inclusive=is_in is not False, stated=(is_in is not None, False))
    if loose:
        high, is_in = loose[0]
        included = is_inclusive("至", declared) if is_in is None else is_in
        return replace(found, high=high, high_inclusive=included, stated=(found.stated[0], is_in is not None))
    if form.form("above", "after_word"):
        return replace(found, stated=(_is_stated(form), False))
    return found


def continued(binder: Binder, subject: Expr, found: Range) -> Range:
    """The part from 2761 on is that above 2760: behind 2760千瓦时以下的部分 nothing is left between them.  Of whole cases (10亩以下的,
    11至20亩的) nobody can tell where 10.5亩 belongs, and T0420 says so."""
    low, high = found.low, found.high
    if isinstance(low, Literal) and found.low_inclusive:
        before = (end for of, end in binder.out.ends if of == subject and _is_next(end, low))
        end = next(before, None) or _one_less(low)
        if end is not None:
            found = replace(found, low=end, low_inclusive=False)
    if isinstance(high, Literal) and found.high_inclusive:
        binder.out.ends.append((subject, high))
    return found


def places_of(binder: Binder, word: Word, subject: Expr | None, *, is_open: bool = False) -> Range:
    """第一、第2至5名、前10名；第三次及以上、第四家起; 后3年 behind 前2年: of a whole number, from the first on."""
    kind = subject.type if subject is not None else None
    if not isinstance(kind, NumberType) or not _has_places(kind, subject) or _is_quantity(word, subject):
        if "名" in word.text and (of := binder.names.list_scope) and subject and of in level_of(subject).items:
            each = binder.names.each
            raise Refused(HowAreTiesPlaced(span=word.span, said=f"{spelled(subject)}{word.text}", list=of, each=each))
        wanted = ("名次（填报「名次：整数」）", "a place, which is 整数")
        advice = ("名次写成填报「名次：整数」，写「名次前三名的，……」", "declare 名次：整数, and write 名次前三名的，…")
        if year := re.search("[年月]", word.text):
            fact = f"第几{'个月' if year[0] == '月' else '年'}"
            advice = (
                f"写成填报「{fact}：整数」，写「{fact}{word.text}的，……」",
                f"declare {fact}：整数, and write {fact}{word.text}的，…",
            )
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted, advice=advice))
    if isinstance(subject, FactRef | Field | Element) and not word.text.endswith("次"):
        binder.out.places.append(subject)
    said = _OF_A_KIND.sub("", word.text).replace("首", "第一").replace("最后一", "第一")
    numbers = [read_numeral(number) for number in re.findall("[0-9]+|[一二三四五六七八九十两]+", said)]
    if any(number < 1 for number in numbers):
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("从第1起的名次", "a place from the first on")))
    ends = [Literal(value=number, type=kind, text=str(number), span=word.span) for number in numbers]
    binder.out.literals.extend(ends)
    low = None if said.startswith("前") else ends[0]
    high = None if is_open else ends[-1]
    if word.text.startswith("后"):
        low, high = _behind(binder, word, subject, ends[0])
    if high is not None and subject is not None:
        binder.out.ends.append((subject, high))
    return Range(low=low, low_inclusive=True, high=high, high_inclusive=True, text=word.text)


# 每类首件: of each kind.
_OF_A_KIND = re.compile("^[每各]一?个?[^0-9首第前]*(?=[首第前最])")


def _behind(binder: Binder, word: Word, subject: Expr | None, count: Literal) -> tuple[Literal, Literal]:
    """后3年 behind 前2年: from the third to the fifth."""
    last = next((end for of, end in reversed(binder.out.ends) if of == subject), None)
    if last is None:
        wanted = ("前面写明前几年，或写第几年起", "the years before it, as in 前2年的，…；后3年的，…")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    first, until = last.value + 1, last.value + count.value
    return replace(count, value=first, text=str(first)), replace(count, value=until, text=str(until))


def _has_places(kind: NumberType, subject: Expr | None) -> bool:
    return kind.unit.text in _OF_PLACES or bool(re.search(PLACES, spelled(subject) if subject else ""))


# Whole numbers that are no places, by their name: 考核得分前三名 would be those with one to three points.
_QUANTITY = re.compile("(分|分数|得分|评分|成绩|数|数量|总量|额|率)$")


def _is_quantity(word: Word, subject: Expr | None) -> bool:
    return not word.text.endswith("次") and _QUANTITY.search(spelled(subject) if subject else "") is not None


# What a place is counted in.
_OF_PLACES = ("", "名", "位", "次", "级")


def inside(subject: Expr, bounds: Range) -> Expr:
    """``subject`` lies in the range."""
    low: Comparison = ">=" if bounds.low_inclusive else ">"
    high: Comparison = "<=" if bounds.high_inclusive else "<"
    tests: list[Expr] = []
    if bounds.low is not None:
        tests.append(Compare(left=subject, operator=low, right=bounds.low))
    if bounds.high is not None:
        tests.append(Compare(left=subject, operator=high, right=bounds.high))
    return tests[0] if len(tests) == 1 else All(parts=tuple(tests))


def _closes(low: Range, high: Range) -> bool:
    """Whether the second is the upper end of the first."""
    if low.high is not None or high.low is not None:
        return False
    match low.low, high.high:
        case Literal() as least, Literal() as most:
            return least.value <= most.value
        case Product(left=one, right=Literal() as least), Product(left=other, right=Literal() as most):
            return one == other and least.value <= most.value
        case OptionLiteral() as least, OptionLiteral() as most:
            return least.index <= most.index
    return False


def up_to_the_next(ranges: list[Range]) -> list[Range]:
    """Thresholds in any order: each reaches up to, not including, the next higher one."""

    def height(r: Range) -> Fraction | int:
        return r.low.value if isinstance(r.low, Literal) else r.low.index if isinstance(r.low, OptionLiteral) else 0

    ascending = sorted(ranges, key=height)
    above = {id(r): upper for r, upper in pairwise(ascending)}
    return [
        replace(r, high=above[id(r)].low, high_inclusive=not above[id(r)].low_inclusive) if id(r) in above else r
        for r in ranges
    ]


def _is_stated(form: Form) -> bool:
    """Whether （含）or （不含）stands behind the lower end."""
    return any(word.terminal == "INCLUDED" for word in words_in(form))


def _hands_over(one: Range, other: Range) -> bool:
    """5000万元（含）至1亿元、1亿元（含）至5亿元: the number where they meet is said to belong to the second."""
    return (
        isinstance(one.high, Literal)
        and isinstance(other.low, Literal)
        and one.high.value == other.low.value
        and other.stated[0]
        and other.low_inclusive
        and not one.stated[1]
    )


def _is_next(end: Literal, low: Literal) -> bool:
    """Whether one number follows another; not of ages and other lengths of time, which are counted in full."""
    return low.type.shown not in ("岁", "年", "月", "天", "%") and is_one_more(end.value, low)


def is_one_more(end: Fraction, low: Literal) -> bool:
    """Whether a number is one more, as written, than another: 2761千瓦时 behind 2760千瓦时, 501万元 behind 500万元."""
    written = re.match("[0-9][0-9.,]*", low.text)
    number = read_numeral(written[0]) if written else Fraction(0)
    return number > 0 and low.value - end == low.value / number


def _one_less(low: Literal) -> Literal | None:
    """2760千瓦时 for 2761千瓦时: a part that is said from a number ending in 1 begins behind the round one."""
    written = re.match("[0-9][0-9,]*(?![0-9.])", low.text)
    if written is None:
        return None
    number = read_numeral(written[0])
    if number < 10 or number % 10 != 1:
        return None
    less = replace(low, value=low.value - low.value / number, text=f"{number - 1}{low.text[len(written[0]) :]}")
    return less if _is_next(less, low) else None
