"""fmt: one spelling for each meaning, twice is once, and the meaning never changes."""

import re
from pathlib import Path
from random import Random

import pytest

from support.policies import of_every_policy_in_ci
from support.rules import TERMS
from tiaowen.compiler import Policy
from tiaowen.compiler.format.formatter import format_sources
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.program.lower import lower
from tiaowen.compiler.text.source import Source, fold

ROOT = Path(__file__).parent.parent
RULE = """试行政策

{terms}
（一）给予支持。　原文　里的 空格 和１２３，不动.
【规则 1】试行
依据：“给予支持。　原文　里的 空格”
{body}
【完】
（二）尾巴。
"""


def formatted(body: str) -> str:
    text = RULE.format(terms=TERMS, body=body)
    policy, _ = compile_sources([Source.of("试行.policy", text)])
    assert "1" in policy.clauses, body
    (result,) = format_sources([Source.of("试行.policy", text)])
    head, _, rest = result.partition("【规则 1】试行\n依据：“给予支持。　原文　里的 空格”\n")
    assert head == RULE.format(terms=TERMS, body="").partition("【规则 1】")[0]
    inner, _, tail = rest.partition("【完】")
    assert tail == "\n（二）尾巴。\n"
    return inner.strip("\n")


SPELLINGS = [
    ("填报:费用:金额\n补助:费用的百分之五,最高不超过５００万", "填报：费用：金额。\n补助：费用的5%，封顶500万元。"),
    ("填报：费用：金额\n补助：费用的5％，封顶1,000万元", "填报：费用：金额。\n补助：费用的5%，封顶1000万元。"),
    ("填报：费用：金额；\n奖励：二十万元。", "填报：费用：金额。\n奖励：20万元。"),
    (
        "填报：费用：金额；甲：是否\n条件：甲；费用达到10万元。\n补助：费用，按照千分之五。",
        "填报：\n  费用：金额；\n  甲：是否。\n条件：\n  甲；\n  费用达到10万元。\n补助：费用，按5‰。",
    ),
    (
        "填报：甲、乙：是否。\n奖励：甲并且乙的，5万元；其他的，2万元。",
        "填报：甲、乙：是否。\n奖励：\n  甲，且乙的，5万元；\n  其余的，2万元。",
    ),
    (
        "填报：甲、乙：金额。\n其中：和：甲加上\n乙；差：甲－乙。\n补助：和的１０%；另，差的5%。",
        "填报：甲、乙：金额。\n其中：\n  和：甲加乙；\n  差：甲减乙。\n补助：\n  和的10%；\n  同时，差的5%。",
    ),
    (
        "填报：甲：金额。\n补助：甲的10%。\n取整:四舍五入至元\n承诺:甲增加的,应得不减少;应得不超过１00万;应得不超过一百万元",
        "填报：甲：金额。\n补助：甲的10%。\n取整：四舍五入到元。\n承诺：\n  甲增加的，应得不减少；\n  应得不超过100万元；\n  应得不超过100万元。",
    ),
    ("填报：甲：金额。\n补助：甲的10%。\n分期:百分之四十,６０%", "填报：甲：金额。\n补助：甲的10%。\n分期：40%，60%。"),
    (
        "填报：甲：金额。\n补助：甲的10%。\n分配：\n  区、镇 按照 4:6的比例 分担；",
        "填报：甲：金额。\n补助：甲的10%。\n分配：区、镇按4：6的比例分担。",
    ),
    (
        "填报：甲：金额。\n补助：甲的10%。\n口径：保留 原样，第１期。\n算例：\n｜甲｜应得｜\n｜ 100元 ｜10元｜",
        "填报：甲：金额。\n补助：甲的10%。\n口径：保留 原样，第１期。\n算例：\n  甲 ｜ 应得\n  100元 ｜ 10元",
    ),
]


@pytest.mark.parametrize(("written", "canonical"), SPELLINGS)
def test_every_spelling_comes_to_the_one_way(written: str, canonical: str) -> None:
    assert formatted(written) == canonical
    assert formatted(canonical) == canonical


@of_every_policy_in_ci
def test_the_policies_are_formatted(path: Path) -> None:
    sources, _ = read_policy(path)
    assert format_sources(sources) == [source.text for source in sources]


def test_a_block_with_faults_stays_as_it_is() -> None:
    faulty = "【规则 2】坏\n依据：“给予支持”\n奖励:限高 5万\n【完】\n"
    text = RULE.format(terms=TERMS, body="奖励:5万") + faulty
    (result,) = format_sources([Source.of("试行.policy", text)])
    assert result.endswith(faulty)
    assert "奖励：5万元。\n【完】" in result


def test_a_document_without_rules_stays_as_it_is() -> None:
    text = (ROOT / "policies" / "jindong-2025" / "原文.txt").read_text("utf-8")
    assert format_sources([Source.of("原文.txt", text)]) == [text]


def meaning(policy: Policy) -> dict[str, object]:
    lowered = {name: lower(clause) for name, clause in policy.clauses.items()}
    return {name: (made.lets, made.conditions, made.amounts, made.whole) for name, made in lowered.items()}


HALF = str.maketrans("，：；（）", ",:;()")
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.needs_system) for seed in range(2, 12))])
def test_careless_typing_is_brought_back(seed: int) -> None:
    """Half-width punctuation, full-width digits and spaces, thrown into the rules of a policy at random."""
    source = Source.of("court-fees.policy", (ROOT / "policies" / "court-fees.policy").read_text("utf-8"))
    original, _ = compile_sources([source])
    places = [block.body for block in original.document.blocks if block.kind == "规则"]
    text, random = list(source.text), Random(seed)
    folded = fold(source.text)
    for place in places:
        begin = source.text.index("填报", place.start)
        # Rows of tables keep their lines; quotations and free words are the document's.
        free = {at for m in re.finditer("(?:口径|说明)：.*", source.text) for at in range(m.start(), m.end())}
        for at in sorted(set(range(begin, place.end)) - free):
            char, draw = folded[at], random.random()
            if char in "，：；" and draw < 0.3:
                text[at] = char.translate(HALF)
            elif char.isdigit() and draw < 0.3:
                text[at] = char.translate(FULL)
    careless = Source.of("court-fees.policy", "".join(text))
    assert meaning(compile_sources([careless])[0]) == meaning(original)
    assert format_sources([careless]) == format_sources([source])
