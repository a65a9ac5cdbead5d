"""按比例、单价、上浮：各走一步乘法（按5%；每亩2000元；上浮30%；减半）。

These steps make plain products, so they have no node of their own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.units import Unit, unit_decimals

from ...bind.amounts import no_rate, number_of, quantity_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import (
    as_counted,
    asked_in,
    asks_for,
    is_of_one,
    measured_in,
    not_counted,
    of_one,
    of_the_item,
    price_per,
    unit_size,
)
from ...bind.limit_of_count import counted_by
from ...bind.names import occurs, spelled
from ...bind.parts import may_stand_together, total_of
from ...bind.ranges import inside, ranges_of
from ...bind.started import refuse_larger, rest_said
from ...bind.surcharge import refuse_charged_more, refuse_with_what
from ...bind.units import alike, check_alike, number_kind, product, quotient, sum_of
from ...bind.values import alike_of_what, numbers_of, of_one_base, paired, respectively
from ...language.senses import FEWER, LEFT, SAVED
from ...language.word_lists import COUNTED, COUNTERS
from ...model.clause import Rounding
from ...model.expr import Addition, AnyOf, Difference, Expr, Literal, Product, Truth
from ...model.quantity import MONEY, NUMBER, RATIO
from ...model.types import NumberType
from ...model.unit_words import HOW_OFTEN
from ...reading.syntax import Form, Word
from ...report.errors.types import BarePercentage, CapBehindList, MissingRespectively, SayTogether, WrongType
from .alternatives import Alternatives, Case, choose
from .cap import Cap, operand
from .deduct import Deduct
from .rounding import Rounded

_IN_TENTHS = re.compile("折(?!算|合|旧)")


def bind_rate(binder: Binder, form: Form, running: Running) -> Running:
    """按某比例（或单价）；按某标准表."""
    if binder.heading.is_charged and form.span.text.startswith(("减免", "免")):
        # 收取：登记费，减免30%
        return bind_uplift(binder, replace(form, kind="discount"), running)
    if form.span.text.startswith("打") or (binder.heading.is_waived and _IN_TENTHS.search(form.span.text)):
        # 打八折: what is left to be paid
        return bind_saving(binder, form, running)
    if table := _table(binder, form):
        return Running((table(binder, total_of(running, form.span)),))
    if running.parts and _is_money(running):
        refuse_charged_more(binder, form, running.parts[0])

    def rate(value: Expr) -> Expr:
        if value.type == NUMBER and "比例" in form.span.text.removeprefix("按").removeprefix(spelled(value)):
            raise Refused(no_rate(form, spelled(value)))
        return value

    return _times(binder, form, running, "，按", rate)


def _table(binder: Binder, form: Form) -> Callable[[Binder, Expr], Expr] | None:
    """The table that 按综合所得税率表计算 names."""
    values = form.form("values")
    part = values.parts[0] if values is not None and len(values.parts) == 1 else None
    while isinstance(part, Form) and part.kind in ("value", "name"):
        part = part.parts[0]
    if not isinstance(part, Word) or part.text not in binder.names.tables:
        return None
    occurs(binder, part.span, part.text)
    return binder.names.tables[part.text]


def bind_per_unit(binder: Binder, form: Form, running: Running) -> Running:
    """每亩2000元；每家分别200万元、100万元；每平方米每月15元."""
    units = list(form.words("ITEM"))
    if not running.parts:
        if all(word.text in HOW_OFTEN or not asks_for(binder, word) for word in units):
            return _each_time(binder, form, units)
        running = Running((_counted(binder, form, units),))
    elif _ON_TOP.search(form.span.text) and (more := _each_besides(binder, form, units, running)):
        return more
    elif _ON_TOP.search(form.span.text) and _is_money(running) and all(asks_for(binder, word) for word in units):
        # 月数，每月100元，80岁以上的，每月加发50元
        one = unit_size(binder, units[0]).type.unit if len(units) == 1 else None
        of = Running((asked_in(binder, one, form.span).subject,)) if one else Running(())
        more = bind_per_unit(binder, form, of)
        return Running((sum_of((total_of(running, form.span), *more.parts), (form.span, form.span)),))
    if rider := form.form("rider"):
        running = replace(
            running,
            parts=tuple(_counted_whole(binder, rider, part, unit_size(binder, units[0])) for part in running.parts),
        )
    said, units = units, [as_counted(binder, word, running.parts) for word in units]
    finer = replace(binder, here=replace(binder.here, is_price=True))
    counted = [word for word in units if _is_had(binder, word, running) or not is_of_one(binder, word)]

    def priced(value: Expr) -> Expr:
        # 每月给予月缴费（元/月）的一半
        had = (
            {power for power in value.type.unit.powers if power[1] < 0} if isinstance(value.type, NumberType) else set()
        )
        more = [
            word for word in counted if not had & {(name, -1) for name, _ in unit_size(binder, word).type.unit.powers}
        ]
        price = of_the_item(binder, price_per(binder, value, more), [word for word in units if word not in counted])
        words = "".join(f"每{word.text}" for word in said)
        return (
            replace(price, text=words + value.text, said="每")
            if isinstance(value, Literal) and isinstance(price, Literal)
            else price
        )

    return _times(finer, form, running, "×", priced)


def _each_besides(binder: Binder, form: Form, units: Sequence[Word], running: Running) -> Running | None:
    """每月100元，独居老人每月加发50元: behind a price, so much more of the same."""
    amount = running.parts[0]
    had = {unit for unit, power in number_kind(amount).unit.powers if power == -1}
    if len(running.parts) > 1 or not had or had != {unit_size(binder, word).type.unit.text for word in units}:
        return None
    (more,) = _each_time(binder, form, units).parts
    if not number_kind(more).unit.same_dimension(number_kind(amount).unit):
        return None
    return Running((sum_of((amount, more), (form.span, form.span)),))


# 每月加发50元: besides what there is.
_ON_TOP = re.compile("(加发|加收|增发|加价)[0-9一二三四五六七八九十百千]")


def _is_money(running: Running) -> bool:
    return all(number_kind(part).unit == MONEY.unit for part in running.parts)


def _is_had(binder: Binder, word: Word, running: Running) -> bool:
    """Whether the amount so far is measured in a unit, which its price for each takes away."""
    unit = unit_size(binder, word).type.unit
    had = {power for part in running.parts if isinstance(part.type, NumberType) for power, _ in part.type.unit.powers}
    return bool(had & {power for power, _ in unit.powers})


def bind_price(binder: Binder, form: Form, running: Running) -> Running:
    """按放电量给予0.3元/千瓦时补贴."""
    prices = tuple(of_one(binder, quantity_of(binder, word)) for word in form.words("PRICE"))
    if len(prices) > 1 and not form.has("RESPECTIVELY"):
        raise Refused(MissingRespectively(span=form.span))
    price = paired(binder, prices, form.span) if form.has("RESPECTIVELY") else prices[0]
    return Running((product(total_of(running, form.span), price, "×"),))


def bind_more_of(binder: Binder, form: Form, running: Running) -> Running:
    """，境内展会每个补助1万元: one more amount, of something else that is counted."""
    first = form.parts[0]
    one = bind_per_unit(binder, replace(form, parts=form.parts[1:]), Running((number_of(binder, first),)))
    parts = (*running.parts, *one.parts)
    if not may_stand_together(parts):
        raise Refused(SayTogether(span=form.span))
    return Running(parts)


def bind_share_more(binder: Binder, form: Form, running: Running) -> Running:
    """甲按10%、乙按20%; 甲按200元/千瓦、乙按60元/千瓦: one more amount, at a rate of its own."""
    rate = next(form.words("RATE", "PRICE"))
    each = of_one(binder, quantity_of(binder, rate))
    sign = "，按" if rate.terminal == "RATE" else "×"
    parts = (*running.parts, product(number_of(binder, form.parts[0]), each, sign))
    if not may_stand_together(parts):
        raise Refused(SayTogether(span=form.span))
    return Running(parts)


def _counted_whole(binder: Binder, rider: Form, counted: Expr, each: Literal) -> Expr:
    """（不足1小时的按1小时计）: the hours are counted up before their price."""
    word, ending = rider.word("QUANTITY"), rider.word("RIDER_END")
    assert word is not None and ending is not None and isinstance(counted.type, NumberType)
    step = quantity_of(binder, word)
    check_alike(step, counted, word.span)
    rest = rest_said(binder, step, ending)
    if rest == "pro_rata":
        return counted
    refuse_larger(binder, word, each)
    text = "".join(rider.span.text.split()).strip("（）")
    rounding = Rounding(mode=rest, step=step.value, text=text)
    return Rounded(amount=counted, rounding=rounding, type=counted.type)


def _each_time(binder: Binder, form: Form, units: Sequence[Word]) -> Running:
    """每月100元 with nothing before it: 100元/月, a price until it meets a number of months.  每家20万元 where the rule asks
    for no number of these, 每人2000元 in a column of people: it is about one."""
    for word in units:
        unit = unit_size(binder, word).type.unit
        if word.text not in HOW_OFTEN and (measured_in(binder, unit) or unit_decimals(unit)):
            wanted = ("前面写明是什么的数量，如补贴月数，每月……", "what is counted, before it")
            raise Refused(
                WrongType(
                    span=form.span, what=form.span.text, wanted=wanted, advice=_counted_first(binder, form, units)
                )
            )
    values_form = form.form("values")
    assert values_form is not None
    values = numbers_of(binder, values_form)
    if len(values) > 1 and not form.has("RESPECTIVELY"):
        raise Refused(MissingRespectively(span=form.span))
    value = paired(binder, values, form.span) if form.has("RESPECTIVELY") else values[0]
    counted = [word for word in units if not is_of_one(binder, word)]
    value = of_the_item(binder, value, [word for word in units if word not in counted])
    return Running((price_per(binder, value, counted) if counted else value,))


def _counted_first(binder: Binder, form: Form, units: Sequence[Word]) -> tuple[str, str] | None:
    """每人每次300元, of a rule that asks for 人数 and for no number of 次: both that are counted."""
    had = [measured_in(binder, unit_size(binder, word).type.unit) for word in units]
    missing = [word.text for word, found in zip(units, had, strict=True) if not found]
    names = [spelled(found[0]) for found in had if len(found) == 1]
    if len(missing) != 1 or len(names) + 1 != len(units):
        return None
    each, said = missing[0], f"{'乘以'.join(names)}，{form.span.text}"
    return (
        f"填报里加上「{each}数：{each}」，写「{said}」；只算一{each}的，在「口径：」里写明「按一{each}计算」",
        f"declare {each}数：{each} and write {said}; of one {each} alone, say so: 口径：按一{each}计算",
    )


# 每家企业, 每名职工 are said of whoever is counted in 家 or 名.
_APPLICANTS = tuple(word for word in COUNTED if word[0] != "个")


def _counted(binder: Binder, form: Form, units: Sequence[Word]) -> Expr:
    """What 每亩 counts where nothing stands before it: the quantity in 亩 that the case asks for."""
    said = [word for word in units if word.text not in HOW_OFTEN]
    # 每人每次, of the one applicant
    said = [word for word in said if not is_of_one(binder, word)] or said
    measured = Unit()
    for word in said:
        measured *= unit_size(binder, word).type.unit
    if len(measured.powers) > 1 and not measured_in(binder, measured):
        # 每人每晚10元, of 游客 and 晚数
        each = [unit_size(binder, word).type.unit for word in said]
        if advice := _counted_first(binder, form, said):
            wanted = ("前面写明是什么的数量，如补贴月数，每月……", "what is counted, before it")
            raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
        found, *more = (asked_in(binder, unit, form.span).subject for unit in each)
        for other in more:
            found = product(found, other, "×")
        return found
    nouns = [word.text[1:] for word in said if word.text[0] in COUNTERS and word.text not in _APPLICANTS]
    called = [each for each in measured_in(binder, measured) if any(noun and noun in spelled(each) for noun in nouns)]
    found = called[0] if len(called) == 1 else asked_in(binder, measured, form.span).subject
    if spelled(found) and any(noun and noun not in spelled(found) for noun in nouns):
        # 每个展位, of what is called 大棚
        raise Refused(not_counted(form.span, units[0].text))
    return found


def _times(binder: Binder, form: Form, running: Running, sign: str, priced: Callable[[Expr], Expr]) -> Running:
    values_form = form.form("values")
    assert values_form is not None
    values = tuple(priced(value) for value in of_one_base(numbers_of(binder, values_form)))
    plain = next((value for value in values if isinstance(value, Literal) and value.type == MONEY), None)
    if plain is not None and all(isinstance(part.type, NumberType) and part.type == MONEY for part in running.parts):
        raise Refused(SayTogether(span=form.span))
    amounts = running.parts
    if len(amounts) > 1 and not running.is_list:
        # 存量部分，按2%，增量部分，按5%: the second rate would apply to the first part again.
        raise Refused(CapBehindList(span=form.span, word=form.span.text[:1]))
    if form.has("RESPECTIVELY") and len(amounts) > 1:
        values = respectively(values, len(amounts), form.span)
    elif form.has("RESPECTIVELY"):
        values = (paired(binder, values, form.span),)
    elif len(values) > 1:
        raise Refused(MissingRespectively(span=form.span))
    if len(values) == 1:
        values *= len(amounts)
    products = tuple(product(amount, value, sign) for amount, value in zip(amounts, values, strict=True))
    return Running(products, is_list=running.is_list)


def bind_uplift(binder: Binder, form: Form, running: Running) -> Running:
    """上浮30%：乘以一加该比例；下浮30%：乘以一减该比例；减按75%：乘以该比例；比例提高2个百分点：加上."""
    values = form.form("values")
    by: Expr
    if values is not None:
        part: Form | Word = values
        listed = numbers_of(binder, values)
        by = paired(binder, listed, form.span) if form.has("RESPECTIVELY") else listed[0]
        if len(listed) > 1 and not form.has("RESPECTIVELY"):
            raise Refused(MissingRespectively(span=form.span))
    else:
        part = operand(form)
        by = number_of(binder, part)
    said = form.word("DISCOUNT")
    if not running.parts and said and said.text in LEFT and not number_kind(by).unit.is_dimensionless:
        # 减按租金收入的4%征收: that much
        return Running((by,))
    running_total = total_of(running, form.span)
    refuse_with_what(binder, form, running_total, part.span.text if not isinstance(by, Literal) else by.text)
    assert isinstance(running_total.type, NumberType)
    if isinstance(by, Literal) and by.said == "个百分点":
        if raised := _with_points(running_total, by, up=form.kind == "uplift"):
            return Running((raised,))
        if not running_total.type.unit.is_dimensionless:
            wanted = ("比例提高若干个百分点，金额提高百分之几", "percentage points of a percentage")
            raise Refused(WrongType(span=part.span, what=part.span.text, wanted=wanted))
        sign_added = form.kind == "uplift"
        changed: Expr = (
            Addition(parts=(running_total, by), type=RATIO)
            if sign_added
            else Difference(left=running_total, right=by, type=RATIO)
        )
        return Running((changed,))
    if form.kind == "uplift" and isinstance(by.type, NumberType) and not by.type.unit.is_dimensionless:
        # 难产的，增加15天
        return Running((sum_of((running_total, by), (form.span, part.span)),))
    if not isinstance(by.type, NumberType) or not by.type.unit.is_dimensionless:
        if form.kind == "discount" and binder.heading.is_charged and form.span.text.startswith(FEWER):
            # 收取：水费，小微企业的，减收10元
            less = Deduct(
                amount=running_total, deductions=(alike(by, running_total, part.span),), type=running_total.type
            )
            return Running((less,))
        raise Refused(WrongType(span=part.span, what=part.span.text, wanted=("比例", "a percentage")))
    one = Literal(value=Fraction(1), type=RATIO, text="1")
    word = form.word("DISCOUNT")
    factor: Expr
    if form.kind == "uplift":
        factor = Addition(parts=(one, by), type=RATIO)
    elif word and word.text in LEFT and binder.heading.is_waived:
        raise Refused(_left_of_what(form, part))
    elif word and (word.text in LEFT or (word.text in SAVED and not binder.heading.is_charged)):
        factor = by
    else:
        factor = Difference(left=one, right=by, type=RATIO)
    return Running((product(running_total, factor, "×"),))


def _left_of_what(form: Form, part: Form | Word) -> WrongType:
    wanted = ("减免的数，而「减按」说的是还要交的数", "what is waived; 减按 says what is left to be paid")
    advice = (
        f"还要交{part.span.text}的，栏目写「交纳：」；少交这么多的，写「，按{part.span.text}」",
        f"where {part.span.text} is left to be paid, head it 交纳：; where so much is waived, ，按{part.span.text}",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice)


def _with_points(amount: Expr, points: Literal, *, up: bool) -> Expr | None:
    """研发费用的10%，……的，提高5个百分点: of the percentage that the amount has been multiplied by."""
    match amount:
        case Product(left=left, right=Literal(type=kind) as rate) if (
            kind.is_ratio and not amount.type.unit.is_dimensionless
        ):
            changed: Expr = (
                Addition(parts=(rate, points), type=RATIO) if up else Difference(left=rate, right=points, type=RATIO)
            )
            return replace(amount, left=left, right=changed)
        case Product(left=left, right=Addition(type=kind) | Difference(type=kind) as rate) if (
            kind.is_ratio and not amount.type.unit.is_dimensionless
        ):
            # raised before, in another case
            more = Addition(parts=(rate, points), type=RATIO) if up else Difference(left=rate, right=points, type=RATIO)
            return replace(amount, left=left, right=more)
        case Product(left=left) if not amount.type.unit.is_dimensionless:
            inner = _with_points(left, points, up=up)
            return inner and replace(amount, left=inner)
        case Cap(amount=capped):
            inner = _with_points(capped, points, up=up)
            return inner and replace(amount, amount=inner)
        case Alternatives(branches=branches):
            # 甲的，提高5个百分点，乙的，提高3个百分点: of the percentage in each case
            made = [_with_points(branch.amount, points, up=up) for branch in branches]
            raised = [replace(branch, amount=more) for branch, more in zip(branches, made, strict=True) if more]
            return replace(amount, branches=tuple(raised)) if len(raised) == len(branches) else None
    return None


def bind_both(binder: Binder, form: Form, running: Running) -> Running:
    """甲、乙均按10%给予补助：each of them."""
    if len(running.parts) < 2 or not running.is_list:
        raise Refused(alike_of_what(form.word("EACH_OF_THEM") or form))
    return bind_rate(binder, form, running)


def bind_replaced(binder: Binder, form: Form, running: Running) -> Running:
    """，不足1200元的，按1200元支付: another amount where it lies in the range."""
    ranges, values = form.form("ranges"), form.form("values")
    assert ranges is not None and values is not None
    before = total_of(running, form.span)
    other = numbers_of(binder, values)[0]
    # 人数，每人100元，不足3人的按3人计: of the people
    subject = form.parts[0] if isinstance(form.parts[0], Form) and form.parts[0] is not ranges else None
    counted = counted_by(binder, before, other, values.span, number_of(binder, subject) if subject else None)
    of, put = counted or (before, lambda made: made)
    other = alike(other, of, values.span)
    lies = AnyOf(parts=tuple(inside(of, found) for found in ranges_of(binder, ranges, of)))
    cases: list[Case] = [(lies, other, ranges.span.text), (Truth(value=True), of, "其余的")]
    return Running((put(choose(cases, binder.heading.column, is_step=True)),))


def bind_halved(binder: Binder, form: Form, running: Running) -> Running:
    half = Literal(value=Fraction(1, 2), type=RATIO, text="50%", span=form.span)
    return Running((product(total_of(running, form.span), half, "×"),))


def bind_doubled(binder: Binder, form: Form, running: Running) -> Running:
    """双倍返还：twice as much."""
    twice = Literal(value=Fraction(2), type=RATIO, text="2倍", span=form.span)
    return Running((product(total_of(running, form.span), twice, "×"),))


def bind_doubled_base(binder: Binder, form: Form) -> Expr:
    """双倍返还定金."""
    running = Running((number_of(binder, form.parts[0]),))
    return bind_doubled(binder, form, running).parts[0]


def bind_halved_base(binder: Binder, form: Form) -> Expr:
    """减半交纳案件受理费."""
    running = Running((number_of(binder, form.parts[0]),))
    return bind_halved(binder, form, running).parts[0]


def bind_free_base(binder: Binder, form: Form) -> Expr:
    """免收租金，租金全免：all of it is waived; where the result is what is paid, nothing is."""
    amount = number_of(
        binder, next(part for part in form.parts if not (isinstance(part, Word) and part.terminal == "FREE"))
    )
    return _waived(binder, amount, form)


def _waived(binder: Binder, amount: Expr, form: Form) -> Expr:
    if not binder.heading.is_charged:
        return amount
    return product(amount, Literal(value=Fraction(0), type=RATIO, text="0%", span=form.span), "×")


def bind_divided(binder: Binder, form: Form, running: Running) -> Running:
    """除以365天."""
    total = total_of(running, form.span)
    return Running((quotient(total, number_of(binder, form.parts[-1]), form.span),))


def bind_more(binder: Binder, form: Form, running: Running) -> Running:
    """再奖励5万元：added to the amount so far."""
    values_form = form.form("values")
    assert values_form is not None
    values = numbers_of(binder, values_form)
    more = paired(binder, values, form.span) if form.has("RESPECTIVELY") else values[0]
    if len(values) > 1 and not form.has("RESPECTIVELY"):
        raise Refused(MissingRespectively(span=form.span))
    total = total_of(running, form.span)
    if isinstance(more, Literal) and more.type.is_ratio:
        raise Refused(BarePercentage(span=form.span, text=more.text))
    if binder.here.adds and number_kind(total).unit != MONEY.unit and number_kind(more).unit != number_kind(total).unit:
        # 同时，游客200人以上的，游客，另行奖励100元/人: 另 is said of the sentence, as 同时 is
        priced = product(total, more, "×")
        check_alike(priced, Literal(value=Fraction(0), type=MONEY, text="0元"), values_form.span)
        return Running((priced,))
    return Running((sum_of((total, more), (form.span, form.span)),))


def bind_more_each(binder: Binder, form: Form, running: Running) -> Running:
    """同时，满6个月的，再按每人200元: 再 is said of the sentence, which adds to those before it."""
    units = tuple(form.words("ITEM"))
    if running.parts and not binder.here.adds and _is_money(running) and all(asks_for(binder, word) for word in units):
        # ，再按每人1000元奖励, where the rule asks for a number of these
        more = bind_per_unit(binder, form, Running(()))
        return Running((sum_of((total_of(running, form.span), *more.parts), (form.span, form.span)),))
    if running.parts and not binder.here.adds:
        said = form.span.text
        wanted = ("写明是什么的数量、加在什么数上", "of what it is counted, and what it is added to")
        advice = (f"写「同时，某某，{said}」，某某是数量", f"write 同时，…，{said} with what is counted")
        raise Refused(WrongType(span=form.span, what=said, wanted=wanted, advice=advice))
    return bind_per_unit(binder, form, running)


def bind_saving(binder: Binder, form: Form, running: Running) -> Running:
    """六五折优惠：the part not paid, 35%; where the result is what is paid, 65%."""
    values = form.form("values")
    assert values is not None
    listed = numbers_of(binder, values)
    if len(listed) > 1 and not form.has("RESPECTIVELY"):
        raise Refused(MissingRespectively(span=form.span))
    paid = paired(binder, listed, form.span) if form.has("RESPECTIVELY") else listed[0]
    if not isinstance(paid, Literal) or paid.said != "折":
        wanted = ("折扣，如六五折", "a discount in 折, such as 六五折")
        raise Refused(WrongType(span=values.span, what=values.span.text, wanted=wanted))
    if binder.heading.is_charged:
        return Running((product(total_of(running, form.span), paid, "×"),))
    value = 1 - paid.value
    saved = replace(paid, value=value, text=format_quantity(*value.as_integer_ratio(), "%"), said="")
    return Running((product(total_of(running, form.span), saved, "×"),))


def bind_free(binder: Binder, form: Form, running: Running) -> Running:
    """免费：all of it is waived."""
    return Running((_waived(binder, total_of(running, form.span), form),))


ATOMS = {"halved_base": bind_halved_base, "doubled_base": bind_doubled_base, "free_base": bind_free_base}
STEPS = {
    "rate": bind_rate,
    "divided_by": bind_divided,
    "more": bind_more,
    "more_each": bind_more_each,
    "per_unit": bind_per_unit,
    "priced": bind_price,
    "counted": bind_more_of,
    "share_more": bind_share_more,
    "uplift": bind_uplift,
    "discount": bind_uplift,
    "halved": bind_halved,
    "doubled": bind_doubled,
    "both": bind_both,
    "replaced": bind_replaced,
    "saving": bind_saving,
    "free": bind_free,
}
