"""The amount of one sentence: 投资额的5%，每亩再补2000元，封顶50万元.

In: an award, what it begins with and its steps behind commas.  Out: its amount, the steps taken from left to right.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tiaowen.runtime.units import Unit

from ..language.around import IN_A_TAX
from ..language.headings import RESULT_WORDS, heading_of
from ..model.expr import Expr, Literal, Mechanism
from ..model.quantity import refused_literal
from ..model.types import NumberType
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.apart import FreeOfWhat
from ..report.errors.types import BarePercentage, MissingRespectively, SayTogether, WrongType
from .amounts import expr_of, quantity_of
from .binder import Binder, Out, Refused, Running
from .case_of_step import told_apart
from .case_runs import in_runs
from .counted import asked_in, is_of_one, price_per, times_one, unit_size
from .desugar import as_cap, of_each
from .how_long import times_how_long
from .names import spelled
from .parts import are_fixed, may_stand_together, part_of, total_of
from .started import in_whole_ones
from .units import check_alike, number_kind, product, sum_of
from .values import numbers_of, of_one_base, paired, respectively

_IS_FREE = re.compile("免|全免|暂免|不收费")
_EACH_OF = ("per_unit", "per_quantity", "per_full")
_SHARES = ("rate", "halved", "doubled", "priced", "discount")
_PARTS = ("next_band", "band", "from_nth")


def award_of(binder: Binder, form: Form) -> Expr:
    """The amount of one sentence: what it begins with, then its steps from left to right."""
    if form.kind == "refused" or form.has("REFUSED"):
        return nothing_of(binder, form.word("REFUSED") or form)
    running = Running(())
    _refuse_behind_sum(form)
    _refuse_in_a_tax(binder, form)
    parts = [each for part in form.forms() for each in (part.forms() if part.kind == "opening" else (part,))]
    if not binder.here.goes_on and any(part.kind == "next_band" for part in parts[1:]):
        return award_of(replace(binder, here=replace(binder.here, goes_on=True)), form)
    parts = [part for part in parts if part.kind != "nothing"]
    parts = list(_from_one_on(binder, parts))
    parts = list(told_apart(binder, parts))
    parts = list(in_runs(parts, is_charged=binder.heading.is_charged))
    parts = list(in_whole_ones(binder, parts))
    for index, part in enumerate(parts):
        behind = parts[index + 1].kind if index + 1 < len(parts) else ""
        if index and part.kind in _EACH_OF and parts[index - 1].kind in _PARTS and len(running.parts) > 1:
            # 奖补30万元，超过1万平方米的部分每2000平方米奖补5万元
            more = binder.steps[part.kind](binder, part, replace(running, parts=running.parts[-1:]))
            running = replace(running, parts=(*running.parts[:-1], *more.parts))
        elif index and part.kind in _PARTS and behind in _EACH_OF and are_fixed(running):
            # 900元，项数从第11项起每项加收150元
            made = binder.steps[part.kind](binder, part, running) if part.kind in binder.steps else None
            running = made or Running((*running.parts, expr_of(binder, part)))
        elif part.kind in ("base", "besides", "item", "up_to"):
            running = _values(binder, part, running, first=index == 0)
            running = _of_the_counted(binder, part, running, parts[1:]) if index == 0 else running
        elif part.kind in binder.steps:
            running = binder.steps[part.kind](binder, part, running)
        else:
            running = _join(running, (expr_of(binder, part),), part, first=index == 0)
    total = total_of(running, form.span)
    return times_how_long(binder, times_one(binder, total)) if binder.heading.adds_up else total


def _of_the_counted(binder: Binder, form: Form, running: Running, steps: Sequence[Form]) -> Running:
    """10元/人次 as what is given, like 每人次10元: of the one quantity in that unit, where no step takes it times another."""
    word = binder.heading.column.word
    if word not in RESULT_WORDS or heading_of(word).form not in _IN_MONEY or form.kind not in ("base", "besides"):
        return running
    price = running.parts[0] if len(running.parts) == 1 else None
    if not isinstance(price, Literal) or price.type.is_ratio or any(_is_times(step) for step in steps):
        return running
    powers = dict(price.type.unit.powers)
    units = [Unit(((unit, 1),)) for unit, power in powers.items() if power == -1]
    if powers.pop("元", 0) != 1 or len(units) != 1 or len(powers) != 1:
        return running
    try:
        counted = asked_in(binder, units[0], form.span).subject
    except Refused:
        return running
    return replace(running, parts=(product(counted, price, "×"),))


_IN_MONEY = ("奖补", "减免", "交纳")
# Steps that take an amount of money, or say another price, so that a price before them is of what is counted.
_LEAVE_PRICES = ("cap", "cap_per", "floor", "nothing", "case_step", "replaced", "uplift", "discount")


def _is_times(step: Form) -> bool:
    return step.kind not in _LEAVE_PRICES or "乘" in step.span.text or "×" in step.span.text


def _from_one_on(binder: Binder, parts: Sequence[Form]) -> Sequence[Form]:
    """引进人数，从第5人起，每人3000元: of what stands before the comma, where that is counted in these."""
    base, following = parts[:2] if len(parts) > 1 else (None, None)
    values = base.form("values") if base and base.kind == "base" else None
    name = values.parts[0] if values and len(values.parts) == 1 else None
    word = following.word("QUANTITY") if following and following.kind == "next_band" and following.has("NTH") else None
    if not isinstance(name, Form) or name.kind != "name" or base is None or following is None or word is None:
        return parts
    apart = replace(binder, out=Out(report=Report()))
    unit = unit_size(apart, replace(word, terminal="ITEM", text=word.text.lstrip(_DIGITS))).type.unit
    kind = expr_of(apart, name).type
    if not isinstance(kind, NumberType) or kind.unit != unit:
        return parts
    return (Form(kind="from_nth", parts=(name, *following.parts), span=base.span.to(following.span)), *parts[2:])


_DIGITS = "0123456789零一二两三四五六七八九十百"


def _refuse_behind_sum(form: Form) -> None:
    """甲加乙减半收取: half of both, or of the second."""
    for opening in form.forms("opening"):
        base, step, *_ = opening.forms()
        values = base.form("values") if base.kind == "base" else None
        last = values.parts[-1] if values else None
        last = last.parts[0] if isinstance(last, Form) and last.kind == "value" else last
        if isinstance(last, Form) and last.kind in ("addition", "difference") and step.kind in _SHARES:
            said, second = last.span.text, last.parts[-1].span.text
            wanted = ("写明管前面几个数", "how many of the numbers before it is meant")
            advice = (
                f"管「{said}」的，后面加逗号：{said}，{step.span.text}；只管「{second}」的，另写「同时，{second}，{step.span.text}」",
                f"of {said}, put a comma behind it; of {second} alone, 同时，{second}，{step.span.text}",
            )
            raise Refused(WrongType(span=opening.span, what=opening.span.text, wanted=wanted, advice=advice))


def _refuse_in_a_tax(binder: Binder, form: Form) -> None:
    """研发费用，按100%加计扣除, where the heading says what is given: it is taken off what is taxed."""
    if binder.heading.is_waived or binder.heading.is_charged or not binder.heading.column.word:
        return
    said = next((word for word in (*IN_A_TAX, "准予在税前扣除", "准予扣除") if word in form.span.text), "")
    if said and heading_of(binder.heading.column.word).form == "奖补":
        wanted = ("给的数，而这里说的是税前扣除的数", "what is given, not what is taken off before tax")
        advice = ("栏目写「扣减额：」", "head it 扣减额：")
        raise Refused(WrongType(span=form.span, what=said, wanted=wanted, advice=advice))


def nothing_of(binder: Binder, said: Form | Word) -> Expr:
    """不予补助: nothing; 免费 likewise, where the heading says what is to be paid."""
    word = binder.heading.column.word
    form = heading_of(word).form if word in RESULT_WORDS else None
    if form and said.span.text.startswith("不设"):
        raise Refused(_without(said))
    if form in ("奖补", "减免") and _IS_FREE.match(said.span.text):
        raise Refused(FreeOfWhat(span=said.span, said=said.span.text, heading=word))
    return refused_literal(said.span)


def _without(said: Form | Word) -> WrongType:
    """一级医院的，不设起付线, under 补助: nothing is taken off, which is no amount."""
    text = said.span.text
    wanted = ("给的数", "an amount that is given")
    advice = (
        f"写出给多少，后面可以写「，{text}」：费用的90%，{text}；在「其中」里定起付线的，写「起付线：……的，{text}；……」",
        f"write the amount, and behind it ，{text}; or say so of a name under 其中: 起付线：…的，{text}",
    )
    return WrongType(span=said.span, what=text, wanted=wanted, advice=advice)


def _values(binder: Binder, form: Form, running: Running, *, first: bool) -> Running:
    """A base, or values behind a comma: prices, a limit, or more amounts."""
    if form.kind == "up_to":
        most = _at_most(binder, form)
        if not first:
            return Running((product(total_of(running, form.span), most, "，按"),))
        return _join(running, (most,), form, first=first)
    values = form.form("values")
    assert values is not None
    _refuse_elsewhere(binder, form)
    values = values if form.has("RESPECTIVELY") else of_each(values)
    parts = numbers_of(binder, values)
    if not first:
        if len(parts) == 1 and (binder.heading.is_limit or spelled(parts[0]) in binder.names.limits):
            check_alike(parts[0], running.parts[0], form.span)
            return binder.steps["cap"](binder, as_cap(values, form.span), running)
        plain = all(isinstance(part, Literal) and not part.type.is_ratio for part in parts)
        if plain and (priced := _priced(binder, form, running, parts)):
            return priced
    if not first and isinstance(parts[0], Literal) and parts[0].said == "折" and _is_a_fee(binder):
        # 检测费，八折
        return binder.steps["saving"](binder, form, running)
    parts = _meant(binder, form, values, parts)
    if not first and isinstance(parts[0], Literal) and parts[0].type.is_ratio:
        return running if parts[0].said == "全额" else _share_of_part(running, parts[0], form)
    return _join(running, parts, form, first=first)


def _is_a_fee(binder: Binder) -> bool:
    return binder.heading.is_charged or binder.heading.is_waived


def _refuse_elsewhere(binder: Binder, form: Form) -> None:
    """减免 where the heading says what is to be paid; 每年，连续三年 where the result is one amount."""
    if binder.heading.is_charged and "减免" in form.span.text:
        wanted = ("要交的数", "what is to be paid")
        advice = (
            "写要交的数，如「登记费，减免30%」；或者栏目写「减免：」",
            "write 登记费，减免30%, or head it 减免：",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    if (lasting := form.word("LASTING")) and not binder.heading.is_series:
        wanted = ("一年的数", "the amount of one year")
        years = re.sub("[^0-9一二两三四五六七八九十]", "", lasting.text)
        head = binder.heading.column.word or "补助"
        advice = (
            f"一次算清{years}年的，栏目写「{head}（分{years}年）：」（每年一样多）或「{head}（逐年，共{years}年）：」；每年申报一次的，删去「{lasting.text}」",
            f"head it {head}（分{years}年）： where each year has the same, else {head}（逐年，共{years}年）：",
        )
        raise Refused(WrongType(span=lasting.span, what=lasting.text, wanted=wanted, advice=advice))


def _meant(binder: Binder, form: Form, values: Form, parts: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Which of the values are meant: all, that of the present case (分别) or year, or their sum (合计); and what share."""
    if form.has("RESPECTIVELY"):
        parts = (paired(binder, of_one_base(parts), form.span),)
    elif binder.heading.is_series and len(parts) == binder.here.width:
        parts = (of_one_base(parts)[binder.here.position],)
    elif len(parts) > 1 and all(isinstance(part, Literal) for part in parts):
        raise Refused(MissingRespectively(span=form.span))
    parts = _yearly(binder, form, parts)
    if form.has("TOTAL"):
        parts = (sum_of(parts, [part.span for part in values.parts]),)
    if rate := form.word("RATE"):
        parts = (product(parts[0], quantity_of(binder, rate), "的"),)
    return parts


def _yearly(binder: Binder, form: Form, parts: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """每年1万元: 1万元/年, but of one year (逐年, 按一年计算) 1万元."""
    word = form.word("YEARLY")
    year = replace(word, text="年") if word else None
    if year is None or is_of_one(binder, year):
        return parts
    return tuple(price_per(binder, part, [year]) for part in parts)


def _share_of_part(running: Running, rate: Literal, form: Form) -> Running:
    """超过500万元的部分，10%."""
    part = running.parts[0]
    if len(running.parts) > 1 or not isinstance(part, Mechanism) or not part_of(part):
        raise Refused(BarePercentage(span=form.span, text=rate.text))
    return Running((product(part, rate, "，按"),))


def _at_most(binder: Binder, form: Form) -> Expr:
    """给予最高20万元奖励, 按不超过投资额的30%: an amount, where the heading says that it is the highest."""
    if not binder.heading.is_ceiling:
        wanted = ("确定的数", "an amount that is certain")
        advice = (
            "原文只定上限的，栏目写「最高奖励：」「最高补助：」等；一律照上限给的，删去「最高」「不超过」，在口径里写明",
            "where only the highest amount is set, say 最高 in the heading (最高奖励：)",
        )
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    values = form.form("values")
    assert values is not None
    listed = of_one_base(numbers_of(binder, values))
    if len(listed) > 1 and not form.has("RESPECTIVELY"):
        raise Refused(MissingRespectively(span=form.span))
    return _yearly(binder, form, (paired(binder, listed, form.span) if form.has("RESPECTIVELY") else listed[0],))[0]


def _priced(binder: Binder, form: Form, running: Running, prices: tuple[Expr, ...]) -> Running | None:
    """Prices behind a comma (面积，1000元/亩；甲、乙，分别5万元/家、10万元/家): the amounts so far, times these."""
    if not any(power < 0 for price in prices for _, power in number_kind(price).unit.powers):
        return None
    amounts = running.parts
    if form.has("RESPECTIVELY") and len(amounts) > 1:
        prices = respectively(prices, len(amounts), form.span)
    elif form.has("RESPECTIVELY"):
        prices = (paired(binder, prices, form.span),)
    elif len(prices) > 1:
        raise Refused(MissingRespectively(span=form.span))
    else:
        prices *= len(amounts)
    products = tuple(product(amount, price, "×") for amount, price in zip(amounts, prices, strict=True))
    return Running(products, is_list=running.is_list)


def _join(running: Running, parts: tuple[Expr, ...], form: Form, *, first: bool) -> Running:
    """More amounts behind a comma: only parts of one quantity may stand side by side."""
    joined = running.parts + parts
    if not first and not may_stand_together(joined):
        raise Refused(SayTogether(span=form.span))
    return Running(joined, is_list=running.is_list or (first and len(parts) > 1))
