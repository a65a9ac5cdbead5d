"""What compiled code does with what is told and rounded: signs, days, braces."""

from decimal import Decimal
from pathlib import Path

from support.rules import policy_of
from support.targets import Calculator, Targets
from tiaowen.compiler.answers.calculate import calc
from tiaowen.runtime.telling import tell


def test_a_negative_number_rounded_within_a_sentence_keeps_its_sign(calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of("填报：余额：金额，可为负。\n核算：余额，按50%，四舍五入到元。\n")
    assert calc(policy, "1", {"余额": "-5.2"}).value == Decimal("-3.00")
    amounts = ("-5.2", "5.2", "-5", "-4.98", "0")
    Targets(policy, calculator, tmp_path).agree([("1", {"余额": amount}, None) for amount in amounts])


def test_days_of_a_period_stay_days(calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of("填报：投产日、验收日：日期。\n条件：投产日在自验收日起30天内。\n奖励：5元。\n")
    days = ("2025-03-01", "2025-03-31", "2025-04-01", "2025-02-28", "9999-12-31")
    requests = [("1", {"投产日": day, "验收日": "2025-03-01"}, None) for day in days]
    assert [calc(policy, *request[:2]).eligible for request in requests] == [True, True, False, False, False]
    Targets(policy, calculator, tmp_path).agree(requests)


def test_periods_that_end_beyond_the_calendar(calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of("填报：投产日、验收日：日期。\n条件：投产日在自验收日起2年内。\n奖励：5元。\n")
    days = ("9999-12-31", "9998-01-01", "0001-01-01")
    requests = [("1", {"投产日": one, "验收日": other}, None) for one in days for other in days]
    Targets(policy, calculator, tmp_path).agree(requests)


def test_lines_are_filled_in() -> None:
    values = ((5, 2, "亩"), True, False, "「大」", [("丙",), ("丁",)], (1, 0, "元"))
    lines = (
        "甲{0}{1}{3}",
        ("都", 1, ~2),
        ("不", 1, 2),
        (4, "乙{0}", 1),
        "除以零{5}，{{0}}是括号，{{{0}}}也是",
    )  # fmt: skip
    assert tell(lines, values) == [
        "甲2.5亩（是）「大」",
        "都",
        "乙丙",
        "乙丁",
        "除以零（不能计算），{0}是括号，{2.5亩}也是",
    ]


def test_braces_of_a_policy_are_its_own(calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of("填报：地址：文字。\n条件：地址为“{0}{{1}}”。\n奖励：5元。\n")
    requests = [("1", {"地址": said}, None) for said in ("{0}{{1}}", "{0}", "{}", "{地址}")]
    Targets(policy, calculator, tmp_path).agree(requests)
