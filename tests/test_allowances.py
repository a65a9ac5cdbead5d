"""【容许】: what it sets apart, and what it leaves."""

import json

from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.report.render import render_json, render_sarif, render_text
from tiaowen.compiler.text.source import Source

RULE = """【规则 {id}】奖励
依据：“{quote}”
填报：甲、乙、丙：是否。
条件：甲。
奖励：10万元。
算例：甲，其余为否，得10万元。
【完】
"""
ONE = "（一）奖励10万元。\n\n" + RULE.format(id=1, quote="奖励10万元")
TWO = "（二）再奖10万元。\n\n" + RULE.format(id=2, quote="再奖10万元")


def report_of(text: str) -> Report:
    return compile_sources([Source.of("甲.policy", text)])[1]


def left(report: Report) -> list[tuple[str, str]]:
    return [(found.code, found.span.text if found.span else "") for found in report.diagnostics]


def test_it_speaks_of_the_rule_right_before_it() -> None:
    report = report_of(f"{ONE}【容许 T0208】供备查。【完】\n{TWO}")
    assert [(found.code, reason) for found, reason in report.allowed] == [("T0208", "供备查")] * 2
    assert left(report) == [("T0208", "乙"), ("T0208", "丙")]


def test_words_behind_the_code_narrow_it() -> None:
    report = report_of(f"{ONE}\n\n【容许 T0208 乙】供备查。\n【完】\n【容许 t0208 「丙」】也供备查【完】\n")
    assert [reason for _, reason in report.allowed] == ["供备查", "也供备查"]
    assert not report.diagnostics


def test_another_code_allows_nothing() -> None:
    report = report_of(f"{ONE}【容许 T0209】供备查。【完】\n")
    assert not report.allowed
    assert left(report) == [("T0208", "乙"), ("T0208", "丙"), ("T0122", "【容许 T0209】")]


def test_errors_are_never_allowed() -> None:
    faulty = ONE.replace("奖励：10万元", "奖励：20万元")
    report = report_of(f"{faulty}【容许 T0410】供备查。【完】\n")
    assert {"T0410", "T0122"} <= {code for code, _ in left(report)}
    assert report.has_errors


def test_it_may_stand_first_or_be_empty() -> None:
    assert left(report_of("【容许 T0208】供备查。【完】\n" + ONE))[0] == ("T0122", "【容许 T0208】")
    assert ("T0122", "【容许】") in left(report_of(f"{ONE}【容许】供备查。【完】\n"))


def test_every_form_of_output_tells_of_it() -> None:
    report = report_of(f"{ONE}【容许 T0208】供备查\u202e。【完】\n")
    short = render_text(report.diagnostics, "zh", report.allowed)
    assert short == "没有发现问题（另有 2 处已在文件里容许）\n"
    told = render_text(report.diagnostics, "en", report.allowed, show_allowed=True)
    assert told.count("= allowed: 供备查") == 2
    assert "\u202e" not in told
    assert [item["allowed"] for item in json.loads(render_json((), "zh", report.allowed))] == ["供备查\u202e"] * 2
    (run,) = json.loads(render_sarif((), "zh", report.allowed))["runs"]
    assert [result["suppressions"][0]["kind"] for result in run["results"]] == ["inSource"] * 2
