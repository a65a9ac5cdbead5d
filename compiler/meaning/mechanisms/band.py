"""部分：某数落在界内的那一部分，不低于零（投资额超过500万元至1000万元的部分，按3%）。

存量部分（不超过上年的部分）、增量部分（超过上年的部分）、超额累进的各段、超出门槛的部分，都是这一个。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tiaowen.runtime.units import unit_decimals

from ...bind.amounts import number_of, quantity_of
from ...bind.binder import Asked, Binder, Refused, Running
from ...bind.counted import NAMED, NUMBERS, as_measured, counted_from, counted_word, of_one
from ...bind.names import spelled
from ...bind.parts import are_fixed, are_parts, part_of
from ...bind.ranges import continued, ranges_of
from ...bind.understood import understood_fact
from ...bind.units import alike, check_alike, number_kind, product, sum_of
from ...ir import core
from ...language.bounds_words import BOUNDS_WORDS
from ...model.bounds import Range
from ...model.expr import (
    Addition,
    Anatomy,
    Compare,
    Difference,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Outcome,
    Phrase,
    Product,
    Quotient,
    Segment,
    Slot,
    Wording,
)
from ...model.quantity import RATIO
from ...model.types import NumberType
from ...reading.syntax import Form
from ...report.diagnostic import Text
from ...report.errors.types import SayTogether, WrongType
from .. import phrases as p
from .deduct import Deduct


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Mechanism):
    """The part of ``subject`` above ``low`` and up to ``high``; ``wording`` is the range as written, ``growth`` that of the
    growth of which it is the part."""

    subject: Expr
    low: Expr | None
    high: Expr | None
    wording: str
    type: NumberType
    growth: str = ""

    def reading(self) -> Text | None:
        if not self.growth:
            return None
        return Text(*(said.format(growth=self.growth) for said in p.INCREASE_ONLY))

    @property
    def part_of(self) -> Expr | None:
        return self.subject

    def value(self, of: Evaluation) -> Fraction | None:
        subject = of.number(self.subject)
        low = of.number(self.low) if self.low is not None else Fraction(0)
        high = of.number(self.high) if self.high is not None else subject
        if subject is None or low is None or high is None:
            return None
        return max(min(subject, high) - low, Fraction(0))

    def lower(self, to: Lowering) -> core.Node:
        subject = to.number(self.subject)
        upper = subject if self.high is None else core.Least((subject, to.number(self.high)))
        if self.low is None:
            return core.Greatest((upper, core.Const(Fraction(0))))
        minus_low = core.Mul(core.Const(Fraction(-1)), to.number(self.low))
        return core.Greatest((core.Add((upper, minus_low)), core.Const(Fraction(0))))

    def anatomy(self) -> Anatomy:
        return Anatomy(segment=Segment(subject=self.subject, low=self.low, high=self.high, words=self.wording))

    def outcomes(self) -> Iterator[Outcome]:
        if self.low is not None:
            above = Compare(left=self.subject, operator=">", right=self.low)
            yield Outcome((Slot(self.subject), "超过", Slot(self.low)), above, self.low)
        if self.high is not None:
            full = Compare(left=self.subject, operator=">=", right=self.high)
            yield Outcome((Slot(self.subject), "达到", Slot(self.high)), full, self.high)

    def words(self, say: Wording) -> Phrase:
        subject, it = say.atom(self.subject), say.value(self)
        if say.lang == "zh" and any(isinstance(bound, Literal) for bound in (self.low, self.high)):
            is_bare = self.wording[:1] in tuple("0123456789零一二两三四五六七八九十百千万亿半")
            written = f"中{self.wording}" if is_bare and self.wording else self.wording
            return say.say(
                p.INCREASE_AS_WRITTEN if self.growth else p.PART_AS_WRITTEN, subject=subject, range=written, it=it
            )
        low = say.of(self.low) if self.low is not None else ()
        high = say.of(self.high) if self.high is not None else ()
        said = p.PART[bool(low), bool(high)] if not self.growth else p.INCREASE[bool(low), bool(high)]
        return say.say(said, subject=subject, low=low, high=high, it=it)

    def formula(self, say: Wording) -> Phrase:
        upper = say.of(self.subject)
        if self.high is not None:
            upper = say.say(p.LOWER_OF, one=upper, other=say.of(self.high))
        return upper if self.low is None else say.say(p.NOT_BELOW_ZERO, left=upper, right=say.atom(self.low))


def bind(binder: Binder, form: Form) -> Expr:
    """``sum ranges 的部分［的］［比例］``; of a growth (甲较乙增长超过8%的部分), what of 甲 that is."""
    return _bands(binder, form, number_of(binder, form.parts[0]))


def _beyond(binder: Binder, form: Form, subject: Expr) -> Expr:
    """超过部分: above what the case asks for, or the part before ends at."""
    low = binder.here.beyond
    if low is None:
        wanted = ("超过多少的部分", "above what")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    assert isinstance(subject.type, NumberType)
    if _compared(Asked(subject, None)) is not None:
        raise Refused(_beyond_growth(form))
    return _at_rate(binder, form, Band(subject=subject, low=low, high=None, wording="", type=subject.type))


def _beyond_growth(form: Form) -> WrongType:
    """较上年增长10%以上的，超过部分按5%: what is above last year, or above 110% of it."""
    wanted = ("写明超过的是上年的数，还是增长10%以后的数", "whether above last year, or above that growth")
    advice = (
        "比上年多的，写「增量部分」；增长到这么多以上的，写「某某较上年某某增长超过……的部分」",
        "what is more than last year is 增量部分; above that growth, 某某较上年某某增长超过…的部分",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def bind_next(binder: Binder, form: Form, running: Running) -> Running:
    """，超过1万元的部分10%：one more part of the quantity before, or of what the case asks for."""
    if form.has("INCREASED"):
        part = _increase(binder, form)
        if running.parts == (part_of(part),):
            # 产值，按增量的5%: of what stands before it
            return Running((part,))
        if not are_fixed(running) and not are_parts((*running.parts, part)):
            raise Refused(SayTogether(span=form.span))
        return _join(running, part)
    if form.has("SEGMENT") and len(running.parts) == 1 and isinstance(running.parts[0], NAMED):
        # 家数，第1至3家每家1万元
        return Running((_segment(binder, form, running.parts[0]),))
    before = _last(running.parts[-1]) if running.parts else None
    if before is None and form.has("NTH", "SEGMENT") and are_fixed(running):
        return _join(running, _bands(binder, form, counted_from(binder, form)))
    fact = understood_fact(binder, form) if before is None and are_fixed(running) else None
    if before is not None:
        subject, end = before.subject, before.high
    elif fact is not None:
        # 10元，超过2小时的部分，每小时5元: of the one quantity in hours
        subject, end = fact, None
    elif are_fixed(running) and binder.here.asked and len({asked.subject for asked in binder.here.asked[-1]}) == 1:
        subject = binder.here.asked[-1][0].subject
        end = next((asked.start for asked in binder.here.asked[-1] if asked.start is not None), None)
    else:
        raise Refused(SayTogether(span=form.span))
    here = replace(binder.here, beyond=end)
    match end:
        case Product(left=base, right=Literal(type=kind)) if kind.is_ratio:
            here = replace(here, percent_of=base)
        case Product(left=base, right=Addition(parts=(Literal(value=Fraction(numerator=1, denominator=1)), _))):
            # 较上年增长10%至30%的部分，增长30%至60%的部分
            assert isinstance(subject.type, NumberType)
            more = Difference(left=subject, right=base, type=subject.type, may_be_negative=True)
            subject = Quotient(left=more, right=base, type=RATIO)
    made = _bands(replace(binder, here=here), form, subject)
    if before is not None and _overlaps(before, _last(made)):
        wanted = ("接着前一段的一段", "a part that goes on where the one before ends")
        advice = ("前一段写明到多少为止，如「超过1万元至5万元的部分」", "say where the part before ends")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    return _join(running, made)


def _join(running: Running, made: Expr) -> Running:
    return Running((*running.parts, made), is_list=running.is_list)


def _increase(binder: Binder, form: Form) -> Expr:
    """增量部分: of what the case or the conditions compare with the year before, what it is more."""
    for layer in reversed(binder.here.asked):
        grown = {grown for asked in layer if (grown := _compared(asked)) is not None}
        if len(grown) == 1:
            now, base = grown.pop()
            assert isinstance(now.type, NumberType)
            return _at_rate(binder, form, Band(subject=now, low=base, high=None, wording="", type=now.type))
        if layer:
            break
    wanted = ("写明是什么的增量", "what it is that has grown")
    advice = (
        f"写「某某的{form.span.text.lstrip('按对')}」（填报里有「上年某某」的），或「某某超过……的部分」",
        "say of what: 某某的增量部分, with 上年某某 among the facts, or 某某超过…的部分",
    )
    raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))


def _compared(asked: Asked) -> tuple[Expr, Expr] | None:
    """What a growth compares: 营业额同比增长10%以上, 营业额较上年增加100万元以上, 营业额较上年有增长."""
    if asked.above is not None and spelled(asked.above) == f"上年{spelled(asked.subject)}":
        return asked.subject, asked.above
    match asked.subject:
        case Quotient(left=Difference(left=now, right=before, may_be_negative=True), right=base) if base == before:
            return now, before
        case Difference(left=now, right=before, may_be_negative=True):
            return now, before
    return None


def _at_rate(binder: Binder, form: Form, part: Expr) -> Expr:
    rate = form.word("RATE", "PRICE")
    if rate is None:
        return part
    return product(part, of_one(binder, quantity_of(binder, rate)), "的" if rate.terminal == "RATE" else "×")


def _overlaps(before: Band, after: Band | None) -> bool:
    """Whether the part before reaches into the next one, so that there both would apply."""
    if after is None or after.subject != before.subject:
        return False
    if before.high is None:
        return after.high is None or not isinstance(before.low, Literal)
    low = after.low
    return isinstance(low, Literal) and isinstance(before.high, Literal) and low.value < before.high.value


def _last(expr: Expr) -> Band | None:
    match expr:
        case Band():
            return expr
        case Product():
            return _last(expr.left)
        case Addition():
            return _last(expr.parts[-1])
    return None


def _bands(binder: Binder, form: Form, subject: Expr) -> Expr:
    ranges = form.form("ranges")
    if form.has("SEGMENT"):
        return _segment(binder, form, subject)
    if ranges is None:
        return _beyond(binder, form, subject) if form.has("BEYOND") else _from_nth(binder, form, subject)
    if shortfall := _shortfall(binder, ranges, subject):
        bands: list[Expr] = [shortfall]
    else:
        found = ranges_of(binder, ranges, subject)
        bands = [_band(binder, subject, continued(binder, subject, each)) for each in found]
    total = sum_of(bands, [form.span] * len(bands))
    if isinstance(total, Addition):
        parts = tuple(_at_rate(binder, form, part) for part in bands)
        return Addition(parts=parts, type=number_kind(parts[0]), listed=True)
    return _at_rate(binder, form, total)


def _shortfall(binder: Binder, ranges: Form, subject: Expr) -> Expr | None:
    """人均面积不足15平方米的部分, 人均收入低于低保标准的部分: what is lacking.  低于5万元的部分 may also mean what lies below."""
    one = ranges.form("range")
    upper = one.form("upper") if one and len(ranges.parts) == len(one.parts) == 1 else None
    word = upper.word("UPPER") if upper else None
    if upper is None or word is None or BOUNDS_WORDS[word.text].part == "within":
        return None
    limit = ranges_of(binder, ranges, subject)[0].high
    assert limit is not None
    if isinstance(limit, Literal) and binder.here.goes_on:
        return None
    if isinstance(limit, Literal) and BOUNDS_WORDS[word.text].part != "lacking":
        wanted = ("写明是哪一部分", "which part is meant")
        advice = (
            f"在它以内的一段写「不超过{limit.text}的部分」，还差的写「不足{limit.text}的部分」",
            f"what lies within it is 不超过{limit.text}的部分, what is lacking 不足{limit.text}的部分",
        )
        raise Refused(WrongType(span=ranges.span, what=ranges.span.text, wanted=wanted, advice=advice))
    assert isinstance(subject.type, NumberType)
    return Deduct(amount=alike(limit, subject, ranges.span), deductions=(subject,), type=subject.type)


def _band(binder: Binder, subject: Expr, found: Range) -> Band:
    assert isinstance(subject.type, NumberType)
    match subject:
        case Quotient(left=Difference(left=now, right=before, may_be_negative=True), right=base) if base == before:
            # 上年的（1＋8%）
            one = Literal(value=Fraction(1), type=RATIO, text="1")
            low, high = (
                None if end is None else product(before, Addition(parts=(one, end), type=RATIO), "×")
                for end in (found.low, found.high)
            )
            assert isinstance(now.type, NumberType)
            growth = f"增长{''.join(found.text.split())}"
            return Band(subject=now, low=low or before, high=high, wording="", type=now.type, growth=growth)
    wording = "".join(found.text.split())
    return Band(subject=subject, low=found.low, high=found.high, wording=wording, type=subject.type)


def bind_nth(binder: Binder, form: Form) -> Expr:
    """权利要求从第11项起：the part above 10."""
    return _from_nth(binder, form, number_of(binder, form.parts[0]))


def _segment(binder: Binder, form: Form, subject: Expr) -> Band:
    """第1至3家, 前12个月: from the first of these to the last, of what is counted."""
    said, word = next(form.words("SEGMENT")), counted_word(form)
    last = as_measured(quantity_of(binder, word), subject)
    check_alike(last, subject, said.span)
    assert isinstance(subject.type, NumberType)
    first = re.match(rf"第({NUMBERS})", said.text)
    start = (
        quantity_of(binder, replace(word, text=first[1] + last.text.lstrip("0123456789一二三四五六七八九十")))
        if first
        else None
    )
    start = as_measured(start, subject) if start is not None else None
    if start is not None and not 1 <= start.value <= last.value:
        raise Refused(WrongType(span=said.span, what=said.text, wanted=("从小到大的一段", "a stretch upwards")))
    low = replace(start, value=start.value - 1) if start is not None and start.value > 1 else None
    return Band(subject=subject, low=low, high=last, wording=re.sub("，$", "", said.text), type=subject.type)


def _from_nth(binder: Binder, form: Form, subject: Expr) -> Band:
    word = form.word("QUANTITY")
    assert word is not None
    first = as_measured(quantity_of(binder, word), subject)
    check_alike(first, subject, word.span)
    assert isinstance(subject.type, NumberType)
    is_measure = unit_decimals(subject.type.unit) and subject.type.shown not in ("年", "月", "天")
    if first.value.denominator != 1 or first.value < 1 or is_measure:
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=("从第几个起", "from which one on")))
    low = replace(first, value=first.value - 1)
    return Band(subject=subject, low=low, high=None, wording=f"第{word.text}起", type=subject.type)


ATOMS = {"band": bind, "bracket_band": bind, "from_nth": bind_nth}
STEPS = {"next_band": bind_next}
