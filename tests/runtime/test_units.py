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


@pytest.mark.parametrize(
    ("spelling", "canonical", "factor"),
    [
        ("元", "元", 1),
        ("万元", "元", 10**4),
        ("亿元", "元", 10**8),
        ("百万元", "元", 10**6),
        ("角", "元", "1/10"),
        ("美元", "美元", 1),
        ("万美元", "美元", 10**4),
        ("元/亩", "元/亩", 1),
        ("元／亩", "元/亩", 1),
        ("万元/公顷", "元/亩", "10000/15"),
        ("元/家·年", "元/家·年", 1),
        ("元/年/家", "元/家·年", 1),
        ("元/年·家", "元/家·年", 1),
        ("元/月•平方米", "元/平方米·月", 1),
        ("元/㎡・月", "元/平方米·月", 1),
        ("元/m²·月", "元/平方米·月", 1),
        ("元/平米·个月", "元/平方米·月", 1),
        ("元/年/人", "元/人·年", 1),
        ("人·天", "人·天", 1),
        ("万平方米", "平方米", 10**4),
        ("平方公里", "平方米", 10**6),
        ("公顷", "亩", 15),
        ("吨", "公斤", 1000),
        ("万吨", "公斤", 10**7),
        ("斤", "公斤", "1/2"),
        ("克", "公斤", "1/1000"),
        ("千克", "公斤", 1),
        ("kg", "公斤", 1),
        ("公里", "米", 1000),
        ("毫升", "升", "1/1000"),
        ("度", "千瓦时", 1),
        ("万千瓦时", "千瓦时", 10**4),
        ("万千瓦", "千瓦", 10**4),
        ("日", "天", 1),
        ("周岁", "岁", 1),
        ("个月", "月", 1),
        ("个项目", "项目", 1),
        ("分钟", "小时", "1/60"),
    ],
)
def test_every_spelling_means_its_canonical_unit(spelling: str, canonical: str, factor: int | str) -> None:
    read = unit(spelling)
    assert (read.text, read.factor) == (canonical, Fraction(factor))
    assert read.same_dimension(unit(canonical))


@pytest.mark.parametrize(
    "text", ["", " ", "/", "元/", "/年", "元//亩", "·", "万", "搞", "元亩", "元-亩", "%", "万" * 61]
)
def test_what_is_no_unit_is_none(text: str) -> None:
    assert parse_unit(text) is None


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
