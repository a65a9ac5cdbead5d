"""填报: the facts that a rule asks for, with their types, defaults and permitted ranges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.units import Unit, unit_decimals

from ..bind.binder import Refused
from ..bind.desugar import plain
from ..bind.ranges import ranges_of
from ..document.document import Block
from ..model.clause import Fact
from ..model.expr import FactRef, Literal
from ..model.quantity import CLOCK_TIME, MONEY, NUMBER, RATIO, YUAN, unit_of
from ..model.types import BOOLEAN, DATE, TEXT, ListType, NumberType, OptionType, Type
from ..model.unit_words import IN_TIME
from ..reading.syntax import Form, Section, Sentence, Word
from ..report.errors.names import DuplicateName, ReservedName
from ..report.errors.syntax import UnknownScope
from ..report.errors.types import BadRange, WrongType
from ..text.source import squeeze
from .context import RESERVED, Rule, sections_of


def read_facts(rule: Rule, section: Section) -> None:
    """填报, or （含上年） the same for last year, too."""
    if section.scope not in ("", "含上年"):
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
    read = rule.sentences(section, "fact")
    for prefix in ("", "上年") if section.scope == "含上年" else ("",):
        for sentence in read:
            _read_fact(rule, sentence, prefix)


def facts_of(rule: Rule, block: Block) -> dict[str, Fact]:
    """The facts of another rule, which is governed as this one is; their faults are told there."""
    other = Rule(block, rule.terms, sections_of(block), rule.lent, {})
    for section in other.sections:
        if section.kind.room == "facts":
            read_facts(other, section)
    return other.facts


def _read_fact(rule: Rule, sentence: Sentence, prefix: str) -> None:
    form = sentence.form
    if form is None:
        text = squeeze(sentence.span.source.read.text, sentence.span.start, sentence.span.end).text
        # 费用：钱, and 费用（元） too
        named = re.split("[：，（]", text)[0]
        rule.failed.update(prefix + name for name in named.split("、") if name)
        return
    try:
        kind, reading, scale, from_clause = fact_type(rule, form)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        rule.failed.update(prefix + word.text for word in form.words("WORD"))
        return
    for word in form.words("WORD"):
        name = prefix + word.text
        if name in rule.facts:
            rule.report.add(DuplicateName(span=word.span, name=name, first=rule.facts[name].span))
            continue
        if name in RESERVED:
            rule.report.add(ReservedName(span=word.span, name=name))
            continue
        rule.facts[name] = Fact(
            name=name,
            type=kind,
            reading=replace(reading, name=name),
            scale=scale,
            from_clause=from_clause,
            span=word.span,
        )
        rule.declare(name, word.span)
        for field in _fields(form):
            rule.declare(field.text, field.span, name)


def _fields(form: Form) -> Iterator[Word]:
    """The names of a record's fields."""
    for record in form.forms("record_type"):
        for field in record.forms("field"):
            yield next(field.words("WORD"))


def fact_type(rule: Rule, form: Form) -> tuple[Type, FactType, Fraction, str]:
    type_form = next(part for part in form.forms() if part.kind.endswith("_type") or part.kind == "options")
    kind, reading, scale = _type_of(rule, type_form)
    from_clause = ""
    seen: set[str] = set()
    for modifier in form.forms():
        if modifier.kind in seen and modifier.kind != "permitted":
            raise Refused(DuplicateName(span=modifier.span, name=modifier.span.text))
        seen.add(modifier.kind)
        if modifier.kind == "may_be_negative":
            reading = _may_be_negative(modifier, kind, reading)
        elif modifier.kind == "fractional":
            reading, scale = _fractional(modifier, kind, reading, scale)
    for modifier in form.forms():
        if modifier.kind == "default":
            word = next(modifier.words("QUANTITY", "RATE", "WORD"))
            try:
                reading = replace(reading, default=read_value(reading, word.text))
            except FactError:
                wanted = ("与类型相符的默认值", "a default of the fact's type")
                raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted)) from None
        elif modifier.kind == "permitted":
            ranges = modifier.form("ranges")
            assert ranges is not None
            reading = _permitted(rule, ranges, kind, reading, scale)
        elif modifier.kind in ("in_order", "this_year"):
            kind = _ordered(modifier, kind)
        elif modifier.kind == "from_clause":
            word = next(modifier.words("FROM_CLAUSE"))
            from_clause = word.text.removeprefix("取自").removeprefix("规则")
    return kind, reading, scale, from_clause


_FINER = 4


def _fractional(modifier: Form, kind: Type, reading: FactType, scale: Fraction) -> tuple[FactType, Fraction]:
    """人，可带小数: of what is counted, parts of one too (1.5人, as an average over a year); 系数 of what has no unit."""
    of, item = kind, reading
    if isinstance(kind, ListType) and reading.item is not None:
        of, item = kind.item or kind, reading.item
    if not isinstance(of, NumberType) or item.decimals:
        wanted = ("一个个数（如人、家），不带小数的", "a number of what is counted")
        raise Refused(WrongType(span=modifier.span, what=modifier.span.text, wanted=wanted))
    finer = replace(item, decimals=_FINER)
    return finer if item is reading else replace(reading, item=finer), scale / 10**_FINER


def _ordered(modifier: Form, kind: Type) -> Type:
    """按先后, 按签约日期先后, 不含本年: in what order a list is, and of which years."""
    if not isinstance(kind, ListType):
        raise Refused(WrongType(span=modifier.span, what=modifier.span.text, wanted=("一列数或记录", "a list")))
    if modifier.kind == "this_year":
        if kind.each != "年":
            wanted = ("每年一个数的一列", "a list with one item a year")
            raise Refused(WrongType(span=modifier.span, what=modifier.span.text, wanted=wanted))
        return replace(kind, this_year=not modifier.span.text.startswith("不"))
    said = "".join(modifier.span.text.split()).removeprefix("按").split("先后")[0]
    if said in _IN_TIME and said not in dict(kind.fields):
        return replace(kind, order="")
    fields = dict(kind.fields)
    if said not in fields or fields[said] in (BOOLEAN, TEXT):
        can = [name for name, field in kind.fields if field not in (BOOLEAN, TEXT)]
        wanted = ("一个可比先后的栏：" + "、".join(can) if can else "时间先后", "a field that has an order")
        raise Refused(WrongType(span=modifier.span, what=said, wanted=wanted))
    return replace(kind, order=said)


# 按先后, 按时间先后: as they are filled in.
_IN_TIME = ("", "时间", "日期", "填报", "申报", "发生", "次序", "年份", "月份")


def _may_be_negative(modifier: Form, kind: Type, reading: FactType) -> FactType:
    """可为负, of a number, or of the numbers of a list; of which field of a record it would not say."""
    item = reading.item
    if isinstance(kind, NumberType):
        return replace(reading, negative=True)
    if item is not None and isinstance(kind, ListType) and isinstance(kind.item, NumberType):
        return replace(reading, item=replace(item, negative=True))
    wanted = ("一个数，或一列数", "a number, or a list of numbers")
    raise Refused(WrongType(span=modifier.span, what=modifier.span.text, wanted=wanted))


def _permitted(rule: Rule, form: Form, kind: Type, reading: FactType, scale: Fraction) -> FactType:
    if not isinstance(kind, NumberType):
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=("数的范围", "a range of numbers")))
    subject = FactRef(name="", type=kind)
    found, *others = ranges_of(rule.binder, plain(form), subject)
    if others:
        wanted = ("一段范围，如100元以上、300元以下", "one range, as 100元以上、300元以下")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    low = high = None
    if isinstance(found.low, Literal):
        low = _ceil(found.low.value / scale) + (0 if found.low_inclusive or found.low.value % scale else 1)
    if isinstance(found.high, Literal):
        high = _floor(found.high.value / scale) - (0 if found.high_inclusive or found.high.value % scale else 1)
    if (low is not None and reading.low is not None) or (high is not None and reading.high is not None):
        raise Refused(DuplicateName(span=form.span, name=form.span.text))
    low, high = reading.low if low is None else low, reading.high if high is None else high
    if low is not None and high is not None and low > high:
        raise Refused(BadRange(span=form.span, text=form.span.text))
    return replace(reading, low=low, high=high)


def _type_of(rule: Rule, form: Form) -> tuple[Type, FactType, Fraction]:
    if form.kind == "plain_type":
        return _plain_type(rule, next(form.words("KIND")))
    if form.kind == "unit_type":
        return _unit_type(rule, next(form.words("UNIT_TYPE")))
    if form.kind == "options":
        return _option_type(rule, form)
    each = next(form.words("UNIT"))
    if unit_of(each.text, rule.terms.units) is None:
        raise Refused(WrongType(span=each.span, what=each.text, wanted=("单位", "a unit")))
    if form.kind == "record_type":
        fields: list[tuple[str, Type]] = []
        readings: list[FactType] = []
        for field in form.forms("field"):
            name = next(field.words("WORD")).text
            kind, reading = _field_type(rule, field)
            fields.append((name, kind))
            readings.append(replace(reading, name=name))
        record = FactType(name="", kind="record", fields=tuple(readings))
        listed = FactType(name="", kind="list", item=record)
        order = _own_order(each.text, fields)
        return ListType(item=None, each=each.text, fields=tuple(fields), order=order), listed, Fraction(1)
    kind, reading, scale = _item_type(rule, form)
    made = ListType(item=kind, each=each.text, order=_own_order(each.text, ()))
    return made, FactType(name="", kind="list", item=reading), scale


def _field_type(rule: Rule, form: Form) -> tuple[Type, FactType]:
    """在岗月数（月，不超过12个月）: of a field what is permitted, and in how fine a number."""
    kind, reading, scale = _item_type(rule, form)
    for modifier in form.forms(
        "may_be_negative", "fractional", "permitted", "default", "in_order", "this_year", "from_clause"
    ):
        match modifier.kind:
            case "may_be_negative":
                reading = _may_be_negative(modifier, kind, reading)
            case "fractional":
                reading, scale = _fractional(modifier, kind, reading, scale)
            case "permitted":
                ranges = modifier.form("ranges")
                assert ranges is not None
                reading = _permitted(rule, ranges, kind, reading, scale)
            case _:
                wanted = ("一栏的范围、可为负、可带小数", "a range of a field, 可为负, 可带小数")
                raise Refused(WrongType(span=modifier.span, what=modifier.span.text, wanted=wanted))
    return kind, reading


def _own_order(each: str, fields: Sequence[tuple[str, Type]]) -> str | None:
    """Years and months come one after the other: as their records say, or as they are filled in."""
    if each not in IN_TIME:
        return None
    return next((name for name, kind in fields if kind == DATE or name in _YEARS), "")


_YEARS = ("年份", "年度", "月份", "所属年度", "所属年份", "期次", "届次")


def _item_type(rule: Rule, form: Form) -> tuple[Type, FactType, Fraction]:
    if options := form.form("options"):
        return _option_type(rule, options)
    part = next(form.words("KIND", "UNIT_TYPE"))
    return _plain_type(rule, part) if part.terminal == "KIND" else _unit_type(rule, part)


def _plain_type(rule: Rule, word: Word) -> tuple[Type, FactType, Fraction]:
    one = Fraction(1)
    match word.text:
        case "金额":
            return MONEY, FactType(name="", kind="number", unit="元", decimals=2), Fraction(1, 100)
        case "比例":
            return RATIO, FactType(name="", kind="number", unit="%", decimals=8), Fraction(1, 10**8)
        case "时刻":
            # Up to midnight of the day after.
            return CLOCK_TIME, FactType(name="", kind="number", unit=CLOCK, high=48 * 60), Fraction(1, 60)
        case "整数":
            return NUMBER, FactType(name="", kind="number"), one
        case "系数":
            return NUMBER, FactType(name="", kind="number", decimals=8), Fraction(1, 10**8)
        case "是否":
            return BOOLEAN, FactType(name="", kind="boolean"), one
        case "日期":
            return DATE, FactType(name="", kind="date"), one
        case _:
            return TEXT, FactType(name="", kind="text"), one


def _unit_type(rule: Rule, word: Word) -> tuple[Type, FactType, Fraction]:
    unit = unit_of(word.text, rule.terms.units)
    if unit is None:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("单位", "a unit")))
    decimals = unit_decimals(Unit(unit.powers))
    if unit.factor > 1:
        decimals = 6 if unit.powers == YUAN.powers else 4
    said = (word.text, unit.factor) if unit.factor != 1 and unit.powers != YUAN.powers else None
    kind = NumberType(unit=Unit(unit.powers), shown=Unit(unit.powers).text, said=said)
    return kind, FactType(name="", kind="number", unit=word.text, decimals=decimals), unit.factor / 10**decimals


def _option_type(rule: Rule, form: Form) -> tuple[Type, FactType, Fraction]:
    words = list(form.words("WORD"))
    options = tuple(word.text for word in words)
    for index, word in enumerate(words):
        if word.text in options[:index]:
            raise Refused(DuplicateName(span=word.span, name=word.text, first=words[options.index(word.text)].span))
    ordered = form.has("ORDERED")
    reading = FactType(name="", kind="option", options=options, ordered=ordered)
    return OptionType(options=options, ordered=ordered), reading, Fraction(1)


def _ceil(value: Fraction) -> int:
    return -((-value.numerator) // value.denominator)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
