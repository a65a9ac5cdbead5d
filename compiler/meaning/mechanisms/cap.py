"""封顶与保底：不超过某数，不低于某数（投资额的5%，封顶50万元，保底2万元；每亩最高1000元）。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from tiaowen.runtime.units import Unit

from ...bind.amounts import number_of
from ...bind.binder import Binder, Refused, Running
from ...bind.counted import measured_in, price_per, unit_size
from ...bind.parts import are_parts, total_of
from ...bind.units import alike, check_alike, product
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
    Product,
    Slot,
    Telling,
    Wording,
)
from ...model.types import ListType, NumberType
from ...model.unit_words import APPLICANTS, LENGTHS_OF_TIME
from ...reading.syntax import Form, Word
from ...report.errors.types import CapBehindList, NeedsScope, WrongType
from ...text.source import Span
from .deduct import Deduct

# 每家企业每年最高、合计不超过: words that say whose whole the limit is of.
_OF_THE_SUM = re.compile("每|单|同一|合计|累计|总|全?年|当年")
# Words that say so of everything that one applicant has.
_OF_ALL = re.compile("企业|单位|主体|机构|每家|每户|全年|年度|当年|累计|合计|总额")
# 单机补贴、每台补贴不超过: the limit is for one of what was counted, where that is what was counted.
_OF_ONE = re.compile("(?:每|单)(机|台|辆|件|套|项|人|笔|次|头|艘|间|张)")


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
        return (*say.of(self.amount), f"，{self.word}", *say.of(self.limit))

    def outline(self, write: Outline) -> str:
        amount, limit = write.result(self.amount), write.result(self.limit)
        most, lower = ("最多", "低") if self.word == "封顶" else ("最少", "高")
        formula = f"取较{lower}者（{amount}，{limit}）"
        return write.step(f"{amount}{most}{limit}", formula, self.word)

    def explain(self, tell: Telling) -> None:
        tell.of(self.amount)
        verb = "超过" if self.word == "封顶" else "低于"
        amount, limit = Slot(self.amount), Slot(self.limit)
        tell.line(amount, f"{verb}{self.word}", limit, "，按", limit, when=self.beyond)
        tell.line(amount, f"未{verb}{self.word}", limit, when=self.within)


def bind(binder: Binder, form: Form, running: Running) -> Running:
    word: Literal["封顶", "保底"] = "保底" if form.kind == "floor" else "封顶"
    said = form.word("CAP")
    of_the_sum = said is not None and bool(_OF_THE_SUM.match(said.text))
    if len(running.parts) > 1 and not of_the_sum and not are_parts(running.parts):
        raise Refused(CapBehindList(span=form.span, word=word))
    if said is not None and _is_of_all(binder, said):
        wanted = ("管每一项的封顶", "a cap of each item")
        advice = ("管合计的，另起一栏「封顶：」", "a cap of the sum stands under a heading of its own: 封顶：")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted, advice=advice))
    amount = total_of(running, form.span)
    one = _OF_ONE.match(said.text) if said else None
    if one and (counted := _counted_in(amount, one[1]) or _asked_for(binder, one[1])):
        # 单机补贴不超过5万元, of so many machines
        assert isinstance(counted.type, NumberType) and isinstance(amount.type, NumberType)
        unit = Word(terminal="UNIT", text=counted.type.shown, span=form.span)
        limit = product(counted, price_per(binder, number_of(binder, operand(form)), [unit]), "×")
        check_alike(limit, amount, form.span)
        return Running((Cap(amount=amount, limit=limit, word=word, type=amount.type),))
    return Running((capped(binder, amount, operand(form), word),))


def _is_of_all(binder: Binder, said: Word) -> bool:
    """Whether a cap within 逐笔 says that it is of more than the one item (每家企业最高, 全年最高)."""
    return bool(binder.names.each) and binder.names.each not in said.text and bool(_OF_ALL.search(said.text))


def _asked_for(binder: Binder, noun: str) -> Expr | None:
    """The one number of 台, 人 … that the rule asks for, outside a list of these."""
    unit = (
        Unit(((noun, 1),))
        if noun in ("笔", "次", "人", "台", "件", "户", "项") and not binder.names.list_scope
        else None
    )
    found = measured_in(binder, unit) if unit else []
    return found[0] if len(found) == 1 else None


def _counted_in(amount: Expr, noun: str) -> Expr | None:
    """The count (台数) that the amount is a price times, where the noun names its unit."""
    while isinstance(amount, Product):
        left, price = amount.left, amount.right
        if isinstance(price.type, NumberType) and any(power < 0 for _, power in price.type.unit.powers):
            shown = left.type.shown if isinstance(left.type, NumberType) else ""
            return left if shown == noun or (noun == "机" and shown in ("台", "辆", "套", "件")) else None
        amount = left
    return None


def bind_each(binder: Binder, form: Form, running: Running) -> Running:
    """分别封顶甲、乙：each part its own."""
    values = form.form("values")
    assert values is not None
    limits = tuple(number_of(binder, value) for value in values.parts)
    if len(running.parts) == 1:
        return Running((_limited(running.parts[0], paired(binder, limits, form.span), "封顶", form.span),))
    respectively(limits, len(running.parts), form.span)
    both = zip(running.parts, limits, values.parts, strict=True)
    return Running(tuple(_limited(part, limit, "封顶", said.span) for part, limit, said in both), is_list=True)


def bind_per(binder: Binder, form: Form, running: Running) -> Running:
    """某数量每单位最高某数：the limit is the quantity times the price.  Without the quantity (每人最高500元) it is the one
    that the rule asks for in this unit; where it asks for none, the rule is about one of them."""
    words = tuple(form.words("ITEM", "AVERAGE"))
    units = tuple(replace(word, text=word.text.removesuffix("均")) for word in words)
    first = form.parts[0]
    amount = total_of(running, form.span)
    each = operand(form, behind=words[-1])
    if isinstance(first, Form):
        counted = [(units[0], number_of(binder, first))]
    else:
        counted = [(unit, found) for unit in units if (found := _counted(binder, unit, form)) is not None]
    if not counted:
        return Running((capped(binder, amount, each, "封顶"),))
    limit = price_per(binder, number_of(binder, each), [unit for unit, _ in counted])
    for _, quantity in counted:
        limit = product(quantity, limit, "×")
    check_alike(limit, amount, form.span)
    assert isinstance(amount.type, NumberType)
    return Running((Cap(amount=amount, limit=limit, word="封顶", type=amount.type),))


def _counted(binder: Binder, word: Word, form: Form) -> Expr | None:
    unit = unit_size(binder, word).type.unit
    found = measured_in(binder, unit)
    if binder.names.each == word.text:
        return None
    if len(found) == 1:
        return found[0]
    is_applicant = unit.text in (*APPLICANTS, *LENGTHS_OF_TIME)
    lists = (
        name
        for name, found in binder.names.known.items()
        if isinstance(found.type, ListType) and found.type.each == word.text
    )
    if (name := next(lists, "")) and not found:
        raise Refused(NeedsScope(span=form.span, name=name, each=word.text))
    if found or not is_applicant:
        wanted = (f"前面写明是什么的数量，如种植面积{form.span.text[:6]}……", "what is counted, before it")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    return None


def bind_together(binder: Binder, form: Form, running: Running) -> Running:
    """连同已领月数累计不超过36个月：the limit is what is left of it after what was had before."""
    had = form.word("NAME")
    assert had is not None
    amount = total_of(running, form.span)
    assert isinstance(amount.type, NumberType)
    before = alike(number_of(binder, had), amount, had.span)
    limit = operand(form, behind=had)
    whole = alike(number_of(binder, limit), amount, limit.span)
    left = Deduct(amount=whole, deductions=(before,), type=amount.type)
    return Running((Cap(amount=amount, limit=left, word="封顶", type=amount.type),))


def capped(binder: Binder, amount: Expr, limit: Form | Word, word: Literal["封顶", "保底"]) -> Cap:
    return _limited(amount, number_of(binder, limit), word, limit.span)


def _limited(amount: Expr, limit: Expr, word: Literal["封顶", "保底"], span: Span) -> Cap:
    bound = alike(limit, amount, span)
    assert isinstance(amount.type, NumberType)
    return Cap(amount=amount, limit=bound, word=word, type=amount.type)


def operand(form: Form, *, behind: Word | None = None) -> Form | Word:
    """The one operand of a step, or the first ``behind`` one of its words: a phrase or a bare token."""
    start = next((at for at, part in enumerate(form.parts, 1) if part is behind), 0)
    parts = form.parts[start:]
    return next(part for part in parts if isinstance(part, Form) or part.terminal in ("NAME", "QUANTITY", "RATE"))


STEPS = {"cap": bind, "cap_together": bind_together, "floor": bind, "cap_each": bind_each, "cap_per": bind_per}
