"""各种情形：甲的，……；乙的，……；其余的，……

The first case that holds, in the order written; with （就高） the highest of those that hold.  No case: zero.  A list of
cases cannot be made without the reason why it is one (``why``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ...bind.apart import together
from ...bind.binder import Refused
from ...ir import core
from ...model.expr import (
    All,
    Anatomy,
    AnyOf,
    Branch,
    Cases,
    Compare,
    Comparison,
    Evaluation,
    Expr,
    Literal,
    Lowering,
    Mechanism,
    Not,
    OptionLiteral,
    Outcome,
    Outline,
    Part,
    Phrase,
    Slot,
    Telling,
    Truth,
    Wording,
)
from ...model.quantity import MONEY, NUMBER
from ...model.types import NumberType
from ...model.why import Apart, Column, Highest, InTurn, Unsaid, Why
from ...report.diagnostic import Text
from ...report.errors.types import UnitMismatch
from .. import phrases as p
from ..ages import in_full_years
from ..said import case_said

# A condition, what it gives, and its words.
Case = tuple[Expr, Expr, str]
# So many pairs of cases that may hold together are asked about; of a table of hundreds of rows not each pair.
_MOST_PAIRS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives(Mechanism):
    branches: tuple[Branch, ...]
    type: NumberType
    why: Why
    is_step: bool = False

    @property
    def highest(self) -> bool:
        return isinstance(self.why, Highest)

    def value(self, of: Evaluation) -> Fraction | None:
        if self.highest:
            amounts = [of.number(branch.amount) for branch in self.branches if of.truth(branch.condition)]
            known = [amount for amount in amounts if amount is not None]
            return None if len(known) < len(amounts) else max(known, default=Fraction(0))
        first = of.first(self.branches)
        return Fraction(0) if first is None else of.number(first.amount)

    def anatomy(self) -> Anatomy:
        return Anatomy(cases=Cases(branches=self.branches, why=self.why, is_step=self.is_step))

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
            case, amount = case_said(branch, say.lang), say.of(branch.amount)
            is_rest = case == p.REST.said(say.lang)
            said.append(say.say(p.REST_IN_WORDS if is_rest else p.CASE_IN_WORDS, case=case, amount=amount))
        return say.joined(said, p.BETWEEN_CASES)

    def outline(self, write: Outline) -> str:
        listed = [(branch.condition, branch.amount) for branch in self.branches]
        return write.cases(listed, self.highest, self.reading())

    def reading(self) -> Text | None:
        return p.HIGHEST_TIER if isinstance(self.why, Apart) and self.why.is_ladder else None

    def explain(self, tell: Telling) -> None:
        earlier: list[Expr] = []
        for branch in self.branches:
            when = self._when(branch, earlier)
            said = p.APPLIES_HIGHEST_TIER if self.reading() else p.APPLIES
            tell.line(said, when, case=case_said(branch, tell.words.lang))
            tell.of(branch.amount, when=when)
            earlier.append(branch.condition)
        if self.highest:
            self._tell_highest(tell)
        conditions = tuple(branch.condition for branch in self.branches)
        if not any(isinstance(condition, Truth) for condition in conditions):
            tell.line(p.NO_CASE, Not(part=AnyOf(parts=conditions)))

    def _tell_highest(self, tell: Telling) -> None:
        """What is taken of the cases that hold, and what is left."""
        taken: list[Expr] = []
        for branch in self.branches:
            parts: dict[str, Part] = {"case": case_said(branch, tell.words.lang), "amount": Slot(branch.amount)}
            is_most = Compare(left=branch.amount, operator="=", right=self)
            first = (is_most,) if not taken else (is_most, Not(part=AnyOf(parts=tuple(taken))))
            kept = All(parts=(branch.condition, *first))
            tell.line(p.TAKEN, kept, **parts)
            tell.line(p.NOT_TAKEN, All(parts=(branch.condition, Not(part=kept))), **parts)
            taken.append(All(parts=(branch.condition, is_most)))


def one_where(condition: Expr) -> Alternatives:
    """1 where a condition holds, else 0: what is added up to count."""
    one = Literal(value=Fraction(1), type=NUMBER, text="1")
    return Alternatives(branches=(Branch(condition=condition, amount=one, text=""),), type=NUMBER, why=InTurn())


def choose(
    cases: Sequence[Case], column: Column, *, beside: Mapping[int, Expr] | None = None, is_step: bool = False
) -> Alternatives:
    """The alternatives of conditions, amounts (不予 is zero of whatever the others are) and words, under a heading.  What
    a case asks ``beside`` its condition by its place (其余 in one column of a table) keeps it apart from those before it.
    Raises ``Refused`` where the amounts are of different kinds."""
    reached = in_full_years([condition for condition, _, _ in cases])
    full = [(condition, amount, text) for condition, (_, amount, text) in zip(reached, cases, strict=True)]
    made = full if column.order == "就高" else _laddered(full)
    conditions = [condition for condition, _, _ in made]
    if beside:
        conditions = [
            All(parts=(condition, beside[at])) if at in beside else condition for at, condition in enumerate(conditions)
        ]
    why = _why(conditions, [amount for _, amount, _ in made], column)
    if isinstance(why, Apart) and not is_step:
        why = Apart(is_ladder=_is_ladder(cases))
    return _alike(made, why, is_step=is_step)


def _why(conditions: Sequence[Expr], amounts: Sequence[Expr], column: Column) -> Why:
    match column.order:
        case "就高":
            return Highest()
        case "依次":
            return InTurn()
    nothing = {at for at, amount in enumerate(amounts) if _is_refused(amount)}
    rest = {at for at, condition in enumerate(conditions) if isinstance(condition, Truth)}
    pairs = [pair for pair in together(conditions) if pair[0] not in nothing and pair[1] not in rest]
    return Unsaid(pairs=tuple(pairs[:_MOST_PAIRS]), column=column) if pairs else Apart()


def _is_ladder(cases: Sequence[Case]) -> bool:
    """Whether the words say thresholds alone, of which several are reached: 达到1亿元的，…；达到5亿元的，…; 达到1亿元、5亿元的，分别…"""
    for one, two in pairwise(cases):
        low, high = _threshold(one[0]), _threshold(two[0])
        if low and high and low[1:3] == high[1:3]:
            return True
        tests = one[0].parts if isinstance(one[0], All) else ()
        ends = [test for test in tests if isinstance(test, Compare) and test.operator in ("<", "<=")]
        if any(isinstance(end.right, Literal | OptionLiteral) and end.right.text not in one[2] for end in ends):
            return True
    return False


def _laddered(branches: Sequence[Case]) -> list[Case]:
    """达到1亿元的，…；达到5亿元的，…: each threshold reaches up to the next higher one behind it, which else nobody would
    come to."""
    made = list(branches)
    for index, (one, two) in enumerate(pairwise(branches)):
        low, high = _threshold(one[0]), _threshold(two[0])
        if low and high and low[1:3] == high[1:3] and low[0] < high[0]:
            below: Comparison = "<" if high[3].operator == ">=" else "<="
            up_to = Compare(left=high[3].left, operator=below, right=high[3].right)
            made[index] = (All(parts=(*(one[0].parts if isinstance(one[0], All) else (one[0],)), up_to)), *one[1:])
    return made


def _threshold(condition: Expr) -> tuple[Fraction | int, Expr, frozenset[Expr], Compare] | None:
    """The number that a condition asks for and more, what of, the other tests beside it, and that test."""
    tests = condition.parts if isinstance(condition, All) else (condition,)
    found = [test for test in tests if isinstance(test, Compare) and test.operator in (">", ">=")]
    if len(found) != 1:
        return None
    match found[0].right:
        case Literal(value=value):
            height: Fraction | int = value
        case OptionLiteral(index=index):
            height = index
        case _:
            return None
    others = frozenset(test for test in tests if test is not found[0])
    about = {test.left for test in others if isinstance(test, Compare)}
    return None if found[0].left in about else (height, found[0].left, others, found[0])


def _alike(cases: Sequence[Case], why: Why, *, is_step: bool) -> Alternatives:
    kinds = [amount.type for _, amount, _ in cases if not _is_refused(amount)]
    first = next((kind for kind in kinds if kind != NUMBER), kinds[0] if kinds else MONEY)
    assert isinstance(first, NumberType)
    made = []
    for condition, amount, text in cases:
        kind = amount.type
        if isinstance(amount, Literal) and (_is_refused(amount) or (kind == NUMBER and not amount.value)):
            # 速算扣除数 of the first row is 0, of whatever the others are
            amount = replace(amount, type=first)
        elif isinstance(kind, NumberType) and not kind.unit.same_dimension(first.unit):
            raise Refused(UnitMismatch(left=first.shown, right=kind.shown))
        made.append(Branch(condition=condition, amount=amount, text="".join(text.split())))
    return Alternatives(branches=tuple(made), type=first, why=why, is_step=is_step)


def _is_refused(amount: Expr) -> bool:
    return isinstance(amount, Literal) and amount.said == "不予"
