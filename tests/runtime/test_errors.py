"""Faults: their words are complete in both languages, and nothing given can break out of them."""

import pickle
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.errors import FAULT_WORDS, FactError, Fault, hint, listing, make_fault, show, visible


def test_an_error_speaks_of_its_first_fault_and_lists_them_all() -> None:
    first, second = Fault("T0601", "甲", "缺甲", "no 甲"), Fault("T0602", "乙", "无乙", "what is 乙")
    error = FactError([first, second])
    assert (error.code, error.fact, error.message) == ("T0601", "甲", "缺甲")
    assert str(error) == "缺甲\n无乙"
    assert isinstance(error, ValueError)
    assert pickle.loads(pickle.dumps(error)).faults == (first, second)


@pytest.mark.parametrize("code", FAULT_WORDS)
def test_both_languages_have_the_same_places(code: str) -> None:
    chinese, english = (
        {name for _, name, _, _ in string.Formatter().parse(words)} - {None} for words in FAULT_WORDS[code]
    )
    assert chinese == english
    assert "at" in chinese


def test_a_place_inside_a_fact_is_said_in_words() -> None:
    fault = make_fault("T0612", ("检测记录", 2, "日期"), shown=show("昨天"))
    assert fault.fact == "检测记录"
    assert fault.message == "「检测记录」第2项的「日期」应是日期，写作 2025-03-01，填的是“昨天”"
    assert fault.message_en == "“检测记录” item 2 “日期” must be a date, written 2025-03-01, not “昨天”"


@given(st.text(max_size=60))
def test_what_is_shown_is_printable_and_short(text: str) -> None:
    assert visible(text).isprintable()
    assert show(text).isprintable()
    assert len(show(text)) <= 40 * len("\\U00010000") + 3


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2066", "\u200f", "\u2028", "\u0085", "\x1b", "\n", "\0", "\ud800", "\U000e0041"]
)
def test_marks_that_could_mislead_are_escaped(mark: str) -> None:
    code = f"u{ord(mark):04x}" if ord(mark) < 0x10000 else f"U{ord(mark):08x}"
    assert visible(f"费{mark}用") == f"费\\{code}用"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "True"),
        (-5, "-5"),
        (1.5, "1.5"),
        (float("nan"), "nan"),
        (Decimal("1E+1000000"), "1E+1000000"),
        (None, "None"),
        ({"甲": 1}, "dict"),
        (b"\xff", "bytes"),
        ("甲" * 41, "“" + "甲" * 40 + "…”"),
    ],
)
def test_values_are_shown_without_being_written_out(value: object, shown: str) -> None:
    assert show(value) == shown


def test_a_giant_whole_number_is_shown_by_its_size() -> None:
    assert show(10**39) == "1" + "0" * 39
    assert show(10**5000) == "10^5000"
    assert show(-(10**5000)) == "-10^5000"


def test_template_syntax_in_a_name_stays_text() -> None:
    assert make_fault("T0612", ("{at}%s$x",), shown="{shown}").message.startswith("「{at}%s$x」")


def test_the_nearest_name_is_offered() -> None:
    assert hint("营业收人", ["营业收入", "研发费用"]) == ("，是不是「营业收入」？", "; did you mean “营业收入”?")
    assert hint("天气", ["营业收入"]) == ("", "")
    assert hint(5, ["营业收入"]) == ("", "")


def test_a_long_list_of_names_is_cut() -> None:
    assert listing(["甲", "乙"]) == "甲、乙"
    assert listing([str(n) for n in range(20)]).endswith("、11……")
