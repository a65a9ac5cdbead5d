"""各种情形：甲的，……；乙的，……；其余的，……

The first case that holds, in the order written; with （就高） the highest of those that hold.  No case: zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .. import core
from ..model import (
    All,
    AnyOf,
    Evaluation,
    Expr,
    Lowering,
    Mechanism,
    Not,
    NumberType,
    Outline,
    Phrase,
    Telling,
    Truth,
    Wording,
)


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
