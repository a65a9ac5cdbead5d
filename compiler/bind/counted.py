"""What is counted: 每亩、每家每年, and the quantity that a sentence means without naming it.

In: the unit behind 每.  Out: its size, a price for each, or the fact or quantity in that unit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.units import Unit, unit_decimals

from ..language.around import APPLICANT_NOUNS
from ..language.word_lists import COUNTERS
from ..model.expr import DefinitionRef, Element, Expr, FactRef, Field, Literal, Product, operands_of
from ..model.levels import level_of
from ..model.quantity import NUMBER, number_type, unit_of
from ..model.types import ListType, NumberType
from ..model.unit_words import ACTS, APPLICANTS, MONTHS_OF, ONE_KIND, PEOPLE
from ..reading.syntax import Form, Word
from ..report.errors.types import NeedsScope, WrongType
from ..text.source import Span
from .amounts import quantity_of
from .binder import Asked, Binder, Refused
from .units import number_kind, product

# What anything of its kind is called.
_GENERAL = (*APPLICANT_NOUNS, "项目", "人员", "人才", "员工", "职工", "劳动者", "产品", "成果")


# 每生、每孩: words that are units behind 每 alone.
_SAID_FOR = {"生": "人", "孩": "人"}


def unit_size(binder: Binder, word: Word) -> Literal:
    """一单位 of the unit after 每; 每个展位 of what is counted in 个."""
    unit = unit_of(_SAID_FOR.get(word.text, word.text), binder.names.terms.units)
    if (
        unit
        and word.text[0] == "个"
        and not measured_in(binder, unit)
        and measured_in(binder, one := Unit((("个", 1),)))
    ):
        unit = one
    applicant = unit_of(word.text[1:], binder.names.terms.units) if word.text[1:] in APPLICANTS else None
    if unit and applicant and measured_in(binder, applicant) and not measured_in(binder, unit):
        # 每个项目, of what is counted in 项目
        unit = applicant
    noun = word.text[1:]
    if unit and noun not in _GENERAL and (called := _called(binder, noun)) and not _is_counted(binder, unit):
        # 每个子女, of 子女数
        unit = called
    if unit and unit.text in PEOPLE and not _is_counted(binder, unit):
        # 每名, of what is counted in 人
        unit = next((one for one in (Unit(((each, 1),)) for each in PEOPLE) if _is_counted(binder, one)), unit)
    if unit is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("单位", "a unit")))
    return Literal(value=unit.factor, type=number_type(unit), text=word.text, span=word.span)


def _called(binder: Binder, noun: str) -> Unit | None:
    """The unit of what is counted and called by a noun (子女, of 子女数), where all that is has one unit."""
    numbers = (fact for fact in binder.names.facts if isinstance(fact.type, NumberType))
    found = {number_kind(fact).unit for fact in numbers if len(noun) > 1 and noun in _said_of(fact)}
    counts = {unit for unit in found if len(unit.powers) == 1 and not unit_decimals(unit)}
    return counts.pop() if len(counts) == 1 else None


def _is_counted(binder: Binder, unit: Unit) -> bool:
    return bool(measured_in(binder, unit)) or _listed(binder, unit)


def as_counted(binder: Binder, word: Word, amounts: Sequence[Expr]) -> Word:
    """每户, 每个床位, of what stands before it and is counted in 家 or 张: the word of that."""
    unit = unit_size(binder, word).type.unit
    counts = {each for amount in amounts for each, power in number_kind(amount).unit.powers if power == 1}
    if unit.text in counts:
        return word
    noun = word.text[1:] if len(word.text) > 2 else ""
    of_one_kind = (kind for kind in ONE_KIND if unit.text in kind or any(each in noun for each in kind[:3] if noun))
    alike = counts & {each for kind in of_one_kind for each in kind}
    called = unit.text if len(unit.text) > 1 else noun
    if not alike and called and all(called in _said_of(amount) for amount in amounts):
        alike = {each for each in counts if not unit_decimals(Unit(((each, 1),)))}
    return replace(word, text=min(alike)) if len(alike) == 1 else word


def unit_counted(binder: Binder, unit: Unit) -> Unit:
    """每满一万人, where what the rule asks for is counted in 人次: that unit; 每引进一名, of what is counted in 人."""
    if measured_in(binder, unit) or unit_decimals(unit):
        return unit
    alike = [f"{unit.text}次", *(each for kind in (PEOPLE, ONE_KIND[0]) if unit.text in kind for each in kind)]
    found = [one for one in (Unit(((each, 1),)) for each in alike) if measured_in(binder, one)]
    return found[0] if len(found) == 1 else unit


def as_measured(size: Literal, subject: Expr) -> Literal:
    """A step of 一万人 in what is counted in 人次; one of 一名 in 人."""
    unit, other = size.type.unit, number_kind(subject).unit
    same = any(unit.text in kind and other.text in kind for kind in (PEOPLE, ONE_KIND[0]))
    if unit.text in MONTHS_OF and other.text in MONTHS_OF:
        # 每满一年, of what is counted in months
        as_other = size.value * MONTHS_OF[unit.text] / MONTHS_OF[other.text]
        return replace(size, value=as_other, type=number_type(other))
    return replace(size, type=number_type(other)) if same or other.text == f"{unit.text}次" else size


def check_object(noun: Word, subject: Expr) -> None:
    """每发表一篇论文: what is counted must be called so, or the noun be one for all of its kind."""
    name = _said_of(subject)
    said = re.sub("(人员|人才|企业|项目)$", "", noun.text) or noun.text
    if name and said not in name and name not in said and noun.text not in _GENERAL:
        wanted = (f"「{name}」的一份", f"what 「{name}」 counts")
        advice = (
            f"是「{name}」的，删去「{noun.text}」；是别的数量，写成填报的名称",
            f"leave {noun.text} out where {name} is meant; else what is counted is a fact of its own",
        )
        raise Refused(WrongType(span=noun.span, what=noun.text, wanted=wanted, advice=advice))


_DECREASES = ("下降", "降低", "减少", "降幅", "减幅", "节约", "节能", "减排")
_INCREASES = ("新增", "增加", "净增", "增长", "超出", "超过", "超载", "超重", "超限", "超时", "超标", "超速", "逾期")


def is_increase(subject: Expr) -> bool:
    """Whether a quantity is an increase by its own name, so that 每新增1人 counts it from nothing."""
    return any(word in _said_of(subject) for word in _INCREASES)


def is_decrease(subject: Expr) -> bool:
    """Whether a quantity is by how much another is less by its own name, so that 降幅每下降1个百分点 counts it from nothing."""
    return any(word in _said_of(subject) for word in _DECREASES)


def price_per(binder: Binder, value: Expr, units: Sequence[Word]) -> Expr:
    """``value`` for each of these units: 每家每年1000元 is 1000元/家·年."""
    sizes = [unit_size(binder, word) for word in units]
    unit, factor = Unit(), Fraction(1)
    for size in sizes:
        unit, factor = unit * size.type.unit, factor * size.value
    kind = number_type(number_kind(value).unit / unit)
    if isinstance(value, Literal):
        shown = "".join(f"每{size.text}" for size in sizes) + value.text
        return replace(value, value=value.value / factor, type=kind, text=shown, said="每" if sizes else value.said)
    if isinstance(value, Product) and value.sign == "×":
        # 每人每月500元乘以补贴月数：the price is that of the first.
        return product(price_per(binder, value.left, units), value.right, "×")
    one = Literal(value=1 / factor, type=number_type(Unit() / unit), text="1")
    return Product(left=value, right=one, type=kind)


def asked_in(binder: Binder, unit: Unit, span: Span) -> Asked:
    """The quantity of the case that is measured in ``unit``.  Refused where there is none, or more than one."""
    for layer in reversed(binder.here.asked):
        found = [a for a in layer if number_kind(a.subject).unit == unit and _is_within(binder, a.subject)]
        if len({a.subject for a in found}) == 1:
            return next((a for a in found if a.start is not None), found[0])
        if found:
            break
    alone = measured_in(binder, unit) if binder.names.facts_alone else []
    if len(alone) == 1:
        return Asked(alone[0], None)
    wanted = ("前面写明是什么的数量，如种植面积，每亩……", "what is counted, before it")
    raise Refused(WrongType(span=span, what=span.text, wanted=wanted))


NUMBERS = "[0-9]+|[一二三四五六七八九十]+"


def counted_word(form: Form) -> Word:
    """The number with its unit of 第11项起, or of the last of 第1至3家."""
    if word := form.word("QUANTITY"):
        return word
    said = next(form.words("SEGMENT"))
    last = re.search(rf"({NUMBERS})([^0-9第至到内，部的之以]+?)(之?以?内)?的?(部分)?，?$", said.text)
    assert last is not None
    return replace(said, terminal="QUANTITY", text=last[1] + last[2])


def counted_from(binder: Binder, form: Form) -> Expr:
    """What 从第11项起, 第1至3家 counts, where it is not said: the quantity in that unit."""
    size = quantity_of(binder, counted_word(form))
    return asked_in(binder, unit_counted(binder, size.type.unit), form.span).subject


def _is_within(binder: Binder, subject: Expr) -> bool:
    """Whether it is of the item, in a column of these: what the conditions ask of the whole is not what each is paid by."""
    scope = binder.names.list_scope
    return not scope or not level_of(subject).items.isdisjoint((scope, *binder.names.also))


def asks_for(binder: Binder, word: Word) -> bool:
    """Whether the rule asks for a quantity in a unit, or has names of its own for such a one."""
    unit = unit_size(binder, word).type.unit
    asked = any(number_kind(found.subject).unit == unit for layer in binder.here.asked for found in layer)
    return asked or bool(measured_in(binder, unit))


def is_of_one(binder: Binder, word: Word) -> bool:
    """Whether 每家 is said of the one applicant, in a rule that asks for no number of these; 每人 of the present item, in a
    column of people; 每年 of the one year that the column or 口径 speaks of."""
    return _is_one(binder, unit_size(binder, word).type.unit, word.text)


def _is_one(binder: Binder, unit: Unit, word: str) -> bool:
    if binder.names.each in (word, unit.text) or unit.text in binder.here.of_one or unit.text in binder.names.of_one:
        return True
    if unit.text in ACTS and binder.heading.is_charged:
        return not measured_in(binder, unit) and not _listed(binder, unit)
    if unit.text not in APPLICANTS:
        return False
    alike = next(kind for kind in ONE_KIND if any(noun in word for noun in kind if len(noun) > 1) or unit.text in kind)
    return not any(measured_in(binder, one) or _listed(binder, one) for one in (Unit(((each, 1),)) for each in alike))


def _listed(binder: Binder, unit: Unit) -> bool:
    """Whether there is a list whose items are counted in a unit."""
    kinds = (fact.type for fact in binder.names.facts if isinstance(fact.type, ListType))
    return any(unit_of(kind.each, binder.names.terms.units) == unit for kind in kinds)


def of_the_item(binder: Binder, value: Expr, units: Sequence[Word]) -> Expr:
    """每人2000元 in a column of people: of each of them."""
    if not any(binder.names.each in (word.text, unit_size(binder, word).type.unit.text) for word in units):
        return value
    if isinstance(value, Literal):
        return replace(value, item=_scope(binder))
    one = Literal(value=Fraction(1), type=NUMBER, text=f"1{binder.names.each}", item=_scope(binder))
    return product(value, one, "×")


def _scope(binder: Binder) -> str:
    """The list whose items, or groups, are gone through."""
    return binder.names.list_scope or binder.names.group_of


def of_one(binder: Binder, value: Expr) -> Expr:
    """A price as written, 3.6万元/年, of what the sentence speaks of one: 3.6万元."""
    if not isinstance(value, Literal) or value.type.is_ratio:
        return value
    powers = value.type.unit.powers
    left = tuple((word, power) for word, power in powers if power > 0 or not said_of_one(binder, word))
    if left == powers:
        return value
    item = _scope(binder) if (binder.names.each, -1) in powers else value.item
    return replace(value, type=number_type(Unit(left)), item=item)


def times_one(binder: Binder, amount: Expr) -> Expr:
    """An amount in 元/人·月, of what its sentence speaks of one: × 1人 in a column of people, × 1月 of one month."""
    for word, power in number_kind(amount).unit.powers:
        if power == -1 and said_of_one(binder, word):
            amount = times_one_of(binder, amount, word)
    return amount


def times_one_of(binder: Binder, price: Expr, word: str) -> Expr:
    """A price in 元/人 of one of these: 元."""
    item = _scope(binder) if word == binder.names.each else ""
    of = Unit(((word, 1),))
    if isinstance(price, Literal):
        return replace(price, type=number_type(number_kind(price).unit * of), item=item or price.item)
    return product(price, Literal(value=Fraction(1), type=number_type(of), text=f"1{word}", item=item), "×")


def in_its_price(binder: Binder, end: Expr, of: Expr) -> Expr:
    """5000元/人, held against 元 of the one person that is gone through: 5000元; and 5000元 against 元/人."""
    if not isinstance(end, Literal) or end.type.is_ratio or not isinstance(of.type, NumberType):
        return end
    for word in prices_less(end, of):
        end = times_one_of(binder, end, word) if said_of_one(binder, word) else end
    for word in prices_less(of, end):
        if said_of_one(binder, word) and isinstance(end, Literal):
            end = replace(end, type=number_type(end.type.unit / Unit(((word, 1),))))
    return end


def prices_less(one: Expr, other: Expr) -> list[str]:
    """The units that ``one`` is a price for and ``other`` is not: 辆, of 3万元/辆 and 元."""
    powers = number_kind(other).unit.powers
    return [word for word, power in number_kind(one).unit.powers if power == -1 and (word, -1) not in powers]


def said_of_one(binder: Binder, word: str) -> bool:
    return (word not in APPLICANTS and _is_one(binder, Unit(((word, 1),)), word)) or word == binder.names.each


def measured_in(binder: Binder, unit: Unit) -> list[Expr]:
    """The facts in a unit: within a list those of the item, before those of the whole."""
    numbers = (fact for fact in binder.names.facts if isinstance(fact.type, NumberType))
    found: list[Expr] = [fact for fact in numbers if number_kind(fact).unit == unit]
    return [fact for fact in found if isinstance(fact, (Element, Field))] or found


def counted_for_each(
    binder: Binder,
    amount: Expr,
    units: Sequence[Unit],
    span: Span,
    *,
    noun: str = "",
    limit: str = "",
    is_certain: bool = False,
) -> Expr | None:
    """What 每户 in a cap is counted by: the quantity in 户 that the amount is made of, else the one that the case or the
    conditions ask for.  None where the rule has none: it is about one.  One that has no part in the amount may be what is
    counted or not, where the applicant may be counted in the unit; and where the ``noun`` is his and what is counted has
    another name: asked, unless it ``is_certain`` that something is counted (户均)."""
    found = _distinct(quantity for unit in units for quantity in made_of(amount, unit))
    if not found:
        layers = (
            _distinct(a.subject for a in layer if _unit_of(a.subject) in units) for layer in binder.here.asked[::-1]
        )
        found = next(filter(None, layers), [])
    if (
        found
        and noun
        and units[0].text == "个"
        and not any(word in _said_of(one) for one in found for word in APPLICANT_NOUNS)
    ):
        # 新产品每个5万元，每个企业最高20万元: the firm is the applicant
        return None
    is_certain = is_certain or bool(found)
    found = found or [fact for unit in units for fact in measured_in(binder, unit)]
    if not found:
        _refuse_a_list(binder, units, span, noun)
        return None
    is_certain = is_certain or units[0].text not in _MAY_BE_APPLICANTS
    if len(found) == 1 and is_certain and (not noun or noun in _said_of(found[0])):
        return found[0]
    raise Refused(_open_for_each(binder, found, units[0].text, span, limit or span.text))


def names_noun(binder: Binder, unit: Unit, noun: str) -> bool:
    """Whether 展位, of 每个展位, is the name of what is counted in 个."""
    return bool(noun) and noun not in _GENERAL and any(noun in _said_of(f) for f in measured_in(binder, unit))


# Units in which the applicant may be counted as well as what he reports.
_MAY_BE_APPLICANTS = ("家", "户", "个", "名", "项", "所")


def _unit_of(expr: Expr) -> Unit | None:
    return expr.type.unit if isinstance(expr.type, NumberType) else None


def made_of(expr: Expr, unit: Unit) -> Iterator[Expr]:
    """The quantities in a unit that an amount is made of, the outermost ones."""
    if _unit_of(expr) == unit and not isinstance(expr, Literal):
        yield expr
    elif isinstance(expr, DefinitionRef):
        yield from made_of(expr.definition.body, unit)
    else:
        for part in operands_of(expr):
            yield from made_of(part, unit)


# A quantity as it is named.
NAMED = (FactRef, Field, Element, DefinitionRef)


def _distinct(found: Iterable[Expr]) -> list[Expr]:
    return list(dict.fromkeys(found))


def _said_of(expr: Expr) -> str:
    return getattr(expr, "name", "") or getattr(expr, "list", "")


def _refuse_a_list(binder: Binder, units: Sequence[Unit], span: Span, noun: str) -> None:
    """Where a list is counted in the unit, the cap is of each of its items; not that of 单个企业 (``noun``, the applicant)
    where 药品 are listed."""
    for fact in binder.names.facts:
        if not isinstance(fact.type, ListType) or unit_of(fact.type.each, binder.names.terms.units) not in units:
            continue
        if not noun or any(word in _said_of(fact) for word in APPLICANT_NOUNS):
            raise Refused(NeedsScope(span=span, name=_said_of(fact), each=fact.type.each))


def _open_for_each(binder: Binder, found: Sequence[Expr], unit: str, span: Span, limit: str) -> WrongType:
    name = _said_of(found[0]) or "数量"
    kind = found[0].type
    unit = kind.shown if isinstance(kind, NumberType) else unit
    wanted = ("写明每一份是什么的，还是总数", "whether it is for each of what is counted, or for all")
    advice = (
        f"按{name}算的，写作「{name}每{unit}不超过{limit}」；一个申报人总共的，写作「封顶{limit}」",
        f"for each write {name}每{unit}不超过{limit}; for one applicant in all, 封顶{limit}",
    )
    return WrongType(span=span, what=f"每{unit}不超过{limit}", wanted=wanted, advice=advice)


def not_counted(span: Span, text: str, *, is_limit: bool = False, said: str = "") -> WrongType:
    """``is_limit``: of 每场最高30万元, where the applicant may be the 场; ``said`` where it is not said with 每 (/场)."""
    wanted = ("前面写明是什么的数量，如种植面积，每亩……", "what is counted, before it")
    counter, said = text[0] if text[0] in COUNTERS else text, said or f"每{text}"
    own = (
        f"一次只申报一{counter}的，删去「{said}」；一次申报几{counter}、每{counter}各自封顶的，填成一列（如「费用：每{counter}金额」），栏目写「……（逐{counter}）：」，封顶写在句子里",
        f"delete {said} where one {counter} is applied for; of several, each with its cap, ask for a list and head it …（逐{counter}）：",
    )
    return WrongType(span=span, what=said, wanted=wanted, advice=own if is_limit else None)
