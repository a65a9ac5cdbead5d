"""各种情形：甲的，……；乙的，……；其余的，……

The first case that holds, in the order written; with （就高） the highest of those that hold.  No case: zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .. import core
from ..bind import Binder, Refused, Running
from ..errors.types import UnitMismatch
from ..model import (
    All,
    AnyOf,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Not,
    NumberType,
    Outcome,
    Outline,
    Phrase,
    Telling,
    Truth,
    Wording,
)
from ..quantity import MONEY
from ..syntax import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One case: when, how much, and the words of the case."""

    condition: Expr
    amount: Expr
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives(Mechanism):
    branches: tuple[Branch, ...]
    type: NumberType
    highest: bool = False

    @property
    def part_of(self) -> object:
        return None

    def value(self, of: Evaluation) -> Fraction | None:
        held = (branch.amount for branch in self.branches if of.truth(branch.condition))
        if self.highest:
            amounts = [of.number(amount) for amount in held]
            known = [amount for amount in amounts if amount is not None]
            return None if len(known) < len(amounts) else max(known, default=Fraction(0))
        first = next(held, None)
        return Fraction(0) if first is None else of.number(first)

    def outcomes(self) -> Iterator[Outcome]:
        earlier: list[Expr] = []
        for branch in self.branches:
            yield Outcome((f"{branch.text.removesuffix('的')}的",), self._when(branch, earlier), branch.amount)
            earlier.append(branch.condition)

    def lower(self, to: Lowering) -> core.Node:
        zero = core.Const(Fraction(0))
        lowered = [(to.truth(branch.condition), to.number(branch.amount)) for branch in self.branches]
        if self.highest:
            return core.Greatest((zero, *(core.Choose(((when, amount),), zero) for when, amount in lowered)))
        if lowered[-1][0] == core.Truth(True):
            return core.Choose(tuple(lowered[:-1]), lowered[-1][1]) if len(lowered) > 1 else lowered[0][1]
        return core.Choose(tuple(lowered), zero)

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        """An amount is needed only where its case is the one that holds."""
        earlier: list[Expr] = []
        for branch in self.branches:
            yield branch.condition, None
            yield branch.amount, self._when(branch, earlier)
            earlier.append(branch.condition)

    def _when(self, branch: Branch, earlier: list[Expr]) -> Expr:
        if self.highest or not earlier:
            return branch.condition
        others = earlier[0] if len(earlier) == 1 else AnyOf(parts=tuple(earlier))
        not_earlier = Not(part=others)
        return not_earlier if isinstance(branch.condition, Truth) else All(parts=(branch.condition, not_earlier))

    def words(self, say: Wording) -> Phrase:
        said: list[Phrase] = []
        for branch in self.branches:
            amount = say.of(branch.amount)
            case = branch.text.removesuffix("的")
            said.append((f"{case}的：" if case != "其余" else "其余的：", *amount, "；"))
        return (*(part for phrase in said for part in phrase),)[:-1] if said else ()

    def outline(self, write: Outline) -> str:
        return write.cases([(branch.condition, branch.amount) for branch in self.branches], self.highest)

    def explain(self, tell: Telling) -> None:
        earlier: list[Expr] = []
        for branch in self.branches:
            when = self._when(branch, earlier)
            case = branch.text.removesuffix("的")
            tell.line(f"适用：{case}的", when=when)
            tell.of(branch.amount, when=when)
            earlier.append(branch.condition)
        conditions = tuple(branch.condition for branch in self.branches)
        if not any(isinstance(condition, Truth) for condition in conditions):
            tell.line("各种情形都不符合，为零", when=Not(part=AnyOf(parts=conditions)))


def choose(branches: Sequence[tuple[Expr, Expr, str]]) -> Alternatives:
    """The alternatives of conditions, amounts (不予 is zero of whatever the others are) and words.  Raises
    ``Refused`` where the amounts are of different kinds."""
    return _choose(branches, highest=False)


def choose_highest(branches: Sequence[tuple[Expr, Expr, str]]) -> Alternatives:
    """Likewise, （就高）."""
    return _choose(branches, highest=True)


def _choose(branches: Sequence[tuple[Expr, Expr, str]], *, highest: bool) -> Alternatives:
    first = next((amount.type for _, amount, _ in branches if not _is_refused(amount)), MONEY)
    assert isinstance(first, NumberType)
    made = []
    for condition, amount, text in branches:
        kind = amount.type
        if isinstance(amount, Literal) and _is_refused(amount):
            amount = replace(amount, type=first)
        elif isinstance(kind, NumberType) and not kind.unit.same_dimension(first.unit):
            raise Refused(UnitMismatch(left=first.shown, right=kind.shown))
        made.append(Branch(condition=condition, amount=amount, text="".join(text.split())))
    return Alternatives(branches=tuple(made), type=first, highest=highest)


def _is_refused(amount: Expr) -> bool:
    return isinstance(amount, Literal) and amount.text == "不予"


def bind_case_step(binder: Binder, form: Form, running: Running) -> Running:
    """，某情形的，上浮20%: a step that is taken in one case only."""
    when, step = form.parts
    assert isinstance(step, Form)
    condition = binder.condition(when)
    before = binder.total(running, form.span)
    stepped = binder.steps[step.kind](binder.in_case(condition), step, Running((before,)))
    after = binder.total(stepped, form.span)
    return Running((choose([(condition, after, when.span.text), (Truth(value=True), before, "其余的")]),))


STEPS = {"case_step": bind_case_step}
