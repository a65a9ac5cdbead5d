"""From core to integers, node by node: what is inferred of scales, guards and intervals."""

from fractions import Fraction

import pytest

from support.rules import policy_of
from tiaowen.compiler.ir import core, integer
from tiaowen.compiler.ir.integer import Int, Name, interval
from tiaowen.compiler.program.lower import lower
from tiaowen.compiler.program.scale import scale

# Money is read in 分, a count whole.
MONEY = core.Input("甲", Fraction(1, 100), 0, 10**17 - 1)
COUNT = core.Input("乙", Fraction(1), 0, 10**15 - 1)
DEBT = core.Input("丙", Fraction(1, 100), -(10**17) + 1, 10**17 - 1)
ITEM = core.Item("清单", 1, Fraction(1), 0, 10)
甲, 乙, 丙 = Name("甲", 0, 10**17 - 1), Name("乙", 0, 10**15 - 1), Name("丙", -(10**17) + 1, 10**17 - 1)
件 = integer.ItemOf("清单", 1, 0, 10)
NOTHING = core.Told((), (), ())


def number(value: int | str) -> core.Const:
    return core.Const(Fraction(value))


def amount_of(node: core.Node) -> integer.Amount:
    (amount,) = scale(core.Program((), (), (), (node,), None, NOTHING)).amounts
    return amount


def held(node: core.Node) -> integer.BoolExpr:
    (condition,) = scale(core.Program((), (), (node,), (), None, NOTHING)).conditions
    return condition


def fraction(top: integer.IntExpr, divisor: int, over: integer.IntExpr | None = None) -> integer.Set:
    return integer.Set(integer.Rational(top, divisor, over))


@pytest.mark.parametrize(
    ("node", "amount"),
    [
        (number("1/3"), fraction(Int(1), 3)),
        (MONEY, fraction(甲, 100)),
        (core.Mul(MONEY, number("1/20")), fraction(甲, 2000)),
        (core.Add((MONEY, number(1))), fraction(integer.Sum((甲, Int(100))), 100)),
        (core.Div(MONEY, COUNT), fraction(甲, 100, 乙)),
        (core.Least((MONEY, number(5))), fraction(integer.Extreme("min", (甲, Int(500))), 100)),
        # By their intervals: nothing is below zero.
        (core.Greatest((MONEY, number(-5))), fraction(甲, 100)),
        (core.Call("months_between", (COUNT, COUNT)), fraction(integer.Call("months_between", (乙, 乙)), 1)),
        (core.Fold("count", "清单", core.Truth(True)), fraction(integer.FoldInt("清单", integer.Bool(True), True), 1)),
        (core.Fold("sum", "清单", core.Mul(number(3), ITEM)), fraction(integer.Times(Int(3), integer.FoldInt("清单", 件, False)), 1)),
    ],
)  # fmt: skip
def test_a_number(node: core.Node, amount: integer.Amount) -> None:
    assert amount_of(node) == amount


@pytest.mark.parametrize(
    ("node", "condition"),
    [
        (core.Truth(True), integer.Bool(True)),
        (core.Flag("首次"), integer.Flag("首次")),
        (core.ItemFlag("清单", 0), integer.ItemFlag("清单", 0)),
        (core.SameText("地", "", None, ("城关镇",)), integer.SameText("地", "", None, ("城关镇",))),
        (core.Not(core.Not(core.Flag("首次"))), integer.Flag("首次")),
        (core.And((core.Truth(True), core.Flag("首次"))), integer.Flag("首次")),
        (core.Or((core.Flag("首次"),)), integer.Flag("首次")),
        # 甲 is read in 分, of 乙 in whole yuan.
        (core.Compare(">", MONEY, COUNT), integer.Compare(">", 甲, integer.Times(Int(100), 乙))),
        (core.Compare(">=", MONEY, number(-1)), integer.Bool(True)),
        # Divided by what may be zero: the comparison does not hold there.
        (
            core.Compare(">=", core.Div(MONEY, COUNT), number(3)),
            integer.Logic("and", (integer.Compare(">", 乙, Int(0)), integer.Compare(">=", 甲, integer.Times(Int(300), 乙)))),
        ),
        (core.Fold("all", "清单", core.Compare("<", ITEM, number(3))), integer.FoldAll("清单", integer.Compare("<", 件, Int(3)))),
    ],
)  # fmt: skip
def test_a_condition(node: core.Node, condition: integer.BoolExpr) -> None:
    assert held(node) == condition


def test_a_choice_becomes_branches() -> None:
    chosen = core.Choose(((core.Flag("首次"), MONEY),), number(0))
    assert amount_of(chosen) == integer.Branch(((integer.Flag("首次"), fraction(甲, 100)),), fraction(Int(0), 1))


def test_what_may_be_negative_is_rounded_by_its_size() -> None:
    """Half away from zero: -2.6 becomes -3, and not -2."""
    amount = amount_of(core.Round("half_up", DEBT))
    assert isinstance(amount, integer.Set)
    rounded = amount.value.number
    assert isinstance(rounded, integer.If)
    assert rounded.condition == integer.Compare(">=", 丙, Int(0))
    up = integer.FloorDiv(integer.Sum((integer.Times(Int(2), 丙), Int(100))), Int(200))
    assert rounded.then == up
    down = integer.FloorDiv(integer.Sum((integer.Times(Int(-2), 丙), Int(100))), Int(200))
    assert rounded.otherwise == integer.Times(Int(-1), down)
    assert interval(rounded) == (-(10**15), 10**15)


def test_names_of_a_program_keep_their_scale() -> None:
    lets = (core.Let("一半", core.Mul(MONEY, number("1/2"))),)
    made = scale(core.Program(lets, (), (), (core.Local("一半"),), None, NOTHING))
    assert made.lets == (integer.LetInt("一半", 甲, 200),)
    assert made.amounts == (fraction(Name("一半", 0, 10**17 - 1), 200),)


def test_a_rule_in_core() -> None:
    """Definitions become lets; what is told is lowered with everything else."""
    rule = "填报：费用：金额；上年费用：金额。\n其中：\n  增量：费用超过上年费用的部分。\n条件：费用1万元以上。\n奖励：增量，按5%。\n"
    program = lower(policy_of(rule).clauses["1"])
    now, before = (core.Input(name, Fraction(1, 100), 0, 10**17 - 1) for name in ("费用", "上年费用"))
    more = core.Greatest((core.Add((now, core.Mul(number(-1), before))), number(0)))
    assert program.lets == (core.Let("增量", more),)
    assert program.conditions == (core.Compare(">=", now, number(10000)),)
    assert program.amounts == (core.Mul(core.Local("增量"), number("1/20")),)
    assert program.whole is None
    (told,) = program.told.amount
    assert told.parts == (
        "增量",
        core.Quantity(core.Local("增量"), "元"),
        " × ",
        "5%",
        " ＝ ",
        core.Quantity(program.amounts[0], "元"),
    )


def test_parts_of_one_amount_know_it() -> None:
    program = lower(policy_of("填报：费用：金额。\n奖励：费用。\n分期：40%、60%。\n").clauses["1"])
    assert len(program.amounts) == 2
    assert program.whole == core.Input("费用", Fraction(1, 100), 0, 10**17 - 1)
