"""Numerals of official Chinese: read exactly, or refused with a reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.numerals import NumeralError, read_numeral, read_ratio

NUMERALS = {
    "0": 0,
    "20万": 200_000,
    "２０万": 200_000,
    "2.5亿": 250_000_000,
    "2．5亿": 250_000_000,
    "1,000万": 10_000_000,
    "1，000": 1000,
    "12,345,678.90": "12345678.9",
    "3千": 3000,
    "5百万": 5_000_000,
    "2千万": 20_000_000,
    "1.2万亿": 1_200_000_000_000,
    "3千亿": 300_000_000_000,
    "1亿2000万": 120_000_000,
    "1亿500万": 105_000_000,
    "3万5000": 35_000,
    "-5": -5,
    "－5": -5,
    "−0.5": "-0.5",
    "+3": 3,
    "负三万": -30_000,
    "二十万": 200_000,
    "三千五百": 3500,
    "一亿二千万": 120_000_000,
    "两": 2,
    "两百": 200,
    "两千两百": 2200,
    "一万两千": 12_000,
    "零": 0,
    "〇": 0,
    "十": 10,
    "十二": 12,
    "一十二": 12,
    "一百十二": 112,
    "百": 100,
    "百万": 1_000_000,
    "一百〇五": 105,
    "一千零五十": 1050,
    "二十万三千": 203_000,
    "二十万零三千": 203_000,
    "十万零五百": 100_500,
    "一亿零五万": 100_050_000,
    "一万二千亿": 1_200_000_000_000,
    "半": "1/2",
    "零点五": "1/2",
    "两点五万": 25_000,
    "一点二五亿": 125_000_000,
}


@pytest.mark.parametrize(("text", "value"), NUMERALS.items())
def test_a_numeral_is_read_exactly(text: str, value: int | str) -> None:
    assert read_numeral(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "+", "-", "--5", ".5", "5.", "1.2.3", "2.5.万", "1 000", "1e3", "0x10", "٣", "³", "NaN", "Infinity"),
        *("1,00万", "1,0000", ",100", "1,,000", "1000,000", "1,000,00"),
        *(
            "万",
            "亿",
            "点五",
            "五点",
            "二点十",
            "二十百",
            "十十",
            "百百",
            "千五",
            "一千五",
            "三万五",
            "零五",
            "五零",
            "零零",
        ),
        *("一千五十", "一百零十", "二十两", "十两万", "百分", "半半", "一个半", "几十", "约20万", "20余万", "20万左右"),
        *("20万元", "3亩", "2%", "3万5", "3万50", "1亿5", "5十", "20万万", "1.5亿2000万"),
    ],
)
def test_what_is_not_a_numeral_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NumeralError) as refused:
        read_numeral(text)
    assert str(refused.value) == refused.value.reason != ""
    assert refused.value.reason_en.isprintable()


@pytest.mark.parametrize("text", ["9" * 41, "一" * 41, "亿" * 41, "9" * 10**6, "1" * 40 + "%"])
def test_a_numeral_too_long_is_refused_unread(text: str) -> None:
    for read in (read_numeral, read_ratio):
        with pytest.raises(NumeralError, match="太长"):
            read(text)


RATIOS = {
    "2%": "2/100",
    "2％": "2/100",
    "２％": "2/100",
    "-3%": "-3/100",
    "0.03%": "3/10000",
    "150%": "3/2",
    "5‰": "5/1000",
    "3‱": "3/10000",
    "百分之二": "2/100",
    "百分之二点五": "25/1000",
    "百分之2.5": "25/1000",
    "百分之百": 1,
    "百分之一百五十": "3/2",
    "千分之五": "5/1000",
    "万分之三": "3/10000",
    "十分之一": "1/10",
    "三分之一": "1/3",
    "二分之一": "1/2",
    "3分之2": "2/3",
    "六五折": "65/100",
    "九折": "9/10",
    "9折": "9/10",
    "85折": "85/100",
    "8.5折": "85/100",
    "七点五折": "75/100",
    "三成": "3/10",
    "两成": "2/10",
    "三成五": "35/100",
    "5成": "5/10",
    "三倍": 3,
    "3倍": 3,
    "1.5倍": "3/2",
    "一倍": 1,
    "半倍": "1/2",
    "一半": "1/2",
    "2个百分点": "2/100",
    "两个百分点": "2/100",
    "0.5个百分点": "5/1000",
    "2/3": "2/3",
    "１／２": "1/2",
    "150个基点": "150/10000",
    "50BP": "50/10000",
    "12.5bp": "125/100000",
}


@pytest.mark.parametrize(("text", "value"), RATIOS.items())
def test_a_ratio_is_read_exactly(text: str, value: int | str) -> None:
    assert read_ratio(text) == Fraction(value)


@pytest.mark.parametrize(
    "text", ["", "20", "20万", "二十", "5亩", "完成", "成", "零成", "半", "研发费用", "0.2", "1/0", "0/2", "1/2/3"]
)
def test_what_has_no_form_of_a_ratio_is_none(text: str) -> None:
    assert read_ratio(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "%",
            "%%",
            "2%%",
            "百分之",
            "分之一",
            "百分之百分之二",
            "零分之一",
            "一分之一",
            "半分之一",
            "三分之",
            "一点五分之一",
        ),
        *("折", "十折", "0折", "零五折", "六五四折", "100折", "倍", "几倍", "个百分点", "三成五六", "十三成"),
    ],
)
def test_a_malformed_ratio_is_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        read_ratio(text)


def in_chinese(number: int) -> str:
    """Write ``number`` below 10^12 as it is spoken: four digits at a time, one 零 for each run of zeros inside."""
    groups = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    said = ""
    for group, name in zip(groups, ("亿", "万", ""), strict=True):
        digits = f"{group:04d}"
        spoken = ""
        for digit, place in zip(digits, ("千", "百", "十", ""), strict=True):
            spoken += "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + place
        while "零零" in spoken:
            spoken = spoken.replace("零零", "零")
        spoken = spoken.rstrip("零")
        if spoken:
            said += (spoken if said else spoken.lstrip("零")) + name
        elif said and not said.endswith("零"):
            said += "零"
    while "零零" in said:
        said = said.replace("零零", "零")
    said = said.rstrip("零") or "零"
    return said.removeprefix("一") if said.startswith("一十") else said


SPARSE = st.sampled_from([10**n + 10**m for n in range(12) for m in range(n)])


@given(st.one_of(st.integers(0, 10**5), st.integers(0, 10**12 - 1), SPARSE))
def test_whole_numbers_in_chinese_come_back(number: int) -> None:
    assert read_numeral(in_chinese(number)) == number


MAGNITUDES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}


@given(st.integers(0, 10**9), st.integers(0, 6), st.sampled_from(sorted(MAGNITUDES)), st.booleans())
def test_digits_come_back(number: int, places: int, magnitude: str, grouped: bool) -> None:
    value = Decimal(number).scaleb(-places)
    digits = f"{value:,f}" if grouped else f"{value:f}"
    assert read_numeral(digits + magnitude) == Fraction(value) * MAGNITUDES[magnitude]


@given(st.text("零一二两三十百千万亿点半负0123456789.,%‰折成倍分之个-", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_numeral, read_ratio):
        try:
            value = read(text)
        except NumeralError:
            continue
        assert value is None or isinstance(value, Fraction)
