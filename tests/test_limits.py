"""Work has limits: a rule of hundreds of cases gives a module that imports, what is written can be used, folders end."""

from pathlib import Path

import pytest

from support.command import Command
from support.rules import policy_of
from support.targets import python_module
from tiaowen.compiler import pipeline
from tiaowen.compiler.cli.written import fault_of
from tiaowen.compiler.document.files import SourceError
from tiaowen.compiler.pipeline import read_policy


@pytest.mark.parametrize("named", [True, False], ids=["a definition", "a result"])
def test_a_rule_of_five_hundred_cases_gives_a_module_that_imports(named: bool) -> None:
    count = 500
    cases = "；".join(f"甲达到{number}万元的，{number}元" for number in range(1, count + 1))
    body = f"其中：乙：{cases}。\n奖励：乙加1元。" if named else f"奖励：{cases}。"
    policy = policy_of(f"填报：甲：金额。\n{body}")
    module = python_module(policy)
    for number in (0, 1, 250, count, count + 1):
        facts = {"甲": f"{number}万元"}
        expected = policy.calc("1", facts)
        assert module.calc("1", facts).to_dict() == expected.to_dict()
        assert expected.value == min(number, count) + named


def test_what_cannot_be_used_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert fault_of("python", {"": "x = 1\n"}) == ""
    assert "SyntaxError" in fault_of("python", {"": f"x = {'(' * 300}1{')' * 300}\n"})
    assert "NameError" in fault_of("python", {"": "x = y\n"})
    monkeypatch.setattr("tiaowen.compiler.cli.written._CHECKS", {"python": lambda _: "SyntaxError"})
    path = tmp_path / "甲.policy"
    path.write_text("某市政策\n\n（一）奖励5元。\n【规则 1】甲\n依据：“奖励5元”\n奖励：5元。\n【完】\n", "utf-8")
    done = Command(monkeypatch)("compile", path, "--target", "python", "-o", tmp_path / "a.py")
    assert done.code == 3 and "SyntaxError" in done.err and not (tmp_path / "a.py").exists()


def test_a_folder_has_a_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("一", "二", "三"):
        (tmp_path / f"{name}.policy").write_text("某市政策\n", "utf-8")
    assert len(read_policy(tmp_path)[0]) == 3
    for limit, value in (("MAX_FILES", 2), ("MAX_BYTES", 20)):
        with monkeypatch.context() as smaller:
            smaller.setattr(pipeline, limit, value)
            with pytest.raises(SourceError) as refused:
                read_policy(tmp_path)
            assert refused.value.diagnostic.code == "T0198"
