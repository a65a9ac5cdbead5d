"""The one printer of expressions: each node in each language, with brackets only where they are needed."""

from random import Random

import pytest

from support.integer_values import value_of
from tiaowen.compiler.ir.integer import (
    Bool,
    BoolExpr,
    Call,
    Compare,
    Extreme,
    Flag,
    FloorDiv,
    FoldAll,
    FoldInt,
    FoldPart,
    FractionFold,
    Grouping,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    Logic,
    Name,
    Not,
    Picking,
    SameText,
    Sum,
    Times,
    interval,
)
from tiaowen.compiler.targets import javascript_expressions, python_expressions
from tiaowen.compiler.targets.expressions import Printer

a, b, c = (Name(name, 0, 1000) for name in "abc")
BIG = Name("大", 0, 10**17)
ITEM = ItemOf("单", 1, 0, 9)
TOP = Picking("largest", 0, 2, (ITEM, Int(1)), None, ())
SECOND = Picking("first", 1, 1, None, ItemFlag("单", 0), (2,))
FRACTIONS = FractionFold("单", Int(1), ITEM, None, TOP)
BY_MONTH = Grouping((0,), ((2025, 1), (2025, 12)))
YES, NO = Flag("甲"), Flag("乙")


def python() -> Printer:
    return python_expressions.Printer(python_expressions.LANGUAGE, frozenset())


def javascript() -> Printer:
    return Printer(javascript_expressions.LANGUAGE, frozenset(), wide={"大"})


@pytest.mark.parametrize(
    ("expr", "in_python", "in_javascript"),
    [
        (Int(-3), "-3", "-3"),
        (Sum((a, b, Int(-3))), "a + b - 3", "a + b - 3"),
        (Sum((Times(Int(-1), a), b)), "b - a", "b - a"),
        (Sum((Times(Int(-2), a), Int(-3))), "-2 * a - 3", "-2 * a - 3"),
        (Sum((a, Times(Int(-1), Sum((b, c))))), "a - (b + c)", "a - (b + c)"),
        (Times(Int(-1), a), "-a", "-a"),
        (Times(Int(2), Sum((a, b))), "2 * (a + b)", "2 * (a + b)"),
        (Times(a, Times(b, c)), "a * b * c", "a * b * c"),
        (Times(a, FloorDiv(b, Int(2))), "a * (b // 2)", "a * floorDiv(b, 2)"),
        (FloorDiv(Times(a, b), Int(2)), "a * b // 2", "floorDiv(a * b, 2)"),
        (FloorDiv(a, Times(Int(2), Sum((b, Int(1))))), "a // (2 * (b + 1))", "floorDiv(a, 2 * (b + 1))"),
        (FloorDiv(a, b), "a // b if b > 0 else 0", "b > 0 ? floorDiv(a, b) : 0"),
        (Times(Int(2), FloorDiv(a, b)), "2 * (a // b if b > 0 else 0)", "2 * (b > 0 ? floorDiv(a, b) : 0)"),
        (Extreme("min", (a, b)), "a if a < b else b", "Math.min(a, b)"),
        (Extreme("max", (Sum((a, b)), c)), "_1 if (_1 := a + b) > c else c", "Math.max(a + b, c)"),
        (Extreme("max", (a, b, c)), "max(a, b, c)", "Math.max(a, b, c)"),
        (Times(Int(2), Extreme("min", (a, b))), "2 * (a if a < b else b)", "2 * Math.min(a, b)"),
        (If(YES, a, b), "a if 甲 else b", "甲 ? a : b"),
        (If(YES, a, If(NO, b, c)), "a if 甲 else b if 乙 else c", "甲 ? a : 乙 ? b : c"),
        (Call("shift_months", (a, Int(-6))), "shift_months(a, -6)", "shiftMonths(a, -6)"),
        (FoldInt("单", ITEM, False), "sum(_item0[1] for _item0 in 单)", "单.reduce((sum, _item0) => sum + _item0[1], 0)"),
        (
            FoldInt("单", ITEM, False, pick=TOP),
            "sum(_item0[1] for _item0 in picked([((_item0[1], 1), _item0) for _item0 in 单], 'largest', 0, 2, ()))",
            "picked(单.map((_item0) => [[BigInt(_item0[1]), 1n], _item0]), \"largest\", 0, 2, []).reduce((sum, _item0) => sum + _item0[1], 0)",
        ),
        (
            FoldInt("单", ITEM, False, pick=SECOND),
            "sum(_item0[1] for _item0 in picked([(None, _item0) for _item0 in [_item0 for _item0 in 单 if _item0[0]]], 'first', 1, 1, (2,)))",
            "picked(单.filter((_item0) => _item0[0]).map((_item0) => [null, _item0]), \"first\", 1, 1, [2]).reduce((sum, _item0) => sum + _item0[1], 0)",
        ),
        (
            FoldInt("单", ItemFlag("单", 0), True),
            "sum(1 for _item0 in 单 if _item0[0])",
            "单.filter((_item0) => _item0[0]).length",
        ),
        (
            FoldInt("单", FoldInt("单", Bool(True), True), False, Grouping((0, 2), ())),
            "sum(sum(1 for _item1 in _group0 if True) for _group0 in groups_by(单, (0, 2)))",
            "groupsBy(单, [0, 2]).reduce((sum, _group0) => sum + _group0.filter((_item1) => true).length, 0)",
        ),
        (
            FoldPart(FRACTIONS, "denominator"),
            "sum_fractions([(1, _item0[1]) for _item0 in picked([((_item0[1], 1), _item0) for _item0 in 单], 'largest', 0, 2, ())])[1]",
            "sumFractions(picked(单.map((_item0) => [[BigInt(_item0[1]), 1n], _item0]), \"largest\", 0, 2, []).map((_item0) => [1n, BigInt(_item0[1])]))[1]",
        ),
        (Times(Int(2), BIG), "2 * 大", "2n * 大"),
        (Sum((a, BIG)), "a + 大", "BigInt(a) + 大"),
        (Times(Int(10**16), a), "10000000000000000 * a", "10000000000000000n * BigInt(a)"),
        (Extreme("min", (BIG, Int(5))), "大 if 大 < 5 else 5", "least(大, 5n)"),
    ],
)  # fmt: skip
def test_an_integer(expr: IntExpr, in_python: str, in_javascript: str) -> None:
    assert python().own(expr) == in_python
    assert javascript().own(expr) == in_javascript


@pytest.mark.parametrize(
    ("expr", "in_python", "in_javascript"),
    [
        (Bool(True), "True", "true"),
        (Not(YES), "not 甲", "!甲"),
        (Not(Compare("<", a, b)), "a >= b", "a >= b"),
        (Not(Logic("or", (YES, NO))), "not (甲 or 乙)", "!(甲 || 乙)"),
        (Compare("=", a, Sum((b, c))), "a == b + c", "a === b + c"),
        (Compare("≠", If(YES, a, b), c), "(a if 甲 else b) != c", "(甲 ? a : b) !== c"),
        (Compare("<", a, BIG), "a < 大", "BigInt(a) < 大"),
        (
            Logic("or", (Logic("and", (YES, Compare(">", a, b))), NO)),
            "(甲 and a > b) or 乙",
            "(甲 && a > b) || 乙",
        ),
        (SameText("名", "", None, ("甲",)), "名 == '甲'", '名 === "甲"'),
        (SameText("名", "", None, ("甲", "乙")), "名 in ('甲', '乙')", '["甲", "乙"].includes(名)'),
        (FoldAll("单", ItemFlag("单", None)), "all(_item0 for _item0 in 单)", "单.every((_item0) => _item0)"),
        (
            FoldAll("单", FoldAll("单", ItemFlag("单", 1)), BY_MONTH),
            "all(all(_item1[1] for _item1 in _group0) for _group0 in groups_by_month(单, 0, ((2025, 1), (2025, 12))))",
            'groupsByMonth(单, 0, ["2025-01", "2025-12"]).every((_group0) => _group0.every((_item1) => _item1[1]))',
        ),
    ],
)  # fmt: skip
def test_a_condition(expr: BoolExpr, in_python: str, in_javascript: str) -> None:
    assert python().truth(expr) == in_python
    assert javascript().truth(expr) == in_javascript


def test_any_expression_is_exact_in_python() -> None:
    """Random expressions, as Python works out what is printed and as the nodes say; javascript has the like."""
    rng = Random(1)
    for _ in range(3000):
        expr = _random(rng, 4)
        values = {name.name: rng.choice((name.low, name.high, rng.randint(0, 1000))) for name in (a, b, c)}
        found = eval(python().own(expr), dict(values))
        low, high = interval(expr)
        assert low <= found <= high
        assert found == value_of(expr, values)


def _random(rng: Random, depth: int) -> IntExpr:
    if depth == 0 or rng.random() < 0.15:
        leaves: list[IntExpr] = [a, b, c, Int(rng.randint(-9, 9))]
        return rng.choice(leaves)
    parts = tuple(_random(rng, depth - 1) for _ in range(rng.randint(2, 3)))
    match rng.randrange(5):
        case 0:
            return Sum(parts)
        case 1:
            return Times(parts[0], parts[1])
        case 2:
            return FloorDiv(parts[0], parts[1])
        case 3:
            return Extreme(rng.choice(("min", "max")), parts)
        case _:
            test: BoolExpr = Compare(rng.choice(("<", "<=", ">", ">=", "=", "≠")), parts[0], parts[1])
            return If(rng.choice((test, Not(test), Logic("and", (test, Bool(True))))), parts[1], parts[0])
