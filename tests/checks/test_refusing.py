"""Who only calculates is told every error, and does not wait for what stops nobody."""

import sys

import pytest

from tiaowen.compiler.checks import CHECKS, REFUSING
from tiaowen.compiler.pipeline import compile_sound, compile_sources
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.text.source import Source

RULE = """试行政策

（一）对科技保险保费给予80%的补助，最高20万元。
【规则 1】保费补助
依据：“对科技保险保费给予80%的补助，最高20万元”
填报：科技保险保费：金额；用工人数：人。
补助：科技保险保费的{share}，封顶20万元。
【完】
"""


def test_only_these_checks_know_errors() -> None:
    for check in CHECKS:
        of = [each for each in vars(sys.modules[check.__module__]).values() if isinstance(each, type)]
        found = {each.severity for each in of if issubclass(each, Diagnostic) and "code" in vars(each)}
        assert found, check
        assert ("error" in found) == (check in REFUSING), check


def test_with_an_error_everything_is_told() -> None:
    sources = [Source.of("某区.policy", RULE.format(share="70%"))]
    full, asked = compile_sources(sources)[1], compile_sound(sources)[1]
    assert full.has_errors
    assert {each.severity for each in full.diagnostics} > {"error"}
    assert asked.diagnostics == full.diagnostics


def test_a_sound_policy_is_the_same_and_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source.of("某区.policy", RULE.format(share="80%"))]
    whole, full = compile_sources(sources)
    monkeypatch.setattr("tiaowen.compiler.pipeline.compile_sources", None)
    policy, asked = compile_sound(sources)
    assert not full.has_errors
    assert full.diagnostics
    assert not asked.diagnostics
    facts = {"科技保险保费": "10万元", "用工人数": 3}
    assert policy.calc("1", facts) == whole.calc("1", facts)
