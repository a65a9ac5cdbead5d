"""The quick reader of facts may only agree: what it gives, the full reader gives for the same value, and of the same type."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tiaowen.runtime.facts import UNSURE, FactType, _read_closely, quick
from tiaowen.runtime.quantities import Multipliers, multipliers, read_quantity

TYPES = (
    FactType(name="金额", kind="number", unit="元", decimals=2),
    FactType(name="利润", kind="number", unit="元", decimals=2, negative=True),
    FactType(name="限额", kind="number", unit="元", decimals=2, low=10**4, high=3 * 10**11),
    FactType(name="重量", kind="number", unit="公斤", decimals=4),
    FactType(name="面积", kind="number", unit="亩", decimals=4),
    FactType(name="功率", kind="number", unit="千瓦", decimals=4),
    FactType(name="工期", kind="number", unit="月", decimals=4),
    FactType(name="得分", kind="number", unit="分", decimals=4),
    FactType(name="租金", kind="number", unit="元/平方米·月", decimals=4),
    FactType(name="家数", kind="number", unit="家"),
    FactType(name="门店", kind="number", unit="4S店"),
    FactType(name="站数", kind="number", unit="工作站"),
    FactType(name="年次", kind="number"),
    FactType(name="比例", kind="number", unit="%", decimals=8),
    FactType(name="首次", kind="boolean"),
    FactType(name="类别", kind="option", options=("一级", "二级")),
    FactType(name="单位", kind="text"),
)

DIGITS = st.one_of(
    st.integers(0, 10**18).map(str),
    st.integers(0, 10**6).map(lambda n: f"{n:,}"),
    st.decimals(0, 10**16, places=2).map(str),
    st.text("0123456789", max_size=45),
    st.text("0123456789.,，．０１２３４５６７８９零一二两十百千万亿点半负+-－＋", max_size=8),
)
UNITS = st.one_of(
    st.sampled_from(
        [
            "元",
            "万元",
            "亿元",
            "千元",
            "百万元",
            "角",
            "圆",
            "万",
            "亿",
            "千",
            "百",
            "家",
            "个",
            "工作站",
            "个工作站",
            "4S店",
            "S店",
            "亩",
            "公顷",
            "平方米",
            "公斤",
            "吨",
            "斤",
            "克",
            "毫克",
            "千瓦",
            "瓦",
            "兆瓦",
            "月",
            "个月",
            "年",
            "分",
            "分之",
            "分之一",
            "分之百",
            "%",
            "％",
            "‰",
            "‱",
            "倍",
            "折",
            "成",
            "成五",
            "个百分点",
            "个基点",
            "BP",
            "元/平方米·月",
            "元/月/㎡",
            "万元/平方米·月",
            "元/",
            "/",
            "e3",
            "E+3",
        ]
    ),
    st.text("百千万亿元个月分之/·年 \n\t\u3000", max_size=6),
    st.text(max_size=3),
)
SPACE = st.sampled_from(("", "", "", " ", "\u3000", "\n", "\x1c", "\ufeff", " " * 30))
TEXTS = st.tuples(SPACE, DIGITS, SPACE, UNITS, SPACE).map("".join)
DECIMALS = st.one_of(
    st.decimals(),
    st.decimals(-(10**16), 10**16, places=2),
    st.decimals(0, 10**6, places=9),
    st.builds(lambda n, e: Decimal((0, (n,), e)), st.integers(0, 9), st.integers(-(10**6), 10**6)),
    st.integers(0, 10**70).map(Decimal),
)
VALUES = st.one_of(
    TEXTS, DECIMALS, st.integers(), st.integers(-(10**16), 10**16), st.booleans(), st.none(), st.floats()
)


def quickly(of: FactType, value: object) -> object:
    """What the quick reader gives; an Ellipsis where it is not sure."""
    try:
        return quick(of, value)
    except UNSURE:
        return ...


def agrees(of: FactType, value: object) -> None:
    found = quickly(of, value)
    if found is not ...:
        faults: list[object] = []
        closely = _read_closely(of, value, (of.name,), faults)  # type: ignore[arg-type]
        assert (type(found), found, faults) == (type(closely), closely, [])


@settings(max_examples=1500, deadline=None)
@given(VALUES, st.sampled_from(TYPES))
@example("3分之百", TYPES[0])
@example("12折", TYPES[13])
@example("3 万", TYPES[13])
@example("14S店", TYPES[10])
@example("0" * 38 + "5元", TYPES[0])
@example("0" * 39 + "5元", TYPES[0])
@example("5" + " " * 60 + "元", TYPES[0])
@example(".5", TYPES[0])
@example("5.", TYPES[0])
@example("1.2.3", TYPES[0])
@example(Decimal("1." + "0" * 80), TYPES[0])
@example(Decimal("1." + "0" * 80 + "1"), TYPES[0])
@example(Decimal("-0.00"), TYPES[0])
def test_the_quick_reader_agrees_with_the_full_one(value: object, of: FactType) -> None:
    agrees(of, value)


@settings(max_examples=600, deadline=None)
@given(st.integers(0, 10**16), st.integers(0, 12), UNITS, st.sampled_from(TYPES[:14]))
def test_words_multiply_every_number_alike(number: int, places: int, words: str, of: FactType) -> None:
    """What the table of multipliers assumes of the full reader, for numbers that are plain digits."""
    text = f"{number:0{places + 1}}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    try:
        sizes = Multipliers(of.unit, of.scale)[words]
    except KeyError:
        return
    if places < len(sizes) and len(text + words) <= 40:
        exact = read_quantity((text + words).strip(), of.unit)
        assert exact * of.scale == number * sizes[places]


@pytest.mark.parametrize(
    ("of", "value"),
    [
        (0, "3000万元"),
        (0, "30000000.00"),
        (0, "2.5亿元"),
        (0, "12元"),
        (0, Decimal("30000000.00")),
        (0, Decimal(7)),
        (3, "1.5吨"),
        (5, "3千瓦"),
        (8, "30元/月/㎡"),
        (9, "3家"),
        (11, "3个工作站"),
        (12, "12"),
        (13, "20%"),
        (13, "5‰"),
        (14, "是"),
        (15, "二级"),
        (16, "甲"),
    ],
)
def test_what_people_mostly_write_is_read_quickly(of: int, value: object) -> None:
    assert quickly(TYPES[of], value) is not ...
    agrees(TYPES[of], value)


def test_the_table_of_multipliers_is_shared_and_does_not_grow_without_end() -> None:
    assert TYPES[0].multipliers is TYPES[1].multipliers is multipliers("元", 100)
    table = Multipliers("元", 100)
    table.MOST = 3
    assert [table[words][0] for words in ("元", "万", "万元", "亿", "亿元")] == [100, 10**6, 10**6, 10**10, 10**10]
    assert list(table) == ["元", "万", "万元"]
    for words in ("折", "分之", "分之百", "亩", "9", ".", "厘米"):
        with pytest.raises(KeyError):
            table[words]
