"""Facts as offices write them: days, ticks, options, numbers of sheets, units of headings; and how they are told."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from support.command import Command
from support.pages import ROOT
from support.policies import loaded
from support.rules import policy_of
from tiaowen.compiler.intake.headings import Headed, column_of, fact_of, heading_for
from tiaowen.compiler.intake.taken import in_unit, taken, too_small
from tiaowen.compiler.intake.values import is_empty, value_of
from tiaowen.runtime.facts import FactType, read_value

DAY = FactType(name="日", kind="date")
TRUTH = FactType(name="是", kind="boolean")
OPTION = FactType(name="级", kind="option", options=("A级（省）", "B级"))
MONEY = FactType(name="额", kind="number", unit="元", decimals=2)
LISTED = FactType(name="清单", kind="list", item=FactType(name="", kind="record", fields=(DAY, MONEY, TRUTH)))


@pytest.mark.parametrize(
    "said",
    [
        *("2019年5月1日", "2019 年 5 月 1 日", "2019/5/1", "2019.5.1", "2019-5-1", "2019-05-01", "20190501", 20190501),
        *("２０１９年５月１日", "2019-05-01 00:00:00", "2019/5/1 0:00", "2019-05-01T00:00:00", " 2019.05.01 "),
        *(date(2019, 5, 1), datetime(2019, 5, 1), "二〇一九年五月一日", 20190501.0, Decimal("20190501.0")),
    ],
)
def test_a_day(said: object) -> None:
    assert read_value(DAY, value_of(DAY, said)) == date(2019, 5, 1).toordinal()


@pytest.mark.parametrize(
    "said",
    [
        "2019年13月1日",
        "2019-02-29",
        "5/1/2019",
        "19/5/1",
        "2019年5月",
        43586,
        "2019-05-01 08:30",
        datetime(2019, 5, 1, 8),
        "二〇一九年十三月一日",
        float("inf"),
        Decimal("NaN"),
        20190501.5,
        True,
    ],
)
def test_what_is_no_day_is_left_as_it_is(said: object) -> None:
    assert repr(value_of(DAY, said)) == repr(said)


def test_a_tick_is_an_answer() -> None:
    for said, truth in (("√", True), ("×", False), ("Y", True), ("n", False), (1, True), ("0", False), (0.0, False)):
        assert value_of(TRUTH, said) is truth
    assert value_of(TRUTH, " 是 ") is value_of(TRUTH, "1.0") is value_of(TRUTH, Decimal("1.0")) is True
    assert value_of(TRUTH, "否") is False
    assert value_of(TRUTH, 2) == 2 and value_of(TRUTH, "也许") == "也许" and value_of(TRUTH, "") == ""


def test_an_option_is_trimmed() -> None:
    assert value_of(OPTION, " A级(省) ") == "A级（省）"
    assert value_of(OPTION, "C级") == "C级"


def test_floats() -> None:
    assert value_of(MONEY, 1.0) == 1 and type(value_of(MONEY, 1.0)) is int
    assert value_of(MONEY, 1450307.39) == Decimal("1450307.39")
    assert value_of(MONEY, 0.1 + 0.2) == Decimal("0.3") and value_of(MONEY, 1e-7) == Decimal("1e-7")
    assert value_of(MONEY, float("inf")) == float("inf")
    assert value_of(MONEY, 2.0**60) == Decimal(repr(2.0**60))
    assert is_empty(float("nan")) and is_empty("  ") and is_empty(None) and not is_empty(0)


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("￥1,200.00", "1,200.00"),
        ("¥ 5", "5"),
        ("-¥5", "-5"),
        ("(1,200)", "-1,200"),
        ("（￥5）", "-5"),
        ("5000元整", "5000元"),
        ("约5元", "约5元"),
    ],
)
def test_amounts_as_accountants_write_them(said: str, made: str) -> None:
    assert value_of(MONEY, said) == made
    assert value_of(FactType(name="人数", kind="number", unit="人"), said) == said


def test_what_numpy_and_pandas_have() -> None:
    numpy = pytest.importorskip("numpy")
    assert value_of(MONEY, numpy.int64(5)) == 5
    assert value_of(MONEY, numpy.float64(0.1)) == Decimal("0.1")
    assert value_of(TRUTH, numpy.bool_(True)) is True
    assert value_of(DAY, numpy.datetime64("2019-05-01")) == date(2019, 5, 1)


def test_lists_and_records() -> None:
    said = [{"日": "2019/5/1", "额": 1.0, "是": "√"}, ["2019.5.1", 2, "是"], "？"]
    assert value_of(LISTED, said) == [
        {"日": "2019-05-01", "额": 1, "是": True},
        ["2019-05-01", 2, True],
        "？",
    ]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("研发费用（万元）", ("研发费用", "万元")),
        ("研发费用(万元)", ("研发费用", "万元")),
        ("研发费用\n（单位：万元）", ("研发费用", "万元")),
        ("研发 费用", ("研发费用", "")),
        ("面积（亩）", ("面积（亩）", "")),
        ("研发费用（2024年）（万元）", None),
        ("备注", None),
    ],
)
def test_headings(heading: str, found: tuple[str, str] | None) -> None:
    assert fact_of(heading, ["研发费用", "面积（亩）"]) == found


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("7 类型", Headed("类型", "", "7")),
        ("７.１　类型", Headed("类型", "", "7.1")),
        ("7.1 面积（亩）（平方米）", Headed("面积（亩）", "平方米", "7.1")),
        ("类型", Headed("类型", "", "")),
        ("7.1 符合", None),
        ("7.2 类型", None),
        ("7.1", None),
    ],
)
def test_a_column_may_be_for_one_clause(heading: str, found: Headed | None) -> None:
    names, clauses = ["类型", "面积（亩）"], ["7", "7.1", ""]
    assert column_of(heading, names, clauses) == found
    if found:
        assert column_of(heading_for(found.fact, found.unit, found.clause), names, clauses) == found


def test_a_unit_of_a_heading_is_that_of_its_bare_numbers() -> None:
    def held(value: object) -> object:
        return read_value(MONEY, in_unit(MONEY, value_of(MONEY, value), "万元"))

    assert held(3000) == held("3000") == held("3,000") == held(Decimal("3000.00")) == held(3000.0) == 3_000_000_000
    assert held(0.1) == 100_000
    assert held("500元") == 50_000


def test_a_float_is_told() -> None:
    found = taken([MONEY, DAY], {"额": 0.1, "日": "2019/5/1", "备注": None})
    assert found.facts == {"额": Decimal("0.1"), "日": "2019-05-01", "备注": None}
    (note,) = found.notes
    assert "「额」是二进制小数，按显示的 0.1 计算" in note.zh and "0.1" in note.en
    assert not taken([MONEY], {"额": 5.0}).notes


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"科技保险保费": 30}, "是不是30万元？"),
        ({"科技保险保费": "200"}, "是不是200万元？"),
        ({"科技保险保费": "200.01"}, ""),
        ({"科技保险保费": "30元"}, ""),
        ({"科技保险保费": 0}, ""),
        ({"科技保险保费": "约30"}, ""),
    ],
)
def test_an_amount_that_is_implausibly_small(facts: Mapping[str, object], told: str) -> None:
    """Of a cap of 20万元, from a thousandth on."""
    notes = too_small(loaded().clauses["4.1"], facts)
    assert [told in note.zh for note in notes] == ([True] if told else [])


def test_a_rule_without_amounts_says_nothing_of_small_ones() -> None:
    policy = policy_of("填报：费用：金额。\n补助：费用的50%。\n算例：费用10元，得5元。\n")
    assert too_small(policy.clauses["1"], {"费用": 1}) == ()


def test_the_commands_take_facts_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = Command(monkeypatch)
    seed = ROOT / "policies" / "jindong-2025"
    small = command("calc", seed, "4.1", "科技保险保费=30")
    assert small.code == 0 and small.err.startswith("提示：「科技保险保费」没有写单位，按30元计算")
    assert "note: “科技保险保费” has no unit" in command("calc", seed, "4.1", "科技保险保费=30", "--lang", "en").err
    plain = command("calc", seed, "4.1", "科技保险保费=30万元", "--date", "2025-03-01", "--json")
    assert command("calc", seed, "4.1", "科技保险保费=30万元", "--date", "2025年3月1日", "--json").out == plain.out
    claims = tmp_path / "申报.json"
    claims.write_text('{"claims": {"4.1": {"科技保险保费": 300000.00}}, "申报日期": "2025/3/1"}', "utf-8")
    settled = command("settle", seed, "--facts", claims)
    assert settled.code == 0 and not settled.err
