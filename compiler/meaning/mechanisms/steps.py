"""每……：每50公斤30元（按比例）、每满一年（整步）、在3000万元基础上每增加2000万元再2万元（整步）。

Whole steps only, unless said otherwise: （不足一年的按一年计）rounds up, （不足……的按比例计）counts parts; a plain
每50公斤 counts parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.units import Unit, unit_decimals

from ...bind.amounts import number_of, quantity_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import (
    NAMED,
    as_measured,
    asked_in,
    check_object,
    is_decrease,
    is_increase,
    measured_in,
    price_per,
    unit_counted,
    unit_size,
)
from ...bind.names import spelled
from ...bind.parts import total_of
from ...bind.ranges import ranges_of
from ...bind.started import rest_said
from ...bind.surcharge import is_besides
from ...bind.units import alike, check_alike, number_kind, product, sum_of
from ...ir import core
from ...language.around import ACHIEVING
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
    Outline,
    Part,
    Partial,
    Phrase,
    Product,
    Quotient,
    Slot,
    Stepped,
    Telling,
    Wording,
)
from ...model.quantity import NUMBER, RATIO
from ...model.types import NumberType
from ...reading.syntax import Form, Word
from ...report.diagnostic import Report
from ...report.errors.types import WrongType
from ...text.source import squeeze
from .. import phrases as p
from .band import Band
from .deduct import Deduct
from .growth import compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(Mechanism):
    """``each`` for every ``size`` of ``subject`` (above ``start``)."""

    subject: Expr
    start: Expr | None
    size: Literal
    each: Expr
    partial: Partial
    type: NumberType

    @property
    def part_of(self) -> Expr | None:
        return self.subject.part_of if isinstance(self.subject, Mechanism) else None

    @property
    def steps(self) -> Stepped:
        return Stepped(subject=self.subject, start=self.start, size=self.size, partial=self.partial)

    def anatomy(self) -> Anatomy:
        return Anatomy(steps=self.steps)

    def outcomes(self) -> Iterator[Outcome]:
        assert isinstance(self.subject.type, NumberType)
        start = self.start or Literal(value=Fraction(0), type=self.subject.type, text="0")
        first = Addition(parts=(start, self.size), type=self.subject.type)
        whole = self.partial == "down"
        counted = Compare(left=self.subject, operator=">=" if whole else ">", right=first if whole else start)
        yield Outcome((Slot(self.subject), f"够计一个{self.size.text}"), counted, self.size)

    def value(self, of: Evaluation) -> Fraction | None:
        steps, each = self.steps.exact(of), of.number(self.each)
        if steps is None or each is None:
            return None
        counted = {"down": Fraction(floor(steps)), "up": Fraction(ceil(steps)), "pro_rata": steps}
        return counted[self.partial] * each

    def lower(self, to: Lowering) -> core.Node:
        above = to.number(self.subject)
        zero = core.Const(Fraction(0))
        if self.start is not None:
            above = core.Add((above, core.Mul(core.Const(Fraction(-1)), to.number(self.start))))
        steps: core.Node = core.Mul(core.Greatest((above, zero)), core.Const(1 / self.size.value))
        if self.partial != "pro_rata":
            steps = core.Round(self.partial, steps)
        return core.Mul(steps, to.number(self.each))

    def words(self, say: Wording) -> Phrase:
        size, each = self._size(say), say.of(self.each)
        start = say.of(self.start) if self.start is not None else ()
        said = (p.FOR_EVERY_ABOVE if start else p.FOR_EVERY)[self.partial]
        return say.say(said, subject=say.atom(self.subject), start=start, size=size, each=each)

    def explain(self, tell: Telling) -> None:
        if self.partial == "pro_rata":
            tell.result(self)
            return
        assert isinstance(self.subject.type, NumberType)
        say, one = tell.words, Literal(value=Fraction(1), type=NUMBER, text="1")
        parts: dict[str, Part] = {
            "subject": say.of(self.subject),
            "count": Slot(replace(self, each=one, type=NUMBER)),
            "size": say.plain(self.size),
            "each": say.of(self.each),
            "value": Slot(self),
        }
        is_number = self.size.text[:1].isdigit()
        if self.start is None:
            tell.line(p.COUNTED if is_number else p.COUNTED_UNITS, **parts)
            return
        above = Band(subject=self.subject, low=self.start, high=None, wording="", type=self.subject.type)
        parts |= {"start": say.of(self.start), "above": Slot(above)}
        tell.line(p.COUNTED_ABOVE if is_number else p.COUNTED_UNITS_ABOVE, **parts)

    def _size(self, say: Wording) -> str:
        """A step: 2000万元; of one year in English, year."""
        size = say.plain(self.size)
        return size if say.lang == "zh" else size.removeprefix("1 ")

    def outline(self, write: Outline) -> str:
        subject, each, size = write.result(self.subject), write.words(self.each), write.words(self.size)
        size = size if size[:1].isdigit() else f"1{size}"
        above, excess = subject, subject
        if self.start is not None:
            start = write.result(self.start)
            above = write.say(p.ABOVE_START, subject=subject, start=start)
            excess = write.say(p.NOT_BELOW_ZERO, left=subject, right=start)
        words = write.say(p.STEP_OF[self.partial], of=above, size=size, each=each)
        formula = write.say(p.STEP_FORMULA[self.partial], of=excess, size=size, each=write.formula(self.each))
        return write.step(words, formula)


def bind_climb(binder: Binder, form: Form, running: Running) -> Running:
    """某数在起点基础上每增加一步再某数，或减少某数；某数较某数每增加一步某数."""
    if form.kind == "climb_against":
        subject, start = compared(binder, form)
        if _size(binder, form).type.is_ratio and not number_kind(subject).is_ratio:
            # 产值同比每增长1个百分点: of the growth
            assert isinstance(subject.type, NumberType)
            grown = Difference(left=subject, right=start, type=subject.type, may_be_negative=True)
            growth = Quotient(left=grown, right=start, type=RATIO)
            return _joined(binder, form, running, _make(binder, form, growth, None, "down"))
    else:
        subject, start = (number_of(binder, part) for part in form.parts[:2])
        start = alike(start, subject, form.parts[1].span)
    more = _make(binder, form, subject, start, "down")
    return _joined(binder, form, running, more)


def bind_climb_below(binder: Binder, form: Form, running: Running) -> Running:
    """能耗较上年每下降1个百分点, 每下降1吨; 排放量在100吨基础上每减少1吨; 增速每低于全市增速1个百分点: by how much it is less."""
    if form.kind == "climb_below":
        subject, start = compared(binder, form)
    elif share := _share_of_base(form):
        name, rate = share.word("NAME"), share.word("RATE")
        assert name is not None and rate is not None
        subject, start = number_of(binder, form.parts[0]), number_of(binder, name)
        check_alike(start, subject, name.span)
        _size_above(binder, share, rate, start)
        size = replace(rate, terminal="QUANTITY")
        form = replace(form, parts=tuple(size if part is share else part for part in form.parts[1:]))
    elif form.kind == "climb_down":
        subject, start = (number_of(binder, part) for part in form.parts[:2])
        start = alike(start, subject, form.parts[1].span)
    else:
        subject = number_of(binder, form.parts[0])
        if not is_decrease(subject):
            raise Refused(_below_what(form, spelled(subject)))
        return _joined(binder, form, running, _make(binder, form, subject, None, "down"))
    assert isinstance(subject.type, NumberType)
    less: Expr = Difference(left=start, right=subject, type=subject.type, may_be_negative=True)
    if _size(binder, form).type.is_ratio and not number_kind(subject).is_ratio:
        less = Quotient(left=less, right=start, type=RATIO)
    return _joined(binder, form, running, _make(binder, form, less, None, "down"))


def _below_what(form: Form, of: str) -> WrongType:
    said = form.span.text.removeprefix(of)
    wanted = ("从什么数起减少", "below what number")
    advice = (
        f"比上年少的，写「{of}较上年{of}{said}」；从某个数起的，写「{of}在……基础上{said}」",
        f"less than last year: {of}较上年{of}{said}; from a number on: {of}在…基础上{said}",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


_BESIDES = re.compile("(增发|加发|增加|提高|上浮|加收)[0-9.]+%")


def bind_climb_from(binder: Binder, form: Form, running: Running) -> Running:
    """工龄每超过15年1年增加100元: above 15年, for each 1年; 增发1%: of the amount so far, besides."""
    word, size = form.word("QUANTITY"), form.form("step_size")
    assert word is not None and size is not None
    start, at = quantity_of(binder, word), form.parts.index(word)
    if at:
        subject = number_of(binder, form.parts[0])
    else:
        subject = asked_in(binder, unit_counted(binder, start.type.unit), form.span).subject
    start = as_measured(start, subject)
    check_alike(start, subject, word.span)
    units = tuple(form.words("ITEM"))
    parts = tuple(part for part in form.parts[at + 1 :] if part not in units)
    more = _make(binder, replace(form, parts=parts), subject, start, "down")
    if units:
        return _for_each_besides(binder, form, more, units, running)
    if running.parts and more.type.unit.is_dimensionless and _BESIDES.search(form.span.text):
        amount = total_of(running, form.span)
        return Running((sum_of((amount, product(amount, more, "×")), (form.span, form.span)),))
    return _joined(binder, form, running, more)


def _for_each_besides(binder: Binder, form: Form, more: Steps, units: tuple[Word, ...], running: Running) -> Running:
    """每超过15年1年每月加发3元: 3元 for each month, besides 100元 for each; or besides what these come to."""
    amount = total_of(running, form.span)
    price = replace(more, each=price_per(binder, more.each, units))
    price = replace(price, type=number_kind(price.each))
    added: Expr = price
    if not price.type.unit.same_dimension(number_kind(amount).unit):
        for word in units:
            added = product(added, asked_in(binder, unit_size(binder, word).type.unit, form.span).subject, "×")
    return Running((sum_of((amount, added), (form.span, form.span)),))


def _joined(binder: Binder, form: Form, running: Running, more: Steps) -> Running:
    """With the amount before: 再奖励 says itself that it is added, 减少 takes away, down to zero."""
    if form.has("FEWER"):
        if not running.parts:
            wanted = (
                "减少以前的数，如二十年，年龄在六十周岁基础上每增加一岁减少一年",
                "what it is taken from, before it",
            )
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
        amount = total_of(running, form.span)
        check_alike(more, amount, form.span)
        return Running((Deduct(amount=amount, deductions=(more,), type=more.type),))
    if not running.parts:
        return Running((more,))
    if more.type.unit.is_dimensionless and _BESIDES.search(form.span.text):
        # 每超过1年增加2%: of the amount so far
        amount = total_of(running, form.span)
        more_of_it = product(amount, more, "×")
        if not number_kind(amount).unit.is_dimensionless:
            return Running((sum_of((amount, more_of_it), (form.span, form.span)),))
    return Running((sum_of((total_of(running, form.span), more), (form.span, form.span)),))


def bind_climb_step(binder: Binder, form: Form, running: Running) -> Running:
    subject = total_of(running, form.span)
    start = alike(number_of(binder, form.parts[0]), subject, form.parts[0].span)
    return Running((_make(binder, form, subject, start, "down"),))


# 按每新增1人, of 新增人数: each of these, whatever number the case asks for
_EACH_NEW = ("每新增", "按每新增", "按照每新增")


def bind_climb_more(binder: Binder, form: Form, running: Running) -> Running:
    """［某数］每增加一步再某数: above what the case asks for (面积达到1万平方米的，50万元，每增加1万平方米再30万元)."""
    first = form.parts[0]
    subject = None if first is _size_of(form) else number_of(binder, first)
    if on_year := _on_last_year(binder, form):
        if subject is not None:
            return bind_climb(binder, on_year, running)
    elif subject is None and (of_part := _of_part(binder, form, running)):
        return of_part
    if share := _share_of_base(form):
        if subject is None and len(running.parts) == 1 and isinstance(part := running.parts[0], Band) and not part.high:
            # 投资额超过约定投资的部分，每超过约定投资的5%
            subject, running = part.subject, Running(())
        elif subject is None and len(running.parts) == 1 and isinstance(part := running.parts[0], NAMED):
            # 增速，每比全市增速高1个百分点
            subject, running = part, Running(())
        return _joined(binder, form, running, _above_share(binder, form, share, subject))
    size = _size(binder, form)
    unit = size.type.unit
    if not running.parts and subject is None and (called := _called(binder, form, unit)) and is_increase(called):
        # 每新增1家国家高新技术企业, of several that are counted in 家
        return Running((_make(binder, form, called, None, "down"),))
    if not running.parts and subject is not None and is_increase(subject) and subject in measured_in(binder, unit):
        # 超载重量每超100千克
        return Running((_make(binder, form, subject, None, "down"),))
    asked = asked_in(binder, unit_counted(binder, unit), form.span)
    is_of_increase = is_increase(asked.subject) and (asked.start is None or form.span.text.startswith(_EACH_NEW))
    if not running.parts and is_of_increase:
        return Running((_make(binder, form, asked.subject, None, "down"),))
    if not running.parts and asked.start_included and size.value == 1 and not unit_decimals(unit):
        start = getattr(asked.start, "text", "")
        wanted = (f"从第几个起加，是{start}以外还是包括{start}", "from which one on something is added")
        advice = (
            f"写「超过{start}的，每增加……」或「在……基础上每增加……」",
            "write 超过…的，每增加…, or 在…基础上每增加…",
        )
        said = form.span.text
        if said[said.index("每") + 1] in "增提新递" and "再" not in said:
            raise Refused(WrongType(span=form.span, what=said, wanted=wanted, advice=advice))
    if asked.start is None or (subject is not None and subject != asked.subject):
        wanted = ("从什么数起增加，如在1万平方米基础上每增加……", "above what number")
        said = form.span.text
        advice = (
            f"接在前一句后面写「……的，……，{said}」；或者写明「某某在……基础上{said}」",
            f"write it behind the case before it: …的，…，{said}; or say 某某在…基础上{said}",
        )
        if subject is not None:
            of = spelled(subject)
            advice = (
                f"从某个数起的，写「{of}在……基础上每增加……」；比上年增加的，写「{of}较上年{of}每增加……」",
                f"from a number on: {of}在…基础上每增加…; more than last year: {of}较上年{of}每增加…",
            )
        raise Refused(WrongType(span=form.span, what=said, wanted=wanted, advice=advice))
    more = _make(binder, form, asked.subject, asked.start, "down")
    return _joined(binder, form, running, more)


def _of_part(binder: Binder, form: Form, running: Running) -> Running | None:
    """超过2个的部分，每增加1个产品: from where the part begins."""
    part = running.parts[-1] if running.parts else None
    if not isinstance(part, Band) or part.high or part.low is None or _share_of_base(form):
        return None
    more = _make(binder, form, part.subject, part.low, "down")
    return _joined(binder, form, Running(running.parts[:-1]), more)


_YEAR_ON_YEAR = re.compile("每(同比|较上年)")


def _on_last_year(binder: Binder, form: Form) -> Form | None:
    """产值每同比增长1个百分点: 产值同比每增长1个百分点.  Behind a case it is of the growth that the case asks for."""
    if not _YEAR_ON_YEAR.search(squeeze(form.span.source.text, form.span.start, form.span.end).text):
        return None
    first = form.parts[0]
    name = first.word("NAME") if isinstance(first, Form) and first.kind == "name" else None
    if name is not None:
        return replace(form, kind="climb_against", parts=(name, *form.parts[1:]))
    asked = [a for layer in binder.here.asked for a in layer]
    if first is not _size_of(form) or not asked or not all(isinstance(a.subject, Quotient) for a in asked):
        wanted = ("写明是什么同比增长", "what it is that grows")
        said = _YEAR_ON_YEAR.sub("每", form.span.text)
        pairs = [spelled(fact) for fact in binder.names.facts if f"上年{spelled(fact)}" in binder.names.known]
        of = pairs[0] if pairs else "某某"
        advice = (f"写「{of}同比{said}」，填报里要有「上年{of}」", f"write {of}同比{said}, and declare 上年{of}")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    if "再" not in form.span.text:
        wanted = ("从什么数起增长", "above what growth")
        said = _YEAR_ON_YEAR.sub("", form.span.text)
        advice = (
            f"从前面的增长数起的，写「每再{said}」；从零起的，另写「同时，某某同比每{said}」",
            f"from the growth of the case on: 每再{said}; from nothing on, apart: 同时，…同比每{said}",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    return form


def _share_of_base(form: Form) -> Form | None:
    """每超过约定投资的5%: the step, where it is a share of something."""
    size = _size_of(form)
    return size if isinstance(size, Form) and size.has("NAME") else None


def _above_share(binder: Binder, form: Form, share: Form, subject: Expr | None) -> Steps:
    """投资额每超过约定投资的5%: each 5% by which it is above that."""
    name, rate = share.word("NAME"), share.word("RATE")
    assert name is not None and rate is not None
    base = number_of(binder, name)
    if subject is None:
        layers = (list(dict.fromkeys(a.subject for a in layer)) for layer in binder.here.asked[::-1])
        asked = next((layer for layer in layers if layer), [])
        if len(asked) != 1:
            wanted = ("写明是什么每超过", "what it is that exceeds")
            alike = [f for f in binder.names.facts if f.type == base.type and spelled(f) != name.text]
            of = spelled(alike[0]) if len(alike) == 1 else "某某"
            above = f"{of}每超过{name.text}{'' if rate.text.endswith('个百分点') else '的'}{rate.text}"
            advice = (f"写「{above}」", f"say what: {above}")
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
        subject = asked[0]
    check_alike(base, subject, name.span)
    assert isinstance(subject.type, NumberType)
    size = _size_above(binder, share, rate, base)
    each = number_of(binder, next(part for part in form.parts[form.parts.index(share) + 1 :] if _is_amount(part)))
    assert isinstance(each.type, NumberType)
    if size.said == "个百分点":
        return Steps(subject=subject, start=base, size=size, each=each, partial="down", type=each.type)
    more = Difference(left=subject, right=base, type=subject.type, may_be_negative=True)
    growth = Quotient(left=more, right=base, type=RATIO)
    return Steps(subject=growth, start=None, size=size, each=each, partial="down", type=each.type)


def _size_above(binder: Binder, share: Form, rate: Word, base: Expr) -> Literal:
    """The step above a number: of a percentage 5个百分点 are a difference and 的5% is a share; 5% alone may be either.  Of
    anything else there are shares only."""
    size, is_ratio = quantity_of(binder, rate), number_kind(base).is_ratio
    is_share = f"的{rate.text}" in share.span.text
    if (is_ratio and not is_share) if size.said == "个百分点" else (is_share or not is_ratio):
        return _above_zero(size, rate)
    number = rate.text.removesuffix("个百分点").removesuffix("%")
    of, points, part = spelled(base), f"{number}个百分点", f"的{number}%"
    wanted = ("写明每一步有多大", "how large each step is")
    advice = (f"每一步是{of}的百分之几的，写「{of}{part}」", f"a share of it is written {of}{part}")
    if is_ratio:
        advice = (
            f"两个比例相差的，写「{of}{points}」；{of}的百分之几的，写「{of}{part}」",
            f"how far apart they are: {of}{points}; a share of it: {of}{part}",
        )
    raise Refused(WrongType(span=share.span, what=share.span.text, wanted=wanted, advice=advice))


def _is_amount(part: Form | Word) -> bool:
    return isinstance(part, Form) or part.terminal in ("NAME", "QUANTITY")


def _of_two(form: Form, name: Word, running: Running) -> WrongType:
    """利润，每实现销售额100万元: of the one or of the other."""
    wanted = ("一个数量", "one quantity")
    of = spelled(running.parts[0])
    advice = (f"「{of}」和「{name.text}」只留一个", f"leave out {of}, or {name.text}")
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def bind_per(binder: Binder, form: Form, running: Running) -> Running:
    partial: Partial = "pro_rata" if form.kind == "per_quantity" else "down"
    if name := form.word("NAME"):
        # 每实现销售额100万元
        form = replace(form, parts=tuple(part for part in form.parts if part is not name))
        of = number_of(binder, name)
        if running.parts not in ((), (of,)):
            raise Refused(_of_two(form, name, running))
        running = Running((of,))
    size = _size(binder, form)
    if not running.parts:
        running = Running((_counted(binder, form, unit_counted(binder, size.type.unit)),))
    if partial == "pro_rata" and form.form("rider") is None:
        _refuse_achieved(form, size)
    if lasting := _share_for_each(binder, form, size, running, partial):
        return lasting
    for part in running.parts:
        if isinstance(part, Product) and isinstance(part.right, Literal):
            raise Refused(_of_an_award(form, part))
    parts = tuple(_in_halves(binder, form, _make(binder, form, part, None, partial)) for part in running.parts)
    return Running(parts, is_list=running.is_list)


_HALF = Literal(value=Fraction(1, 2), type=RATIO, text="50%")


def _in_halves(binder: Binder, form: Form, whole: Steps) -> Expr:
    """六个月以上不满一年的，按一年计算；不满六个月的，按半年计算: a half of each for what is begun, and one for what is more than
    half; where nothing is said of less than a half, it does not count."""
    upper, lower = form.form("upper_half"), form.form("lower_half")
    if upper is None and lower is None:
        return whole
    if upper is None:
        wanted = ("写明过了一半的怎么算", "what a half and more counts as")
        said = lower.span.text if lower else form.span.text
        raise Refused(WrongType(span=(lower or form).span, what=said, wanted=wanted))
    for each in (upper, lower):
        if ranges := each.form("ranges") if each else None:
            ranges_of(binder, ranges, None)
    assert isinstance(whole.subject.type, NumberType)
    more = replace(whole.size, value=whole.size.value / 2, text=f"{format_half(whole.size)}")
    rounded = Addition(parts=(whole.subject, more), type=whole.subject.type)
    if lower is None:
        return replace(whole, subject=rounded)
    _check_half(binder, lower, whole)
    each_half = product(whole.each, _HALF, "×")
    begun = replace(whole, each=each_half, partial="up")
    return sum_of((begun, replace(whole, subject=rounded, each=each_half)), (form.span, form.span))


def format_half(size: Literal) -> str:
    return format_quantity(*(size.value / 2).as_integer_ratio(), size.type.shown)


def _check_half(binder: Binder, lower: Form, whole: Steps) -> None:
    """不满六个月的，按半年计算，支付半个月工资: as much as half a step; any other amount is another rule."""
    values = lower.form("values")
    assert values is not None
    text = re.sub("计算?$", "", values.span.text)
    unit = Word(terminal="QUANTITY", text=text, span=values.span)
    size = quantity_of(binder, unit) if re.fullmatch("[0-9.一二两三四五六半]+个?[年月季度]+", text) else None
    if size is not None and as_measured(size, whole.subject).value * 2 == whole.size.value:
        return
    half = number_of(binder, values.parts[0]) if size is None else None
    match half, whole.each:
        case Product(left=one, right=Literal(value=share)), each if one == each and share * 2 == 1:
            return
        case Product(left=Literal(value=one), right=wage), Product(left=Literal(value=other), right=of):
            if wage == of and one * 2 == other:
                return
    wanted = ("正好一半，如「按半年计算」", "just a half: 按半年计算")
    raise Refused(WrongType(span=values.span, what=values.span.text, wanted=wanted))


def _counted(binder: Binder, form: Form, unit: Unit) -> Expr:
    """What 每引进1名博士 counts: of several in that unit the one that is called so."""
    return _called(binder, form, unit) or asked_in(binder, unit, form.span).subject


def _share_for_each(binder: Binder, form: Form, size: Literal, running: Running, partial: Partial) -> Running | None:
    """应缴费额，每逾期1日加收0.5‰: the amount, and that share of it for each day of what is counted in days; under the heading
    加收 the share alone."""
    at = form.parts.index(_size_of(form))
    each = next(part for part in form.parts[at + 1 :] if not _is_word(part, "FEWER", "OBJECT"))
    if len(running.parts) != 1 or number_kind(running.parts[0]).unit.same_dimension(size.type.unit):
        return None
    counted = measured_in(binder, size.type.unit)
    apart = replace(binder, out=replace(binder.out, report=Report(), literals=[], occurrences=[]))
    share = number_of(apart, each)
    if len(counted) != 1 or not (isinstance(share, Literal) and share.type.is_ratio):
        return None
    more = _make(binder, form, counted[0], None, partial)
    shares: Expr = product(running.parts[0], more, "×")
    said = squeeze(form.span.source.read.text, _size_of(form).span.end, form.span.end).text
    if is_besides(binder, form, said, running.parts[0], f"{spelled(counted[0])}，每{size.type.unit.text}"):
        shares = sum_of((running.parts[0], shares), (form.span, form.span))
    return Running((shares,))


def _called(binder: Binder, form: Form, unit: Unit) -> Expr | None:
    noun = form.word("OBJECT")
    named = [each for each in measured_in(binder, unit) if noun and noun.text in spelled(each)]
    return named[0] if len(named) == 1 else None


def _refuse_achieved(form: Form, size: Literal) -> None:
    """每实现1000万元奖励1万元: each whole one, or as much as there is."""
    verb = next((word for word in ACHIEVING if form.span.text.find(f"每{word}") >= 0), "")
    if not verb or not unit_decimals(size.type.unit):
        return
    wanted = ("写明不足一步的怎么算", "what comes of less than a step")
    advice = (
        f"只计整数的，写「每满{size.text}」；按比例的，在后面写「（不足{size.text}的按比例计）」",
        f"whole steps are written 每满{size.text}; parts are counted with （不足{size.text}的按比例计）",
    )
    raise Refused(WrongType(span=form.span, what=f"每{verb}{size.text}", wanted=wanted, advice=advice))


def _of_an_award(form: Form, part: Product) -> WrongType:
    """产值的10%，每满100元奖励1元: for each 100元 of the 10%, of 产值, or besides the 10%."""
    said, base = form.span.text, spelled(part.left)
    wanted = (f"写明是谁的{said}", f"what {said} is counted of")
    advice = (
        f"按{base}算的，写「{base}，{said}」；两样都给的，前面写「同时，{base}，{said}」；按前面算出来的数算的，先在「其中」里给它起个名",
        f"of {base}: {base}，{said}; besides what is before it: 同时，{base}，{said}; of what is before it, name that under 其中",
    )
    return WrongType(span=form.span, what=said, wanted=wanted, advice=advice)


def bind_service(binder: Binder, form: Form, running: Running) -> Running:
    """缴费年限每满1年发给1%：that percentage of the amount so far for each; 每满1年增加1%、工龄每满1年加发1000元：added to it."""
    word = form.word("NAME")
    assert word is not None
    amount = total_of(running, form.span)
    more = _make(binder, replace(form, parts=form.parts[1:]), number_of(binder, word), None, "down")
    if form.has("FEWER"):
        less = product(amount, more, "×") if more.type.unit.is_dimensionless else more
        check_alike(less, amount, form.span)
        return Running((Deduct(amount=amount, deductions=(less,), type=number_kind(amount)),))
    if more.type.unit.is_dimensionless:
        share = product(amount, more, "×")
        is_besides = _BESIDES.search(squeeze(form.span.source.read.text, form.span.start, form.span.end).text)
        return Running((sum_of((amount, share), (form.span, form.span)) if is_besides else share,))
    return Running((sum_of((amount, more), (form.span, form.span)),))


def _make(binder: Binder, form: Form, subject: Expr, start: Expr | None, partial: Partial) -> Steps:
    size = as_measured(_size(binder, form), subject)
    at = form.parts.index(_size_of(form))
    if noun := form.word("OBJECT"):
        check_object(noun, subject)
    check_alike(size, subject, form.parts[at].span)
    # 每100平方米1.2个 is a rate, and no number of whole ones
    finer = replace(binder, here=replace(binder.here, is_price=True))
    each = number_of(finer, next(part for part in form.parts[at + 1 :] if not _is_word(part, "FEWER", "OBJECT")))
    if rider := form.form("rider"):
        word, ending = rider.word("QUANTITY"), rider.word("RIDER_END")
        assert word is not None and ending is not None
        short = quantity_of(binder, word)
        partial = rest_said(binder, short, ending)
        if short.value != size.value or short.type.unit != size.type.unit:
            wanted = (f"与一步相同的数：不足{size.text}的", "as much as one step")
            raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    assert isinstance(each.type, NumberType)
    return Steps(subject=subject, start=start, size=size, each=each, partial=partial, type=each.type)


def _is_word(part: Form | Word, *terminals: str) -> bool:
    return isinstance(part, Word) and part.terminal in terminals


def _size_of(form: Form) -> Form | Word:
    return next(part for part in form.parts if _is_size(part))


def _size(binder: Binder, form: Form) -> Literal:
    part = _size_of(form)
    word = part if isinstance(part, Word) else part.parts[0]
    assert isinstance(word, Word)
    size = unit_size(binder, word) if word.terminal == "UNIT" else quantity_of(binder, word)
    return _above_zero(size, word)


def _above_zero(size: Literal, word: Word) -> Literal:
    if size.value <= 0:
        raise Refused(WrongType(span=word.span, what=word.text, wanted=("大于零的一步", "a step above zero")))
    return size


def _is_size(part: Form | Word) -> bool:
    return (part.kind == "step_size") if isinstance(part, Form) else part.terminal == "QUANTITY"


STEPS = {
    "climb": bind_climb,
    "climb_against": bind_climb,
    "climb_below": bind_climb_below,
    "climb_down": bind_climb_below,
    "climb_less": bind_climb_below,
    "per_quantity": bind_per,
    "per_full": bind_per,
    "climb_step": bind_climb_step,
    "climb_more": bind_climb_more,
    "climb_from": bind_climb_from,
    "service": bind_service,
}
