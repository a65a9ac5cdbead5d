"""The shape of a result: what it is, and how each of its amounts is rounded."""

from fractions import Fraction

import pytest

from support.rules import policy_of
from tiaowen.compiler.ir.shape import Amount, Answer, One, Several, Shape
from tiaowen.compiler.model.shape import shape_of

CENT = Amount(Fraction(1, 100), "half_up", "money")


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("填报：甲：金额。\n条件：甲超过1元。\n资格：甲。\n", Answer()),
        ("填报：甲：金额。\n奖励：甲，按5%。\n", One(CENT, approved=False)),
        ("填报：甲：金额。\n最高奖励：甲，按5%。\n", One(CENT, approved=True)),
        (
            "填报：甲：金额。\n奖励：甲，按5%。\n取整：舍去到百元。\n",
            One(Amount(Fraction(100), "down", "money"), approved=False),
        ),
        (
            "填报：甲、乙：金额。\n核算：甲占乙的比例。\n",
            One(Amount(Fraction(1, 10**8), "half_up", "ratio"), approved=False),
        ),
        ("填报：甲：公斤。\n核算：甲除以3。\n", One(Amount(Fraction(1, 10**4), "half_up", "count"), approved=False)),
        (
            "填报：甲：公斤。\n核算：甲除以3。\n取整：进位到整数。\n",
            One(Amount(Fraction(1), "up", "count"), approved=False),
        ),
        (
            "填报：甲：金额。\n奖励：甲。\n分期：40%、60%。\n",
            Several(CENT, ("第1期", "第2期"), named=False, remainder=True),
        ),
        (
            "填报：甲：金额。\n奖励：单位、个人分别按甲的60%、20%。\n",
            Several(CENT, ("单位", "个人"), named=True, remainder=False),
        ),
    ],
)
def test_what_a_clause_gives(body: str, shape: Shape) -> None:
    assert shape_of(policy_of(body).clauses["1"]) == shape


@pytest.mark.parametrize(
    ("of", "amount", "rounded"),
    [
        (CENT, Fraction(-1, 200), Fraction(-1, 100)),
        (Amount(Fraction(1), "half_up", "money"), Fraction(-13, 5), Fraction(-3)),
        (Amount(Fraction(100), "up", "money"), Fraction(201), Fraction(300)),
        (Amount(Fraction(100), "down", "count"), Fraction(-299), Fraction(-200)),
        (Amount(Fraction(1, 10**4), "half_up", "count"), Fraction(1, 3), Fraction(3333, 10**4)),
    ],
)
def test_an_amount_in_whole_steps(of: Amount, amount: Fraction, rounded: Fraction) -> None:
    assert of.rounded(amount) == rounded
