"""Amounts: names and numbers, and what 加、减、乘、除、的 make of them.

In: a form or a word.  Out: an expression.  ``expr_of`` finds who binds a form in ``Binder.atoms``: the forms of this
file, those of conditions.py and those of the mechanisms.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ..language.word_lists import NUMERALS
from ..model.expr import Addition, Difference, Expr, Literal, Product
from ..model.quantity import CLOCK_TIME, HOURS, MONEY, NUMBER, RATIO, YUAN, read_quantity
from ..model.types import ListType, NumberType
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.syntax import VagueNumeral
from ..report.errors.types import NeedsScope, WrongType
from .binder import AtomForm, Binder, Refused, Running
from .names import meaning_of, spelled
from .units import alike, is_factor, is_length_of_time, number_kind, product, quotient

_ONE = Literal(value=Fraction(1), type=RATIO, text="1")
_AMOUNT = ("一个数", "a number")
_IS_NO_NUMBER = re.compile(f"[^{NUMERALS}]+")


def expr_of(binder: Binder, form: Form | Word) -> Expr:
    """The expression of a form or of a token that is one."""
    if isinstance(form, Form):
        return binder.atoms[form.kind](binder, form)
    return meaning_of(binder, form) if form.terminal == "NAME" else quantity_of(binder, form)


def number_of(binder: Binder, form: Form | Word) -> Expr:
    """Likewise, of what must be a number."""
    found = expr_of(binder, form)
    if isinstance(found.type, ListType):
        raise Refused(NeedsScope(span=form.span, name=spelled(found), each=found.type.each))
    if not isinstance(found.type, NumberType):
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=_AMOUNT))
    return found


def quantity_of(binder: Binder, word: Word) -> Literal:
    """A number as written; it is a number of the rule."""
    told = Report()
    found = read_quantity(
        word, told, binder.names.terms.units, finer=binder.here.is_price or word.text.endswith(binder.names.finer)
    )
    if found is None:
        raise Refused(told.diagnostics[0])
    if not (word.text.startswith("1") and _IS_NO_NUMBER.fullmatch(word.span.text)):
        # 首小时 says one hour, and is no number of the rule
        binder.out.literals.append(found)
    return found


def _stepped(binder: Binder, form: Form) -> Expr:
    """（甲的10%，最高5元）: steps within brackets act on what stands in them."""
    first, *steps = form.forms()
    running = Running((number_of(binder, first),))
    for step in steps:
        running = binder.steps[step.kind](binder, step, running)
    if len(running.parts) != 1:
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=_AMOUNT))
    return running.parts[0]


def _only(binder: Binder, form: Form) -> Expr:
    return expr_of(binder, form.parts[0])


def _operands(binder: Binder, form: Form) -> tuple[Expr, Expr]:
    left, right = (number_of(binder, part) for part in form.parts)
    if form.kind in ("divided", "difference", "addition"):
        _refuse_share_of_number(form.parts[1], right)
    return left, right


def _refuse_share_of_number(form: Form | Word, found: Expr) -> None:
    """天数除以360天的50%: half of the whole is meant, and read would be half of 360天."""
    match found:
        case Product(left=Literal() as left, sign="的") if not left.type.is_ratio:
            said = form.span.text
            rate = said[said.rindex("的") + 1 :] if "的" in said else said
            wanted = ("写明是谁的几分之几", "what the percentage is of")
            advice = (
                f"管前面全部的，写「（……{left.text}）的{rate}」，或接着写「，按{rate}」；只管{left.text}的，写出算好的数",
                f"of all before it, use brackets, or ，按{rate}; of {left.text} alone, write the number",
            )
            raise Refused(WrongType(span=form.span, what=said, wanted=wanted, advice=advice))


def _addition(binder: Binder, form: Form) -> Expr:
    left, right = _alike(*_operands(binder, form), form)
    return Addition(parts=(left, right), type=number_kind(left))


def _difference(binder: Binder, form: Form) -> Expr:
    left, right = _operands(binder, form)
    if _is_vague_range(form):
        raise Refused(VagueNumeral(span=form.span, numeral=form.span.text))
    if isinstance(right, Literal) and right.type.is_ratio and not is_factor(left):
        # 房产原值减除30%
        return product(left, Difference(left=_ONE, right=right, type=RATIO), "×")
    left, right = _alike(left, right, form)
    if left.type == CLOCK_TIME:
        # 离场时刻减入场时刻
        return Difference(left=left, right=right, type=HOURS, span=form.span)
    return Difference(left=left, right=right, type=number_kind(left), span=form.span)


def _alike(left: Expr, right: Expr, form: Form) -> tuple[Expr, Expr]:
    """Both in one unit; a plain zero on either side takes that of the other."""
    right = alike(right, left, form.parts[1].span)
    return alike(left, right, form.parts[0].span), right


def _times(binder: Binder, form: Form) -> Expr:
    """甲乘以乙；放电量0.3元/千瓦时."""
    return product(*_operands(binder, form), "×")


def _share_of(binder: Binder, form: Form) -> Expr:
    """投资额的5%."""
    left, right = _operands(binder, form)
    if isinstance(left, Literal) and is_length_of_time(left):
        if right.type == MONEY:
            # 6个月的月平均工资
            return product(replace(left, type=NUMBER), right, "的")
        if isinstance(right.type, NumberType) and (right.type.unit * left.type.unit).powers == YUAN.powers:
            # 1个月的月工资（元/月）
            return product(left, right, "×")
    if not is_factor(right):
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=("比例", "a percentage")))
    behind = form.span.source.text[form.span.end :].lstrip()
    if right.type == NUMBER and not isinstance(right, Literal) and behind.startswith("比例"):
        raise Refused(no_rate(form, spelled(right)))
    return product(left, right, "的")


def no_rate(form: Form, said: str) -> WrongType:
    """按得分比例, where that is a number of points: times 80 is not what is meant."""
    advice = (
        f"按{said}折算的，写「，乘以{said}除以100」；就是要乘以{said}的，写「，乘以{said}」",
        f"of a hundred points: ，乘以{said}除以100; times {said} itself: ，乘以{said}",
    )
    return WrongType(span=form.span, what=form.span.text, wanted=("比例", "a percentage"), advice=advice)


def _divided(binder: Binder, form: Form) -> Expr:
    return quotient(*_operands(binder, form), form.span)


def _is_vague_range(form: Form) -> bool:
    """30%—50%, 5—10万元: from one number to another, and no subtraction."""
    left, right = form.parts
    ends = [part for part in (left, right) if isinstance(part, Form) and part.kind in ("quantity", "share_of")]
    last = left.parts[-1] if isinstance(left, Form) and left.kind == "share_of" else left
    number = isinstance(last, Word) or last.kind == "quantity"
    sign = form.span.text.removeprefix(left.span.text).removesuffix(right.span.text).strip()
    return len(ends) == 2 and number and ends[1].kind == "quantity" and sign not in ("减", "减去", "减除")


def _last_year(binder: Binder, form: Form) -> Expr:
    said = form.span.text
    advice = (f"写「{said}某某」，某某是填报的名称", f"say of what it is: {said}某某")
    raise Refused(WrongType(span=form.span, what=said, wanted=("写明是什么数", "of what it is"), advice=advice))


ATOMS: Mapping[str, AtomForm] = {
    **dict.fromkeys(("name", "quantity", "bracket", "value"), _only),
    "bracket_steps": _stepped,
    "last_year": _last_year,
    "addition": _addition,
    "difference": _difference,
    "times": _times,
    "priced_at": _times,
    "share_of": _share_of,
    "divided": _divided,
}
