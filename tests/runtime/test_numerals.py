"""Numerals of official Chinese: read exactly, or refused with a reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.numerals import NumeralError, read_numeral, read_ratio


@pytest.mark.parametrize("text", ["9" * 41, "一" * 41, "亿" * 41, "9" * 10**6, "1" * 40 + "%"])
def test_a_numeral_too_long_is_refused_unread(text: str) -> None:
    for read in (read_numeral, read_ratio):
        with pytest.raises(NumeralError, match="太长"):
            read(text)


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
