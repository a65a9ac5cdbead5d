"""Results: exact rounding whatever the caller's decimal context, and a dict that JSON can hold."""

import json
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.errors import FactError
from tiaowen.runtime.result import Outcome, Result, money, number, parse_date, round_whole

NUMERATORS = st.integers(-(10**40), 10**40)
DENOMINATORS = st.integers(1, 10**20)


@given(NUMERATORS, DENOMINATORS)
def test_money_is_the_nearest_fen_and_half_goes_away_from_zero(n: int, d: int) -> None:
    with localcontext(Context(prec=3)):
        amount = money(n, d)
    assert amount.as_tuple().exponent == -2
    error = abs(Fraction(amount)) - abs(Fraction(n, d))
    assert Fraction(-1, 200) < error <= Fraction(1, 200)
    assert amount == 0 or (amount < 0) == (n < 0)
    assert not (amount == 0 and amount.is_signed())


@given(NUMERATORS, DENOMINATORS)
def test_whole_rounding_brackets_the_exact_value(n: int, d: int) -> None:
    exact = abs(Fraction(n, d))
    up, down, near = (abs(round_whole(n, d, mode)) for mode in ("up", "down", "half_up"))
    assert down <= exact <= up and up - down == (exact.denominator != 1)
    assert near == (down if exact - down < Fraction(1, 2) else up)


@pytest.mark.parametrize(
    ("n", "d", "expected"),
    [(6, 2, 3), (-6, 2, -3), (0, 5, 0), (1, 8, Decimal("0.125")), (5, 2, Decimal("2.5")), (1, 3, Decimal("0.3333"))],
)
def test_a_count_is_an_int_and_only_a_fraction_a_decimal(n: int, d: int, expected: int | Decimal) -> None:
    assert number(n, d) == expected
    assert type(number(n, d)) is type(expected)
    assert str(number(n, d)) == str(expected)


def result(value: Outcome, **changes: str) -> Result:
    said = {
        "policy": "政策",
        "policy_hash": "00",
        "compiler": "0.1.0",
        "clause": "7.1",
        "title": "研发投入补助",
        "citation": "按存量部分2%",
        "unit": "元",
        "form": "奖补",
        "kind": "定额",
    } | changes
    return Result(**said, value=value, eligible=True, date=date(2025, 12, 31), explain=lambda: ("一", "二"))


def test_a_result_says_everything_in_json() -> None:
    said = result(Decimal("500000.00")).to_dict()
    assert json.loads(json.dumps(said, ensure_ascii=False)) == {
        "policy": "政策",
        "policy_hash": "00",
        "compiler": "0.1.0",
        "clause": "7.1",
        "citation": "按存量部分2%",
        "value": "500000.00",
        "unit": "元",
        "kind": "定额",
        "form": "奖补",
        "eligible": True,
        "date": "2025-12-31",
        "trace": ["一", "二"],
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, True),
        (3, "3"),
        (Decimal("0.2"), "0.2"),
        (Decimal("1E+3"), "1000"),
        ((Decimal("1.00"), Decimal("2.00")), ["1.00", "2.00"]),
        ({"单位": Decimal("1.00"), "个人": 2}, {"单位": "1.00", "个人": "2"}),
    ],
)
def test_values_are_said_as_text(value: Outcome, said: object) -> None:
    assert result(value).to_dict()["value"] == said


def test_the_explanation_is_worked_out_once_and_only_when_asked_for() -> None:
    calls = []

    def explain() -> tuple[str, ...]:
        calls.append(1)
        return ("按5%计", "合50万元")

    one = Result("政策", "00", "0", "1.1", "", "", "元", "奖补", "定额", 1, True, None, explain)
    assert calls == []
    assert one.explain() == "按5%计\n合50万元" and one.trace == ("按5%计", "合50万元")
    assert calls == [1]
    assert one.to_dict()["date"] is None


def test_results_are_equal_by_what_they_say() -> None:
    assert result(1) == result(1)
    assert result(1) != result(2)
    assert result(1) != result(1, title="另一标题")
    assert result(1) != 1
    assert repr(result(1)) == "Result('7.1', 1, '元', '定额', eligible=True)"


def test_the_date_of_a_call() -> None:
    day = date(2025, 3, 1)
    assert parse_date("2025-03-01", None) == parse_date(day, None) == parse_date(None, day) == day
    assert parse_date(None, None) is None


@pytest.mark.parametrize(
    "value", ["2025-3-1", "2025-02-29", "20250301", "", "２０２５-03-01", 20250301, datetime(2025, 3, 1), 1.5]
)
def test_anything_else_is_no_date(value: object) -> None:
    with pytest.raises(FactError) as refused:
        parse_date(value, date(2025, 12, 31))
    assert (refused.value.code, refused.value.fact) == ("T0612", "申报日期")
