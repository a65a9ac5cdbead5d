"""A budget in several pots: what each pays for, the order among them, what overflows, and what is told."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.command import Command
from tiaowen.compiler.answers.pots import Pot, pots_of, share_pots
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.service.answers import allocate
from tiaowen.compiler.service.offer import Offer
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError
from tiaowen.runtime.allocate import Owed, SharingRule, share_out

TEXT = """某园区支持企业发展若干政策

【政策】某园区支持企业发展若干政策
预算不足：按申报先后。
【完】

一、支持创新（区科技局牵头）

（一）给予奖励。

【规则 1.1】甲项
依据：“给予奖励”
填报：数：金额。
奖励：数。
【完】

【规则 1.2】乙项
依据：“给予奖励”
填报：数：金额。
最高奖励：数。
【完】

二、支持检测

（二）给予补助。（责任单位：区市场监管局）

【规则 2.1】丙项
依据：“给予补助”
填报：数：金额。
补助：数。
【完】
"""
CLAIMS = {
    "甲厂": {"1.1": {"数": 60}, "2.1": {"数": 40}},
    "乙厂": {"1.1": {"数": 50}, "2.1": {"数": 30}, "2.1#二期": {"数": 20}},
}


def policy(text: str = TEXT) -> Loaded:
    made, report = compile_sources([Source.of("园区.policy", text)])
    assert not [found for found in report.errors if not found.code.startswith("T04")], report.errors
    return made


def test_pots_are_named_for_chapters_departments_and_clauses() -> None:
    known = pots_of(policy())
    both, last = frozenset(("1.1", "1.2")), frozenset(("2.1",))
    assert known["全部"] == both | last
    assert {name for name, clauses in known.items() if clauses == both} == {
        "第一章",
        "支持创新",
        "一、支持创新",
        "区科技局",
    }
    assert {name for name, clauses in known.items() if clauses == last} == {
        *("第二章", "支持检测", "二、支持检测", "区市场监管局", "2.1")
    }


@pytest.mark.parametrize(
    ("pots", "shares", "made"),
    [
        # name, wanted, paid, overflow, unmet, left
        ({"全部": 200}, ["100.00", "100.00"], [("全部", "200.00", "200.00", "0.00", "0.00", "0.00")]),
        (
            {"第一章": 80, "二、支持检测": 100},
            ["100.00", "70.00"],
            [
                ("第一章", "110.00", "80.00", "0.00", "30.00", "0.00"),
                ("二、支持检测", "90.00", "90.00", "0.00", "0.00", "10.00"),
            ],
        ),
        (
            {"区科技局": 80, "全部": 100},
            ["100.00", "80.00"],
            [
                ("区科技局", "110.00", "80.00", "30.00", "0.00", "0.00"),
                ("全部", "120.00", "100.00", "0.00", "20.00", "0.00"),
            ],
        ),
        # The other way round the pot for all is used up first.
        (
            {"全部": 100, "区科技局": 80},
            ["100.00", "50.00"],
            [
                ("全部", "200.00", "100.00", "50.00", "50.00", "0.00"),
                ("区科技局", "50.00", "50.00", "0.00", "0.00", "30.00"),
            ],
        ),
        ({"2.1": "39.99元"}, ["39.99", "0.00"], [("2.1", "90.00", "39.99", "0.00", "50.01", "0.00")]),
        ({"2.1": "40元"}, ["40.00", "0.00"], [("2.1", "90.00", "40.00", "0.00", "50.00", "0.00")]),
        ({"2.1": "40.01元"}, ["40.00", "0.01"], [("2.1", "90.00", "40.01", "0.00", "49.99", "0.00")]),
    ],
)
def test_pots_are_drawn_on_in_their_order(
    pots: dict[str, object], shares: list[str], made: list[tuple[str, ...]]
) -> None:
    found = policy().allocate(CLAIMS, budget=pots)
    assert [f"{share:f}" for share in found.shares.values()] == shares
    sums = ("wanted", "paid", "overflow", "unmet", "remainder")
    assert [(pot.name, *(f"{getattr(pot, name):f}" for name in sums)) for pot in found.pots] == made
    assert found.remainder == sum(pot.remainder for pot in found.pots)


def test_what_no_pot_pays_for_is_told() -> None:
    found = policy().allocate({"甲厂": {"1.1": {"数": 60}, "1.2": {"数": 5}}}, budget={"2.1": 10}, approved={})
    assert found.explain() == (
        "甲厂：\n　1.2是上限，至多5元，还没有核定金额，不计入应得\n　核定应得60元\n"
        "　1.1的60元没有哪一笔预算可以支付\n　分得0元\n"
        "预算「2.1」10元：申请0元，付0元，余额10元，转由后面的预算支付0元，未能支付0元\n预算10元，余额10元"
    )
    assert "No budget covers 60 yuan of 1.1" in found.explain(lang="en")


@pytest.mark.parametrize(
    ("pots", "codes"),
    [
        ({"第三章": 1}, ["T0552"]),
        ({"9.9": 1, "区科技": 2}, ["T0552", "T0552"]),
        ({}, ["T0620"]),
        ({"全部": "很多", "1.1": -1}, ["T0611", "T0607"]),
        ({1.1: 5}, ["T0552"]),
    ],
)
def test_pots_must_name_what_exists(pots: dict[str, object], codes: list[str]) -> None:
    with pytest.raises(FactError) as caught:
        policy().allocate(CLAIMS, budget=pots)
    assert [fault.code for fault in caught.value.faults] == codes


def test_a_pot_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(FactError, match="是不是「区市场监管局」"):
        policy().allocate(CLAIMS, budget={"区市场监管据": 1})


def test_a_cap_and_places_hold_over_all_pots() -> None:
    rule = TEXT.replace("按申报先后", "按申报先后，前1名，封顶70元")
    found = policy(rule).allocate(CLAIMS, budget={"1.1": 50, "全部": 1000})
    # 70 of the 100 that are due, the first claims first: 60 and 10.
    assert [str(share) for share in found.shares.values()] == ["70.00", "0.00"]
    assert [str(pot.paid) for pot in found.pots] == ["50.00", "20.00"]


OWED = st.dictionaries(
    st.sampled_from("甲乙丙丁"),
    st.dictionaries(st.sampled_from(["1", "2", "3"]), st.integers(0, 10**5), max_size=3).map(
        lambda paid: Owed(paid=paid)
    ),
    min_size=1,
)
POTS = st.lists(
    st.builds(
        Pot,
        name=st.just("某"),
        budget=st.integers(0, 10**5),
        clauses=st.frozensets(st.sampled_from(["1", "2", "3"]), min_size=1),
    ),
    min_size=1,
    max_size=4,
)
RULES = st.builds(
    SharingRule,
    order=st.sampled_from(["pro_rata", "applied", "score"]),
    places=st.none() | st.integers(0, 3),
    cap=st.none() | st.integers(0, 10**5),
    step=st.sampled_from([1, 100]),
    remainder=st.sampled_from(["kept", "largest"]),
    partial=st.booleans(),
)
SAME = {"1": "1", "2": "2", "3": "3"}


@given(OWED, POTS, RULES)
def test_nothing_is_paid_beyond_a_pot_or_beyond_what_is_due(
    owed: dict[str, Owed], pots: list[Pot], rule: SharingRule
) -> None:
    scores = {name: len(each.paid) for name, each in owed.items()}
    found = share_pots(owed, pots, SAME, rule, scores)
    assert sum(found.shares.values()) + found.remainder == found.budget == sum(pot.budget for pot in found.pots)
    assert sum(pot.paid for pot in found.pots) == sum(found.shares.values())
    for pot in found.pots:
        assert pot.remainder >= 0 and pot.paid + pot.overflow + pot.unmet == pot.wanted
    for name, share in found.shares.items():
        assert 0 <= share <= found.due[name] and (rule.cap is None or share * 100 <= rule.cap)
    covered = frozenset[str]().union(*(pot.clauses for pot in pots))
    for name, each in owed.items():
        assert found.shares[name] <= Decimal(sum(each.paid[claim] for claim in each.paid if claim in covered)) / 100


@given(OWED, st.integers(0, 10**6), RULES)
def test_one_pot_for_all_is_a_budget(owed: dict[str, Owed], budget: int, rule: SharingRule) -> None:
    scores = {name: len(each.paid) for name, each in owed.items()}
    pots = [Pot(name="全部", budget=budget, clauses=frozenset("123"))]
    due = {name: sum(each.paid.values()) for name, each in owed.items()}
    assert share_pots(owed, pots, SAME, rule, scores).shares == share_out(due, budget, rule, scores).shares


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    return Command(monkeypatch)


def test_the_command(command: Command, tmp_path: Path) -> None:
    path, facts, register = (tmp_path / name for name in ("园区.policy", "全部.json", "核定.json"))
    path.write_text(TEXT, "utf-8")
    applicants = {**CLAIMS, "丙厂": {"1.2": {"数": 9}, "1.1": {"数": "不知道"}}}
    facts.write_text(json.dumps({"申报": applicants, "同一事项": {"乙厂": [["2.1", "2.1#二期"]]}}), "utf-8")
    register.write_text(json.dumps({"丙厂": {"1.2": "8.5元"}}), "utf-8")
    asked = ("allocate", path, "--facts", facts, "--approved", register)
    said = json.loads(command(*asked, "--json", "--budget", "第一章=100元", "--budget", "全部＝1万元").out)
    assert said["due"] == {"甲厂": "100.00", "乙厂": "80.00", "丙厂": "8.50"}
    assert [pot["name"] for pot in said["pots"]] == ["第一章", "全部"]
    assert list(said["refused"]["丙厂"]) == ["1.1"]
    plain = command(*asked, "--budget", "50元", "--date", "2025年3月1日")
    assert plain.code == 0 and "丙厂：\n　1.1退回，不计入应得：" in plain.out
    wrong = {
        "T0552": ("--budget", "第九章=1"),
        "T0622": ("--budget", "1", "--budget", "2"),
        "T0621": ("--budget", "全部=1", "--budget", "全部=2"),
        "T0612": ("--budget", "1", "--date", "某日"),
    }
    for code, options in wrong.items():
        refused = command(*asked, *options)
        assert refused.code == 2 and code in refused.err, options


def test_the_service_knows_pots_too() -> None:
    given_ = {"申报": CLAIMS, "预算": {"第一章": 80, "全部": 100}, "同一事项": {"乙厂": [["2.1", "2.1#二期"]]}}
    said = allocate(Offer(policy()), given_, "en")
    assert [pot["paid"] for pot in said["pots"]] == ["80.00", "100.00"] and said["due"]["乙厂"] == "80.00"
    plain = allocate(Offer(policy()), {**given_, "预算": 200, "核定金额": {}}, "en")
    assert plain["shares"] == {"甲厂": "100.00", "乙厂": "80.00"} and "pots" not in plain
