"""Units: read in every usual spelling, multiplied and divided exactly, written in one way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.units import UNITS, Unit, parse_unit, unit_decimals, unit_words


def unit(text: str) -> Unit:
    parsed = parse_unit(text)
    assert parsed is not None, text
    return parsed


def test_declared_words_count_too() -> None:
    assert parse_unit("元/工作站·年", ["工作站"]) == unit("元/年") / Unit((("工作站", 1),))
    assert parse_unit("个工作站", ["工作站"]) == Unit((("工作站", 1),))
    assert parse_unit("工作站") is None
    assert "工作站" in unit_words(["工作站"])


def test_a_price_times_its_quantity_is_money() -> None:
    assert unit("元/亩") * unit("亩") == unit("元")
    assert unit("元/平方米·月") * unit("平方米") * unit("月") == unit("元")
    assert (unit("万元") / unit("元")).is_dimensionless
    assert unit("元") / unit("万元") == Unit(factor=Fraction(1, 10**4))
    assert not unit("元").same_dimension(unit("亩"))
    assert not unit("元").same_dimension(unit("美元"))


WORDS = st.sampled_from(sorted(UNITS)).map(unit)


@given(WORDS, WORDS, WORDS)
def test_multiplication_is_what_it_should_be(a: Unit, b: Unit, c: Unit) -> None:
    assert a * b == b * a
    assert (a * b) * c == a * (b * c)
    assert a / b * b == a
    assert (a / a) == Unit()


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=3))
def test_the_canonical_text_is_read_as_the_same_dimension(above: list[Unit], below: list[Unit]) -> None:
    product = Unit()
    for part in above:
        product = product * part
    for part in below:
        product = product / part
    read = parse_unit(product.text)
    if any(power > 0 for _, power in product.powers):
        assert read is not None and read.same_dimension(product)
    else:
        assert read is None


def test_words_come_longest_first() -> None:
    words = unit_words()
    assert [len(word) for word in words] == sorted(map(len, words), reverse=True)
    assert len(set(words)) == len(words)
    assert {"元", "亩", "家", "个月", "批次", "标箱", "人次"} <= set(words)


@pytest.mark.parametrize(
    ("text", "decimals"),
    [("元", 2), ("家", 0), ("批次", 0), ("亩", 4), ("公斤", 4), ("元/亩", 4), ("年", 4), ("美元", 4)],
)
def test_decimals_of_a_fact_follow_from_its_unit(text: str, decimals: int) -> None:
    assert unit_decimals(unit(text)) == decimals


def test_a_declared_count_has_no_decimals() -> None:
    assert unit_decimals(Unit((("工作站", 1),))) == 0
    assert unit_decimals(Unit()) == 0
