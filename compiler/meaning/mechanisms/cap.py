"""封顶与保底：不超过某数，不低于某数（投资额的5%，封顶50万元，保底2万元；每亩最高1000元）。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from tiaowen.runtime.units import Unit

from ...bind.amounts import number_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import (
    counted_for_each,
    made_of,
    measured_in,
    names_noun,
    not_counted,
    of_the_item,
    price_per,
    prices_less,
    said_of_one,
    times_one_of,
    unit_size,
)
from ...bind.how_long import times_how_long
from ...bind.limit_of_count import counted_by, in_its_unit
from ...bind.names import spelled
from ...bind.parts import are_parts, total_of
from ...bind.units import alike, check_alike, is_factor, is_length_of_time, number_kind, product
from ...bind.values import paired, respectively
from ...ir import core
from ...model.expr import (
    Anatomy,
    Compare,
    Evaluation,
    Expr,
    Limit,
    Lowering,
    Mechanism,
    Outcome,
    Outline,
    Phrase,
    Slot,
    Telling,
    Wording,
)
from ...model.expr import Literal as LiteralExpr
from ...model.quantity import MONEY
from ...model.types import ListType, NumberType
from ...model.unit_words import APPLICANTS, IN_TIME, LENGTHS_OF_TIME
from ...reading.around import LENGTH, CapSaid, cap_said, counted_in
from ...reading.syntax import Form, Word
from ...report.errors.types import CapBehindList, WrongType
from ...text.source import Span
from .. import phrases as p
from .deduct import Deduct

# Within a list, a cap in these words is of the applicant's whole year.
_OF_A_YEAR = ("全年", "年度", "当年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap(Mechanism):
    """``amount``, at most ``limit`` (封顶) or at least (保底)."""

    amount: Expr
    limit: Expr
    word: Literal["封顶", "保底"]
    type: NumberType

    @property
    def part_of(self) -> Expr | None:
        return self.amount.part_of if isinstance(self.amount, Mechanism) else None

    def value(self, of: Evaluation) -> Fraction | None:
        amount, limit = of.number(self.amount), of.number(self.limit)
        if amount is None or limit is None:
            return None
        return min(amount, limit) if self.word == "封顶" else max(amount, limit)

    def lower(self, to: Lowering) -> core.Node:
        parts = (to.number(self.amount), to.number(self.limit))
        return core.Least(parts) if self.word == "封顶" else core.Greatest(parts)

    def anatomy(self) -> Anatomy:
        limit = Limit(amount=self.amount, limit=self.limit, word=self.word)
        return Anatomy(acts_on=self.amount, limits=(limit,))

    @property
    def beyond(self) -> Compare:
        """That the limit binds."""
        return Compare(left=self.amount, operator=">" if self.word == "封顶" else "<", right=self.limit)

    @property
    def within(self) -> Compare:
        """That it does not."""
        return Compare(left=self.amount, operator="<=" if self.word == "封顶" else ">=", right=self.limit)

    def outcomes(self) -> Iterator[Outcome]:
        verb = "超过" if self.word == "封顶" else "低于"
        yield Outcome((f"{verb}{self.word}数", Slot(self.limit)), self.beyond, self.limit)
        yield Outcome((f"未{verb}{self.word}数", Slot(self.limit)), self.within, self.limit)

    def words(self, say: Wording) -> Phrase:
        said = p.CAPPED if self.word == "封顶" else p.FLOORED
        return say.say(said, amount=say.of(self.amount), limit=say.of(self.limit))

    def outline(self, write: Outline) -> str:
        amount, limit = write.result(self.amount), write.result(self.limit)
        said, formula = (p.CAP_STEP, p.LOWER_OF) if self.word == "封顶" else (p.FLOOR_STEP, p.HIGHER_OF)
        words = write.say(said, amount=amount, limit=limit)
        label = p.CAP if self.word == "封顶" else p.FLOOR
        return write.step(words, write.say(formula, one=amount, other=limit), label)

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        parts = {"amount": Slot(self.amount), "limit": Slot(self.limit)}
        if isinstance(self.limit, Deduct):
            whole, had = tell.words.of(self.limit.amount), self.limit.deductions[0]
            verb = _having(spelled(had))
            tell.line(p.LEFT_OF_CAP, whole=whole, had=tell.words.of(had), verb=verb, left=Slot(self.limit))
        beyond, within = (p.ABOVE_CAP, p.WITHIN_CAP) if self.word == "封顶" else (p.BELOW_FLOOR, p.ABOVE_FLOOR)
        tell.line(beyond, self.beyond, **parts)
        tell.line(within, self.within, **parts)


def _having(name: str) -> str:
    """What is done with what was had before: 已领月数 says 领."""
    return next((verb for verb in ("享受", "领", "获", "得", "拨") if f"已{verb}" in name), "享受")


def bind(binder: Binder, form: Form, running: Running) -> Running:
    word: Literal["封顶", "保底"] = "保底" if form.kind == "floor" else "封顶"
    if (own := form.word("INCLUDED")) and own.text.startswith("（不"):
        wanted = ("封顶的数本身", "the cap itself")
        raise Refused(
            WrongType(span=own.span, what=own.text, wanted=wanted, advice=("删去「（不含）」", "leave it out"))
        )
    said = _said(binder, form)
    if said.several:
        raise Refused(_of_several(form, said))
    if had := _had_before(binder, form, said):
        raise Refused(_of_several(form, said, had))
    of_the_sum = bool(said.whole or said.year or said.is_of_applicant or said.measure in ("家", "户"))
    if len(running.parts) > 1 and not of_the_sum and not _is_one_amount(running.parts):
        raise Refused(CapBehindList(span=form.span, word=word))
    if _is_of_all(binder, form, said):
        wanted = ("管每一项的封顶", "a cap of each item")
        advice = ("管合计的，另起一栏「封顶：」", "a cap of the sum stands under a heading of its own: 封顶：")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    amount = total_of(running, form.span)
    if said.day:
        _refuse_longer_than_a_day(binder, form)
    if said.year == "每年" and not said.whole and any(made_of(amount, Unit((("年", 1),)))):
        raise Refused(_of_each_year(form.span, operand(form).span.text))
    place = operand(form)
    limit = _of_each(binder, form, number_of(binder, place))
    if word == "封顶" and (counted := counted_by(binder, amount, limit, place.span)):
        quantity, put = counted
        _refuse_had(binder, form, said, quantity)
        limit = in_its_unit(limit, quantity)
        return Running((put(capped(binder, quantity, limit, word, said, place.span)),))
    _refuse_length(binder, form, limit)
    if binder.heading.adds_up and number_kind(limit).unit == MONEY.unit and said == CapSaid():
        # 每日按罚款的3%，不超过罚款: of what all the days come to
        amount = times_how_long(binder, amount)
    return Running((capped(binder, amount, limit, word, said, place.span),))


def _is_one_amount(parts: Sequence[Expr]) -> bool:
    """Parts of one quantity, the first of which may be fixed: 5元，超过部分每小时3元，最高30元."""
    rest = parts[1:] if isinstance(parts[0], LiteralExpr) else parts
    return are_parts(rest)


def _refuse_longer_than_a_day(binder: Binder, form: Form) -> None:
    """24小时最高40元, of what may be longer than a day: for the first day, or for each."""
    hours = [one for unit in ("小时", "分钟") for one in measured_in(binder, Unit(((unit, 1),)))]
    most = binder.names.most.get(spelled(hours[0])) if len(hours) == 1 else None
    if most is not None and most <= {"小时": 24, "分钟": 1440}[number_kind(hours[0]).shown]:
        return
    named = spelled(hours[0]) if len(hours) == 1 else "停放时间"
    wanted = ("写明超过一天的怎么算", "what comes of more than a day")
    advice = (
        f"只算一天以内的，填报写「{named}：小时，不超过24小时」；几天的，写成每天一项的清单，或者先写天数：「天数，每天……元；同时，……」",
        f"of a day at most, declare {named}：小时，不超过24小时; of several days, a list with an item for each day",
    )
    raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))


def _of_each_year(span: Span, limit: str) -> WrongType:
    """每年最高2万元, of an amount for several years."""
    wanted = ("写明管每一年的，还是管几年合计的", "whether it is of each year or of all years together")
    advice = (
        f"管每一年的，写在乘以年数之前；管合计的，写「封顶{limit}」",
        f"of each year, put it before the number of years is multiplied; of all together, 封顶{limit}",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)


def _of_each(binder: Binder, form: Form, limit: Expr) -> Expr:
    """单笔最高某数, in a column of these: of each of them."""
    word, each = form.word("CAP"), binder.names.each
    is_said = word is not None and bool(each) and (each in word.text or each == _said(binder, form).measure)
    return of_the_item(binder, limit, [replace(word, text=each)] if word and is_said else [])


# Names of what was had before: 已获奖励, 往年补助.
_HAD = re.compile("已[获领享得拨]|以前|往年|历年|此前|前[一二两三0-9]年")


def _had_before(binder: Binder, form: Form, said: CapSaid) -> str:
    """累计不超过100万元, where the rule asks what was had before, and the cap does not count it."""
    if not said.whole.endswith("累计") or form.kind != "cap":
        return ""
    facts = (spelled(fact) for fact in binder.names.facts if fact.type == MONEY)
    return next((name for name in facts if _HAD.search(name)), "")


def _refuse_length(binder: Binder, form: Form, limit: Expr) -> None:
    """补贴期限不超过10万元: no length of time; 补助面积不超过10万元: no area."""
    word = form.word("CAP")
    if word and LENGTH.search(word.text) and not is_length_of_time(limit):
        wanted = ("一段时间，如36个月", "a length of time, such as 36个月")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    counted = counted_in(word.text) if word else None
    if counted and number_kind(limit).shown not in counted[1]:
        wanted = (f"{counted[0]}，如1000{counted[1][0]}", f"a number of {counted[1][0]}")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))


def bind_of_name(binder: Binder, form: Form, running: Running) -> Running:
    """，租房月数最长不超过36个月: of the quantity that is said, which the amount is a multiple of."""
    name = form.word("NAME")
    assert name is not None
    quantity, amount = number_of(binder, name), total_of(running, form.span)
    place = operand(form, behind=name)
    limit = alike(in_its_unit(number_of(binder, place), quantity), quantity, place.span)
    counted = counted_by(binder, amount, limit, place.span, quantity)
    if counted is None:
        raise Refused(_of_another(form, name, place))
    return Running((counted[1](capped(binder, quantity, limit, "封顶", _said(binder, form), place.span)),))


def _of_another(form: Form, name: Word, place: Form | Word) -> WrongType:
    """租金的50%，租金最高5万元: the 租金, or half of it."""
    said, limit = name.text, place.span.text
    wanted = ("前面的数的封顶", "a cap of the amount before it")
    advice = (
        f"给的数最高{limit}的，写「，封顶{limit}」；{said}只算到{limit}的，写在{said}后面：{said}（最高{limit}）",
        f"of what is given, ，封顶{limit}; of {said} itself, write {said}（最高{limit}）",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def bind_name(binder: Binder, form: Form) -> Expr:
    """租房月数（最长36个月）, 租房月数最长36个月，每月1000元: so much of it."""
    name = form.word("NAME")
    assert name is not None
    quantity, place = number_of(binder, name), operand(form, behind=name)
    said = _said(binder, form)
    if said.measure or said.year or said.whole or said.several:
        raise Refused(_of_another(form, name, place))
    limit = in_its_unit(number_of(binder, place), quantity)
    return capped(binder, quantity, limit, "封顶", said, place.span)


def _refuse_had(binder: Binder, form: Form, said: CapSaid, quantity: Expr) -> None:
    """累计不超过36个月, where the rule asks how many months were had before."""
    had = (
        spelled(fact)
        for fact in measured_in(binder, number_kind(quantity).unit)
        if _HAD.search(spelled(fact)) or "已" in spelled(fact)
    )
    if "累计" in said.whole and (name := next(had, "")):
        raise Refused(_of_several(form, said, name))


def _of_several(form: Form, said: CapSaid, had: str = "已获奖励") -> WrongType:
    """三年累计不超过50万元: of more than what is applied for."""
    wanted = ("这一次算出的数的封顶", "a cap of what is calculated here")
    advice = (
        f"管{said.several or '以前各次'}合计的，把以前得的写成填报，写「，连同{had}累计不超过……」；只管这一次的，删去「{said.several or said.whole}」",
        f"what was had before is a fact: ，连同{had}累计不超过…; of this one alone, leave the years out",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def _said(binder: Binder, form: Form) -> CapSaid:
    """How the words of a cap bind it: 单个企业, in a column of 家, each of them."""
    word = form.word("CAP")
    said = cap_said(word.text) if word else CapSaid()
    if word and said.measure == "机" and binder.names.each in said.measures:
        # 单机, in a column of 台
        return replace(said, measure=binder.names.each, noun="")
    is_item = said.is_of_applicant and said.measure == "个" and binder.names.each in _FIRMS
    return replace(said, measure=binder.names.each, noun="") if is_item else said


_FIRMS = ("家", "户", "家企业", "户企业")


def _is_of_all(binder: Binder, form: Form, said: CapSaid) -> bool:
    """Whether a cap within 逐笔 says that it is of more than the one item (每家企业最高, 全年最高)."""
    each, word = binder.names.each, form.word("CAP")
    if binder.heading.is_series and said.whole:
        # 累计不超过某数, in a column of years
        return True
    if not each or word is None or each in word.text or each == said.measure:
        return False
    return bool(said.whole) or said.year in _OF_A_YEAR or said.is_of_applicant or said.measure in ("家", "户")


def bind_each(binder: Binder, form: Form, running: Running) -> Running:
    """分别封顶甲、乙：each part its own."""
    values, said = form.form("values"), _said(binder, form)
    assert values is not None
    limits = tuple(number_of(binder, value) for value in values.parts)
    if len(running.parts) == 1:
        limit = paired(binder, limits, form.span)
        return Running((capped(binder, running.parts[0], limit, "封顶", said, form.span),))
    respectively(limits, len(running.parts), form.span)
    both = zip(running.parts, limits, values.parts, strict=True)
    parts = tuple(capped(binder, part, limit, "封顶", said, of.span) for part, limit, of in both)
    return Running(parts, is_list=True)


def bind_per(binder: Binder, form: Form, running: Running) -> Running:
    """某数量每单位最高某数（不低于某数）：the limit is the quantity times the price.  Without the quantity (每人最高500元) it is the one
    that the rule asks for in this unit; where it asks for none, the rule is about one of them."""
    words = tuple(form.words("ITEM", "AVERAGE"))
    word: Literal["封顶", "保底"] = "保底" if form.kind == "floor_per" else "封顶"
    units = tuple(replace(word, text=word.text.removesuffix("均")) for word in words)
    first = form.parts[0]
    amount = total_of(running, form.span)
    each = operand(form, behind=words[-1])
    if isinstance(first, Form):
        counted = [(units[0], number_of(binder, first))]
    else:
        is_mean = form.has("AVERAGE")
        found = [(unit, _counted(binder, unit, amount, each.span, is_mean=is_mean)) for unit in units]
        counted = [(unit, quantity) for unit, quantity in found if quantity is not None]
    if len(running.parts) > 1 and not counted and not are_parts(running.parts) and units[0].text not in LENGTHS_OF_TIME:
        raise Refused(CapBehindList(span=form.span, word=word))
    limit = of_the_item(binder, number_of(binder, each), units)
    # 每人每月最高600元, of what is for each month
    per = [
        unit for unit, _ in counted if (unit_size(binder, unit).type.unit.text, -1) in number_kind(amount).unit.powers
    ]
    if per and not isinstance(first, Form):
        limit = price_per(binder, limit, per)
        counted = [(unit, quantity) for unit, quantity in counted if unit not in per]
    return Running((_per(binder, amount, limit, counted, each.span, word=word),))


def _counted(
    binder: Binder, unit: Word, amount: Expr, span: Span, *, is_mean: bool = False, limit: str = ""
) -> Expr | None:
    """What is counted in the unit of a cap for each; None where the rule is about one, which no mean (户均) is."""
    size = unit_size(binder, unit).type.unit
    if binder.names.each in (unit.text, size.text):
        return None
    found = counted_for_each(
        binder, amount, (size,), span, limit=limit, is_certain=is_mean or names_noun(binder, size, unit.text[1:])
    )
    if found is None and (is_mean or size.text not in (*APPLICANTS, *IN_TIME, "次")):
        raise Refused(not_counted(unit.span, unit.text, is_limit=True, said=f"/{unit.text}" if limit else ""))
    return found


def _per(
    binder: Binder,
    amount: Expr,
    each: Expr,
    counted: Sequence[tuple[Word, Expr]],
    span: Span,
    *,
    word: Literal["封顶", "保底"] = "封顶",
) -> Expr:
    """At most, or at least, so much for each of what is counted."""
    if not counted:
        return capped(binder, amount, each, word, CapSaid(), span)
    limit = price_per(binder, each, [unit for unit, _ in counted])
    for _, quantity in counted:
        limit = product(quantity, limit, "×")
    if word == "封顶" and (of := counted_by(binder, amount, limit, span)):
        # 课时，每课时50元，每人最多20课时
        return of[1](capped(binder, of[0], limit, word, CapSaid(), span))
    check_alike(limit, amount, span)
    assert isinstance(amount.type, NumberType)
    return Cap(amount=amount, limit=limit, word=word, type=amount.type)


def bind_together(binder: Binder, form: Form, running: Running) -> Running:
    """连同已领月数累计不超过36个月：the limit is what is left of it after what was had before."""
    had = form.word("NAME")
    assert had is not None
    amount, before = total_of(running, form.span), number_of(binder, had)
    place = operand(form, behind=had)
    refuse_for_each(binder, form, amount)
    whole = number_of(binder, place)
    # 每月1000元，连同已领月数累计不超过36个月: of the months
    counted = counted_by(binder, amount, before, place.span, had=before)
    of, put = counted or (amount, lambda other: other)
    assert isinstance(of.type, NumberType)
    before, whole = alike(before, of, had.span), alike(whole, of, place.span)
    left = Deduct(amount=whole, deductions=(before,), type=of.type)
    return Running((put(Cap(amount=of, limit=left, word="封顶", type=of.type)),))


def capped(binder: Binder, amount: Expr, limit: Expr, word: Literal["封顶", "保底"], said: CapSaid, span: Span) -> Expr:
    """The amount with its limit: so much in all or, where the words say 每户 and something is counted in 户, for each."""
    if said.measure and (counted := _counted_as_said(binder, amount, said, span)):
        return _per(binder, amount, limit, [counted], span)
    amount, limit = _of_one_kind(binder, amount, limit, span)
    bound = alike(limit, amount, span)
    assert isinstance(amount.type, NumberType)
    return Cap(amount=amount, limit=bound, word=word, type=amount.type)


def _of_one_kind(binder: Binder, amount: Expr, limit: Expr, span: Span) -> tuple[Expr, Expr]:
    """3万元/辆, of an amount in 元: times what is counted in 辆, or of the one 辆 that is gone through.  And 3万元, of an
    amount in 元/辆, in a column of 辆."""
    if is_factor(limit) or is_factor(amount):
        return amount, limit
    for unit in prices_less(amount, limit):
        if said_of_one(binder, unit):
            amount = times_one_of(binder, amount, unit)
    is_name = not isinstance(limit, LiteralExpr)
    for unit in prices_less(limit, amount):
        if is_name and not said_of_one(binder, unit):
            # 封顶造价, in 元/平方米: whether it is of each is not said
            break
        limit = _times_counted(binder, amount, limit, unit, span)
    return amount, limit


def _times_counted(binder: Binder, amount: Expr, limit: Expr, unit: str, span: Span) -> Expr:
    word = Word(terminal="ITEM", text=unit, span=span)
    size = unit_size(binder, word).type.unit.text
    if said_of_one(binder, size):
        return times_one_of(binder, limit, unit)
    if size == "年" and any(made_of(amount, Unit((("年", 1),)))):
        raise Refused(_of_each_year(span, span.text.removesuffix("/年")))
    quantity = _counted(binder, word, amount, span, limit=span.text.removesuffix(f"/{unit}"))
    if quantity is None:
        return times_one_of(binder, limit, unit)
    if (counted := number_kind(quantity).unit.text) != unit:
        # 3000元/名, of what is counted in 人
        limit = price_per(binder, times_one_of(binder, limit, unit), [replace(word, text=counted)])
    return product(quantity, limit, "×")


def _counted_as_said(binder: Binder, amount: Expr, said: CapSaid, span: Span) -> tuple[Word, Expr] | None:
    """What is counted in the unit that the words of a cap name, with that unit."""
    if said.measure == binder.names.each or (binder.names.list_scope and said.noun == binder.names.each):
        return None
    units = [Unit(((word, 1),)) for word in said.measures]
    noun = said.noun or (said.measure if said.measure == "店" else "")
    is_certain = any(names_noun(binder, unit, noun) for unit in units)
    his = said.noun if said.is_of_applicant else ""
    found = counted_for_each(binder, amount, units, span, noun=his, is_certain=is_certain)
    if found is None:
        return None
    assert isinstance(found.type, NumberType)
    return Word(terminal="UNIT", text=found.type.shown, span=span), found


def refuse_for_each(binder: Binder, form: Form, amount: Expr) -> None:
    """A cap that is of a part, or of what was had before, is not for each of what is counted."""
    if (said := _said(binder, form)).measure and _counted_as_said(binder, amount, said, form.span):
        wanted = ("一个总数的封顶", "a cap of one sum")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))


def operand(form: Form, *, behind: Word | None = None) -> Form | Word:
    """The one operand of a step, or the first ``behind`` one of its words: a phrase or a bare token."""
    start = next((at for at, part in enumerate(form.parts, 1) if part is behind), 0)
    parts = form.parts[start:]
    return next(part for part in parts if isinstance(part, Form) or part.terminal in ("NAME", "QUANTITY", "RATE"))


def bind_of_kind(binder: Binder, form: Form, running: Running) -> Running:
    """每个品类最高50万元: of all items of a kind, which stands behind the one amount of a column of items, or under 封顶："""
    word, said = next(form.words("OF_KIND")), form.span.text
    if binder.names.group_of:
        wanted = ("一组的封顶，组已经写在栏目里", "the cap of a group, which the heading names")
        advice = (f"写「封顶{operand(form).span.text}」", f"write 封顶{operand(form).span.text}")
    else:
        lists = (fact.type for fact in binder.names.facts if isinstance(fact.type, ListType))
        each = next((kind.each for kind in lists if kind.kinds), "项")
        wanted = ("逐项的一栏里，各项合计之后的封顶", "a cap of what the items of a kind come to, in a column of items")
        advice = (
            f"写在逐项一栏唯一的一句后面：「补助（逐{each}）：……，{said}」；几种情形的，另起一栏「封顶：{said}」",
            f"put it behind the one sentence of a column of items, 补助（逐{each}）：…，{said}; with several cases, 封顶：{said}",
        )
    raise Refused(WrongType(span=word.span, what=said, wanted=wanted, advice=advice))


def bind_limited(binder: Binder, form: Form) -> Expr:
    """医疗费在5000元限额内据实报销: so much of it."""
    amount, limit = form.forms()
    if amount.kind in ("addition", "difference"):
        said = amount.span.text
        wanted = ("写明限额管哪一个", "what the limit is of")
        advice = (
            f"管合计的，写「{said}，最高{limit.span.text}」；只管后一个的，另写「同时，」",
            f"of both: {said}，最高{limit.span.text}",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    return capped(binder, number_of(binder, amount), number_of(binder, limit), "封顶", CapSaid(), limit.span)


ATOMS = {"limited": bind_limited, "capped_name": bind_name, "topped": bind_name}
STEPS = {
    "cap": bind,
    "within_limit": bind,
    "cap_of_name": bind_of_name,
    "cap_together": bind_together,
    "floor": bind,
    "cap_each": bind_each,
    "cap_of_kind": bind_of_kind,
    "cap_per": bind_per,
    "floor_per": bind_per,
}
