"""某情形才做的一步：，绿色的，上浮20%；，甲的，按40%，乙的，按30%，其余的，不予；，绿色的，提高至15%.

Steps that act on one another stay one after the other; those that say what the amount is in a case are the cases of one
list (bind/case_runs.py), which has its reason as every list has.
"""

import re
from dataclasses import replace

from ...bind.amounts import number_of
from ...bind.apart import is_complete
from ...bind.awards import nothing_of
from ...bind.binder import Binder, Refused, Running
from ...bind.case_runs import raises
from ...bind.cases import cases_of, in_case
from ...bind.conditions import condition_of
from ...bind.names import spelled
from ...bind.others import ask_of_others
from ...bind.parts import total_of
from ...bind.surcharge import refuse_with_what
from ...bind.units import number_kind
from ...model.expr import Expr, Literal, Product, Truth, facts_of
from ...model.quantity import MONEY
from ...model.types import NumberType
from ...reading.syntax import Form, Word
from ...report.errors.apart import RestNotSaid
from ...report.errors.types import NothingToRaise, WrongType
from .alternatives import Alternatives, Case, choose
from .cap import Cap, operand


def bind_case_step(binder: Binder, form: Form, running: Running) -> Running:
    """，某情形的，上浮20%: a step that is taken in one case only; 甲、乙的，分别上浮10%、20%: in each of several."""
    return bind_case_run(binder, replace(form, parts=(form,)), running)


def bind_case_run(binder: Binder, form: Form, running: Running) -> Running:
    """，甲的，按40%，乙的，按30%: what the amount so far becomes in each case; in no case, it stays."""
    before = total_of(running, form.span)
    cases: list[Case] = []
    for taken in form.forms():
        ask_of_others(binder, taken.parts[0], [condition for condition, _, _ in cases])
        cases += _taken(binder, taken, before)
    if is_complete([condition for condition, _, _ in cases]):
        return Running((choose(cases, binder.heading.column),))
    if not number_kind(cases[0][1]).unit.same_dimension(number_kind(before).unit):
        is_money = number_kind(before).unit == MONEY.unit
        raise Refused(RestNotSaid(span=form.span, said=cases[0][2], is_money=is_money))
    return Running((choose([*cases, (Truth(value=True), before, "其余的")], binder.heading.column, is_step=True),))


def _taken(binder: Binder, form: Form, before: Expr) -> list[Case]:
    """The cases of one step, each with the limits behind it."""
    when, step, *caps = form.parts
    if isinstance(when, Word):
        cases: list[tuple[Expr, Binder, str]] = [(Truth(value=True), binder, "其余的")]
    elif isinstance(step, Form) and step.has("RESPECTIVELY"):
        cases = cases_of(binder, when)
    else:
        condition = condition_of(binder, when)
        cases = [(condition, in_case(binder, condition), when.span.text)]
    in_place = raises(step)
    # 其中绿色项目的，按12%: of what they are among, and no share of the share before
    is_among = form.span.text.startswith("其中")
    if isinstance(step, Form) and step.kind == "uplift" and (values := step.form("values")) and isinstance(when, Form):
        refuse_with_what(binder, step, before, values.parts[0].span.text, when.span.text)
    for condition, inner, _ in cases:
        _refuse_share_of_a_fixed_sum(inner, step, before, condition)
    return [
        (condition, _limited(inner, caps, _stepped(inner, step, before, is_among=is_among), in_place=in_place), text)
        for condition, inner, text in cases
    ]


def _limited(binder: Binder, caps: list[Form | Word], amount: Expr, *, in_place: bool) -> Expr:
    """The amount within the limits of its case; behind another percentage they stand ``in_place`` of those before it."""
    for cap in caps:
        assert isinstance(cap, Form)
        after = total_of(binder.steps[cap.kind](binder, cap, Running((amount,))), cap.span)
        if in_place and isinstance(after, Cap) and after.word == "封顶" and _has_cap(amount):
            if not _is_capped_below(amount, after.limit):
                raise Refused(_of_whom(cap))
            after = _with_other(amount, after.limit) or after
        amount = after
    return amount


def _has_cap(amount: Expr) -> bool:
    match amount:
        case Cap(word="封顶"):
            return True
        case Cap(amount=inner) | Product(left=inner):
            return _has_cap(inner)
        case Alternatives(branches=branches):
            return any(_has_cap(branch.amount) for branch in branches)
    return False


def _of_whom(cap: Form) -> WrongType:
    wanted = ("比前面的封顶高，是这种情形自己的封顶", "a cap of this case, higher than the one before")
    advice = (
        "管全部的，另起一栏「封顶：……」；各情形各有封顶的，写成「某情形的，……，封顶……；其余的，……，封顶……」",
        "of the whole, under a heading of its own: 封顶：; else write the cases in full, each with its cap",
    )
    return WrongType(span=cap.span, what=cap.span.text, wanted=wanted, advice=advice)


def _stepped(binder: Binder, step: Form | Word, before: Expr, *, is_among: bool = False) -> Expr:
    """The amount before with a step taken; 不予补助 leaves none."""
    if isinstance(step, Word):
        return before if step.terminal == "WITHOUT" else nothing_of(binder, step)
    if step.kind in ("rate", "per_unit") and (instead := _instead(binder, step, before, is_among=is_among)):
        return instead
    after = total_of(binder.steps[step.kind](binder, step, Running((before,))), step.span)
    if isinstance(after, Cap) and after.word == "封顶" and _is_capped_below(before, after.limit):
        # 最高50万元，绿色的，最高80万元
        return _with_other(before, after.limit) or after
    is_times = step.span.text.startswith(("乘", "×"))
    if (
        step.kind == "rate"
        and not is_times
        and isinstance(after, Product)
        and _is_share(after.right)
        and _has_share(before)
    ):
        wanted = ("另一种情形的比例", "the percentage of another case")
        rate = after.right.text if isinstance(after.right, Literal) else ""
        advice = (
            f"是这种情形自己的比例的，写「提高至{rate}」（或「调整至」），或写成两种情形「……的，……的{rate}；其余的，……」；是前面那个数的{rate}的，写「乘以{rate}」",
            f"of the case itself, 提高至{rate}, or two cases; of the amount before it, 乘以{rate}",
        )
        raise Refused(WrongType(span=step.span, what=step.span.text, wanted=wanted, advice=advice))
    return after


def _refuse_share_of_a_fixed_sum(binder: Binder, step: Form | Word, before: Expr, condition: Expr) -> None:
    """500元，标的额超过50万元的，按1‰: of 标的额, or of the 500元?  Half of a fixed fee for some is plain where they are no matter of money."""
    if not isinstance(step, Form) or step.kind != "rate" or step.span.text.startswith(("乘", "×")):
        return
    values = step.form("values")
    money = [fact for fact in facts_of(condition) if fact.type == MONEY]
    if values is None or len(values.parts) != 1 or len({fact.name for fact in money}) != 1:
        return
    rate = number_of(binder, values.parts[0])
    if not _is_share(rate) or _has_share(before) or any(fact.type == MONEY for fact in facts_of(before)):
        return
    said, name = values.parts[0].span.text, spelled(money[0])
    wanted = ("写明是谁的比例", "what it is a percentage of")
    advice = (
        f"是{name}的{said}的，写「按{name}的{said}」；是前面那个数的{said}的，写「乘以{said}」",
        f"of {name}, write 按{name}的{said}; of the amount before it, 乘以{said}",
    )
    raise Refused(WrongType(span=step.span, what=step.span.text, wanted=wanted, advice=advice))


def _instead(binder: Binder, step: Form, before: Expr, *, is_among: bool) -> Expr | None:
    """按投资额的12% behind 投资额的10%, 每亩25元 behind 面积，每亩50元: the same amount with another percentage, or another price, which
    can be no share of the first; None where it may be one."""
    if isinstance(before, Cap):
        inner = _instead(binder, step, before.amount, is_among=is_among) if before.word == "封顶" else None
        return inner and replace(before, amount=inner)
    if not isinstance(before, Product) or not isinstance(before.right, Literal) or _BESIDES.search(step.span.text):
        return None
    old = before.right
    values = step.form("values")
    if values is None or len(values.parts) != 1 or step.has("RESPECTIVELY"):
        return None
    if _is_share(old) and step.kind == "rate":
        new = number_of(binder, values.parts[0])
        if is_among and _is_share(new):
            return replace(before, right=new)
        is_same = isinstance(new, Product) and new.left == before.left and _is_share(new.right)
        return replace(before, right=new.right) if is_same and isinstance(new, Product) else None
    if old.type.is_ratio or number_kind(before).unit != MONEY.unit or not _is_price(old):
        return None
    after = total_of(binder.steps[step.kind](binder, step, Running((before.left,))), step.span)
    is_priced = isinstance(after, Product) and after.left == before.left and isinstance(after.right, Literal)
    return after if is_priced and isinstance(after, Product) and after.right.type == old.type else None


# 每月加发5元: besides what there is.
_BESIDES = re.compile("加[发收价付给奖补]|增发|再|另|追加|额外|多")


def _is_price(number: Literal) -> bool:
    powers = number.type.unit.powers
    return any(power < 0 for _, power in powers)


def _is_capped_below(amount: Expr, limit: Expr) -> bool:
    """Whether a cap would never be reached, for a lower one before it."""
    match amount:
        case Cap(word="封顶", limit=Literal() as low):
            return isinstance(limit, Literal) and low.value < limit.value
        case Alternatives(branches=branches):
            return all(_is_capped_below(branch.amount, limit) for branch in branches)
    return False


def _is_share(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.type.is_ratio and expr.value <= 1


def _has_share(expr: Expr) -> bool:
    """Whether an amount is a percentage of something already."""
    match expr:
        case Product():
            return _is_share(expr.right) or _has_share(expr.left)
        case Cap():
            return _has_share(expr.amount)
    return False


def bind_raised(binder: Binder, form: Form, running: Running) -> Running:
    """提高至15%, 最高补助额提高至80万元: another percentage, or another cap, in the place of the one before."""
    other = operand(form)
    to = number_of(binder, other)
    found = _with_other(total_of(running, form.span), to)
    if found is None:
        said, other_said = form.span.text, other.span.text
        raise Refused(NothingToRaise(span=form.span, said=said, to=other_said, is_ratio=number_kind(to).is_ratio))
    return Running((found,))


def _with_other(expr: Expr, to: Expr) -> Expr | None:
    """The amount with ``to`` in the place of its last percentage, or cap."""
    of_ratio = isinstance(to.type, NumberType) and to.type.is_ratio
    match expr:
        case Alternatives(branches=branches):
            amounts = [_with_other(branch.amount, to) for branch in branches]
            made = [
                replace(branch, amount=amount)
                for branch, amount in zip(branches, amounts, strict=True)
                if amount is not None
            ]
            return replace(expr, branches=tuple(made)) if len(made) == len(branches) else None
        case Cap(word="封顶", amount=amount, limit=limit):
            if not of_ratio and limit.type == to.type:
                return replace(expr, limit=to)
            inner = _with_other(amount, to)
            return inner and replace(expr, amount=inner)
        case Product(left=left, right=Literal(type=kind)) if of_ratio and kind.is_ratio:
            return replace(expr, right=to)
        case Product(left=left):
            inner = _with_other(left, to)
            return inner and replace(expr, left=inner)
    return None


STEPS = {"case_step": bind_case_step, "case_run": bind_case_run, "raised_to": bind_raised}
