"""A rule with an error keeps no other rule from being calculated; what is left out is said, and asked for it is refused."""

import json
from pathlib import Path

import pytest

from support.command import Command
from tiaowen.compiler import PolicyError, load

HEAD = "试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n\n（一）给予10%的支持。\n"
SOUND = "【规则 1】好\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%。\n算例：投资额10元，得1元。\n【完】\n"
BROKEN = "【规则 2】坏\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%，哦哦。\n【完】\n"
WRONG = "【规则 3】错\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%。\n算例：投资额10元，得2元。\n【完】\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "政策.policy"
    written.write_text(HEAD + SOUND + BROKEN + WRONG, "utf-8")
    return written


def test_a_sound_rule_is_calculated(command: Command, path: Path) -> None:
    done = command("calc", path, "1", "投资额=100元")
    assert done.code == 0 and done.out == "补助10元\n"
    assert "规则 2、3" in done.err and "check" in done.err
    shown = json.loads(command("calc", path, "1", "投资额=100元", "--json").out)
    assert shown["left_out"] == ["2", "3"] and shown["value"] == "10.00"


@pytest.mark.parametrize(("rule", "code"), [("2", "T0124"), ("3", "T0410")])
def test_a_rule_with_an_error_tells_it(command: Command, path: Path, rule: str, code: str) -> None:
    done = command("calc", path, rule, "投资额=100元")
    assert done.code == 1 and code[:3] in done.err and "规则 1" not in done.err


def test_claims_of_sound_rules_are_settled_and_shared_out(command: Command, path: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"claims": {"1": {"投资额": "100元"}}}), "utf-8")
    done = command("settle", path, "--facts", facts, "--json")
    assert done.code == 0 and json.loads(done.out)["left_out"] == ["2", "3"]
    facts.write_text(json.dumps({"claims": {"3#二期": {"投资额": "100元"}}}), "utf-8")
    assert command("settle", path, "--facts", facts).code == 1


def test_worked_cases_of_sound_rules_are_run(command: Command, path: Path) -> None:
    done = command("test", path, "--json")
    assert done.code == 1
    shown = json.loads(done.out)
    assert (shown["cases"], shown["passed"], shown["left_out"]) == (2, 1, ["2"])


@pytest.mark.parametrize("name", ["compile", "docs"])
def test_what_is_given_away_wants_the_whole(command: Command, path: Path, tmp_path: Path, name: str) -> None:
    more = ("--target", "python") if name == "compile" else ()
    assert command(name, path, *more, "-o", tmp_path / "out").code == 1
    assert not (tmp_path / "out").exists()
    with pytest.raises(PolicyError):
        load(path)


def test_an_error_of_no_rule_is_one_of_all(command: Command, path: Path) -> None:
    path.write_text(HEAD.replace("12月31日。", "13月31日。") + SOUND, "utf-8")
    assert command("calc", path, "1", "投资额=100元").code == 1
