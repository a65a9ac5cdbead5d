"""The final rounding as one integer expression: the same as ``shape.Amount.rounded``."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.integer_values import value_of
from support.rules import policy_of
from tiaowen.compiler.ir.integer import (
    Amount,
    Branch,
    Compare,
    FloorDiv,
    If,
    Int,
    IntExpr,
    LetInt,
    Name,
    Rational,
    Set,
    Sum,
    Times,
    interval,
)
from tiaowen.compiler.ir.shape import Amount as Rounded
from tiaowen.compiler.ir.shape import One
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.program.whole_steps import Approved, WholeSteps, whole_steps
from tiaowen.runtime.result import Rounding

MODES: tuple[Rounding, ...] = ("half_up", "down", "up")
STEPS = [Fraction(1, 100), Fraction(1, 10**8), Fraction(1), Fraction(100), Fraction(3, 7)]
甲, 乙 = Name("甲", -(10**17), 10**17), Name("乙", 1, 10**6)
正 = Name("甲", 0, 10**17)
FEN = Rounded(Fraction(1, 100), "half_up", "money")


def worked_out(made: WholeSteps, values: dict[str, int]) -> int:
    values = dict(values)
    for let in made.lets:
        values[let.name] = value_of(let.value, values)
    return value_of(made.value, values)


def exact(amount: Amount, values: dict[str, int]) -> Fraction:
    if isinstance(amount, Branch):
        held = (inner for condition, inner in amount.cases if value_of(If(condition, Int(1), Int(0)), values))
        return exact(next(held, amount.otherwise), values)
    values = dict(values)
    for let in amount.lets:
        values[let.name] = value_of(let.value, values)
    over = 1 if amount.value.over is None else value_of(amount.value.over, values)
    return Fraction(value_of(amount.value.number, values), amount.value.divisor * over)


def amounts() -> list[Amount]:
    """A fraction of each kind, and cases whose names are the same and mean other things."""
    halved = Set(Rational(Sum((Name("中间数 1", -(10**17), 10**17), Int(3))), 6), (LetInt("中间数 1", 甲),))
    doubled = Set(Rational(Name("中间数 1", -2 * 10**17, 2 * 10**17), 7, 乙), (LetInt("中间数 1", Times(Int(2), 甲)),))
    return [
        Set(Rational(甲, 1)),
        Set(Rational(甲, 100)),
        Set(Rational(甲, 2000)),
        Set(Rational(Times(Int(3), 甲), 7)),
        Set(Rational(甲, 3, 乙)),
        Set(Rational(Times(Int(-1), 正), 8)),
        Branch(((Compare(">", 甲, Int(10)), halved), (Compare("<", 甲, Int(-10)), doubled)), Set(Rational(Int(0), 1))),
    ]


@given(
    st.sampled_from(amounts()),
    st.sampled_from(MODES),
    st.sampled_from(STEPS),
    st.integers(-2000, 2000) | st.integers(-(10**17), 10**17),
    st.integers(1, 30),
)
def test_the_rounding_is_that_of_the_shape(amount: Amount, mode: Rounding, step: Fraction, a: int, b: int) -> None:
    of = Rounded(step, mode, "money")
    if isinstance(amount, Set) and amount.value.number == Times(Int(-1), 正):
        a = abs(a)
    values = {"甲": a, "乙": b}
    made = whole_steps(amount, of)
    assert worked_out(made, values) * step == of.rounded(exact(amount, values))


@pytest.mark.parametrize(("mode", "half"), [("half_up", 1), ("down", 0), ("up", 1)])
def test_half_a_step_either_side_of_zero(mode: Rounding, half: int) -> None:
    made = whole_steps(Set(Rational(甲, 200)), Rounded(Fraction(1, 100), mode, "money"))
    assert worked_out(made, {"甲": 1}) == half and worked_out(made, {"甲": -1}) == -half


@given(st.integers(0, 3000), st.none() | st.integers(0, 3000), st.sampled_from(MODES), st.sampled_from(STEPS))
def test_what_was_approved_lowers_it(a: int, approved: int | None, mode: Rounding, step: Fraction) -> None:
    of, amount = Rounded(step, mode, "money"), Set(Rational(正, 700))
    given_ = Approved(Compare("=", Name("给", 0, 1), Int(1)), Name("核", 0, 10**17))
    made = worked_out(whole_steps(amount, of, given_), {"甲": a, "给": approved is not None, "核": approved or 0})
    lowered = Fraction(a, 700) if approved is None else min(Fraction(a, 700), Fraction(approved, 100))
    assert made * step == of.rounded(lowered)


def test_a_sign_is_asked_only_where_there_may_be_one() -> None:
    def signs(expr: IntExpr) -> bool:
        return isinstance(expr, If)

    assert not signs(whole_steps(Set(Rational(正, 200)), FEN).value)
    assert signs(whole_steps(Set(Rational(甲, 200)), FEN).value)
    assert whole_steps(Set(Rational(正, 100)), FEN).value == 正
    assert whole_steps(Set(Rational(正, 200)), FEN).value == FloorDiv(Sum((正, Int(1))), Int(2))


def test_cases_share_what_they_have_in_common() -> None:
    let = (LetInt("中间数 1", Times(甲, 甲)),)
    own = Name("中间数 1", *interval(Times(甲, 甲)))
    cases = tuple((Compare(">", 甲, Int(n)), Set(Rational(Sum((own, Int(n))), 1), let)) for n in (3, 2, 1))
    made = whole_steps(Branch(cases, Set(Rational(Int(0), 1))), FEN)
    assert len(made.lets) == 1 and worked_out(made, {"甲": 2}) == (4 + 1) * 100


def test_a_rule_of_several_cases_comes_out_as_the_interpreter_has_it() -> None:
    policy = policy_of(
        "填报：投资额：金额。\n奖励：投资额1000万元以上的，投资额的7.3%，封顶500万元；其余的，投资额的4.37%。\n取整：舍去到元。"
    )
    (entry,) = module_of(policy).entries
    assert isinstance(entry.shape, One)
    made = whole_steps(entry.amounts[0], entry.shape.of)
    for cents in (0, 1, 99_999, 100_000, 999_999_999, 1_000_000_000, 10**12):
        yuan = policy.calc("1", {"投资额": f"{cents // 100}.{cents % 100:02d}"}).value
        assert worked_out(made, {"投资额": cents}) == yuan
