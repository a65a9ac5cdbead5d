"""取自: what a rule takes from the results of others, in every target."""

from pathlib import Path

import pytest

from support.node import Calculator
from support.targets import Targets
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.text.source import Source

HEAD = "试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n\n（一）给予支持。\n"


def _rule(number: int, body: str) -> str:
    return f"【规则 {number}】试行\n依据：“给予支持”\n{body}\n【完】\n"


def _compiled(*bodies: str) -> tuple[Loaded, list[str]]:
    text = HEAD + "".join(_rule(number, body) for number, body in enumerate(bodies, 1))
    policy, report = compile_sources([Source.of("试行.policy", text)])
    return policy, [found.code for found in report.errors if found.code != "T0403"]


TWO = _compiled(
    "填报：投资额：金额。\n补助：投资额的10%。",
    "填报：投资额：金额；人数：人。\n核算：投资额的20%。",
    "填报：甲：金额，取自1；乙：金额，取自2。\n补助：甲；同时，乙。",
)


def test_what_two_rules_ask_for_serves_both(tmp_path: Path) -> None:
    policy, errors = TWO
    assert not errors
    assert str(policy.calc("3", {"投资额": "100万元", "人数": 1}).value) == "300000.00"
    requests = [
        ("3", facts, None)
        for facts in (
            {"投资额": "100万元", "人数": 1},
            {"投资额": "100万元"},
            {"甲": "1元", "投资额": "100万元", "人数": 1},
            {"甲": "1元", "乙": "2元"},
            {"甲": "1元", "乙": "2元", "投资额": "100万元"},
            {"乙": "2元", "投资额": "100万元", "人数": 1},
            {"投资额": "一百百", "人数": None},
            {},
        )
    ]
    with Calculator() as calculator:
        Targets(policy, calculator, tmp_path).agree(requests)


@pytest.mark.parametrize(
    ("bodies", "errors"),
    [
        (
            ("填报：甲：金额，取自2。\n补助：甲。", "填报：甲：金额，取自1。\n补助：甲。"),
            ["T0207", "T0207"],
        ),
        (("填报：甲：金额，取自1。\n补助：甲。",), ["T0207"]),
        (("填报：甲：亩，取自2。\n核算：甲。", "填报：乙：金额。\n补助：乙。"), ["T0302"]),
        (("填报：甲：万元，取自2。\n核算：甲。", "填报：乙：金额。\n补助：乙。"), ["T0302"]),
        (("填报：甲：金额，取自2。\n补助：甲。", "填报：乙：金额。\n补助：乙。\n分期：50%、50%。"), ["T0302"]),
        (("填报：甲：金额，取自2。\n补助：甲。", "填报：乙：金额。\n条件：乙1元以上。\n资格：某某。"), ["T0302"]),
        (("填报：甲：是否，取自2。\n条件：甲。\n补助：5元。", "填报：乙：金额。\n条件：乙1元以上。\n资格：某某。"), []),
        (
            (*(f"填报：甲：金额，取自{n + 1}。\n补助：甲。" for n in range(1, 40)), "填报：甲：金额。\n补助：甲。"),
            ["T0120"] * 19,
        ),
    ],
)
def test_what_cannot_be_had_so_is_told_and_its_rule_left_out(bodies: tuple[str, ...], errors: list[str]) -> None:
    policy, found = _compiled(*bodies)
    assert found == errors
    assert len(policy.clauses) == len(bodies) - len(errors)
