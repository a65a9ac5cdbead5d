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


# What both languages are given is read and refused by the rows of tests/vectors; here is what only Python has.


@pytest.mark.parametrize(
    ("of", "given_value", "value"),
    [
        (MONEY, Number.THREE, 300),
        (MONEY, Text.AMOUNT, 3000000),
        (YES, Text.YES, True),
        (LEVEL, Text.LEVEL, 1),
        (FEES, (1,), (100,)),
    ],
)
def test_what_is_accepted(of: FactType, given_value: object, value: Value) -> None:
    read = read_value(of, given_value)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("of", "given_value", "code"),
    [
        (MONEY, b"3", "T0603"),
        (MONEY, Fraction(1, 2), "T0603"),
        (MONEY, 3j, "T0603"),
        (MONEY, "9" * 10**6, "T0611"),
        (DAY, datetime(2025, 3, 1), "T0612"),
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
        read_facts([MONEY, RATIO, LEVEL, COUNT], facts)
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
        read_facts([MONEY], facts)
    assert refused.value.code == "T0603"


def test_any_mapping_will_do_and_the_order_is_that_of_the_types() -> None:
    facts: Mapping[str, object] = MappingProxyType({"首次申报": "是", "营业收入": 1})
    assert list(read_facts([MONEY, YES], facts).items()) == [("营业收入", 100), ("首次申报", True)]


def test_many_unknown_names_are_refused_quickly_and_all() -> None:
    with pytest.raises(FactError) as refused:
        read_facts([MONEY], {"营业收入": 1} | {f"营业收入{n}": 1 for n in range(3000)})
    assert len(refused.value.faults) == 3000
    assert ["是不是" in fault.message for fault in refused.value.faults].count(True) == 20, (
        "the first of them are helped"
    )


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
