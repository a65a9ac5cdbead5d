"""Places, ranks and the highest of lists whose items are often alike, empty or at a cap: every quick target gives what the
interpreter gives."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.answerers import ANSWERERS
from support.answerers.answerer import Answerer, Claim, Interpreter
from support.answerers.comparing import compared
from support.rules import TERMS
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.facts import FactType

# What is filled in, and the rule.
RULES = (
    (
        "企业：每家含得分（整数）、费（金额）",
        "其中（逐家）：名次：得分由高到低的名次（并列的名次相同）。\n"
        "奖励（逐家，分别给予）：名次第1的，10元；名次第2至3名的，费的50%，封顶5元。",
    ),
    (
        "企业：每家含得分（整数）、费（金额），按先后",
        "其中（逐家）：名次：得分由低到高的名次（并列的先填的在前）。\n奖励（逐家）：名次前2名的，费的50%，封顶5元。",
    ),
    ("专利：每件含类型（发明、实用新型）、费（金额），按先后", "资助（逐件）：每类首件的，费的50%；其余的，费的10%。"),
    (
        "专利：每件含授权（日期）、费（金额），按授权先后",
        "资助（逐件，分别给予）：首件的，费的50%；第2至3件的，费的20%；第四件起，10元。\n封顶：每件不超过5元。",
    ),
    ("费：每笔金额", "补助（逐笔，取最高2笔，分别给予）：费的50%，封顶5元。"),
    (
        "费、贷：每笔金额",
        "其中（逐笔）：占：费除以贷。位：占由高到低的名次（并列的名次相同）。\n补助（逐笔，分别给予）：位第1的，费的10%；其余的，1元。",
    ),
    (
        "星：每家无、三星、四星（由低到高）；额：金额",
        "条件：星最高者达到三星。\n补助：星最低者为三星的，额的10%；其余的，额的5%。",
    ),
    (
        "企业：每家含得分（整数）、费（金额）",
        "奖励（逐家，分别给予）：得分最高的（并列的都算），费；得分第2至3名（并列的都算）的，5元。",
    ),
    ("企业：每家含得分（整数）、费（金额）", "奖励：企业中得分前2名（并列的名次相同）的费合计的50%，封顶50元。"),
    (
        "作品：每件含品类（动画、游戏、影视）、费（金额）",
        "奖励：品类数，每种5元。",
    ),
    ("费、额：每年金额，含本年", "条件：前两年费合计占额合计50%以上。\n奖励：费前2名合计的10%。"),
    ("证：每次含日（日期）、费（金额）", "条件：证中日最早的一次2025年1月1日以后。\n补助：费最高者的10%，封顶5元。"),
)
CLAIMS = 30
# 分 around the caps of 5元 (费的50%), and numbers that are often the same.
_YUAN = ("0", "0.01", "9.99", "10", "10.01", "49.99", "50", "50.01", "50")


@pytest.fixture(scope="module")
def policy() -> Loaded:
    text = f"试行政策\n\n{TERMS}\n" + "\n".join(
        f"（{at}）给予支持。\n\n【规则 {at}】试行{at}\n依据：“给予支持”\n填报：{facts}。\n{rule}\n【完】\n"
        for at, (facts, rule) in enumerate(RULES, 1)
    )
    found, _ = compile_sources([Source.of("试行.policy", text)])
    assert len(found.clauses) == len(RULES)
    return found


def given(of: FactType, random: Random, length: int) -> Any:
    match of.kind:
        case "list":
            assert of.item is not None
            return [given(of.item, random, length) for _ in range(length)]
        case "record":
            return [given(part, random, length) for part in of.fields]
        case "option":
            return random.choice(of.options)
        case "date":
            return random.choice(("2024-12-31", "2025-01-01", "2025-01-01"))
    return random.choice(_YUAN if of.unit == "元" else (0, 1, 1, 2))


@pytest.mark.parametrize(
    "kind", [kind for kind in ANSWERERS if kind.name in ("python", "node", "ir", "duckdb", "sqlite")]
)
def test_lists_of_items_that_are_alike(kind: type[Answerer], policy: Loaded, tmp_path: Path) -> None:
    random, interpreter = Random(7), Interpreter(policy)
    with kind(policy, tmp_path) as answerer:
        claims = [
            Claim(clause.id, {fact.name: given(fact.reading, random, length) for fact in clause.facts}, "2025-06-30")
            for clause in policy.clauses.values()
            for length in (random.choice((0, 1, 2, 2, 3, 4, 6)) for _ in range(CLAIMS))
            if answerer.can(clause.id)
        ]
        found = compared(answerer, [(claim, interpreter.outcome(claim)) for claim in claims])
    assert not found.disagreements, found.disagreements[0]
    # A database cannot say the order of a list, nor a rank by a quotient.
    assert len(found.asked) == (7 if kind.name in ("duckdb", "sqlite") else len(RULES))
