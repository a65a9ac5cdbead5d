"""What worked cases reach: each kind of point missed and reached, its place, the percentage, the command."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from support.rules import policy_of
from tiaowen.compiler.answers.case_coverage import CaseCoverage, Point, case_coverage
from tiaowen.compiler.cli import main
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.text.source import position

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"


def missed(rule: str, *cases: str) -> list[str]:
    """What the cases of a rule do not reach."""
    body = f"{rule}算例：{'；'.join(cases)}。" if cases else rule
    return [point.what for point in case_coverage(policy_of(body)).missed]


BOTH_WAYS = "填报：营业收入：金额。条件：营业收入达到100万元。奖励：10万元。"
HOLDS, FAILS = "营业收入100万元，得10万元", "营业收入99万元的，不予奖励"


@pytest.mark.parametrize(
    ("cases", "left"),
    [
        ([], ["条件「营业收入达到100万元」符合", "条件「营业收入达到100万元」不符合", "符合全部条件"]),
        ([HOLDS], ["条件「营业收入达到100万元」不符合"]),
        ([FAILS], ["条件「营业收入达到100万元」符合", "符合全部条件"]),
        ([HOLDS, FAILS], []),
        # Outside the period of validity nothing is worked out, and yet the condition is looked at.
        ([FAILS, "营业收入100万元，申报日期2026年1月1日的，不予奖励"], ["符合全部条件"]),
        # Refused facts reach nothing; a result that is another still does.
        ([HOLDS, "营业收入-1元的，不予奖励"], ["条件「营业收入达到100万元」不符合"]),
        ([HOLDS, "营业收入0元，得3万元"], []),
    ],
)
def test_a_condition_should_hold_and_fail(cases: list[str], left: list[str]) -> None:
    assert missed(BOTH_WAYS, *cases) == left


def test_each_condition_is_looked_at_by_itself() -> None:
    rule = "填报：首次：是否；合格：是否。条件：首次；合格。奖励：10万元。"
    assert missed(rule, "首次，合格，得10万元", "非首次，合格为否的，不予奖励") == []


CHOICE = "填报：甲：金额；乙：金额。条件：甲达到5元，或乙达到3元。奖励：10万元。"


def test_each_test_of_a_condition_should_hold_and_fail() -> None:
    assert missed(CHOICE, "甲5元，乙3元，得10万元", "甲0元，乙0元的，不予奖励") == ["「乙达到3元」符合"]
    assert missed(CHOICE, "甲5元，乙0元，得10万元", "甲0元，乙3元，得10万元") == [
        "条件「甲达到5元，或乙达到3元」不符合",
        "「乙达到3元」不符合",
    ]
    assert missed(CHOICE, "甲5元，乙0元，得10万元", "甲0元，乙3元，得10万元", "甲0元，乙0元的，不予奖励") == []


def test_a_test_in_a_definition_counts_where_it_is_used() -> None:
    rule = "填报：甲：金额。其中：达标：甲达到5元。条件：达标。奖励：10万元。"
    assert missed(rule, "甲5元，得10万元") == ["条件「达标」不符合", "「甲达到5元」不符合"]


CASES = "填报：等级：一级、二级、三级。奖励：等级为一级的，10万元；等级为二级、三级的，5万元。"


def test_each_case_should_apply() -> None:
    assert missed(CASES, "等级一级，得10万元") == ["等级为二级、三级的", "「等级为二级」符合", "「等级为三级」符合"]
    assert missed(CASES, "等级一级，得10万元", "等级三级，得5万元") == ["「等级为二级」符合"]
    assert missed(CASES, "等级一级，得10万元", "等级二级，得5万元", "等级三级，得5万元") == []


def test_a_case_behind_one_that_holds_does_not_apply() -> None:
    rule = "填报：甲：金额。奖励：甲达到5元的，5万元；甲达到3元的，3万元；其余的，1万元。"
    assert missed(rule, "甲6元，得5万元", "甲0元，得1万元") == ["甲达到3元的"]


@pytest.mark.parametrize(
    ("amount", "cases", "left"),
    [
        ("甲的50%，封顶10元", ["甲20元，得10元"], ["超过封顶数10元"]),
        ("甲的50%，封顶10元", ["甲21元，得10元"], ["未超过封顶数10元"]),
        ("甲的50%，封顶10元", ["甲21元，得10元", "甲2元，得1元"], []),
        ("甲的50%，保底10元", ["甲30元，得15元"], ["低于保底数10元"]),
        ("甲的50%，扣除3元", ["甲8元，得1元"], ["扣除3元后为零"]),
        ("甲的50%，扣除3元", ["甲6元，得0元"], ["扣除3元后有余"]),
        ("甲在10元基础上每增加5元再奖励2元", ["甲14.99元，得0元"], ["甲够计一个5元"]),
        ("甲在10元基础上每增加5元再奖励2元", ["甲15元，得2元"], []),
        ("甲不超过10元的部分2%，超过10元的部分5%", ["甲10元，得0.2元"], ["甲超过10元"]),
        ("甲不超过10元的部分2%，超过10元的部分5%", ["甲5元，得0.1元"], ["甲达到10元", "甲超过10元"]),
        ("取甲、7元中较低者", ["甲7元，得7元"], ["甲较低", "7元较低"]),
        ("取甲、7元中较低者", ["甲6元，得6元", "甲8元，得7元"], []),
    ],
)
def test_each_outcome_of_a_mechanism(amount: str, cases: list[str], left: list[str]) -> None:
    assert missed(f"填报：甲：金额。奖励：{amount}。", *cases) == left


def test_what_is_worked_out_for_each_item() -> None:
    rule = "填报：费用：每项目金额。奖励（逐项目）：费用的50%，封顶10元。"
    assert missed(rule, "费用4元、8元，得6元") == ["超过封顶数10元"]
    assert missed(rule, "费用4元、30元，得12元") == []


def test_a_share_of_the_amount() -> None:
    rule = "填报：甲：金额；乙：金额。奖励：乙的50%，其中甲占乙的部分封顶2元。"
    assert missed(rule, "甲1元，乙10元，得5元") == ["甲的部分超过分项封顶数2元"]
    assert missed(rule, "甲10元，乙10元，得2元") == ["甲的部分未超过分项封顶数2元"]


def test_points_say_where_they_are_written() -> None:
    policy = policy_of("填报：甲：金额。\n条件：甲达到5元。\n奖励：\n  甲的50%，\n  封顶10元。")
    places = {point.what: point.span for point in case_coverage(policy).points}
    assert {what: span.text for what, span in places.items() if span and "封顶" in what} == {
        "超过封顶数10元": "10元",
        "未超过封顶数10元": "10元",
    }
    condition = places["条件「甲达到5元」符合"]
    assert condition is not None and condition.text == "甲达到5元"
    assert places["符合全部条件"] == policy.clauses["1"].span


def test_the_percentage_is_exact() -> None:
    def points(*reached: bool) -> CaseCoverage:
        return CaseCoverage(tuple(Point(clause="1", what="", reached=made, span=None) for made in reached))

    assert points(True, True, False).percent == Fraction(200, 3)
    assert points(True).percent == 100
    assert points().percent == 100


# ── the command ──

TEXT = (
    "试行政策\n\n（一）奖励10万元，营业收入达到100万元。\n"
    f"【规则 1】试行\n依据：“奖励10万元，营业收入达到100万元”\n{BOTH_WAYS}\n算例：{HOLDS}。\n【完】\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "试行.policy"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_lists_what_is_not_reached(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(place)]) == 0
    assert capsys.readouterr().out == (
        "算例 1 个，通过 1 个，未通过 0 个\n"
        "条件、情形、分档、封顶等 3 处，算例用到 2 处（66.6%）\n"
        f"  {place}:6:15 规则 1 没有用到：条件「营业收入达到100万元」不符合\n"
    )


def test_the_command_as_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(place), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    [only] = said.pop("missed")
    assert said == {
        "answer": "cases",
        "version": 1,
        "cases": 1,
        "passed": 1,
        "points": 3,
        "reached": 2,
        "percent": "66.6",
    }
    assert only == {
        "clause": "1",
        "what": "条件「营业收入达到100万元」不符合",
        "file": str(place),
        "line": 6,
        "column": 15,
    }


@pytest.mark.parametrize(("percent", "code"), [("0", 0), ("66", 0), ("67", 1), ("100", 1), ("101", 2), ("x", 2)])
def test_too_little_is_a_failure(place: Path, percent: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(place), "--fail-under", percent]) == code


def test_a_failing_case_fails_the_command_whatever_is_reached(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.write_text(TEXT.replace(HOLDS, f"{HOLDS}；营业收入0元，得1元"), encoding="utf-8")
    assert main(["test", str(place), "--fail-under", "100", "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["percent"] == "100.0"
    assert "T0410" in captured.err


# ── the first policy ──


def test_the_cases_of_the_first_policy_reach_everything() -> None:
    policy, _ = compile_sources(*read_policy(SEED))
    coverage = case_coverage(policy)
    left = [f"{point.clause} {point.what}" for point in coverage.missed]
    assert left == []
    assert {point.clause for point in coverage.points} == set(policy.clauses)
    assert all(point.span and position(point.span.source, point.span.start).line > 1 for point in coverage.points)
