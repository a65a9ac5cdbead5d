"""What a policy offers as data is what the commands print, and can be given back."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.command import Command
from support.policies import SEED, loaded, of_every_policy_in_ci
from tiaowen.compiler.answers.claims import read_json
from tiaowen.compiler.report.diagnostic import Language
from tiaowen.compiler.service.answers import allocate, calculate, check_draft, explain, faults_data, settle
from tiaowen.compiler.service.clauses import clause_data, facts_data, policy_data
from tiaowen.compiler.service.offer import Offer, names_of
from tiaowen.runtime.errors import FactError

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture(scope="module")
def offer() -> Offer:
    return Offer(loaded(SEED))


@of_every_policy_in_ci
def test_every_clause_is_offered_and_its_examples_can_be_given_back(path: Path) -> None:
    policy = loaded(path)
    offer = Offer(policy)
    offered: Any = policy_data(policy)
    assert [each["clause"] for each in offered["clauses"]] == list(policy.clauses)
    for name in policy.clauses:
        told: Any = clause_data(policy, name)
        assert json.loads(json.dumps(told)) == told
        assert told["facts"] == facts_data(policy, name) and all(fact["expected"] for fact in told["facts"])
        for example in told["examples"]:
            facts = example["facts"] | ({"申报日期": example["date"]} if example["date"] else {})
            if not example["accepted"]:
                with pytest.raises(FactError):
                    calculate(offer, name, facts)
                continue
            found = calculate(offer, name, facts)
            date = facts.pop("申报日期", None)
            assert found == {"answer": "result", "version": 1, **policy.calc(name, facts, date).to_dict()}


def test_a_default_can_be_given_back(offer: Offer) -> None:
    told: list[Any] = [fact for name in offer.policy.clauses for fact in facts_data(offer.policy, name)]
    assert any(fact["default"] is not None for fact in told)
    for name in offer.policy.clauses:
        case: Any = clause_data(offer.policy, name)["examples"]
        facts: Any = facts_data(offer.policy, name)
        defaults = {fact["name"]: fact["default"] for fact in facts if fact["default"] is not None}
        if defaults and case[0]["accepted"]:
            given = case[0]["facts"]
            assert calculate(offer, name, defaults | given) == calculate(offer, name, given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_result_is_that_of_the_command(command: Command, offer: Offer, lang: Language) -> None:
    facts = {"完成省科技成果登记并产业化": True, "年销售收入": "7500万元", "申报日期": "2025-06-30"}
    typed = ("calc", SEED, "5.2", "--facts", "-", "--lang", lang)
    stdin = json.dumps(facts).encode()
    assert calculate(offer, "5.2", facts, lang) == json.loads(command(*typed, "--json", stdin=stdin).out)
    lines = command(*typed, "--explain", stdin=stdin).out.splitlines()
    assert explain(offer, "5.2", facts, lang)["lines"] == lines


def test_a_settlement_and_shares_are_those_of_the_commands(command: Command, tmp_path: Path) -> None:
    text = Path(SEED.parent.parent, "docs", "settling.md").read_text("utf-8")
    park = tmp_path / "园区.policy"
    park.write_text(text.partition("```条文 园区.policy\n")[2].partition("```")[0], "utf-8")
    offer = Offer(loaded(park))
    for name, work in (("settle", settle), ("allocate", allocate)):
        file = {"settle": "申报.json", "allocate": "全部.json"}[name]
        given = text.partition(f"```json {file}\n")[2].partition("```")[0]
        for lang in LANGUAGES:
            printed = command(name, park, "--facts", "-", "--json", "--lang", lang, stdin=given.encode()).out
            assert work(offer, read_json(given), lang) == json.loads(printed)


def test_wrong_facts_are_told_one_by_one(offer: Offer) -> None:
    with pytest.raises(FactError) as raised:
        calculate(offer, "5.2", {"年销售收入": "许多", "销售": 1})
    told: Any = faults_data(raised.value)
    assert [(fault["code"], fault["fact"]) for fault in told] == [
        ("T0601", "完成省科技成果登记并产业化"),
        ("T0611", "年销售收入"),
        ("T0602", "销售"),
    ]
    assert all(fault["message"] and fault["message_en"].isascii() is False for fault in told)
    with pytest.raises(FactError) as raised:
        clause_data(offer.policy, "5.22")
    assert raised.value.code == "T0615"
    with pytest.raises(FactError):
        settle(offer, {"claim": {}})


def test_what_a_fact_is_for(offer: Offer) -> None:
    listed: Any = facts_data(offer.policy, "5.2")
    told = {fact["name"]: fact for fact in listed}
    assert told["年销售收入"]["for"] == ["条件：年销售收入3000万元以上", "奖励"]
    assert told["年销售收入"]["unit"] == "元" and told["年销售收入"]["required"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_is_checked_as_the_command_checks(command: Command, lang: Language) -> None:
    draft = "（一）给予10%的支持。\n\n【规则 1】好\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的12%。\n算例：投资额10元，得1元。\n【完】\n"
    told = check_draft(draft, lang, name="-")
    assert told["diagnostics"] == json.loads(
        command("check", "-", "--format", "json", "--lang", lang, stdin=draft.encode()).out
    )
    assert not told["passed"]
    assert check_draft(draft.replace("12%", "10%"))["passed"]


def test_names_can_stand_in_an_address_and_are_different() -> None:
    paths = ["x/园区 2025.policy", "y/园区　2025.policy", "..policy", "a/<b>?c#d.policy", "check.policy"]
    assert names_of(paths, ["check"]) == ["园区-2025", "园区-2025-2", "policy", "b-c-d", "check-2"]
