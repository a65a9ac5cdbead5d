"""Lists of values: 3、2、1个百分点; and which of them is meant, where 分别 gives each case its own.

In: the values of an award.  Out: their expressions, all with their units.
"""

import re
from dataclasses import replace

from tiaowen.runtime.numerals import read_numeral

from ..model.expr import Expr, Literal, Product
from ..model.levels import level_of
from ..model.quantity import MONEY, NUMBER, said_of
from ..reading.syntax import Form, Word
from ..report.errors.types import DifferentLengths, WrongType
from ..text.source import Span
from .amounts import number_of
from .binder import Binder, Refused
from .counted import of_one
from .desugar import of_each
from .units import is_length_of_time, product


def numbers_of(binder: Binder, values: Form) -> tuple[Expr, ...]:
    """The values of a list; bare numbers have the unit of the next one that has any (3、2、1个百分点).  Plain numbers, which
    分别 gives to each of many cases, are read once."""
    _refuse_what_is_left(binder, values)
    if of_each(values) != values:
        wanted = ("写明各是谁的几分之几", "what each is a percentage of")
        last = values.parts[-1].span.text
        advice = (
            f"每一个都写上几分之几；只有「{last}」的，把它写在最前面",
            f"write the percentage of each; where only {last} has one, put it first",
        )
        raise Refused(WrongType(span=values.span, what=values.span.text, wanted=wanted, advice=advice))
    if not all(isinstance(part, Form) and part.kind == "quantity" for part in values.parts):
        return tuple(of_one(binder, value) for value in _numbers_of(binder, values))
    key = id(values), binder.here.is_price
    if key not in binder.out.lists:
        binder.out.lists[key] = values, _numbers_of(binder, values)
    return tuple(of_one(binder, value) for value in binder.out.lists[key][1])


def _numbers_of(binder: Binder, values: Form) -> tuple[Expr, ...]:
    found: list[Expr] = []
    for part in reversed(values.parts):
        value = number_of(binder, part)
        following = found[-1] if found else None
        if isinstance(following, Product) and is_length_of_time(value) and following.left.type == NUMBER:
            # 27个月、25个月的本人工资
            assert isinstance(value, Literal)
            value = product(replace(value, type=NUMBER), following.right, "的")
        elif isinstance(following, Product) and is_length_of_time(value) and is_length_of_time(following.left):
            # of a monthly wage, as many months each
            assert isinstance(value, Literal) and isinstance(following.left, Literal)
            if value.type == following.left.type and following.type == MONEY:
                value = product(value, following.right, "×")
        if isinstance(value, Literal) and isinstance(following, Literal):
            value = with_unit_of(value, following)
        found.append(value)
    return tuple(reversed(found))


_CHARGED = re.compile("(收取|征收|缴纳|交纳|计征)$")


def _refuse_what_is_left(binder: Binder, values: Form) -> None:
    """按20%收取, where the heading says what is waived: that is what is left to be paid."""
    if binder.heading.is_waived and (charged := _CHARGED.search(values.span.text)):
        number = values.span.text[: charged.start()]
        wanted = ("减免的数，而这里说的是要交的数", "what is waived, not what is left to be paid")
        advice = (
            f"少交{number}的，写「减免{number}」；还要交{number}的，栏目写「交纳：」",
            f"where {number} is waived, 减免{number}; where it is left to be paid, head it 交纳：",
        )
        raise Refused(WrongType(span=values.span, what=values.span.text, wanted=wanted, advice=advice))


def of_one_base(values: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """投资额的5%、6%、7%: the later percentages are of what the first is of."""
    first = values[0]
    if not isinstance(first, Product) or not isinstance(first.right, Literal):
        return values
    base, sign, unit = first.left, first.sign, first.right.type
    return tuple(
        product(base, value, sign) if isinstance(value, Literal) and value.type == unit else value for value in values
    )


def paired(binder: Binder, values: tuple[Expr, ...], span: Span) -> Expr:
    """Which of the values after 分别 belongs to the present case."""
    if len(values) == 1 and level_of(values[0]).items:
        # 分别不超过当年实缴: of each year its own.
        return values[0]
    if len(values) != binder.here.width:
        raise Refused(DifferentLengths(span=span, left=binder.here.width, right=len(values)))
    return values[binder.here.position]


def respectively(values: tuple[Expr, ...], width: int, span: Span) -> tuple[Expr, ...]:
    """The values after 分别, one for each of the ``width`` amounts so far."""
    if len(values) != width:
        raise Refused(DifferentLengths(span=span, left=width, right=len(values)))
    return values


def with_unit_of(bare: Literal, other: Literal) -> Literal:
    """A number without a unit, with that of the number that it stands before: 3、2、1个百分点; 100至300万元, but
    5000至1万元 (a thousand of 万 is nobody's spelling)."""
    written = re.fullmatch("([0-9.,]+)([万亿]*)", bare.text)
    model = re.match("([0-9.,]+)([万亿]*)", other.text)
    if not written or not model or bare.type not in (NUMBER, MONEY) or other.type == NUMBER or not other.value:
        return bare
    number = read_numeral(written[0])
    size = model[2] if not written[2] and number < 1000 else ""
    unit = other.value / read_numeral(model[0])
    text = f"{bare.text}{other.text[model.end() - len(size) :]}"
    value = number * (read_numeral(f"1{size}") if size else 1) * unit
    return replace(bare, value=value, type=other.type, text=text, said=said_of(text))


def adds_more(award: Form) -> bool:
    """Whether an amount begins with 再, 另, 额外: it adds to one before it."""
    first = next(award.forms(), None)
    return first is not None and (
        first.kind in ("besides", "more_each") or (first.kind == "opening" and adds_more(first))
    )


def alike_of_what(said: Form | Word) -> WrongType:
    wanted = ("前面列出几样，如「甲、乙均按10%」「级别为甲、乙的，均奖励5万元」", "several of which it is said")
    advice = (
        "几项条件都满足时各给一笔的，写「甲的，5万元；同时，乙的，5万元」；只有一个数的，删去",
        "where several may hold and each is paid, write 甲的，5万元；同时，乙的，5万元; of one amount, leave it out",
    )
    return WrongType(span=said.span, what=said.span.text, wanted=wanted, advice=advice)
