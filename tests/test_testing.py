"""What docs/testing.md says, done as it says: the command's output, and a suite of one's own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.pages import ROOT, compiled, examples
from tiaowen.compiler.promises.trial import trials_text
from tiaowen.compiler.properties import try_promises

PAGE = ROOT / "docs" / "testing.md"
SUITE = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
KEPT = (
    "某区若干政策\n\n（一）支持研发。对设备投资100万元至300万元的按8%补助，最高20万元。（责任单位：区科技局）\n"
    "【规则 1.1】设备补助\n依据：“对设备投资100万元至300万元的按8%补助，最高20万元”\n"
    "填报：设备投资：金额。\n条件：设备投资100万元至300万元。\n补助：设备投资的8%，封顶20万元。\n"
    "算例：设备投资100万元，得8万元。\n【完】\n"
)
BROKEN = KEPT.replace("算例：", "承诺：设备投资增加的，应得不减少。\n算例：")


def run_suite(folder: Path, text: str, *options: str) -> tuple[int, str]:
    """The suite of the page on a policy: how pytest ends, and what it says."""
    (folder / "某区若干政策.policy").write_text(text, "utf-8")
    (folder / "test_policy.py").write_text(SUITE[0], "utf-8")
    command = [sys.executable, "-X", "utf8", "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_the_page_shows_what_the_command_says() -> None:
    (example,) = examples(PAGE)
    said = re.findall(r"^```试算\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    policy, _ = compiled(example)
    assert trials_text(list(try_promises(policy)), "zh").splitlines()[:-1] == said[0].splitlines()


@pytest.mark.needs_system  # by its time
def test_promises_are_tests_of_ones_own(tmp_path: Path) -> None:
    code, out = run_suite(tmp_path, KEPT, "-vv")
    assert code == 0, out
    kinds = ("never-negative", "within-cap", "nothing-if-refused", "well-defined", "agrees")
    assert [re.search(rf"\[1\.1 {kind}\] PASSED", out) is not None for kind in kinds] == [True] * 5
    assert "5 passed" in out


@pytest.mark.needs_system  # by its time
def test_a_broken_promise_fails_in_the_drafters_words(tmp_path: Path) -> None:
    code, out = run_suite(tmp_path, BROKEN)
    assert code == 1
    told = "承诺：设备投资增加的，应得不减少\n反例：设备投资 100万元，得8万元\n改为：设备投资 400万元，不予（不符合条件）\n"
    assert told in out
    assert "1 failed, 5 passed" in out


@pytest.mark.needs_system  # by its time
def test_what_the_policy_promises_and_what_is_not_met(tmp_path: Path) -> None:
    terms = "【政策】某区若干政策\n承诺：全部条款合计不超过10万元。\n【完】\n"
    text = KEPT.replace("【规则 1.1】", f"{terms}【规则 1.1】").replace("算例：", "承诺：有企业能得到25万元。\n算例：")
    code, out = run_suite(tmp_path, text, "-rs")
    assert code == 1
    assert "承诺：全部条款合计不超过10万元\n反例：设备投资 " in out
    assert "1 failed, 5 passed, 1 skipped" in out
    assert "承诺：有企业能得到25万元" in out


@pytest.mark.needs_system  # by its time
def test_a_policy_with_errors_is_a_test_that_fails_with_them(tmp_path: Path) -> None:
    code, out = run_suite(tmp_path, KEPT.replace("得8万元", "得9万元"))
    assert code == 1
    assert "错误[T0410]" in out
    assert "1 failed" in out
