"""Facts: what is accepted becomes one exact value, everything else a fault that says what is wrong."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from enum import IntEnum, StrEnum
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import LIMIT, FactType, Value, format_quantity, read_facts, read_value

MONEY = FactType(name="营业收入", kind="number", unit="元", decimals=2)
SIGNED = FactType(name="利润", kind="number", unit="元", decimals=2, negative=True)
GRAIN = FactType(name="交售早籼谷", kind="number", unit="公斤", decimals=4)
RENT = FactType(name="租金单价", kind="number", unit="元/平方米·月", decimals=4)
COUNT = FactType(name="园区企业数", kind="number", unit="家")
STATIONS = FactType(name="工作站数", kind="number", unit="工作站")
WHOLE = FactType(name="年次", kind="number", low=0, high=10)
RATIO = FactType(name="加回比例", kind="number", unit="%", decimals=8, low=150 * 10**6, high=200 * 10**6)
SHARE = FactType(name="占比", kind="number", unit="%", decimals=8)
YES = FactType(name="首次申报", kind="boolean")
LEVEL = FactType(name="转型水平", kind="option", options=("未达级", "一级", "二级"), ordered=True)
DAY = FactType(name="日期", kind="date", low=date(2025, 1, 1).toordinal(), high=date(2025, 12, 31).toordinal())
PLACE = FactType(name="单位", kind="text")
FEES = FactType(name="期权费", kind="list", item=MONEY)
RECORD = FactType(name="检测记录", kind="record", fields=(DAY, PLACE, YES))
RECORDS = FactType(name="检测记录", kind="list", item=RECORD)


class Text(StrEnum):
    YES = "是"
    LEVEL = "一级"
    AMOUNT = "3万元"


class Number(IntEnum):
    THREE = 3


def codes(of: FactType, value: object) -> list[str]:
    with pytest.raises(FactError) as refused:
        read_value(of, value)
    for fault in refused.value.faults:
        assert fault.fact == of.name
        assert of.name in fault.message and of.name in fault.message_en
        assert fault.message.isprintable() and fault.message_en.isprintable()
        assert len(fault.message) < 200
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("of", "given_value", "value"),
    [
        (MONEY, 0, 0),
        (MONEY, 30000000, 3000000000),
        (MONEY, Number.THREE, 300),
        (MONEY, Decimal("12.50"), 1250),
        (MONEY, Decimal("12.5000000"), 1250),
        (MONEY, Decimal("1E+3"), 100000),
        (MONEY, Decimal("0E+999999"), 0),
        (MONEY, Decimal("-0.00"), 0),
        (MONEY, "3000万元", 3000000000),
        (MONEY, "3000万", 3000000000),
        (MONEY, " 3000 万元 ", 3000000000),
        (MONEY, "30,000,000", 3000000000),
        (MONEY, "3，000万元", 3000000000),
        (MONEY, "２亿元", 20000000000),
        (MONEY, "二十万元", 20000000),
        (MONEY, "一百万元", 100000000),
        (MONEY, "1亿2000万元", 12000000000),
        (MONEY, "12元", 1200),
        (MONEY, "5角", 50),
        (MONEY, "0.010", 1),
        (MONEY, Text.AMOUNT, 3000000),
        (MONEY, LIMIT - 1, (LIMIT - 1) * 100),
        (MONEY, "999999999999999.99", LIMIT * 100 - 1),
        (SIGNED, -5, -500),
        (SIGNED, "-5万元", -5000000),
        (SIGNED, "负五万元", -5000000),
        (SIGNED, Decimal("-0.01"), -1),
        (GRAIN, 50, 500000),
        (GRAIN, "1.5吨", 15000000),
        (GRAIN, "3斤", 15000),
        (GRAIN, "1千克", 10000),
        (GRAIN, "1千公斤", 10000000),
        (GRAIN, "250克", 2500),
        (RENT, "30元/平方米·月", 300000),
        (RENT, "30元/月/㎡", 300000),
        (RENT, "0.3万元/平方米·月", 30000000),
        (RENT, "30", 300000),
        (COUNT, "3", 3),
        (COUNT, "3家", 3),
        (COUNT, "三家", 3),
        (COUNT, "1万家", 10000),
        (COUNT, Decimal("3.0"), 3),
        (STATIONS, "3工作站", 3),
        (STATIONS, "3个工作站", 3),
        (WHOLE, "3", 3),
        (WHOLE, 10, 10),
        (RATIO, "150%", 150000000),
        (RATIO, "２００％", 200000000),
        (RATIO, Decimal("1.75"), 175000000),
        (RATIO, "1.75", 175000000),
        (RATIO, 2, 200000000),
        (RATIO, "百分之一百六十", 160000000),
        (SHARE, "5‰", 500000),
        (SHARE, "六五折", 65000000),
        (SHARE, Decimal("0.2"), 20000000),
        (YES, True, True),
        (YES, False, False),
        (YES, "是", True),
        (YES, "否", False),
        (YES, Text.YES, True),
        (LEVEL, "未达级", 0),
        (LEVEL, Text.LEVEL, 1),
        (DAY, "2025-03-01", date(2025, 3, 1).toordinal()),
        (DAY, date(2025, 12, 31), date(2025, 12, 31).toordinal()),
        (PLACE, "甲乡", "甲乡"),
        (PLACE, "", ""),
        (FEES, [], ()),
        (FEES, ["1000元", 2500], (100000, 250000)),
        (FEES, (1,), (100,)),
        (RECORDS, [["2025-01-02", "甲", "是"]], ((date(2025, 1, 2).toordinal(), "甲", True),)),
        (RECORDS, [{"相": 1}][:0], ()),
        (RECORD, {"首次申报": False, "日期": "2025-01-02", "单位": "乙"}, (date(2025, 1, 2).toordinal(), "乙", False)),
    ],
)
def test_what_is_accepted(of: FactType, given_value: object, value: Value) -> None:
    read = read_value(of, given_value)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("of", "given_value", "code"),
    [
        (MONEY, None, "T0603"),
        (MONEY, True, "T0603"),
        (MONEY, [], "T0603"),
        (MONEY, b"3", "T0603"),
        (MONEY, Fraction(1, 2), "T0603"),
        (MONEY, 3j, "T0603"),
        (MONEY, 0.5, "T0604"),
        (MONEY, 3.0, "T0604"),
        (MONEY, float("nan"), "T0604"),
        (MONEY, float("inf"), "T0604"),
        (MONEY, "3亩", "T0605"),
        (MONEY, "3美元", "T0605"),
        (MONEY, "3元/亩", "T0605"),
        (MONEY, "20%", "T0605"),
        (MONEY, "3圆", "T0605"),
        (MONEY, "0.001", "T0606"),
        (MONEY, "5厘米", "T0605"),
        (MONEY, Decimal("1.234"), "T0606"),
        (MONEY, Decimal("1E-999999"), "T0606"),
        (MONEY, "-5", "T0607"),
        (MONEY, -5, "T0607"),
        (MONEY, -(10**30), "T0608"),
        (MONEY, Decimal("-0.01"), "T0607"),
        (MONEY, LIMIT, "T0608"),
        (MONEY, "10000亿万元", "T0611"),
        (MONEY, "1000万亿元", "T0608"),
        (MONEY, "1" + "0" * 30, "T0608"),
        (MONEY, Decimal("1E+999999"), "T0608"),
        (MONEY, Decimal("NaN"), "T0611"),
        (MONEY, Decimal("sNaN"), "T0611"),
        (MONEY, Decimal("-Infinity"), "T0611"),
        (MONEY, "NaN", "T0611"),
        (MONEY, "Infinity", "T0611"),
        (MONEY, "", "T0611"),
        (MONEY, "元", "T0611"),
        (MONEY, "万元", "T0611"),
        (MONEY, "1e30", "T0611"),
        (MONEY, "1,00万元", "T0611"),
        (MONEY, "1.2.3", "T0611"),
        (MONEY, "约3万元", "T0611"),
        (MONEY, "三万五元", "T0611"),
        (MONEY, "9" * 10**6, "T0611"),
        (MONEY, "3\u202e万元", "T0605"),
        (SIGNED, -LIMIT, "T0608"),
        (GRAIN, "0.00001", "T0606"),
        (COUNT, "3.5", "T0606"),
        (COUNT, Decimal("3.5"), "T0606"),
        (COUNT, "3个", "T0605"),
        (WHOLE, "3家", "T0605"),
        (WHOLE, "1.5", "T0606"),
        (WHOLE, 11, "T0610"),
        (RATIO, "149%", "T0610"),
        (RATIO, Decimal("2.1"), "T0610"),
        (RATIO, "三分之五", "T0606"),
        (RATIO, 1.5, "T0604"),
        (RATIO, "150元", "T0611"),
        (YES, 1, "T0603"),
        (YES, 0, "T0603"),
        (YES, "true", "T0603"),
        (YES, " 是", "T0603"),
        (YES, 1.0, "T0604"),
        (LEVEL, "三级", "T0609"),
        (LEVEL, "一级 ", "T0609"),
        (LEVEL, 1, "T0603"),
        (LEVEL, True, "T0603"),
        (DAY, "2025-02-30", "T0612"),
        (DAY, "2025-3-1", "T0612"),
        (DAY, "0000-01-01", "T0612"),
        (DAY, datetime(2025, 3, 1), "T0612"),
        (DAY, 20250301, "T0612"),
        (DAY, "2024-12-31", "T0610"),
        (DAY, date(2026, 1, 1), "T0610"),
        (PLACE, 5, "T0603"),
        (FEES, "1000元", "T0603"),
        (FEES, {"甲": 1}, "T0603"),
        (FEES, [1, 2.5], "T0604"),
        (RECORD, ["2025-01-02", "甲"], "T0613"),
        (RECORD, ["2025-01-02", "甲", True, 1], "T0613"),
        (RECORD, {"日期": "2025-01-02", "单位": "甲"}, "T0613"),
        (RECORD, {"日期": "2025-01-02", "单位": "甲", "首次申报": True, "相符": True}, "T0613"),
        (RECORD, "2025-01-02", "T0603"),
    ],
)
def test_what_is_refused(of: FactType, given_value: object, code: str) -> None:
    assert codes(of, given_value) == [code]


def test_a_giant_whole_number_is_too_large() -> None:
    assert codes(MONEY, 10**5000) == ["T0608"]
    assert codes(YES, 10**5000) == ["T0603"]


def test_all_faults_of_a_call_come_together_in_order() -> None:
    facts: dict[object, object] = {"营业收人": 1, "园区企业数": 2.5, "转型水平": "五级", "营业收入": "x", 5: 1}
    with pytest.raises(FactError) as refused:
        read_facts([MONEY, RATIO, LEVEL, COUNT], facts)  # type: ignore[arg-type]
    faults = refused.value.faults
    assert [(fault.code, fault.fact) for fault in faults] == [
        ("T0611", "营业收入"),
        ("T0601", "加回比例"),
        ("T0609", "转型水平"),
        ("T0604", "园区企业数"),
        ("T0602", "营业收人"),
        ("T0602", "5"),
    ]
    assert "营业收入" in faults[4].message
    assert str(refused.value).splitlines() == [fault.message for fault in faults]


def test_every_item_of_a_list_has_its_own_fault() -> None:
    with pytest.raises(FactError) as refused:
        read_facts([FEES, RECORDS], {"期权费": [1, -1, "x"], "检测记录": [["2025-01-01", "甲", 1], {"单位": 3}]})
    assert [(fault.code, fault.message.partition("」")[2][:3]) for fault in refused.value.faults] == [
        ("T0607", "第2项"),
        ("T0611", "第3项"),
        ("T0603", "第1项"),
        ("T0613", "第2项"),
        ("T0603", "第2项"),
        ("T0613", "第2项"),
    ]


def test_facts_left_out() -> None:
    defaulted = FactType(name="比例", kind="number", unit="%", decimals=8, default=150 * 10**6)
    no = FactType(name="达标", kind="boolean", default=False)
    approved = FactType(name="核定金额", kind="number", unit="元", decimals=2, optional=True)
    assert read_facts([defaulted, no, approved], {}) == {"比例": 150 * 10**6, "达标": False, "核定金额": None}
    assert read_facts([approved], {"核定金额": None}) == {"核定金额": None}
    assert read_facts([approved], {"核定金额": "5万元"}) == {"核定金额": 5000000}
    assert read_value(FactType(name="记录", kind="record", fields=(no, MONEY)), {"营业收入": 1}) == (False, 100)
    with pytest.raises(FactError) as refused:
        read_facts([no, MONEY], {"达标": None})
    assert [fault.code for fault in refused.value.faults] == ["T0603", "T0601"]


@pytest.mark.parametrize("facts", [None, 5, "营业收入", [("营业收入", 1)]])
def test_facts_that_are_no_mapping_are_refused(facts: object) -> None:
    with pytest.raises(FactError) as refused:
        read_facts([MONEY], facts)  # type: ignore[arg-type]
    assert refused.value.code == "T0603"


def test_any_mapping_will_do_and_the_order_is_that_of_the_types() -> None:
    facts: Mapping[str, object] = MappingProxyType({"首次申报": "是", "营业收入": 1})
    assert list(read_facts([MONEY, YES], facts).items()) == [("营业收入", 100), ("首次申报", True)]


def test_many_unknown_names_are_refused_quickly_and_all() -> None:
    with pytest.raises(FactError) as refused:
        read_facts([MONEY], {"营业收入": 1} | {f"营业收入{n}": 1 for n in range(3000)})
    assert len(refused.value.faults) == 3000


@given(st.integers(1 - LIMIT * 100, LIMIT * 100 - 1))
def test_an_amount_is_the_same_in_every_form(fen: int) -> None:
    amount = Decimal(fen).scaleb(-2)
    with localcontext(Context(prec=3)):
        assert read_value(SIGNED, amount) == fen
        assert read_value(SIGNED, f"{amount:f}元") == fen
        assert read_value(SIGNED, f"{amount:,f}") == fen
        if fen % 100 == 0:
            assert read_value(SIGNED, fen // 100) == fen


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


@given(
    ANY,
    st.sampled_from([MONEY, SIGNED, GRAIN, RENT, COUNT, WHOLE, RATIO, YES, LEVEL, DAY, PLACE, FEES, RECORD, RECORDS]),
)
def test_anything_at_all_is_read_or_refused(value: object, of: FactType) -> None:
    try:
        read = read_value(of, value)
    except FactError as refused:
        assert all(fault.message.isprintable() and fault.message_en.isprintable() for fault in refused.faults)
    else:
        if of.kind == "number":
            assert isinstance(read, int) and of.least <= read <= of.most


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "text"),
    [
        (3000000000, 100, "元", "3000万元"),
        (1234567, 100, "元", "12345.67元"),
        (12345600, 1, "元", "1234.56万元"),
        (12345670, 1, "元", "12345670元"),
        (10**10, 1, "元", "100亿元"),
        (125 * 10**6, 1, "元", "1.25亿元"),
        (123456 * 10**4, 1, "元", "123456万元"),
        (9999, 1, "元", "9999元"),
        (10000, 1, "元", "1万元"),
        (-20000, 1, "元", "-2万元"),
        (1, 2, "元", "0.5元"),
        (100, 3, "元", "约33.33元"),
        (200000, 3, "元", "约66666.67元"),
        (-1, 1000, "元", "约0元"),
        (0, 1, "元", "0元"),
        (2000, 1, "元/亩", "2000元/亩"),
        (10000, 1, "元/年", "1万元/年"),
        (1, 3, "元/亩", "约0.3333元/亩"),
        (20000, 1, "美元", "20000美元"),
        (3, 100, "%", "3%"),
        (3, 10000, "%", "0.03%"),
        (1, 3, "%", "约33.3333%"),
        (5, 2, "亩", "2.5亩"),
        (10**6, 1, "公斤", "1000000公斤"),
        (3, 1, "", "3"),
    ],
)
def test_quantities_are_written_as_a_person_would(numerator: int, denominator: int, unit: str, text: str) -> None:
    assert format_quantity(numerator, denominator, unit) == text


@given(st.integers(-(10**14), 10**14), st.integers(1, 10**6), st.sampled_from(["元", "%", "公斤"]))
def test_what_is_written_without_about_is_exact(numerator: int, denominator: int, unit: str) -> None:
    text = format_quantity(numerator, denominator, unit)
    exact = Fraction(numerator, denominator)
    of = FactType(name="数", kind="number", unit=unit, decimals=8, negative=True)
    read = read_value(of, text.removeprefix("约"))
    assert isinstance(read, int)
    error = abs(Fraction(read, of.scale) - exact)
    allowed = {"元": Fraction(1, 200), "%": Fraction(1, 2 * 10**6), "公斤": Fraction(1, 20000)}[unit]
    assert 0 < error <= allowed if text.startswith("约") else error == 0
