"""Tiers as one choice: the same at every number, and around every end of a range."""

from hypothesis import given
from hypothesis import strategies as st

from support.integer_values import value_of
from tiaowen.compiler.ir.integer import Extreme, If, Int, IntExpr, Name, Sum, Times
from tiaowen.compiler.program.piecewise import by_ranges

甲, 乙 = Name("甲", -500, 500), Name("乙", 0, 10)


def expressions() -> st.SearchStrategy[IntExpr]:
    leaves = st.just(甲) | st.builds(Int, st.integers(-300, 300))

    def larger(inner: st.SearchStrategy[IntExpr]) -> st.SearchStrategy[IntExpr]:
        several = st.lists(inner, min_size=2, max_size=4).map(tuple)
        scaled = st.builds(Times, st.builds(Int, st.integers(-9, 9)), inner)
        return st.builds(Sum, several) | st.builds(Extreme, st.sampled_from(["min", "max"]), several) | scaled

    return st.recursive(leaves, larger, max_leaves=14)


@given(expressions(), st.integers(-500, 500))
def test_the_value_stays(expr: IntExpr, number: int) -> None:
    assert value_of(by_ranges(expr), {"甲": number}) == value_of(expr, {"甲": number})


def test_bands_become_one_choice() -> None:
    bands = [(0, 100, 3), (100, 200, 10), (200, 500, 20)]
    parts = [
        Times(Int(rate), Extreme("max", (Sum((Extreme("min", (甲, Int(high))), Int(-low))), Int(0))))
        for low, high, rate in bands
    ]
    bands_as_ranges = by_ranges(Sum(tuple(parts)))
    assert isinstance(bands_as_ranges, If) and "Extreme" not in repr(bands_as_ranges)
    for number in range(-500, 501):
        assert value_of(bands_as_ranges, {"甲": number}) == value_of(Sum(tuple(parts)), {"甲": number})


def test_what_is_of_two_numbers_stays_as_it_is() -> None:
    least = Extreme("min", (甲, 乙))
    parts = Sum((least, Extreme("max", (least, Int(3))), Extreme("min", (甲, Int(4))), Extreme("max", (甲, Int(5)))))
    assert by_ranges(parts) is parts


@given(expressions(), expressions(), st.integers(-500, 500), st.integers(0, 10))
def test_a_sum_has_its_parts_of_one_name_together(one: IntExpr, other: IntExpr, a: int, b: int) -> None:
    expr = Sum((one, Times(甲, 乙), 乙, other, Extreme("max", (one, 乙))))
    values = {"甲": a, "乙": b}
    assert value_of(by_ranges(expr), values) == value_of(expr, values)
