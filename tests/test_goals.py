"""Goals: the list of the 指标, and actual figures held against them."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from support.command import Command
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.goals import goals_json, goals_text, progress, read_actuals
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"
TEXT = """某区若干政策

一、科技（区科技局牵头）

（一）目标。投入强度达到3.5%，人才超17人，差距缩小至1.63以下，用电60亿千瓦时左右，支出三分之二用于民生，投资55.32亿元。
【指标】
依据：“投入强度达到3.5%，人才超17人，差距缩小至1.63以下，用电60亿千瓦时左右，支出三分之二用于民生，投资55.32亿元”；
投入强度：达到3.5%；
人才：超17人；
差距：1.63以下；
用电：60亿千瓦时左右；
民生支出：三分之二；
投资：55.32亿元。
【完】
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    made, report = compile_sources([Source.of("某区.policy", TEXT)])
    assert [error.code for error in report.errors] == []
    return made


CASES: list[tuple[str, object, str, str]] = [
    ("投入强度", "3.5%", "达到", "0"),
    ("投入强度", "3.49%", "未达到", "-1/10000"),
    ("人才", 17, "未达到", "0"),
    ("人才", "18人", "达到", "1"),
    ("差距", "1.63", "达到", "0"),
    ("差距", "1.64", "未达到", "1/100"),
    ("用电", "57亿千瓦时", "达到", "-300000000"),
    ("用电", "56.9亿千瓦时", "未达到", "-310000000"),
    ("投资", "55.32亿元", "达到", "0"),
    ("投资", "55.33亿元", "未达到", "1000000"),
]


@pytest.mark.parametrize(("name", "figure", "status", "gap"), CASES)
def test_a_figure_is_held_against_its_goal(policy: Policy, name: str, figure: object, status: str, gap: str) -> None:
    found = next(each for each in progress(policy, {name: figure}) if each.goal.name == name)
    assert (found.status, found.gap) == (status, Fraction(gap))


def test_what_is_not_reported_says_so(policy: Policy) -> None:
    assert {each.status for each in progress(policy)} == {"未报告"}


BAD: list[tuple[dict[str, Any], str]] = [
    ({"人材": 3}, "T0624"),
    ({"人才": "很多"}, "T0611"),
    ({"人才": 1.5}, "T0604"),
    ({"人才": "3元"}, "T0605"),
]


@pytest.mark.parametrize(("actuals", "code"), BAD)
def test_bad_figures_are_refused(policy: Policy, actuals: dict[str, Any], code: str) -> None:
    with pytest.raises(FactError) as refused:
        progress(policy, actuals)
    assert refused.value.code == code


def test_figures_as_csv() -> None:
    assert read_actuals("指标,实际\n人才,18人\n\n差距,\n", is_json=False) == {"人才": "18人"}
    with pytest.raises(FactError) as refused:
        read_actuals("人才,18\n人才,19\n多,了,一格\n", is_json=False)
    assert [fault.code for fault in refused.value.faults] == ["T0621", "T0620"]


@pytest.mark.parametrize("text", ["人才,1\0", '人才,"1', f"人才,{'9' * 200_000}", "人才\r,1", "人才,1\r\n\r"])
def test_what_is_no_table_is_refused_or_read(policy: Policy, text: str) -> None:
    try:
        progress(policy, read_actuals(text, is_json=False))
    except FactError as refused:
        assert refused.faults[0].message


ROADS = """某区若干政策

一、交通（区交通局牵头）

（一）公路。新改建公路6公里，用能2万吨标准煤以上，招引外资1.1亿美元。（责任单位：区交通局、区商务局、区交通局）
【指标】
依据：“新改建公路6公里，用能2万吨标准煤以上，招引外资1.1亿美元”；
公路：达到6公里；
用能：2万吨标准煤以上；
外资：1.1亿美元。
【完】
"""


def test_a_figure_without_a_unit_is_in_that_of_its_goal() -> None:
    made, _ = compile_sources([Source.of("某区.policy", ROADS)])
    found = progress(made, {"公路": 5, "用能": "1.9万吨标准煤", "外资": "1.2亿美元"})
    assert [line.partition("　")[2] for line in goals_text(found, "zh", with_actuals=True).splitlines()[1:4]] == [
        "实际5公里，未达到，低1公里",
        "实际1.9万吨标准煤，未达到，低1000吨标准煤",
        "实际1.2亿美元，未达到，高出1000万美元",
    ]
    assert [(goal["number"], goal["unit"], goal["gap"]) for goal in goals_json(found)] == [
        ("6", "公里", "-1"),
        ("20000", "吨标准煤", "-1000"),
        ("110000000", "美元", "10000000"),
    ]
    assert found[0].goal.departments == ("区交通局", "区商务局")
    assert goals_json(found)[0]["roles"] == {"责任单位": ["区交通局", "区商务局"]}
    assert "公路: at least 6 km　actual 5 km, not met, below by 1 km" in goals_text(found, "en", with_actuals=True)


def test_a_policy_without_goals_says_so() -> None:
    assert goals_text((), "zh", with_actuals=False) == "没有指标\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def test_the_command_lists_by_chapter_and_department(command: Command, tmp_path: Path) -> None:
    shown = command("goals", SEED)
    assert shown.code == 0
    assert "一、强化科技创新　牵头单位：区科技局\n  全区研发投入强度：达到3.5%（2025年）" in shown.out
    listed = json.loads(command("goals", SEED, "--json").out)
    assert len(listed) >= 90
    assert all(goal["departments"] and goal["citation"] for goal in listed)
    actuals = tmp_path / "实际.json"
    actuals.write_text('{"全区研发投入强度": "3.4%"}', "utf-8")
    held = command("goals", SEED, "--actuals", actuals)
    assert "全区研发投入强度：达到3.5%（2025年）　实际3.4%，未达到，低0.1个百分点" in held.out
    actuals.write_text('{"研发强度": 1}', "utf-8")
    assert command("goals", SEED, "--actuals", actuals).code == 2
