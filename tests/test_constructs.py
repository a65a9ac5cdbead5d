"""Tables, several amounts, dates, lists and shared names: what they pay, in the interpreter and compiled alike."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from support.rules import TERMS, compiled, policy_of
from support.targets import python_module
from tiaowen.compiler import Policy
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source


def calculator(policy: Policy) -> Callable[..., Any]:
    """``policy.calc``, which must agree with the compiled Python module in value, eligibility and explanation."""
    module = python_module(policy)

    def calc(clause: str, facts: dict[str, Any], date: str | None = None) -> Any:
        ours, theirs = policy.calc(clause, facts, date), module.calc(clause, facts, date)
        assert (ours.value, ours.eligible, ours.trace) == (theirs.value, theirs.eligible, theirs.trace)
        return ours

    return calc


def value_of(body: str, facts: dict[str, Any], date: str | None = None) -> Any:
    return calculator(policy_of(body))("1", facts, date).value


EQUIPMENT = """
填报：
  投资额：金额；
  类别：普通、进口设备、市级重点。
标准：
  ｜ 类别 ｜ 投资额 ｜ 比例 ｜
  ｜ 普通 ｜ 50万元以上、不满100万元 ｜ 5% ｜
  ｜ 普通 ｜ 100万元以上 ｜ 6% ｜
  ｜ 进口设备、市级重点 ｜ 不限 ｜ 10% ｜
  ｜ 其余 ｜ 其余 ｜ 不予 ｜
补助：投资额的比例。
"""


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        ("普通", "499999.99", "0.00"),
        ("普通", "500000", "25000.00"),
        ("普通", "999999.99", "50000.00"),
        ("普通", "1000000", "60000.00"),
        ("市级重点", "100", "10.00"),
    ],
)
def test_a_table_by_two_keys(kind: str, amount: str, expected: str) -> None:
    assert value_of(EQUIPMENT, {"类别": kind, "投资额": amount}) == Decimal(expected)


LADDER = """
填报：用电量：度。
标准：
  ｜ 每段用电量 ｜ 电费 ｜
  ｜ 240度以下 ｜ 0.4883元/度 ｜
  ｜ 超过240度 ｜ 0.5383元/度 ｜
收取：电费。
"""
ACCOUNTS = """
填报：账户：每个含本金（金额）、利息（金额）。
其中（逐个）：本息：本金加利息。
支付：@，封顶50万元。
"""


def test_a_banded_table_of_prices() -> None:
    assert value_of(LADDER, {"用电量": "340"}) == Decimal("171.02")


@pytest.mark.parametrize("total", ["本息总额", "（本金总额加利息总额）"])
def test_one_number_of_each_record_added_up(total: str) -> None:
    accounts = [{"本金": "200000", "利息": "1000.50"}, {"本金": "100000", "利息": "0"}]
    assert value_of(ACCOUNTS.replace("@", total), {"账户": accounts}) == Decimal("301000.50")


BANDS = """
填报：标的额：金额。
标准：
每段标的额	受理费
不超过1万元	50元
超过1万元至10万元	2.5%
超过10万元	2%
交纳：受理费。
"""


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0", "50"), ("10000", "50"), ("10000.01", "50"), ("10001", "50.03"), ("100000", "2300"), ("200000", "4300")],
)
def test_a_table_of_bands(amount: str, expected: str) -> None:
    assert value_of(BANDS, {"标的额": amount}) == Decimal(expected)


CASES = """
填报：面积：平方米；占比：比例；国家数：个。
标准：
  情形 ｜ 金额
  占比10%以上，且国家数3个以上 ｜ 面积，每平方米30元，封顶100万元
  其余 ｜ 面积×20元/平方米
补助：金额。
"""


@pytest.mark.parametrize(("share", "countries", "expected"), [("10%", 3, "30"), ("9.99%", 3, "20"), ("10%", 2, "20")])
def test_a_table_of_cases(share: str, countries: int, expected: str) -> None:
    assert value_of(CASES, {"面积": 1, "占比": share, "国家数": countries}) == Decimal(expected)


POINTS = """
填报：投资额：金额。
标准（内插）：
  投资额 ｜ 费用
  100万元 ｜ 2万元
  500万元 ｜ 6万元
  1000万元 ｜ 8万元
交纳：费用。
"""


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "20000"),
        ("100万元", "20000"),
        ("300万元", "40000"),
        ("500万元", "60000"),
        ("750万元", "70000"),
        ("1亿元", "80000"),
    ],
)
def test_a_table_read_between_its_points(amount: str, expected: str) -> None:
    assert value_of(POINTS, {"投资额": amount}) == Decimal(expected)


def test_a_table_needs_a_key_and_even_rows() -> None:
    _, errors = compiled("填报：投资额：金额。\n标准：\n 级别 ｜ 金额\n 一级 ｜ 1万元\n补助：金额。")
    assert [error.code for error in errors][:1] == ["T0302"]
    _, errors = compiled("填报：投资额：金额。\n标准：\n 投资额 ｜ 奖金\n 1万元以上 ｜ 1万元 ｜ 2\n补助：奖金。")
    assert "T0118" in [error.code for error in errors]


YEARS = """
填报：
  学历：博士、硕士；
  已领：金额。
补贴（逐年，共3年）：学历为博士、硕士的，分别3.6万元、2.4万元。
扣除：已领。
"""


@pytest.mark.parametrize(
    ("had", "expected"),
    [
        (0, ["36000.00", "36000.00", "36000.00"]),
        (27000, ["9000.00", "36000.00", "36000.00"]),
        (45000, ["0.00", "27000.00", "36000.00"]),
        (108000, ["0.00", "0.00", "0.00"]),
        (200000, ["0.00", "0.00", "0.00"]),
    ],
)
def test_years_from_which_the_first_are_deducted_first(had: int, expected: list[str]) -> None:
    assert value_of(YEARS, {"学历": "博士", "已领": had}) == tuple(map(Decimal, expected))


def test_years_with_an_amount_each_and_a_cap_on_their_sum() -> None:
    body = "奖励（分3年）：10万元、8万元、5万元。\n封顶：累计不超过15万元。"
    assert value_of(body, {}) == (Decimal("100000.00"), Decimal("50000.00"), Decimal("0.00"))


@pytest.mark.parametrize("amount", ["0.01", "0.03", "1234.57", "99999.99"])
def test_instalments_add_up_to_the_amount(amount: str) -> None:
    body = "填报：投资额：金额。\n奖励：投资额，按100%。\n分期：40%、30%、30%。"
    value = value_of(body, {"投资额": amount})
    assert len(value) == 3
    assert sum(value) == Decimal(amount)


def test_a_split_is_by_name() -> None:
    body = "填报：投资额：金额。\n奖励：投资额的10%。\n分配：单位60%、个人40%。"
    assert value_of(body, {"投资额": "100.07"}) == {"单位": Decimal("6.00"), "个人": Decimal("4.01")}


def test_each_party_at_a_rate_of_its_own() -> None:
    body = "填报：缴费基数：金额。\n缴纳：由单位和个人分别按缴费基数的16%、8%缴纳。"
    assert value_of(body, {"缴费基数": 10000}) == {"单位": Decimal("1600.00"), "个人": Decimal("800.00")}


@pytest.mark.parametrize(
    ("whole", "shares"),
    [("封顶：100元。", ("60.00", "40.00")), ("扣除：900元。", ("60.00", "40.00")), ("", ("600.00", "400.00"))],
)
def test_what_is_shared_is_capped_before(whole: str, shares: tuple[str, str]) -> None:
    body = f"填报：投资额：金额。\n奖励：投资额的10%。\n分配：单位60%、个人40%。\n{whole}"
    assert value_of(body, {"投资额": 10000}) == {"单位": Decimal(shares[0]), "个人": Decimal(shares[1])}


def test_each_year_is_capped_where_the_cap_says_so() -> None:
    body = "填报：投资额：金额。\n奖励（分3年）：投资额的10%。\n封顶：每年不超过5万元。"
    assert value_of(body, {"投资额": 10**6}) == (Decimal("50000.00"),) * 3


def test_nothing_payable_is_zeros_of_full_length() -> None:
    body = "填报：投资额：金额。\n条件：投资额1万元以上。\n奖励（分2年）：1万元、2万元。"
    result = calculator(policy_of(body))("1", {"投资额": 1})
    assert (result.value, result.eligible) == ((Decimal("0.00"), Decimal("0.00")), False)


PATENT = """
填报：授权日、申请日：日期。
条件：申请日在自授权日之日起一年内。
资助：
  授权日2019年4月30日以前（含）的，1万元；
  其余的，2万元。
"""


@pytest.mark.parametrize(
    ("granted", "applied", "expected"),
    [
        ("2019-04-30", "2019-10-01", "10000.00"),
        ("2019-05-01", "2019-10-01", "20000.00"),
        ("2019-06-01", "2020-06-01", "20000.00"),
        ("2019-06-01", "2020-06-02", "0.00"),
        ("2020-02-29", "2021-02-28", "20000.00"),
        ("2020-02-29", "2021-03-01", "0.00"),
        ("2019-06-01", "2019-05-31", "0.00"),
    ],
)
def test_within_a_year_of_a_day(granted: str, applied: str, expected: str) -> None:
    assert value_of(PATENT, {"授权日": granted, "申请日": applied}) == Decimal(expected)


@pytest.mark.parametrize(
    ("words", "first", "last", "expected"),
    [
        ("月数", "2024-01-31", "2024-02-29", 1),
        ("月数", "2024-01-31", "2024-02-28", 0),
        ("月数", "2024-03-15", "2025-03-14", 11),
        ("年数", "2024-03-15", "2025-03-15", 1),
        ("天数", "2024-02-28", "2024-03-01", 2),
        ("月数", "2025-01-01", "2024-01-01", 0),
    ],
)
def test_how_far_apart_two_days_are(words: str, first: str, last: str, expected: int) -> None:
    body = f"填报：甲日、乙日：日期。\n核算：乙日距甲日的{words}。"
    assert value_of(body, {"甲日": first, "乙日": last}) == expected


def test_the_day_of_the_claim_is_a_fact() -> None:
    body = "填报：注册日：日期。\n条件：申报日期距注册日的月数12个月以上。\n奖励：1万元。"
    facts = {"注册日": "2024-06-30"}
    assert value_of(body, facts, "2025-06-29") == 0
    assert value_of(body, facts, "2025-06-30") == Decimal("10000.00")


POLLUTANTS = """
填报：
  污染物：每项含排放量（公斤）、当量值（公斤）；
  税额：金额。
其中（逐项）：当量数：排放量除以当量值。
交纳（逐项，取当量数最高的3项）：税额×当量数。
"""


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([["950", "0.95"], [475, "0.95"], ["218", "2.18"], [835, "16.7"]], "1920.00"),
        ([["95", "0.95"]], "120.00"),
        ([], "0.00"),
        ([[1, 3], [1, 7], [1, 11], [1, 13]], "0.68"),
    ],
)
def test_the_items_that_another_number_chooses(items: list[list[object]], expected: str) -> None:
    assert value_of(POLLUTANTS, {"污染物": items, "税额": "1.2"}) == Decimal(expected)


SHARED = (
    TERMS
    + """
【定义】
填报：
  从业人员：人；
  营业收入：金额。
其中：小微企业：从业人员300人以下，且营业收入2000万元以下。
【完】
"""
)


def test_a_shared_name_brings_its_facts_only_where_it_is_used() -> None:
    policy = policy_of("填报：投资额：金额。\n补助：小微企业的，投资额的10%；其余的，投资额的5%。", SHARED)
    assert [fact.name for fact in policy.clauses["1"].facts] == ["从业人员", "营业收入", "投资额"]
    calc = calculator(policy)
    assert calc("1", {"投资额": 100, "从业人员": 300, "营业收入": 1}).value == Decimal("10.00")
    assert calc("1", {"投资额": 100, "从业人员": 301, "营业收入": 1}).value == Decimal("5.00")
    unused = policy_of("填报：投资额：金额。\n补助：投资额的5%。", SHARED)
    assert [fact.name for fact in unused.clauses["1"].facts] == ["投资额"]


def test_a_budget_is_shared_out_as_the_policy_says() -> None:
    text = """试行政策

【政策】试行政策
预算：100元；
预算不足：按比例折算，舍去到元，余数归金额最高的。
【完】
（一）给予支持。
【规则 1】试行
依据：“给予支持”
填报：投资额：金额。
补助：投资额的10%。
【完】
"""
    policy, _ = compile_sources([Source.of("试行.policy", text)])
    result = policy.allocate(
        {"甲": {"1": {"投资额": 1000}}, "乙": {"1": {"投资额": 333}}, "丙": {"1": {"投资额": 100}}}
    )
    assert {name: f"{share:f}" for name, share in result.shares.items()} == {"甲": "71.00", "乙": "23.00", "丙": "6.00"}
    assert result.remainder == 0
    assert "折算的余数2元归金额最高的" in result.explain("甲")


@pytest.mark.parametrize(
    ("mode", "given", "expected"),
    [
        ("四舍五入", "-5.2", "-3.00"),
        ("四舍五入", "-5", "-3.00"),
        ("四舍五入", "-4.8", "-2.00"),
        ("四舍五入", "5.2", "3.00"),
        ("舍去", "-5.2", "-2.00"),
        ("舍去", "5.2", "2.00"),
        ("进位", "-4.8", "-3.00"),
        ("进位", "-0.2", "-1.00"),
        ("进位", "4.8", "3.00"),
    ],
)
def test_a_number_below_zero_is_rounded_within_a_sentence_by_its_size(mode: str, given: str, expected: str) -> None:
    body = f"填报：数额：金额，可为负。\n核算：数额的50%，{mode}到元。"
    assert value_of(body, {"数额": given}) == Decimal(expected)


@pytest.mark.parametrize(
    ("length", "start", "last"),
    [
        ("30天", "2025-03-01", "2025-03-31"),
        ("1天", "2025-03-01", "2025-03-02"),
        ("3个月", "2024-11-30", "2025-02-28"),
        ("13个月", "2024-11-30", "2025-12-30"),
        ("1年", "2024-02-29", "2025-02-28"),
        ("2年", "2023-12-31", "2025-12-31"),
    ],
)
def test_a_length_of_time_ends_on_its_last_day(length: str, start: str, last: str) -> None:
    body = f"填报：日、起点：日期。\n条件：日在自起点起{length}内。\n奖励：1万元。"
    first, end, day = date.fromisoformat(start), date.fromisoformat(last), timedelta(days=1)
    paid = [value_of(body, {"日": on, "起点": first}) for on in (first - day, first, end, end + day)]
    assert paid == [Decimal(0), Decimal(10000), Decimal(10000), Decimal(0)]
